"""Sizes a plate can be ordered in: how large, cut by what, read from how far, hung how high."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from generator.model.base import Frozen, Id, Text, field

REACH = 300
"""Distance a cheap phone reads from, in modules (3 px a module, 1280 px across 65 degrees)."""

WHOLE_TEXT = 300.0
"""mm: from this width on the whole plaque text stands on it; below it its first sentence, if that fits."""


TWO_CODES = 300.0
"""mm: from this width on the code stands on the plate twice."""

SECOND_SHARE, SECOND_STEP, PANEL = 0.24, 0.25, 37
"""The second code: with its quiet zone so much of the plate's shorter side, its module in steps of
so many mm, `PANEL` modules across (version 3, which our addresses need)."""

MARGIN, RIM = 4.0, 1.1
"""mm that a code with its quiet zone keeps from the edge at least, for a cutter needs them; how wide the
frame around it is, in modules, for which there must be room, too."""

MOST_GROWTH = 0.2
"""Modules each edge may move: beyond it a line or a gap is 40 % off, and cheap phones give up
(ours; growth of 0.4 a side fails the scan proof)."""

COLOUR = r"^#[0-9A-Fa-f]{6}$"

SPOT = r"^[A-Za-z][A-Za-z0-9_-]{0,30}$"
"""What a spot plate may be called: what every RIP takes without escaping (ours, not a standard's)."""


_METAL = re.compile(
    r"\b(thép|nhôm|inox|(?-i:đồng|ĐỒNG|Đồng(?! [A-ZĐÁÂĂÍÔƠÚƯ]))"
    r"|gang|sắt|kẽm|thau|tôn|titan|hợp kim|(?<!không )(?<!không phải )kim loại"
    r"|steel|stainless|aluminium|aluminum|brass|bronze|copper|iron|zinc|titanium|alloy|(?<!non-)metal)\b",
    re.IGNORECASE,
)
"""Words that name a metal, in the languages a material is told in; Đồng Nai and Đồng Tháp are places."""


class Process(StrEnum):
    """How a plate is made, which decides how small a module may be."""

    print = "print"
    laser = "laser"
    etch = "etch"
    cnc = "cnc"
    sandblast = "sandblast"

    @property
    def cuts(self) -> bool:
        """Whether modules are cut, burnt or etched: one alone may then break off."""
        return self is not Process.print


LEAST_MODULE: Mapping[Process, float] = MappingProxyType({
    Process.print: 0.75,
    Process.laser: 0.5,
    Process.etch: 1.0,
    Process.cnc: 2.0,
    Process.sandblast: 3.0,
})  # fmt: skip
"""mm: the smallest module each process makes cleanly (etched and filled; a 1 mm cutter; a stencil).

Working figures, not from a standard: the certificate says so, and the shop knows better.
"""


class Preset(Frozen):
    """A size of plate. Lengths in mm."""

    id: Id = field("Mã", "Id")
    width: float = field("Rộng", "Width", ge=40, le=3000)
    height: float = field("Cao", "Height", ge=40, le=3000)
    module: float = field(
        "Cạnh ô vuông của mã", "Module", ge=0.5, le=50,
        help_vi="Một ô vuông nhỏ của mã QR, mm; khoảng cách quét = 300 lần số này",
        help_en="One small square of the QR code, mm; it is read from 300 times as far",
    )  # fmt: skip
    process: Process = field("Cách làm", "Process", Process.print)
    material: Text | None = field("Vật liệu", "Material", None)
    centre: float = field(
        "Tâm mã cao", "Centre height", 1200.0, ge=300, le=3000,
        help_vi="Từ mặt đất tới tâm mã khi lắp, mm", help_en="From the ground to the code's centre, mm",
    )  # fmt: skip
    hole: float = field(
        "Lỗ bắt vít", "Screw holes", 0.0, ge=0, le=30,
        help_vi="Đường kính bốn lỗ ở góc, mm; 0 là không khoan",
        help_en="Diameter of the four corner holes, mm; 0 for none",
    )  # fmt: skip
    grow: float = field(
        "Bù nét cắt", "Kerf compensation", 0.0, ge=-1, le=1,
        help_vi="Nới (số dương) hay thu (số âm) mỗi mép của mã trong tệp khắc, mm",
        help_en="What each edge of the code is widened (or, below 0, narrowed) by in the cutting files, mm",
    )  # fmt: skip

    ground: str | None = field(
        "Màu nền", "Ground colour", None, pattern=COLOUR,
        help_vi='Màu của vật liệu, ví dụ "#dcd6c8"; bỏ trống thì theo kiểu biển',
        help_en='Colour of the material, such as "#dcd6c8"; that of the style if left out',
    )  # fmt: skip
    letters: str | None = field(
        "Màu chữ", "Letter colour", None, pattern=COLOUR,
        help_vi='Màu sơn trong nét chữ, ví dụ "#1a1a1a"; bỏ trống thì theo kiểu biển',
        help_en='Colour of the filled letters, such as "#1a1a1a"; that of the style if left out',
    )  # fmt: skip
    tactile: bool = field(
        "Khung nổi", "Raised frame", False,
        help_vi="Khung nổi quanh mã và khấc ở mép, để người không nhìn thấy sờ được chỗ quét",
        help_en="A raised frame around the code and a notch in the edge, for those who feel their way",
    )  # fmt: skip
    nfc: bool = field(
        "Thẻ NFC", "NFC tag", False,
        help_vi="Chừa chỗ dán thẻ NFC sau lưng mã; chỉ với biển không phải kim loại",
        help_en="A place for an NFC tag behind the code; only for plates that are not metal",
    )  # fmt: skip
    white: bool = field(
        "Bản trắng", "White plate", False,
        help_vi="In lót trắng dưới hình, cho vật liệu trong hoặc tối màu",
        help_en="A white ink under the picture, for clear or dark material",
    )  # fmt: skip

    @property
    def distance(self) -> float:
        """Design distance in metres."""
        return self.module * REACH / 1000

    @property
    def second(self) -> float:
        """Mm of a module of the second code, which is read from nearer; 0.0 on plates with one."""
        if self.width < TWO_CODES:
            return 0.0
        share = SECOND_SHARE * min(self.width, self.height) / PANEL
        stepped = SECOND_STEP * int(share / SECOND_STEP)
        return min(max(stepped, LEAST_MODULE[self.process]), self.module)

    def least_side(self, modules: int = PANEL) -> float:
        """Mm that each side must have, its code so many `modules` across with the quiet zone."""
        return modules * self.module + 2 * max(MARGIN, RIM * self.module)

    @property
    def most_grow(self) -> float:
        """Mm that each edge of its finest code may be moved by, outward or inward."""
        return MOST_GROWTH * (self.second or self.module)

    @property
    def metal(self) -> str:
        """What says that it is of metal: its process, or a word of its material; '' where nothing does."""
        if self.process is Process.etch:
            return f"process: {self.process}"
        told = " ".join(words for _, words in self.material.items()) if self.material else ""
        found = _METAL.search(told)
        return f"material: {found[0]}" if found else ""

    @property
    def whole_text(self) -> bool:
        """Whether the whole plaque text stands on it."""
        return self.width >= WHOLE_TEXT


class Spots(Frozen):
    """Names of the plates beside C, M, Y and K, as the shop's machines know them."""

    cut: str = field(
        "Bản cắt", "Cutting plate", "CutContour", pattern=SPOT,
        help_vi="Tên màu của đường cắt và lỗ, trong PDF",
        help_en="The colour name of the cutting line and the holes in the PDF",
    )  # fmt: skip
    engrave: str = field(
        "Bản khắc", "Engraving plate", "ENGRAVE", pattern=SPOT,
        help_vi="Tên màu của phần khắc hoặc ăn mòn, trong PDF",
        help_en="The colour name of what is engraved or etched in the PDF",
    )  # fmt: skip
    white: str = field(
        "Bản trắng", "White plate", "WHITE", pattern=SPOT,
        help_vi="Tên màu của lớp lót trắng, trong PDF",
        help_en="The colour name of the white ink beneath in the PDF",
    )  # fmt: skip


SPOTS = Spots()
"""The names most shops know."""


def _preset(
    name: str,
    size: tuple[float, float],
    module: float,
    process: Process,
    material: tuple[str, str],
    **more: float | bool,
) -> tuple[str, Preset]:  # fmt: skip
    made = Preset(
        id=name, width=size[0], height=size[1], module=module, process=process,
        material=Text(vi=material[0], en=material[1]), **more,  # type: ignore[arg-type]
    )  # fmt: skip
    return name, made


PRESETS: Mapping[str, Preset] = MappingProxyType(dict((
    _preset("nhan-80", (80, 80), 1.5, Process.print,
            ("Đề-can cán màng chống nắng, hoặc nhôm in", "UV-laminated vinyl, or printed aluminium")),
    _preset("ban-a6", (105, 148), 2, Process.print,
            ("Mica 5 mm, in UV mặt trước trên lót trắng", "5 mm acrylic, UV print on its front over white"),
            white=True, nfc=True),
    _preset("bien-200", (200, 150), 2, Process.etch,
            ("Nhôm anốt hoá, hoặc thép không gỉ 304/316 ăn mòn và đổ đen",
             "Anodised aluminium, or stainless steel 304/316 etched and filled black"), hole=5),
    _preset("bien-300", (300, 200), 3, Process.etch,
            ("Nhôm anốt hoá, thép không gỉ 304/316, hoặc gốm nung",
             "Anodised aluminium, stainless steel 304/316, or fired ceramic"), hole=6),
    _preset("bia-400", (400, 300), 4, Process.etch,
            ("Đá granit, mã trên tấm gốm hoặc thép ăn mòn khảm vào đá",
             "Granite; the code on a tile of ceramic or etched steel let into it"), tactile=True),
    _preset("bien-600", (600, 400), 5, Process.print,
            ("Thép không gỉ hoặc tấm nhôm composite, in UV, phủ màng chống vẽ bậy",
             "Stainless steel or aluminium composite, UV print, anti-graffiti film"), hole=8),
    _preset("panel-1200", (1200, 800), 6, Process.print,
            ("HPL, thép tráng men, hoặc đề-can trên nhôm thay được",
             "HPL, porcelain enamel, or vinyl on aluminium that can be replaced"), hole=10),
)))  # fmt: skip
"""The sizes we offer, by name; a project may add its own in `plaque.presets`."""
