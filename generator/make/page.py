"""HTML pages from Jinja2 templates: inline styles bound by their SHA-256, no other inline code."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from traceback import extract_tb
from types import MethodType
from typing import Any

from jinja2 import (
    BytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context, Macro
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from generator import disk
from generator.addresses import FONT
from generator.headers import page_policy
from generator.jobs import Job, PageJob
from generator.make import Needs, Output, Templates, borrowed, lent, linked, story
from generator.make.refusal import Refusal
from generator.make.view import View

_BLOCKS = (
    "p|li|[uod]l|d[dt]|div|section|h[1-6]|details|summary|figure|figcaption|picture|source|img"
    "|meta|link"
)
_BETWEEN_BLOCKS = re.compile(rf">\n(?=</?(?:{_BLOCKS})\b)")
_ITEM_END = re.compile(r"</li>(?=<li\b|</[uo]l>)|</d[dt]>(?=<d[dt]\b|</div>)")
_TYPES = {".html": "text/html", ".xml": "application/xml"}


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """Render one page."""
    assert isinstance(job, PageJob)
    view = View(job, needs)
    try:
        html = _render(job, view, templates)
    except Exception as why:
        own = templates.folders[:-1]
        fault = _not_utf8(own) if isinstance(why, UnicodeDecodeError) else _fault(why, own)
        if fault is None:
            raise  # no template but ours: that is our mistake and nobody else's
        words = getattr(why, "message", None) or str(why)
        raise Refusal("template-broken", template=fault, why=words) from why
    suffix = Path(job.template).suffix
    return (
        Output(job.target, lent.told(borrowed.told(_tight(html), view.w)).encode(), _TYPES[suffix]),
    )


def _render(job: PageJob, view: View, templates: Templates) -> str:
    style = _style(templates.folders, job.edition, job.template, _parts(view))
    if job.edition == "kiosk":
        style += _measures(view)
    letters = _letters(templates.folders, view)
    if letters and job.language == "km":
        style += _css(templates.folders, "web/khmer.css")
    if job.edition == "kiosk":
        style, letters = letters + style, ""
    policy = page_policy(*filter(None, (style, letters)))
    html = _environment(templates).get_template(job.template).render(
        v=view, job=job, project=view.project, style=Markup(style), letters=Markup(letters),  # noqa: S704 - our own files
        policy=policy, linked=linked, markdown=lambda text: Markup(story.inline(text, view.mark, view.doubt)),  # noqa: S704
        **_symbols(job),
    )  # fmt: skip
    if job.edition != "kiosk":
        return html
    from generator.make.closed import closed

    return closed(html, job.language, job.target)


def _symbols(job: PageJob) -> dict[str, Any]:
    """What draws a QR symbol on a screen; it costs the import of Pillow, which phones' pages do without."""
    if job.edition != "kiosk":
        return {}
    from generator.make.carried import drawn

    return {"carried": drawn}


def _fault(why: Exception, own: tuple[Path, ...]) -> tuple[str, int] | None:
    """(name, line) of the last of the project's `own` templates in the trace; None if there is none."""
    places = [(frame.filename, frame.lineno or 0) for frame in extract_tb(why.__traceback__)]
    if isinstance(why, TemplateSyntaxError):
        places.append((why.filename or "", why.lineno))
    for file, line in reversed(places):
        for folder in own:
            if Path(file).is_relative_to(folder):
                return Path(file).relative_to(folder).as_posix(), line
    return None


def _not_utf8(own: tuple[Path, ...]) -> tuple[str, int] | None:
    """The first of the project's `own` templates and styles that is not UTF-8: no trace names it."""
    for folder in own:
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (*_TYPES, ".css")):
            try:
                path.read_text("utf-8")
            except UnicodeDecodeError:
                return path.relative_to(folder).as_posix(), 0
    return None


class _Compiled(BytecodeCache):
    """Compiled templates between runs; a damaged file is as good as none.

    Those that ship are kept beside the package's own modules, once for all projects, as Python keeps
    what it compiles; where nothing may be written there, and the project's own, with the project.
    """

    LABEL = f"template 2 {version('jinja2')}"
    BESIDE = disk.BESIDE / "templates"
    SHIPPED = "shipped-"

    def __init__(self, templates: Templates) -> None:
        self.shipped, self.project = templates.folders[-1], templates.compiled

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Jinja's own, and whether the file ships."""
        ships = filename is not None and Path(filename).is_relative_to(self.shipped)
        return (self.SHIPPED if ships else "") + super().get_cache_key(name, filename)

    def load_bytecode(self, bucket: Bucket) -> None:
        """What an earlier run compiled; Jinja itself checks that the source is still the same."""
        for path in self._places(bucket):
            if data := disk.unseal(path, self.LABEL):
                bucket.bytecode_from_string(data)
                return

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Kept for the next run; disks that will not take it cost only time."""
        for path in self._places(bucket):
            with contextlib.suppress(OSError):
                disk.seal(path, self.LABEL, bucket.bytecode_to_string(), durable=False)
                return

    def _places(self, bucket: Bucket) -> Iterator[Path]:
        """Where it may lie, the best place first."""
        if bucket.key.startswith(self.SHIPPED):
            yield self.BESIDE / bucket.key
        if self.project:
            yield self.project / bucket.key


class _Sandbox(SandboxedEnvironment):
    """Jinja's sandbox, which asks about values and macros of this package once or not at all.

    What a template reaches through them is asked about as ever unless it is of this package, too; so are
    names with an underscore, and `format`, which leads on to attributes that no one asks about. With all
    the questions, rendering took a quarter longer.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._known: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """As Jinja judges it: by its name, and by what `isinstance` says of it."""
        key = (type(obj), attr)
        if (known := self._known.get(key)) is None:
            known = self._known[key] = super().is_safe_attribute(obj, attr, value)
        return known

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute, else an item, as Jinja looks for it."""
        if (
            _is_ours(type(obj))
            and attribute[:1] != "_"
            and attribute not in ("format", "format_map")
        ):
            with contextlib.suppress(AttributeError):
                return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call(self, context: Context, obj: Any, /, *args: Any, **names: Any) -> Any:
        """A call; neither macros nor methods of ours want anything of Jinja's handed to them."""
        kind = type(obj)
        if kind is Macro or (kind is MethodType and _is_ours(type(obj.__self__))):
            names.pop("_loop_vars", None)
            names.pop("_block_vars", None)
            return obj(*args, **names)
        return super().call(context, obj, *args, **names)


def _is_ours(kind: type) -> bool:
    return kind.__module__.startswith("generator.")


@cache
def _environment(templates: Templates) -> SandboxedEnvironment:
    return _Sandbox(
        loader=FileSystemLoader([str(folder) for folder in templates.folders]), autoescape=True,
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False, cache_size=-1,
        bytecode_cache=_Compiled(templates),
    )  # fmt: skip


@lru_cache(maxsize=1)
def renew(_look: str) -> None:
    """Forget what was read of templates whose digest was another than this."""
    _environment.cache_clear()
    _style.cache_clear()
    _css.cache_clear()


def _letters(folders: tuple[Path, ...], view: View) -> str:
    """The CSS that brings Khmer letters: to a page in Khmer, for phones that have none; to every screen."""
    asked = view.job.language == "km" or view.job.edition == "kiosk"
    font = asked and next(iter(view.needs.get(FONT, ())), None)
    return _css(folders, "web/letters.css").replace("FONT", view.href(font.target)) if font else ""


def _parts(view: View) -> tuple[str, ...]:
    """Names of the CSS of blocks and other parts that the page shows, wherever they stand."""
    names = {"blocks/roll_of_honour-names"} if view.job.rolls else set()
    if view.revision:
        names |= {f"blocks/{b.kind}" for b in view.site.blocks}
        names |= {"web/parts/ways"} if view.job.template == "web/site.html" and view.ways else set()
    return tuple(sorted(names))


@cache
def _style(folders: tuple[Path, ...], edition: str, template: str, parts: tuple[str, ...]) -> str:
    """The CSS of all pages, of this template, of the parts shown and of the edition, tightened."""
    own = template.rpartition(".")[0]
    names = ["web/site.css", f"{own}.css", *(f"{part}.css" for part in parts)]
    of_edition = [f"{edition}/site.css", *(f"{edition}/{Path(name).name}" for name in names[1:])]
    if (
        edition == "kiosk"
    ):  # its own words are the last, though its templates have styles of the same name
        names = [name for name in names if name not in of_edition]
    return _css(folders, *names, *of_edition)


def _measures(view: View) -> str:
    """What a millimetre is on this screen, from its diagonal, and how large letters and controls are.

    A kiosk's page fills the screen, so its own diagonal is the screen's (CSS Values 4, `hypot`). Browsers
    that do not know it (before Chromium 120) take the longer side of a 16:9 screen.
    """
    kiosk = view.project.kiosk
    assert kiosk is not None
    diagonal = kiosk.screen_inches * 25.4
    return (
        f":root{{--mm:calc(100vmax/{diagonal * 0.8716:.1f});--letter:{kiosk.letter};--touch:{kiosk.touch}}}"
        "@supports (width:hypot(1px,1px)){:root{--mm:calc(hypot(100vw,100vh)/"
        f"{diagonal:.1f})}}}}"
    )


@cache
def _css(folders: tuple[Path, ...], *names: str) -> str:
    """The style sheets of these names that there are, tightened."""
    found = (
        next((f / name for f in folders if (f / name).is_file()), None)
        for name in dict.fromkeys(names)
    )
    text = "".join(path.read_text("utf-8") for path in found if path)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"\s*([{};,>])\s*", r"\1", re.sub(r"\s+", " ", text)).strip()


def _tight(html: str) -> str:
    """Without the blank lines and indents that templates leave, nor line ends between blocks.

    The end tags of list items go where HTML (section 13.1.2.4) lets them: a page that must fit
    one flight of TCP has no byte to spare.
    """
    lines = (line.lstrip(" \t") for line in html.split("\n") if line and not line.isspace())
    return _ITEM_END.sub("", _BETWEEN_BLOCKS.sub(">", "\n".join(lines).strip())) + "\n"
