"""The scene: paths in mm that move, turn and know their bounds."""

from __future__ import annotations

from generator.make.ornament import frame, inlay
from generator.make.scene import Path, joined, rectangle, ring


def test_moving_moves_every_point() -> None:
    """A moved path keeps its steps and shifts each x and y."""
    moved = Path("MCZ", (0, 0, 1, 2, 3, 4, 5, 6)).moved(10, 100)
    assert moved == Path("MCZ", (10, 100, 11, 102, 13, 104, 15, 106))


def test_parts_give_each_step_its_numbers() -> None:
    """A curve takes six numbers, a move and a line two, a close none."""
    path = Path("MLCZ", tuple(range(10)))
    assert list(path.parts()) == [
        ("M", (0, 1)),
        ("L", (2, 3)),
        ("C", (4, 5, 6, 7, 8, 9)),
        ("Z", ()),
    ]


def test_a_quarter_turn_goes_left() -> None:
    """What pointed right points up."""
    assert rectangle(0, 0, 4, 1).turned().bounds == (-1, 0, 0, 4)


def test_a_ring_has_the_thickness_asked() -> None:
    """A ring's inner outline lies inside by its thickness."""
    assert ring(0, 0, 10, 8, 1).numbers[8:12] == (1, 1, 9, 1)


def test_joined_paths_keep_order() -> None:
    """Joining nothing is nothing; joining two is one after the other."""
    assert joined(()) == Path("", ())
    assert joined((Path("M", (1, 2)), Path("L", (3, 4)))) == Path("ML", (1, 2, 3, 4))


def test_inlay_breaks_the_same_way_every_time_and_stays_in_its_strip() -> None:
    """A seed gives the same shell for ever, another seed another, none leaves the strip."""
    assert inlay(74, 2.2, 7) == inlay(74, 2.2, 7) != inlay(74, 2.2, 8)
    for seed in range(40):
        left, low, right, high = inlay(74, 2.2, seed).bounds
        assert left >= 0
        assert (low, round(right, 9), high) == (0, 74, 2.2)


def test_frame_stays_inside_the_trim() -> None:
    """The frame begins at its inset on all four sides."""
    assert frame(200, 150, 3.6).bounds == (3.6, 3.6, 196.4, 146.4)
