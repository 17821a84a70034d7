"""Reading Markdown: head and story, the small dialect, and nothing that could hang a renderer."""

from __future__ import annotations

import markdown
import pytest

from generator.problems import Problems
from generator.read import Markdown, plain
from generator.read.encoding import TextFile
from generator.read.markdown import story
from tests.spent import within

TEXT = """---
lede: Xin chào.
short: |
  Một.
---

## Đầu đề

Câu một [^s1], câu hai [^s2].
Nối dòng.

[[khoi]]
"""


def read(text: str) -> tuple[Markdown, list[str]]:
    """What a text holds, and the kinds of what was said about it."""
    problems = Problems()
    found = story(TextFile("vi.md", text), problems)
    return found, [problem.kind for problem in problems]


def test_head_and_story_are_parted_and_keep_their_lines() -> None:
    """The head is a node with its places; marks and paragraphs know theirs."""
    found, kinds = read(TEXT)
    assert kinds == []
    assert found.front is not None
    assert plain(found.front) == {"lede": "Xin chào.", "short": "Một.\n"}
    assert found.first_line == 6
    assert [(n, str(p), p.width) for n, p in found.sources()] == [
        ("s1", "vi.md:9:9", 5),
        ("s2", "vi.md:9:24", 5),
    ]
    assert [(n, str(p)) for n, p in found.blocks()] == [("khoi", "vi.md:12:1")]
    assert [(t, p.line) for t, p in found.paragraphs()] == [
        ("## Đầu đề", 7),
        ("Câu một [^s1], câu hai [^s2]. Nối dòng.", 9),
        ("[[khoi]]", 12),
    ]


@pytest.mark.parametrize(
    ("text", "body", "first"),
    [
        ("Chỉ có lời.\n", "Chỉ có lời.\n", 1),
        ("", "", 1),
        ("\n\n---\nlede: x\n---\nLời.", "Lời.", 6),
        ("---\n---\nLời.", "Lời.", 3),
    ],
)
def test_a_head_may_be_absent_or_empty(text: str, body: str, first: int) -> None:
    """A narration has no head; blank lines before a head do not matter."""
    found, kinds = read(text)
    assert (kinds, found.body, found.first_line) == ([], body, first)


def test_a_broken_head_is_told_apart_from_none() -> None:
    """`broken` keeps later stages from saying that the head is missing."""
    assert read("---\na:\n   b: 1\n  c: 2\n---\nLời.")[0].broken
    assert not read("Lời.")[0].broken
    assert read("---\nlede: x\n")[1] == ["front-open"]
    assert read("---\nlede: x\n")[0].broken


@pytest.mark.parametrize(
    "line",
    [
        "5 < 6 và a<3 & b > c",
        "*nghiêng* **đậm** _x_",
        "> trích\n> dẫn",
        "- một\n- hai\n    - ba\n\n    tiếp",
        "1. một\n2. hai",
        "[ngoặc vuông] và (ngoặc tròn)",
        "năm [1890] (khoảng)",
        "Câu [^s1][^s2].",
        "#5 không phải đầu đề? Đường số 7",
        "a | b",
        "trang example.org",
        "e-mail ban@example.org",
    ],
)
def test_ordinary_writing_is_left_alone(line: str) -> None:
    """What the dialect allows, and signs that mean nothing, get no message."""
    assert read(line)[1] == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("https://example.org", "markdown-shown"),
        ("<b>x</b>", "markdown-html"),
        ("a <br> b", "markdown-html"),
        ("<IMG SRC=x onerror=alert(1)>", "markdown-html"),
        ("<svg/onload=alert(1)>", "markdown-html"),
        ("a <script", "markdown-html"),
        ("<!-- x -->", "markdown-html"),
        ("<?php x ?>", "markdown-html"),
        ("<!DOCTYPE html>", "markdown-html"),
        ("</p>", "markdown-html"),
        ("[a](javascript:alert(1))", "markdown-link"),
        ("[a](x 'y')", "markdown-link"),
        ("[a][b]", "markdown-link"),
        ("[b]: https://x.example", "markdown-link"),
        ("<https://x.example>", "markdown-link"),
        ("<javascript:alert(1)>", "markdown-link"),
        ("<a@b.example>", "markdown-link"),
        ("![a](b.png)", "markdown-image"),
        ("![a][b]", "markdown-image"),
        ("[^s1]: sách", "markdown-footnote"),
        ("xem [[khoi]] đây", "markdown-block-inline"),
        ("a\n\n    b", "markdown-indent"),
        ("a\n\n\tb", "markdown-indent"),
    ],
)
def test_what_the_dialect_leaves_out_is_named(line: str, kind: str) -> None:
    """HTML, links, pictures, footnotes and accidental code are each told, once."""
    assert read(line)[1] == [kind]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("• một\n• hai", ["pasted-bullet"]),
        ("\uf0b7 một", ["pasted-bullet"]),
        ("– một\n– hai\n– ba", ["pasted-bullet"]),
        ("– một\n\n– hai", ["pasted-bullet"]),
        ("1) một\n2) hai", ["pasted-bullet"]),
        ("a\tb\nc\td", ["pasted-table"]),
        ("| a | b |\n|---|---|", ["pasted-table"]),
        ("> Không có gì quý hơn.\n\n– Lời trên bia", []),
        ("- một\n- hai\n\n1. một", []),
        ("năm 1960 – 1975\n(1) và (2)", []),
        ("một\tchỗ gõ nhầm", []),
        ("a | b", []),
    ],
)
def test_what_word_leaves_is_noted_once(text: str, said: list[str]) -> None:
    """Lists and tables that would run together are told at their first line; a signature is none."""
    problems = Problems()
    story(TextFile("vi.md", text), problems)
    assert [p.kind for p in problems] == said
    assert all(p.severity == "warning" for p in problems)


def test_no_tag_reaches_the_renderer() -> None:
    """Where tags were found the story carries none, so that a preview cannot run them."""
    body = read("<script>alert(1)</script> <b onclick=x>\n")[0].body
    assert "<" not in body
    assert "<" in read("5 < 6")[0].body


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "![" * 10_000,
        "[a](" * 5_000,
        "*" * 20_000,
        "*a " * 20_000,
        "_a_" * 20_000,
        ">" * 20_000,
        "> " * 20_000,
        "\n".join("  " * n + "- a" for n in range(300)),
        "- " * 20_000,
        "`a " * 20_000,
        "<a " * 20_000,
        ("[" * 19 + "\n\n") * 2_400,
        ("[a " * 19 + "]" * 19 + "\n\n") * 2_000,
        "> a\n\n" * 2_400,
        "- a\n" * 4_900,
        "a  \n" * 4_900,
        ("*a _a " * 100 + "\n\n") * 300,
        ("`a " * 199 + "\n\n") * 300,
        ("&a " * 199 + "\n\n") * 300,
        "***a***" * 28 + "\n\n",
        "[^s1] " * 30_000,
        "> a\n\n" * 30_000,
        "a" * 190_000,
        "(" * 100_000,
        "\\" * 100_000,
        "# " * 90_000,
        "a" + "\t" * 190_000,
        "|" + "a" * 190_000,
        "a \t" * 60_000,
    ],
)
def test_nothing_hangs_a_renderer(text: str) -> None:
    """A file of up to 200 KB is judged in half a second, and what passes renders in moments."""
    with within(0.5):
        found, kinds = read(text)
    assert len(kinds) < 20_000
    with within(4):
        markdown.markdown(found.body)
