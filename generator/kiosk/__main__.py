"""The keeper's process: `python -m generator.kiosk '{"home": …}'`, started by `supervisor` alone.

It says on its standard output what the supervisor must know, a line each: `ready <address>`,
`browser <pid>`, and `tick` while all is well. Its standard input is a pipe that the supervisor holds
and never writes to: when that ends, the supervisor is gone, and so go browser and keeper.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import logging.handlers
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.ioloop import PeriodicCallback
from tornado.netutil import bind_sockets

from generator.kiosk import browser, settings
from generator.kiosk.corner import LOG
from generator.kiosk.desk import Desk
from generator.kiosk.handlers import MAX_BODY, application
from generator.kiosk.home import Home

TRIES = 20
"""Ports tried after the one asked for."""

LOG_BYTES, LOGS = 400_000, 4


def main() -> None:
    """Keep until the supervisor is gone."""
    desk, sockets, port = prepared(json.loads(sys.argv[1]))
    # The supervisor hears Ctrl-C and ends this process by closing the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asyncio.run(keep(desk, sockets, port))


async def keep(desk: Desk, sockets: list[socket.socket], port: int) -> None:
    """Serve and watch until the supervisor is gone."""
    server = HTTPServer(application(desk, port), max_body_size=MAX_BODY)
    server.add_sockets(sockets)
    gone = asyncio.Event()
    _when_alone(asyncio.get_running_loop(), gone)
    say(f"ready {desk.address}")
    try:
        if desk.browser:
            desk.browser.sweep()
        else:
            desk.start_trial()
        PeriodicCallback(lambda: _tick(desk), desk.settings.tick_seconds * 1000).start()
        await gone.wait()
    finally:
        if desk.browser:
            desk.browser.end()


def prepared(asked: dict[str, Any]) -> tuple[Desk, list[socket.socket], int]:
    """The desk, its sockets and port; `asked` has the values of `supervisor.Asked`."""
    home = Home(Path(asked["home"]).resolve()) if asked["home"] else None
    known = settings.read(home.root) if home else settings.parsed(asked["settings"])
    _keep_log(home)
    if home:
        home.tidy()
    sockets, port = bind(asked["port"] or known.port)
    desk = Desk(
        known,
        home=home,
        tree=Path(asked["tree"]).resolve() if asked["tree"] else None,
        browser=_browser(asked, known, home),
        told=say,
        address=f"http://127.0.0.1:{port}/",
    )
    return desk, sockets, port


def _tick(desk: Desk) -> None:
    try:
        desk.tick()
    except (
        Exception
    ):  # a fault of ours must not end the ticks; the supervisor hears of none and acts
        logging.getLogger("ditich.kiosk").exception("tick")
        raise
    say("tick")


def _browser(
    asked: dict[str, Any], known: settings.Settings, home: Home | None
) -> browser.Browser | None:
    if asked["no_browser"]:
        return None
    path = browser.find(asked["browser"] or known.browser)
    mark = str(home.root if home else asked["tree"])
    flags, windowed = known.browser_flags, bool(asked["windowed"])
    return browser.Browser(path or "chromium", mark, flags, windowed=windowed)


def bind(port: int) -> tuple[list[socket.socket], int]:
    """Sockets on 127.0.0.1 and the port they got: the next free one. Raises OSError if none is."""
    for number in range(port, port + TRIES):
        with contextlib.suppress(OSError):
            return bind_sockets(number, "127.0.0.1"), number
    return bind_sockets(port, "127.0.0.1"), port


def say(line: str) -> None:
    """Tell the supervisor."""
    with contextlib.suppress(OSError):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _when_alone(loop: asyncio.AbstractEventLoop, gone: asyncio.Event) -> None:
    def wait() -> None:
        with contextlib.suppress(OSError, ValueError):
            sys.stdin.buffer.read()
        with contextlib.suppress(RuntimeError):  # the loop has ended before
            loop.call_soon_threadsafe(gone.set)

    threading.Thread(target=wait, daemon=True).start()


def _keep_log(home: Home | None) -> None:
    """A bounded log in the home folder; without one, or on a full disk, what happened is not kept.

    Nobody waits until a line is on the disk: a power cut may cost the last ones.
    """
    logging.raiseExceptions = False
    logger = logging.getLogger()
    logger.setLevel(logging.INFO)
    logging.getLogger("tornado.access").setLevel(logging.CRITICAL)
    logging.getLogger("tornado.general").setLevel(logging.ERROR)  # refused requests are no news
    if home is None:
        logger.addHandler(logging.StreamHandler(sys.stderr))
        return
    path = home.root / LOG
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = logging.handlers.RotatingFileHandler(
            path, maxBytes=LOG_BYTES, backupCount=LOGS - 1, delay=True, encoding="utf-8"
        )
    except OSError:
        logger.addHandler(logging.NullHandler())
        return
    kept.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(kept)


if __name__ == "__main__":
    main()
