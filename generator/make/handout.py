"""4 make · handout: papers for readers by typst; a story comes as pieces, never as source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator import marks
from generator.jobs import Job
from generator.make import Needs, Output, Templates, story
from generator.make.paper import set_paper
from generator.make.picture import encode, open_picture
from generator.make.refusal import Refusal
from generator.print_jobs import HandoutJob

_FACES = {"strong": "strong", "em": "em", "code": "em", "sup": "mark", "small": "hedge"}
WIDEST, QUALITY = 1000, 75
"""px of the longer side, and JPEG quality: 300 dpi at 85 mm, and a booklet that is still sent by Zalo."""

_NO_PAPER = "plaque-"
"""Refusals that begin so say what cannot be set: then there is no such paper."""


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """The paper as PDF; nothing where a letter has no font, for typst would leave it out without a word."""
    assert isinstance(job, HandoutJob)
    data = json.loads(job.data)
    if "story" in data:
        data["story"] = pieces(data["story"], data["numbers"])
    try:
        pdf = set_paper(job.template, data, templates, _picture(job))
    except Refusal as why:
        if why.kind.startswith(_NO_PAPER):
            return ()
        raise
    return (Output(job.target, pdf, "application/pdf", facts=(("paper", job.template),)),)


def _picture(job: HandoutJob) -> bytes:
    """The place's picture as JPEG, b'' where it has none."""
    for given in job.inputs:
        image = open_picture(Path(given.path), WIDEST)
        image.thumbnail((WIDEST, WIDEST))
        return encode(image, "JPEG", QUALITY)
    return b""


def pieces(body: str, numbers: dict[str, int]) -> list[dict[str, Any]]:
    """A story as plain data: `kind` (h2, h3, h4, p, li, blockquote) and `runs` of (text, face).

    Blocks that it places are for pages and left out; source marks are their printed numbers.
    """

    def cite(name: str) -> tuple[int, str] | None:
        return (numbers[name], "#") if name in numbers else None

    found: list[dict[str, Any]] = []
    for kind, value in marks.pieces(body):
        tree = LexborHTMLParser(story.inline(value, cite)) if kind == "text" else None
        if tree and tree.body:
            _blocks(tree.body, found)
    return found


def _blocks(parent: LexborNode, found: list[dict[str, Any]], kind: str = "") -> None:
    """Add the block elements below `parent`; a list in a list follows the item it stands in."""
    for node in parent.iter():
        tag = node.tag or ""
        if tag in ("ul", "ol", "blockquote"):
            _blocks(node, found, "li" if tag != "blockquote" else tag)
            continue
        if tag == "hr":
            continue
        runs = list(_runs(node, ""))
        if any(text.strip() for text, _ in runs):
            found.append({"kind": kind or tag, "runs": runs})
        for inner in node.iter():
            if tag == "li" and inner.tag in ("ul", "ol"):
                _blocks(inner, found, "li")


def _runs(parent: LexborNode, face: str) -> list[tuple[str, str]]:
    runs: list[tuple[str, str]] = []
    for node in parent.iter(include_text=True):
        tag = node.tag or ""
        if tag in ("ul", "ol"):
            continue
        if tag == "-text":
            runs.append((" ".join(f"|{node.text()}|".split()).strip("|"), face))
        elif tag == "br":
            runs.append((" ", face))
        else:
            runs += _runs(node, face or _FACES.get(tag, ""))
    return runs
