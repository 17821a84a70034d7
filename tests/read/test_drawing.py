"""A one-ink drawing is the strict part of SVG, and everything else is refused by what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.read.drawing import MOST_BYTES, DrawingFault, read_drawing

HEAD = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 45">'
NETS = sorted((Path(__file__).parents[2] / "sites").glob("*/media/*-net.svg"))


def svg(inside: bytes) -> bytes:
    """A drawing around `inside`."""
    return HEAD + inside + b"</svg>"


@pytest.mark.parametrize("path", NETS, ids=lambda path: path.parts[-3])
def test_the_drawings_of_the_demo_are_taken(path: Path) -> None:
    """Every vignette the art scripts write can be cut as it stands."""
    drawing = read_drawing(path.read_bytes())
    for steps, _, _ in drawing.paths:
        assert steps.count("M") == steps.count("Z") > 0


def test_relative_and_repeated_steps_become_absolute() -> None:
    """`m` and what follows it without a letter mean the same outline as M and L."""
    one = read_drawing(svg(b'<path d="m1 2 3 0 0 4z m10 0l1 1 1-1c0 1 1 1 2 2z"/>'))
    other = read_drawing(svg(b'<path d="M1 2L4 2L4 6Z M11 2L12 3L13 2C13 3 14 3 15 4Z"/>'))
    assert one == other


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (svg(b'<path d="M' + b"1" * 60 + b'e5 2L2 2L1 2Z"/>'), "drawing-path"),
        (svg(b'<path d="M1 1L5 1Z"/>'), "drawing-path"),
        (svg(b'<path d="M1 1L1 5L1 2Z"/>'), "drawing-path"),
        (svg(b'<path d="M' + b"9" * 400 + b' 1L5 1L1 5Z"/>'), "drawing-outside"),
        (
            HEAD.replace(b"0 0 60 45", b"nan 0 60 45") + b'<path d="M1 1L5 1L1 5Z"/></svg>',
            "drawing-not-svg",
        ),
        (svg(b'<path d="M1 1L2 2L1 2Z"/>').decode().encode("utf-16"), "drawing-not-svg"),
        (b'<?xml version="1.0" encoding="x"?>' + HEAD + b"</svg>", "drawing-path"),
        (svg(b"<script/>"), "drawing-foreign"),
        (svg(b'<g><path d="M1 1L2 2L1 2Z"/></g>'), "drawing-foreign"),
        (svg(b'<path transform="scale(9)" d="M1 1L2 2L1 2Z"/>'), "drawing-foreign"),
        (svg(b'<path fill="red" d="M1 1L2 2L1 2Z"/>'), "drawing-foreign"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(b""), "drawing-foreign"),
        (svg(b'<path d="M1 1A5 5 0 0 1 9 9Z"/>'), "drawing-path"),
        (svg(b'<path d="M1 1L2"/>'), "drawing-path"),
        (svg(b'<path d="L1 1Z"/>'), "drawing-path"),
        (svg(b'<path d="M1 1L2 2M3 3Z"/>'), "drawing-path"),
        (svg(b""), "drawing-path"),
        (svg(b'<path d="M1 1L99 2L1 2Z"/>'), "drawing-outside"),
        (b"<html/>", "drawing-not-svg"),
        (HEAD.replace(b"0 0 60 45", b"0 0 0 45") + b"</svg>", "drawing-not-svg"),
        (b" " * (MOST_BYTES + 1), "drawing-not-svg"),
    ],
)
def test_what_cannot_be_cut_is_refused(data: bytes, kind: str) -> None:
    """Each foreign part, open outline and stray number is named by its kind."""
    with pytest.raises(DrawingFault) as fault:
        read_drawing(data)
    assert fault.value.kind == kind
