"""What the tests of finished pages share: built projects behind nginx.

Each project is built once for all pytest workers, in the folder they have in common.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.demo import demo_web
from tests.once import once
from tests.shelf import Shelf
from tests.web import closer, six_photos, thousands
from tests.web.host import Host, served
from tests.whole.project import Town


@dataclass(frozen=True)
class Built:
    """A built project and where nginx serves its pages."""

    town: Town
    host: Host

    @property
    def base(self) -> str:
        """The address of its first page."""
        return self.host.base

    def pages(self) -> list[str]:
        """Addresses of all pages below `base`, the first page being ''."""
        found = (p.relative_to(self.town.web).as_posix() for p in self.town.web.rglob("*.html"))
        return sorted(name.removesuffix("index.html") for name in found)


def _six(folder: Path) -> None:
    answer = six_photos.write(folder).build("--edition", "web")
    assert answer.code == 0, answer.said


def _roll(folder: Path) -> None:
    answer = thousands.write(folder).build("--edition", "web")
    assert answer.code == 0, answer.said


def _near(folder: Path) -> None:
    answer = closer.write(folder).build("--edition", "web")
    assert answer.code == 0, answer.said
    assert "Hình xem gần được: 1, gồm 44 mảnh ảnh" in answer.said


@contextmanager
def shared(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object], *, snippet: bool
) -> Iterator[Built]:
    """A project that `make` writes and builds, once for all workers, behind this worker's nginx."""
    with hosted(Town(once(factory, name, make)), snippet=snippet) as found:
        yield found


@contextmanager
def hosted(town: Town, *, snippet: bool) -> Iterator[Built]:
    """A built project behind this worker's nginx."""
    with served(town.web, snippet=snippet) as host:
        yield Built(town, host)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The demo project of this checkout, with one code closed and one suspended."""
    with hosted(demo_web(tmp_path_factory), snippet=True) as found:
        yield found


@pytest.fixture(scope="session")
def six(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The project with six photographs."""
    with shared(tmp_path_factory, "six-web", _six, snippet=False) as found:
        yield found


@pytest.fixture(scope="session")
def roll(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The project with 10,000 names on one memorial."""
    with shared(tmp_path_factory, "roll-web", _roll, snippet=True) as found:
        yield found


@pytest.fixture(scope="session")
def near(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The project with a picture to be looked at closely and one all round."""
    with shared(tmp_path_factory, "near-web", _near, snippet=False) as found:
        yield found


Phone = Callable[..., Any]


@pytest.fixture
def phone(shelf: Shelf) -> Iterator[Phone]:
    """Opens pages as a phone shows them: `phone(width=360, scale=2, **context options)`."""
    lent = ExitStack()

    def opened(width: int = 360, scale: float = 2, **options: Any) -> Any:
        usual: dict[str, Any] = {
            "locale": "vi-VN",
            "is_mobile": True,
            "has_touch": True,
            "service_workers": "block",
        }
        screen = {"viewport": {"width": width, "height": 740}, "device_scale_factor": scale}
        return lent.enter_context(shelf.lend(**screen, **usual | options)).new_page()

    with lent:
        yield opened


@pytest.fixture
def moment(*, judging: bool) -> float:
    """Milliseconds a query may take; four times as many where other tests take the processors too.

    A search that grew with the square of its names is found out either way; `make judge` holds the limit.
    """
    return 50 if judging else 200
