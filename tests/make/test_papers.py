"""Papers and cards: right sizes, Vietnamese first, black ink alone, codes that two readers read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.make import Templates
from generator.make import make as make_job
from generator.make.lettering import check_glyphs
from generator.make.paper import drawn, set_paper
from generator.make.refusal import Refusal
from generator.make.symbol import symbol_saying
from generator.plan import Ceremony, plan
from generator.plan.papers import CERTIFICATE, ORDER, SHOP
from generator.print_jobs import PaperJob
from generator.problems import PROJECT, Problems
from generator.scan import readers
from generator.words import paper_table
from generator.work import Task, labour
from tests.make.papers import (
    GATE,
    LONG,
    MARKUP,
    POST,
    SHIPPED,
    SLUG,
    WHOLE,
    Edition,
    codes,
    edition,
    hidden,
    inks,
    selected,
    signed,
    site,
    sizes,
    words,
)

HALL = Ceremony(15.0)
CARD = {"name": "N", "ssid": "S", "password": "", "sample": ""}
COMMON = (SHIPPED / "paper" / "common.typ").read_bytes()
A3, A4, A5, A6 = (297.0, 420.0), (210.0, 297.0), (148.0, 210.0), (105.0, 148.0)
STEM = f"{SLUG}/{WHOLE}-bien-200"
PAPERS = {
    f"{STEM}-{CERTIFICATE}.pdf": [A5, A5],
    f"{STEM}-{SHOP}.pdf": [A4],
    f"{STEM}-{ORDER}.pdf": [A4],
    f"{SLUG}/{SLUG}-{WHOLE}-the-huong-dan.pdf": [A6],
    f"{SLUG}/{SLUG}-{WHOLE}-nhan-dan.pdf": [(62.0, 84.0)],
    f"{SLUG}/{SLUG}-{WHOLE}-the-ban.pdf": [A4],
    f"{SLUG}/{SLUG}-{WHOLE}-ap-phich-a4.pdf": [A4],
    f"{SLUG}/{SLUG}-{WHOLE}-ap-phich-a3.pdf": [A3],
    f"{SLUG}/{SLUG}-so-diem-dung.pdf": [A4],
    f"{SLUG}/{SLUG}-the-wifi.pdf": [A6],
    "bang-viec.pdf": [(297.0, 210.0)],
    f"{SLUG}/ly-lich-{SLUG}.pdf": [A4, A4],
}
"""Every paper in black, with the size of its pages in mm."""

PAGES = {
    "certificate.typ": [A5, A5], "shop.typ": [A4], "order.typ": [A4],
    "slide.typ": [(338.7, 190.5)] * 2,
}  # fmt: skip
"""Of the plates and codes of a hostile place."""

WIFI = "WIFI:T:WPA;S:DITICH-KHACH;P:moi-vao-xem;;"


def printed(code: str) -> str:
    """What the symbol of a code says."""
    return f"https://DITICH.VN/{code}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The print edition of a signed place, with a ceremony."""
    return edition(selected(ceremony=HALL), tmp_path_factory.mktemp("signed"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The same of a place that nobody signed at a long address, every name and word of it typst markup."""
    place = site(
        names=[{"text": {"vi": f"Đình {MARKUP}", "en": f"House {MARKUP}"}}],
        works={"title": f"Công trình {MARKUP}", "body": MARKUP, "handed_to": MARKUP, "basis": MARKUP},
        stops=[{"id": "cong", "number": 7, "name": {"vi": f"Cổng {MARKUP}"}, "where": MARKUP},
               {"id": "cot", "name": MARKUP}],
        contacts=[{"body": MARKUP, "phone": "0000 000 000"}],
        # Plates themselves set these names in few words: they are not what is looked at here.
        plaques=[{"part": "cong", "preset": "panel-1200", "place": MARKUP, "languages": ["vi", "en"]}],
    )  # fmt: skip
    all_reasons = replace(selected(place, HALL, hosts=[LONG]), readers=readers()[:1])
    return edition(all_reasons, tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize("target", sorted(PAPERS))
def test_every_paper_has_its_size_and_black_ink_alone(made: Edition, target: str) -> None:
    """Pages are as large as they should be, and no ink but black is on them."""
    assert sizes(made.files[target]) == PAPERS[target]
    assert inks(made.files[target]) == {"k"}


def test_no_paper_is_left_out_here(made: Edition) -> None:
    """The table above names every PDF in black that is made; ink is seen where there is some."""
    coloured = {"trinh-chieu.pdf", "phong-nen.pdf"}
    papers = {
        t for t, one in made.made.items() if dict(one.facts).get("paper") and t.endswith(".pdf")
    }
    others = {t for t in papers if f"-{CERTIFICATE}" in t or f"-{SHOP}" in t or f"-{ORDER}" in t}
    assert papers - others == {*PAPERS, *coloured} - others
    assert inks(made.files["phong-nen.pdf"]) == {"k", "cmyk"}
    assert "rgb" in str(inks(made.files["trinh-chieu.pdf"])) or inks(
        made.files["trinh-chieu.pdf"]
    ) - {"k", "cmyk"}


@pytest.mark.parametrize(
    ("target", "key"),
    [(f"{STEM}-{CERTIFICATE}.pdf", "installation"), (f"{STEM}-{SHOP}.pdf", "rule-1"),
     (f"{STEM}-{ORDER}.pdf", "quote-name"), (f"{SLUG}/{SLUG}-{WHOLE}-the-huong-dan.pdf", "how-zalo"),
     (f"{SLUG}/{SLUG}-the-wifi.pdf", "wifi-scan"), ("bang-viec.pdf", "run-lede")],
)  # fmt: skip
def test_vietnamese_stands_before_english(made: Edition, target: str, key: str) -> None:
    """Both languages are there, Vietnamese first; a plate that is final is no sample."""
    said = words(made.files[target])
    vi, en = paper_table()[key]["vi"], paper_table()[key]["en"]
    assert said.index(vi) < said.index(en)
    assert "MẪU" not in said


def test_every_symbol_is_read_from_the_finished_paper(made: Edition) -> None:
    """zxing-cpp and zbar each read exactly the code that a paper is for, and no payment code is there."""
    wanted = {
        f"{SLUG}/{SLUG}-the-wifi.pdf": {WIFI},
        f"{SLUG}/{SLUG}-so-diem-dung.pdf": {printed(GATE), printed(POST)},
        f"{STEM}-{CERTIFICATE}.pdf": {printed(WHOLE)},
        "phong-nen.pdf": {printed(WHOLE)},
        "trinh-chieu.pdf": {printed(c) for c in (GATE, POST, WHOLE)},
        f"{SLUG}/{SLUG}-{WHOLE}-the-ban.pdf": {printed(WHOLE)},
        f"{SLUG}/{SLUG}-{WHOLE}-nhan-dan.pdf": {printed(WHOLE)},
        f"{SLUG}/{SLUG}-{WHOLE}-the-huong-dan.pdf": {printed(WHOLE)},
        f"{SLUG}/{SLUG}-{WHOLE}-ap-phich-a4.pdf": {printed(WHOLE)},
        f"{SLUG}/{SLUG}-{WHOLE}-ap-phich-a3.pdf": {printed(WHOLE)},
    }
    told = {
        t for t, one in made.made.items() if any(n.startswith("payload ") for n, _ in one.facts)
    }
    pdfs = {t for t in told if t.endswith(".pdf")}
    assert pdfs - {t for t in pdfs if f"-{CERTIFICATE}" in t} == {*wanted} - {
        f"{STEM}-{CERTIFICATE}.pdf"
    }
    for target, payloads in wanted.items():
        pages = codes(made.files[target])
        for reader in ("zxing-cpp", "zbar"):
            read = {text for page in pages for text in page[reader]}
            assert read == payloads, (target, reader)
            assert not [text for text in read if text.startswith("000201")]


def test_a_payment_code_is_never_drawn() -> None:
    """The one way for a free payload onto paper refuses what begins as every payment code does."""
    vietqr = "00020101021138540010A00000072701240006970403011001234567890208QRIBFTTA53037045802VN6304ABCD"
    with pytest.raises(ValueError, match="payment"):
        symbol_saying(vietqr)
    assert symbol_saying(WIFI).payload == WIFI


def test_hostile_words_are_only_words(sample: Edition) -> None:
    """Markup in every name is set as it was written, on as many pages, and each paper says MẪU."""
    for target, one in sample.made.items():
        if not target.endswith(".pdf") or not dict(one.facts).get("paper"):
            continue
        said = words(sample.files[target])
        assert '#panic("x")' in said.replace("“", '"').replace("”", '"'), target
        record = "/ly-lich-" in target
        assert ("CHƯA KÝ" if record else "MẪU – KHÔNG LẮP") in said, target
        pages = sizes(sample.files[target])
        if target.startswith("phong-nen"):
            assert len(pages) == 1
        else:
            wanted = PAPERS.get(target) or PAGES[dict(one.facts)["paper"]]
            assert pages == wanted, target


def test_every_address_is_whole_and_every_letter_is_seen(sample: Edition) -> None:
    """At a host of 27 characters no letter is under a code's white ground, and none off its page."""
    told = [(t, dict(one.facts)) for t, one in sample.made.items() if t.endswith(".pdf")]
    looked_at = {t: facts for t, facts in told if any(key.startswith("payload ") for key in facts)}
    assert len(looked_at) == 10
    for target, facts in looked_at.items():
        assert hidden(sample.files[target]) == [], target
        said = words(sample.files[target]).replace("/ ", "/")
        for key, payload in facts.items():
            if key.startswith("payload ") and payload != WIFI:
                assert payload.removeprefix("https://") in said, (target, payload)


def test_a_strip_that_is_cut_apart_says_on_each_piece_that_it_is_a_sample(sample: Edition) -> None:
    """Once at the head of the sheet and once beside every stop."""
    said = words(sample.files[f"{SLUG}/{SLUG}-so-diem-dung.pdf"])
    assert said.count("MẪU – KHÔNG LẮP") == 1 + 2


def test_the_same_records_are_the_same_bytes(made: Edition, tmp_path: Path) -> None:
    """Made anew in another folder, every file of the print edition is the same."""
    again = edition(selected(ceremony=HALL), tmp_path)
    assert again.files == made.files
    assert again.jobs == made.jobs


def test_another_letter_is_another_paper(made: Edition, tmp_path: Path) -> None:
    """Negative control: a changed name is in the papers that say it."""
    place = signed(
        site(names=[{"text": {"vi": "Đình làng Ví Dù", "en": "Example communal house"}}])
    )
    other = edition(selected(place), tmp_path)
    for end in (f"{STEM}-{SHOP}.pdf", f"{SLUG}/{SLUG}-the-wifi.pdf"):
        assert other.files[end] != made.files[end]


def test_a_projects_own_template_goes_first(tmp_path: Path) -> None:
    """A file of the same name in the project's templates is set instead; common words stay at hand."""
    own = tmp_path / "templates"
    (own / "paper").mkdir(parents=True)
    text = '#import "common.typ": *\n#show: paper.with(paper: "a6")\nCỦA RIÊNG #D.name\n'
    (own / "paper" / "wifi-card.typ").write_text(text, "utf-8")
    mine = edition(selected(), tmp_path, own)
    assert "CỦA RIÊNG Đình làng Ví Dụ" in words(mine.files[f"{SLUG}/{SLUG}-the-wifi.pdf"])


def test_a_broken_template_is_named_with_its_line(tmp_path: Path) -> None:
    """A mistake in a template of the project's own is refused with file and line; one of ours is raised."""
    own = tmp_path / "templates"
    (own / "paper").mkdir(parents=True)
    (own / "paper" / "wifi-card.typ").write_text(
        '#import "common.typ": *\n\n#nothing(1)\n', "utf-8"
    )
    with pytest.raises(Refusal) as why:
        set_paper("wifi-card.typ", {}, Templates((own, SHIPPED)))
    assert why.value.kind == "template-broken"
    assert why.value.template == ("paper/wifi-card.typ", 3)
    with pytest.raises(RuntimeError):
        set_paper("strip.typ", {}, Templates((own, SHIPPED)))


def set_with(tmp_path: Path, common: bytes, about: dict[str, str]) -> bytes:
    """A card whose data is whole or not, set with such a common.typ of the project's own."""
    folder = tmp_path / "templates"
    (folder / "paper").mkdir(parents=True)
    (folder / "paper" / "common.typ").write_bytes(common)
    symbols = {"codes": {"wifi": drawn(symbol_saying(WIFI))}}
    return set_paper("wifi-card.typ", about | symbols, Templates((folder, SHIPPED)))


@pytest.mark.parametrize(
    ("common", "line", "why"),
    [
        (COMMON + b"#let tick = nonsense(1)\n", COMMON.count(b"\n") + 1, "nonsense"),
        (b"#let mine = 1\n", 0, "paper/wifi-card.typ:3: unknown variable: paper"),
        (b'#let paper = "\xff"\n', 0, "utf-8"),
    ],
)
def test_a_broken_file_that_ours_import_is_the_projects(
    tmp_path: Path, common: bytes, line: int, why: str
) -> None:
    """What goes wrong for the project's common.typ, in it or in ours, is told of that file."""
    with pytest.raises(Refusal) as refused:
        set_with(tmp_path, common, CARD)
    assert refused.value.template == ("paper/common.typ", line)
    assert why in dict(refused.value.params)["why"]


def test_a_sound_common_file_is_not_blamed_for_ours(tmp_path: Path) -> None:
    """Negative control: a copy of ours is used, and where ours fails with it, too, that is raised."""
    assert sizes(set_with(tmp_path / "sound", COMMON, CARD)) == [(105.0, 148.0)]
    with pytest.raises(RuntimeError, match="ssid"):
        set_with(tmp_path, COMMON, {"name": "N", "sample": ""})


def test_workers_can_set_papers_after_this_process_has(made: Edition) -> None:
    """Its threads do not survive a fork: once typst ran here, workers begin afresh and come to an end."""
    from generator.work import workers

    assert made.files
    with workers(2) as pool:
        pages = pool.submit(_set_one).result(timeout=120)
    assert pages == [(105.0, 148.0)]


def _set_one() -> list[tuple[float, float]]:
    """A paper, set in whatever process this is."""
    symbols = {"codes": {"wifi": drawn(symbol_saying(WIFI))}}
    return sizes(set_paper("wifi-card.typ", CARD | symbols, Templates((SHIPPED,))))


SHOWN = "Đình Ẫ Ữ – 中 ស្កេន"


@pytest.mark.parametrize("ending", ["-so-diem-dung.pdf", f"-{SHOP}.pdf"])
def test_a_character_that_no_font_has_is_refused(ending: str) -> None:
    """On a card of a site and on a paper of its plate, with the words it stands in; others are set."""
    stops = [{"id": "cong", "name": "Cổng", "where": SHOWN}, {"id": "cot", "name": "Cột"}]
    about = selected(signed(site(stops=stops, plaques=[{"languages": ["vi"], "place": SHOWN}])))
    job = next(job for job in plan(about, ("print",), Problems()) if job.target.endswith(ending))
    with pytest.raises(Refusal) as why:
        make_job(job, {}, Templates((SHIPPED,)))
    params = why.value.params
    assert (why.value.kind, params["char"], params["text"]) == ("plaque-glyph-missing", "中", SHOWN)
    assert isinstance(job, PaperJob)
    shown = replace(job, data=job.data.replace("中", "ស្ថានីយ\u200b"))
    (paper,) = make_job(shown, {}, Templates((SHIPPED,)))
    assert "Đình Ẫ Ữ" in words(paper.data)


def test_every_word_of_papers_has_glyphs() -> None:
    """Ours are no part of the data that is looked at when a paper is set."""
    for said in paper_table().values():
        for text in said.values():
            check_glyphs(text)


def test_a_refusal_of_a_paper_of_all_names_a_file_there_is(tmp_path: Path) -> None:
    """A paper of the ceremony is of no site: its fault is the project's."""
    job = PaperJob("ceremony", "x.pdf", PROJECT, template="slide.typ", data='{"title": "中"}')
    outputs, problems = labour(Task(job, (), Templates((SHIPPED,)), tmp_path / "store"))
    assert outputs == ()
    assert [(p.place.file, p.scope) for p in problems] == [("content/project.yaml", PROJECT)]
