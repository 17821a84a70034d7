"""What the keeper's corner can do: one function a word, each answered with plain JSON values."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from generator import __version__
from generator.kiosk import find
from generator.kiosk.admin import Door
from generator.kiosk.desk import Desk
from generator.kiosk.refused import Refused

LOG = "log/kiosk.log"
LOG_LINES = 60
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

Answer = dict[str, Any]


def refused(why: str, about: str = "", **more: Any) -> Answer:
    """Why not, in a word: those of `refused`, and `pin`, `wait`, `no-pin`, `unknown`, `bad`, `no-home`."""
    return {"ok": False, "why": why, "about": about} | more


def opened(door: Door | None, said: dict[str, Any]) -> Answer | None:
    """None if the PIN is right, else the answer; takes some 50 ms."""
    if door is None or not door.sealed:
        return refused("no-pin")
    if wait := door.wait():
        return refused("wait", seconds=int(wait) + 1)
    if not door.opens(str(said.get("pin", ""))):
        return refused("pin")
    return None


def do(desk: Desk, said: dict[str, Any]) -> Answer:
    """Do it, except what is slow (`update`)."""
    done = _DOINGS.get(str(said.get("do")))
    if done is None:
        return refused("unknown")
    return told(lambda: done(desk, said))


def told(doing: Callable[[], Answer]) -> Answer:
    """Its answer, or why it was refused."""
    try:
        return {"ok": True} | doing()
    except Refused as why:
        return refused(why.why, why.about)
    except OSError as error:
        return refused("disk-full" if error.errno in _FULL else "trouble", error.strerror or "")


def update(desk: Desk, said: dict[str, Any]) -> Answer:
    """Take over the newest pack on USB media, else that at the set address; slow, for a thread of its own."""
    home = desk.home
    if home is None:
        return refused("no-home")

    def doing() -> Answer:
        older = said.get("older") is True
        try:
            path = find.newest(home.key(), [Path(p) for p in desk.settings.media_roots])
        except Refused as none:
            if none.why != "no-pack" or not desk.settings.update_url:
                raise
            with find.fetched(desk.settings.update_url, home.root) as fetched:
                taken = home.update(fetched, older=older)
        else:
            taken = home.update(path, older=older)
        return {"build": taken.build, "content": taken.content, "made": day(taken.made)}

    return told(doing)


def day(made: int) -> str:
    """`2026-11-28`, UTC; '' where nothing is known."""
    return datetime.fromtimestamp(made, UTC).date().isoformat() if made else ""


def _state(desk: Desk, _said: Answer) -> Answer:
    now = desk.clock.running()
    shown, place = desk.shown, desk.home.root if desk.home else desk.tree
    pointer = desk.home.pointer() if desk.home else None
    return {
        "version": __version__,
        "build": shown.build if shown else "",
        "content": shown.content if shown else "",
        "made": day(shown.made) if shown else "",
        "previous": pointer.previous if pointer else "",
        "on_trial": bool(pointer and pointer.trials),
        "free_bytes": shutil.disk_usage(place).free if place else 0,
        "beat_seconds_ago": round(now - desk.watch.heard, 1) if desk.watch.heard else None,
        "up_seconds": int(now - desk.begun),
        "restarts": [{"hour": hour, "why": why} for hour, why in desk.restarts],
        "clock": desk.clock.hour(),
        "clock_doubt": desk.clock.doubt(),
        "clock_jumps": desk.clock.jumped,
        "volume_limit": desk.volume_limit,
    }


def _volume(desk: Desk, said: Answer) -> Answer:
    limit = said.get("volume")
    if type(limit) is not int or not 0 <= limit <= 100:
        return refused("bad")
    desk.set_volume(limit)
    return {"volume_limit": desk.volume_limit}


def _roll_back(desk: Desk, _said: Answer) -> Answer:
    return {"build": desk.home.roll_back(trial=True)} if desk.home else refused("no-home")


def _reload(desk: Desk, _said: Answer) -> Answer:
    desk.reload_asked = True
    return {}


def _restart(desk: Desk, _said: Answer) -> Answer:
    desk.restart("asked")
    return {}


def _log(desk: Desk, _said: Answer) -> Answer:
    if desk.home is None:
        return refused("no-home")
    path = desk.home.root / LOG
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 64_000))
        text = file.read().decode("utf-8", "replace")
    return {"lines": text.splitlines()[-LOG_LINES:]}


_DOINGS: dict[str, Callable[[Desk, Answer], Answer]] = {
    "state": _state, "volume": _volume, "rollback": _roll_back,
    "reload": _reload, "restart": _restart, "log": _log,
}  # fmt: skip
