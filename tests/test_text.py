"""Vietnamese text: the order of the alphabet, and the one way a slug is written."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.ledger import issue_event
from generator.ledger.events import parse_event
from generator.model import Id
from generator.problems import Place, Problem, Problems, catalogue
from generator.say import REPORT, SAY
from generator.text import agreeing, is_reserved, is_slug, order, slug, unmarked
from generator.words import table, word
from tests.ledger_work import AT, BY, A


def test_numbered_names_stand_in_their_order_before_letters() -> None:
    """Digits count upwards and stand before letters, letters follow the Vietnamese alphabet."""
    names = ["Tổ 1", "Tổ 2", "Tổ 8", "Tổ 9", "Tổ a", "Tổ ă", "Tổ b", "Tổ d", "Tổ đ", "Tổ e"]
    assert all(order(a) < order(b) for a, b in pairwise(names))


def test_tones_come_second_in_the_order_of_the_alphabet() -> None:
    """Of words with the same letters: level, huyền, hỏi, ngã, sắc, nặng."""
    words = ["ma", "mà", "mả", "mã", "má", "mạ", "mai"]
    assert all(order(a) < order(b) for a, b in pairwise(words))


def test_words_lose_their_marks_and_nothing_else() -> None:
    """Large letters stay large, đ is d, signs stay; Khmer, whose signs are no marks beside letters, too."""
    assert unmarked("Đền thờ “Bác Hồ” – Ðô, 1954") == "Den tho “Bac Ho” – Do, 1954"
    assert unmarked("វត្តប្រចៀវ ស៊េ") == "វត្តប្រចៀវ ស៊េ"


@pytest.mark.parametrize("text", ["Cơn", "con", "NUL", "Com1", "Đền thờ", "a–b", "--x--"])
def test_what_is_offered_as_a_slug_is_one(text: str) -> None:
    """Names that Windows keeps for a device too: advice that is followed is not refused again."""
    made = slug(text)
    assert is_slug(made)
    assert not is_reserved(made)
    assert slug(made) == made


@pytest.mark.parametrize(
    ("text", "right"),
    [("den-tho", True), ("den_tho", True), ("a1", True), ("den--tho", False), ("-den", False),
     ("Den", False), ("đền", False), ("", False), ("den\n", False)],
)  # fmt: skip
def test_a_slug_is_a_slug_for_the_model_and_for_the_ledger(text: str, *, right: bool) -> None:
    """What a site's folder may be called can get a code: one definition serves both."""
    assert is_slug(text) is right
    assert in_model(text) is right
    assert in_ledger(text) is right


@given(st.text("ab-_ 1Đ", max_size=6))
def test_model_and_ledger_never_disagree(text: str) -> None:
    """The same for whatever is typed."""
    assert in_model(text) == in_ledger(text) == is_slug(text)


def in_model(text: str) -> bool:
    """Whether the model takes the id."""
    try:
        TypeAdapter(Id).validate_python(text)
    except ValidationError:
        return False
    return True


def in_ledger(text: str) -> bool:
    """Whether an event may issue a code for that site."""
    event = issue_event(A, text, at=AT, by=BY)
    return parse_event(event.data(), event.path, Problems()) is not None


@pytest.mark.parametrize(
    ("n", "said"),
    [(0, "0 new pages"), (1, "1 new page"), ("1", "1 new page"), (21, "21 new pages")],
)
def test_a_noun_agrees_with_its_number(n: object, said: str) -> None:
    """In the sentence's own words alone: what it is filled with stays as somebody wrote it."""
    values = {"n": n, "name": "1 tệp(s)"}
    assert agreeing("{n} new page(s) of {name}", values).format(**values) == f"{said} of 1 tệp(s)"


def test_a_message_and_a_word_of_a_page_agree_with_their_numbers() -> None:
    """Sentences of problems, of the command line, of the preview and of pages all go the same way."""
    problem = Problem(Place("x"), "quiz-right", (("count", "1"), ("right", "5")))
    assert problem.sentence("en").endswith("has only 1 answer.")
    assert SAY["en"]["checked-bad"].format(sites=1, errors=1, notes=2) == (
        "✗ Read 1 place: 1 error, 2 notes."
    )
    assert word("accuracy-counts", "en", sources=1, official=0).startswith("1 source, 0 of them")
    tables = (*SAY.values(), *REPORT.values(), *catalogue().values(), *table().values())
    assert [x for one in tables for x in one.values() if "(s)" in agreeing(x, {})] == []
