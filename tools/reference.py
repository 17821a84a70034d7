"""The reference of site.yaml and its neighbours, written from the models: docs/{vi,en}/site-yaml.md.

`python tools/reference.py` writes both pages; `--check` writes nothing and ends with 1 if a page is
stale. What the models do not say themselves stands in tools/reference_text/: the hand-written top
of each page, and words.toml with titles, the meaning of every choice and types in plain words.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from pydantic import BaseModel  # noqa: E402 - the checkout's own package comes first
from pydantic.fields import FieldInfo  # noqa: E402

from generator.blocks import catalogue  # noqa: E402
from generator.check.project import PageFront, Records, Units  # noqa: E402
from generator.dates import say, to_edtf  # noqa: E402
from generator.model import Block, Project, Review, Site, Sourced, Story, Text, Trail  # noqa: E402
from generator.model.glossary import Glossary  # noqa: E402
from generator.problems import catalogue as sentences  # noqa: E402
from tools.plain_types import (  # noqa: E402
    CHOICES,
    Incomplete,
    Page,
    anchor,
    flat,
    limit,
    model_in,
    shape,
)

LANGUAGES = ("vi", "en")
TEXTS = Path(__file__).parent / "reference_text"
FIRST = (Site, Text, Sourced)
FILES = (Story, Review, Project, PageFront, Trail, Glossary, Records, Units)
"""Models that are files of their own, or heads of files, in the order of the page."""

ELSEWHERE = {("Project", "sources"), ("Story", "body")}
"""Fields with a label that other text fills: content/records.yaml, and the story below its head."""

DATES = {
    "vi": ("2/9/1969", "9/1969", "1969", "khoảng 1890", "trước 1945", "sau 1975", "1960-1975",
           "thế kỷ 19", "2020-07-26", "1970/1972"),
    "en": ("2/9/1969", "9/1969", "1969", "about 1890", "before 1945", "after 1975", "1960-1975",
           "century 19", "2020-07-26", "1970/1972"),
}  # fmt: skip
"""Dates as one writes them; how they are kept and shown is asked of the code."""

_SAMPLE = re.compile(r"^<!-- ([a-z]+) -->$", re.MULTILINE)


def page(lang: str) -> str:
    """The whole reference page in `lang`; raises Incomplete."""
    with (TEXTS / "words.toml").open("rb") as file:
        made = Page(lang, tomllib.load(file))
    reached = parts()
    keys = _keys(reached)
    own = [cls for cls in reached if cls not in (*FIRST, *FILES) and not issubclass(cls, Block)]
    shared = [cls for cls in own if _reached_from(Site, cls) or _from_blocks(cls)]
    rest = [cls for cls in own if cls not in shared]
    parts_text = {
        "dates": _dates(made),
        "site": _sections(made, (*FIRST, *shared), keys),
        "blocks": _blocks(made),
        "files": _sections(made, (*FILES, *rest), keys),
        "columns": [sentences()["roll-column"][f"do_{lang}"]],
    }
    text = (TEXTS / f"{lang}.md").read_text("utf-8")
    whole = _SAMPLE.sub(lambda m: "\n".join(parts_text[m[1]]).rstrip(), text)
    _nothing_idle(made)
    return whole


def parts() -> tuple[type[BaseModel], ...]:
    """Every model an editor writes, each once, in the order in which a reader meets it."""
    found: dict[type[BaseModel], None] = {}
    starts: tuple[type[BaseModel], ...] = (*FIRST, *catalogue().values(), *FILES)
    for start in starts:
        _reach(start, found)
    return tuple(found)


def _reach(cls: type[BaseModel], found: dict[type[BaseModel], None]) -> None:
    if cls in found:
        return
    found[cls] = None
    for name, info in fields_of(cls):
        inner = model_in(info.annotation)
        if inner is not None and inner is not Block and (cls.__name__, name) not in ELSEWHERE:
            _reach(inner, found)


def fields_of(cls: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    """The fields an editor may write (they carry a label), by the name used in the file."""
    for name, info in cls.model_fields.items():
        if info.title and (cls.__name__, name) not in ELSEWHERE:
            yield info.alias or name, info


def _reached_from(start: type[BaseModel], cls: type[BaseModel]) -> bool:
    found: dict[type[BaseModel], None] = {}
    _reach(start, found)
    return cls in found


def _from_blocks(cls: type[BaseModel]) -> bool:
    return any(_reached_from(block, cls) for block in catalogue().values())


def _keys(reached: Iterable[type[BaseModel]]) -> dict[type[BaseModel], list[str]]:
    """The keys under which each model is written."""
    keys: dict[type[BaseModel], list[str]] = {}
    for cls in reached:
        for name, info in fields_of(cls):
            inner = model_in(info.annotation)
            if inner is not None and f"`{name}`" not in keys.setdefault(inner, []):
                keys[inner].append(f"`{name}`")
    return keys


def _sections(
    made: Page, classes: Iterable[type[BaseModel]], keys: dict[type[BaseModel], list[str]]
) -> list[str]:
    lines: list[str] = []
    for cls in classes:
        name = cls.__name__
        lines += [f'### <a id="{anchor(cls)}"></a>{made.word("parts", name)}', ""]
        lines += made.about(name)
        if keys.get(cls) and cls not in (Text, Sourced):
            lines += [made.say("used", keys=", ".join(keys[cls])), ""]
        lines += _table(made, cls)
    return lines


def _blocks(made: Page) -> list[str]:
    lines: list[str] = []
    for kind, block in sorted(catalogue().items(), key=lambda item: (item[1].order, item[0])):
        usual = block.usual_heading.best(made.lang)[0]
        lines += [f'### <a id="block-{kind}"></a>`{kind}` – {usual}', ""]
        lines += [made.say("heading", text=usual), ""]
        lines += _table(made, block)
    return lines


def _table(made: Page, cls: type[BaseModel]) -> list[str]:
    """The table of a model's fields, the meaning of its choices below."""
    lines = ["| " + " | ".join(made.say(key) for key in ("field", "what", "how")) + " |"]
    lines += ["|---|---|---|"]
    choices: list[str] = []
    inherits = issubclass(cls, Sourced) and cls is not Sourced
    for name, info in fields_of(cls):
        if inherits and name in Sourced.model_fields:
            continue
        lines.append(_row(made, name, info))
        meanings = list(_meanings(made, cls, name, info))
        if meanings:
            choices += [made.say("choices", name=name), "", *meanings, ""]
    if inherits:
        lines += ["", made.say("sourced")]
    return [*lines, "", *choices]


def _row(made: Page, name: str, info: FieldInfo) -> str:
    words = _words(info)
    what = words["label"][made.lang]
    if told := words["help"][made.lang]:
        what += f" – {told[0].lower() if told[1:2].islower() else told[0]}{told[1:]}"
    how = [shape(made, info.annotation, info.metadata)]
    how += [made.say("required")] if info.is_required() else _default(made, info)
    return f"| `{name}` | {_cell(what)} | {_cell('; '.join(how))} |"


def _words(info: FieldInfo) -> dict[str, dict[str, str]]:
    extra = info.json_schema_extra
    assert isinstance(extra, dict), "a field with a label comes from model.field()"
    return extra["x-ditich"]  # type: ignore[return-value]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _default(made: Page, info: FieldInfo) -> list[str]:
    value = info.default
    if isinstance(value, bool):
        value = str(value).lower()
    if isinstance(value, tuple) and value and all(isinstance(one, str) for one in value):
        value = f"[{', '.join(value)}]"
    shown = isinstance(value, (str, int, float)) and value != ""
    return [made.say("default", value=value)] if shown else []


def _meanings(made: Page, cls: type[BaseModel], name: str, info: FieldInfo) -> Iterator[str]:
    """Each choice of a field with its meaning."""
    for key, values in _choices(cls, name, info):
        for value in values:
            yield f"- `{value}` – {made.word('choices', key, value)}"


def _choices(
    cls: type[BaseModel], name: str, info: FieldInfo
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(key in words.toml, values) where the field is a choice."""
    inner = _bare(info.annotation)
    if isinstance(inner, type) and issubclass(inner, Enum):
        yield inner.__name__, tuple(str(member.value) for member in inner)
    match = CHOICES.fullmatch(limit(list(flat(info.metadata)), "pattern") or "")
    if match:
        yield f"{cls.__name__}.{name}", tuple(match[1].split("|"))


def _bare(annotation: Any) -> Any:
    """The type inside Optional and tuple."""
    while get_args(annotation) and get_origin(annotation) is not Literal:
        annotation = next(one for one in get_args(annotation) if one is not NoneType)
    return annotation


def _dates(made: Page) -> list[str]:
    lines = ["| " + " | ".join(made.say(key) for key in ("written", "shown", "kept")) + " |"]
    lines += ["|---|---|---|"]
    for written in DATES[made.lang]:
        kept = to_edtf(written)
        lines.append(f"| `{written}` | {say(kept, made.lang)} | `{kept}` |")
    return lines


def _nothing_idle(made: Page) -> None:
    """Words for parts, choices and forms that no model has any more are refused, too."""
    known: set[tuple[str, ...]] = {("parts", name) for name in made.words["parts"]}
    known |= {("about", name) for name in made.words["about"]}
    known |= {("choices", key, v) for key, values in made.words["choices"].items() for v in values}
    known |= {("says", key) for key in made.words["says"]}
    known |= {("forms", str(index)) for index in range(len(made.words["forms"]))}
    idle = sorted(".".join(path) for path in known - made.used)
    if idle:
        raise Incomplete(f"words.toml speaks of what no model has: {', '.join(idle)}")


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Write the pages below `root`, or with `--check` compare them; return 1 if one is stale."""
    stale = []
    for lang in LANGUAGES:
        path = root / "docs" / lang / "site-yaml.md"
        text = page(lang)
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        stale.append(path.relative_to(root).as_posix())
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
    if "--check" in arguments and stale:
        print(f"stale: {', '.join(stale)}; run: python tools/reference.py")
        return 1
    print(f"written: {', '.join(stale)}" if stale else "the reference pages are fresh")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
