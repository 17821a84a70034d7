"""4 make · paper: flowing paper by typst, the one module that knows it.

Content is hostile here: it reaches a template as JSON, so it is text wherever it stands and never
source. Fonts are the bundle's alone and the date is pinned, so that every machine sets the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from generator.jobs import Job, Made
from generator.make import Needs, Output, Templates
from generator.make.lettering import FONTS, check_glyphs, font_file
from generator.make.qr import symbol_of
from generator.make.refusal import Refusal
from generator.make.symbol import QUIET, Symbol, contours, symbol_saying
from generator.print_jobs import PaperJob
from generator.printing import packed
from generator.words import paper_table, table

FOLDER = "paper"
"""Where the templates lie, below templates/."""

SHARED = "common.typ"
"""The one that all of ours import."""

MAIN = "main.typ"
"""What typst calls the template that it is asked to set."""

TOO_LONG = "address-too-long"
"""What our templates panic with where an address does not fit, however small."""

MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
"""The date inside every PDF, as in make/pdf.py: the same paper must be the same file."""

_PLACE = re.compile(r"┌─ (\S+?):(\d+)")


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """The paper as PDF."""
    assert isinstance(job, PaperJob)
    data = json.loads(job.data) | {"files": files_of(needs)}
    data["codes"] = {name: drawn(_symbol(text, needs)) for name, text in job.codes}
    pdf = set_paper(job.template, data, templates)
    # No `code` among the facts: that is what tells a plate's own file.
    told = (("paper", job.template), *((f"payload {name}", text) for name, text in job.codes))
    return (Output(job.target, pdf, "application/pdf", facts=told),)


def set_paper(
    template: str, data: Mapping[str, Any], templates: Templates, picture: bytes = b""
) -> bytes:
    """The PDF that `template` (a name below templates/paper/) makes of `data` and of a `picture`, if any.

    Raises Refusal `template-broken` when a template of the project's own is at fault,
    `plaque-address-too-long` for an address that stays too wide, and `plaque-glyph-missing` for a
    character that no font has: typst would leave it out without a word.
    """
    from typst import TypstError

    for text in sorted(set(_strings(data))):
        check_glyphs(text)
    ours, own = _sources(templates.folders[-1:]), _sources(templates.folders[:-1])
    _check_utf8(own)
    given = {"data": json.dumps(data, ensure_ascii=False, sort_keys=True), "words": _words()}
    given["picture"] = json.dumps(list(picture), separators=(",", ":"))  # every file here is source

    def compiled(sources: dict[str, bytes]) -> bytes:
        sources = {**sources, MAIN: sources[template]}
        pdf = _compiler().compile(sources, format="pdf", sys_inputs=given, timestamp=MOMENT)
        assert isinstance(pdf, bytes)
        return pdf

    try:
        return compiled({**ours, **own})
    except TypstError as why:
        if TOO_LONG in why.message:
            raise Refusal(f"plaque-{TOO_LONG}", address=data.get("address", "")) from why
        name, line = _fault(why.diagnostic, template)
        if name in own:
            raise _broken(name, line, why.message) from why
        if SHARED in own:
            compiled({**ours, **own, SHARED: ours[SHARED]})  # with our own it can be set
            raise _broken(SHARED, 0, f"{FOLDER}/{name}:{line}: {why.message}") from why
        raise  # no template but ours: that is our mistake and nobody else's


def _strings(data: Any) -> Iterator[str]:
    """Every text in what a template is given."""
    if isinstance(data, str):
        yield data
    for part in (
        data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else ()
    ):
        yield from _strings(part)


def drawn(symbol: Symbol) -> dict[str, Any]:
    """A symbol for a template: `size` and outlines in modules (y down), `quiet` modules around it."""
    outlines = [list(map(list, outline)) for outline in contours(symbol.matrix)]
    return {
        "size": symbol.size, "quiet": QUIET, "payload": symbol.payload, "outlines": outlines,
    }  # fmt: skip


def files_of(needs: Needs) -> list[dict[str, Any]]:
    """What was made of the needs that are files of this edition: name, bytes and SHA-256, sorted."""
    made = (one for some in needs.values() for one in some if "/" in one.target)
    return [_file(one) for one in sorted(made) if not one.target.startswith("https:")]


def _file(one: Made) -> dict[str, Any]:
    return {"name": packed(one.target), "bytes": one.size, "sha256": one.digest}


def _symbol(payload: str, needs: Needs) -> Symbol:
    """The symbol of an address, as a plate has it, or of another payload."""
    if payload.startswith("https://"):
        return symbol_of(payload, needs.get(payload, ()))
    return symbol_saying(payload)


@cache
def _compiler() -> Any:
    """A typst compiler that knows the bundle's fonts and no others."""
    import typst

    font_file("sans")  # says in words what is missing
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)


def _sources(folders: tuple[Path, ...]) -> dict[str, bytes]:
    """Every typst template by name; the project's own hides the one that ships."""
    found: dict[str, bytes] = {}
    for folder in reversed(folders):
        found |= {path.name: path.read_bytes() for path in sorted((folder / FOLDER).glob("*.typ"))}
    return found


def _check_utf8(own: Mapping[str, bytes]) -> None:
    """Refuse a template of the project's own that is not UTF-8: typst does not say which it is."""
    for name, data in own.items():
        try:
            data.decode()
        except UnicodeDecodeError as why:
            raise _broken(name, 0, str(why)) from why


def _broken(name: str, line: int, why: str) -> Refusal:
    return Refusal("template-broken", template=(f"{FOLDER}/{name}", line), why=why)


@cache
def _words() -> str:
    """The words of papers, and those they share with plates (`plaque-…`)."""
    shared = {key: words for key, words in table().items() if key.startswith("plaque-")}
    return json.dumps(shared | paper_table(), ensure_ascii=False, sort_keys=True)


def _fault(diagnostic: str, template: str) -> tuple[str, int]:
    """(template, line) where typst says it went wrong."""
    found = _PLACE.search(diagnostic)
    if found is None:
        return template, 0
    return (template if found[1] == MAIN else found[1]), int(found[2])
