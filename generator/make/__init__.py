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


class Maker(Protocol):
    """What every module of a job kind offers."""

    PACKAGES: tuple[str, ...]
    """Distributions whose version may change the bytes."""

    PARTS: tuple[str, ...]
    """Modules and folders of this package whose text may change the bytes."""

    def make(self, job: Job, needs: Needs, templates: tuple[Path, ...]) -> tuple[Output, ...]:
        """Do the job. `templates` are the folders to look in, the project's first."""
        ...


_MODULES = {"page": "page", "picture": "picture", "card": "card", "sound": "sound",
            "bytes": "plain", "plaque": "plate"}  # fmt: skip


def maker(kind: str) -> Maker:
    """The module that makes jobs of this kind."""
    return cast(Maker, importlib.import_module(f"generator.make.{_MODULES[kind]}"))


def make(job: Job, needs: Needs, templates: tuple[Path, ...]) -> tuple[Output, ...]:
    """Do one job."""
    return maker(job.kind).make(job, needs, templates)


@cache
def recipe(kind: str) -> str:
    """Digest of the code and library versions behind a job kind (templates are counted apart)."""
    module = maker(kind)
    house = Path(__file__).parent.parent
    digest = sha256()
    for name in module.PACKAGES:
        digest.update(f"{name}=={version(name)}\n".encode())
    for part in module.PARTS:
        for path in (
            sorted((house / part).rglob("*")) if (house / part).is_dir() else [house / part]
        ):
            if path.suffix in (".py", ".toml", ".ttf"):
                digest.update(path.relative_to(house).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
