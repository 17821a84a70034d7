"""The demo project of this checkout, built once from nothing; other editions of it start from that store."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.once import once
from tests.whole.project import CHECKOUT, Town, content

CLOSED, SUSPENDED = "CR6PAE", "CWEZDT"
"""Codes of the demo's second and third plaque at one site, closed and suspended here for the tests."""


def demo_web(factory: pytest.TempPathFactory) -> Town:
    """Its web edition, with one code closed and one suspended; to be looked at, never changed."""
    return Town(once(factory, "demo-web", _web))


def demo_anew(factory: pytest.TempPathFactory, folder: Path) -> Town:
    """The demo in `folder`, to be built with what `demo_web` made in its store, and nothing else of it."""
    made = demo_web(factory).root
    town = content(Town(CHECKOUT), folder)
    shutil.copytree(made / ".ditich" / "store", folder / ".ditich" / "store")
    return town


def _web(folder: Path) -> None:
    town = content(Town(CHECKOUT), folder)
    for code, verb in ((CLOSED, "tombstone"), (SUSPENDED, "suspend")):
        words = ("codes", "record", code, verb, "--by", "người thử", "--reason", "thử trang đóng")
        answer = town.run(*words)
        assert answer.code == 0, answer.said
    answer = town.build("--edition", "web")
    assert answer.code == 0, answer.said
