"""Today's administrative units, from the maintained package `vietnam-provinces` (statistics office codes).

Only its data file is read: importing the package costs more than a whole check.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

from generator.text import fold


@dataclass(frozen=True)
class Known:
    """A present commune-level unit and its province ('tỉnh Tây Ninh', 'thành phố Cần Thơ')."""

    code: str
    name: str
    province: str

    @property
    def short(self) -> str:
        """The name without 'Xã', 'Phường' or 'Đặc khu'."""
        for kind in ("Xã ", "Phường ", "Đặc khu "):
            if self.name.startswith(kind):
                return self.name[len(kind) :]
        return self.name

    @cached_property
    def folded(self) -> str:
        """The name as search compares it."""
        return fold(self.name)


@cache
def known_units() -> dict[str, Known]:
    """Every present unit by its five-digit code."""
    spec = find_spec("vietnam_provinces")
    if spec is None or spec.origin is None:
        return {}
    data = (Path(spec.origin).parent / "data" / "flat-divisions.json").read_text("utf-8")
    rows = json.loads(data)
    return {
        f"{r['code']:05}": Known(f"{r['code']:05}", r["name"], _spelled(r["province_name"]))
        for r in rows
    }


@cache
def provinces() -> dict[str, str]:
    """Every present province by its folded name, kind included."""
    return {fold(unit.province): unit.province for unit in known_units().values()}


def _spelled(province: str) -> str:
    """'Tp Cần Thơ' and 'Tỉnh Tây Ninh' as an address writes them."""
    for begins, kind in (("Tỉnh ", "tỉnh"), ("Tp ", "thành phố"), ("Thành phố ", "thành phố")):
        if province.startswith(begins):
            return f"{kind} {province[len(begins) :]}"
    return province
