"""What papers say and leave out: signed words, whole addresses, one rule in one wording, all on its page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.jobs import Job, Made
from generator.make import Templates
from generator.make import make as make_job
from generator.make import paper as paper_module
from generator.make.paper import drawn, set_paper
from generator.make.refusal import Refusal
from generator.make.shop import shop_words
from generator.make.symbol import symbol_for, symbol_saying
from generator.plan import CEREMONY, Ceremony, Selected, plan
from generator.plan.paper import plates_of
from generator.printing import CUT, NOTE, PDF, PREVIEW, SVG, SYMBOL
from generator.problems import Problems
from generator.say import SAY
from generator.words import paper_table, paper_word, shop_rules, table, word
from tests.make.papers import (
    GATE,
    LONG,
    ROOT,
    SHIPPED,
    SMALL,
    WHOLE,
    hidden,
    selected,
    signed,
    site,
    sizes,
    words,
)
from tests.make.test_papers import CARD, COMMON, WIFI, set_with

FULL = {
    "id": "du-moi-thu", "width": 400, "height": 300, "module": 4, "process": "laser", "hole": 6,
    "grow": 0.1, "tactile": True, "nfc": True, "white": True,
    "material": {"vi": "Đá granit, mã trên tấm gốm hoặc thép ăn mòn khảm vào đá",
                 "en": "Granite; the code on a tile of ceramic or etched steel let into it"},
}  # fmt: skip
"""A size with everything on that a plate may have."""

PHONE = "0000 000 000"
KEEPER = "Ban quản lý di tích xã Ví Dụ"
ENDS = (*CUT, NOTE, PDF, PREVIEW, SVG, SYMBOL)


def planned(chosen: Selected) -> dict[str, Job]:
    """All jobs of the print edition and of a ceremony, by target."""
    return {job.target: job for job in plan(chosen, ("print", CEREMONY), Problems())}


def data(job: Job) -> dict[str, Any]:
    """What a paper is given to say."""
    found: dict[str, Any] = json.loads(getattr(job, "data", ""))
    return found


def set_as_in_a_build(chosen: Selected, template: str) -> bytes:
    """The one paper of that template, beside a plate whose files are only named."""
    (job,) = (j for j in planned(chosen).values() if getattr(j, "template", "") == template)
    needs = {
        need: tuple(Made(f"{need}{end}", "0" * 64, 1, "x") for end in ENDS) for need in job.needs
    }
    (paper,) = make_job(job, needs, Templates((SHIPPED,)))
    return paper.data


def full(**changes: Any) -> Selected:
    """A plate with everything on, at a long address, with a long name and each reason to be a sample."""
    about: dict[str, Any] = {
        "names": [{"text": {"vi": f"Khu lưu niệm Đình làng Ví Dụ và {'những nơi ghi dấu ' * 3}ở xã Ví Dụ"}}],
        "contacts": [{"body": KEEPER, "phone": PHONE}],
        "plaques": [{"part": "cong", "preset": FULL["id"], "place": "cột phải của cổng, mặt ra đường"}],
    }  # fmt: skip
    place = site(**(about | changes))
    project: dict[str, Any] = {"plaque": {"presets": [SMALL, FULL]}, "hosts": [LONG]}
    return replace(selected(place, **project), readers=())


@pytest.mark.parametrize("template", ["shop.typ", "order.typ"])
def test_a_plate_with_everything_on_keeps_to_one_page(template: str) -> None:
    """What costs money stands on the sheet for the shop and on the form for quotations alike."""
    paper = set_as_in_a_build(full(), template)
    assert sizes(paper) == [(210.0, 297.0)]
    said = words(paper)
    rows = ("module", "second", "white", "tactile", "nfc", "kerf", "holes", "sample")
    for key in rows:
        assert paper_word(key, "vi") in said, key
    for text in (
        "1,75 mm",
        "bản màu WHITE",
        "Ø 6 mm",
        "bù sẵn 0,1 mm",
        "MẪU – KHÔNG LẮP",
        PHONE,
        KEEPER,
    ):
        assert text in said, text
    assert hidden(paper) == []
    if template == "shop.typ":
        assert f"mở đúng disan-vi-du.xa-vi-du.gov.vn/{GATE}" in said


def test_the_plain_words_for_the_shop_name_the_white_plate() -> None:
    """Under the name that the project gives it; a plate without one says nothing of it."""
    (one,) = plates_of(full())
    symbol = symbol_for(one.job.address)
    assert paper_word("white-is", "vi", white="WHITE") in shop_words(one.job, symbol)
    plain = replace(one.job, preset=one.job.preset.model_copy(update={"white": False}))
    assert paper_word("white", "vi") not in shop_words(plain, symbol)


def test_a_telephone_of_another_body_says_whose_it_is() -> None:
    """Beside the orderer's name the keeper's number would pass for the orderer's."""
    assert f"{PHONE} – {KEEPER}" in words(set_as_in_a_build(full(), "order.typ"))
    own = full(contacts=[{"body": "Đoàn xã Ví Dụ", "phone": PHONE}])
    assert f"{PHONE} –" not in words(set_as_in_a_build(own, "order.typ"))
    none = words(set_as_in_a_build(full(contacts=[{"body": KEEPER}]), "order.typ"))
    assert KEEPER not in none


@pytest.mark.parametrize(
    ("ordered", "reviewed", "english", "final"),
    [(("vi",), ("vi",), False, True), (("vi",), ("vi", "en"), True, True),
     (("vi", "en"), ("vi",), True, False), (("vi", "en"), ("vi", "en"), True, True)],
)  # fmt: skip
def test_cards_say_no_english_that_nobody_signed(
    ordered: tuple[str, ...], reviewed: tuple[str, ...], *, english: bool, final: bool
) -> None:
    """A record for Vietnamese vouches for no English, which is left out or stands beside MẪU."""
    place = signed(site(plaques=[{"languages": ordered}]))
    reviews = tuple(r for r in place.reviews if r.language in reviewed)
    jobs = planned(selected(place.model_copy(update={"reviews": reviews}))).values()
    cards = [data(job) for job in jobs if getattr(job, "template", "") in CARDS]
    assert len(cards) == len(CARDS) + 1  # two posters
    for card in cards:
        said = {card["name_en"], card["call"]["en"], *(s["name_en"] for s in card.get("stops", ()))}
        assert bool(said - {""}) == english
        assert (card["sample"] == "") == final


CARDS = ("scan-card.typ", "sticker.typ", "tent.typ", "poster.typ", "strip.typ", "wifi-card.typ")


def test_a_reason_is_said_once_and_reasons_in_one_order() -> None:
    """Of two plates one is not reviewed, and the host's record has gaps for both."""
    place = signed(site(plaques=[{"part": "cong"}, {"languages": ["vi", "en"]}]))
    vi = place.model_copy(update={"reviews": place.reviews[:1]})
    jobs = planned(selected(vi, Ceremony(), hosts=[LONG]))
    wanted = f"{word('sample-review', 'vi')}; {word('sample-host', 'vi')}"
    told = [data(job)["sample"] for target, job in jobs.items()
            if target.endswith(("-the-ban.pdf", "bang-viec.pdf", "-ban-giao.docx"))]  # fmt: skip
    assert told == [wanted] * 3


def test_the_backdrop_bears_the_code_of_the_whole() -> None:
    """Whichever plate the site names first; a stop's code only where the whole has none."""
    order: list[dict[str, Any]] = [{"part": "cong"}, {"languages": ["vi"]}]
    for plaques in (order, order[::-1], order[:1]):
        backdrop = planned(selected(signed(site(plaques=plaques)), Ceremony()))["phong-nen.pdf"]
        assert getattr(backdrop, "codes", ()) == (("code", f"https://ditich.vn/{WHOLE}"),)
    chosen = selected(signed(site(plaques=order)), Ceremony())
    left = {c: s for c, s in chosen.ledger.by_code.items() if c != WHOLE}
    stops = replace(chosen, ledger=replace(chosen.ledger, states=tuple(left.values())))
    assert getattr(planned(stops)["phong-nen.pdf"], "codes", ()) == (
        ("code", f"https://ditich.vn/{GATE}"),
    )


def test_an_address_that_fits_nowhere_is_refused() -> None:
    """It is no card on which some of it is missing; a template of ours is not what is at fault."""
    call = {"vi": "Quét", "en": ""}
    about = {"name": "N", "sample": "", "call": call, "address": f"{'a' * 60}.vn/{WHOLE}"}
    symbols = {"codes": {"code": drawn(symbol_saying(WIFI))}}
    with pytest.raises(Refusal) as why:
        set_paper("sticker.typ", about | symbols, Templates((SHIPPED,)))
    assert why.value.kind == "plaque-address-too-long"
    assert why.value.params == {"address": about["address"]}


SSID = "M-" * 15 + "MM"


def test_a_password_is_broken_into_counted_pieces_alone(tmp_path: Path) -> None:
    """The longest is whole within its card, in pieces of one length; a hyphen at an end is never a break."""
    for password in ("W" * 63, "moi-vao-xem-" * 5 + "mo", "moi-vao-xem"):
        card = set_with(tmp_path / password, COMMON, CARD | {"ssid": SSID, "password": password})
        said = words(card)
        pieces = re.findall(r"\d/\d (\S+)", said.partition("Password")[2])
        assert "".join(pieces or [p for p in said.split() if p == password]) == password
        assert len({len(piece) for piece in pieces[:-1]}) <= 1
        assert ("Gõ liền" in said) == (len(password) > 11)
        assert SSID in said
        assert hidden(card) == []


def test_one_rule_of_contrast_stands_in_all_papers_and_pages() -> None:
    """The certificate and the page for whoever has a plate made say when to repaint in the same words."""
    for lang, page in (("vi", "docs/vi/in-bien.md"), ("en", "docs/en/plates-to-print.md")):
        told = " ".join((ROOT / page).read_text("utf-8").split())
        rule = paper_word("repaint", lang)
        assert rule in told
        assert told.count("20 %") == rule.count("20 %")


def test_a_status_is_called_the_same_everywhere() -> None:
    """What the command says of a plate is what papers and minutes say."""
    for status in ("printed", "installed", "withdrawn"):
        for lang in ("vi", "en"):
            said = SAY[lang][f"plate-{status}"]
            assert said.rpartition(", ")[2] == paper_word(f"status-{status}", lang)


def test_a_tenth_rule_stands_tenth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules are numbered, and numbers are no words: on the sheet as in the plain words."""
    more = {f"rule-{n}": {"vi": f"điều thứ {n}.", "en": f"rule {n}."} for n in (9, 10)}
    both = paper_table() | more
    monkeypatch.setattr("generator.words.paper_table", lambda: both)
    monkeypatch.setattr(paper_module, "_words", lambda: json.dumps(table() | both))
    assert shop_rules("vi", "")[-2:] == ("điều thứ 9.", "điều thứ 10.")
    said = words(set_as_in_a_build(full(), "shop.typ"))
    order = [
        said.index(rule) for rule in (paper_word("rule-2", "vi"), "điều thứ 9.", "điều thứ 10.")
    ]
    assert order == sorted(order)


FAMILIES = ("axis-", "process-", "rule-", "status-", "unit-")
"""Words whose keys end in what is told of: an axis, a process, a number."""


def test_no_word_of_papers_is_dead() -> None:
    """Every one is asked for by name in a template or a module, or as one of a family."""
    files = (*(SHIPPED / "paper").glob("*.typ"), ROOT / "generator" / "make" / "shop.py")
    named = set(re.findall(r'"([a-z0-9-]+)"', "\n".join(p.read_text("utf-8") for p in files)))
    for module in (ROOT / "generator").rglob("*.py"):
        named |= set(re.findall(r'paper_word\("([a-z0-9-]+)"', module.read_text("utf-8")))
    dead = {key for key in paper_table() if not key.startswith(FAMILIES)} - named
    assert dead == set()
