"""Dates as Vietnamese dossiers write them, kept as EDTF (ISO 8601-2, Library of Congress profile).

`to_edtf` reads d/m/yyyy, m/yyyy, yyyy, 'khoảng 1890', 'trước 1945', 'sau 1975', a-b ranges, 'thế kỷ 19'
and EDTF itself; day and month are never guessed in another order. `say` writes them for people.
"""

from __future__ import annotations

import re
from calendar import monthrange

_SIMPLE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%])?$")
_DMY = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_MY = re.compile(r"^(\d{1,2})/(\d{4})$")
_ABOUT = re.compile(r"^(?:khoảng|about|c\.)\s+(.+)$", re.IGNORECASE)
_CENTURY = re.compile(r"^(?:thế kỷ|century)\s+(\d{1,2}|[IVX]+)$", re.IGNORECASE)
_ROMAN = {"I": 1, "V": 5, "X": 10}
_WORDS = {
    "vi": {
        "day": "ngày {d}/{m}/{y}",
        "month": "tháng {m}/{y}",
        "year": "năm {y}",
        "about": "khoảng {x}",
        "perhaps": "{x} (chưa chắc)",
        "range": "từ {a} đến {b}",
        "before": "trước {x}",
        "after": "sau {x}",
        "century": "thế kỷ {c}",
        "decade": "những năm {y}",
        "unknown": "chưa rõ",
    },
    "en": {
        "day": "{d} {M} {y}",
        "month": "{M} {y}",
        "year": "{y}",
        "about": "about {x}",
        "perhaps": "{x} (uncertain)",
        "range": "{a} to {b}",
        "before": "before {x}",
        "after": "after {x}",
        "century": "{c}th century",
        "decade": "the {y}s",
        "unknown": "not known",
    },
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def to_edtf(written: str) -> str:
    """The EDTF form of `written`; raises ValueError('date-…') with a problem kind as its message."""
    text = " ".join(written.split())
    if match := _ABOUT.match(text):
        return f"{to_edtf(match[1])}~"
    if match := _DMY.match(text):
        return _real(f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}")
    if match := _MY.match(text):
        return _real(f"{match[2]}-{int(match[1]):02}")
    if match := re.match(r"^(trước|before|sau|after)\s+(.+)$", text, re.IGNORECASE):
        end = to_edtf(match[2])
        return f"../{end}" if match[1].lower() in ("trước", "before") else f"{end}/.."
    if match := _CENTURY.match(text):
        number = int(match[1]) if match[1].isdigit() else _roman(match[1].upper())
        return f"{number - 1:02}XX"
    if match := re.match(r"^(\d{4})\s*[-–]\s*(\d{4})$", text):
        return _range(match[1], match[2])
    if (match := _SIMPLE.match(text)) and not "21" <= (match[2] or "") <= "41":  # 21-41 are seasons
        return _real(text)
    if match := re.match(r"^(.*\S)\s*/\s*(\S.*)$", text):
        return _range(match[1].strip(), match[2].strip())
    return _library(text)


def bounds(edtf: str) -> tuple[str, str]:
    """(earliest, latest) day as YYYY-MM-DD strings that compare; open ends are '' and '9999-12-31'."""
    if "/" in edtf:
        start, end = edtf.split("/")
        low = "" if start in ("..", "") else bounds(start)[0]
        return low, "9999-12-31" if end in ("..", "") else bounds(end)[1]
    text = edtf.rstrip("?~%")
    digits = text.split("-")
    year_low, year_high = digits[0].replace("X", "0"), digits[0].replace("X", "9")
    month = digits[1] if len(digits) > 1 else ""
    if len(digits) > 2:
        return text, text
    if month and month.isdigit() and int(month) <= 12:
        return f"{text}-01", f"{text}-{monthrange(int(year_low), int(month))[1]:02}"
    return f"{year_low}-01-01", f"{year_high}-12-31"


def say(edtf: str, language: str = "vi") -> str:
    """The date in words: 'ngày 2/9/1969', 'September 1969', 'khoảng năm 1890'."""
    words = _WORDS.get(language, _WORDS["vi"])
    if "/" in edtf:
        start, end = edtf.split("/")
        if start in ("..", ""):
            return words["before"].format(x=say(end, language))
        if end in ("..", ""):
            return words["after"].format(x=say(start, language))
        return words["range"].format(a=say(start, language), b=say(end, language))
    plain = edtf.rstrip("?~%")
    said = _say_plain(plain, words)
    mark = edtf[len(plain) :]
    key = {"~": "about", "?": "perhaps", "%": "about"}.get(mark)
    return words[key].format(x=said) if key else said


def _say_plain(edtf: str, words: dict[str, str]) -> str:
    if edtf.endswith("XX") and len(edtf) == 4:
        return words["century"].format(c=int(edtf[:2]) + 1)
    if edtf.endswith("X") and len(edtf) == 4:
        return words["decade"].format(y=f"{edtf[:3]}0")
    parts = edtf.split("-")
    if not all(part.isdigit() for part in parts):
        return words["unknown"]
    year = str(int(parts[0]))
    month = int(parts[1]) if len(parts) > 1 else 0
    name = _MONTHS[month - 1] if 1 <= month <= 12 else ""
    if len(parts) == 3:
        return words["day"].format(d=int(parts[2]), m=month, M=name, y=year)
    return words["month" if month else "year"].format(m=month, M=name, y=year)


def _real(text: str) -> str:
    match = _SIMPLE.match(text)
    if not match or not int(match[1]) >= 1:
        raise ValueError("date-unreadable")
    month, day = match[2], match[3]
    if (month and not 1 <= int(month) <= 12) or (
        day and not 1 <= int(day) <= _days(match[1], month)
    ):
        raise ValueError("date-impossible")
    return text


def _days(year: str, month: str) -> int:
    return monthrange(int(year), int(month))[1]


def _range(start: str, end: str) -> str:
    parts = [part if part in ("..", "") else to_edtf(part) for part in (start, end)]
    closed = all(part not in ("..", "") for part in parts)
    if closed and bounds(parts[0])[0] > bounds(parts[1])[1]:
        raise ValueError("date-range-backwards")
    return "/".join(parts)


def _library(text: str) -> str:
    """Whatever else EDTF allows (seasons, unspecified digits, sets) is left to the `edtf` library."""
    from edtf import parse_edtf  # slow to import and seldom needed
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        return str(parse_edtf(text))
    except EDTFParseException as trouble:
        raise ValueError("date-unreadable") from trouble


def _roman(text: str) -> int:
    values = [_ROMAN[c] for c in text]
    return sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))
