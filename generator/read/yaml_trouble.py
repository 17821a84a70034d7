"""What a YAML parser's complaint means to somebody who types: kind, place, and the line mended.

The messages of libyaml and of PyYAML's own parser differ a little; the tests below `in` hold for both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

_PREFIX = re.compile(r"^(\s*(?:- +)*(?:[\w-]{1,60}\s*:\s+)?)(\S.*?)\s*$")
_NO_SPACE = re.compile(r"^\s*(?:- +)*[A-Za-z_][\w-]*:(?=[^\s/\\])")
_NO_DASH_SPACE = re.compile(r"^\s*-(?=[^\s-])")
_HASH = re.compile(r" #\S.*")
_LIST_HERE = re.compile(r":\s+-(?:\s|$)")
_CURLY = {"“": "”", "‘": "’", "„": "“", "«": "»"}


@dataclass(frozen=True)
class Trouble:
    """A parser's complaint in our terms, line and column from 0; `mended` is the line put right."""

    kind: str
    line: int
    column: int
    width: int = 1
    params: dict[str, str] = field(default_factory=dict)
    mended: str | None = None


def quoted(value: str) -> str:
    """The value in straight quotes, as YAML wants it."""
    value = value.strip()
    if len(value) > 1 and (_CURLY.get(value[0]) == value[-1] or _outer_quotes(value)):
        value = value[1:-1]
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _outer_quotes(value: str) -> bool:
    """Whether the first and last quote belong together around quotes of the same sort."""
    sign, inside = value[0], value[1:-1]
    if sign not in "\"'" or value[-1] != sign:
        return False
    return inside.count(sign) % 2 == 1 or f" {sign}" in inside.partition(sign)[0] + sign


def quoted_line(line: str) -> str:
    """The line with its value in quotes, ready to paste; '' where that would not mend it."""
    match = _PREFIX.match(line)
    if not match or match[2][0] in "{[" or not match[1].strip():
        return ""
    return match[1] + quoted(match[2])


def explain(error: yaml.MarkedYAMLError, events: list[Any], lines: list[str]) -> Trouble:
    """The complaint explained; 'yaml-unreadable' with its place where nothing better is known."""
    problem, context = str(error.problem or ""), str(error.context or "")
    mark: Any = error.problem_mark or error.context_mark
    line, column = _inside(mark, lines)
    start = _inside(error.context_mark or mark, lines)
    if "quoted scalar" in context and "escape" not in problem:
        return _open_quote(*start, lines)
    if "escape" in problem:
        return Trouble("backslash", line, column, mended=lines[line].replace("\\", "/"))
    if any(word in context for word in ("block scalar", "alias", "anchor", "directive", " tag")):
        return _sign(*start, lines)
    if "tag handle" in problem or "mapping keys are not allowed" in problem:
        return _sign(*(start if "tag" in problem else (line, column)), lines)
    if "cannot start any token" in problem:
        return _sign(line, column, lines)
    if "mapping values are not allowed" in problem:
        return _second_colon(line, column, lines)
    if "could not find expected ':'" in problem:
        return _no_colon(start[0], lines)
    if "sequence entries are not allowed" in problem:
        kind = "list-beside-key" if _LIST_HERE.search(lines[line]) else "indent"
        return Trouble(kind, line, column)
    return _unexpected(problem, context, (line, column), start, events, lines)


def _unexpected(
    problem: str,
    context: str,
    at: tuple[int, int],
    start: tuple[int, int],
    events: list[Any],
    lines: list[str],
) -> Trouble:
    """Something stands where the parser wanted something else."""
    line, column = at
    last: Any = events[-1] if events else None
    if isinstance(last, yaml.ScalarEvent) and last.style in {'"', "'"}:
        begin: Any = last.start_mark
        end: Any = last.end_mark
        if end.line == line and begin.line != line:
            return _open_quote(begin.line, begin.column, lines)
        if end.line == line and end.column <= column:
            return _after_quote(line, column, begin.column, lines)
    if "flow" in context:
        return _flow(at, start, lines)
    if "node content" in problem:
        sign = lines[line][column : column + 1]
        return Trouble("bracket-extra", line, column, params={"sign": sign})
    if "document start" in problem:
        return Trouble("yaml-documents", line, column)
    if any(word in problem for word in ("expected key", "'-' indicator", "block end")):
        return Trouble("indent", line, column)
    return Trouble("yaml-unreadable", line, column)


def _inside(mark: Any, lines: list[str]) -> tuple[int, int]:
    """The mark's line and column; the end of the last written line for a mark after the end."""
    if mark.line < len(lines) and not (mark.column == 0 and not any(lines[mark.line :])):
        return mark.line, mark.column
    last = max((i for i, text in enumerate(lines) if text.strip()), default=0)
    return last, len(lines[last])


def _open_quote(line: int, column: int, lines: list[str]) -> Trouble:
    sign = lines[line][column : column + 1]
    return Trouble("quote-open", line, column, params={"sign": sign}, mended=lines[line] + sign)


def _after_quote(line: int, column: int, start: int, lines: list[str]) -> Trouble:
    """Words after a closing quote: the whole value wants quotes of the other sort around it."""
    text = lines[line]
    match = _PREFIX.match(text)
    ready = quoted_line(text) if match and match.end(1) == start else ""
    params = {"ready": ready.strip(), "rest": text[column:].strip()[:60]}
    return Trouble("text-after-quote", line, column, 1, params, ready or None)


def _sign(line: int, column: int, lines: list[str]) -> Trouble:
    text = lines[line]
    sign = text[column : column + 1]
    if sign == "\t":
        return Trouble(
            "tab-indent", line, column, params={"more": ""}, mended=text.replace("\t", "  ")
        )
    match = _PREFIX.match(text)
    ready = quoted_line(text) if match and match.end(1) == column else ""
    return Trouble(
        "sign-at-start", line, column, 1, {"sign": sign, "ready": ready.strip()}, ready or None
    )


def _second_colon(line: int, column: int, lines: list[str]) -> Trouble:
    """A colon too many in the line, or a line too far in, or the line before lacks the space."""
    text = lines[line]
    match = _PREFIX.match(text)
    if match and match.end(1) <= column and ":" in match[1]:
        ready = quoted_line(text)
        kind = "quotes-curly" if match[2][0] in _CURLY else "colon-in-value"
        place = match.end(1) if kind == "quotes-curly" else column
        params = {"more": ""} if kind == "quotes-curly" else {"ready": ready.strip()}
        return Trouble(kind, line, place, 1, params, ready or None)
    before = next((i for i in range(line - 1, -1, -1) if lines[i].strip()), line)
    if before != line and (tight := _NO_SPACE.match(lines[before])):
        return _tight(before, tight.end(), lines)
    if text[:column].count(":"):
        return Trouble("colon-in-value", line, column, params={"ready": ""})
    return Trouble("indent", line, len(text) - len(text.lstrip()))


def _tight(line: int, column: int, lines: list[str]) -> Trouble:
    mended = f"{lines[line][:column]} {lines[line][column:]}"
    return Trouble("colon-no-space", line, column - 1, 1, {"ready": mended.strip()}, mended)


def _no_colon(line: int, lines: list[str]) -> Trouble:
    text = lines[line]
    if tight := _NO_SPACE.match(text):
        return _tight(line, tight.end(), lines)
    if dash := _NO_DASH_SPACE.match(text):
        mended = f"{text[: dash.end()]} {text[dash.end() :]}"
        return Trouble("dash-no-space", line, dash.end() - 1, 1, {"ready": mended.strip()}, mended)
    indent = len(text) - len(text.lstrip())
    return Trouble("colon-missing", line, indent, len(text.strip()), {"found": text.strip()[:60]})


def _flow(at: tuple[int, int], start: tuple[int, int], lines: list[str]) -> Trouble:
    """Trouble between brackets: a colon too many, or no closing one."""
    line, column = at
    if lines[line][column : column + 1] == ":" and line == start[0]:
        return Trouble("colon-in-value", line, column, params={"ready": ""})
    text = lines[start[0]]
    if (cut := _HASH.search(text, start[1])) and line != start[0]:
        params = {"lost": cut[0].strip()[:60], "ready": ""}
        return Trouble("hash-cuts", start[0], cut.start() + 1, len(cut[0]) - 1, params)
    sign = text[start[1] : start[1] + 1]
    close = {"[": "]", "{": "}"}.get(sign, "")
    lacks = text.count(sign) - text.count(close) == 1 if close else False
    mended = text + close if lacks and line != start[0] else None
    return Trouble("bracket-open", *start, 1, {"sign": sign, "close": close}, mended)
