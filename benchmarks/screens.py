"""A kiosk's screens on a slow machine: `python -m benchmarks.screens [output/kiosk]` after a build.

On a machine that does nothing else. Chromium at a quarter of its speed (CDP). For each screen the
milliseconds from its address to its first and its largest paint, and for each control those from the
finger to the next frame (Event Timing); the slowest of three. A screen may take a second, a frame a tenth.

Beside them stands what holds on a busy machine, too: four times what the page's thread spends on its
processor until the first frame that shows the tap was taken (traced at full speed), and until the last.
"""

from __future__ import annotations

import functools
import http.server
import json
import sys
import threading
from pathlib import Path
from shutil import which
from typing import Any

from playwright.sync_api import sync_playwright

ROUNDS = 3
SLOWER = 4

WATCH = """(() => {
  window.events = [];
  window.largest = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => events.push([e.name, e.duration])))
    .observe({ type: 'event', durationThreshold: 16 });
  new PerformanceObserver(list => list.getEntries().forEach(e => { largest = e.startTime; }))
    .observe({ type: 'largest-contentful-paint', buffered: true });
})()"""

PAINTED = "[performance.getEntriesByName('first-contentful-paint')[0].startTime, window.largest]"

SCREENS = {
    "attract": ("", ()),
    "language": ("start/", ()),
    "home": ("vi/", ("[data-do=size]", "[data-do=contrast]")),
    "place": ("vi/den-tho-bac-ho-luong-tam/", ("[data-do=size]", "[data-do=reach]", "summary",
              ".console a[href='#Take']")),
    "longest place": ("vi/chua-doi-mahatup/", ("[data-do=size]", "[data-do=contrast]", "summary")),
    "search": ("vi/tim/", ("#Letters button:text-is('v')", "#Letters button:text-is('i')",
               "#Letters button:text-is('n')")),
    "quiz": ("vi/den-tho-bac-ho-luong-tam/hoc/", (".choices button",)),
    "trail": ("vi/hanh-trinh/theo-nam-thang/", ()),
}  # fmt: skip


TASK, FRAME = "ThreadControllerImpl::RunTask", "Layerize"
FINGER = ("pointerdown", "touchstart")
LARGEST = "largestContentfulPaint::Candidate"


def spent(browser: Any, page: Any, target: str) -> tuple[float, float]:
    """Of a tap on it: milliseconds of the page's thread to the first frame that answers, and to the last.

    Processor time, not that of the clock, at full speed, times `SLOWER`.
    """
    browser.start_tracing(page=page, categories=["devtools.timeline", "toplevel"])
    page.locator(target).first.tap()
    page.wait_for_timeout(500)
    told = json.loads(browser.stop_tracing())["traceEvents"]
    said = [e for e in told if e["name"] == "EventDispatch"]
    click = next(e for e in said if e["args"]["data"]["type"] == "click")
    thread = click["pid"], click["tid"]
    mine = [e for e in told if (e["pid"], e["tid"]) == thread and "dur" in e]
    began = min(e["ts"] for e in said if e["args"]["data"]["type"] in FINGER)
    frames = [e["ts"] for e in mine if e["name"] == FRAME and e["ts"] > click["ts"] + click["dur"]]
    tasks = [e for e in mine if e["name"] == TASK and e["ts"] + e["dur"] > began]
    first, last = (
        sum(e.get("tdur", 0) for e in tasks if e["ts"] < end) / 1000
        for end in (min(frames), max(frames))
    )
    return SLOWER * first, SLOWER * last


def drawn(browser: Any, page: Any, url: str) -> float:
    """Milliseconds of the page's thread from its address to its largest paint, as `spent` counts them."""
    browser.start_tracing(page=page, categories=["devtools.timeline", "toplevel", "loading"])
    page.goto(url, wait_until="load")
    page.wait_for_timeout(800)
    told = json.loads(browser.stop_tracing())["traceEvents"]
    painted = max((e for e in told if e["name"] == LARGEST), key=lambda e: float(e["ts"]))
    thread = painted["pid"], painted["tid"]
    tasks = [e for e in told if e["name"] == TASK and (e["pid"], e["tid"]) == thread]
    used = sum(float(e.get("tdur", 0)) for e in tasks if e["ts"] < painted["ts"])
    return SLOWER * used / 1000


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_words: object) -> None:
        """Say nothing."""


def look(page: Any, url: str, taps: tuple[str, ...]) -> tuple[list[float], dict[str, float]]:
    """Milliseconds to the first and largest paint of the screen; of each tap to the frame that answers it."""
    page.goto(url, wait_until="load")
    page.wait_for_timeout(800)
    answers = {}
    painted = [float(ms) for ms in page.evaluate(PAINTED)]
    for target in taps:
        page.evaluate("events.length = 0")
        page.locator(target).first.tap()
        page.wait_for_timeout(500)
        # 16 ms is the least that Event Timing tells: what was quicker is not there at all
        answers[target] = max([16.0, *(ms for _, ms in page.evaluate("events"))])
    return painted, answers


def main(tree: Path) -> None:
    """Print a table."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Quiet, directory=str(tree))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}/"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        print(
            "| screen | first paint | largest paint | slowest answer to a tap | its processor time,"
            " to the last frame |\n|---|---|---|---|---|"
        )
        for name, (address, taps) in SCREENS.items():
            rounds = []
            for _ in range(ROUNDS):
                page = browser.new_page(viewport={"width": 1920, "height": 1080}, has_touch=True)
                page.add_init_script(WATCH)
                tools = page.context.new_cdp_session(page)
                tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
                told = look(page, base + address, taps)
                tools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
                page.goto(base + address, wait_until="load")
                page.wait_for_timeout(800)
                rounds.append((*told, {t: spent(browser, page, t) for t in taps}))
                page.close()
            first, largest = (max(r[0][n] for r in rounds) for n in (0, 1))
            slowest = {t: max(r[1][t] for r in rounds) for t in taps}
            worst = ", ".join(f"{t} {ms:.0f} ms" for t, ms in slowest.items())
            used = {t: max(r[2][t] for r in rounds) for t in taps}
            most = ", ".join(f"{t} {a:.0f}, {b:.0f} ms" for t, (a, b) in used.items())
            print(f"| {name} | {first:.0f} ms | {largest:.0f} ms | {worst} | {most} |", flush=True)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1] if sys.argv[1:] else "output/kiosk"))
