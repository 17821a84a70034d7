"""YAML to nodes: every mistake of the file in one run, every scalar as text, no magic.

Anchors, aliases, tags, merge keys and further documents are refused while the parser's events still
stream by: nothing nested deeper than `MAX_DEPTH` and no more than `MAX_EVENTS` is ever composed, so
neither a billion laughs nor fifty thousand brackets get anywhere.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from generator.problems import Place, Problems
from generator.read import yaml_trouble
from generator.read.encoding import TextFile, hidden, read_text, without_odd
from generator.read.node import Node
from generator.read.prescan import prescan

MAX_BYTES = 1_000_000
"""Largest YAML file read, in bytes."""

MAX_DEPTH = 40
"""Deepest nesting of lists and maps."""

MAX_EVENTS = 20_000
"""Most parser events (about one per word, list or map) of one file."""

_MAX_ATTEMPTS = 30
_WORK = 1_000_000  # characters parsed in all attempts together

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml is ten times faster
_LOST = re.compile(r"\s+#\S| # ?\d")
_CASCADE = frozenset({"indent", "bracket-extra", "yaml-unreadable", "colon-missing"})
_WRAPPED = re.compile(r"(?s)^(?:“[^“”]*”|‘[^‘’]*’|„[^„“”]*[“”]|«[^«»]*»)$")


class _TooMuchError(Exception):
    def __init__(self, kind: str, line: int, column: int) -> None:
        super().__init__(kind)
        self.kind, self.line, self.column = kind, line, column


def read_yaml(path: Path, root: Path, problems: Problems) -> Node | None:
    """The map that the file holds; None where it cannot be trusted even after mending in memory.

    A Node may come with problems: then the rest of the file is still worth checking.
    """
    file = read_text(path, root, MAX_BYTES, problems)
    return None if file is None else nodes(file, problems)


def nodes(file: TextFile, problems: Problems) -> Node | None:
    """The map that the text of `file` holds; as `read_yaml`."""
    lines, told = prescan(file, problems)
    unclosed: set[int] = set()
    whole = True
    for _ in range(max(2, min(_MAX_ATTEMPTS, _WORK // max(len(file.text), 1)))):
        events: list[Any] = []
        try:
            _parse("\n".join(lines) + "\n", events)
        except yaml.MarkedYAMLError as error:
            found = yaml_trouble.explain(error, events, lines)
            echo = found.kind in _CASCADE and bool(unclosed & {found.line, found.line - 1})
            again = found.line in told
            if not again and not echo:
                place = file.place(found.line + 1, found.column + 1, found.width)
                problems.add(found.kind, place, **found.params)
            if found.mended is not None and not again:
                lines[found.line] = found.mended
                told.add(found.line)
                unclosed |= {found.line} if found.kind.endswith("-open") else set()
                continue
            whole = False
            if not _drop_section(lines, found.line):
                return None
        except yaml.YAMLError:
            problems.add("yaml-unreadable", Place(file.name))
            return None
        except _TooMuchError as much:
            problems.add(much.kind, file.place(much.line + 1, much.column + 1))
            return None
        else:
            return _Composer(file, lines, problems).compose(events, whole=whole)
    return None


def _parse(text: str, events: list[Any]) -> None:
    """Fill `events`; they stream, so that what is too deep stops here and not in the parser."""
    loader = _Loader(text)
    depth = 0
    try:
        while loader.check_event():
            event = loader.get_event()
            events.append(event)
            kind = type(event)
            if kind in _STARTS:
                depth += 1
            elif kind in _ENDS:
                depth -= 1
            if depth > MAX_DEPTH or len(events) > MAX_EVENTS:
                name = "yaml-too-deep" if depth > MAX_DEPTH else "yaml-too-long"
                raise _TooMuchError(name, event.start_mark.line, event.start_mark.column)
    finally:
        loader.dispose()


_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def _drop_section(lines: list[str], at: int) -> bool:
    """Blank the top-level entry around a line, so that the rest can still be read; False if none is left."""
    at = min(at, len(lines) - 1)
    first = at
    while first > 0 and not _opens(lines[first]):
        first -= 1
    last = at + 1
    while last < len(lines) and not _opens(lines[last]):
        last += 1
    had = any(line.strip() for line in lines[first:last])
    lines[first:last] = [""] * (last - first)
    return had


def _opens(line: str) -> bool:
    return bool(line) and line[0] not in " \t#-]}"


class _Composer:
    """Events to nodes, with the checks that need to know where a scalar begins and ends."""

    def __init__(self, file: TextFile, lines: list[str], problems: Problems) -> None:
        self.file, self.problems = file, problems
        self.lines = [*lines, ""]  # marks may lie behind the last line end
        self.hashes = "#" in file.text

    def compose(self, events: list[Any], *, whole: bool) -> Node | None:
        """The root map, or None with a problem; always None where parts were left out (not `whole`)."""
        frames: list[tuple[Any, list[Node]]] = []
        root: Node | None = None
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                node = self._scalar(event)
            elif kind is yaml.AliasEvent:
                self._sign(event, "*")
                node = Node("text", f"*{event.anchor}", self._place(event))
            elif kind in _STARTS:
                self._refuse_marks(event)
                frames.append((event, []))
                continue
            elif kind in _ENDS:
                start, inside = frames.pop()
                node = self._collection(start, inside)
            else:
                if kind is yaml.DocumentStartEvent and root is not None:
                    self.problems.add("yaml-documents", self._place(event))
                    return None
                continue
            if frames:
                frames[-1][1].append(node)
            else:
                root = node
        return self._root(root) if whole else None

    def _root(self, root: Node | None) -> Node | None:
        if root is None or root.empty:
            self.problems.add("file-empty", Place(self.file.name))
            return None
        if root.kind != "map":
            self.problems.add("file-not-fields", root.place)
            return None
        return root

    def _scalar(self, event: Any) -> Node:
        self._refuse_marks(event)
        place = self._place(event)
        if event.style is None or event.style == "":
            lost = self._lost_after_hash(event) if self.hashes else ""
            if lost and not event.value:
                return Node("text", lost, place)  # not missing: only hidden
            if event.value[:1] in ("“", "‘", "„", "«") and _WRAPPED.match(event.value):
                self.problems.warn("quotes-curly-shown", place, value=_short(event.value))
        for match, kind in hidden(event.value):
            self.problems.add(kind, place, code=match[0])
        value = (
            without_odd(event.value, place, self.problems) if event.style == '"' else event.value
        )
        return Node("text", value, place)

    def _collection(self, start: Any, inside: list[Node]) -> Node:
        place = self._place(start)
        if type(start) is yaml.SequenceStartEvent:
            return Node("list", tuple(inside), place)
        pairs = tuple(zip(inside[::2], inside[1::2], strict=True))
        return Node("map", self._keys(pairs, flow=bool(start.flow_style)), place)

    def _keys(
        self, pairs: tuple[tuple[Node, Node], ...], *, flow: bool
    ) -> tuple[tuple[Node, Node], ...]:
        """The pairs with a usable key, each name once; the others are named."""
        seen: dict[str, Node] = {}
        kept: list[tuple[Node, Node]] = []
        before: Node | None = None
        for key, value in pairs:
            if key.kind != "text":
                self.problems.add("key-not-text", key.place)
            elif flow and value.empty and self._cut_by_comma(key):
                whole = f"{before.text}, {key.text}" if before else key.text
                self.problems.add("comma-in-braces", key.place, quoted=yaml_trouble.quoted(whole))
            elif key.text == "<<":
                self.problems.add("yaml-merge", key.place)
            elif key.text in seen:
                first = seen[key.text].place
                self.problems.add("key-twice", key.place, name=key.text, line=first.line)
            else:
                seen[key.text] = key
                kept.append((key, value))
            before = value
        return tuple(kept)

    def _cut_by_comma(self, key: Node) -> bool:
        after = self.lines[key.place.line - 1][key.place.column - 1 + key.place.width :]
        return not after.lstrip().startswith(":")

    def _lost_after_hash(self, event: Any) -> str:
        """What a `#` cuts off the value and is no comment, named; '' if nothing."""
        line = self.lines[event.end_mark.line]
        rest = line[event.end_mark.column :]
        lost = rest.strip() if _LOST.match(rest) else ""
        if lost:
            column = event.end_mark.column + len(rest) - len(rest.lstrip()) + 1
            place = self.file.place(event.end_mark.line + 1, column, len(lost))
            ready = yaml_trouble.quoted_line(line).strip()
            self.problems.add("hash-cuts", place, lost=_short(lost), ready=ready)
        return lost

    def _refuse_marks(self, event: Any) -> None:
        if event.tag is not None or event.anchor is not None:
            sign = self.lines[event.start_mark.line][event.start_mark.column :][:1]
            self._sign(event, sign if sign in {"&", "!"} else "&")

    def _sign(self, event: Any, sign: str) -> None:
        line = self.lines[event.start_mark.line]
        place = self.file.place(event.start_mark.line + 1, event.start_mark.column + 1)
        ready = yaml_trouble.quoted_line(line).strip()
        self.problems.add("sign-at-start", place, sign=sign, ready=ready)

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        last = end.column if end.line == start.line else len(self.lines[start.line])
        return self.file.place(start.line + 1, start.column + 1, last - start.column)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
