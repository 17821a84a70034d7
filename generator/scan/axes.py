"""What every code is put through: the faults, how much of each it must bear, and how far one looks on.

Faults and levels are those of our own measurements on version 3-H (symbols of 29 modules), made
so that a sound plate has room to spare and each of six spoilt ones fails; they are to be held against
real prints once. No standard asks for them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.scan.camera import Shot

ORDINARY = Shot()


@dataclass(frozen=True)
class Axis:
    """One fault: `level` (in `unit`) of it is borne, `ladder` are the worse ones tried after that.

    `field` is what the level means to a `Shot` and `sign` how it counts there; `base` is the shot
    otherwise. With `advise` OpenCV is asked, too; with `gate` False nothing depends on it.
    """

    name: str
    level: float
    unit: str
    field: str
    ladder: tuple[float, ...] = ()
    base: Shot = ORDINARY
    sign: float = 1.0
    gate: bool = True
    advise: bool = False

    def shot(self, level: float) -> Shot:
        """The shot at a level."""
        return replace(self.base, **{self.field: self.sign * level}) if self.field else self.base


def _material(name: str, dark: float, light: float, *, gate: bool = True) -> Axis:
    """A pair of grey values; the level is the symbol contrast in per cent of 255.

    Noise of sigma 5: among a plate's words and frame zbar sees false edges at 6, where a bare
    symbol is still read.
    """
    contrast = round(100 * (light - dark) / 255)
    shot = Shot(dark=dark, light=light, noise=5.0)
    return Axis(name, contrast, "percent", "", base=shot, gate=gate)


AXES = (
    Axis("rest", 5.0, "px", "pixels", advise=True),
    Axis("far", 3.0, "px", "pixels", (2.5, 2.2, 2.0, 1.7, 1.5), Shot(blur=0, blur_px=1), advise=True),
    Axis("focus", 0.4, "modules", "blur", (0.5, 0.6, 0.7, 0.8)),
    Axis("shake", 1.0, "modules", "motion", (1.25, 1.5, 2.0, 2.5)),
    Axis("angle", 45.0, "degrees", "tilt", (50, 55, 60, 65, 70)),
    Axis("weathered", 0.2, "share", "contrast", (0.15, 0.1, 0.07, 0.05)),
    Axis("gradient", 0.8, "share", "gradient", (0.9, 0.95)),
    Axis("shadow", 0.3, "share", "shadow", (0.4, 0.5, 0.7, 0.9)),
    Axis("glare", 0.2, "share", "glare", (0.3, 0.4, 0.5)),
    Axis("forwarded", 15.0, "quality", "jpeg", (10, 5, 3)),
    Axis("noise", 10.0, "sigma", "noise", (15, 20, 30)),
    Axis("blot", 0.06, "share", "blot", (0.08, 0.1, 0.12, 0.15, 0.2)),
    Axis("growth", 0.2, "modules", "grow", (0.3, 0.4, 0.5)),
    Axis("thinning", 0.2, "modules", "grow", (0.3, 0.4, 0.5), sign=-1.0),
    Axis("finder", 1.0, "modules", "finder", gate=False),
    Axis("finder", 4.0, "modules", "finder", gate=False),
    _material("steel-filled", 25, 150),
    _material("annealed", 60, 150),
    _material("faded", 110, 190),
    _material("gold-on-red", 90, 170),
    _material("etched-unfilled", 120, 160, gate=False),
    _material("granite-unfilled", 60, 110, gate=False),
    _material("bronze-relief", 70, 100, gate=False),
)  # fmt: skip
"""Every axis, in the order of the certificate."""
