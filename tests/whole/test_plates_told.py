"""What keeps plates from being made is told by `check`, where the editor wrote it, and so by a build."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.whole.project import (
    BRIDGE,
    HOUSE,
    NAMES,
    PROJECT,
    SHRINE,
    Answer,
    Town,
    copy,
    found_town,
)

SIZE = "    - {{id: rieng, width: {width}, height: {height}, module: {module}{more}}}\n"
WATCH = {"PYTHONPROFILEIMPORTTIME": "1"}
"""Whether letters were set shows in what was imported."""


@pytest.fixture
def fresh(tmp_path: Path) -> Town:
    """The project as it is written, never built."""
    return found_town(tmp_path / "moi")


def say(town: Town, words: str) -> None:
    """Add to project.yaml."""
    town.write("content/project.yaml", PROJECT + words)


def size(town: Town, width: int = 200, height: int = 150, module: int = 2, more: str = "") -> None:
    """A size of the project's own, ordered for the shrine."""
    own = SIZE.format(width=width, height=height, module=module, more=more)
    say(town, f"plaque:\n  presets:\n{own}")
    facts = (town.site(SHRINE) / "site.yaml").read_text("utf-8")
    town.write(f"sites/{SHRINE}/site.yaml", facts + "plaques:\n  - {preset: rieng}\n")


def lines(answer: Answer) -> list[str]:
    """`file:line:column kind` of every error."""
    heads = (line.partition(": Lỗi [") for line in answer.err.split("\n") if ": Lỗi [" in line)
    return [f"{place} {rest.partition(']')[0]}" for place, _, rest in heads]


WHOLE = {
    f"sites/{BRIDGE}/site.yaml:1:1 plaque-glyph-missing",
    f"sites/{HOUSE}/site.yaml:33:1 plaque-glyph-missing",
}
"""What papers of a place say, which know no line of their own."""


def test_all_at_once_each_at_its_line(fresh: Town) -> None:
    """Two lines of project.yaml and the names of two places, by `check` and by a build alike."""
    say(
        fresh, "plaque:\n  works_line: Công trình 中\n  owner_line: {vi: Tỉnh đoàn 中, en: Union}\n"
    )
    fresh.edit(f"sites/{SHRINE}/site.yaml", NAMES[SHRINE], "Miếu Thử " * 60)
    fresh.edit(f"sites/{HOUSE}/site.yaml", "Cổng thử", "Cổng 中 thử")
    answer = fresh.run("check")
    assert (answer.code, lines(answer)) == (1, [
        "content/project.yaml:8:15 plaque-glyph-missing",
        "content/project.yaml:9:20 plaque-glyph-missing",
        f"sites/{HOUSE}/site.yaml:32:16 plaque-glyph-missing",
        f"sites/{SHRINE}/site.yaml:7:16 plaque-name-too-long",
    ])  # fmt: skip
    assert "“Tỉnh đoàn 中”" in answer.err  # as written, not in capitals
    built = fresh.build()
    # Papers say a missing glyph, too, of the file alone.
    assert (built.code, set(lines(built)) - WHOLE) == (1, set(lines(answer)))
    assert not (fresh.root / "output").exists()


def test_a_site_alone_is_told_at_its_name(built: Town, tmp_path: Path) -> None:
    """A fault of one place stops no other: the build goes on and says the same line."""
    fresh = copy(built, tmp_path / "moi")  # the plates without fault need not be made again
    shutil.rmtree(fresh.root / ".ditich" / "good")
    fresh.edit(f"sites/{BRIDGE}/site.yaml", NAMES[BRIDGE], "Cầu 中 Thử")
    answer = fresh.run("check")
    assert lines(answer) == [f"sites/{BRIDGE}/site.yaml:7:16 plaque-glyph-missing"]
    assert set(lines(fresh.build("--edition", "print"))) - WHOLE == set(lines(answer))
    assert list((fresh.print / SHRINE).glob("*.pdf"))


def test_a_text_for_a_plate_is_told_in_its_story(fresh: Town) -> None:
    """The plaque text stands in the head of vi.md, for plates with room for it."""
    facts = (fresh.site(SHRINE) / "site.yaml").read_text("utf-8")
    fresh.write(f"sites/{SHRINE}/site.yaml", facts + "plaques:\n  - {preset: bien-300}\n")
    fresh.edit(f"sites/{SHRINE}/vi.md", "---\nlede", "---\nplaque: Ngôi miếu 中 nhỏ.\nlede")
    assert lines(fresh.run("check")) == [f"sites/{SHRINE}/vi.md:2:9 plaque-glyph-missing"]


def test_too_long_an_owner_line_is_told_in_the_project(fresh: Town) -> None:
    """Once, though three places have plates."""
    say(fresh, f"plaque:\n  owner_line: {'Ban Chấp hành Đoàn ' * 12}\n")
    assert lines(fresh.run("check")) == ["content/project.yaml:8:15 plaque-line-too-long"]


def test_too_long_a_host_is_told_at_the_host(fresh: Town) -> None:
    """Once, without the codes, and without the places where a line may break."""
    host = "bao-tang-tong-hop-va-di-tich-lich-su.example.vn"
    fresh.write("content/project.yaml", PROJECT.replace("ditich.example", host))
    answer = fresh.run("check")
    assert lines(answer) == ["content/project.yaml:5:11 plaque-address-too-long"]
    assert f"“{host}”" in answer.err
    assert "\u200b" not in answer.err


@pytest.mark.parametrize(
    ("about", "field", "kind"),
    [
        ({"more": ", hole: 30"}, "hole: ", "plaque-hole-too-large"),
        ({"more": ', ground: "#f0e0b0"'}, "ground: ", "plaque-contrast"),
        ({"more": ', letters: "#5f120f"'}, "letters: ", "plaque-contrast"),
        ({"width": 300, "height": 600, "module": 5}, "width: ", "plaque-second-code"),
        ({"more": ", grow: -1"}, "grow: ", "plaque-grow-too-large"),
    ],
)
def test_a_size_is_told_at_its_field(
    fresh: Town, about: dict[str, int | str], field: str, kind: str
) -> None:
    """What a size of the project's own asks for is its fault, not that of the place that ordered it."""
    size(fresh, **about)  # type: ignore[arg-type]
    line = (fresh.root / "content" / "project.yaml").read_text("utf-8").split("\n")[8]
    column = line.index(field) + len(field) + 1
    assert lines(fresh.run("check")) == [f"content/project.yaml:9:{column} {kind}"]


def test_a_wrong_number_of_a_size_hears_nothing_of_latitudes(fresh: Town) -> None:
    """A number beyond all bounds is a digit too many; only a point's advice speaks of Vietnam's."""
    say(fresh, "plaque:\n  presets:\n    - {id: dai, width: 1e400, height: 150, module: 2}\n")
    answer = fresh.run("check")
    assert lines(answer) == ["content/project.yaml:9:24 out-of-range"]
    assert "vĩ độ" not in answer.err
    facts = (fresh.site(SHRINE) / "site.yaml").read_text("utf-8")
    fresh.write(f"sites/{SHRINE}/site.yaml", facts + "point: {lat: 1e400, lon: 105}\n")
    assert "vĩ độ" in fresh.run("check").err


def test_plates_are_laid_out_once(town: Town) -> None:
    """Not those a build has made, nor those tried before; only the one that changed."""
    assert "uharfbuzz" not in town.run("check", env=WATCH).err
    town.edit(f"sites/{SHRINE}/site.yaml", NAMES[SHRINE], "Miếu 中")
    for loaded in (True, False):
        answer = town.run("check", env=WATCH)
        assert ("uharfbuzz" in answer.err) == loaded
        assert lines(answer) == [f"sites/{SHRINE}/site.yaml:7:16 plaque-glyph-missing"]


def test_without_a_good_host_no_plate_is_tried(fresh: Town) -> None:
    """A host that may not be printed is told alone; without one there is nothing to print."""
    fresh.write("content/project.yaml", PROJECT.replace("https://", "http://"))
    assert lines(fresh.run("check")) == ["content/project.yaml:5:11 host-not-https"]
    fresh.write(
        "content/project.yaml", PROJECT.replace("hosts:\n  - base: https://ditich.example\n", "")
    )
    assert lines(fresh.run("check")) == []


def test_a_long_quotation_is_cut_and_a_flat_size_is_told_at_its_height(fresh: Town) -> None:
    """The sentence can be read; the field to change is the one that is too small."""
    size(fresh, 105, 82)
    fresh.edit(f"sites/{BRIDGE}/site.yaml", NAMES[BRIDGE], "Cầu Thử " * 60)
    answer = fresh.run("check")
    assert lines(answer) == [
        "content/project.yaml:9:39 plaque-no-room-for-words",
        f"sites/{BRIDGE}/site.yaml:7:16 plaque-name-too-long",
    ]
    said = next(line for line in answer.err.split("\n") if "[plaque-name-too-long]" in line)
    assert "Cầu Thử…” không vừa biển cỡ bien-200" in said
    assert len(said) < 220
