"""What goes wrong stays small: one site steps back, the others go on, and output/ is never worse."""

from __future__ import annotations

import re
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from generator.codes import draw
from generator.ledger import issue_event
from generator.words import word
from tests.whole.looks import NOTICE, calm, pages_of
from tests.whole.project import (
    BRIDGE,
    HOUSE,
    NAMES,
    PICTURES,
    SHRINE,
    Town,
    codes,
    picture,
)

PLACE = re.compile(r"^sites/[a-z-]+/\S+?:\d+:\d+: ", re.MULTILINE)
Spoil = Callable[[Town], object]


# --- one site has a problem ----------------------------------------------------------------------


def two_mistakes(town: Town) -> None:
    """A mistyped kind in one file, a source nobody knows in another."""
    town.edit(f"sites/{SHRINE}/site.yaml", "kind: inventoried", "kind: inventored")
    town.edit(f"sites/{SHRINE}/vi.md", "[^s1]", "[^s9]")


def test_a_typo_takes_nothing_from_a_visitor(town: Town) -> None:
    """All problems with their places, exit 1, the last good pages served, the other sites fresh."""
    before, other = pages_of(town, SHRINE), pages_of(town, BRIDGE)
    two_mistakes(town)
    town.edit(f"sites/{BRIDGE}/vi.md", "mười hai cột", "mười ba cột")
    answer = town.build()
    assert answer.code == 1
    calm(answer)
    assert f"sites/{SHRINE}/site.yaml:3:7: Lỗi" in answer.err
    assert f"sites/{SHRINE}/vi.md:7:" in answer.err
    assert len(PLACE.findall(answer.err)) == 2
    assert f"những nơi ấy đang hiện bản đúng gần nhất: {NAMES[SHRINE]}" in answer.out
    assert pages_of(town, SHRINE) == before
    assert NOTICE in town.page(f"vi/{SHRINE}/index.html")
    assert "mười ba cột" in town.page(f"vi/{BRIDGE}/index.html")
    assert pages_of(town, BRIDGE) != other


def test_a_good_revision_in_no_language_of_the_project_counts_as_none(town: Town) -> None:
    """With Vietnamese taken out, a site that has nothing else steps aside and blocks no other."""
    town.edit("content/project.yaml", "languages: [vi, en]", "languages: [en]")
    answer = town.build()
    assert answer.code == 1
    calm(answer)
    assert "[story-missing]" in answer.err
    assert "[dead-link]" not in answer.err
    assert "Chưa đưa gì ra output/" not in answer.out
    assert town.page(f"en/{HOUSE}/index.html")
    assert not (town.web / "en" / BRIDGE).exists()


def test_the_same_problems_again_until_they_are_mended(town: Town) -> None:
    """A second run says the same, also after other edits; mended, the site is fresh at once."""
    two_mistakes(town)
    first, again = town.build(), town.build()
    town.edit(f"sites/{BRIDGE}/vi.md", "mười hai cột", "mười ba cột")
    third = town.build()
    assert first.code == again.code == third.code == 1
    assert first.err == again.err == third.err
    town.edit(f"sites/{SHRINE}/site.yaml", "kind: inventored", "kind: inventoried")
    town.edit(f"sites/{SHRINE}/vi.md", "[^s9]", "[^s1]")
    town.edit(f"sites/{SHRINE}/vi.md", "mười hai cột", "mười bốn cột")
    mended = town.build()
    assert (mended.code, mended.err) == (0, "")
    assert "mười bốn cột" in town.page(f"vi/{SHRINE}/index.html")
    assert NOTICE not in town.page(f"vi/{SHRINE}/index.html")


def test_the_last_good_revision_outlives_its_files(town: Town) -> None:
    """A site stays up, pictures and all, though its photograph was deleted along with its facts."""
    before = pages_of(town, SHRINE)
    shutil.rmtree(town.site(SHRINE) / "media")
    (town.site(SHRINE) / "vi.md").unlink()
    shutil.rmtree(town.root / "output")
    answer = town.build()
    assert answer.code == 1
    calm(answer)
    assert pages_of(town, SHRINE) == before
    assert 'src="../../m/' in town.page(f"vi/{SHRINE}/index.html")


def test_a_site_broken_from_the_start_answers_calmly(town: Town) -> None:
    """With no good revision its codes show the calm page, nothing else speaks of it, exit 1."""
    code = {place: code for code, place in codes(town).items()}[SHRINE]
    shutil.rmtree(town.root / ".ditich" / "good")
    town.edit(f"sites/{SHRINE}/site.yaml", "kind: inventoried", "kind: inventored")
    answer = town.build()
    assert answer.code == 1
    calm(answer)
    assert "trang “đang được sửa”" in answer.out
    page = town.page(f"{code}/index.html")
    assert word("closed-live", "vi") in page
    assert code in page
    assert not (town.web / "vi" / SHRINE).exists()
    assert not (town.print / SHRINE).exists()
    for shown in ("index.html", "vi/danh-sach/index.html", "sitemap.xml"):
        assert SHRINE not in town.page(shown)
    assert NAMES[HOUSE] in town.page("index.html")


def test_a_broken_site_with_a_code_on_a_stop_stops_nobody_else(town: Town) -> None:
    """The stop of a site without any good revision keeps its calm page; the build goes on."""
    mine = [code for code, place in codes(town).items() if place.startswith(HOUSE)]
    shutil.rmtree(town.root / ".ditich" / "good")
    town.edit(f"sites/{HOUSE}/site.yaml", "kind: inventoried", "kind: inventored")
    answer = town.build()
    assert answer.code == 1
    assert "code-part-missing" not in answer.err
    assert "[not-in-list]" in answer.err
    assert len(mine) == 2
    for code in mine:
        assert word("closed-live", "vi") in town.page(f"{code}/index.html")


def test_a_new_stop_with_a_code_in_a_site_that_breaks(town: Town) -> None:
    """A code of a stop that the last good revision does not know yet stops nothing either."""
    town.build()
    path = town.site(HOUSE) / "site.yaml"
    more = "  - id: gieng\n    number: 2\n    name: {vi: Giếng thử}\nplaques:"
    path.write_text(path.read_text("utf-8").replace("plaques:", more), "utf-8")
    (code,) = town.issue(f"{HOUSE}#gieng", seed=11)
    town.edit(f"sites/{HOUSE}/site.yaml", "kind: inventoried", "kind: inventored")
    answer = town.build()
    assert answer.code == 1
    assert "[code-part-missing]" not in answer.err
    assert NAMES[HOUSE] in town.page(f"{code}/index.html")


def truncated(town: Town) -> None:
    """A photograph of which only a part was copied."""
    path = town.site(SHRINE) / "media" / PICTURES[SHRINE]
    path.write_bytes(path.read_bytes()[:2000])


def bomb(town: Town) -> None:
    """A PNG of a few bytes that claims to be 60,000 px wide and high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_ = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + sum_

    head = (60_000).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
    data += chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    town.write(f"sites/{SHRINE}/media/{PICTURES[SHRINE]}", data)


def damaged_within(town: Town) -> None:
    """A PNG with one wrong byte, which only shows when all of it is decoded."""
    data = bytearray(picture(3))
    data[len(data) // 2] ^= 0xFF
    town.write(f"sites/{SHRINE}/media/{PICTURES[SHRINE]}", bytes(data))


def too_heavy(town: Town) -> None:
    """A story whose page passes the budget even when it is compressed."""
    rows = (f"Cột thứ {n}: {Random(n).getrandbits(200):x}." for n in range(900))  # noqa: S311
    path = town.site(SHRINE) / "vi.md"
    path.write_text(path.read_text("utf-8") + "\n" + "\n\n".join(rows) + "\n", "utf-8")


LATE: dict[str, tuple[Spoil, str]] = {
    "truncated": (truncated, "picture-cut"),
    "bomb": (bomb, "picture-too-many-pixels"),
    "damaged within": (damaged_within, "picture-unreadable"),
    "over budget": (too_heavy, "over-budget"),
}


@pytest.mark.parametrize(("spoil", "kind"), LATE.values(), ids=LATE)
def test_what_shows_late_sends_one_site_back(town: Town, spoil: Spoil, kind: str) -> None:
    """A fault seen only when something is made or proved: that site as before, the others fresh."""
    before = pages_of(town, SHRINE)
    spoil(town)
    town.edit(f"sites/{BRIDGE}/vi.md", "mười hai cột", "mười ba cột")
    answer = town.build()
    assert answer.code == 1
    calm(answer)
    assert f"[{kind}]" in answer.err
    assert SHRINE in answer.err
    assert pages_of(town, SHRINE) == before
    assert NOTICE in town.page(f"vi/{SHRINE}/index.html")
    assert "mười ba cột" in town.page(f"vi/{BRIDGE}/index.html")
    assert town.build().err == answer.err


@pytest.mark.parametrize(("spoil", "kind"), LATE.values(), ids=LATE)
def test_what_shows_late_without_a_good_revision(town: Town, spoil: Spoil, kind: str) -> None:
    """The same in a site that never was sound: the calm page, and the others as they should be."""
    shutil.rmtree(town.root / ".ditich" / "good")
    shutil.rmtree(town.root / "output")
    code = {place: code for code, place in codes(town).items()}[SHRINE]
    spoil(town)
    answer = town.build()
    assert answer.code == 1
    assert f"[{kind}]" in answer.err
    assert word("closed-live", "vi") in town.page(f"{code}/index.html")
    assert NAMES[BRIDGE] in town.page(f"vi/{BRIDGE}/index.html")


# --- the project has a problem -------------------------------------------------------------------


def event(town: Town) -> Path:
    """The first event of the shrine's code."""
    code = {place: code for code, place in codes(town).items()}[SHRINE]
    return next((town.root / "content" / "codes" / code).iterdir())


def retarget(town: Town) -> None:
    """Write the ledger anew as if the code had been another site's all along."""
    path = event(town)
    path.unlink()
    other = issue_event(path.parent.name, BRIDGE, at="2026-11-01", by="người thử")
    town.write(other.path, other.data())


def unknown_site(town: Town) -> None:
    """A code for a folder that is not there."""
    code = draw(codes(town), (), Random(5))  # noqa: S311 - any will do
    other = issue_event(code, "khong-co", at="2026-11-01", by="người thử")
    town.write(other.path, other.data())


PROJECT_FAULTS: dict[str, tuple[Spoil, str]] = {
    "unknown field": (
        lambda t: t.edit("content/project.yaml", "title:", "titel:"), "unknown-field"
    ),
    "no YAML": (lambda t: t.edit("content/project.yaml", "{vi: Ba", "{vi: [Ba"), ""),
    "project gone": (lambda t: t.write("content/project.yaml", ""), "file-empty"),
    "shortener": (lambda t: t.edit("content/project.yaml", "ditich.example", "bit.ly"), "host-"),
    "template syntax": (lambda t: t.write("templates/web/site.html", "{% if %}"), "template-broken"),
    "template name": (lambda t: t.write("templates/web/home.html", "{{ nobody.x }}"), "template-broken"),
    "template value": (lambda t: t.write("templates/web/list.html", "{{ 1 // 0 }}"), "template-broken"),
    "template bytes": (lambda t: t.write("templates/web/list.html", b"\xff\xfe"), "template-broken"),
    "style bytes": (lambda t: t.write("templates/web/list.css", b"\xff\xfe"), "template-broken"),
    "code dropped": (lambda t: shutil.rmtree(event(t).parent), "code-dropped"),
    "event edited": (
        lambda t: event(t).write_text(event(t).read_text().replace("người thử", "ai đó")),
        "code-event-edited",
    ),
    "code re-targeted": (retarget, "code-"),
    "code of no site": (unknown_site, "code-site-missing"),
    "site removed": (lambda t: shutil.rmtree(t.site(SHRINE)), "code-site-missing"),
    "one address, a page and a site": (
        lambda t: t.write(f"content/pages/{SHRINE}.vi.md", "---\ntitle: Trùng\n---\nTrùng.\n"),
        "target-twice",
    ),
    "one name in two cases": (
        lambda t: shutil.copytree(t.site(SHRINE), t.site(SHRINE.upper())), "name-collision"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "kind"), PROJECT_FAULTS.values(), ids=PROJECT_FAULTS)
def test_a_problem_of_the_project_publishes_nothing(town: Town, spoil: Spoil, kind: str) -> None:
    """Exit 1 with the sentence, and output/ untouched though a site has new words as well."""
    before = {path: path.stat().st_ino for path in (town.root / "output").rglob("*")}
    spoil(town)
    town.edit(f"sites/{BRIDGE}/vi.md", "mười hai cột", "mười ba cột")
    answer = town.build()
    assert answer.code == 1, answer.said
    calm(answer)
    assert f"[{kind}" in answer.err
    assert "Chưa đưa gì ra output/" in answer.out
    assert {path: path.stat().st_ino for path in (town.root / "output").rglob("*")} == before


def test_a_new_site_on_a_taken_address_steps_aside(town: Town) -> None:
    """A folder named like the list's address is told so; the list and the other sites stay."""
    before = town.page("vi/danh-sach/index.html")
    town.add_site("danh-sach")
    answer = town.build()
    assert answer.code == 1
    calm(answer)
    assert "[slug-taken]" in answer.err
    assert "Đã dựng 3 nơi" in answer.out
    assert town.page("vi/danh-sach/index.html") == before


def test_a_site_called_project_is_a_site(town: Town) -> None:
    """A folder whose name is the word for the whole project has problems of its own only."""
    town.add_site("project", "Nơi thử thứ tư")
    town.edit("sites/project/site.yaml", "kind: inventoried", "kind: inventored")
    answer = town.build()
    assert answer.code == 1
    assert "Đã dựng 3 nơi" in answer.out


@pytest.mark.parametrize(
    ("languages", "kind"),
    [("vi, vi, en", "listed-twice"), ("VI", "unknown-language"), ("vi, fr", "unknown-language")],
)
def test_a_wrong_language_of_the_project_is_one_problem(
    town: Town, languages: str, kind: str
) -> None:
    """A build says what is wrong with the list, and nothing of what would follow from it."""
    town.edit("content/project.yaml", "languages: [vi, en]", f"languages: [{languages}]")
    assert [p.kind for p in town.make(("web",)).problems.errors()] == [kind]
