"""What a build says at its end is true of what was made, and of what is missing."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from generator.check import check_project
from generator.disk import digest_of
from generator.problems import Problems
from generator.signing import review_digest
from tests.whole.project import BRIDGE, HOUSE, NAMES, SHRINE, Town, codes, found_town

NAME = NAMES[BRIDGE]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A project of one site and one code; the tests below come one after another."""
    town = found_town(tmp_path_factory.mktemp("loi") / "du-an")
    for slug in (HOUSE, SHRINE):
        shutil.rmtree(town.site(slug))
    shutil.rmtree(town.root / "content" / "codes")
    town.edit("content/project.yaml", "order: [dinh-thu, mieu-thu, cau-thu]\n", "")
    town.issue(BRIDGE)
    return town


def sign(town: Town, scope: str) -> None:
    """Put a record of this scope beside the site, for the content as it stands."""
    checked = check_project(town.root, Problems(), digest_of)
    (one,) = checked.revisions
    digest = review_digest(one.site, checked.project, scope, "vi", one.files)
    town.write(
        f"sites/{BRIDGE}/reviews/2026-11-02-{scope}-vi.yaml",
        f"scope: {scope}\nlanguage: vi\ndigest: {digest}\nbody: Sở Thử\ndate: 2/11/2026\n",
    )


def test_plaques_alone_name_what_they_made(town: Town) -> None:
    """No word of pages: output/web was not touched, and is not there."""
    answer = town.run("plaques")
    assert answer.code == 0
    assert re.search(r"^✓ Đã dựng 1 biển \(\d+ tệp làm mới\)\.$", answer.out, re.MULTILINE)
    assert "\n  Biển in: output/print/\n" in answer.out
    assert "output/web" not in answer.out
    assert "ditich.example chỉ để thử" in answer.out
    assert "  • 1 nơi chưa có ai thẩm định" in answer.out
    english = town.run("plaques", "--lang", "en").out
    assert "✓ Built 1 plaque (0 files made anew)." in english
    assert "  • 1 place not verified by anybody" in english
    assert "Plaques: output/print/\n" in english


def test_what_is_signed_is_not_said_to_lack_a_signature(town: Town) -> None:
    """With the plaque signed the page is missing; with both, nothing; with the page alone, the plaque."""
    sign(town, "plaque")
    assert (
        f"  • 1 nơi đã ký biển nhưng nội dung trang chưa ai thẩm định: {NAME}\n"
        in town.run("plaques").out
    )
    sign(town, "content")
    out = town.run("plaques").out
    assert "thẩm định" not in out
    assert "chưa ai ký" not in out
    (town.site(BRIDGE) / "reviews" / "2026-11-02-plaque-vi.yaml").unlink()
    out = town.run("plaques").out
    assert f"  • 1 nơi chưa ai ký biển ở thứ tiếng trong ngoặc: {NAME} (vi)" in out
    assert "thẩm định" not in out


def test_a_suspended_code_is_said_to_be_suspended(town: Town) -> None:
    """Not to be missing; the command that the line gives opens it again."""
    (code,) = codes(town)
    assert town.run("codes", "record", code, "suspend", "--reason", "sửa biển").code == 0
    out = town.run("plaques").out
    assert f"  • {NAME}: mã {code} đang tạm dừng nên không dựng biển." in out
    assert "chưa có mã" not in out
    assert "chưa có mã" not in town.run().out
    command = out.partition("Mở lại: ditich ")[2].partition("\n")[0].replace("…", "đã sửa xong")
    assert town.run(*shlex.split(command)).code == 0
    assert "tạm dừng" not in town.run("plaques").out
    assert town.run("codes", "record", code, "tombstone", "--reason", "bỏ").code == 0
    out = town.run("plaques", "--lang", "en").out
    assert (
        f"code {code} is closed. For a new plaque issue another: ditich codes issue {BRIDGE}" in out
    )


def test_papers_of_a_ceremony_are_said_to_be_old(town: Town) -> None:
    """Once the content they were made from is another, until the command that the line gives is run."""
    if BRIDGE not in live(town):
        town.issue(BRIDGE, seed=8)
    assert town.run("plaques", BRIDGE, "--ceremony", "--depth", "12").code == 0
    old = "output/ceremony/ làm từ nội dung cũ"
    assert old not in town.build().out
    assert old not in town.build().out  # said again from memory
    ordered = town.tree("ceremony")
    for name in ("site.yaml", "vi.md"):
        town.edit(f"sites/{BRIDGE}/{name}", NAME, "Cầu Mới")
    said = [town.run(word).out for word in ("build", "build", "plaques")]
    assert [out.count(old) for out in said] == [1, 1, 1]
    assert town.tree("ceremony") == ordered
    command = said[0].partition("Làm lại: ditich ")[2].partition("\n")[0]
    assert command == f"bia {BRIDGE} --ceremony --depth 12"
    assert town.run(*command.split()).code == 0
    assert town.tree("ceremony") != ordered
    assert old not in town.build().out
    town.edit(f"sites/{BRIDGE}/site.yaml", "Cầu Mới", NAME)
    assert old in town.build().out
    shutil.rmtree(town.root / "output" / "ceremony")
    assert old not in town.build().out


def live(town: Town) -> list[str]:
    """The places that have a live code."""
    return [
        s.place
        for s in check_project(town.root, Problems(), digest_of).ledger.states
        if s.status == "live"
    ]


def test_check_asks_the_clock_whether_the_host_is_paid_for(tmp_path: Path) -> None:
    """A note where nobody wrote down a day yet; a build does not ask, and has nothing to say."""
    town = found_town(tmp_path / "du-an")
    shutil.rmtree(town.root / "content" / "codes")
    base = "  - base: https://ditich.example\n"
    town.edit("content/project.yaml", base, f"{base}    paid_until: 2025\n")
    answer = town.run("check")
    assert answer.code == 0
    assert "content/project.yaml:6:17: Lưu ý [host-lapsed]" in answer.err
    problems = Problems()
    check_project(town.root, problems, digest_of)
    assert "host-lapsed" not in {problem.kind for problem in problems}
