"""What an editor is told: one small project per mistake, and exactly the sentence and place expected.

`tests/broken/base` is a good project. Every other folder there lies over a copy of it (`remove.txt` names
what is taken away first) and says in `expected.txt` what must be reported: `file:line:column kind`, with
`(warning)` behind it for what stops nothing, then the Vietnamese sentence. The `fine-…` samples look odd
and are right: nothing may be said about them. `pending.txt` lists samples that still bring echoes.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.check import check_project
from generator.disk import digest_of
from generator.problems import WARNING, Problem, Problems

HERE = Path(__file__).parent / "broken"
BASE = HERE / "base"
SAMPLES = sorted(path.name for path in HERE.iterdir() if path.is_dir() and path != BASE)


def pending() -> dict[str, str]:
    """Sample → why it is not yet answered as it should be."""
    lines = (HERE / "pending.txt").read_text("utf-8").splitlines()
    pairs = (line.partition(" ") for line in lines if line and not line.startswith("#"))
    return {name: why.strip() for name, _, why in pairs}


PENDING = pending()


def parameters() -> list[object]:
    """Every sample, the pending ones marked so that mending one is noticed."""
    return [
        pytest.param(n, marks=pytest.mark.xfail(reason=PENDING[n])) if n in PENDING else n
        for n in SAMPLES
    ]


def expected(name: str) -> list[str]:
    """The blocks of `expected.txt`: place and kind, line feed, sentence."""
    text = (HERE / name / "expected.txt").read_text("utf-8")
    return sorted(block.strip() for block in text.split("\n\n") if block.strip())


def project(name: str, folder: Path) -> Path:
    """A copy of the good project with the sample laid over it."""
    shutil.copytree(BASE, folder)
    gone = HERE / name / "remove.txt"
    for line in gone.read_text("utf-8").split("\n") if gone.is_file() else ():
        path = folder / line
        if line and path.is_dir():
            shutil.rmtree(path)
        elif line:
            path.unlink()
    ignore = shutil.ignore_patterns("expected.txt", "remove.txt")
    shutil.copytree(HERE / name, folder, ignore=ignore, dirs_exist_ok=True)
    return folder


def found(root: Path) -> list[Problem]:
    """Every problem of the project, sorted by place."""
    problems = Problems()
    check_project(root, problems, digest_of)
    return list(problems)


def said(problem: Problem) -> str:
    """A problem as `expected.txt` writes it."""
    mark = " (warning)" if problem.severity == WARNING else ""
    return f"{problem.place} {problem.kind}{mark}\n{problem.sentence()}"


def stands_in_both_languages(problem: Problem) -> None:
    """A message has words in Vietnamese and English, no hole, and a caret under the place it names."""
    for language in ("vi", "en"):
        text = problem.render(language)
        assert "{" not in problem.advice(language).replace("{…}", "").replace("{ ", "")
        assert problem.sentence(language).strip()
        assert ("^" in text) == bool(problem.place.text)
    assert problem.sentence("vi") != problem.sentence("en")
    if problem.place.column:
        assert problem.place.column <= len(problem.place.text) + 1


@pytest.mark.parametrize("name", parameters())
def test_a_mistake_gets_its_sentence_at_its_place_and_nothing_else(
    name: str, tmp_path: Path
) -> None:
    """Each sample is answered with exactly what its `expected.txt` says, and can be in both languages."""
    problems = found(project(name, tmp_path / "p"))
    assert sorted(map(said, problems)) == expected(name)
    for problem in problems:
        stands_in_both_languages(problem)


def test_the_good_project_is_good() -> None:
    """The base under all samples gives no problem: what a sample reports is its own."""
    assert found(BASE) == []


def test_all_mistakes_of_a_project_are_told_in_one_run(tmp_path: Path) -> None:
    """Mistakes in three files of one site all come at once."""
    root, site = project("hash-cuts", tmp_path / "p"), "sites/dinh-thu"
    shutil.copy(HERE / "html-tag" / site / "vi.md", root / site)
    shutil.copy(HERE / "csv-too-many-cells" / site / "danh-sach.csv", root / site)
    kinds = {problem.kind for problem in found(root)}
    assert kinds == {"hash-cuts", "markdown-html", "csv-too-many-cells"}


def test_there_are_enough_samples_and_the_pending_ones_exist() -> None:
    """At least sixty mistakes are held here, and no pending entry has lost its sample."""
    assert len([name for name in SAMPLES if expected(name)]) >= 60
    assert set(PENDING) <= set(SAMPLES)
