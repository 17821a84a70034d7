"""Stage 4, make: a job and what earlier waves made of its needs → the bytes of its outputs.

Each kind of job has one module; it is imported when the first such job comes. `recipe` names all
that may change a job's bytes besides the job itself, so that the store knows when to make again.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Protocol, cast

from generator.jobs import Job, Made

Needs = Mapping[str, tuple[Made, ...]]
"""What earlier waves made, by the target the job named."""


@dataclass(frozen=True)
class Output:
    """One finished file: its target and bytes, px if a picture, seconds if sound, facts for *prove*."""

    target: str
    data: bytes
    media_type: str
    width: int = 0
    height: int = 0
    seconds: float = 0.0
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Templates:
    """Folders to look in, the project's first, and where compiled templates may be kept."""

    folders: tuple[Path, ...]
    compiled: Path | None = None


class Maker(Protocol):
    """What every module of a job kind offers."""

    def make(self, job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
        """Do the job."""
        ...


@dataclass(frozen=True)
class Kind:
    """A kind of job: its `module`, and whatever may change its bytes besides the job.

    `packages` are distributions, `parts` modules and folders of this package. It all stands here and
    not in the modules, for to know what is still good must not cost their import.
    """

    module: str
    packages: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


_LETTERS = (
    "make/fitting.py", "make/lettering.py", "make/scene.py", "assets/fonts",
)  # fmt: skip
_PLATE = (
    *_LETTERS,
    "make/arrange.py", "make/cutting.py", "make/dxf.py", "make/field.py", "make/guides.py", "make/notice.py",
    "make/ornament.py", "make/pdf.py", "make/plaque.py", "make/plate.py", "make/plate_code.py",
    "make/plate_faults.py", "make/plate_text.py", "make/plt.py", "make/qr.py", "make/raster.py",
    "make/shop.py", "make/spots.py", "make/standing.py", "make/styles.py", "make/svg.py", "make/symbol.py",
    "make/vignette.py", "codes.py", "contrast.py", "printing.py", "read/drawing.py",
    "model/base.py", "model/plate.py", "words.py",
    "locale/paper.toml", "locale/words.toml",
)  # fmt: skip
_PAPER = (
    "make/lettering.py", "make/paper.py", "make/qr.py", "make/scene.py", "make/symbol.py", "printing.py",
    "words.py", "locale/paper.toml", "locale/words.toml", "assets/fonts",
)  # fmt: skip
_WORD = ("make/word.py", "make/zipped.py")
_TRIAL = ("scan/__init__.py", "scan/decoders.py", "scan/trial.py")
_BENCH = (
    *_TRIAL, "printing.py", "scan/axes.py", "scan/bench.py", "scan/camera.py", "scan/raster.py",
)  # fmt: skip
_NOUNS = ("model", "jobs.py", "entries.py", "codes.py", "dates.py", "text.py")
_VIEW = (
    "make/view.py", "make/view_words.py", "make/view_pictures.py", "make/view_reports.py",
    "make/view_sources.py", "make/lent.py", "make/borrowed.py", "make/story.py", "make/glossed.py",
    "make/linked.py", "blocks", *_NOUNS, "accuracy.py", "addresses.py", "marks.py", "roll.py", "signing.py",
    "tiles.py", "translation.py", "words.py", "locale/words.toml",
)  # fmt: skip

KINDS = {
    "page": Kind("page", ("jinja2", "markdown", "nh3", "qrcode", "selectolax"),
                 ("make/page.py", *_VIEW, "make/closed.py", "make/carried.py", "make/symbol.py",
                  "headers.py")),
    "record": Kind("record", ("jinja2", "markdown", "nh3"),
                   ("make/record.py", "make/dublin.py", "make/iiif.py", "make/linked_whole.py", *_VIEW)),
    "picture": Kind("picture", ("pillow",), ("make/picture.py", "read/picture.py")),
    "screen": Kind("screen", ("pillow",),
                   ("make/screen.py", "make/picture.py", "read/picture.py")),
    "card": Kind("card", ("pillow", "uharfbuzz"),
                 ("make/card.py", "make/picture.py", "read/picture.py", *_LETTERS)),
    "sound": Kind("sound", ("av",), ("make/sound.py", "read/sound.py")),
    "film": Kind("film", ("av", "pillow"),
                 ("make/film.py", "make/picture.py", "read/film.py", "read/picture.py", "read/sound.py")),
    "solid": Kind("solid", ("numpy", "pillow"),
                  ("make/solid.py", "make/picture.py", "read/picture.py", "read/solid.py")),
    "tiles": Kind("tiles", ("pillow",),
                  ("make/tiles.py", "make/picture.py", "addresses.py", "read/picture.py", "tiles.py")),
    "font": Kind("webfont", ("fonttools",),
                 ("make/webfont.py", "make/lettering.py", "make/scene.py", "assets/fonts")),
    "offline": Kind("offline", ("selectolax",), ("make/offline.py", "addresses.py")),
    "bytes": Kind("plain", (), ("make/plain.py",)),
    "symbol": Kind("qr", ("qrcode",), ("make/qr.py", "make/symbol.py")),
    "plaque": Kind("plate", ("ezdxf", "pikepdf", "pillow", "pypdfium2", "qrcode", "uharfbuzz"), _PLATE),
    "scan": Kind("scan", ("numpy", "pillow", "pypdfium2", "zxing-cpp"),
                 ("make/scan.py", "make/symbol.py", *_BENCH)),
    "paper": Kind("paper", ("qrcode", "typst"), _PAPER),
    "certificate": Kind("certificate", ("qrcode", "typst"),
                        ("make/certificate.py", *_PAPER, *_TRIAL)),
    "handout": Kind("handout", ("markdown", "nh3", "pillow", "selectolax", "typst"),
                    ("make/handout.py", "make/picture.py", "make/story.py", "marks.py", "read/picture.py",
                     *_PAPER)),
    "minutes": Kind("minutes", ("lxml", "python-docx"), ("make/minutes.py", *_WORD)),
    "profile": Kind("profile", ("lxml", "python-docx"), ("make/profile.py", *_WORD)),
    "sheet": Kind("imposition", ("pikepdf", "uharfbuzz"),
                  ("make/imposition.py", "make/cutting.py", "make/pdf.py", "make/spots.py", "make/symbol.py",
                   "printing.py", "words.py", "locale/paper.toml", *_LETTERS)),
    "pack": Kind("pack", (), ("make/pack.py", "make/zipped.py", "printing.py")),
}  # fmt: skip
"""Job kinds by name. The jobs themselves are part of every key, so `jobs.py` counts only for pages."""


def maker(kind: str) -> Maker:
    """The module that makes jobs of this kind."""
    return cast(Maker, importlib.import_module(f"generator.make.{KINDS[kind].module}"))


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """Do one job."""
    return maker(job.kind).make(job, needs, templates)


def renew(look: str) -> None:
    """Let go of templates read before the digest of all of them became `look`.

    A preview outlives many edits. Done before processes are forked, it also saves each of them
    the loading of Jinja2.
    """
    from generator.make import page

    page.renew(look)


@cache
def recipe(kind: str) -> str:
    """Digest of the code and library versions behind a job kind (templates are counted apart)."""
    about = KINDS[kind]
    house = Path(__file__).parent.parent
    digest = sha256()
    for name in about.packages:
        digest.update(f"{name}=={version(name)}\n".encode())
    for part in about.parts:
        for path in (
            sorted((house / part).rglob("*")) if (house / part).is_dir() else [house / part]
        ):
            if path.suffix in (".py", ".toml", ".ttf"):
                digest.update(path.relative_to(house).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
