"""Make a machine's home folder: key, settings, first generation, and files that start it with the machine."""

from __future__ import annotations

import sys
from pathlib import Path

from generator import disk
from generator.kiosk import admin, settings
from generator.kiosk.home import Home
from generator.kiosk.pack import Manifest
from generator.kiosk.refused import Refused

FILES = Path(__file__).parent / "files"
STARTERS = "autostart"


def install(root: Path, path: Path | None, pin: str) -> Manifest | None:
    """Make or renew the home folder `root` from the pack at `path`; None if that was shown already.

    Without a `path` what is shown stays as it is. `pin` is set if given. A folder that has a key accepts
    packs of that key alone. Raises Refused, OSError.
    """
    root.mkdir(parents=True, exist_ok=True)
    home, taken = Home(root), None
    try:
        taken = home.update(path, new_key=True) if path else None
    except Refused as refused:
        if refused.kind != "kiosk-same":
            raise
    if pin:
        settings.change(root, pin=admin.sealed_pin(pin))
    _write_starters(root)
    return taken


def has_pin(root: Path) -> bool:
    """Whether a PIN is set there."""
    return bool(settings.read(root).pin)


def _write_starters(root: Path) -> None:
    home, python = str(root.resolve()), sys.executable
    values = {
        "@HOME_UNIT@": _for_systemd(home), "@PYTHON_UNIT@": _for_systemd(python),
        "@HOME_CMD@": home.replace("%", "%%"), "@PYTHON_CMD@": python.replace("%", "%%"),
        "@HOME@": home,
    }  # fmt: skip
    for source in sorted(FILES.iterdir()):
        text = source.read_text("utf-8")
        for mark, value in values.items():
            text = text.replace(mark, value)
        if source.suffix == ".cmd":
            text = text.replace("\n", "\r\n")
        disk.write(root / STARTERS / source.name, text.encode())


def _for_systemd(text: str) -> str:
    """Quoted for a unit's command line (systemd.service(5), COMMAND LINES)."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{plain}"'
