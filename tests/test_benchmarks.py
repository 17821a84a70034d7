"""The benchmarks measure what they say: content from a seed, whole projects, pages worth comparing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks import measure, ours
from benchmarks.content import LANGUAGES, WORDS, Place, place, places
from benchmarks.measure import BARE, Contender, Failed, Sample, Taken, in_turns
from benchmarks.table import at_most, table
from benchmarks.verify import verify

ROOT = Path(__file__).parent.parent


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _ditich(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "generator", *words]
    return subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two synthetic sites with codes."""
    folder = tmp_path_factory.mktemp("benchmarks")
    ours.write_project(folder, places(2), codes=True)
    return folder


def test_the_same_seed_makes_the_same_project(project: Path, tmp_path: Path) -> None:
    """Every byte comes from the seed, in another process with another hash seed too."""
    program = (
        "import sys; from pathlib import Path; from benchmarks import content, ours;"
        "ours.write_project(Path(sys.argv[1]), content.places(2), codes=True)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], env=environment, check=True)
    assert _files(tmp_path / "sites") == _files(project / "sites")
    assert _files(tmp_path / "content") == _files(project / "content")


def test_another_seed_and_another_number_make_other_sites() -> None:
    """Negative control: sites differ from each other, and from those of another seed."""
    stories = {place(n, seed).story["vi"] for n in (1, 2) for seed in (1, 2)}
    assert len(stories) == 4


def test_stories_are_long_enough_and_plainly_synthetic() -> None:
    """A thousand words in each language, with headings, lists, quotations and source marks."""
    for site in places(3):
        assert site.name == {
            "vi": f"Nơi thử số {site.number:04d}",
            "en": f"Test place {site.number:04d}",
        }
        for language in LANGUAGES:
            story = site.story[language]
            assert WORDS <= len(story.split()) <= 1.3 * WORDS
            assert all(mark in story for mark in ("\n## ", "\n- ", "\n> ", "[^s", "**"))


def test_a_project_passes_check_and_builds_pages_worth_comparing(project: Path) -> None:
    """Two sites pass `ditich check` without a word and build; what is looked at before timing is there."""
    checked = _ditich(project, "check")
    assert (checked.returncode, checked.stderr) == (0, "")
    built = _ditich(project, "build", "--edition", "web")
    assert built.returncode == 0, built.stderr
    verify(project / "output" / "web", tuple(places(2)))


@pytest.mark.parametrize("spoil", [
    lambda html: html.replace("hreflang", "lang"),
    lambda html: html.replace("application/ld+json", "application/json"),
    lambda html: html.replace("<dt>", "<dd>").replace("</dt>", "</dd>"),
    lambda html: html.replace("<blockquote>", "<p>"),
])  # fmt: skip
def test_a_page_that_lacks_something_is_noticed(
    project: Path, tmp_path: Path, spoil: Callable[[str], str]
) -> None:
    """Negative control: a contender that leaves work out is not timed."""
    first = next(places(1))
    test_a_project_passes_check_and_builds_pages_worth_comparing(project)
    for name, data in _files(project / "output" / "web").items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    page = tmp_path / "vi" / first.slug / "index.html"
    page.write_text(spoil(page.read_text("utf-8")), "utf-8")
    with pytest.raises(Failed, match="lacks"):
        verify(tmp_path, (first,))


def test_a_mistake_in_a_project_is_seen(project: Path) -> None:
    """Negative control: `check` does look at what the benchmark writes."""
    site: Place = replace(place(1), slug="noi-thu-sai")
    folder = project / "sites" / site.slug
    broken: dict[str, Any] = {**ours.facts(site, ()), "kind": "no-such-kind"}
    ours.write_site(folder, site)
    ours.save(folder / "site.yaml", broken)
    try:
        assert "not-in-list" in _ditich(project, "check").stderr
    finally:
        shutil.rmtree(folder)


def test_contenders_take_turns_and_failures_are_not_timed(tmp_path: Path) -> None:
    """One uncounted round first, each prepared before its run; a command that fails is no sample."""
    order: list[tuple[str, int]] = []
    contenders = [
        Contender(name, BARE, tmp_path, lambda n, name=name: order.append((name, n)))  # type: ignore[misc]
        for name in ("a", "b")
    ]
    taken = in_turns(contenders, 2)
    assert order == [(name, n) for n in range(3) for name in ("a", "b")]
    assert {len(samples) for samples in taken.samples.values()} == {2}
    with pytest.raises(Failed):
        measure.run((sys.executable, "-c", "raise SystemExit(1)"), tmp_path)


def test_a_ratio_is_the_median_of_the_rounds() -> None:
    """A slow moment of the machine that hits both contenders of a round leaves the ratio alone."""
    walls = {"ours": (2.0, 20.0, 2.2), "peer": (1.0, 10.0, 1.0)}
    taken = Taken({name: tuple(Sample(w, w) for w in seconds) for name, seconds in walls.items()})
    assert taken.ratio("ours", "peer") == 2.0


@pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")
def test_peak_memory_counts_children(tmp_path: Path) -> None:
    """80 MB held by a child count, and a bare interpreter is far below."""
    child = "import time; held = bytearray(b'1') * 80_000_000; time.sleep(0.5)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    assert 80e6 < measure.peak((sys.executable, "-c", parent), tmp_path) < 160e6
    assert measure.peak((sys.executable, "-c", "import time; time.sleep(0.3)"), tmp_path) < 40e6


def test_a_missed_target_is_said() -> None:
    """The table says of each line whether its target is met."""
    text = table([at_most("a", 0.5, 0.8, " s"), at_most("b", 0.9, 0.8, " s")])
    assert "| a | 0.50 s |  | ≤ 0.8 s | yes |" in text
    assert "| b | 0.90 s |  | ≤ 0.8 s | **no** |" in text
