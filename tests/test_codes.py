"""The code on the stone and the host before it."""

from __future__ import annotations

import itertools
import re
from random import Random

import pytest

from generator.codes import (
    ALPHABET,
    HOST_ROOM,
    check_symbol,
    draw,
    host_note,
    host_problem,
    is_code,
    is_refused,
    is_sample_host,
    mend,
    printed_address,
    refused_strings,
)
from generator.problems import MachineTrouble, catalogue

CODES = [draw((), (), Random(seed)) for seed in range(1000)]  # noqa: S311 - a fixed seed is the point


def substitutions(code: str) -> list[str]:
    """Every word one symbol away from `code`, lookalikes outside the alphabet included."""
    symbols = ALPHABET + "0OILU"
    return [code[:n] + s + code[n + 1 :] for n in range(6) for s in symbols if s != code[n]]


def swaps(code: str) -> list[str]:
    """Every word that is `code` with two differing symbols in each other's place."""
    found = []
    for i, j in itertools.combinations(range(6), 2):
        word = list(code)
        word[i], word[j] = word[j], word[i]
        found += ["".join(word)] if code[i] != code[j] else []
    return found


def test_alphabet_has_31_symbols_and_none_that_look_alike() -> None:
    """31 is prime, and 0 O I L U are left out."""
    assert len(set(ALPHABET)) == len(ALPHABET) == 31
    assert not set("0OILU") & set(ALPHABET)


def test_every_substitution_of_a_thousand_codes_is_refused() -> None:
    """No symbol put for another gives a code, tried for all places and all symbols."""
    tried = [word for code in CODES for word in substitutions(code)]
    assert len(tried) == 1000 * 6 * 35
    assert not [word for word in tried if is_code(word)]
    assert all(is_code(code) for code in CODES)


def test_every_swap_of_a_thousand_codes_is_refused() -> None:
    """No two symbols changing places give a code, neighbours or not."""
    tried = [word for code in CODES for word in swaps(code)]
    assert len(tried) > 13_000
    assert not [word for word in tried if is_code(word)]


def test_unweighted_sum_would_miss_the_swaps() -> None:
    """The swap test can fail: without weights every swap passes."""

    def weightless(word: str) -> bool:
        return sum(map(ALPHABET.index, word)) % 31 == sum(map(ALPHABET.index, CODES[0])) % 31

    assert all(weightless(word) for word in swaps(CODES[0]))


def test_the_check_fits_the_published_rule() -> None:
    """A code worked out by hand: 7 K Q 4 M has the sum 6 + 36 + 66 + 12 + 95 = 215."""
    values = [ALPHABET.index(symbol) for symbol in "7KQ4M"]
    assert [place * value for place, value in enumerate(values, 1)] == [6, 36, 66, 12, 95]
    check = check_symbol("7KQ4M")
    assert (215 + 6 * ALPHABET.index(check)) % 31 == 0
    assert is_code("7KQ4M" + check)


@pytest.mark.parametrize("word", ["", "7KQ4M", "7KQ4MXX", "7kq4mx", "７KQ4MX", "7KQ4M\n", "ĐKQ4MX"])
def test_other_words_are_no_codes(word: str) -> None:
    """Length, case and script count: only what is printed is a code."""
    assert not is_code(word)


def test_one_word_in_31_passes_by_chance() -> None:
    """The check catches mistakes, not guesses: of random words one in 31 is a code."""
    rng = Random(5)  # noqa: S311
    words = ["".join(rng.choices(ALPHABET, k=6)) for _ in range(31_000)]
    assert 850 < sum(map(is_code, words)) < 1150


def test_draw_never_yields_a_refused_string() -> None:
    """Of 20,000 draws none holds a screened string, though some raw words do."""
    rng = Random(11)  # noqa: S311
    drawn = [draw((), (), rng) for _ in range(20_000)]
    assert not [code for code in drawn if is_refused(code)]
    raw = ["".join(rng.choices(ALPHABET, k=6)) for _ in range(20_000)]
    assert [word for word in raw if is_refused(word)]


def test_screening_sees_through_lookalikes() -> None:
    """1 is read as I and L, V as U, 5 as S and so on; neighbours of those words pass."""
    assert all(map(is_refused, ["D1TXYZ", "XFVCKX", "5H1TXX", "XA55XX", "VC1XYZ", "2YK111"]))
    assert is_refused("XX1975")
    assert not is_refused("7KQ4M2")
    assert not is_refused("D2TXYZ")


def test_each_refused_string_can_be_spelled_by_codes() -> None:
    """A word with a letter no symbol looks like would be dead weight in the list."""
    assert len(refused_strings()) > 50
    for word in refused_strings():
        assert re.fullmatch("[A-Z0-9]{2,6}", word), word
        spelled = word.translate(str.maketrans("ILU", "11V"))
        assert set(spelled) <= set(ALPHABET), word
        assert is_refused(spelled), word


def test_draw_keeps_clear_of_taken_and_reserved_names_in_any_case() -> None:
    """A taken code and an output folder called like a code are both passed over."""
    first = draw((), (), Random(3))  # noqa: S311
    assert draw((), (), Random(3)) == first  # noqa: S311
    assert draw([first], (), Random(3)) != first  # noqa: S311
    assert draw((), [first.lower()], Random(3)) != first  # noqa: S311


def test_draw_gives_up_on_a_broken_source_of_chance() -> None:
    """A generator that always says the same ends in words, not in a loop."""

    class Stuck(Random):
        def random(self) -> float:
            return 0.0

        def getrandbits(self, k: int, /) -> int:
            return k * 0

    with pytest.raises(MachineTrouble, match="code-none-left"):
        draw((), (), Stuck())
    assert "code-none-left" in catalogue()


def test_mend_reads_codes_as_people_type_them() -> None:
    """Lower case, spaces, dashes, full-width letters, a whole address, I and L for 1."""
    code = next(code for code in CODES if "1" in code)
    sloppy = code.lower().replace("1", "l", 1)
    for typed in (sloppy, f" {sloppy[:3]}-{sloppy[3:]} ", f"https://ditich.example/{sloppy}/"):
        assert mend(typed).code == code
    wide = "".join(chr(ord(symbol) + 0xFEE0) for symbol in code)
    assert mend(wide).code == code


def test_mend_does_not_guess_symbols_that_no_code_has() -> None:
    """0, O and U could have been several symbols: such a word is no code."""
    assert all(not mend(CODES[0][:5] + symbol).code for symbol in "0OU")
    assert mend(CODES[0]).code == CODES[0]


def test_mend_suggests_codes_that_exist_one_mistake_away() -> None:
    """A wrong, swapped, missing, doubled or unreadable symbol leads to the code that was meant."""
    code = next(code for code in CODES if len(set(code)) == 6)
    known = [*CODES[:200], code]
    swapped = code[1] + code[0] + code[2:]
    for typed in (
        code[:5],
        code + "7",
        swapped,
        "0" + code[1:],
        "OU" + code[2:],
        code[:3] + code[2:],
    ):
        assert code in mend(typed, known).near, typed
    wrong = "2" if code[0] != "2" else "3"
    assert code in mend(wrong + code[1:], known).near
    assert mend(code, known).near == ()
    assert mend("ZZZZZZ", known).near == ()


def test_mend_with_two_mistakes_suggests_nothing() -> None:
    """Two wrong symbols could be anything: no guess is offered."""
    code = CODES[0]
    other = "".join("9" if s != "9" else "8" for s in code[:2]) + code[2:]
    assert code not in mend(other, CODES).near


@pytest.mark.parametrize(
    ("base", "kind"),
    [
        ("http://ditich.example", "host-not-https"),
        ("ditich.example", "host-not-https"),
        ("", "host-not-https"),
        ("javascript:alert(1)", "host-not-https"),
        ("https://Ditich.example", "host-upper-case"),
        ("HTTPS://ditich.example", "host-upper-case"),
        ("https://ditich.example/", "host-path"),
        ("https://ditich.example/vl", "host-path"),
        ("https://ditich.example?x=1", "host-path"),
        ("https://ditich.example#a", "host-path"),
        ("https://me@ditich.example", "host-path"),
        ("https://ditich.example:8443", "host-port"),
        ("https://ditich.example:", "host-port"),
        ("https://203.0.113.7", "host-ip"),
        ("https://[2001:db8::1]", "host-ip"),
        ("https://127.1", "host-ip"),
        ("https://[::1", "host-malformed"),
        ("https://ditich.example:99999", "host-malformed"),
        ("https://di_tich.example", "host-malformed"),
        ("https://-ditich.example", "host-malformed"),
        ("https://ditich..example", "host-malformed"),
        (" https://ditich.example", "host-malformed"),
        ("https://ditich.example.", "host-malformed"),
        ("https://ditích.vn", "host-not-ascii"),
        ("https://xn--ditch-nza.vn", "host-not-ascii"),
        ("https://localhost", "host-not-public"),
        ("https://may.local", "host-not-public"),
        ("https://bit.ly", "host-shortener"),
        ("https://tinyurl.com", "host-shortener"),
        ("https://go.tinyurl.com", "host-shortener"),
        ("https://vinhlong.github.io", "host-rented"),
        ("https://x.vercel.app", "host-rented"),
        ("https://x.netlify.app", "host-rented"),
        ("https://x.pages.dev", "host-rented"),
        ("https://x.web.app", "host-rented"),
        ("https://x.blogspot.com", "host-rented"),
        ("https://x.blogspot.com.vn", "host-rented"),
        ("https://x.wordpress.com", "host-rented"),
        ("https://x.wixsite.com", "host-rented"),
        ("https://sites.google.com", "host-rented"),
    ],
)
def test_hosts_that_may_not_stand_on_stone_are_refused_with_the_reason(
    base: str, kind: str
) -> None:
    """Each refusal has its own kind, a sentence and advice in both languages."""
    problem = host_problem(base)
    assert problem is not None
    assert problem.kind == kind
    assert problem.sentence("vi")
    assert problem.sentence("en")
    assert "{" not in problem.render("vi") + problem.render("en")


@pytest.mark.parametrize(
    "base",
    [
        "https://ditich.example",
        "https://ditich.vn",
        "https://ditich.vinhlong.gov.vn",
        "https://mybit.ly.vn",
        "https://notgithub.io",
        "https://google.com.vn",
    ],
)
def test_owned_names_pass(base: str) -> None:
    """A name that only resembles a refused one is nobody's trouble."""
    assert host_problem(base) is None


def test_a_host_longer_than_the_smallest_symbol_holds_is_noted() -> None:
    """16 characters fill version 3-H: 208 bits; the seventeenth does not fit."""

    def bits(host: str) -> int:
        rest = len(f"://{host}/7KQ4M2")
        return (4 + 8 + 5 * 8) + (4 + 9 + 11 * (rest // 2) + 6 * (rest % 2))

    assert bits("x" * HOST_ROOM) == 26 * 8
    assert host_note("https://" + "x" * 13 + ".vn") is None
    note = host_note("https://" + "x" * 14 + ".vn")
    assert note is not None
    assert note.severity == "warning"


def test_a_sample_host_is_known_as_one() -> None:
    """`.example` belongs to nobody, so its plaques stay samples; the printed form is plain."""
    assert is_sample_host("https://ditich.example")
    assert not is_sample_host("https://ditich.vn")
    assert printed_address("https://ditich.example", "7KQ4M2") == "https://ditich.example/7KQ4M2"
