"""How fast, how small: measured against targets, and against Hugo in the same run.

.venv/bin/python -m uv pip install --group bench    # in this checkout, after the development install
python -m benchmarks                                   a few minutes
python -m benchmarks --sites 8 100 1000 --plates 200 --photos 360 --write   the whole, into docs/benchmarks.md
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks import parts
from benchmarks.measure import ROOT
from benchmarks.table import Line, page, table

Part = tuple[str, Callable[[Path], Iterator[Line]]]
ROUNDS = {8: 7, 100: 5}
FEWEST = 3


def main() -> int:
    """Measure and say so; 1 if a target was missed."""
    asked = _arguments()
    found: list[tuple[str, list[Line]]] = []
    with tempfile.TemporaryDirectory(prefix="benchmarks-", dir=asked.folder) as work:
        for title, part in _parts(asked):
            lines = []
            print(f"## {title}\n")
            for line in part(Path(work)):
                lines.append(line)
                print(table([line]).splitlines()[-1], flush=True)
            print()
            found.append((title, lines))
    if asked.write:
        (ROOT / "docs" / "benchmarks.md").write_text(
            page(found, photos=bool(asked.photos)), "utf-8"
        )
    return 1 if any(line.met is False for _, lines in found for line in lines) else 0


def _parts(asked: argparse.Namespace) -> Iterator[Part]:
    rounds = asked.rounds
    yield "Start", partial(parts.start, rounds=rounds or 15)
    yield "Preview", partial(parts.preview, rounds=rounds or 9)
    yield "The demo project", partial(parts.demo, rounds=rounds or 5)
    yield "Codes", parts.symbols
    yield "Plates", partial(parts.plates, rounds=rounds or 9)
    yield "Proof of plates", parts.proofs
    if asked.plates:
        yield f"{asked.plates} plates", partial(parts.many_plates, count=asked.plates)
    for count in asked.sites:
        turns = rounds or ROUNDS.get(count, FEWEST)
        yield f"Text, {count} sites", partial(parts.text, count=count, rounds=turns)
    if asked.photos:
        yield "Photographs", partial(parts.pictures, count=asked.photos)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("--sites", type=int, nargs="*", default=[8, 100], help="numbers of sites")
    parser.add_argument("--photos", type=int, nargs="?", const=360, default=12, help="0 for none")
    parser.add_argument("--plates", type=int, nargs="?", const=200, default=0, help="0 for none")
    parser.add_argument("--rounds", type=int, default=0, help="instead of each part's own number")
    parser.add_argument(
        "--folder", type=Path, default=None, help="where to work: memory is steadiest"
    )
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
