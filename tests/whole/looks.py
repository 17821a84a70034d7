"""What tests of bad input look at: the words of an answer, and the pages of one site."""

from __future__ import annotations

import re

from generator.words import word
from tests.whole.project import Answer, Town, codes

NOTICE = f'<p class="notice">{word("stale", "vi")}</p>'


def calm(answer: Answer) -> None:
    """Words for people: no traceback, no line of Python, something said."""
    assert answer.said.strip()
    for sign in ("Traceback", 'File "', "Error:", "Exception", ".py", "our-fault"):
        assert sign not in answer.said, answer.said


def pages_of(town: Town, slug: str) -> dict[str, bytes]:
    """Every page and plaque that belongs to a site, without the line that says it is the last good one."""
    mine = {code for code, place in codes(town).items() if place.partition("#")[0] == slug}
    folders = [*(town.web / lang / slug for lang in ("vi", "en")), *(town.web / c for c in mine)]
    # The list of what a phone keeps stamps pages with their content, that line and all.
    found = [p for f in folders for p in f.rglob("*") if p.is_file() and p.name != "offline.json"]
    found += [p for p in (town.print / slug).rglob("*") if p.is_file()]
    return {
        p.relative_to(town.root).as_posix(): re.sub(
            rb'<p class="notice">[^<]*</p>', b"", p.read_bytes()
        )
        for p in found
    }
