"""What all tests share: a Ctrl-C that is heard, and one real Chromium, which CI must not do without."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from tests.preview_work import do_without, headless
from tests.shelf import Shelf

WITHOUT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
    "MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,OptimizationHints,NetworkTimeServiceQuerying,"
    "AimEnabled,PreconnectToSearch,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup"
)
"""What Chromium does without: Playwright's own list, which this takes the place of, and the pages of its
address bar, two processes for every phone that nobody sees.
"""

# A run in the background of a shell ignores Ctrl-C, and so would every command it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers() -> int:
    """One process more than processors: much of the time goes by waiting for browsers, servers and kills."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests of a worker; they borrow phones from its shelf."""
    with sync_playwright() as play:
        try:
            opened = play.chromium.launch(
                executable_path=headless(), args=["--no-sandbox", f"--disable-features={WITHOUT}"]
            )
        except Error as why:
            do_without(f"no Chromium: {str(why).splitlines()[0]}")
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def shelf(chromium: Browser) -> Shelf:
    """The phones that this worker's Chromium lends."""
    return Shelf(chromium)


@pytest.fixture
def judging(pytestconfig: pytest.Config) -> bool:
    """Whether `make judge` runs: outside judges are there, and nothing else takes the processors."""
    return "judge" in pytestconfig.getoption("markexpr", "")


@pytest.fixture
def judges(*, judging: bool) -> Path:
    """The folder where tools/judge-needs puts outside judges; skips where nobody asked for them."""
    if not judging:
        pytest.skip("only `make judge` asks it")
    return Path(__file__).parents[1] / ".venv"
