"""The trial lets a sound plate pass and none of the spoilt ones."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from generator.scan.axes import AXES
from generator.scan.bench import Spot, try_plate
from generator.scan.camera import Grey, Shot, frame, subject
from generator.scan.decoders import ADVISER, GATES, decode, readers, zbar
from generator.scan.trial import (
    FRAMES,
    NEEDED,
    SHORT,
    Trial,
    failed,
    read_trials,
    worst,
    write_trials,
)
from tests.make.plates import PAYLOAD
from tests.scan.spoilt import SIZE, SPOILT, SPOT, picture, reinked, scene

TOLD = {"finder", "etched-unfilled", "granite-unfilled", "bronze-relief"}
"""What is told on the certificate and no gate."""


@cache
def sound() -> Grey:
    """The finished plate."""
    return picture(scene())


@cache
def borne() -> tuple[tuple[Trial, ...], tuple[Spot, ...]]:
    """The sound plate's trial with both gates."""
    return try_plate(sound(), SIZE, PAYLOAD, GATES)


def at_rest(plate: Grey) -> dict[str, int]:
    """How many of ten ordinary photographs each reader reads."""
    of = subject(plate, *SPOT, SIZE)
    frames = [decode(frame(of, Shot(), seed).data) for seed in range(FRAMES)]
    return {name: sum(found[name] == (PAYLOAD,) for found in frames) for name in GATES}


def test_a_sound_plate_bears_every_axis() -> None:
    """The real plate passes each gate in both readers, and its symbol is found to the pixel."""
    trials, spots = borne()
    assert spots == (Spot(*SPOT),)
    assert failed(trials) == ()
    assert [t.axis for t in trials] == ["artwork", *(axis.name for axis in AXES)]
    assert {t.axis for t in trials if not t.gate} == TOLD
    assert all(dict(t.read).keys() == set(GATES) for t in trials)
    assert at_rest(sound()) == dict.fromkeys(GATES, FRAMES)


def test_a_sample_is_tried_in_short() -> None:
    """Every axis with two frames, the same rows, and no word of where it breaks."""
    trials, spots = try_plate(sound(), SIZE, PAYLOAD, GATES, SHORT)
    assert (failed(trials), spots) == ((), borne()[1])
    assert [(t.axis, t.level) for t in trials] == [(t.axis, t.level) for t in borne()[0]]
    assert {t.frames for t in trials[1:]} == {SHORT}
    assert {t.breaks_at for t in trials if t.passed} == {None}


@pytest.mark.parametrize(
    ("frames", "read", "enough"),
    [(10, 9, True), (10, 8, False), (2, 1, True), (2, 0, False), (1, 0, False)],
)
def test_nine_of_ten_or_one_of_two(
    frames: int,
    read: int,
    enough: bool,  # noqa: FBT001 - a table of cases
) -> None:
    """How many frames a gate may miss."""
    assert Trial("rest", 5, "px", frames, (("zbar", read), ("zxing-cpp", frames))).passed is enough


def test_relief_without_fill_is_told_as_no_code() -> None:
    """Unfilled steel, unfilled granite and bronze relief fail a reader, and gate nothing."""
    bad = {t.axis for t in borne()[0] if not t.gate and not t.passed}
    assert bad == TOLD


def test_a_ladder_ends_where_the_code_breaks() -> None:
    """Each first breaking level is worse than the gate's, and a step of the axis."""
    ladders = {axis.name: axis.ladder for axis in AXES}
    found = {t.axis: t for t in borne()[0] if t.gate and t.breaks_at is not None}
    assert found.keys() >= {"far", "focus", "shake", "weathered", "noise", "growth", "blot"}
    for axis, trial in found.items():
        assert trial.breaks_at in ladders[axis]


@pytest.mark.parametrize("fault", sorted(SPOILT))
def test_spoilt_plates_fail(fault: str) -> None:
    """Each of the six fails the trial, in short too, and is missed by a gate in an ordinary photograph."""
    plate = SPOILT[fault]()
    for frames in (FRAMES, SHORT):
        trials, _ = try_plate(plate, SIZE, PAYLOAD, GATES, frames)
        assert failed(trials)
    assert min(at_rest(plate).values()) < NEEDED


def test_another_code_on_the_plate_fails() -> None:
    """A plate whose code reads anything but the address of its job does not pass the first look."""
    (art,), _ = try_plate(sound(), SIZE, PAYLOAD.replace("7KQ4M2", "8KQ4M3"), GATES)
    assert (art.axis, art.passed) == ("artwork", False)


def test_a_plate_is_as_good_as_its_worse_code() -> None:
    """Of two codes the fewer frames count, and the level that breaks first."""
    good = Trial("focus", 0.4, "modules", 10, (("zbar", 10), ("zxing-cpp", 9)), 0.7)
    bad = Trial("focus", 0.4, "modules", 10, (("zbar", 8), ("zxing-cpp", 10)), 0.5)
    assert worst((good,), (bad,)) == (replace(bad, read=(("zbar", 8), ("zxing-cpp", 9))),)
    unread = Trial("artwork", 0.0, "", 1, (("zbar", 0),))
    assert worst((unread,), (good, bad)) == (unread,)


def test_two_codes_on_a_plate_are_both_tried() -> None:
    """A second code is found and counts: with it spoilt, the plate fails."""
    wide = np.hstack((sound(), sound()))
    quick = tuple(axis for axis in AXES if axis.name == "rest")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.scan.bench.AXES", quick)
        trials, spots = try_plate(wide, SIZE, PAYLOAD, GATES)
        assert (len(spots), failed(trials)) == (2, ())
        faint = np.hstack((sound(), SPOILT["inverted"]()))
        assert failed(try_plate(faint, SIZE, PAYLOAD, GATES)[0])


def test_a_code_of_almost_the_same_size_has_a_picture_of_its_own() -> None:
    """Modules of 4 and 3.75 mm: in the first one's picture only the first code is tried."""
    smaller = picture(scene(), 0.9375)
    rows = sound().shape[0] - smaller.shape[0]
    both = np.hstack((sound(), np.pad(smaller, ((0, rows), (0, 0)), constant_values=255)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.scan.bench.AXES", ())
        (art,), spots = try_plate(both, SIZE, PAYLOAD, GATES)
    assert (art.passed, spots) == (True, (Spot(*SPOT),))


def test_the_same_plate_and_seed_give_the_same_frame() -> None:
    """Every kind of shot is byte for byte the same again, and another with another seed."""
    for axis in AXES:
        shot = axis.shot(axis.level)
        one, other = (frame(subject(sound(), *SPOT, SIZE), shot, 3).tobytes() for _ in range(2))
        assert one == other, axis.name
    of = subject(sound(), *SPOT, SIZE)
    assert frame(of, Shot(), 1).tobytes() != frame(of, Shot(), 2).tobytes()


def test_trials_come_back_as_they_were_written() -> None:
    """What the certificate reads is what was tried, in the same bytes each time."""
    trials = borne()[0]
    data = write_trials(trials, {"payload": PAYLOAD})
    assert read_trials(data) == (trials, {"payload": PAYLOAD})
    assert data == write_trials(*read_trials(data))
    assert json.loads(data)["payload"] == PAYLOAD


def test_readers_are_named_with_their_versions() -> None:
    """Both gates are here and say which they are; an adviser may be."""
    names = [name for name, _ in readers()]
    assert names[:2] == list(GATES)
    assert set(names[2:]) <= {ADVISER}
    assert all(version[:1].isdigit() for _, version in readers())


def test_a_reader_that_is_not_here_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Searching the machine for libzbar at every frame would cost more than reading the frame."""
    zbar.cache_clear()
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "pyzbar", None)  # what a failed import looks like
        assert zbar() is None
    assert zbar() is None
    zbar.cache_clear()
    assert zbar() is not None


def test_dark_symbols_on_the_bare_plate_are_what_passes() -> None:
    """The reinking that spoils a plate spoils it by its inks: with the right ones it passes."""
    from generator.make.scene import BARE, BLACK

    assert picture(reinked(BLACK, BARE)).tobytes() == sound().tobytes()
