"""Dates as Vietnamese dossiers write them, kept as EDTF (ISO 8601-2, Library of Congress profile).

`to_edtf` reads d/m/yyyy, m/yyyy, yyyy, 'ngày 2 tháng 9 năm 1969', 'khoảng năm 1890', 'trước 1945',
'sau 1975', a-b ranges, 'từ … đến …', 'thế kỷ 19' and the EDTF for each of these; day and month are
never guessed in another order. What it returns is all that `bounds` and `say` understand, so nothing
passes *check* that a page could not say.
"""

from __future__ import annotations

import re
from calendar import monthrange

_SIMPLE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%])?", re.ASCII)
_LOOSE = re.compile(r"(\d{3}X|\d{2}XX)[?~%]?", re.ASCII)
"""A decade (`189X`) or a century (`18XX`)."""

_DMY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_MY = re.compile(r"(\d{1,2})/(\d{4})", re.ASCII)
_YEARS = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})", re.ASCII)
_SPAN = re.compile(r"(?:từ |from )?(.+) (?:-|–|đến|to) (.+)", re.IGNORECASE)
_SHORT = re.compile(r"\d{4}-\d", re.ASCII)
"""A month of one digit, or a year cut short."""

_SEASON = re.compile(r"\d{4}-2[1-4]", re.ASCII)
"""Spring to winter, as EDTF numbers them behind the months."""

_LUNAR = re.compile(r"âm lịch|\bÂL\b|lunar", re.IGNORECASE)
_SPELT = (
    (re.compile(r"(?:ngày )?(\d{1,2}) tháng (\d{1,2}) năm (?=\d{4})", re.IGNORECASE), r"\1/\2/"),
    (re.compile(r"tháng (\d{1,2}) năm (?=\d{4})", re.IGNORECASE), r"\1/"),
    (re.compile(r"những năm (\d{3})0", re.IGNORECASE | re.ASCII), r"\1X"),
    (re.compile(r"(?:ngày|tháng|năm) (?=\d)", re.IGNORECASE), ""),
)
"""Dates as sentences write them, and the same in digits."""

_ABOUT = re.compile(r"(?:khoảng|about|c\.)\s+(.+)", re.IGNORECASE)
_SIDE = re.compile(r"(trước|before|sau|after)\s+(.+)", re.IGNORECASE)
_CENTURY = re.compile(r"(?:thế kỷ(?: thứ)?|century)\s+(\d{1,2}|[IVX]+)", re.IGNORECASE | re.ASCII)
_ROMAN = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV",
    "XVI", "XVII", "XVIII", "XIX", "XX", "XXI",
)  # fmt: skip
_OPEN = ".."
NEVER = "9999-12-31"
"""The last day of an end that is open."""
_WORDS = {
    "vi": {
        "day": "ngày {d}/{m}/{y}",
        "yearly": "ngày {d}/{m}",
        "month": "tháng {m}/{y}",
        "year": "năm {y}",
        "about": "khoảng {x}",
        "perhaps": "{x} (chưa chắc)",
        "range": "từ {a} đến {b}",
        "before": "trước {x}",
        "after": "sau {x}",
        "century": "thế kỷ {c}",
        "decade": "những năm {y}",
    },
    "en": {
        "day": "{d} {M} {y}",
        "yearly": "{d} {M}",
        "month": "{M} {y}",
        "year": "{y}",
        "about": "about {x}",
        "perhaps": "{x} (uncertain)",
        "range": "{a} to {b}",
        "before": "before {x}",
        "after": "after {x}",
        "century": "{nth} century",
        "decade": "the {y}s",
    },
}
SPOKEN = frozenset(_WORDS)
"""Languages in which dates are said; in any other they are said in Vietnamese."""
_MARKED = {"~": ("about",), "?": ("perhaps",), "%": ("about", "perhaps")}
"""What the marks of EDTF say of a date; `%` is both, approximate and uncertain."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def to_edtf(written: str) -> str:
    """The EDTF form of `written`; raises ValueError('date-…') with a problem kind as its message."""
    text = " ".join(written.split())
    if _LUNAR.search(text):
        raise ValueError("date-lunar")
    if _SEASON.fullmatch(text):
        raise ValueError("date-season")
    for spelt, digits in _SPELT:
        text = spelt.sub(digits, text)
    if match := _SIDE.fullmatch(text):
        end = _point(match[2])
        return f"{_OPEN}/{end}" if match[1].lower() in ("trước", "before") else f"{end}/{_OPEN}"
    if match := _ABOUT.fullmatch(text):
        return "/".join(_about(end) for end in _point_or_range(match[1]).split("/"))
    return _point_or_range(text)


def bounds(edtf: str) -> tuple[str, str]:
    """(earliest, latest) day as YYYY-MM-DD strings that compare; open ends are '' and '9999-12-31'."""
    if "/" in edtf:
        start, end = edtf.split("/")
        return ("" if start == _OPEN else bounds(start)[0]), (
            NEVER if end == _OPEN else bounds(end)[1]
        )
    text = edtf.rstrip("?~%")
    year, *rest = text.split("-")
    if len(rest) == 2:
        return text, text
    if rest:
        return f"{text}-01", f"{text}-{_days(year, rest[0]):02}"
    return f"{year.replace('X', '0')}-01-01", f"{year.replace('X', '9')}-12-31"


def one_day(written: str) -> str:
    """`written` as YYYY-MM-DD; raises ValueError for what is no date or not a single day."""
    first, last = bounds(to_edtf(written))
    if first != last:
        raise ValueError("date-unreadable")
    return first


def say(edtf: str, language: str = "vi") -> str:
    """The date in words: 'ngày 2/9/1969', 'September 1969', 'khoảng năm 1890'."""
    words = _WORDS.get(language, _WORDS["vi"])
    if "/" in edtf:
        start, end = edtf.split("/")
        if start == _OPEN:
            return words["before"].format(x=say(end, language))
        if end == _OPEN:
            return words["after"].format(x=say(start, language))
        return words["range"].format(a=say(start, language), b=say(end, language))
    plain = edtf.rstrip("?~%")
    said = _say_plain(plain, words)
    mark = edtf[len(plain) :]
    for key in _MARKED.get(mark, ()):
        said = words[key].format(x=said)
    return said


def say_day(day: str, language: str = "vi") -> str:
    """A day of every year, given as `MM-DD`, in words: 'ngày 19/5', '19 May'."""
    words = _WORDS.get(language, _WORDS["vi"])
    month, number = (int(part) for part in day.split("-"))
    return words["yearly"].format(d=number, m=month, M=_MONTHS[month - 1])


def day_fault(day: str, calendar: str) -> str:
    """What is wrong with a yearly `MM-DD`: 'day-swapped', 'day-impossible' or ''.

    A lunar month has at most 30 days; a solar one those of a leap year.
    """
    first, second = day.split("-")
    if _is_day(first, second, calendar):
        return ""
    return "day-swapped" if _is_day(second, first, calendar) else "day-impossible"


def _is_day(month: str, day: str, calendar: str) -> bool:
    if not 1 <= int(month) <= 12:
        return False
    return 1 <= int(day) <= (30 if calendar == "lunar" else _days("2000", month))


def _say_plain(edtf: str, words: dict[str, str]) -> str:
    if edtf.endswith("XX"):
        number = int(edtf[:2]) + 1
        return words["century"].format(c=number, nth=_nth(number))
    if edtf.endswith("X"):
        return words["decade"].format(y=int(edtf[:3]) * 10)
    parts = [int(part) for part in edtf.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 0
    name = _MONTHS[month - 1] if month else ""
    if len(parts) == 3:
        return words["day"].format(d=parts[2], m=month, M=name, y=year)
    return words["month" if month else "year"].format(m=month, M=name, y=year)


def _nth(number: int) -> str:
    """The English ordinal: 1st, 12th, 21st."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 != 1 else 0, "th")
    return f"{number}{ending}"


def _point(text: str) -> str:
    """One date, as far as it is known; no range."""
    if match := _ABOUT.fullmatch(text):
        return _about(_point(match[1]))
    if match := _DMY.fullmatch(text):
        return _real(f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}")
    if match := _MY.fullmatch(text):
        return _real(f"{match[2]}-{int(match[1]):02}")
    if match := _CENTURY.fullmatch(text):
        return _century(match[1].upper())
    if _LOOSE.fullmatch(text):
        return text
    return _real(text)


def _point_or_range(text: str) -> str:
    if match := _YEARS.fullmatch(text):
        return _range(match[1], match[2])
    if match := _SPAN.fullmatch(text):
        return _range(match[1], match[2])
    if _SHORT.fullmatch(text):
        raise ValueError("date-short")
    start, mark, end = (part.strip() for part in text.partition("/"))
    if not mark or _MY.fullmatch(text) or _DMY.fullmatch(text):
        return _point(text)
    if start == _OPEN != end:
        return f"{_OPEN}/{_point(end)}"
    if end == _OPEN != start:
        return f"{_point(start)}/{_OPEN}"
    return _range(start, end)


def _range(start: str, end: str) -> str:
    low, high = _point(start), _point(end)
    if bounds(low)[0] > bounds(high)[1]:
        raise ValueError("date-range-backwards")
    return f"{low}/{high}"


def _about(edtf: str) -> str:
    if not edtf[-1].isalnum():  # marked already, or open
        raise ValueError("date-unreadable")
    return f"{edtf}~"


def _century(written: str) -> str:
    numerals = {numeral: number for number, numeral in enumerate(_ROMAN, start=1)}
    number = int(written) if written.isdigit() else numerals.get(written, 0)
    if not number:
        raise ValueError("date-impossible")
    return f"{number - 1:02}XX"


def _real(text: str) -> str:
    match = _SIMPLE.fullmatch(text)
    if not match or not int(match[1]):
        raise ValueError("date-unreadable")
    _, month, day, _ = match.groups()
    if (month and not 1 <= int(month) <= 12) or (
        day and not 1 <= int(day) <= _days(match[1], month)
    ):
        raise ValueError("date-impossible")
    return text


def _days(year: str, month: str) -> int:
    return monthrange(int(year), int(month))[1]
