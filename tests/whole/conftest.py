"""One project built once for all processes that run tests, and a copy of it for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.whole.project import Town, built_town, copy


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The project after its first build; to be looked at, never changed."""
    return built_town(tmp_path_factory)


@pytest.fixture
def town(built: Town, tmp_path: Path) -> Town:
    """A copy of the built project that a test may spoil; it is built again at once from its store."""
    return copy(built, tmp_path / "du-an", output=True)
