"""The numbers a picture shows, read from the site's facts: a corrected fact redraws it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

# Used only while a site.yaml does not yet carry the fact; the site's own number always wins.
DEFAULTS: Mapping[str, Mapping[str, float]] = {
    "den-tho-bac-ho-luong-tam": {"canals": 2},
    "chien-thang-tam-vu": {"buffaloes": 2, "ambushes": 4},
    "uy-ban-lien-hop-dinh-chien-nam-bo": {"flagpoles": 2},
    "khu-tru-mat-vi-thanh-hoa-luu": {
        "length_km": 7,
        "depth_km": 2,
        "zones": 4,
        "plot_width_m": 90,
        "plot_depth_m": 45,
        "petitioners": 80,
    },
    "chien-thang-chuong-thien": {"places": 2, "canals": 2, "blocks": 3},
    "nha-bia-trung-doan-10-song-huong": {},
    "chua-doi-mahatup": {},
    "tran-chien-phao-binh-vinh-cheo-1974": {"fallen": 51},
}


def read(site: Path) -> dict[str, float]:
    """The counts for the site in folder `site`; its name is the slug."""
    found = dict(DEFAULTS.get(site.name, {}))
    for fact in _facts(site / "site.yaml"):
        name, number = fact.get("id"), re.search(r"\d+(?:\.\d+)?", str(fact.get("number", "")))
        if name in found and number:
            found[str(name)] = float(number.group())
    return found


def _facts(path: Path) -> list[dict[str, object]]:
    if not path.is_file():
        return []
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    facts = data.get("facts", []) if isinstance(data, dict) else []
    return [f for f in facts if isinstance(f, dict)]
