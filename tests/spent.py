"""How long a piece of work may take, and only that work."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def within(limit: float) -> Iterator[None]:
    """Fail if what is done in here takes more than `limit` seconds of the processor's time.

    All that earlier tests left in memory is put out of the collector's sight meanwhile: passing over
    it, again and again, took ten times as long as the reading of a file that makes many objects.
    """
    gc.freeze()
    started = time.process_time()
    try:
        yield
        took = time.process_time() - started
    finally:
        gc.unfreeze()
    assert took < limit, f"{took:.2f} s, where {limit} s are allowed"
