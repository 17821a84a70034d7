"""In true `--kiosk` mode on a virtual display: not a pixel on the screen that is not the page's."""

from __future__ import annotations

import contextlib
import os
import shutil
import struct
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.kiosk.conftest import LANDSCAPE
from tests.kiosk.work import Kiosk, home_with, running, sealed
from tests.preview_work import browser, do_without, until

WIDTH, HEIGHT = LANDSCAPE
EDGE = 90
"""Pixels along each side in which a browser shows its bars, bubbles and scroll bars."""

ALIKE = 2.0
"""Mean difference of 255 between two drawings of one page, by other means of drawing letters and pictures."""

FLAGS_HERE = [
    "--no-sandbox",
    "--disable-gpu",
    "--force-prefers-reduced-motion",
    "--start-maximized",
]

pytestmark = pytest.mark.browser


@dataclass
class Display:
    """A virtual display and the file in which its pixels lie (XWDFile.h)."""

    name: str
    file: Path

    def picture(self) -> Image.Image:
        """What is on it now."""
        data = self.file.read_bytes()
        head = struct.unpack_from(">25L", data)
        size, width, height, line, colours = head[0], head[4], head[5], head[12], head[19]
        pixels = data[size + 12 * colours :]
        return Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX", line)


@pytest.fixture
def display(tmp_path: Path) -> Iterator[Display]:
    """A display that nobody sees, with a window manager: it is that which lets a window fill the screen."""
    if not (shutil.which("Xvfb") and shutil.which("openbox")):
        do_without("no Xvfb and openbox")
    line = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp",
            "-nocursor", "-fbdir", str(tmp_path)]  # fmt: skip
    with subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        name = f":{server.stdout.readline().strip()}"
        manager = subprocess.Popen(
            ["openbox"], env=os.environ | {"DISPLAY": name, "HOME": str(tmp_path)},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            yield Display(name, tmp_path / "Xvfb_screen0")
        finally:
            for process in (manager, server):
                process.terminate()
                process.wait(10)


@contextlib.contextmanager
def shown(folder: Path, tree: Path, display: Display, *more: str) -> Iterator[Kiosk]:
    """The demo's kiosk on that display, its first page painted."""
    if browser() is None:
        do_without("no Chromium")
    home = home_with(
        folder,
        sealed(tree, folder),
        browser=browser(),
        browser_flags=FLAGS_HERE,
        beat_seconds=10,
    )
    with running(home.root, *more, env={"DISPLAY": display.name}) as kiosk:
        until(lambda: _calm(display), f"a picture that stays: {kiosk.told}")
        yield kiosk


def _calm(display: Display) -> bool:
    """Whether there is a picture, and the same for half a second."""
    before = display.picture()
    time.sleep(0.5)
    after = display.picture()
    coloured = max(ImageStat.Stat(after).stddev) > 5
    return coloured and ImageChops.difference(before, after).getbbox() is None


def own_drawing(chromium: Any, kiosk: Kiosk) -> Image.Image:
    """The page as a browser without any window draws it."""
    page = chromium.new_page(
        viewport={"width": WIDTH, "height": HEIGHT}, reduced_motion="reduce", has_touch=True
    )
    try:
        page.goto(f"http://127.0.0.1:{kiosk.port}/")
        page.wait_for_load_state("networkidle")
        return Image.open(BytesIO(page.screenshot())).convert("RGB")
    finally:
        page.close()


def strange_edges(seen: Image.Image, own: Image.Image) -> list[str]:
    """The sides along which the screen shows something else than the page."""
    boxes = {
        "top": (0, 0, WIDTH, EDGE), "bottom": (0, HEIGHT - EDGE, WIDTH, HEIGHT),
        "left": (0, 0, EDGE, HEIGHT), "right": (WIDTH - EDGE, 0, WIDTH, HEIGHT),
        "corner": (WIDTH - 4 * EDGE, 0, WIDTH, 3 * EDGE),
    }  # fmt: skip
    return [
        side for side, box in boxes.items() if _difference(seen.crop(box), own.crop(box)) > ALIKE
    ]


def _difference(one: Image.Image, other: Image.Image) -> float:
    means: list[float] = ImageStat.Stat(ImageChops.difference(one, other)).mean
    return max(means)


def test_the_screen_shows_the_page_and_nothing_else(
    tmp_path: Path, tree: Path, display: Display, chromium: Any
) -> None:
    """Along all four sides and in the corner where bubbles open: the page's own pixels."""
    with shown(tmp_path, tree, display) as kiosk:
        own = own_drawing(chromium, kiosk)
        # On a busy machine a picture comes late to a screen that was still before.
        until(lambda: not strange_edges(display.picture(), own), "the page alone")
        assert _difference(display.picture(), own) < ALIKE


def test_a_window_with_its_furniture_is_seen(
    tmp_path: Path, tree: Path, display: Display, chromium: Any
) -> None:
    """`--windowed`, for trying out, has an address bar: the same look finds it."""
    with shown(tmp_path, tree, display, "--windowed") as kiosk:
        seen, own = display.picture(), own_drawing(chromium, kiosk)
    assert "top" in strange_edges(seen, own)
