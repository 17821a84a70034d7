"""The kiosk: how large its screen is, where it stands, when it is lit."""

from __future__ import annotations

from generator.model.base import Frozen, Id, field

CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"

LARGE = 15.0
"""Inches from which on a hand reaches over the screen: controls are then 20 mm, below 15 mm.

20 mm is what people hit at a public screen without a miss (Colle & Hiszem 2004), those with a disability
too (Duff et al. 2010); a tablet is held nearer and has not the room.
"""

WIDE = 32.0
"""Inches above which 1920 px of a picture can be told from 2560."""

_DISTANCES = ((15.0, 450), (24.0, 650), (32.0, 800), (100.0, 1100))
"""Inches up to which a screen is read from so many mm, by default."""

CAPITAL = 0.7
"""Height of a capital letter in em: of Roboto 0.711, of Noto Sans 0.714."""

ARC = 0.0064
"""Tangent of 22 minutes of arc, the height of a capital that reads well (ISO 9241-303: 20 to 22)."""


class Hours(Frozen):
    """Between which times of the day the screen is lit."""

    on: str = field("Từ", "From", pattern=CLOCK, help_vi='Ví dụ "06:00"', help_en='Such as "06:00"')
    off: str = field(
        "Đến", "Until", pattern=CLOCK, help_vi='Ví dụ "21:00"', help_en='Such as "21:00"'
    )


class Kiosk(Frozen):
    """A touch screen that shows the same pages without a network."""

    screen_inches: float = field(
        "Đường chéo màn hình (inch)",
        "Diagonal of the screen (inches)",
        21.5,
        ge=10,
        le=55,
        help_vi="Ghi trên vỏ hộp màn hình; mọi nút và chữ được tính bằng mi-li-mét từ số này",
        help_en="It stands on the screen's box; every control and letter is measured in millimetres by it",
    )
    distance_mm: int | None = field(
        "Khoảng cách đọc (mm)",
        "Reading distance (mm)",
        None,
        ge=300,
        le=2000,
        help_vi="Mắt người xem cách màn hình bao xa; bỏ trống thì theo cỡ màn hình",
        help_en="How far eyes are from the screen; if left out, by its size",
    )
    at: Id | None = field(
        "Nơi đặt ki-ốt",
        "Where the kiosk stands",
        None,
        help_vi="Tên thư mục của nơi đặt máy; ở nơi tưởng niệm màn hình chờ đứng yên",
        help_en="Folder name of the place where it stands; at a memorial the waiting screen is still",
    )
    hours: Hours | None = field("Giờ sáng màn hình", "Hours when it is lit", None)
    volume_limit: int = field(
        "Mức âm lượng cao nhất (%)",
        "Loudest (%)",
        80,
        ge=10,
        le=100,
        help_vi="Trở lại mức này sau mỗi lượt khách",
        help_en="Each visitor begins below it",
    )

    @property
    def distance(self) -> int:
        """How far eyes are from the screen, mm."""
        return self.distance_mm or next(
            mm for inches, mm in _DISTANCES if self.screen_inches <= inches
        )

    @property
    def letter(self) -> float:
        """Size of the letters of a text, mm to the em, by the reading distance."""
        return round(self.distance * ARC / CAPITAL, 2)

    @property
    def touch(self) -> int:
        """What a control measures at least, mm."""
        return 20 if self.screen_inches >= LARGE else 15

    @property
    def widths(self) -> tuple[int, ...]:
        """Widths of pictures beyond those of phones, px."""
        return (1920, 2560) if self.screen_inches > WIDE else (1920,)
