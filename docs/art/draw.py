"""Redraw the demo's illustrations: python docs/art/draw.py [slug ...]."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import counts
from ink import Ink
from lacquer import WIDTH, Panel

# In the order of the day, dawn to night.
PICTURES = {
    "den-tho-bac-ho-luong-tam": "luong_tam",
    "chien-thang-tam-vu": "tam_vu",
    "uy-ban-lien-hop-dinh-chien-nam-bo": "dinh_chien",
    "khu-tru-mat-vi-thanh-hoa-luu": "khu_tru_mat",
    "chien-thang-chuong-thien": "chuong_thien",
    "nha-bia-trung-doan-10-song-huong": "nha_bia",
    "chua-doi-mahatup": "chua_doi",
    "tran-chien-phao-binh-vinh-cheo-1974": "vinh_cheo",
}


def picture(site: Path, width: int = WIDTH, oversample: int = 2) -> Panel:
    """Draw the colour picture of the site in folder `site`, `width` px wide."""
    scene = importlib.import_module(f"pictures.{PICTURES[site.name]}")
    panel = Panel(site.name, width, oversample)
    scene.paint(panel, counts.read(site))
    return panel


def vignette(site: Path) -> Ink:
    """Draw the one-ink vignette of the site in folder `site`."""
    scene = importlib.import_module(f"pictures.{PICTURES[site.name]}")
    ink = Ink()
    scene.engrave(ink, counts.read(site))
    return ink


def main(arguments: list[str] | None = None) -> None:
    """Redraw the named sites, or all of them."""
    root = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slug", nargs="*", help="which sites (default: all)")
    parser.add_argument("--sites", type=Path, default=root / "sites", help="folder of the sites")
    given = parser.parse_args(arguments)
    for slug in given.slug or PICTURES:
        media = given.sites / slug / "media"
        picture(given.sites / slug).save(media / "minh-hoa.png")
        vignette(given.sites / slug).save(media / "minh-hoa-net.svg")
        sys.stdout.write(f"{slug}\n")


if __name__ == "__main__":
    main()
