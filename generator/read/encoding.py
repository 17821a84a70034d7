"""Bytes to text: UTF-8 or marked UTF-16, one spelling (NFC), plain line ends, nothing invisible.

Old Vietnamese fonts, other alphabets' code pages, Word files under a false name, control and
zero-width characters are named with their place. Columns count the characters of the text as it is
displayed, after composing marks (NFC).
"""

from __future__ import annotations

import codecs
import html
import os
import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.problems import ERROR, WARNING, Place, Problems
from generator.read import legacy
from generator.text import normal
from generator.words import in_both, size

INVISIBLE = "character-invisible"
"""The one kind of odd character that is only worth a note: it stands in no one's way."""

SHOWN_PER_KIND = 10
"""Problems of one kind reported for one file; the last one says how many more there are."""

_SHOWN_CHARACTERS = 400
_SIGNATURES = (
    (b"PK\x03\x04", {"vi": "tệp Word, Excel hoặc tệp nén", "en": "a Word, Excel or zip file"}),
    (b"\xd0\xcf\x11\xe0", {"vi": "tệp Word hoặc Excel đời cũ", "en": "an old Word or Excel file"}),
    (b"%PDF", {"vi": "tệp PDF", "en": "a PDF file"}),
    (b"{\\rtf", {"vi": "tệp văn bản RTF", "en": "an RTF file"}),
    (b"\xff\xd8\xff", {"vi": "tệp ảnh", "en": "a picture"}),
    (b"\x89PNG", {"vi": "tệp ảnh", "en": "a picture"}),
)
# Controls, line separators from Word and the web, noncharacters, and U+FFFD left by a bad conversion.
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufff9-\uffff"
_INVISIBLE = "\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # words stand in another order than read
_ODD = re.compile(f"[{_CONTROL}{_INVISIBLE}]")
_HIDDEN = re.compile(f"[{_INVISIBLE}]")
_TURNS = re.compile(f"[{_TURNING}]")
_ENTITY = re.compile(r"&(?:#(\d{1,7}|[xX][0-9a-fA-F]{1,6})|[A-Za-z]{2,12});")
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: .*)?$", re.MULTILINE)
# Khmer writes without spaces: there a zero-width space, joiner or non-joiner is spelling.
_KHMER_SPACE = re.compile("(?<=[\u1780-\u17ff])[\u200b-\u200d]|[\u200b-\u200d](?=[\u1780-\u17ff])")


@dataclass(frozen=True)
class TextFile:
    """A decoded file: its name below the project and its text, lines ended by line feeds.

    `raw` text may still hold control characters, which no message may carry to a terminal.
    """

    name: str
    text: str
    raw: bool = False

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends."""
        return tuple(self.text.split("\n"))

    def place(self, line: int, column: int = 1, width: int = 1) -> Place:
        """The place at line and column, both from 1; what lies behind the end is at the end."""
        if line > len(self.lines):
            line, column = len(self.lines), len(self.lines[-1]) + 1
        text = self.lines[line - 1]
        if self.raw or len(text) > _SHOWN_CHARACTERS:
            text = shown(text, column + width)
        return Place(self.name, line, column, text, width if width > 0 else 1)


def shown(text: str, needed: int = 0) -> str:
    """A line fit for a message: nothing that acts on a terminal, cut some way after what matters."""
    cut = text[: max(_SHOWN_CHARACTERS, needed + 40)]
    return re.sub(f"[{_CONTROL}{_TURNING}]", "\ufffd", cut) if _ODD.search(cut) else cut


def name_below(root: Path, path: Path) -> str:
    """The file's name as problems give it: relative to the project, `/` between folders, NFC."""
    if path.is_relative_to(root):
        path = path.relative_to(root)
    shown = path.as_posix().encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", shown)


def read_text(path: Path, root: Path, limit: int, problems: Problems) -> TextFile | None:
    """The text of the file at `path`, at most `limit` bytes; None where it cannot be read as text."""
    name = name_below(root, path)
    raw = read_bytes(path, name, limit, problems)
    if raw is None:
        return None
    text = _decode(raw, name, problems)
    file = None if text is None else _clean(text, name, problems)
    return None if file is None or _in_conflict(file, problems) else file


SHEETS = (".csv", ".ods", ".xls", ".xlsx")
"""Endings of tables, as a spreadsheet saves them."""


def read_bytes(path: Path, name: str, limit: int, problems: Problems) -> bytes | None:
    """The bytes of an ordinary file; links, devices, absent and oversized files are problems."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            kind = "file-is-link" if stat.S_ISLNK(status.st_mode) else "file-special"
            problems.add(kind, Place(name))
            return None
        if status.st_size > limit:
            problems.add(
                "file-too-large", Place(name), **in_both(size, size=status.st_size, limit=limit)
            )
            return None
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as opened:
            return opened.read(limit + 1)
    except FileNotFoundError:
        problems.add("file-missing", Place(name))
    except OSError:
        problems.add("file-unreadable", Place(name))
    return None


def _decode(raw: bytes, name: str, problems: Problems) -> str | None:
    for mark, what in _SIGNATURES:
        if raw.startswith(mark):
            told = {"what": what["vi"], "what_en": what["en"]}
            sheet = "1" if Path(name).suffix.lower() in SHEETS else ""
            told |= {"sheet": sheet, "words": "" if sheet else "1"}
            problems.add("file-not-text", Place(name), **told)
            return None
    encoding = "utf-8-sig"
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        encoding = "utf-32"
    elif raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif raw.count(0) * 4 > len(raw):
        problems.add("file-utf16-unmarked", Place(name))
        return None
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as trouble:
        problems.add("file-not-utf8", _place_of_byte(raw, trouble.start, encoding, name))
        return None


def _place_of_byte(raw: bytes, index: int, encoding: str, name: str) -> Place:
    before = raw[:index].decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    start = before.rfind("\n") + 1
    # What follows is shown as the Windows code page of Western Europe would: readable up to the fault.
    rest = raw[index : index + 60].split(b"\n")[0].decode("latin-1")
    column = len(normal(before[start:])) + 1
    return Place(name, line, column, shown(normal(before[start:]) + rest))


def _clean(text: str, name: str, problems: Problems) -> TextFile:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", text)
    old = legacy.find(text)
    _report_old(old, TextFile(name, text, raw=True), problems)
    text = normal(text)
    if _ODD.search(text):
        text = _without_odd(TextFile(name, text, raw=True), problems, {find.line for find in old})
    return TextFile(name, text)


def _report_old(finds: list[legacy.Find], file: TextFile, problems: Problems) -> None:
    counts: dict[str, int] = {}
    for find in finds:
        counts[find.kind] = counts.get(find.kind, 0) + 1
    told: dict[str, int] = {}
    for find in finds:
        number = told[find.kind] = told.get(find.kind, 0) + 1
        if number <= SHOWN_PER_KIND:
            more = counts[find.kind] - number if number == SHOWN_PER_KIND else 0
            place = file.place(find.line, find.column, len(find.found))
            problems.add(
                find.kind, place, found=find.found, meant=find.meant, more=str(more) if more else ""
            )


def _in_conflict(file: TextFile, problems: Problems) -> bool:
    """Whether git left two versions of some lines here, named once: which holds is not ours to guess.

    Lines of seven `=` alone say nothing: in Markdown they underline a heading.
    """
    if mark := _CONFLICT.search(file.text):
        place = file.place(file.text.count("\n", 0, mark.start()) + 1, 1, len(mark[0]))
        problems.add("merge-conflict", place, mark=mark[0][:7])
    return mark is not None


def without_odd(text: str, place: Place, problems: Problems) -> str:
    """A value at `place` without what escapes of YAML may hide in it, named once."""
    if odd := _odd_of(text):
        _name_odd(_worst(odd), place, problems)
    return _cleaned(text)


def hidden(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Entities of HTML in `text` for characters that a file may not hold, each with its kind of problem."""
    for match in _ENTITY.finditer(text) if "&" in text else ():
        odd = _ODD.search(_meant(match))
        if odd and (kind := _kind_of(odd[0])) != INVISIBLE:
            yield match, kind


def _meant(entity: re.Match[str]) -> str:
    """The character of an entity, by its number even where a page may not have it."""
    if not entity[1]:
        return html.unescape(entity[0])
    number = int(entity[1][1:], 16) if entity[1][0] in "xX" else int(entity[1])
    return chr(number) if 0 < number < 0x110000 else "\ufffd"


def _without_odd(file: TextFile, problems: Problems, old: set[int]) -> str:
    """The text with control characters made spaces and zero-width ones taken out, each line named once."""
    lines, told = list(file.lines), Counter[str]()
    for number, line in enumerate(lines, 1):
        # An old encoding has been named for its line, and brings such signs along.
        odd = [m for m in _odd_of(line) if number not in old or m[0] == "\ufffd"]
        if odd:
            worst = _worst(odd)
            told[_kind_of(worst[0])] += 1
            if told[_kind_of(worst[0])] <= SHOWN_PER_KIND:
                _name_odd(worst, file.place(number, worst.start() + 1), problems)
        lines[number - 1] = _cleaned(line)
    return "\n".join(lines)


def _odd_of(text: str) -> list[re.Match[str]]:
    """What is odd in the text, spelling of Khmer apart."""
    if not _ODD.search(text):
        return []
    keep = {match.start() for match in _KHMER_SPACE.finditer(text)}
    return [match for match in _ODD.finditer(text) if match.start() not in keep]


def _worst(odd: list[re.Match[str]]) -> re.Match[str]:
    """The first that is refused, else the first."""
    return min(odd, key=lambda match: _kind_of(match[0]) == INVISIBLE)


def _cleaned(text: str) -> str:
    if not _ODD.search(text):
        return text
    keep = {match.start() for match in _KHMER_SPACE.finditer(text)}
    return "".join(c if i in keep else _plain(c) for i, c in enumerate(text))


def _plain(character: str) -> str:
    if _HIDDEN.match(character):
        return ""
    return " " if _ODD.match(character) else character


def _kind_of(character: str) -> str:
    if character == "\ufffd":
        return "character-broken"
    if _TURNS.match(character):
        return "character-turning"
    return INVISIBLE if _HIDDEN.match(character) else "character-control"


def _name_odd(odd: re.Match[str], place: Place, problems: Problems) -> None:
    kind = _kind_of(odd[0])
    severity = WARNING if kind == INVISIBLE else ERROR
    problems.add(kind, place, severity=severity, code=f"U+{ord(odd[0]):04X}")
