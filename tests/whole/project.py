"""A small complete project for tests of the whole: three places, pictures, codes, two languages.

`Town` writes it, edits it, and builds it: by the real command in a process of its own, or by the
pipeline in this one. Everything is invented on purpose ("Thử"), nothing stands for a real place.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from generator import codes_cli, pipeline
from generator.ledger import read_ledger
from generator.outcome import Outcome
from generator.plan import EDITIONS
from generator.problems import Problems
from tests.forks import loaded
from tests.once import once

CHECKOUT = Path(__file__).parents[2]

HOUSE, SHRINE, BRIDGE = "dinh-thu", "mieu-thu", "cau-thu"
"""The sites: with a stop, an English page and a PNG; with a JPEG; with neither picture nor English."""

NAMES = {HOUSE: "Đình Thử", SHRINE: "Miếu Thử", BRIDGE: "Cầu Thử"}
PICTURES = {HOUSE: "mat-tien.png", SHRINE: "san-mieu.jpg"}

PROJECT = """\
format: 1
title: {vi: Ba nơi thử, en: Three test places}
languages: [vi, en]
hosts:
  - base: https://ditich.example
order: [dinh-thu, mieu-thu, cau-thu]
"""

PAGE = """\
---
title: Về trang này
---
Trang để thử, không có thật.
"""

STORY = {
    "vi": "---\nlede: {name} đứng bên con rạch nhỏ.\n---\n\n## Ngôi nhà\n\n"
    "Nơi này có mười hai cột gỗ [^s1]. Mái đã lợp lại hai lần.\n\n[[dong-thoi-gian]]\n",
    "en": "---\nlede: It stands beside a small canal.\n---\n\n## The house\n\n"
    "It stands on twelve wooden pillars [^s1].\n",
}

SITE = """\
format: 1
slug: {slug}
kind: inventoried
types: [historical]
names:
  - kind: official
    text: {{vi: {name}, en: {slug} of the test}}
    sources: [s1]
events:
  - id: dung
    date: 1890
    text: {{vi: Dựng nhà, en: The house is built}}
    sources: [s1]
sources:
  - id: s1
    class: book
    title: Sổ ghi thử
    date: 1995
blocks:
  - {{kind: timeline, id: dong-thoi-gian}}
"""

MEDIA = """\
media:
  - id: hinh
    file: {file}
    kind: photo
    alt: {{vi: Mặt tiền ba gian, en: A front of three bays}}
    author: Nhóm ảnh thử
    rights: CC BY 4.0
picture: hinh
"""

STOPS = """\
stops:
  - id: cong
    number: 1
    name: {vi: Cổng thử, en: The test gate}
plaques:
  - {languages: [vi, en]}
  - {part: cong}
"""

QUIET = ("PYTHONHASHSEED", "DITICH_LANG", "DITICH_PER_FILE", "TZ", "LC_ALL", "PYTEST_CURRENT_TEST")
"""Variables of whoever runs the tests that no build here shall see."""


@dataclass(frozen=True)
class Answer:
    """What a command answered: exit code and words."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """All its words."""
        return self.out + self.err


@dataclass(frozen=True)
class Town:
    """The project in `root`."""

    root: Path

    @property
    def web(self) -> Path:
        """The web edition."""
        return self.root / "output" / "web"

    @property
    def print(self) -> Path:
        """The print edition."""
        return self.root / "output" / "print"

    def site(self, slug: str) -> Path:
        """The folder of a site."""
        return self.root / "sites" / slug

    def page(self, target: str) -> str:
        """A page of the web edition as text."""
        return (self.web / target).read_text("utf-8")

    def write(self, name: str, data: str | bytes) -> Path:
        """Write a file below the root, folders and all."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace words in a file; they must be there."""
        text = (self.root / name).read_text("utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new))

    def add_site(self, slug: str, name: str = "", *, english: bool = False) -> None:
        """Write a site without pictures."""
        self.write(f"sites/{slug}/site.yaml", SITE.format(slug=slug, name=name or f"Nơi {slug}"))
        self.write(f"sites/{slug}/vi.md", STORY["vi"].format(name=name or slug))
        if english:
            self.write(f"sites/{slug}/en.md", STORY["en"])

    def add_picture(self, slug: str, file: str, data: bytes) -> None:
        """Give a site its main picture."""
        self.write(f"sites/{slug}/media/{file}", data)
        path = self.site(slug) / "site.yaml"
        path.write_text(path.read_text("utf-8") + MEDIA.format(file=file), "utf-8")

    def issue(self, *places: str, seed: int = 7) -> tuple[str, ...]:
        """Draw codes; the same for the same seed and order."""
        entry, problems = codes_cli.Entry(at="2026-11-01", by="người thử"), Problems()
        rng, codes = Random(seed), []  # noqa: S311 - the same codes every time are wanted
        slugs = [p.name for p in (self.root / "sites").iterdir()]
        for place in places:
            state = codes_cli.issue(
                self.root, place, entry, problems, sites=slugs, names=("vi", "en", "m"), rng=rng
            )
            assert state is not None, list(problems)
            codes.append(state.code)
        return tuple(codes)

    def run(self, *words: str, env: Mapping[str, str] | None = None) -> Answer:
        """`python -m generator …` in the project's folder; a fresh Python where `env` says anything."""
        if env is None and hasattr(os, "fork"):
            code, out, err = loaded(frozenset(environment().items())).run(self.root, words)
            return Answer(code, out.decode(), err.decode())
        done = subprocess.run(
            [sys.executable, "-m", "generator", *words],
            cwd=self.root, env=environment(env), capture_output=True, check=False,
        )  # fmt: skip
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    def build(self, *words: str, env: Mapping[str, str] | None = None) -> Answer:
        """`ditich build …`."""
        return self.run("build", *words, env=env)

    def ledger_files(self) -> list[str]:
        """Every file of the ledger."""
        files = (self.root / "content" / "codes").rglob("*")
        return sorted(path.relative_to(self.root).as_posix() for path in files)

    def make(self, editions: tuple[str, ...] = EDITIONS, jobs: int = 1) -> Outcome:
        """The pipeline, here."""
        return pipeline.build(self.root, editions, jobs=jobs)

    def tree(self, edition: str = "web") -> dict[str, str]:
        """Name → mode and SHA-256 of every file and folder of an edition."""
        return tree(self.root / "output" / edition)

    def trees(self) -> dict[str, dict[str, str]]:
        """Every edition's tree."""
        return {e: self.tree(e) for e in EDITIONS}


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """A calm environment in which this checkout's package is the one imported."""
    kept = {name: value for name, value in os.environ.items() if name not in QUIET}
    return {**kept, "PYTHONPATH": str(CHECKOUT), "PYTHONDONTWRITEBYTECODE": "1", **(more or {})}


def tree(folder: Path) -> dict[str, str]:
    """Name → kind, permission bits and SHA-256; a symbolic link is refused."""
    found = {}
    for path in sorted([folder, *folder.rglob("*")] if folder.exists() else []):
        assert not path.is_symlink(), path
        mode = stat.S_IMODE(path.stat().st_mode)
        data = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        found[path.relative_to(folder).as_posix()] = f"{mode:o} {data}"
    return found


def picture(seed: int, kind: str = "PNG", size: tuple[int, int] = (600, 400)) -> bytes:
    """A picture of soft patches, the same for the same seed; a JPEG carries a place and a turn."""
    patches = Image.frombytes("RGB", (6, 4), Random(seed).randbytes(72))  # noqa: S311
    image, out = patches.resize(size, Image.Resampling.BICUBIC), io.BytesIO()
    if kind == "JPEG":
        exif = Image.Exif()
        exif[0x0112] = 6  # lies on its side
        exif.get_ifd(0x8825)[1] = "N"  # a GPS latitude, which must not be published
        image.save(out, kind, quality=85, exif=exif)
    else:
        image.save(out, kind)
    return out.getvalue()


def found_town(root: Path) -> Town:
    """Write the project into `root`: three sites, four codes (the fourth on a stop)."""
    town = Town(root)
    town.write("content/project.yaml", PROJECT)
    town.write("content/pages/gioi-thieu.vi.md", PAGE)
    for slug, name in NAMES.items():
        town.add_site(slug, name, english=slug == HOUSE)
    town.add_picture(HOUSE, PICTURES[HOUSE], picture(1))
    town.add_picture(SHRINE, PICTURES[SHRINE], picture(2, "JPEG", (500, 700)))
    path = town.site(HOUSE) / "site.yaml"
    path.write_text(path.read_text("utf-8") + STOPS, "utf-8")
    town.issue(HOUSE, SHRINE, BRIDGE, f"{HOUSE}#cong")
    return town


def built_town(factory: pytest.TempPathFactory) -> Town:
    """The project after its first build, one for all workers; to be looked at, never changed."""

    def make(folder: Path) -> None:
        answer = found_town(folder).build()
        assert answer.code == 0, answer.said

    return Town(once(factory, "goc", make))


def codes(town: Town) -> dict[str, str]:
    """Code → place (`site` or `site#part`), as the ledger says."""
    ledger = read_ledger(town.root / "content" / "codes", Problems())
    return {state.code: state.place for state in ledger.states}


def copy(town: Town, root: Path, *, output: bool = False) -> Town:
    """The project elsewhere, with all that was kept from building; its output only if asked."""
    skip = () if output else ("output",)
    shutil.copytree(town.root, root, symlinks=True, ignore=shutil.ignore_patterns(*skip))
    shutil.rmtree(root / ".ditich" / "state", ignore_errors=True)
    return Town(root)


def content(town: Town, root: Path) -> Town:
    """The content alone elsewhere, as somebody else would receive it."""
    for name in ("content", "sites", "templates"):
        if (town.root / name).is_dir():
            shutil.copytree(town.root / name, root / name, symlinks=True)
    return Town(root)
