"""What tests of the dark screen (templates/web/stage.js) share: fingers, its middle, small controls."""

from __future__ import annotations

from typing import Any

from PIL import Image


def held(page: Any, *frames: list[tuple[int, int]]) -> None:
    """Fingers on the screen, frame after frame, then none."""
    wire = page.context.new_cdp_session(page)
    for number, points in enumerate((*frames, [])):
        kind = ("touchStart" if not number else "touchMove") if points else "touchEnd"
        wire.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]},
        )  # fmt: skip


def middle(image: Image.Image) -> tuple[int, int, int, int]:
    """A small square in the middle."""
    x, y = image.width // 2, image.height // 2
    return x - 4, y - 4, x + 4, y + 4


def small(page: Any, selector: str, count: int) -> list[list[float]]:
    """Boxes (width, height, left, right, top, bottom) of controls too small, or not whole on the screen."""
    boxes = page.evaluate(
        f"[...document.querySelectorAll('{selector}')].map(e => {{"
        "const b = e.getBoundingClientRect(); return [b.width, b.height, b.left, b.right, b.top, b.bottom]})"
    )
    assert len(boxes) == count
    return [
        b for b in boxes if min(b[0], b[1]) < 44 or b[2] < 0 or b[3] > 320 or b[4] < 0 or b[5] > 740
    ]
