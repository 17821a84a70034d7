"""`ditich serve`: the live preview. Save a file, and the open page shows it, on this machine only.

livereload is server, web socket and client script; what it does not do well is ours. Its watcher
polls, drops an edit that comes within 3 seconds of the last (`DEFAULT_RELOAD_TIME`) and builds on
the loop that answers requests; ours is told by the operating system (`watcher`) and builds in one
thread beside the loop (`builder`). Its handlers take any Host and any Origin; ours do not
(`handlers`). Nothing is published: pages come straight from the store (`shown`), with a yellow
strip and an overlay for problems put in on the way out (`inject`).

    file event → Watcher → Builder.ask → stages 1-5 → Shown → every open page that differs reloads
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.model import AFTER_ALL
from generator.serve.words import words

Echo = Callable[[str], None]


def serve(root: Path, port: int, lang: str, echo: Echo, as_of: str | None = None) -> None:
    """Preview the project at `root` until Ctrl-C; the next free port if `port` is taken.

    `as_of` (YYYY-MM-DD) is the day whose names and addresses are shown. Only loopback is bound.
    Raises OSError if no port is free.
    """
    from generator.serve.server import Preview, bind

    sockets, got = bind(port)
    if got != port:
        echo(words(lang, "port-busy", port=port, got=got))
    preview = Preview(root, got, lang, echo)
    preview.builder.as_of = as_of or AFTER_ALL
    echo(words(lang, "address", address=f"http://localhost:{got}/"))
    preview.run(sockets)
    echo(words(lang, "ended"))
