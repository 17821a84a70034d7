"""Where an update may come from: USB media that the system has mounted, or an address."""

from __future__ import annotations

import contextlib
import string
import sys
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError

from generator import disk
from generator.kiosk import unpack
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
def fetched(address: str, folder: Path) -> Iterator[Path]:
    """The pack at an http(s) address as a file in `folder`, gone afterwards; raises Refused, OSError."""
    if not is_address(address):
        raise Refused("kiosk-not-reached", address)
    target = folder / f".fetched-{disk.own_name()}.tmp"
    try:
        with target.open("xb") as file:
            _fetch(address, file.write)
        yield target
    finally:
        with contextlib.suppress(OSError):
            target.unlink(missing_ok=True)


def _fetch(address: str, write: Callable[[bytes], object]) -> None:
    left = MAX_BYTES
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:  # noqa: S310 - http(s) alone
            while data := answer.read(CHUNK):
                left -= len(data)
                if left < 0:
                    raise Refused("kiosk-too-large", address)
                write(data)
    except _UNREACHED as why:
        raise Refused("kiosk-not-reached", address) from why


def is_address(text: str) -> bool:
    """Whether it is an address and no file."""
    return text.startswith(("https://", "http://"))
