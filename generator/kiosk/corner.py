"""What the keeper's corner can do: one function a word, each answered with plain JSON values."""

from __future__ import annotations

import errno
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator import __version__
from generator.kiosk import find
from generator.kiosk.admin import Door
from generator.kiosk.desk import Desk
from generator.kiosk.facts import facts
from generator.kiosk.pack import day
from generator.kiosk.refused import Refused
from generator.kiosk.words import LANGUAGES, words

LOG = "log/kiosk.log"
LOG_LINES = 60
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NOTHING_NEW = ("kiosk-no-pack", "kiosk-same", "kiosk-older")
"""What is said of a stick that brings nothing: then the address is asked."""

Answer = dict[str, Any]


def refused(why: str, **filled: object) -> Answer:
    """Why not, as a word and as a sentence in both languages: `corner-<why>` in locale/kiosk.toml."""
    return _refused(why, lambda lang: words(lang, f"corner-{why}", **filled))


def _refused(why: str, sentence: Callable[[str], str]) -> Answer:
    return {"ok": False, "why": why, "said": {lang: sentence(lang) for lang in LANGUAGES}}


def opened(door: Door | None, said: dict[str, Any]) -> Answer | None:
    """None if the PIN is right, else the answer; takes some 50 ms."""
    if door is None or not door.sealed():
        return refused("no-pin")
    right = door.opens(str(said.get("pin", "")))
    if right is None:
        return refused("wait", minutes=max(1, math.ceil(door.wait() / 60)))
    return None if right else refused("pin")


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
        return _refused(why.kind, why.problem.sentence)
    except OSError as error:
        return (
            refused("disk-full")
            if error.errno in _FULL
            else refused("trouble", reason=error.strerror)
        )


def update(desk: Desk) -> Answer:
    """Take over the newest pack on USB media, else that at the set address; slow, for a thread of its own."""
    home = desk.home
    if home is None:
        return refused("no-home")

    def doing() -> Answer:
        try:
            media = [Path(place) for place in desk.settings.media_roots]
            taken = home.update(find.newest(home.key(), media))
        except Refused as none:
            if none.kind not in _NOTHING_NEW or not desk.settings.update_url:
                raise
            with find.fetched(desk.settings.update_url, home) as fetched:
                taken = home.update(fetched)
        return {"build": taken.build, "content": taken.content, "made": day(taken.made)}

    return told(doing)


def _state(desk: Desk, _said: Answer) -> Answer:
    """What programs may want to know, and `facts` for people: by language, pairs of a name and a value."""
    now, shown = desk.clock.running(), desk.shown
    pointer = desk.home.pointer() if desk.home else None
    return {
        "version": __version__,
        "build": shown.build if shown else "",
        "content": shown.content if shown else "",
        "on_trial": bool(pointer and pointer.trials),
        "beat_seconds_ago": round(now - desk.watch.heard, 1) if desk.watch.heard else None,
        "restarts": [why for _, why in desk.restarts],
        "clock_doubt": desk.clock.doubt(),
        "volume_limit": desk.volume_limit,
        "facts": {lang: facts(desk, lang) for lang in LANGUAGES},
    }


def _volume(desk: Desk, said: Answer) -> Answer:
    limit = said.get("volume")
    if type(limit) is not int or not 0 <= limit <= 100:
        return refused("bad")
    desk.set_volume(limit)
    return {"volume_limit": desk.volume_limit}


def _roll_back(desk: Desk, _said: Answer) -> Answer:
    return {"build": desk.home.roll_back(trial=True)} if desk.home else refused("no-home")


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
    "restart": _restart, "log": _log,
}  # fmt: skip
