"""Where an update may come from: USB media that the system has mounted, or an address."""

from __future__ import annotations

import contextlib
import shutil
import string
import sys
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError

from generator.kiosk import unpack
from generator.kiosk.home import Home
from generator.kiosk.pack import CHUNK, MAX_BYTES
from generator.kiosk.refused import Refused

NAME = "ditich-kiosk-*.zip"
LOOKED_AT = 50
"""Packs on one medium, at most."""

SECONDS = 30.0
"""A server that says nothing for so long is not reached."""

_UNREACHED = (URLError, HTTPException, TimeoutError, ConnectionError, ValueError)

_POSIX = ("/media/*/*", "/media/*", "/run/media/*/*", "/mnt/*", "/mnt", "/Volumes/*")


def roots() -> list[Path]:
    """Folders where USB media may be."""
    if sys.platform == "win32":
        return [Path(f"{letter}:/") for letter in string.ascii_uppercase[3:]]
    found = [path for pattern in _POSIX for path in Path("/").glob(pattern[1:])]
    return sorted(path for path in found if path.is_dir())


def newest(key: bytes | None, places: Sequence[Path] = ()) -> Path:
    """The pack with the latest `made` of all properly signed ones in the top folder of media.

    Raises Refused: why the last one was refused, or `kiosk-no-pack` where there is none.
    """
    best: tuple[int, Path] | None = None
    why = Refused("kiosk-no-pack")
    for path in _packs(places or roots()):
        try:
            with unpack.opened(path, key) as found:
                if best is None or found.manifest.made > best[0]:
                    best = (found.manifest.made, path)
        except Refused as refused:
            why = refused
        except OSError as error:
            why = Refused("kiosk-damaged", str(error.filename or path))
    if best is None:
        raise why
    return best[1]


def _packs(places: Sequence[Path]) -> Iterator[Path]:
    for place in places:
        with contextlib.suppress(OSError):
            yield from sorted(place.glob(NAME))[:LOOKED_AT]


@contextlib.contextmanager
def fetched(address: str, home: Home) -> Iterator[Path]:
    """The pack at an http(s) address as a file, gone afterwards; raises Refused, OSError."""
    if not is_address(address):
        raise Refused("kiosk-not-reached", address)
    with home.fetching() as target:
        with target.open("wb") as file:
            _fetch(address, target.parent, file.write)
        yield target


def _fetch(address: str, folder: Path, write: Callable[[bytes], object]) -> None:
    """Hand over its bytes, as many as a pack may have and the disk has room for; raises Refused, OSError."""
    room = shutil.disk_usage(folder).free - unpack.SPARE
    why = (
        Refused("disk-full", str(folder))
        if room < MAX_BYTES
        else Refused("kiosk-too-large", address)
    )
    left = min(room, MAX_BYTES)
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:  # noqa: S310 - http(s) alone
            if (answer.length or 0) > left:
                raise why
            while data := answer.read(CHUNK):
                left -= len(data)
                if left < 0:
                    raise why
                write(data)
            if answer.length:  # it broke off
                raise Refused("kiosk-not-reached", address)
    except _UNREACHED as broken:
        raise Refused("kiosk-not-reached", address) from broken


def is_address(text: str) -> bool:
    """Whether it is an address and no file."""
    return text.startswith(("https://", "http://"))
