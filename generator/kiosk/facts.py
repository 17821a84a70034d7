"""What the keeper's corner shows of the machine, in words."""

from __future__ import annotations

import shutil

from generator.dates import say
from generator.kiosk.desk import Desk
from generator.kiosk.pack import day
from generator.kiosk.words import words
from generator.words import size

RESTARTS = 3
"""Restarts that are told one by one, the last ones."""


def facts(desk: Desk, lang: str) -> list[tuple[str, str]]:
    """(name, value) of all that is known, in `lang` (vi or en)."""
    shown = desk.shown
    told = {
        "build": shown.build if shown else "",
        "content": shown.content if shown else "",
        "made": say(day(shown.made), lang) if shown and shown.made else "",
        "trial": words(lang, "fact-yes") if desk.home and desk.home.pointer().trials else "",
        "up": words(lang, "fact-hours", hours=int((desk.clock.running() - desk.begun) / 3600)),
        "free": _free(desk, lang),
        "clock": _clock(desk, lang),
        "restarts": _restarts(desk, lang),
        "volume": f"{desk.volume_limit} %",
    }
    return [(words(lang, f"fact-{name}"), value) for name, value in told.items() if value]


def _free(desk: Desk, lang: str) -> str:
    place = desk.home.root if desk.home else desk.tree
    return size(shutil.disk_usage(place).free, lang) if place else ""


def _clock(desk: Desk, lang: str) -> str:
    """The hour, or why it is not believed."""
    doubt, now = desk.clock.doubt(), desk.clock.now()
    return words(lang, f"doubt-{doubt}") if doubt or now is None else f"{now:%Y-%m-%d %H:%M}"


def _restarts(desk: Desk, lang: str) -> str:
    """How many, and the reasons of the last ones."""
    last = list(desk.restarts)[-RESTARTS:]
    whys = (f"{hour.replace('T', ' ')} {words(lang, f'why-{why}')}".strip() for hour, why in last)
    return "; ".join((f"{desk.restarted}", *whys)) if last else "0"
