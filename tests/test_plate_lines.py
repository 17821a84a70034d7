"""What a plate says before it is laid out: its lines, their languages, and which materials are metal."""

from __future__ import annotations

import pytest

from generator.model import PRESETS, Plate, Preset, Process, Text
from generator.model.project import PlaqueDefaults
from generator.plan.paper import _lines
from generator.print_jobs import PlaqueLine
from generator.text import first_sentence
from tests.make.pages import make_site, project


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Căn nhà dựng năm 1928. Cuối năm ấy cháy.", "Căn nhà dựng năm 1928."),
        ("Nhà bên kênh Xà No. Có người ở.", "Nhà bên kênh Xà No."),
        ("Đơn vị ra đời ngày 19/9/1945. Nhà bia mới.", "Đơn vị ra đời ngày 19/9/1945."),
        ("Ở TP. Cần Thơ, do ThS. Ví tả, tr. 5 và x. Ví Dụ, v.v. Nhà cũ. Nay mất.",
         "Ở TP. Cần Thơ, do ThS. Ví tả, tr. 5 và x. Ví Dụ, v.v. Nhà cũ."),
        ("1. Đình cổ nhất xã. Nay mất.", "1. Đình cổ nhất xã."),
        ("Người ta gọi là “đình”. “Làng” thì không.", "Người ta gọi là “đình”."),
        ("Một câu chưa hết", "Một câu chưa hết"),
        ("Đoạn một chưa hết\n\nĐoạn hai.", "Đoạn một chưa hết"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_first_sentence_is_never_cut_short(text: str, first: str) -> None:
    """Abbreviations, numbers and quotation marks of Vietnamese texts."""
    assert first_sentence(text) == first


@pytest.mark.parametrize(
    ("material", "metal"),
    [("Đồng đúc", True), ("tấm đồng", True), ("BẢNG ĐỒNG", True), ("Inox", True),
     ("gỗ Đồng Nai", False), ("đá Đồng Tháp", False), ("Mica 5 mm", False)],
)  # fmt: skip
def test_a_place_is_no_metal(material: str, metal: bool) -> None:  # noqa: FBT001
    """Copper is one, Đồng Nai is not."""
    made = Preset(
        id="thu", width=200, height=150, module=2, process=Process.print, material=Text(vi=material)
    )
    assert bool(made.metal) is metal


def lines(size: str, **plaque: Text) -> list[PlaqueLine]:
    """The lines of a plate of that size."""
    story = {"language": "vi", "lede": "Mở đầu.", "plaque": "Câu một của bia. Câu hai của bia."}
    planned = project().model_copy(update={"plaque": PlaqueDefaults(**plaque)})  # type: ignore[arg-type]
    return [*_lines(planned, make_site(stories=[story]), Plate(), PRESETS[size])]


def test_a_line_is_told_in_the_language_it_is_written_in() -> None:
    """An owner with an English name alone is set as English, and must be signed as such."""
    told = {
        x.role: x
        for x in lines("bien-200", owner_line=Text(en="Union"), works_line=Text(vi="Công trình"))
    }
    assert (told["owner"].text, told["owner"].language) == ("Union", "en")
    assert (told["works"].text, told["works"].language) == ("Công trình", "vi")


@pytest.mark.parametrize(
    ("size", "text"),
    [("bien-300", "Câu một của bia. Câu hai của bia."), ("bien-200", "Câu một của bia."),
     ("nhan-80", "Câu một của bia.")],
)  # fmt: skip
def test_a_smaller_plate_says_one_sentence(size: str, text: str) -> None:
    """The whole text from 300 mm on; below it its first sentence, which the layout leaves out first."""
    assert [x.text for x in lines(size) if x.role == "text"] == [text]
