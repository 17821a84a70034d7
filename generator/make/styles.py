"""How a plate may look: the inks of each style, and what is drawn around words and code."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.contrast import LEAST_CONTRAST, contrast
from generator.make.refusal import Refusal
from generator.make.scene import BARE, BLACK, Ink
from generator.model import Preset


@dataclass(frozen=True)
class Look:
    """The inks of a style. A `plain` one has no coloured ground, no frame of pieces and no inlay."""

    ground: Ink
    border: Ink
    rule: Ink
    title: Ink
    body: Ink
    shell: Ink
    warning: Ink
    notice: Ink
    plain: bool = False


_PAPER = Ink("eggshell", (0.02, 0.04, 0.12, 0.0), "#f8f1e2")
_CINNABAR = Ink("cinnabar", (0.1, 0.9, 0.95, 0.0), "#b5301f")

LOOKS = {
    "lacquer": Look(
        ground=Ink("lacquer", (0.32, 1.0, 0.92, 0.46), "#5f120f"),
        border=Ink("dark lacquer", (0.5, 0.8, 0.75, 0.74), "#1f0d0a"),
        rule=Ink("gold", (0.15, 0.36, 0.76, 0.05), "#c9973a"),
        title=Ink("pale gold", (0.07, 0.18, 0.5, 0.0), "#ebcf8e"),
        body=_PAPER,
        shell=Ink("shell", (0.06, 0.09, 0.2, 0.0), "#eee2c8"),
        warning=_CINNABAR,
        notice=_PAPER,
    ),
    "stone": Look(
        ground=Ink("grey stone", (0.0, 0.0, 0.0, 0.72), "#555555"),
        border=Ink("dark stone", (0.0, 0.0, 0.0, 0.9), "#2a2a2a"),
        rule=Ink("pale grey", (0.0, 0.0, 0.0, 0.22), "#cccccc"),
        title=BARE,
        body=Ink("near white", (0.0, 0.0, 0.0, 0.06), "#f2f2f2"),
        shell=Ink("shell grey", (0.0, 0.0, 0.0, 0.12), "#e2e2e2"),
        warning=BLACK,
        notice=BARE,
    ),
    "engraver": Look(
        ground=BARE,
        border=BARE,
        rule=BLACK,
        title=BLACK,
        body=BLACK,
        shell=BARE,
        warning=BLACK,
        notice=BARE,
        plain=True,
    ),
}
"""Styles by name. Lacquer: lacquer, gold, eggshell and cinnabar, as in docs/art/lacquer.py. Stone: greys
of black ink alone. Engraver: one ink, every shape an outline to be cut or filled."""


def look_of(name: str, preset: Preset | None = None) -> Look:
    """The style `name` in the colours of `preset`, where it brings its own.

    Raises Refusal `plaque-style-unknown`, and `plaque-contrast` where letters and ground are closer
    than `LEAST_CONTRAST`.
    """
    if name not in LOOKS:
        raise Refusal("plaque-style-unknown", name=name, known=", ".join(sorted(LOOKS)))
    look = LOOKS[name]
    if preset and preset.ground:
        look = replace(
            look, ground=of_colour(preset.ground), border=of_colour(preset.ground), plain=False
        )
    if preset and preset.letters:
        own = of_colour(preset.letters)
        look = replace(look, title=own, body=own, rule=own)
    for letters in (look.title, look.body, look.rule):
        if (found := contrast(letters.screen, look.ground.screen)) < LEAST_CONTRAST:
            raise Refusal(
                "plaque-contrast", letters=letters.screen, ground=look.ground.screen,
                found=round(found, 1), least=LEAST_CONTRAST,
            )  # fmt: skip
    return look


def of_colour(screen: str) -> Ink:
    """An ink for `#rrggbb`: full under-colour removal, so that greys are black ink alone."""
    red, green, blue = (int(screen[at : at + 2], 16) / 255 for at in (1, 3, 5))
    light = max(red, green, blue)
    if light == 0:
        return BLACK
    cyan, magenta, yellow = (round((light - part) / light, 3) for part in (red, green, blue))
    return Ink(screen.lower(), (cyan, magenta, yellow, round(1 - light, 3)), screen.lower())
