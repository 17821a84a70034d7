"""No plate is published that has not borne its trial, of this very file, with all that it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from generator.jobs import Input, Made
from generator.ledger import Ledger
from generator.make import Templates
from generator.make.plaque import make_plaque
from generator.make.refusal import Refusal
from generator.make.scan import make as make_scan
from generator.plan import Selected
from generator.print_jobs import ScanJob
from generator.problems import PROJECT, Problems
from generator.prove.memory import proofs_of
from generator.prove.plates import prove_plates
from generator.prove.trials import trial_words
from generator.scan.axes import AXES
from generator.scan.trial import Trial, read_trials, write_trials
from generator.store import Store
from tests.make.pages import project
from tests.make.plates import ADDRESS, CODE, plaque_job

STEM = f"dinh-lang-vi-du/{CODE}-bien-200"
HOST = {"base": "https://ditich.example"}
BOTH = (("zxing-cpp", "3"), ("zbar", "0.23"))
SCOPE = "dinh-lang-vi-du"


@dataclass(frozen=True)
class Edition:
    """A print edition of one plate, made for real: its store and what was made."""

    store: Store
    made: Mapping[str, Made]

    def with_trial(self, trials: tuple[Trial, ...], about: dict[str, Any]) -> Edition:
        """The edition with another trial in the file."""
        name = f"{STEM}.json"
        digest = self.store.put(write_trials(trials, about))
        return replace(self, made={**self.made, name: replace(self.made[name], digest=digest)})

    def trial(self) -> tuple[tuple[Trial, ...], dict[str, Any]]:
        """What its file says."""
        return read_trials(self.store.get(self.made[f"{STEM}.json"].digest))

    def faults(self, work: Path) -> dict[str, str]:
        """Kind of each error, and what is said of it in Vietnamese."""
        selected = Selected(project(hosts=[HOST]), (), (), Ledger())
        problems = Problems()
        scopes = {("print", STEM): SCOPE, ("print", f"{STEM}.json"): SCOPE}
        prove_plates(selected, self.made, scopes, self.store, proofs_of(work, "print"), problems)
        assert all(p.scope == SCOPE for p in problems.errors())
        return {p.kind: p.sentence("vi") for p in problems.errors()}


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """A final plate and its trial as the maker of trials wrote it (of two axes, to be quick)."""
    store = Store(tmp_path_factory.mktemp("trial") / "store")
    made = {}
    for suffix, data, kind, facts in make_plaque(plaque_job()):
        digest = store.put(data)
        made[STEM + suffix] = Made(STEM + suffix, digest, len(data), kind, facts=facts)
    inputs = tuple(Input(str(store.at(m.digest)), m.digest, m.target) for m in made.values())
    job = ScanJob(
        "print", f"{STEM}.json", SCOPE, inputs, needs=(STEM,), address=ADDRESS, readers=BOTH
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.scan.bench.AXES", AXES[1:3])
        (told,) = make_scan(job, {STEM: tuple(made.values())}, Templates(()))
    digest = store.put(told.data)
    made[told.target] = Made(told.target, digest, len(told.data), told.media_type, facts=told.facts)
    return Edition(store, made)


def test_a_plate_with_its_trial_passes(edition: Edition, tmp_path: Path) -> None:
    """PDF, SVG and trial of one plate, as they were made: nothing to say. It knows its readers."""
    assert edition.faults(tmp_path) == {}
    trials, about = edition.trial()
    assert [trial.axis for trial in trials] == ["artwork", "far", "focus"]
    assert about["readers"] == dict(BOTH)
    assert about["pdf"] == edition.made[f"{STEM}.pdf"].digest
    assert about["codes"] == [[117.0, 67.0]]  # mm: where the plate's panel begins, and four modules


def test_a_plate_that_did_not_bear_it_is_an_error_of_its_site(
    edition: Edition, tmp_path: Path
) -> None:
    """One frame of ten may be missed, two may not; the sentence names fault, level and readers."""
    trials, about = edition.trial()
    found = {}
    for count in (9, 8):
        bad = replace(trials[1], read=(("zxing-cpp", 10), ("zbar", count)))
        found[count] = edition.with_trial((trials[0], bad), about).faults(tmp_path)
    faults = found[8]
    assert (found[9], set(faults)) == ({}, {"plaque-trial"})
    assert "từ xa, 3 điểm/ô (zxing-cpp 10/10, zbar 8/10)" in faults["plaque-trial"]


def test_what_is_only_told_gates_nothing(edition: Edition, tmp_path: Path) -> None:
    """A material that fails is no error of the plate."""
    trials, about = edition.trial()
    told = replace(trials[1], read=(("zxing-cpp", 0), ("zbar", 0)), gate=False)
    assert edition.with_trial((*trials, told), about).faults(tmp_path) == {}


def test_a_plate_without_its_trial_is_refused(edition: Edition, tmp_path: Path) -> None:
    """No trial, one of another file, or a final plate tried by one reader or in short: none is published."""
    trials, about = edition.trial()
    bare = {name: one for name, one in edition.made.items() if not name.endswith(".json")}
    assert set(replace(edition, made=bare).faults(tmp_path)) == {"plaque-untried"}
    for other in ({"pdf": "0" * 64}, {"readers": {"zxing-cpp": "3"}}, {"seeds": 2}):
        spoilt = edition.with_trial(trials, {**about, **other})
        assert set(spoilt.faults(tmp_path)) == {"plaque-untried"}


def test_a_sample_may_be_tried_by_one_reader(edition: Edition, tmp_path: Path) -> None:
    """It says MẪU beside its symbol, so nobody mounts it."""
    trials, about = edition.trial()
    alone = edition.with_trial(trials, {**about, "readers": {"zxing-cpp": "3"}, "seeds": 2})
    pdf = alone.made[f"{STEM}.pdf"]
    facts = tuple((n, "MẪU" if n == "sample" else value) for n, value in pdf.facts)
    made = {**alone.made, pdf.target: replace(pdf, facts=facts)}
    assert replace(alone, made=made).faults(tmp_path) == {}


def test_where_no_plate_was_made_there_is_no_trial() -> None:
    """A name too long for its plate is told once, and the trial says nothing of its own."""
    job = ScanJob("print", f"{STEM}.json", PROJECT, needs=(STEM,), address=ADDRESS)
    assert make_scan(job, {}, Templates(())) == ()


def test_a_vast_plate_of_tiny_modules_is_refused_before_it_is_drawn(edition: Edition) -> None:
    """Three metres of half-millimetre modules would be 3,600 megapixels: a sentence instead."""
    vast = {"width_mm": "3000", "height_mm": "3000", "module_mm": "0.5"}
    plates = [
        replace(one, facts=tuple((n, vast.get(n, v)) for n, v in one.facts))
        for name, one in edition.made.items()
        if not name.endswith(".json")
    ]
    inputs = tuple(Input(str(edition.store.at(m.digest)), m.digest, m.target) for m in plates)
    job = ScanJob("print", f"{STEM}.json", SCOPE, inputs, needs=(STEM,), address=ADDRESS)
    with pytest.raises(Refusal) as refused:
        make_scan(job, {STEM: tuple(plates)}, Templates(()))
    assert refused.value.kind == "plaque-too-fine"


def test_every_axis_has_words_in_both_languages() -> None:
    """A certificate and an error can say each fault; the comma is Vietnamese."""
    for axis in AXES:
        for lang in ("vi", "en"):
            assert "{" not in trial_words(axis.name, axis.level, axis.unit, lang)
    assert trial_words("focus", 0.4, "modules", "vi") == "mờ nét, 0,4 ô"
    assert trial_words("shadow", 0.3, "share", "vi") == "bóng đổ, 30 %"
    assert trial_words("forwarded", 15, "quality", "en") == "forwarded in a chat, JPEG 15"
    assert trial_words("artwork", 0, "", "en") == "the print file as drawn"
