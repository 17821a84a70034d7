"""Jobs of the print edition: symbols, plates, their trials, papers, sheets, packs; as in `generator.jobs`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.jobs import Job
from generator.model import PRESETS, SPOTS, Preset, Spots


@dataclass(frozen=True)
class SymbolJob(Job):
    """The QR symbol of one printed `address`, computed once for ever; of no edition.

    `target` is `symbol_target(address, engraver)`: its mask depends on whether it is cut. Its `Made`
    carries version, level, mask and matrix (0 and 1, row after row) as facts.
    """

    kind: ClassVar[str] = "symbol"
    wave: ClassVar[int] = 1

    address: str = ""
    engraver: bool = False


def symbol_target(address: str, *, engraver: bool) -> str:
    """The target of the symbol of `address`: no printed address holds a `#`."""
    return f"{address}#engraver" if engraver else address


def is_printed(target: str) -> bool:
    """Whether it is the target of a symbol to be printed (of an address, and not to be cut)."""
    return target.startswith("https://") and "#" not in target


@dataclass(frozen=True)
class PlaqueLine:
    """One line of a plate: its `role` decides size and place, `language` its breaking and font."""

    role: str
    text: str
    language: str = "vi"


@dataclass(frozen=True)
class PlaqueJob(Job):
    """A plate of one code: all its files from one scene in millimetres, named `<target>.<suffix>`.

    `address` is the full printed address (`https://ditich.example/7KQ4M2`). `sample` is why the
    plate is not final yet ('' when it is): it then says MẪU – KHÔNG LẮP beside the symbol. `dated` is
    the day of its newest paper (YYYY-MM-DD, '' if there is none), which its PDF bears. `inputs` are the
    site's drawing (`media/…`) and the shop's profile (`content/…`), where there are any.
    """

    kind: ClassVar[str] = "plaque"

    code: str = ""
    address: str = ""
    preset: Preset = PRESETS["bien-200"]
    style: str = "lacquer"
    lines: tuple[PlaqueLine, ...] = ()
    sample: str = ""
    dated: str = ""
    spots: Spots = SPOTS

    @property
    def engraver(self) -> bool:
        """Whether the symbol is cut, not printed: its mask is then chosen for the cutter."""
        return self.preset.process.cuts


@dataclass(frozen=True)
class ScanJob(Job):
    """The scan trial of a plate's finished PDF: makes `<target>.json` (generator/scan), for *prove* too.

    `needs` names the plate's job; `readers` are (name, version) of the decoders on this machine,
    for with others it comes out otherwise.
    """

    kind: ClassVar[str] = "scan"
    wave: ClassVar[int] = 3
    reads: ClassVar[bool] = True

    address: str = ""
    readers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PaperJob(Job):
    """A paper set by typst: the PDF `target` from `template` (below templates/paper/) and `data`.

    `data` is canonical JSON; the template sees it as strings and numbers, never as source. `codes`
    are the (name, payload) of the QR symbols drawn on it. What earlier waves made of its needs is
    told to the template as files (name, bytes, SHA-256).
    """

    kind: ClassVar[str] = "paper"
    wave: ClassVar[int] = 4
    styled: ClassVar[bool] = True

    template: str = ""
    data: str = "{}"
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class CertificateJob(PaperJob):
    """The scan certificate of a plate as PDF (A5) and JSON: `target` is their stem.

    `needs` are the plate and its trial, whose JSON it opens.
    """

    kind: ClassVar[str] = "certificate"
    reads: ClassVar[bool] = True


@dataclass(frozen=True)
class HandoutJob(PaperJob):
    """A paper for readers; it may have a `story` (Markdown) and a picture, its one input.

    One that no font can set whole is not made: it stops no plate.
    """

    kind: ClassVar[str] = "handout"


@dataclass(frozen=True)
class MinutesJob(Job):
    """The minutes of acceptance and hand-over as a Word file, filled from `data` (canonical JSON)."""

    kind: ClassVar[str] = "minutes"

    data: str = "{}"


@dataclass(frozen=True)
class ProfileJob(Job):
    """The short official record of a place as a Word file, filled from `data` (canonical JSON)."""

    kind: ClassVar[str] = "profile"

    data: str = "{}"


@dataclass(frozen=True)
class SheetJob(Job):
    """Several finished plates on sheets of `width` x `height` mm: their PDFs, in the order of `needs`.

    `places` are the lower left corners of the trimmed plates on a sheet, in mm; then comes another sheet.
    """

    kind: ClassVar[str] = "sheet"
    wave: ClassVar[int] = 3
    reads: ClassVar[bool] = True

    title: str = ""
    width: float = 210.0
    height: float = 297.0
    places: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class PackJob(Job):
    """All files of a plate in one zip for the shop, under names that carry its site, too."""

    kind: ClassVar[str] = "pack"
    wave: ClassVar[int] = 5
    reads: ClassVar[bool] = True
