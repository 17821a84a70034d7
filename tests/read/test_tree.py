"""Finding the files: sorted, in NFC, no links, no names that only one system can hold."""

from __future__ import annotations

import os
import shutil
import unicodedata
from pathlib import Path
from typing import Self

import pytest

from generator.problems import PROJECT, Place, Problems
from generator.read import ProjectFiles, media_path, scan

BASE = Path(__file__).parents[1] / "broken" / "base"
SITE = "sites/dinh-thu"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the good project."""
    return Path(shutil.copytree(BASE, tmp_path / "du an"))


def look(root: Path) -> tuple[ProjectFiles, list[str]]:
    """What a project has, and `place kind` of what was said."""
    problems = Problems()
    files = scan(root, problems)
    return files, [f"{p.place.file} {p.kind}" for p in problems]


def test_every_input_is_found_and_sorted(root: Path) -> None:
    """Facts, stories, narrations, tables, pictures, reviews and shared content each in their place."""
    (root / SITE / "reviews").mkdir()
    (root / SITE / "reviews" / "2026-01-01-content-vi.yaml").write_text("a: b\n")
    (root / "content" / "pages").mkdir()
    (root / "content" / "pages" / "gioi-thieu.vi.md").write_text("x\n")
    files, said = look(root)
    assert said == []
    assert files.project is not None
    assert files.project.name == "content/project.yaml"
    assert [f.name for f in files.content] == [
        "content/pages/gioi-thieu.vi.md",
        "content/project.yaml",
        "content/units.yaml",
    ]
    (site,) = files.sites
    assert site.facts is not None
    assert site.facts.name == f"{SITE}/site.yaml"
    assert [language for language, _ in site.stories] == ["vi", "en"]
    assert [file.name for _, file in site.narrations] == [f"{SITE}/vi.narration.md"]
    assert [file.name for file in site.tables] == [f"{SITE}/danh-sach.csv"]
    assert [file.name for file in site.media] == [f"{SITE}/media/mat-tien.png"]
    assert [file.path.name for file in site.reviews] == ["2026-01-01-content-vi.yaml"]


def test_a_folder_called_like_a_file_is_told(root: Path) -> None:
    """An unpacked archive or a slip of the mouse: `en.md/` is no story; pictures in `hoi.png/` are found."""
    (root / SITE / "en.md").unlink()
    (root / SITE / "en.md").mkdir()
    (root / SITE / "media" / "hoi.PNG").mkdir()
    shutil.copy(root / SITE / "media/mat-tien.png", root / SITE / "media/hoi.PNG/1.png")
    files, said = look(root)
    kind = "folder-named-like-file"
    assert said == [f"{SITE}/en.md {kind}", f"{SITE}/media/hoi.PNG {kind}"]
    (site,) = files.sites
    assert [language for language, _ in site.stories] == ["vi"]
    assert next(f.name for f in site.media) == f"{SITE}/media/hoi.PNG/1.png"


def test_an_absent_project_is_told(tmp_path: Path) -> None:
    """An empty folder is no project."""
    assert look(tmp_path)[1] == ["content/project.yaml project-missing"]


def test_what_desks_leave_behind_is_passed_over(root: Path) -> None:
    """Hidden files, lock files and thumbnails are nobody's content."""
    for name in (
        ".DS_Store",
        "Thumbs.db",
        "~$vi.docx",
        "vi.md~",
        "desktop.ini",
        ".git",
        "vi.md.bak",
        "4913",
    ):
        (root / SITE / name).write_text("x")
    assert look(root)[1] == []


def test_links_are_never_followed(root: Path, tmp_path: Path) -> None:
    """A link to a file or folder is named and left out, also one that leads out of the project."""
    (tmp_path / "outside.jpg").write_text("secret")
    (root / SITE / "media" / "x.jpg").symlink_to(tmp_path / "outside.jpg")
    (root / "sites" / "other").symlink_to(tmp_path)
    (root / "content" / "pages").symlink_to(tmp_path)
    files, said = look(root)
    assert said == [
        "content/pages file-is-link",
        f"{SITE}/media/x.jpg file-is-link",
        "sites/other file-is-link",
    ]
    assert len(files.sites) == 1
    assert len(files.sites[0].media) == 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("aux.png", "name-reserved"),
        ("CON", "name-reserved"),
        ("com1.txt.jpg", "name-reserved"),
        ("a:b.png", "name-forbidden"),
        ("a?.png", "name-forbidden"),
        ("a\\b.png", "name-forbidden"),
        ("a .", "name-forbidden"),
        ("a\n.png", "name-forbidden"),
        ("a\u202egnp.png", "name-forbidden"),
        ("anh.svg", "media-format"),
        ("anh.heic", "media-format"),
        ("anh.exe", "media-format"),
        ("anh", "media-format"),
        ("x" * 170 + ".png", "name-too-long"),
    ],
)
def test_names_that_do_not_travel_are_told(root: Path, name: str, kind: str) -> None:
    """What Windows cannot hold, what deceives the eye and what no page can show is named."""
    (root / SITE / "media" / name).write_text("x")
    assert [line.rpartition(" ")[2] for line in look(root)[1]] == [kind]


def test_names_that_differ_only_in_case_or_marks_collide(root: Path) -> None:
    """A pair that is one file on another machine is named."""
    media = root / SITE / "media"
    (media / "Mat-Tien.png").write_text("x")
    if len(list(media.iterdir())) == 1:
        pytest.skip("this disk does not tell capitals apart")
    assert look(root)[1] == [f"{SITE}/media/mat-tien.png name-collision"]
    (media / "Mat-Tien.png").unlink()
    (media / unicodedata.normalize("NFC", "đền.png")).write_text("x")
    (media / unicodedata.normalize("NFD", "đền.png")).write_text("x")
    assert look(root)[1] == [f"{SITE}/media/đền.png name-collision"]


def test_names_are_nfc_and_files_still_open(root: Path) -> None:
    """A name stored decomposed is known composed, and its path is the one on the disk."""
    stored = root / SITE / "media" / unicodedata.normalize("NFD", "đền-thờ.png")
    stored.write_bytes(b"x")
    files, said = look(root)
    assert said == []
    found = next(f for f in files.sites[0].media if "đền-thờ" in f.name)
    assert found.name == f"{SITE}/media/đền-thờ.png"
    assert found.path.read_bytes() == b"x"
    place, problems = Place("x"), Problems()
    assert media_path(root / SITE, "đền-thờ.png", place, problems) == stored
    assert len(problems) == 0


def test_names_in_another_encoding_are_told_not_raised(root: Path) -> None:
    """A name whose bytes are no UTF-8 gives a sentence."""
    raw = os.fsencode(root / SITE / "media") + b"/\xd0\xecnh.png"
    try:
        with open(raw, "wb"):  # noqa: PTH123 - a name pathlib cannot spell
            pass
    except OSError:
        pytest.skip("this disk refuses such names")
    assert [line.rpartition(" ")[2] for line in look(root)[1]] == ["name-forbidden"]


def test_a_special_file_and_a_bottomless_folder_are_told(root: Path) -> None:
    """Pipes are not opened, and folders are not followed for ever."""
    os.mkfifo(root / SITE / "media" / "x.jpg")
    (root / SITE / "media" / "/".join("abcdefghij")).mkdir(parents=True)
    assert [line.rpartition(" ")[2] for line in look(root)[1]] == [
        "folder-too-deep",
        "file-special",
    ]


def test_problems_of_a_site_carry_its_scope(root: Path) -> None:
    """A site's faults are its own; the project's are the project's."""
    (root / SITE / "vn.md").write_text("x")
    (root / "content" / "la.xyz").write_text("x")
    problems = Problems()
    scan(root, problems)
    assert {(p.scope, p.kind) for p in problems} == {
        ("dinh-thu", "file-unknown"),
        (PROJECT, "file-unknown"),
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../site.yaml", "path-outside"),
        ("a/../../site.yaml", "path-outside"),
        ("/etc/passwd", "path-outside"),
        ("~/x.png", "path-outside"),
        ("C:/x.png", "path-outside"),
        ("c:x.png", "path-outside"),
        ("\\\\server\\x.png", "path-outside"),
        ("..\\x.png", "path-outside"),
        ("//example.org/x.png", "path-is-address"),
        ("https://example.org/x.png", "path-is-address"),
        ("data:image/png;base64,xx", "path-is-address"),
        ("a\\x.png", "path-backslash"),
        (".an/x.png", "path-hidden"),
        ("", "path-missing"),
        (".", "path-hidden"),
        ("x\x00.png", "path-missing"),
        ("link/x.png", "path-outside"),
        ("link.png", "path-outside"),
        ("folder", "path-missing"),
        ("mat-tien.png/x", "path-missing"),
        ("Mat-Tien.png", "path-missing"),
    ],
)
def test_no_name_leads_out_of_the_site(root: Path, tmp_path: Path, name: str, kind: str) -> None:
    """Dots, drives, shares, addresses and links all end in a sentence."""
    media = root / SITE / "media"
    (tmp_path / "x.png").write_text("secret")
    (media / "link").symlink_to(tmp_path)
    (media / "link.png").symlink_to(tmp_path / "x.png")
    (media / "folder").mkdir()
    problems = Problems()
    assert media_path(root / SITE, name, Place("site.yaml", 3, 5), problems) is None
    assert [p.kind for p in problems] == [kind]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Mat-Tien.PNG", "mat-tien.png"),
        ("mat-tien.jpg", "mat-tien.png"),
        ("mặt-tiền.png", "mat-tien.png"),
        ("mat tien.png", "mat-tien.png"),
        ("media/mat-tien.png", "mat-tien.png"),
        ("nhom/cot.png", "nhom/Cột.png"),
        ("hoan-toan-khac.gif", ""),
    ],
)
def test_a_near_name_is_offered_not_taken(root: Path, name: str, near: str) -> None:
    """Capitals, marks and endings are forgiven by a question only."""
    (root / SITE / "media" / "nhom").mkdir()
    (root / SITE / "media" / "nhom" / "Cột.png").write_text("x")
    problems = Problems()
    assert media_path(root / SITE, name, Place("site.yaml"), problems) is None
    (problem,) = problems
    assert dict(problem.params)["near"] == near


def test_a_table_lies_in_the_site_folder_itself(root: Path) -> None:
    """With `below=''` names count from the site's folder."""
    problems = Problems()
    found = media_path(root / SITE, "danh-sach.csv", Place("x"), problems, below="")
    assert found == root / SITE / "danh-sach.csv"


def test_a_file_that_goes_while_its_folder_is_read_is_none(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Word and Excel write beside a file and rename: what was listed may be gone a moment later."""
    going = {
        root / SITE / "~tam.tmp.md",
        root / "sites" / "tam.md",
        root / SITE / "media" / "a.png",
    }
    for path in going:
        path.write_text("x")
    listed = os.scandir

    class Listing(list[os.DirEntry[str]]):
        """The real entries of a folder from which some went right after."""

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            """Nothing is open."""

    def scandir(folder: Path) -> Listing:
        with listed(folder) as entries:
            found = Listing(entries)
        for entry in found:
            if Path(entry.path) in going:
                Path(entry.path).unlink()
        return found

    monkeypatch.setattr(os, "scandir", scandir)
    files, said = look(root)
    assert not any(path.exists() for path in going)
    assert said == []
    assert [file.name for file in files.sites[0].media] == [f"{SITE}/media/mat-tien.png"]
