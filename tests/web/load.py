"""What loading a page costs a phone, measured in Chromium, and which budgets that breaks.

Bytes are those on the wire, headers included (CDP Network). The network is Lighthouse's slow 4G,
so that what comes first and what comes later can be told apart; the budgets are those of docs/decisions/0011.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

KB = 1024
UNTIL_HERO, AT_LOAD, REQUESTS = 50 * KB, 120 * KB, 10
HTML, SCRIPT = 13 * KB, 4 * KB
HERO = {480: 15 * KB, 750: 35 * KB}
"""Width of the rendition, px → bytes."""
HEADERS = KB
"""What an answer's headers may add to the bytes of its file."""

SHIFT = 0.02
"""Cumulative layout shift; Core Web Vitals call 0.1 good."""

SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
"""Lighthouse's mobile default: ms, bytes a second."""

QUIET, TRIES = 500, 40
"""Milliseconds without a new request that count as the end; how often to wait so long at most."""

WATCH = """
window.seen = { shift: 0, hero: null };
new PerformanceObserver(list => list.getEntries().forEach(e => {
  if (e.element && e.element.closest(".hero")) seen.hero = { at: e.startTime, url: e.url };
})).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver(list => list.getEntries().forEach(e => {
  if (!e.hadRecentInput) seen.shift += e.value;
})).observe({ type: "layout-shift", buffered: true });
"""

AUDIO = (".m4a", ".opus", ".mp3", ".ogg")
FONTS = (".woff2", ".woff", ".ttf", ".otf")


@dataclass
class Answer:
    """One request and its parts: (seconds on CDP's clock, bytes)."""

    url: str
    parts: list[tuple[float, int]] = field(default_factory=list)
    total: int = 0

    @property
    def path(self) -> str:
        """Its path."""
        return urlsplit(self.url).path

    @property
    def bytes(self) -> int:
        """Bytes on the wire, as Chromium sums them up at the end, or so far."""
        return self.total or sum(size for _, size in self.parts)

    def before(self, moment: float) -> int:
        """Bytes that had come by then."""
        return sum(size for at, size in self.parts if at <= moment)


@dataclass
class Wire:
    """Listens to a page's network through a CDP session."""

    session: Any
    answers: dict[str, Answer] = field(default_factory=dict)
    skew: float = 0.0
    """Wall clock minus CDP's clock, seconds."""
    open: set[str] = field(default_factory=set)
    """Requests that have not ended."""

    def listen(self, profile: Mapping[str, object] = SLOW_4G) -> None:
        """From now on."""
        self.session.on("Network.requestWillBeSent", self._sent)
        self.session.on("Network.responseReceived", self._answered)
        self.session.on("Network.dataReceived", self._came)
        self.session.on("Network.loadingFinished", self._ended)
        self.session.on("Network.loadingFailed", self._failed)
        self.session.send("Network.enable")
        self.session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self.session.send("Network.emulateNetworkConditions", dict(profile))

    def settle(self, page: Any) -> None:
        """Wait until every answer has ended and for `QUIET` nothing was asked."""
        known, tries = -1, 0
        while (self.open or known != len(self.answers)) and tries < TRIES:
            known, tries = len(self.answers), tries + 1
            page.wait_for_timeout(QUIET)

    def _sent(self, event: dict[str, Any]) -> None:
        self.skew = self.skew or event["wallTime"] - event["timestamp"]
        if not event["request"]["url"].startswith("data:"):
            self.answers[event["requestId"]] = Answer(event["request"]["url"])
            self.open.add(event["requestId"])

    def _part(self, event: dict[str, Any], size: float) -> None:
        if answer := self.answers.get(event["requestId"]):
            answer.parts.append((event["timestamp"], round(size)))

    def _answered(self, event: dict[str, Any]) -> None:
        self._part(event, event["response"]["encodedDataLength"])

    def _came(self, event: dict[str, Any]) -> None:
        self._part(event, max(event["encodedDataLength"], 0))

    def _failed(self, event: dict[str, Any]) -> None:
        self.open.discard(event["requestId"])

    def _ended(self, event: dict[str, Any]) -> None:
        self.open.discard(event["requestId"])
        if answer := self.answers.get(event["requestId"]):
            answer.total = round(event["encodedDataLength"])
            rest = answer.total - sum(size for _, size in answer.parts)
            answer.parts.append((event["timestamp"], rest))  # of a page, only the end is told


@dataclass(frozen=True)
class Load:
    """One load of one page: its answers in order, the first being the page itself."""

    answers: tuple[Answer, ...]
    hero: str
    hero_at: float
    """When the hero was painted, on CDP's clock; never, if it was not the largest paint."""
    shift: float

    @property
    def page(self) -> Answer:
        """The HTML."""
        return self.answers[0]

    @property
    def total(self) -> int:
        """Bytes of all."""
        return sum(answer.bytes for answer in self.answers)

    @property
    def until_hero(self) -> int:
        """Bytes that had come when the hero was painted."""
        return sum(answer.before(self.hero_at) for answer in self.answers)

    def faults(self) -> tuple[str, ...]:
        """Every budget broken, as `what: how much`."""
        origin = urlsplit(self.page.url).netloc
        foreign = [a.url for a in self.answers if urlsplit(a.url).netloc != origin]
        scripts = sum(a.bytes for a in self.answers if a.path.endswith(".js"))
        width = int(self.hero.rpartition("-")[2].partition(".")[0] or 0)
        hero = sum(a.bytes for a in self.answers if a.url == self.hero)
        found = {
            "no hero": not self.hero,
            f"until hero: {self.until_hero}": self.until_hero > UNTIL_HERO,
            f"total: {self.total}": self.total > AT_LOAD,
            f"requests: {len(self.answers)}": len(self.answers) > REQUESTS,
            f"html: {self.page.bytes}": self.page.bytes > HTML,
            f"script: {scripts}": scripts > SCRIPT,
            f"hero {width}: {hero}": hero > HERO.get(width, 0) + HEADERS,
            f"foreign: {foreign}": bool(foreign),
            "sound before a tap": any(a.path.endswith(AUDIO) for a in self.answers),
            "web font": any(a.path.endswith(FONTS) for a in self.answers),
            f"shift: {self.shift:.3f}": self.shift > SHIFT,
        }
        return tuple(what for what, wrong in found.items() if wrong)


def load(page: Any, url: str) -> tuple[Load, Wire]:
    """Load `url` in a fresh page on slow 4G, without scroll or tap, until nothing more comes."""
    page.add_init_script(WATCH)
    wire = Wire(page.context.new_cdp_session(page))
    wire.listen()
    page.goto(url, wait_until="load")
    wire.settle(page)
    seen = page.evaluate("({ ...seen, origin: performance.timeOrigin })")
    hero = seen["hero"] or {"at": 0, "url": ""}
    moment = (seen["origin"] + hero["at"]) / 1000 - wire.skew
    return Load(tuple(wire.answers.values()), hero["url"], moment, seen["shift"]), wire
