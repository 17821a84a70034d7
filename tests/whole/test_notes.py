"""What stops nothing is noted by `ditich check`, with the line and what to do."""

from __future__ import annotations

import pytest

from generator.report import summary, told
from generator.scan import readers
from tests.whole.project import BRIDGE, SHRINE, Town, picture


@pytest.mark.parametrize(("lang", "offer"), [("vi", "viết “cau-thu”"), ("en", "write “cau-thu”")])
def test_a_renamed_site_in_the_order_is_noted(town: Town, lang: str, offer: str) -> None:
    """The line that does nothing any more, and the folder most like it; the build goes on."""
    town.edit("content/project.yaml", f"mieu-thu, {BRIDGE}", "mieu-thu, cau-thuu")
    answer = town.run("--lang", lang, "check")
    assert answer.code == 0
    assert "content/project.yaml:6:29: " in answer.err
    assert "6 | order: [dinh-thu, mieu-thu, cau-thuu]" in answer.err
    assert "[order-unknown]" in answer.err
    assert offer in answer.err
    assert town.build().code == 0


def test_photographs_that_no_entry_names_are_noted_once(town: Town) -> None:
    """Seven files and one note, at the list they should stand in, with what to write."""
    for number in range(7):
        town.write(f"sites/{SHRINE}/media/le-hoi/{number}.jpg", picture(20 + number, "JPEG"))
    town.write(f"sites/{BRIDGE}/media/cau.png", picture(30))
    answer = town.run("--lang", "en", "check")
    assert answer.code == 0
    assert answer.err.count("[media-unnamed]") == 2
    line = (town.site(SHRINE) / "site.yaml").read_text("utf-8").split("\n").index("media:") + 1
    assert f"sites/{SHRINE}/site.yaml:{line}:1: Note [media-unnamed]: " in answer.err
    assert "media/ (7), so no page shows them: le-hoi/0.jpg, le-hoi/1.jpg" in answer.err
    assert "and 2 more" in answer.err
    assert f"sites/{BRIDGE}/site.yaml: Note [media-unnamed]: " in answer.err
    assert "alt (words for it)" in answer.err
    assert town.build().code == 0


def test_a_mistyped_name_is_not_told_twice(town: Town) -> None:
    """The photograph that an entry meant is offered for its name, and not noted as nobody's."""
    town.edit(f"sites/{SHRINE}/site.yaml", "san-mieu.jpg", "san_mieu.jpg")
    answer = town.run("check")
    assert "[path-missing]" in answer.err
    assert "media-unnamed" not in answer.err


def test_a_build_counts_the_notes_that_check_will_show(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a build found and said itself is not counted among those to be looked up."""
    both = readers()
    monkeypatch.setattr("generator.prove.plates.readers", lambda: both[:1])
    outcome = town.make()
    assert {p.kind for p in told(outcome)} == {"plaque-no-zbar"}
    assert not any("ditich kiem-tra" in line for line in summary(outcome))
    town.edit("content/project.yaml", f"mieu-thu, {BRIDGE}", "mieu-thu, cau-thuu")
    assert summary(town.make())[-1] == "  (1 lưu ý, xem bằng: ditich kiem-tra)"
    assert "1 lưu ý" in town.run("check").out
