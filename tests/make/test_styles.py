"""Styles and colours of one's own: letters that can be told from their ground, or a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.contrast import LEAST_CONTRAST, contrast
from generator.make.plaque import make_plaque
from generator.make.refusal import Refusal
from generator.make.scene import BLACK
from generator.make.styles import LOOKS, look_of, of_colour
from generator.model import PRESETS
from generator.problems import Place, Problems
from generator.prove.plaque import plate_of, prove_pdf
from tests.make.plates import ADDRESS, plaque_job

SIZE = PRESETS["bien-200"]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#777777", 4.48),  # the nearest grey that fails WCAG's AA
        ("#ffffff", "#767676", 4.54),  # and the nearest that passes
        ("#5f120f", "#5F120F", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    """Values that every checker gives, either way round."""
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("name", sorted(LOOKS))
def test_our_own_styles_can_be_read(name: str) -> None:
    """Every ink that letters of a style are set in stands out from its ground."""
    look = LOOKS[name]
    for letters in (look.title, look.body, look.rule):
        assert contrast(letters.screen, look.ground.screen) >= LEAST_CONTRAST
    assert contrast(look.warning.screen, look.notice.screen) >= LEAST_CONTRAST


@pytest.mark.parametrize("style", ["lacquer", "stone"])
def test_own_colours_make_a_plate_that_passes(style: str) -> None:
    """Dark letters on a light ground, whose code still stands on the bare plate in black alone."""
    own = SIZE.model_copy(update={"ground": "#dcd6c8", "letters": "#1a1a1a"})
    look = look_of(style, own)
    assert look.title == look.body == look.rule == of_colour("#1a1a1a")
    _, pdf, _, facts = make_plaque(replace(plaque_job(), preset=own, style=style))[0]
    problems = Problems()
    prove_pdf(pdf, plate_of(ADDRESS, facts), Place("plate.pdf"), problems)
    assert not problems.errors()


@pytest.mark.parametrize("own", [{"letters": "#5f120f"}, {"ground": "#f0e0b0"}])
def test_one_colour_too_near_to_the_styles_other_is_refused(own: dict[str, str]) -> None:
    """What *check* cannot see, for the other colour is that of a style."""
    with pytest.raises(Refusal) as caught:
        look_of("lacquer", SIZE.model_copy(update=own))
    assert caught.value.kind == "plaque-contrast"


def test_a_grey_is_black_ink_alone() -> None:
    """No colour can peep out beside grey letters, however the plates are laid over one another."""
    assert of_colour("#000000") == BLACK
    assert of_colour("#1a1a1a").cmyk == (0.0, 0.0, 0.0, 0.898)
    assert of_colour("#C9973A").cmyk == (0.0, 0.249, 0.711, 0.212)
