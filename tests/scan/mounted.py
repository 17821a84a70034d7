"""Photographs of mounted plates, simulated: a finished plate on a wall, seen at an angle."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import numpy as np
import qrcode
from PIL import Image

from generator.scan.camera import Grey
from generator.scan.raster import FINE, rasterise_trimmed
from generator.scan.rectify import homography
from tests.scan.spoilt import MODULE, SIZE, SPOT, picture, scene

FACING = ((60.0, 60.0), (1540.0, 90.0), (1500.0, 1080.0), (40.0, 1110.0))
"""Where those of a large plate do, which fills the picture."""

WALL = (1600, 1200)
"""px of the photograph."""

HELD = ((330.0, 260.0), (1300.0, 330.0), (1260.0, 1010.0), (300.0, 1040.0))
"""Where the corners of the plate come to lie: held askew, about 10 px a module."""

Quad = tuple[tuple[float, float], ...]


@dataclass
class Plate:
    """A plate to be spoilt and photographed; `face` is its picture at `FINE` px a module."""

    face: Grey = field(default_factory=lambda: picture(scene()).copy())

    def tones(self, dark: float, light: float) -> Plate:
        """With other grey values for black and white."""
        self.face = (dark + self.face * ((light - dark) / 255)).astype(np.uint8)
        return self

    def spoil(self, column: int, row: int, wide: int, high: int, ink: int | None = None) -> Plate:
        """With a block of modules turned over, or of one `ink`."""
        x, y = (round(at + FINE * n) for at, n in zip(SPOT, (column, row), strict=True))
        block = self.face[y : y + high * FINE, x : x + wide * FINE]
        block[:] = 255 - block if ink is None else ink
        return self

    def stick(self, other: bytes, left: float, top: float) -> Plate:
        """With another finished plate's symbol stuck on it, its upper left corner at mm of the plate."""
        art = np.array(rasterise_trimmed(other, FINE * 25.4 / MODULE))
        reach = (SIZE + 8) * FINE
        x, y = (round(at) - 4 * FINE for at in SPOT)
        label = art[y : y + reach, x : x + reach]
        u, v = (round(at / MODULE * FINE) for at in (left, top))
        self.face[v : v + reach, u : u + reach] = label[
            : self.face.shape[0] - v, : self.face.shape[1] - u
        ]
        return self

    def label(self, text: str, left: int, top: int) -> Plate:
        """With a stranger's sticker of any text, eight px a module, its corner at px of the face."""
        drawn = qrcode.QRCode(box_size=1, border=4)
        drawn.add_data(text.encode())
        drawn.make()
        label = np.kron(np.where(drawn.get_matrix(), 0, 255), np.ones((8, 8))).astype(np.uint8)
        high, wide = label.shape
        self.face[top : top + high, left : left + wide] = label
        return self

    def photograph(
        self, held: Quad = HELD, *, blur: float = 0.0, noise: float = 4.0
    ) -> Image.Image:
        """The plate on a wall of stones, its corners at `held` px."""
        high, wide = self.face.shape
        flat = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=float)
        back = homography(np.array(held), flat).ravel()[:8]
        numbers, kind = tuple(float(n) for n in back), Image.Transform.PERSPECTIVE
        rng = np.random.default_rng(5)
        stones = rng.integers(60, 200, (WALL[1] // 40, WALL[0] // 40), dtype=np.uint8)
        wall = Image.fromarray(stones).resize(WALL, Image.Resampling.NEAREST)
        face = Image.fromarray(self.face)
        seen = face.transform(WALL, kind, numbers, Image.Resampling.BICUBIC)
        whole = Image.new("L", face.size, 255)
        wall.paste(seen, mask=whole.transform(WALL, kind, numbers))
        shown = np.asarray(wall, dtype=float) + noise * rng.standard_normal(wall.size[::-1])
        photo = Image.fromarray(np.clip(shown, 0, 255).astype(np.uint8))
        return photo.resize((round(WALL[0] / blur), round(WALL[1] / blur))) if blur else photo


def jpeg(photo: Image.Image, day: str = "") -> bytes:
    """The photograph as a phone keeps it, with the day in its own record if given (YYYY:MM:DD)."""
    exif, held = Image.Exif(), io.BytesIO()
    if day:
        exif.get_ifd(0x8769)[0x9003] = f"{day} 08:30:00"
    photo.save(held, "JPEG", quality=88, exif=exif)
    return held.getvalue()
