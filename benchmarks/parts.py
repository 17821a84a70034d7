"""The measurements, one function for each part of the report."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks import ours, peer, projects
from benchmarks.content import place, places
from benchmarks.measure import BARE, DITICH, Contender, Taken, in_turns, peak, run, said
from benchmarks.photographs import photographs
from benchmarks.table import Line, at_most, say
from benchmarks.verify import verify

MB = 1_000_000
EACH = 6
"""Photographs of one site."""

JUDGED = 2
"""Encodings beside the outputs' own: one width in both modern formats, to choose between them."""

GROWTH = 1.25
"""How much more memory ten times the plates may hold: their jobs are kept, their files are not."""

CONTENT = 1
"""Exit code of a build that found problems in the content and published the rest."""

_INSIDE = (sys.executable, "-m", "benchmarks.inside")
_WEB = (*DITICH, *projects.WEB)
_PRINT = (*DITICH, "build", "--edition", "print")


def start(work: Path, rounds: int) -> Iterator[Line]:
    """What the command costs when there is nothing to do: 8 sites with plaques, built before."""
    project = work / "start"
    ours.write_project(project, places(8), codes=True)
    run((*DITICH, "build"), project)
    taken = in_turns(
        [
            Contender("bare", BARE, project),
            Contender("none", (*DITICH, "build"), project),
            Contender("help", (*DITICH, "--help"), project),
        ],
        rounds,
    )
    bare = f"`python -c pass` {say(taken.wall('bare'))} s"
    yield at_most("no change, 8 sites, both editions", taken.ratio("none", "bare"), 8, " x", bare)
    yield at_most("`ditich --help`", taken.wall("help"), 0.1, " s", bare)


def text(work: Path, count: int, rounds: int) -> Iterator[Line]:
    """Cold, no change and one edit at `count` sites of text, beside Hugo."""
    project, other = work / f"text-{count}", work / f"hugo-{count}"
    sites = tuple(places(count))
    ours.write_project(project, sites)
    peer.write_site(other, sites)
    run(_WEB, project)
    run(peer.command(other), other)
    verify(project / "output" / "web", sites)
    verify(other / "public", sites)
    taken = _cold(project, other, rounds)
    yield from _cold_lines(taken, count)
    edits = _edits(project, other, rounds)
    limit = (0.8,) if count == 8 else ()
    yield _seconds(f"one story edited, {count} sites", edits, "edit", limit)
    yield Line(f"no change, {count} sites", f"{say(edits.wall('none'))} s",
               f"{say(edits.ratio('none', 'hugo'))} x Hugo")  # fmt: skip
    yield from _memory(project, other, count)


def _cold(project: Path, other: Path, rounds: int) -> Taken:
    return in_turns(
        [
            Contender("hugo", peer.command(other), other, lambda _: projects.empty_peer(other)),
            Contender("all", _WEB, project, lambda _: projects.empty(project)),
            Contender("cold", _WEB, project, lambda _: projects.keep_pictures(project)),
        ],
        rounds,
    )


def _cold_lines(taken: Taken, count: int) -> Iterator[Line]:
    hugo = f"Hugo {say(taken.wall('hugo'))} s, {say(taken.cpu('hugo'))} s CPU"
    ours_cpu = f"{say(taken.cpu('cold'))} s CPU"
    per_second = 2 * count / taken.wall("cold")
    what = f"cold, {count} sites, share cards cached"
    said_of = f"{hugo}; ours {say(taken.wall('cold'))} s, {ours_cpu}; {per_second:.0f} pages/s"
    ratio = taken.ratio("cold", "hugo")
    if count == 1000:
        yield at_most(what, ratio, 6, " x Hugo", said_of)
    else:
        yield Line(what, f"{say(ratio)} x Hugo", said_of)
    yield Line(f"cold, {count} sites, with {2 * count} share cards",
               f"{say(taken.ratio('all', 'hugo'))} x Hugo",
               f"ours {say(taken.wall('all'))} s, {say(taken.cpu('all'))} s CPU")  # fmt: skip


def _edits(project: Path, other: Path, rounds: int) -> Taken:
    site = place(1)
    run((*DITICH, "build"), project)
    return in_turns(
        [
            Contender(
                "hugo", peer.command(other), other, lambda n: projects.edit_peer(other, site, n)
            ),
            Contender("edit", _WEB, project, lambda n: projects.edit(project, site, n)),
            Contender("all", (*DITICH, "build"), project),
            Contender("none", (*DITICH, "build"), project),
        ],
        rounds,
    )


def _seconds(what: str, taken: Taken, name: str, limit: tuple[float, ...]) -> Line:
    compared = f"{say(taken.cpu(name))} s CPU; {say(taken.ratio(name, 'hugo'))} x Hugo"
    if limit:
        return at_most(what, taken.wall(name), limit[0], " s", compared)
    return Line(what, f"{say(taken.wall(name))} s", compared)


def _memory(project: Path, other: Path, count: int) -> Iterator[Line]:
    projects.empty(project)
    projects.empty_peer(other)
    mine, hugo = peak(_WEB, project), peak(peer.command(other), other)
    yield Line(
        f"peak memory, cold, {count} sites", f"{mine / MB:.0f} MB", f"Hugo {hugo / MB:.0f} MB"
    )


def preview(work: Path, rounds: int) -> Iterator[Line]:
    """One edit in a process that stays: what a preview waits for."""
    project = work / "preview"
    ours.write_project(project, places(8))
    seconds = json.loads(said((*_INSIDE, "preview", str(project), "1", str(rounds)), project))
    yield at_most("one story edited, warm, 8 sites", median(seconds), 0.15, " s",
                  f"slowest {say(max(seconds))} s")  # fmt: skip


def demo(work: Path, rounds: int) -> Iterator[Line]:
    """The demo project of this repository: eight real sites with drawings and one recording."""
    project = projects.demo(work / "demo")
    run(_WEB, project)
    taken = in_turns(
        [
            Contender("bare", BARE, project),
            Contender("cold", _WEB, project, lambda _: projects.keep_pictures(project)),
        ],
        rounds,
    )
    yield at_most("cold, pictures cached, the 8 demo sites", taken.wall("cold"), 1.5, " s",
                  f"{say(taken.cpu('cold'))} s CPU")  # fmt: skip


def symbols(work: Path) -> Iterator[Line]:
    """How often a QR symbol is computed."""
    project = work / "symbols"
    ours.write_project(project, places(8), codes=True)
    first = _symbols(project)
    projects.edit(project, place(1), 1)
    again = _symbols(project)
    facts = project / "sites" / place(2).slug / "site.yaml"
    facts.write_text(facts.read_text("utf-8").replace("Nơi thử số 0002", "Nơi thử số hai"), "utf-8")
    renamed = _symbols(project)
    # An etched plate has a sturdy mask of its own beside the printed one of its cards.
    yield Line("QR symbols computed: first build, story edited", f"{first}, {again}",
               "8 plaques, two masks each", "16, 0", (first, again) == (16, 0))  # fmt: skip
    yield Line(
        "QR symbols computed: a name on a plaque changed", str(renamed), "", "0", renamed == 0
    )


def proofs(work: Path) -> Iterator[Line]:
    """What the whole proof of a plate costs on one core, zxing-cpp and zbar reading."""
    project = work / "proofs"
    ours.write_project(project, places(8), codes=True)
    seconds = json.loads(said((*_INSIDE, "proof", str(project)), project))
    yield at_most("whole proof of one plate, two readers, CPU", median(seconds), 3.0, " s",
                  f"{len(seconds)} plates, slowest {say(max(seconds))} s")  # fmt: skip


def _symbols(project: Path) -> int:
    return int(json.loads(said((*_INSIDE, "symbols", str(project)), project)))


def plates(work: Path, rounds: int) -> Iterator[Line]:
    """A plate's PDF, SVG and DXF in a process that has made one before."""
    taken = json.loads(said((*_INSIDE, "plates", str(rounds)), work))
    yield at_most("a plate as PDF, SVG and DXF, warm", median(taken), 0.3, " s")


def many_plates(work: Path, count: int) -> Iterator[Line]:
    """What many plates with their papers and trials hold at a time, beside a tenth of them."""
    most = {}
    for some in (count // 10, count):
        project = work / f"plates-{some}"
        ours.write_project(project, places(some), codes=True)
        most[some] = peak(_PRINT, project)
    few, many = most.values()
    yield at_most(f"peak memory, cold, {count} plates beside {count // 10}", many / few, GROWTH, " x",
                  f"{many / MB:.0f} MB, {few / MB:.0f} MB")  # fmt: skip


def pictures(work: Path, count: int) -> Iterator[Line]:
    """One photograph at leisure, then all of them at once."""
    shots = photographs(work / "photographs", count)
    few = [str(path) for path in shots[:24]]
    found = json.loads(said((*_INSIDE, "photographs", *few), work))
    plain = [one["seconds"] for one in found if one["encodes"] <= one["outputs"] + JUDGED]
    again = [one["seconds"] for one in found if one["encodes"] > one["outputs"] + JUDGED]
    for what, seconds, limit in (("", plain, 0.25), (", a rendition encoded twice", again, 0.4)):
        if seconds:
            yield at_most(f"one 12 MP photograph, 6 files{what}", median(seconds), limit, " s",
                          f"{len(seconds)} photographs, slowest {say(max(seconds))} s")  # fmt: skip
    project = work / "pictures"
    ours.write_project(project, places(-(-count // EACH)), photographs=shots, each=EACH)
    cold = run(_WEB, project, also=CONTENT)
    each = f"{say(cold.cpu / count)} s CPU each"
    yield Line(f"cold, {count} photographs", f"{say(cold.wall / count)} s each", each)
    heavy = said((*_INSIDE, "over_budget", str(project)), project).strip()
    yield Line(f"renditions over their budget, of {6 * count}", heavy, "", "0", heavy == "0")
    projects.empty(project)
    most = peak(_WEB, project, also=CONTENT)
    yield at_most(f"peak memory, cold, {count} photographs", most / MB, 200, " MB")
