"""Why a kiosk does not do what it was asked: one word, for the command line and the keeper's corner."""

from __future__ import annotations

from typing import Literal

Why = Literal[
    "not-a-pack", "wrong-key", "damaged", "unsafe", "too-large", "disk-full", "older", "same",
    "no-pack", "no-previous", "not-reached", "busy",
]  # fmt: skip

KINDS: dict[Why, str] = {
    "not-a-pack": "kiosk-not-a-pack",
    "wrong-key": "kiosk-wrong-key",
    "damaged": "kiosk-damaged",
    "unsafe": "kiosk-unsafe",
    "too-large": "kiosk-too-large",
    "disk-full": "disk-full",
    "older": "kiosk-older",
    "same": "kiosk-same",
    "no-pack": "kiosk-no-pack",
    "no-previous": "kiosk-no-previous",
    "not-reached": "kiosk-not-reached",
    "busy": "kiosk-busy",
}
"""Their sentences in locale/problems.toml."""


class Refused(Exception):
    """It was not done, and nothing has changed. `about` is the file, name or address at fault."""

    def __init__(self, why: Why, about: str = "") -> None:
        super().__init__(f"{why} {about}".strip())
        self.why = why
        self.about = about
