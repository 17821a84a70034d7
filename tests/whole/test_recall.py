"""What was found in a site's folder is not sought again, and is never believed of another folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import disk, pipeline
from generator.blocks import rebuild
from generator.check.project import check_shared
from generator.check.site import SiteCheck
from generator.checks import checks
from generator.digests import Digests
from generator.model import Project
from generator.problems import Problem, Problems
from generator.read import SiteFiles, scan
from generator.recall import Recall
from tests.demo import demo_anew
from tests.whole.project import (
    BRIDGE,
    CHECKOUT,
    HOUSE,
    NAMES,
    PICTURES,
    SHRINE,
    Town,
    content,
    copy,
    found_town,
    picture,
)

FORMATS = CHECKOUT / "tests" / "formats"
CSV = "Họ và tên\nTên thử\n"
REVIEW = f"scope: content\nlanguage: vi\ndigest: v2:{'0' * 64}\nbody: Sở Thử\ndate: 2026\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Three sites, one with a note, after a build."""
    town = found_town(tmp_path_factory.mktemp("nho") / "thu")
    town.write(f"sites/{HOUSE}/media/thua.png", picture(9))
    block = "  - {kind: timeline, id: dong-thoi-gian}\n"
    roll = "  - {kind: roll_of_honour, id: ten, file: TEN.CSV}\n"
    town.edit(f"sites/{SHRINE}/site.yaml", block, block + roll)
    town.write(f"sites/{SHRINE}/TEN.CSV", CSV)
    assert pipeline.build(town.root, ("web",)).exit_code == 0
    return town


@pytest.fixture
def town(built: Town, tmp_path: Path) -> Town:
    """A copy of its own, built where it lies now: a folder's place is part of what is remembered."""
    mine = copy(built, tmp_path / "thu", output=True)
    assert pipeline.build(mine.root, ("web",)).exit_code == 0
    return mine


def look(
    root: Path, while_checked: Callable[[], object] = lambda: None
) -> tuple[dict[str, SiteCheck], set[Problem], list[str]]:
    """What a build finds of every site, the problems, and the sites it really checked."""
    work, problems = root / ".ditich", Problems()
    asked: list[str] = []
    digests = Digests(work)

    def check(
        root: Path, sites: tuple[SiteFiles, ...], project: Project | None, problems: Problems
    ) -> dict[str, SiteCheck]:
        asked.extend(files.slug for files in sites)
        found = checks(1, digests)(root, sites, project, problems)
        while_checked()
        return found

    tree = scan(root, problems)
    recall = Recall(work, digests, rebuild, check)
    found = recall(root, tree.sites, check_shared(tree, problems), problems)
    return found, problems.found, asked


def test_nothing_changed_and_nothing_is_checked(town: Town) -> None:
    """Revisions and notes are those that checking gives, in the same order."""
    found, problems, asked = look(town.root)
    (town.root / ".ditich" / "checks").unlink()
    again, said, all_of_them = look(town.root)
    assert (asked, sorted(all_of_them)) == ([], sorted(NAMES))
    assert found == again
    assert list(found) == list(again)
    assert problems == said
    assert "media-unnamed" in {problem.kind for problem in problems}


@pytest.mark.parametrize("project", [CHECKOUT, FORMATS / "1"], ids=["demo", "format 1"])
def test_every_kind_of_content_comes_back_as_it_was(
    project: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """All that a site can say survives its canonical form: what is recalled is what was checked."""
    root = tmp_path / "ban"
    if project == CHECKOUT:
        demo_anew(tmp_path_factory, root)
    else:
        content(Town(project), root)
    assert pipeline.build(root, ("web",)).exit_code == 0
    found, problems, asked = look(root)
    (root / ".ditich" / "checks").unlink()
    again, said, _ = look(root)
    assert not asked
    assert found == again
    assert problems == said


CHANGES: dict[str, Callable[[Town], object]] = {
    "facts": lambda t: t.edit(f"sites/{SHRINE}/site.yaml", "Sổ ghi thử", "Sổ ghi khác"),
    "story": lambda t: t.edit(f"sites/{SHRINE}/vi.md", "mười hai", "mười ba"),
    "comment": lambda t: t.edit(f"sites/{SHRINE}/site.yaml", "kind: inv", "# lời ghi\nkind: inv"),
    "a story more": lambda t: t.write(
        f"sites/{SHRINE}/en.md", "---\nlede: It stands.\n---\nWords.\n"
    ),
    "a table more": lambda t: t.write(f"sites/{SHRINE}/ten.csv", CSV),
    "a table's cell": lambda t: t.edit(f"sites/{SHRINE}/TEN.CSV", "Tên thử", "Tên khác"),
    "a picture more": lambda t: t.write(f"sites/{SHRINE}/media/them.png", picture(5)),
    "a picture's bytes": lambda t: t.write(
        f"sites/{SHRINE}/media/{PICTURES[SHRINE]}", picture(8, "JPEG", (500, 700))
    ),
    "a review": lambda t: t.write(f"sites/{SHRINE}/reviews/2026-01-05-content-vi.yaml", REVIEW),
    "a stranger": lambda t: t.write(f"sites/{SHRINE}/media/bai.docx", b"PK"),
    "the record": lambda t: shutil.rmtree(t.root / ".ditich" / "good" / SHRINE),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_folder_is_checked_and_no_other(town: Town, change: str) -> None:
    """Whatever the change: what is found is what a first look finds."""
    CHANGES[change](town)
    found, problems, asked = look(town.root)
    (town.root / ".ditich" / "checks").unlink()
    again, said, _ = look(town.root)
    assert asked == [SHRINE]
    assert found == again
    assert problems == said


def test_what_all_depend_on_has_all_checked(town: Town) -> None:
    """Another project, or a memory that was damaged."""
    town.edit("content/project.yaml", "languages: [vi, en]", "languages: [vi]")
    assert sorted(look(town.root)[2]) == sorted(NAMES)
    assert look(town.root)[2] == []
    path = town.root / ".ditich" / "checks"
    path.write_bytes(path.read_bytes().replace(b"[", b"(", 1))
    assert sorted(look(town.root)[2]) == sorted(NAMES)


def test_what_is_wrong_is_said_each_time(town: Town) -> None:
    """A site with an error is checked again and again, until it is mended."""
    town.edit(f"sites/{BRIDGE}/site.yaml", "kind: inventoried", "kind: inventored")
    for _ in range(2):
        found, problems, asked = look(town.root)
        assert asked == [BRIDGE]
        assert found[BRIDGE].revision is None
        assert "inventored" in str(problems)
    town.edit(f"sites/{BRIDGE}/site.yaml", "kind: inventored", "kind: inventoried")
    assert look(town.root)[2] == [BRIDGE]
    assert look(town.root)[2] == []


def test_what_is_written_while_it_is_checked_comes_again(town: Town) -> None:
    """A save during the check is not taken for what was checked, even if it is taken back."""
    name, words = f"sites/{SHRINE}/vi.md", ("mười hai", "mười ba")
    town.edit(name, *words)
    look(town.root, lambda: town.edit(name, "mười ba", "mười bốn"))
    town.edit(name, "mười bốn", "mười ba")
    assert look(town.root)[2] == [SHRINE]


def test_what_cannot_be_read_again_is_not_remembered(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two folders of which nothing is known are not the same folder."""
    name, read = town.root / "sites" / SHRINE / "vi.md", disk.digest_of

    def torn(path: Path) -> str:
        if path == name:
            raise OSError(5, "Input/output error", str(path))
        return read(path)

    monkeypatch.setattr(disk, "digest_of", torn)
    assert [look(town.root)[2] for _ in range(2)] == [[SHRINE], [SHRINE]]
