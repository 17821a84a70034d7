"""4 make · zipped: zip files that are the same bytes on every machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip can hold (APPNOTE.TXT 4.4.6): no file in it has another."""

READABLE = 0o644 << 16
"""Unix permissions of every file in it."""


def zipped(files: Mapping[str, bytes], first: tuple[str, ...] = ()) -> bytes:
    """The files by name in a zip: `first` ones first, the rest sorted, stored as they are.

    Stored, because what a compressor makes of the same bytes differs from version to version.
    """
    made = io.BytesIO()
    names = (*first, *sorted(name for name in files if name not in first))
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name in names:
            about = zipfile.ZipInfo(name, MOMENT)
            about.create_system = 3  # else the zip would say on which system it was made
            about.external_attr = READABLE
            archive.writestr(about, files[name])
    return made.getvalue()
