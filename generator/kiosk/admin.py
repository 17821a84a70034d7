"""The keeper's corner: a PIN, slow to guess, and the few things that may be done with it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

TRIES = 5
"""Wrong PINs before a pause."""

LONGEST = 64
"""Times the first pause: each one is twice as long as the last, up to about an hour."""

QUIET = 86_400.0
"""Seconds without a wrong PIN after which all wrong ones are forgotten: slower than to go on guessing."""

_N, _R, _P = 2**14, 8, 1
"""scrypt (RFC 7914): 16 MB and about 50 ms a try."""


def is_pin(text: str) -> bool:
    """Whether it may be a PIN: four to twelve digits."""
    return text.isascii() and text.isdecimal() and 4 <= len(text) <= 12


def new_pin() -> str:
    """Six digits by chance."""
    return f"{secrets.randbelow(10**6):06}"


def sealed_pin(pin: str) -> str:
    """What is kept of a PIN: `scrypt$<salt>$<hash>`, base64."""
    salt = secrets.token_bytes(16)
    return "$".join(("scrypt", _text(salt), _text(_hash(pin, salt))))


def is_right(pin: str, sealed: str) -> bool:
    """Whether it is the PIN that was sealed; takes as long either way."""
    try:
        kind, salt, kept = sealed.split("$")
        known = base64.b64decode(kept, validate=True)
        made = _hash(pin, base64.b64decode(salt, validate=True))
    except ValueError:
        return False
    return kind == "scrypt" and hmac.compare_digest(made, known)


def _hash(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=_N, r=_R, p=_P, dklen=32)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


@dataclass
class Door:
    """Lets in who knows the PIN, and makes others wait."""

    sealed: Callable[[], str]
    """What `sealed_pin` made of the PIN, asked at each try: a new one holds at once; '' for none."""
    pause: float
    """Seconds after the first TRIES wrong ones."""
    running: Callable[[], float]
    wrong: int = 0
    last: float = 0.0
    """When the last wrong one was tried."""
    closed_until: float = 0.0
    _one: threading.Lock = field(default_factory=threading.Lock, repr=False)
    """One PIN at a time: each is tried in a thread of its own."""

    def wait(self) -> float:
        """Seconds for which nothing is tried; 0 when it may be."""
        return max(0.0, self.closed_until - self.running())

    def opens(self, pin: str) -> bool | None:
        """Whether it is the PIN; None, untried, while there is a `wait`. What can be no PIN is no guess."""
        with self._one:
            if self.wait():
                return None
            if not is_pin(pin):
                return False
            right, now = is_right(pin, self.sealed()), self.running()
            if right or now - self.last >= QUIET:
                self.wrong = 0
            if right:
                return True
            self.wrong, self.last = self.wrong + 1, now
            if self.wrong % TRIES == 0:
                times = min(2 ** (self.wrong // TRIES - 1), LONGEST)
                self.closed_until = now + times * self.pause
            return False
