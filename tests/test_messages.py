"""Every kind of problem has its sentence, every sentence its use, and the commands it names exist."""

from __future__ import annotations

import ast
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import pytest

from generator.cli import ditich
from generator.cli.frame import ALIASES, in_words
from generator.ledger.events import VERBS
from generator.problems import catalogue
from generator.say import ARGUMENTS

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "generator"
LOCALE = HOUSE / "locale"
DOCS = (
    *sorted((ROOT / "docs" / "vi").glob("*.md")),
    *sorted((ROOT / "docs" / "en").glob("*.md")),
    ROOT / "README.md",
    ROOT / "README.vi.md",
)

SAYS = {
    "add": 0,
    "warn": 0,
    "Find": 0,
    "Refusal": 0,
    "Refused": 0,
    "MachineTrouble": 0,
    "Trouble": 0,
    "Problem": 1,
}
"""Calls that say a problem, and which argument its kind is."""

PAIRS = (("vi", "en"), ("do_vi", "do_en"))

_LIKE_A_KIND = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+$")
_PROSE = r"(?<!\bthis )(?<!\ba )(?<!\bbản )"
_COMMAND = re.compile(rf"(?<![\w/-]){_PROSE}ditich((?: [^\s.,;:()“”`|]+)+)")
_HOLE = re.compile(r"\{\??(\w+)")


def sources() -> dict[str, str]:
    """The package's own code by file."""
    return {p.relative_to(HOUSE).as_posix(): p.read_text("utf-8") for p in HOUSE.rglob("*.py")}


def said(texts: Iterable[str]) -> Iterator[str]:
    """Kinds that stand as words where a problem is said, or in a variable called `kind`."""
    for node in (n for text in texts for n in ast.walk(ast.parse(text))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in SAYS and len(node.args) > SAYS[name]:
                yield from _words(node.args[SAYS[name]])
        elif isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                target, value = target.elts[0], value.elts[0]
            if isinstance(target, ast.Name) and target.id == "kind":
                yield from filter(_LIKE_A_KIND.match, _words(value))


def _words(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from (*_words(node.body), *_words(node.orelse))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def unused(kinds: Iterable[str], texts: Iterable[str]) -> list[str]:
    """Kinds that no code names: neither as they stand, nor by a first half and a word of a list."""
    nodes = [n for text in texts for n in ast.walk(ast.parse(text))]
    words = {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    formed = [n.values[0] for n in nodes if isinstance(n, ast.JoinedStr) and n.values]
    halves = {str(n.value) for n in formed if isinstance(n, ast.Constant)}
    lists = {
        line.split()[0]
        for path in LOCALE.glob("refused-*.txt")
        for line in path.read_text("utf-8").splitlines()
        if " " in line and line[0] != "#"
    }
    words |= {half.partition(":")[0] for half in halves if ":" in half}
    words |= {f"{half}{word}" for half in halves for word in lists if half.endswith("-")}
    return sorted(set(kinds) - words)


def strangers(texts: Iterable[str]) -> list[str]:
    """Kinds said somewhere that the catalogue does not have."""
    return sorted(set(said(texts)) - set(catalogue()))


def tables() -> dict[str, dict[str, str]]:
    """Every entry of every table of sentences, by a name that a failing test can show."""
    found = {f"problems/{kind}": dict(entry) for kind, entry in catalogue().items()}
    for name in ("cli", "preview", "kiosk"):
        read = tomllib.loads((LOCALE / f"{name}.toml").read_text("utf-8"))
        parts = read if name == "cli" else {name: read}
        for part, entries in parts.items():
            found |= {f"{part}/{key}": dict(entry) for key, entry in entries.items()}
    return found


TABLES = tables()


def lopsided(entry: dict[str, str]) -> list[str]:
    """What is wrong between the two languages of an entry, in words."""
    faults = [key for key in ("vi", "en") if not entry.get(key, "").strip()]
    faults += [f"{key}?" for key in entry if key not in {k for pair in PAIRS for k in pair}]
    for vi, en in PAIRS:
        if bool(entry.get(vi)) != bool(entry.get(en)):
            faults.append(f"{vi} without {en}")
        elif entry.get(vi) and holes(entry[vi]) != holes(entry[en]):
            faults.append(f"{vi} and {en} are filled differently")
        elif entry.get(vi) and entry[vi] == entry[en]:
            faults.append(f"{vi} is {en}")
    return faults


def holes(sentence: str) -> set[str]:
    """Names that are filled in; `why_en` is the English `why`."""
    return {name.removesuffix("_en") for name in _HOLE.findall(sentence.replace("{{", ""))}


def wrong_commands(sentence: str, lang: str = "") -> list[str]:
    """Commands in `sentence` that the program does not have, or that are not of that language."""
    return [c[0] for c in _COMMAND.finditer(sentence) if not _understood(c[1].split(), lang)]


def _understood(words: list[str], lang: str) -> bool:
    here: click.Command = ditich
    rest = list(words)
    while rest and isinstance(here, click.Group) and re.fullmatch(r"[a-z][a-z-]*", rest[0]):
        word = rest.pop(0)
        found = here.get_command(click.Context(here), word)
        if found is None or (lang and (word in ALIASES) != (lang == "vi")):
            return False
        here = found
    options = {"--help", *(o for p in here.params for o in p.opts)}
    asked = {word.partition("=")[0] for word in rest if word.startswith("--")}
    if here.name == "record" and len(rest) > 1 and rest[1].islower() and rest[1] not in VERBS:
        return False
    return asked <= options


def test_every_kind_that_is_said_has_its_sentence() -> None:
    """No code says a problem that the catalogue does not know."""
    texts = sources().values()
    assert len(set(said(texts))) > 100
    assert strangers(texts) == []


def test_every_sentence_is_said_somewhere() -> None:
    """The catalogue holds no kind that nothing says."""
    assert unused(catalogue(), sources().values()) == []


def test_a_kind_without_sentence_and_one_without_use_are_noticed() -> None:
    """The two checks above can fail: in a call, in a choice of two, and for an entry too many."""
    assert strangers(['problems.add("no-such-thing", place)']) == ["no-such-thing"]
    assert strangers(['raise Refusal("id-twice" if a else "id-thrice")']) == ["id-thrice"]
    assert strangers(['kind, params = "half-done", {}']) == ["half-done"]
    assert unused([*catalogue(), "never-said"], sources().values()) == ["never-said"]


def test_every_entry_has_both_languages() -> None:
    """Vietnamese and English, advice in both or in neither, filled from the same names, not equal."""
    found = {name: lopsided(entry) for name, entry in TABLES.items()}
    assert len(found) > 250
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_a_lopsided_entry_is_noticed() -> None:
    """The check above fails for each of the ways in which an entry can be uneven."""
    assert lopsided({"vi": "Thiếu {name}.", "en": "{name} is missing."}) == []
    assert lopsided({"vi": "Thiếu.", "en": " "}) == ["en"]
    assert lopsided({"vi": "Thiếu {name}.", "en": "Missing."}) == [
        "vi and en are filled differently"
    ]
    assert lopsided({"vi": "OK", "en": "OK"}) == ["vi is en"]
    assert lopsided({"vi": "Thiếu.", "en": "Missing.", "do_vi": "Thêm."}) == ["do_vi without do_en"]


def test_every_command_in_a_sentence_exists() -> None:
    """What a sentence tells people to type is understood: Vietnamese names in Vietnamese, options too."""
    entries = [(key[-2:], text) for entry in TABLES.values() for key, text in entry.items()]
    assert sum(len(_COMMAND.findall(text)) for _, text in entries) > 40
    assert [c for lang, text in entries for c in wrong_commands(text, lang)] == []


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_in_the_pages_exists(path: Path) -> None:
    """The same for the commands that the pages for people print as code."""
    text = path.read_text("utf-8")
    code = re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)
    assert [c for part in code for c in wrong_commands(part)] == []


def test_a_command_that_is_none_is_noticed() -> None:
    """The checks above fail for an invented command, option or event and for the other language's."""
    assert wrong_commands("Chạy: ditich kiem-tra", "vi") == []
    assert wrong_commands("ditich ma ghi {code} tombstone --reason “…”", "vi") == []
    assert wrong_commands("Cập nhật bản ditich này, hoặc chạy lại.", "vi") == []
    assert wrong_commands("Chạy: ditich kiem", "vi") == ["ditich kiem"]
    assert wrong_commands("Run: ditich kiem-tra", "en") == ["ditich kiem-tra"]
    assert wrong_commands("Chạy: ditich clean", "vi") == ["ditich clean"]
    assert wrong_commands("Run: ditich codes issue SITE --twice", "en") != []
    assert wrong_commands("Run: ditich codes record CODE bury --reason", "en") != []


def unclean(sentence: str) -> bool:
    """Whether letters are spelled apart (not NFC), or a space is too many or before a sign."""
    spaced = re.search(r"\S {2,}\S|\w [.,;:?!](?:\s|$)| $", sentence)
    return bool(spaced) or not unicodedata.is_normalized("NFC", sentence)


def test_sentences_are_cleanly_written() -> None:
    """One spelling of every letter and no space too many, in every table."""
    texts = [text for entry in TABLES.values() for text in entry.values()]
    assert [text for text in texts if unclean(text)] == []


def test_a_sloppy_sentence_is_noticed() -> None:
    """The check above fails for two spaces, a space before a sign, and marks stored apart."""
    assert not unclean("Đổi tên; tránh các dấu < > : và dấu chấm.")
    assert unclean("Đổi  tên.")
    assert unclean("Đổi tên .")
    assert unclean(unicodedata.normalize("NFD", "Đổi tên."))


def commands(group: click.Group) -> Iterator[click.Command]:
    """The group, its commands and theirs."""
    yield group
    for one in group.commands.values():
        yield from commands(one) if isinstance(one, click.Group) else (one,)


def test_usage_lines_speak_the_language() -> None:
    """Every argument of every command has a Vietnamese word: no English one is left in a usage line."""
    pieces = {p for c in commands(ditich) for p in c.collect_usage_pieces(click.Context(c))}
    assert {"FOLDER", "[SITES]..."} <= pieces
    english = {entry["en"] for entry in ARGUMENTS.values()} | {key.upper() for key in ARGUMENTS}
    shown = {word for piece in pieces for word in re.findall(r"[^\W\d_]+", in_words(piece))}
    assert shown & english == set()


def test_a_plate_is_not_taken_for_a_number_plate_of_a_vehicle() -> None:
    """'Biển số' alone is what a motorbike carries; a plaque has a 'số hiệu'."""
    said = [text for entry in catalogue().values() for text in entry.values()]
    assert any("biển số hiệu" in text for text in said)
    assert not [text for text in said if re.search(r"(?i)biển số (?!hiệu)|số biển", text)]
