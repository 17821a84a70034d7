"""Names of the fallen: a row as the list gives it, and what pages say of a whole list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.model.around import Contact
from generator.model.base import Frozen, Text
from generator.model.source import Source

Status = Literal["", "verified", "checking", "incomplete"]
"""How far a row has been checked; '' where the list does not say."""


class Martyr(Frozen):
    """One row of the list, in the order of Nghị định 131/2021/NĐ-CP, article 152; unknown is empty."""

    name: str = ""
    alias: str = ""
    born: str = ""
    native_place: str = ""
    native_place_now: str = ""
    rank: str = ""
    unit: str = ""
    died: str = ""
    panel: str = ""
    column: str = ""
    line: str = ""
    source: str = ""
    id: str = ""
    status: Status = ""


@dataclass(frozen=True)
class NamedRow:
    """A row as a page shows it.

    `letter` names its page; `anchor` is its own for ever; `also` is the anchor it shares with the rows
    after it that say the same of a person ('' but on the first of them), which leads to all of them;
    `same` people bear its name; `spot` is its place on the drawn stele, as SVG path data ('' where the
    list does not tell), and `view` the part of the drawing to show.
    """

    row: Martyr
    letter: str
    anchor: str
    also: str = ""
    same: int = 1
    spot: str = ""
    view: str = ""


@dataclass(frozen=True)
class Letter:
    """The rows of one initial: its `sign` ('' for rows without a name); from which name to which a page goes.

    Given names, or whole names where one given name goes on from page to page: each is on one page alone.
    """

    slug: str
    sign: str
    count: int
    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Roll:
    """A verified list: whose it is, where its pages begin and what they are, the files search reads.

    `places` are the files of where the names stand on the stone, one beside each of `data`.
    `stele` is the outline of its stones as SVG path data, '' where the list does not tell.
    """

    slug: str
    block: str
    place: Text
    heading: Text
    verified_by: Text
    address: str
    count: int
    letters: tuple[Letter, ...]
    data: tuple[str, ...]
    places: tuple[str, ...] = ()
    stele: str = ""
    sources: tuple[Source, ...] = ()
    contact: Contact | None = None
    quiet: bool = True
