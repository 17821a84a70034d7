"""What may be set on a kiosk's machine: `settings.json` in its home folder.

A kiosk must start whatever stands there: a value of the wrong kind counts as not given.
"""

from __future__ import annotations

import contextlib
import errno
import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from generator import disk
from generator.kiosk import edition

FILE = "settings.json"


@dataclass(frozen=True)
class Settings:
    """The settings of one machine; seconds where a name ends in `_seconds`."""

    port: int = 8770
    browser: str = ""
    """Path of the browser; empty to look for one."""
    browser_flags: tuple[str, ...] = ()
    """More flags for it, such as `--force-device-scale-factor=2`."""
    pin: str = ""
    """What `admin.sealed_pin` makes of the PIN; empty closes the keeper's corner."""
    volume_limit: int | None = None
    """Percent; None as the edition says."""
    hours: tuple[str, str] | None = None
    """On and off, HH:MM; None as the edition says."""
    update_url: str = ""
    media_roots: tuple[str, ...] = ()
    """Folders looked through for packs; none given: where the system mounts USB media."""
    beat_seconds: float = 10.0
    misses: int = 3
    """So many missed beats, or beats of a blank page, bring a fresh browser."""
    start_seconds: float = 60.0
    """How long a browser may take until its first beat."""
    trial_seconds: float = 60.0
    """How long a new generation may take until its first good beat."""
    pause_seconds: float = 1.0
    """Pause before the third start in a row; doubled from there up to sixty times itself."""
    pin_seconds: float = 60.0
    tick_seconds: float = 1.0
    counts_bytes: int = 40_000_000
    """All counts together: about 440,000 page views, 1,200 a day for a year."""


def read(home: Path) -> Settings:
    """The settings in `home`; defaults for what is missing, damaged or of another kind."""
    try:
        data = json.loads((home / FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    return parsed(data if isinstance(data, dict) else {})


def parsed(data: dict[str, Any]) -> Settings:
    """Settings from JSON values."""
    given: dict[str, Any] = {}
    for field in fields(Settings):
        value = data.get(field.name)
        value = tuple(value) if isinstance(value, list) else value
        if value is not None and _fits(value, str(field.type)) and _makes_sense(field.name, value):
            given[field.name] = value
    return Settings(**given)


def _fits(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return False
    if kind.startswith("tuple"):
        texts = isinstance(value, tuple) and all(isinstance(part, str) for part in value)
        return texts and ("..." in kind or len(value) == 2)
    if kind == "str":
        return isinstance(value, str)
    if kind == "float":
        return isinstance(value, int | float) and value > 0
    return isinstance(value, int) and value >= 0


def _makes_sense(name: str, value: Any) -> bool:
    """A port that is none and hours like 6:00 count as not given, for a kiosk must start."""
    if name == "port":
        return int(value) in range(1, 1 << 16)
    return (
        name != "hours" or edition.hours(dict(zip(("on", "off"), value, strict=True))) is not None
    )


def change(home: Path, **values: Any) -> None:
    """Set some values and keep all others, ours or not; raises OSError, also where the file is damaged."""
    try:
        data = json.loads((home / FILE).read_text("utf-8"))
    except FileNotFoundError:
        data = {}
    except ValueError as why:  # somebody's comma too many: what stands there is not thrown away
        raise OSError(errno.EINVAL, str(why), str(home / FILE)) from why
    data = (data if isinstance(data, dict) else {}) | values
    text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    disk.write(home / FILE, text.encode())
    with contextlib.suppress(OSError):
        (home / FILE).chmod(0o600)  # a PIN of four digits is soon guessed from its hash
