"""HTML pages from Jinja2 templates: one inline style bound by its SHA-256, no other inline code."""

from __future__ import annotations

import base64
import hashlib
import re
import traceback
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from generator.headers import page_policy
from generator.jobs import Job, PageJob
from generator.make import Needs, Output, linked, story
from generator.make.refusal import Refusal
from generator.make.view import View

_BLOCKS = (
    "p|li|[uod]l|d[dt]|div|section|h[1-6]|details|summary|figure|figcaption|picture|source|img"
    "|meta|link"
)
_BETWEEN_BLOCKS = re.compile(rf"(?<=>)\n(?=</?(?:{_BLOCKS})\b)")
_ITEM_END = re.compile(r"</li>(?=<li\b|</[uo]l>)|</d[dt]>(?=<d[dt]\b|</div>)")
_TYPES = {".html": "text/html", ".xml": "application/xml"}


def make(job: Job, needs: Needs, templates: tuple[Path, ...]) -> tuple[Output, ...]:
    """Render one page."""
    assert isinstance(job, PageJob)
    view = View(job, needs)
    try:
        html = _render(job, view, templates)
    except Exception as why:
        if len(templates) == 1 and not isinstance(why, TemplateError):
            raise  # no template but ours: that is our mistake and nobody else's
        words = getattr(why, "message", None) or str(why)
        fault = _fault(why, job.template)
        raise Refusal("template-broken", template=fault, why=words) from why
    suffix = Path(job.template).suffix
    return (Output(job.target, _tight(html).encode(), _TYPES[suffix]),)


def _render(job: PageJob, view: View, templates: tuple[Path, ...]) -> str:
    style = _style(templates, job.template, _kinds(view))
    policy = page_policy(base64.b64encode(hashlib.sha256(style.encode()).digest()).decode())
    return _environment(templates).get_template(job.template).render(
        v=view, job=job, project=view.project, style=Markup(style),  # noqa: S704 - our own file
        policy=policy, linked=linked, markdown=lambda text: Markup(story.inline(text, view.mark)),  # noqa: S704
    )  # fmt: skip


def _fault(why: Exception, name: str) -> tuple[str, int]:
    """(template, line) where it went wrong: told by the error, or the last template in its trace."""
    if isinstance(why, TemplateSyntaxError):
        return why.name or name, why.lineno
    frames = [
        f for f in traceback.extract_tb(why.__traceback__) if f.filename.endswith((".html", ".xml"))
    ]
    if not frames:
        return name, 0
    return "/".join(Path(frames[-1].filename).parts[-2:]), frames[-1].lineno or 0


@cache
def _environment(templates: tuple[Path, ...]) -> SandboxedEnvironment:
    return SandboxedEnvironment(
        loader=FileSystemLoader([str(folder) for folder in templates]), autoescape=True,
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False, cache_size=-1,
    )  # fmt: skip


@lru_cache(maxsize=1)
def renew(_look: str) -> None:
    """Forget what was read of templates whose digest was another than this."""
    _environment.cache_clear()
    _style.cache_clear()


def _kinds(view: View) -> tuple[str, ...]:
    """Kinds of blocks whose own CSS the page needs."""
    if view.revision is None or view.job.edition != "web":
        return ()
    return tuple(sorted({b.kind for b in view.site.blocks}))


@cache
def _style(templates: tuple[Path, ...], template: str, kinds: tuple[str, ...]) -> str:
    """The CSS of all pages of this look, of this template and of the blocks shown, tightened."""
    look, own = template.split("/", maxsplit=1)[0], template.rpartition(".")[0]
    names = [f"{look}/site.css", f"{own}.css", *(f"blocks/{kind}.css" for kind in kinds)]
    found = (
        next((f / name for f in templates if (f / name).is_file()), None)
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
    lines = re.sub(r"\n\s*\n+", "\n", re.sub(r"^[ \t]+", "", html, flags=re.MULTILINE)).strip()
    return _ITEM_END.sub("", _BETWEEN_BLOCKS.sub("", lines)) + "\n"
