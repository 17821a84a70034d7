"""A one-ink drawing: the strict part of SVG that can be cut as it stands, and nothing else.

`<svg viewBox>` holds `<path d>` of M, L, C and Z (absolute or relative), filled black, every outline
closed. No stroke, no transform, no style, no text, no entity: what is refused cannot surprise a cutter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"

MOST_BYTES, MOST_NUMBERS = 65_536, 20_000
"""Bytes of the file and numbers of its paths: ten times what the drawings of the demo need."""

MOST_UNITS = 1e6
"""Units of its own that a drawing may measure, and lie away from its zero."""

_TAKES = {"M": 2, "L": 2, "C": 6, "Z": 0}
_TOKEN = re.compile(r"[MLCZmlcz]|[-+]?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_BETWEEN = " \t\r\n,"
_ATTRIBUTES = {
    "svg": {"viewBox", "width", "height", "version"},
    "path": {"d", "fill", "fill-rule"},
}
_VALUES = {"fill": {"#000", "#000000", "black"}, "fill-rule": {"evenodd"}}


class DrawingFault(ValueError):
    """Why a file is no drawing we take: a problem `kind` and what was `found`."""

    def __init__(self, kind: str, found: str = "") -> None:
        super().__init__(kind)
        self.kind = kind
        self.found = found


@dataclass(frozen=True)
class Drawing:
    """`width` x `height` in units of its own, y down.

    Each of its `paths` has steps M L C Z, absolute numbers from 0, 0, and whether it is filled even-odd.
    """

    width: float
    height: float
    paths: tuple[tuple[str, tuple[float, ...], bool], ...]


def read_drawing(data: bytes) -> Drawing:
    """The drawing in an SVG file. Raises DrawingFault: drawing-not-svg, -foreign, -path, -outside."""
    if len(data) > MOST_BYTES:
        raise DrawingFault("drawing-not-svg", f"{len(data)} > {MOST_BYTES} byte")
    try:
        text = data.decode("utf-8-sig")  # in another encoding nobody would see what follows
        if "<!" in text:  # a document type or an entity could unfold into anything
            raise DrawingFault("drawing-foreign", "<!")
        root = ET.fromstring(text)  # noqa: S314 - small, and without document type or entities
    except (UnicodeDecodeError, ET.ParseError) as why:
        raise DrawingFault("drawing-not-svg", str(why)) from why
    if root.tag != f"{SVG}svg":
        raise DrawingFault("drawing-not-svg", str(root.tag))
    _only_what_we_take(root)
    left, top, width, height = _view(root.get("viewBox", ""))
    paths = []
    for path in root:
        steps, absolute = _absolute(path.get("d", ""))
        if steps:
            moved = tuple(n - (top if at % 2 else left) for at, n in enumerate(absolute))
            paths.append(("".join(steps), moved, path.get("fill-rule") == "evenodd"))
    numbers = [n for _, some, _ in paths for n in some]
    if not numbers or len(numbers) > MOST_NUMBERS:
        raise DrawingFault("drawing-path", f"{len(numbers)}")
    xs, ys = numbers[::2], numbers[1::2]
    if min(xs) == max(xs) or min(ys) == max(ys):
        raise DrawingFault("drawing-path", "0")
    if min(xs) < 0 or max(xs) > width or min(ys) < 0 or max(ys) > height:
        found = f"{min(xs):g} {min(ys):g} – {max(xs):g} {max(ys):g}"
        raise DrawingFault("drawing-outside", found)
    return Drawing(width, height, tuple(paths))


def _only_what_we_take(root: ET.Element) -> None:
    for element in root.iter():
        name = str(element.tag).removeprefix(SVG)
        if (
            name not in _ATTRIBUTES
            or (name == "svg") != (element is root)
            or len(element) * (element is not root)
        ):
            raise DrawingFault("drawing-foreign", f"<{name}>")
        if (element.text or "").strip() or (element.tail or "").strip():
            raise DrawingFault("drawing-foreign", (element.text or element.tail or "").strip()[:20])
        for key, value in element.attrib.items():
            if key not in _ATTRIBUTES[name] or value not in _VALUES.get(key, {value}):
                raise DrawingFault("drawing-foreign", f'{key}="{value[:20]}"')


def _view(text: str) -> tuple[float, float, float, float]:
    parts = text.replace(",", " ").split()
    try:
        left, top, width, height = map(float, parts)
    except ValueError:
        raise DrawingFault("drawing-not-svg", f'viewBox="{text[:40]}"') from None
    here = abs(left) < MOST_UNITS and abs(top) < MOST_UNITS  # nor nan, which is less than nothing
    if not here or not 0 < width < MOST_UNITS or not 0 < height < MOST_UNITS:
        raise DrawingFault("drawing-not-svg", f'viewBox="{text[:40]}"')
    return left, top, width, height


def _absolute(data: str) -> tuple[list[str], list[float]]:
    """The path with absolute numbers; SVG repeats a step by leaving its letter out (L after M)."""
    if _TOKEN.sub("", data).strip(_BETWEEN):
        raise DrawingFault("drawing-path", data[:40])
    steps: list[str] = []
    numbers: list[float] = []
    start, here, pending = (0.0, 0.0), (0.0, 0.0), ""
    tokens = _TOKEN.findall(data)
    at = 0
    while at < len(tokens):
        if tokens[at].isalpha():
            pending = tokens[at]
            at += 1
        step = pending.upper()
        opens = not steps or steps[-1] == "Z"
        if not pending or opens != (step == "M") or (step == "Z" and tokens[at - 1] != pending):
            raise DrawingFault("drawing-path", " ".join(tokens[at : at + 6]))
        taken = _points(tokens[at : at + _TAKES[step]], step, here if pending.islower() else None)
        at += _TAKES[step]
        steps.append(step)
        numbers += taken
        here = (taken[-2], taken[-1]) if taken else start
        if step == "M":
            start = here
            pending = "l" if pending == "m" else "L"
    if steps and steps[-1] != "Z":
        raise DrawingFault("drawing-path", "Z?")
    return steps, numbers


def _points(tokens: list[str], step: str, base: tuple[float, float] | None) -> list[float]:
    try:
        numbers = [float(token) for token in tokens]
    except ValueError:
        numbers = []
    if len(numbers) != _TAKES[step]:
        raise DrawingFault("drawing-path", " ".join((step, *tokens)))
    x, y = base or (0.0, 0.0)
    return [n + (y if at % 2 else x) for at, n in enumerate(numbers)]
