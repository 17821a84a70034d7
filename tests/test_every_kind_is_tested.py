"""Every kind of problem is named by a test or by what a sample expects: none goes unproved unnoticed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.problems import catalogue

HERE = Path(__file__).parent

EXCEPTIONS: dict[str, str] = {}
"""Kind → why no test can bring it about. Empty is how it should be."""

_KIND = re.compile(r"(?<![\w-])[a-z0-9]+(?:-[a-z0-9]+)*(?![\w-])")
_EXPECTED = re.compile(r"(?:\A|\n\n).+ ([a-z0-9-]+)(?: \(warning\))?\n")


def words(source: str) -> Iterator[str]:
    """Words of a test's strings; docstrings and comments prove nothing.

    A word without a hyphen may be any word: it counts only as a whole string or in brackets.
    """
    tree = ast.parse(source)
    # Docstrings are expressions of their own.
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            text = node.value
            yield from (w for w in _KIND.findall(text) if "-" in w or text in (w, f"[{w}]"))


def unnamed(kinds: Iterable[str], sources: Iterable[str], samples: Iterable[str]) -> list[str]:
    """Kinds that stand in no string of these tests and in no answer these samples expect."""
    named = {word for source in sources for word in words(source)}
    named |= {kind for sample in samples for kind in _EXPECTED.findall(sample)}
    return sorted(set(kinds) - named)


def test_every_kind_is_named_by_a_test_or_a_sample() -> None:
    """A new kind comes with a test; an exception needs a reason and goes when it is tested."""
    sources = [p.read_text("utf-8") for p in HERE.rglob("*.py") if p != Path(__file__)]
    samples = [p.read_text("utf-8") for p in HERE.glob("broken/*/expected.txt")]
    assert unnamed(catalogue(), sources, samples) == sorted(EXCEPTIONS)
    assert all(EXCEPTIONS.values())


def test_a_kind_only_spoken_of_counts_as_unnamed() -> None:
    """A docstring, a comment, a longer kind or a sentence that mentions the kind is no test of it."""
    kinds = ("code-none", "dead-link", "too-few", "text-empty")
    source = '"""Says dead-link."""\nx = "not-dead-link"  # dead-link\n'
    sample = (
        "a.yaml:1:2 too-few (warning)\nCó dead-link\n\nTên có dấu cách.yaml text-empty\nTrống.\n"
    )
    assert unnamed(kinds, [source], [sample]) == ["code-none", "dead-link"]
    assert unnamed(kinds, ['x = "[dead-link]"', "y = 'code-none'"], [sample]) == []


def test_a_kind_that_is_an_ordinary_word_must_stand_alone() -> None:
    """`indent` in a sentence or in a call's text is no test of the kind; alone, or as it is said, it is."""
    kinds = ("indent", "nameless")
    source = 'json.dumps(x, indent=1)\ny = "the indent of a nameless line"\n'
    assert unnamed(kinds, [source], []) == ["indent", "nameless"]
    assert unnamed(kinds, ['x = ["indent"]', 'assert "[nameless]" in said'], []) == []
    assert unnamed(kinds, [source], ["a.yaml:1:2 indent\n\n\nb.md:3 nameless (warning)\n"]) == []
