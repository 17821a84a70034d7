"""Text typed in the fonts of before Unicode: TCVN3 (.VnTime) and VNI, and UTF-8 read wrongly.

Such text is a row of Western letters and signs that only the old font shows as Vietnamese:
"§Òn thê B¸c Hå", "Ñeàn thôø Baùc Hoà". A word counts when it is no Vietnamese syllable as it stands
and becomes one when converted; single words prove little (French has "où"), so a run of them is
asked for. Tables: TCVN 5712:1993 (VN3) and the VNI-Windows charset, bytes shown as Latin-1.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from generator.read.syllables import is_syllable

_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_CIRCUMFLEX = {
    "â": "",
    "á": "\u0301",
    "à": "\u0300",
    "å": "\u0309",
    "ã": "\u0303",
    "ä": "\u0323",
}
_VNI_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_ALONE = {
    "ñ": "đ",
    "ö": "ư",
    "ô": "ơ",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
    "í": "í",
    "ì": "ì",
}

_WORD = re.compile(r"[A-Za-z\u00a1-\u024f\u1e00-\u1eff]+")
# Nothing to look at unless the text has a sign inside words that no language here writes so. The first
# class finds the few characters worth a second look: text is searched five times faster so.
_MAYBE = re.compile(
    r"[\u00a7-\u00fe](?:(?<=[A-Za-z][¨©ª«¬\xad®µ¶·¸¹»¼½¾])|(?<=[§¨©ª«¬®µ¶·¸¹»¼½¾])(?=[A-Za-zÀ-ÿ])"
    r"|(?<=[a-z][À-Þ])|(?<=[ïñøåäëöûüþ÷ßæÏÑØÅÄËÖÛÜÞÆ])"
    r"|(?<=[aA][ùõâáàãêéèúÙÕÂÁÀÃÊÉÈÚ])|(?<=[eE][ùõâáàãÙÕÂÁÀÃ])|(?<=[oO][ùõâÙÕÂ])|(?<=[uUyYôÔ][ùõÙÕ]))"
)
_STRONG_TCVN3 = re.compile(r"[¡-¿]|[a-z][À-Þ]|[åäþ÷ßøñö]")
_ALONE_TCVN3 = re.compile(r"[A-Za-z][¨©ª«¬\xad®¶·¸¹»¼½¾][A-Za-z]|[§®][À-ÿ][A-Za-z]")
_UNICODE_ONLY = re.compile("[đĐăĂơƠưƯ\u1ea0-\u1ef9]")
_UNITS = frozenset({"µm", "µg", "µl"})
_WEAK_VNI = re.compile(r"[aeouy]ï|a[ëü]|^où$")
# UTF-8 read as Windows-1252: the first byte of đ, ư, ơ, ạ…ỹ and of à, é… with what must follow it.
_MISREAD = re.compile(r"á[º»]\S|Ä[\x90\x91‘]|Æ[°¡]|Ã[\xa0-\xbf]")
_MOJIBAKE = re.compile(rf"\S*(?:{_MISREAD.pattern})\S*")


@dataclass(frozen=True)
class Find:
    """A stretch of one line in an old encoding: `found` as it stands, `meant` as it was typed."""

    kind: str
    line: int
    column: int
    found: str
    meant: str


def find(text: str) -> list[Find]:
    """Each line (NFC) in an old encoding, once; [] for text that is right."""
    if not _MAYBE.search(text) and not _MISREAD.search(text):
        return []
    finds = [
        f for i, line in enumerate(text.split("\n"), 1) if (f := _in_line(line, i, sure=False))
    ]
    kinds = {f.kind for f in finds} - {"text-mojibake"}
    if not kinds:
        return finds
    # Once the file is known to hold an old encoding, its single short words tell too.
    lines = enumerate(text.split("\n"), 1)
    return [f for i, line in lines if (f := _in_line(line, i, sure=True))]


def _in_line(line: str, number: int, *, sure: bool) -> Find | None:
    if not _MAYBE.search(line) and not _MISREAD.search(line):
        return None
    if match := _MOJIBAKE.search(line):
        meant = _unmangle(match[0])
        if meant != match[0]:
            return Find("text-mojibake", number, match.start() + 1, match[0], meant)
    found = [_as_kind(line, number, kind, sure=sure) for kind in _CONVERT]
    return max((f for f in found if f), key=lambda f: len(f.found), default=None)


def _as_kind(line: str, number: int, kind: str, *, sure: bool) -> Find | None:
    run = _best_run(line, kind, sure=sure)
    if not run:
        return None
    start, end = run[0].start(), run[-1].end()
    meant = _WORD.sub(lambda m: _CONVERT[kind](m[0]) or m[0], line[start:end])
    return Find(kind, number, start + 1, line[start:end], meant)


def _best_run(line: str, kind: str, *, sure: bool) -> list[re.Match[str]]:
    """The first run of neighbouring words that reads as `kind`, from its first to its last such word."""
    run: list[tuple[re.Match[str], str]] = []
    for match in [*_WORD.finditer(line), None]:
        mark = _judge(match[0], kind) if match else "x"
        if match and mark != "x":
            run.append((match, mark))
            continue
        if _convincing(run, kind, sure=sure):
            # Words that are right either way belong to it where the whole line is in the old font.
            marks = "ca" if len(run) == 2 or not _UNICODE_ONLY.search(line) else "c"
            told = [m for m, mark in run if mark in marks]
            return [told[0], told[-1]]
        run = []
    return []


def _convincing(run: list[tuple[re.Match[str], str]], kind: str, *, sure: bool) -> bool:
    changed = [m[0] for m, mark in run if mark == "c"]
    either = sum(1 for _, mark in run if mark == "a")
    strong = [word for word in changed if _strong(word, kind)]
    if not strong:
        return False
    if len(changed) + either >= 2 or sure:
        return True
    return kind == "text-tcvn3" and any(_ALONE_TCVN3.search(word) for word in strong)


def _strong(word: str, kind: str) -> bool:
    if kind == "text-tcvn3":
        return bool(_STRONG_TCVN3.search(word))
    return bool(re.sub(r"[a-z]", "", _WEAK_VNI.sub("", word.lower())))


@cache
def _judge(word: str, kind: str) -> str:
    """'v' plain ASCII syllable, 'c' syllable only when converted, 'a' either way, 'x' neither."""
    if word in _UNITS:
        return "x"
    if word.isascii():
        return "v" if is_syllable(word) else "x"
    converted = _CONVERT[kind](word)
    if converted is None or not is_syllable(converted) or len(word) < 2:
        return "x"
    return "a" if is_syllable(word) else "c"


def _from_tcvn3(word: str) -> str | None:
    if any(not c.isascii() and c not in _TCVN3 for c in word):
        return None
    return "".join(_TCVN3.get(c, c) for c in word)


def _from_vni(word: str) -> str | None:
    made: list[str] = []
    for char in word:
        lower = char.lower()
        before = made[-1] if made else ""
        base = unicodedata.normalize("NFD", before)[:1].lower()
        if char.isascii():
            made.append(char)
        elif lower in _VNI_TONES and base in tuple("aeouy"):
            made[-1] += _VNI_TONES[lower]
        elif lower in _VNI_CIRCUMFLEX and before.lower() in {"a", "e", "o"}:
            made[-1] += "\u0302" + _VNI_CIRCUMFLEX[lower]
        elif lower in _VNI_BREVE and before.lower() == "a":
            made[-1] += "\u0306" + _VNI_BREVE[lower]
        elif lower in _VNI_ALONE:
            made.append(_VNI_ALONE[lower].upper() if char.isupper() else _VNI_ALONE[lower])
        else:
            return None
    return unicodedata.normalize("NFC", "".join(made))


_CONVERT = {"text-tcvn3": _from_tcvn3, "text-vni": _from_vni}


def _unmangle(text: str) -> str:
    """UTF-8 that was read as Windows-1252, read again as what it is; unchanged where that fails."""
    raw = bytearray()
    for char in text:
        try:
            raw += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return text
            raw.append(ord(char))  # the five bytes that Windows-1252 leaves undefined
    try:
        return unicodedata.normalize("NFC", raw.decode("utf-8"))
    except UnicodeDecodeError:
        return text
