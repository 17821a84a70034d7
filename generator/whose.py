"""Whose a code in a photograph is: a plate's of ours, another of our own, or a stranger's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from generator.check import check_project
from generator.codes import is_code
from generator.digests import Digests
from generator.jobs import Revision
from generator.ledger import CodeState, Ledger
from generator.model import Plate, Project
from generator.model.around import Network
from generator.problems import MachineTrouble, Place, Problems
from generator.read import PROJECT_FILE, plain, read_yaml
from generator.say import SAY
from generator.scan.photo import Seen

SHOWN = 80
"""Characters of a foreign code's text that are shown."""


@dataclass(frozen=True)
class Known:
    """What is known before a photograph is opened: our codes, our hosts, names of places.

    `hosts` are those of the project and every one that the ledger says was ever printed. `twice` are the
    places (`site` or `site#part`) where every plate ordered carries its code twice. `today` (YYYY-MM-DD)
    is the latest day a photograph can be of.
    """

    root: Path
    ledger: Ledger
    hosts: frozenset[str]
    names: Mapping[str, str]
    twice: frozenset[str]
    readers: tuple[str, ...]
    lang: str
    today: str
    problems: Problems

    def ours(self, text: str) -> CodeState | None:
        """The code that a symbol leads to, if it is one of our own."""
        host, code = parts(text)
        return self.ledger.by_code.get(code) if host in self.hosts else None

    def say(self, key: str, /, **values: object) -> str:
        """A line of ours."""
        return SAY[self.lang][key].format(**values)


def known(root: Path, lang: str, today: str, problems: Problems) -> Known | None:
    """The project as far as photographs need it; its sites' own faults are for `check` to tell.

    None, and what is wrong, where project.yaml has an error: without its hosts a plate of ours would be
    called a stranger's.
    """
    from generator.scan import GATES, readers

    digests, found = Digests(root / ".ditich"), Problems()
    checked = check_project(root, found, digests.of, fault_of=digests.fault)
    with suppress(MachineTrouble):  # costs the next run time and this one nothing
        digests.save()
    wrong = {problem for problem in found.errors() if problem.place.file == PROJECT_FILE}
    if checked.project is None or wrong:
        problems.found |= wrong
        problems.add("proof-project", Place("ditich proof"))
        return None
    bases = [host.base for host in checked.project.hosts]
    printed = [event.host for event in checked.ledger.events]
    hosts = {host.removeprefix("https://").lower() for host in (*bases, *printed)} - {""}
    names = {slug: name.best(lang)[0] for slug, name in checked.names}
    here = tuple(name for name, _ in readers() if name in GATES)
    twice = frozenset(_twice(checked.project, checked.revisions))
    return Known(root, checked.ledger, frozenset(hosts), names, twice, here, lang, today, problems)


def _twice(project: Project, revisions: Iterable[Revision]) -> Iterator[str]:
    """The places of which no plate is ordered with one code alone."""
    for site in (revision.site for revision in revisions):
        several: dict[str, bool] = {}
        for plate in site.plaques or (Plate(),):
            preset = project.plaque.preset(plate.preset)
            place = f"{site.slug}#{plate.part}" if plate.part else site.slug
            several[place] = several.get(place, True) and bool(preset and preset.second)
        yield from (place for place, every in several.items() if every)


def count(at: Known, found: tuple[Seen, ...], here: Place) -> None:
    """What the set of codes says: none at all, one that is no plate's, a stranger's, or several of ours.

    Adds proof-no-code, -not-a-plate, -unknown, -foreign and -second to the problems.
    """
    if not found:
        at.problems.add("proof-no-code", here)
    for text in (seen.text for seen in found if not at.ours(seen.text)):
        host, path = parts(text)
        if host in at.hosts and is_code(path):
            at.problems.add("proof-unknown", here, code=path)
        elif host in at.hosts and is_code(_first(path)):
            at.problems.add("proof-other-symbol", here, found=harmless(text))
        elif host in at.hosts or text in _networks(at.root, text):
            at.problems.warn("proof-not-a-plate", here, found=harmless(text))
        else:
            at.problems.add("proof-foreign", here, found=harmless(text))
    ours = sorted({state.code for seen in found if (state := at.ours(seen.text))})
    if len(ours) > 1:
        at.problems.warn("proof-second", here, codes=", ".join(ours))


def _networks(root: Path, text: str) -> Iterator[str]:
    """What the codes of the project's Wi-Fi cards say, whatever else is wrong with a site's facts.

    None at all unless `text` is of that kind.
    """
    facts = sorted((root / "sites").glob("*/site.yaml")) if text.startswith("WIFI:") else ()
    for file in facts:
        node = read_yaml(file, root, Problems())
        visit = node.get("visit") if node else None
        network = visit.get("network") if visit else None
        with suppress(ValidationError):
            if network:
                yield Network.model_validate(plain(network)).payload


def parts(text: str) -> tuple[str, str]:
    """(host in small letters, path) of an address; ('', '') for anything else."""
    scheme, mark, rest = text.partition("://")
    host, _, path = rest.partition("/")
    return (host.lower(), path.rstrip("/")) if mark and scheme.lower() == "https" else ("", "")


def _first(path: str) -> str:
    """What a path begins with: `7KQ4MP` of `7KQ4MP?next=…`."""
    return re.split("[^0-9A-Za-z]", path, maxsplit=1)[0].upper()


def harmless(text: str) -> str:
    """A stranger's text for a terminal: printable characters alone, not too many."""
    shown = "".join(c if c.isprintable() else "·" for c in text)
    return shown[:SHOWN] + ("…" if len(shown) > SHOWN else "")
