"""Synthetic relic sites from a seed: the same numbers give the same words on any machine.

Nothing here can be taken for a record of a real place: every name and sentence says that it is a
test, and the words are drawn by chance from short lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

WORDS = 1_000
"""Words of a story in each language, at least; about 5 kB in Vietnamese and 6 kB in English."""

LANGUAGES = ("vi", "en")
SOURCES = 4
FACTS = 10
EVENTS = 4
TITLE = {"vi": "Dự án thử tốc độ", "en": "A speed test project"}

Pair = dict[str, str]
"""The same words in each language of the project."""

_WORDS = {
    "vi": "sông bến vườn cây đường cầu làng ruộng thuyền mái ngói sân giếng bờ nước gió nắng mưa lúa "
    "dừa đèn cổng tường gạch gỗ đá hàng dãy khoảng quanh bên trước sau giữa trên dưới dài rộng cao "
    "thấp xa gần cũ mới nhỏ lớn chín mười một hai người kể nhớ ghi chép xem đi về đến qua còn và với",
    "en": "river landing garden tree road bridge village field boat roof tile yard well bank water "
    "wind sun rain rice palm lamp gate wall brick timber stone row range around beside before behind "
    "between above below long wide high low far near old new small large ten nine one two people tell "
    "remember write copy look walk return arrive cross remain and with",
}
_NAME = {"vi": "Nơi thử số", "en": "Test place"}
_SENTENCE = {"vi": "Câu thử", "en": "Test sentence"}
_HEADING = {"vi": "Phần thử", "en": "Test part"}
_LEDE = {"vi": "Đoạn mở đầu thử nghiệm", "en": "A test opening"}
_LABEL = {"vi": "Mục thử", "en": "Test entry"}
_WHERE = {"vi": "ấp thử {m}", "en": "test hamlet {m}"}


@dataclass(frozen=True)
class Entry:
    """Something a source says: `key` is an id or an EDTF date, `label` may be empty."""

    key: str
    text: Pair
    source: str
    label: Pair


@dataclass(frozen=True)
class Place:
    """One synthetic site; `story` is Markdown with `[^s1]` source marks, by language."""

    number: int
    slug: str
    name: Pair
    where: Pair
    lede: Pair
    facts: tuple[Entry, ...]
    events: tuple[Entry, ...]
    sources: tuple[str, ...]
    story: Pair


def places(count: int, seed: int = 1) -> Iterator[Place]:
    """The first `count` sites of this seed."""
    return (place(number, seed) for number in range(1, count + 1))


def place(number: int, seed: int = 1) -> Place:
    """The site of that number: the same whatever others are made."""
    rng = Random(f"{seed} {number}")
    return Place(
        number=number,
        slug=f"noi-thu-{number:04d}",
        name={lang: f"{_NAME[lang]} {number:04d}" for lang in LANGUAGES},
        where={lang: _WHERE[lang].format(m=number % 9 + 1) for lang in LANGUAGES},
        lede={lang: f"{_LEDE[lang]} {number}: {_phrase(rng, lang, 14)}." for lang in LANGUAGES},
        facts=tuple(_fact(rng, index) for index in range(1, FACTS + 1)),
        events=tuple(_event(rng, index) for index in range(1, EVENTS + 1)),
        sources=tuple(f"Nguồn thử {number}.{index}" for index in range(1, SOURCES + 1)),
        story={lang: story(Random(f"{seed} {number} {lang}"), lang) for lang in LANGUAGES},
    )


def story(rng: Random, language: str) -> str:
    """Markdown of at least `WORDS` words: headings, paragraphs, lists, quotations, source marks."""
    pieces: list[str] = []
    count = part = 0
    while count < WORDS:
        part += 1
        pieces += _part(rng, language, part)
        count = sum(len(piece.split()) for piece in pieces)
    return "\n\n".join(pieces) + "\n"


def _part(rng: Random, language: str, number: int) -> list[str]:
    items = (f"- {_phrase(rng, language, 6)}" for _ in range(rng.randint(3, 5)))
    first, *rest = (_paragraph(rng, language, number) for _ in range(3))
    return [
        f"## {_HEADING[language]} {number}: {_phrase(rng, language, 3)}",
        first,
        "\n".join(items),
        *rest,
        f"> {_sentence(rng, language, number)} *{_phrase(rng, language, 4)}*",
    ]


def _paragraph(rng: Random, language: str, number: int) -> str:
    sentences = [_sentence(rng, language, number) for _ in range(rng.randint(2, 4))]
    strong = f"**{_phrase(rng, language, 3)}**"
    return f"{strong} {' '.join(sentences)}[^s{rng.randint(1, SOURCES)}]"


def _sentence(rng: Random, language: str, number: int) -> str:
    words = _phrase(rng, language, rng.randint(7, 14))
    return f"{_SENTENCE[language]} {number}: {words}."


def _phrase(rng: Random, language: str, length: int) -> str:
    known = _WORDS[language].split()
    return " ".join(rng.choice(known) for _ in range(length))


def _fact(rng: Random, index: int) -> Entry:
    text = {lang: _phrase(rng, lang, 4) for lang in LANGUAGES}
    label = {lang: f"{_LABEL[lang]} {index}" for lang in LANGUAGES}
    return Entry(f"muc_{index}", text, _source(rng), label)


def _event(rng: Random, index: int) -> Entry:
    text = {lang: _sentence(rng, lang, index) for lang in LANGUAGES}
    return Entry(f"19{10 * index + rng.randint(0, 9)}", text, _source(rng), {})


def _source(rng: Random) -> str:
    return f"s{rng.randint(1, SOURCES)}"
