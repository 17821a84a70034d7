"""Phones to borrow: opening one costs more than loading a page, so it is wiped and lent again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Error

KEPT = 4
"""Phones kept for later; each is a window with an empty page."""

Context = Any


class Shelf:
    """The phones of one Chromium, by their settings.

    Lent again, a phone is as new: no page, storage, cache, cookie or route is left, and it is online.
    What else a test does to a whole context (an added script, say) would stay: do that to a page.
    """

    def __init__(self, chromium: Browser) -> None:
        self._chromium = chromium
        self._kept: list[tuple[str, Context, Any]] = []

    @contextmanager
    def lend(self, **settings: Any) -> Iterator[Context]:
        """A browser context with these settings, until the block ends."""
        if settings.get("service_workers") != "block" or "permissions" in settings:
            context = self._chromium.new_context(**settings)
            yield context
            context.close()
            return
        key = json.dumps(settings, sort_keys=True)
        context, wire = self._taken(key) or self._opened(settings)
        yield context
        try:
            _wipe(context, wire)
        except Error:  # a test has closed it
            return
        self._kept.append((key, context, wire))
        for _, oldest, _ in self._kept[:-KEPT]:
            oldest.close()
        del self._kept[:-KEPT]

    def _taken(self, key: str) -> tuple[Context, Any] | None:
        open_now = self._chromium.contexts
        self._kept = [one for one in self._kept if one[1] in open_now]
        found = next((one for one in self._kept if one[0] == key), None)
        if found is None:
            return None
        self._kept.remove(found)
        return found[1:]

    def _opened(self, settings: dict[str, Any]) -> tuple[Context, Any]:
        context = self._chromium.new_context(**settings)
        return context, context.new_cdp_session(context.new_page())  # that page keeps the window


def _wipe(context: Context, wire: Any) -> None:
    """Leave nothing of what a test did; playwright's Error if it cannot be done."""
    for page in context.pages[1:]:
        page.close()
    context.set_offline(False)
    context.unroute_all()
    context.clear_cookies()
    wire.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    wire.send("Network.clearBrowserCache")
