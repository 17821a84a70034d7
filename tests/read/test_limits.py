"""Files that are too long for a person, and YAML that no rule of ours explains, are named as such."""

from __future__ import annotations

import pytest

from generator.problems import Problem, Problems
from generator.read import TextFile, markdown
from generator.read import yaml as reader


def read(text: str) -> list[Problem]:
    """What the reader of YAML says of a text."""
    problems = Problems()
    reader.nodes(TextFile("x.yaml", text), problems)
    return list(problems)


def test_a_list_without_end_is_stopped() -> None:
    """One event of the parser above the limit is `yaml-too-long` at its line; up to it all is read."""
    before, after = (
        ("stream", "document", "map", "key", "list"),
        ("list", "map", "document", "stream"),
    )
    most = reader.MAX_EVENTS - len(before) - len(after)
    assert read("a:\n" + "- b\n" * most) == []
    said = [(p.kind, p.place.line) for p in read("a:\n" + "- b\n" * (most + 9))]
    assert said == [("yaml-too-long", reader.MAX_EVENTS + 1 - len(before) + 1)]
    assert [p.kind for p in read("a:\n" + "- b\n" * (most + 1))] == ["yaml-too-long"]


def test_yaml_no_rule_explains_still_has_its_place() -> None:
    """What only the parser objects to is `yaml-unreadable` with a line, never a traceback."""
    assert [(p.kind, p.place.line) for p in read('? \n  ""--->\n\t')] == [("yaml-unreadable", 3)]
    assert read('? ""\n: a\n') == []


@pytest.mark.parametrize("more", [0, 1])
def test_a_story_without_end_is_stopped(more: int) -> None:
    """A story of one line too many is `markdown-too-long` at that line, with both numbers."""
    head = "---\nlede: Một câu.\n---\n"
    problems = Problems()
    markdown.story(TextFile("vi.md", head + "Dòng.\n" * (markdown.MAX_LINES + more - 1)), problems)
    said = [(p.kind, p.place.line) for p in problems]
    assert said == ([("markdown-too-long", markdown.MAX_LINES + 4)] if more else [])
