"""Papers for tests: a made-up place with stops and a network, its whole print edition really made.

Names here do not exist. Trials of plates are a small fixture, unless they are asked for really.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import zxingcpp

from generator.jobs import Job, Made, Revision
from generator.ledger import Event, Ledger, issue_event, next_event
from generator.ledger.fold import fold
from generator.make import Templates
from generator.model import Project, Review, Site
from generator.plan import CEREMONY, Ceremony, plan
from generator.plan.selection import Selected
from generator.print_jobs import ScanJob
from generator.problems import Problems
from generator.scan import Trial, decode, readers
from generator.scan.trial import write_trials
from generator.store import Index, Store
from generator.work import Crew
from tests.ledger_work import AT, BY, CODES

ROOT = Path(__file__).parent.parent.parent
SHIPPED = ROOT / "templates"
SMALL = {"id": "thu-140", "width": 140, "height": 105, "module": 1.5}
"""A size of the project's own, two of which go on A4 and four on A3."""

SLUG = "dinh-lang-vi-du"
GATE, POST, WHOLE = CODES[:3]
LONG = {"base": "https://disan-vi-du.xa-vi-du.gov.vn"}
"""A host of 27 characters, as offices have them; nobody stands behind it."""

MARKUP = (
    '#panic("x") #pagebreak() $x^2$ *b* _i_ @none <l> `r` \\ // [a] '
    '#eval("1+1") {number} "q" \' ~ = - + /'
)
"""What typst would do something with, were it ever source."""

TRIALS = (
    Trial("artwork", 0.0, "", 1, (("zxing-cpp", 1), ("zbar", 1))),
    Trial("rest", 5.0, "px", 10, (("zxing-cpp", 10), ("zbar", 10))),
    Trial("far", 3.0, "px", 10, (("zxing-cpp", 10), ("zbar", 10)), 2.2),
    Trial("focus", 0.4, "modules", 10, (("zxing-cpp", 10), ("zbar", 9)), 0.5),
    Trial("angle", 45.0, "degrees", 10, (("zxing-cpp", 10), ("zbar", 10)), 60.0),
    Trial("weathered", 0.2, "share", 10, (("zxing-cpp", 10), ("zbar", 10)), 0.1),
    Trial("forwarded", 15.0, "quality", 10, (("zxing-cpp", 10), ("zbar", 10))),
    Trial("finder", 1.0, "modules", 10, (("zxing-cpp", 6), ("zbar", 10)), gate=False),
    Trial("steel-filled", 49, "percent", 10, (("zxing-cpp", 10), ("zbar", 10))),
    Trial("bronze-relief", 12, "percent", 10, (("zxing-cpp", 5), ("zbar", 0)), gate=False),
    Trial("một trục mới", 1.0, "px", 10, (("zxing-cpp", 10), ("zbar", 10))),
)


def site(**changes: Any) -> Site:
    """A place with two stops, a network, its works and three plates, of one of which no place is told."""
    about: dict[str, Any] = {
        "slug": SLUG,
        "kind": "inventoried",
        "names": [{"text": {"vi": "Đình làng Ví Dụ", "en": "Example communal house"}}],
        "stops": [
            {"id": "cong", "number": 1, "name": {"vi": "Cổng Ẫ Ữ", "en": "Gate"},
             "where": "bên trái"},
            {"id": "cot", "name": "Cột ở sân"},
        ],
        "visit": {"network": {"ssid": "DITICH-KHACH", "password": "moi-vao-xem"}},
        "works": {"title": "Công trình thử", "body": "Đoàn xã Ví Dụ", "handed_to": "Ủy ban xã Ví Dụ",
                  "basis": "Kế hoạch 00-KH/ĐTN"},
        "plaques": [
            {"languages": ["vi", "en"]},
            {"part": "cong", "preset": SMALL["id"], "place": "cột phải của cổng"},
            {"part": "cot", "preset": SMALL["id"]},
        ],
    }  # fmt: skip
    return Site.model_validate(about | changes)


def signed(place: Site) -> Site:
    """The place with its plaques signed in Vietnamese and English: no sample any more."""
    told: dict[str, Any] = {"digest": f"v1:{'0' * 64}", "body": "Sở", "date": "2026"}
    reviews = tuple(Review(scope="plaque", language=x, **told) for x in ("vi", "en"))
    return place.model_copy(update={"reviews": reviews})


def ledger() -> Ledger:
    """A code for the place and one for each stop; two plates are printed, that of the second stop last."""
    events: list[Event] = [issue_event(WHOLE, SLUG, at=AT, by=BY)]
    for code, part in ((GATE, "cong"), (POST, "cot")):
        events.append(issue_event(code, SLUG, at=AT, by=BY, part=part))
    states = fold([(e.path, e.data()) for e in events], (), Problems()).by_code
    for code, serial, at in ((WHOLE, "B-01", "2026-11-22"), (POST, "B-02", "2026-11-23")):
        events.append(next_event(states[code], "print", {"serial": serial}, at=at, by=BY))
    return fold([(e.path, e.data()) for e in events], (), Problems())


def selected(
    place: Site | None = None, ceremony: Ceremony | None = None, **changes: Any
) -> Selected:
    """The project with that place alone."""
    about: dict[str, Any] = {
        "title": "Những nơi ví dụ", "languages": ["vi", "en"], "plaque": {"presets": [SMALL]},
        "hosts": [{"base": "https://ditich.vn", "owners": ["Đoàn"], "paid_until": "2035",
                   "answers": "Văn phòng", "paper": "01"}],
    }  # fmt: skip
    revision = Revision(place or signed(site()), "0" * 64, "/nowhere")
    project = Project.model_validate(about | changes)
    return Selected(project, (revision,), (), ledger(), readers=readers(), ceremony=ceremony)


@dataclass(frozen=True)
class Edition:
    """A print edition as made: the jobs, and every file by target."""

    jobs: tuple[Job, ...]
    made: Mapping[str, Made]
    files: Mapping[str, bytes]

    def ending(self, end: str) -> bytes:
        """The one file whose name ends so."""
        (found,) = (data for name, data in self.files.items() if name.endswith(end))
        return found


def edition(
    chosen: Selected,
    folder: Path,
    own: Path | None = None,
    *,
    tried: bool = True,
    trials: tuple[Trial, ...] = TRIALS,
    further: int = 4,
    really: bool = False,
) -> Edition:
    """All that *plan* wants of the print edition and of a ceremony, made as in a build; `own` templates.

    With `further` 0 the trials are those of a sample: none beyond what must be borne. Of those `really`
    tried the plates go before the camera.
    """
    problems = Problems()
    jobs = tuple(
        job
        for job in plan(chosen, ("print", CEREMONY), problems)
        if job.kind != "page" and (really or job.kind != "scan")
    )
    assert list(problems) == []
    store = Store(folder / "store")
    templates = Templates((own, SHIPPED) if own else (SHIPPED,))
    crew = Crew(store, Index(folder / "index"), templates, "", 1, lambda _done, _of: None)
    made: dict[tuple[str, str], tuple[Made, ...]] = {}
    if tried and not really:
        made |= {("print", target): (one,) for target, one in _trials(jobs, store, trials, further)}
    found: list[Made] = []
    for wave in sorted({job.wave for job in jobs}):
        result = crew.wave((job for job in jobs if job.wave == wave), made)
        assert not result.problems, [p.render("en") for _, p in result.problems]
        for job, outputs in result.done:
            made[job.edition, job.target] = outputs
            found += outputs if job.edition else ()
    return Edition(
        jobs, {o.target: o for o in found}, {o.target: store.get(o.digest) for o in found}
    )


def _trials(
    jobs: Iterable[Job], store: Store, trials: tuple[Trial, ...], further: int
) -> Iterator[tuple[str, Made]]:
    """The trials of every plate, as a ScanJob would leave it; `further` frames beyond what must be borne."""
    for job in jobs:
        if job.kind == "plaque":
            data = write_trials(trials, {"seeds": 10, "seeds_beyond": further})
            target = ScanJob("print", f"{job.target}.json", job.scope).target
            yield target, Made(target, store.put(data), len(data), "application/json")


# --- looking at a finished PDF --------------------------------------------------------------------


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in mm."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            (round(w * 25.4 / 72, 1), round(h * 25.4 / 72, 1))
            for w, h in (page.get_size() for page in document)
        ]
    finally:
        document.close()


def words(pdf: bytes) -> str:
    """All its words, white space made one space."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return " ".join(text.split())


def codes(pdf: bytes, width: int = 900) -> list[dict[str, tuple[str, ...]]]:
    """What each reader reads on each page, drawn `width` px wide."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for page in document:
            bitmap = page.render(scale=width / page.get_size()[0], grayscale=True)
            rows, columns = bitmap.height, bitmap.width
            data = bytes(bitmap.buffer)
            lines = [
                data[at : at + columns] for at in range(0, bitmap.stride * rows, bitmap.stride)
            ]
            found.append(decode(memoryview(b"".join(lines)).cast("B", (rows, columns))))
        return found
    finally:
        document.close()


def hidden(pdf: bytes, width: int = 900) -> list[str]:
    """Letters that stand off their page, or on a symbol or the bare room around it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [letter for page in document for letter in _hidden(page, width)]
    finally:
        document.close()


def _hidden(page: pypdfium2.PdfPage, width: int) -> Iterator[str]:
    wide, high = page.get_size()
    picture = page.render(scale=width / wide, grayscale=True).to_numpy()
    bare = [_bare(code.position, wide / width, high) for code in zxingcpp.read_barcodes(picture)]
    text = page.get_textpage()
    for at in range(text.count_chars()):
        left, low, right, top = text.get_charbox(at)
        on_page = left >= 0 and right <= wide and low >= 0 and top <= high
        covered = any(left < r[2] and right > r[0] and low < r[3] and top > r[1] for r in bare)
        if (covered or not on_page) and (letter := text.get_text_range(at, 1)).strip():
            yield letter


def _bare(at: zxingcpp.Position, scale: float, high: float) -> tuple[float, float, float, float]:
    """Left, low, right and top in points of a symbol with 2 modules around it, if it has 45."""
    corners = (at.top_left, at.top_right, at.bottom_left, at.bottom_right)
    xs, ys = [p.x * scale for p in corners], [high - p.y * scale for p in corners]
    more = (max(xs) - min(xs)) * 2 / 45
    return min(xs) - more, min(ys) - more, max(xs) + more, max(ys) + more


COLOURS = {"rg", "RG", "g", "G"}


def inks(pdf: bytes) -> set[str]:
    """How its pages and forms colour things: 'k' for black alone, 'cmyk', 'rgb', names of colour spaces."""
    found: set[str] = set()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            for step in pikepdf.parse_content_stream(page):
                given, name = step.operands, str(step.operator)
                if name in ("k", "K"):
                    found.add("k" if all(float(n) == 0 for n in list(given)[:3]) else "cmyk")
                elif name in COLOURS:
                    found.add("rgb")
                elif name in ("cs", "CS"):
                    found.add(str(given[0]))
    return found
