"""Measurements inside one process, as the preview and a worker live: `python -m benchmarks.inside WHAT …`.

Prints JSON: `preview PROJECT SLUG COUNT` the seconds of each warm edit; `photographs FILE …` for
each file its seconds and how many of its renditions were encoded twice; `symbols PROJECT` how many
QR symbols a build computed; `plates COUNT` the seconds of PDF, SVG and DXF of each of so
many warm plates; `proof PROJECT` the CPU seconds of each plate's proof; `over_budget PROJECT` how
many renditions are too heavy.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.content import place
from benchmarks.projects import edit


def preview(project: str, number: str, count: str) -> list[float]:
    """Seconds from a saved story to new pages, in a process that has built before, as `serve` does."""
    from generator.pipeline import render
    from generator.serve.memory import Warm

    root, site = Path(project), place(int(number))
    warm, seconds = Warm(root / "content"), []
    for turn in range(int(count) + 2):
        edit(root, site, 1_000 + turn)
        begun = time.perf_counter()
        outcome = render(root, ("web",), jobs=1, once=warm.once, sound=warm.sound)
        seconds.append(time.perf_counter() - begun)
        warm.remember(outcome)
        assert outcome.remade
        assert not outcome.problems.errors(), outcome.problems
    return seconds[2:]


def photographs(*names: str) -> list[dict[str, float]]:
    """Each photograph with all its renditions, in a process whose modules are loaded."""
    from generator.jobs import Input, PictureJob
    from generator.make import Templates, picture

    encodes = _counted(picture, "encode")
    found = []
    for name in (names[0], *names):
        encodes.clear()
        job = PictureJob("web", "m/x", "s", (Input(name, ""),))
        begun = time.perf_counter()
        outputs = picture.make(job, {}, Templates(()))
        seconds = time.perf_counter() - begun
        found.append({"seconds": seconds, "outputs": len(outputs), "encodes": len(encodes)})
    return found[1:]


def symbols(project: str) -> int:
    """QR symbols that a build of the print edition computes."""
    from generator.make import symbol
    from generator.pipeline import render

    outcome = render(Path(project), ("print",), jobs=1)
    assert not outcome.problems.errors(), outcome.problems
    return symbol._symbol.cache_info().misses  # noqa: SLF001 - nobody else knows


def plates(count: str) -> list[float]:
    """Seconds from a plate's words to its PDF, SVG and DXF; the first, which loads modules, not told."""
    from generator.make.cutting import cutting, lines_of
    from generator.make.dxf import write_dxf
    from generator.make.pdf import write_pdf
    from generator.make.plaque import compose
    from generator.make.spots import spots_of
    from generator.make.svg import write_svg
    from generator.make.symbol import symbol_for
    from generator.print_jobs import PlaqueJob, PlaqueLine

    words = {
        "owner": "Ủy ban nhân dân xã Ví Dụ", "rank": "Di tích lịch sử cấp tỉnh",
        "decision": "Quyết định số 00/QĐ-UBND ngày 1 tháng 1 năm 2000",
        "call": "Quét mã bằng máy ảnh hoặc Zalo để đọc và nghe câu chuyện nơi này",
        "safety": "Trang này không bao giờ hỏi tiền, mật khẩu, OTP", "works": "Công trình thanh niên",
    }  # fmt: skip
    seconds = []
    for number in range(int(count) + 1):
        name = PlaqueLine("name", f"Nơi thử số {number:04}")
        lines = (name, *(PlaqueLine(role, text) for role, text in words.items()))
        address = "https://ditich.example/7KQ4M2"
        job = PlaqueJob("print", "x", "s", code="7KQ4M2", address=address, lines=lines)
        begun = time.perf_counter()
        symbol = symbol_for(address, engraver=job.engraver)
        scene = compose(job, symbol)
        write_pdf(scene, spots_of(scene, job.preset, job.spots))
        write_svg(scene)
        write_dxf(lines_of(cutting(scene, symbol, job.preset)), scene.width)
        seconds.append(time.perf_counter() - begun)
    return seconds[1:]


def proof(project: str) -> list[float]:
    """CPU seconds of each plate's whole proof in one process whose modules are loaded, both gates.

    The trial in full, as of a final plate; PDF, SVG and the files for cutters read back.
    """
    from generator.jobs import Input, Made
    from generator.make import Templates, scan
    from generator.pipeline import render
    from generator.print_jobs import ScanJob
    from generator.printing import CUT, PDF, SVG
    from generator.problems import Place, Problems
    from generator.prove.plaque import plate_of, prove_pdf, prove_svg
    from generator.scan import GATES
    from generator.store import Store

    root = Path(project)
    outcome = render(root, ("print",), jobs=1)
    assert not outcome.problems.errors(), outcome.problems
    made, store = outcome.made["print"], Store(root / ".ditich" / "store")

    def final(one: Made) -> Made:
        return replace(one, facts=tuple((n, "" if n == "sample" else v) for n, v in one.facts))

    seconds = []
    for job in (job for job in outcome.planned if isinstance(job, ScanJob)):
        (stem,) = job.needs
        pdf, svg, *cut = (made[stem + end] for end in (PDF, SVG, *CUT))
        blob = Input(str(store.at(pdf.digest)), pdf.digest, pdf.target)
        gates = tuple(pair for pair in job.readers if pair[0] in GATES)
        begun, problems, place = time.process_time(), Problems(), Place(stem)
        asked = replace(job, inputs=(blob,), readers=gates)
        scan.make(asked, {stem: (final(pdf),)}, Templates(()))
        plate = plate_of(job.address, pdf.facts)
        files = [(store.get(one.digest), one.media_type, place) for one in cut]
        page = prove_pdf(store.get(pdf.digest), plate, place, problems, files)
        assert page
        prove_svg(store.get(svg.digest), page, place, problems)
        seconds.append(time.process_time() - begun)
        assert not problems.errors(), problems
    return seconds


def over_budget(project: str) -> int:
    """Renditions that *prove* finds too heavy, and whose site is therefore not published anew."""
    from generator.pipeline import render

    outcome = render(Path(project), ("web",))
    return sum(problem.kind == "over-budget" for problem in outcome.problems.errors())


def _counted(module: Any, name: str) -> list[object]:
    """Let each call of a function leave a mark in the list that comes back."""
    real: Callable[..., object] = getattr(module, name)
    calls: list[object] = []

    def counting(*given: object, **named: object) -> object:
        calls.append(None)
        return real(*given, **named)

    setattr(module, name, counting)
    return calls


def main(words: Sequence[str]) -> None:
    """Do what the first word says with the others."""
    whats: dict[str, Callable[..., object]] = {
        "preview": preview,
        "photographs": photographs,
        "symbols": symbols,
        "plates": plates,
        "proof": proof,
        "over_budget": over_budget,
    }
    print(json.dumps(whats[words[0]](*words[1:])))


if __name__ == "__main__":
    main(sys.argv[1:])
