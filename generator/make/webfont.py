"""The Khmer letters of Noto Sans as a web font, for phones that have none (WOFF, no compiler, no Brotli).

Every sign of today's Khmer is in it and every ligature and mark they need; kerning and the signs of
`_LEFT_OUT` are not: with them it would weigh more than `MOST`. A sign it lacks comes from the phone.
"""

from __future__ import annotations

import io
from hashlib import sha256
from typing import Any

from generator.jobs import FontJob, Job
from generator.make import Needs, Output, Templates
from generator.make.lettering import font_file
from generator.problems import MachineTrouble

MOST = 20 * 1024
"""Bytes: design, section 5, allows it on Khmer pages alone."""

_LEFT_OUT = (
    0x17A3,
    0x17A4,
    0x17A8,
    0x17B4,
    0x17B5,
    0x17D1,
    0x17D3,
    0x17D8,
    0x17D9,
    0x17DA,
    0x17DC,
    0x17DD,
)
"""Deprecated and discouraged letters (Unicode 16.4); marks of Sanskrit, sections and the lunar calendar."""

SIGNS = tuple(
    sorted({*range(0x1780, 0x17DE), *range(0x17E0, 0x17EA), 0x200B, 0x200C, 0x25CC} - {*_LEFT_OUT})
)
"""Khmer letters, signs and digits, break points, and the ring that bears a loose mark."""

FEATURES = (
    "abvf", "abvm", "abvs", "blwf", "blwm", "blws", "ccmp", "clig", "dist", "locl", "mark", "mkmk",
    "pref", "pres", "pstf", "psts",
)  # fmt: skip
"""What shaping Khmer asks of a font (OpenType, Developing Khmer fonts)."""


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """The font, named by its bytes; nothing where the bundle is missing: the phone's own font serves then."""
    assert isinstance(job, FontJob)
    try:
        file = font_file("khmer")
    except MachineTrouble:
        return ()
    data = subset(file.read_bytes())
    stamp = sha256(data).hexdigest()[:10]
    return (Output(f"{job.target}-{stamp}.woff", data, "font/woff"),)


def subset(font: bytes) -> bytes:
    """A TrueType font cut down to `SIGNS` and `FEATURES`, as WOFF; the same bytes every time."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont, sfnt

    options = Options(layout_features=list(FEATURES), hinting=False, name_IDs=[], glyph_names=False)
    options.drop_tables += ["STAT", "gasp"]
    given: Any = TTFont(io.BytesIO(font), recalcTimestamp=False)
    cutter = Subsetter(options)
    cutter.populate(unicodes=SIGNS)
    cutter.subset(given)
    given.flavor = "woff"
    out, usual = io.BytesIO(), sfnt.ZLIB_COMPRESSION_LEVEL
    sfnt.ZLIB_COMPRESSION_LEVEL = 9
    try:
        given.save(out)
    finally:
        sfnt.ZLIB_COMPRESSION_LEVEL = usual
    return out.getvalue()
