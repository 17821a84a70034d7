"""Of all plates: a fault of any file of a plate is its site's, and the memory knows the code that proves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.codes import printed_address
from generator.jobs import Made
from generator.ledger import Ledger
from generator.make import KINDS
from generator.make.plaque import make_plaque
from generator.model import PRESETS, Host, Project, Text
from generator.plan import Selected
from generator.problems import PROJECT, Problems
from generator.prove import memory
from generator.prove.memory import Spread, proofs_of
from generator.prove.plates import prove_plates
from generator.prove.scopes import whose
from generator.scan import GATES, Trial, readers
from generator.scan.trial import FRAMES, write_trials
from generator.store import Store
from tests.make.plates import ADDRESS, CODE, HOST, plaque_job
from tests.make.test_recipe import HOUSE, NO_BYTES, imported

SITE = "dinh-lang-vi-du"
JOB = f"{SITE}/{CODE}-bien-200"


def trial_of(store: Store, pdf: Made) -> Made:
    """A trial of that PDF that both gates passed."""
    borne = Trial("artwork", 0.0, "", 1, tuple((name, 1) for name in GATES))
    data = write_trials(
        (borne,), {"pdf": pdf.digest, "seeds": FRAMES, "readers": dict.fromkeys(GATES, "1")}
    )
    told = (("trial", JOB),)
    return Made(f"{JOB}.json", store.put(data), len(data), "application/json", facts=told)


def proved(
    tmp_path: Path, spoilt: str = "", spread: Spread = map, preset: str = "bien-200"
) -> Problems:
    """What is said of a plate of that size of which the file that ends so is none."""
    store, problems, made = Store(tmp_path / "store"), Problems(), {}
    for suffix, data, kind, facts in make_plaque(replace(plaque_job(), preset=PRESETS[preset])):
        digest = store.put(b"<svg/>" if suffix == spoilt else data)
        made[JOB + suffix] = Made(JOB + suffix, digest, len(data), kind, facts=facts)
    made[f"{JOB}.json"] = trial_of(store, made[f"{JOB}.pdf"])
    host = Host(base=f"https://{HOST}")
    selected = Selected(Project(title=Text(vi="Thử"), hosts=(host,)), (), (), Ledger(()))
    assert printed_address(host.base, CODE) == ADDRESS
    known = proofs_of(tmp_path, "print")
    prove_plates(selected, made, {("print", JOB): SITE}, store, known, problems, spread)
    known.save()
    return problems


def faults(tmp_path: Path, spoilt: str) -> set[tuple[str, str]]:
    """(file, scope) of every error of such a plate."""
    return {(p.place.file, p.scope) for p in proved(tmp_path, spoilt).errors()}


@pytest.mark.parametrize("suffix", [".pdf", ".svg", "-khac.svg", ".dxf", ".plt"])
def test_a_fault_of_any_file_is_its_sites(tmp_path: Path, suffix: str) -> None:
    """A file that fails stops its site's plates, not the whole project."""
    assert faults(tmp_path, suffix) == {(f"output/print/{JOB}{suffix}", SITE)}


def test_a_sound_plate_has_no_fault(tmp_path: Path) -> None:
    """The same proof finds nothing where nothing is spoilt."""
    assert faults(tmp_path, "") == set()


def test_another_reader_proves_again_what_readers_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without zbar it is said once; once zbar is here, the plate is looked at again, and then no more."""
    looked, both = [], readers()

    def count(look: Callable[[Any], Any], items: Sequence[Any]) -> Iterable[Any]:
        looked.append([one.files[0].target for one in items])
        return map(look, items)

    with monkeypatch.context() as patch:
        patch.setattr("generator.scan.decoders.zbar", lambda: None)
        patch.setattr("generator.prove.plates.readers", lambda: both[:1])
        said = [(p.kind, p.place.file, p.scope) for p in proved(tmp_path, spread=count)]
    assert said == [("plaque-no-zbar", "output/print", PROJECT)]
    assert list(proved(tmp_path, spread=count)) == []
    proved(tmp_path, spread=count)
    assert looked == [[f"{JOB}.pdf"], [f"{JOB}.pdf"], []]


def test_lines_left_out_are_told(tmp_path: Path) -> None:
    """A card says which lines it has no room for, in words, as a note: a plate with room says nothing."""
    assert "plaque-left-out" not in {p.kind for p in proved(tmp_path)}
    (note,) = [p for p in proved(tmp_path, preset="ban-a6") if p.kind == "plaque-left-out"]
    assert (note.severity, note.scope) == ("warning", SITE)
    assert note.place.file == f"output/print/{JOB}.pdf"
    assert "dòng đơn vị quản lý, quyết định xếp hạng, dòng công trình thanh niên" in note.sentence()
    assert "the owner's line" in note.sentence("en")


def test_a_file_is_whose_job_made_it() -> None:
    """Added words and suffixes are cut off; what no job made is the project's."""
    scopes = {("web", "m/ab"): "mot", ("web", "vi/mot/index.html"): "mot", ("print", JOB): SITE}
    asked = ("m/ab-480.webp", "vi/mot/index.html", "m/abc-480.webp", "robots.txt", f"{JOB}.svg")
    assert [whose(scopes, "web", target) for target in asked] == [
        "mot", "mot", PROJECT, PROJECT, PROJECT
    ]  # fmt: skip
    assert whose(scopes, "print", f"{JOB}-khac.svg") == SITE


def unnamed(edition: str, start: str) -> set[str]:
    """Modules behind the proof of an edition that its memory does not name."""
    seen, waiting = set[str](), [start]
    while waiting:
        name = waiting.pop()
        if name not in seen and name.startswith(("make/", "scan/", "prove/")):
            seen.add(name)
            waiting += (path.relative_to(HOUSE).as_posix() for path in imported(HOUSE / name))
    return seen - {*NO_BYTES, *memory.PARTS[edition]}


@pytest.mark.parametrize(
    ("edition", "start"), [("web", "prove/web.py"), ("print", "prove/plates.py")]
)
def test_the_memory_names_all_code_that_proves(
    monkeypatch: pytest.MonkeyPatch, edition: str, start: str
) -> None:
    """A change of a reader or of the symbol that plates are judged by forgets what was proved."""
    assert unnamed(edition, start) == set()
    left = memory.PARTS[edition][:-1]
    lost = {memory.PARTS[edition][-1]}
    monkeypatch.setattr(memory, "PARTS", {edition: left})
    assert unnamed(edition, start) == lost


def test_photographs_and_pages_prove_no_plate_again() -> None:
    """What `ditich proof` sees and how pages are proved is behind neither trials nor proofs of plates."""
    apart = {"scan/photo.py", "scan/rectify.py", "scan/codewords.py", "prove/web.py"}
    behind = [memory.PARTS["print"], KINDS["scan"].parts, KINDS["certificate"].parts]
    assert not any(name.startswith(part) for parts in behind for part in parts for name in apart)
