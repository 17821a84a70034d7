"""What is a mark is one to *read*, to *check* and to the page alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import marks
from generator.make import story
from generator.problems import Problems
from generator.read.encoding import TextFile
from generator.read.markdown import story as read_story
from tests.spent import within


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        ("[[a]]", ["a"]),
        ("\n\n[[a]]\n\n[[b_c]]  \n \nDưới", ["a", "b_c"]),
        ("Trên\n\n[[a]]\n\nDưới", ["a"]),
        ("Trên\n[[a]]\n\nDưới", []),
        ("Trên\n\n[[a]]\nDưới", []),
        ("Trên [[a]]", []),
        ("- mục\n\n    [[a]]", []),
        ("> [[a]]", []),
    ],
)
def test_a_block_is_placed_only_by_a_mark_alone_between_empty_lines(
    body: str, ids: list[str]
) -> None:
    """What *check* looks up is what the page cuts at, and *read* names every other mark."""
    assert [mark.id for mark in marks.blocks(body)] == ids
    assert [value for kind, value in story.render(body, lambda _: None) if kind == "block"] == ids
    assert refused(body) == ("[[" in body and not ids)


@given(st.lists(st.sampled_from(["[[a]]", "\n", "\n\n", " ", "x", "- ", "> ", "    "]), max_size=9))
def test_no_block_mark_is_ever_published_as_it_is_written(parts: list[str]) -> None:
    """However it is written: either *read* refuses it, or the page has a block and no brackets."""
    body = "".join(parts)
    html = "".join(value for kind, value in story.render(body, lambda _: None) if kind == "html")
    assert refused(body) or "[[" not in html


@given(st.text("s1 ^[]x\n", max_size=12))
def test_source_marks_of_check_are_those_of_the_page(body: str) -> None:
    """Each id that *check* finds is asked for by the page, and nothing else is."""
    asked: list[str] = []

    def cite(name: str) -> tuple[int, str]:
        asked.append(name)
        return 1, f"#{name}"

    body = body.strip()
    story.inline(body, cite)
    assert asked == [mark.id for mark in marks.sources(body)]


@pytest.mark.parametrize("gap", [" ", "\t"])
def test_a_long_gap_costs_no_time(gap: str) -> None:
    """A story may hold 200,000 characters of nothing: looked at once, not once from each of them."""
    with within(2):
        assert story.inline(f"a [^s1]{gap * 60_000}x", lambda _: (1, "#s1")).count("<sup>") == 1


def refused(body: str) -> bool:
    """Whether *read* says that a block mark does not stand alone."""
    problems = Problems()
    read_story(TextFile("vi.md", f"---\nlede: x\n---\n{body}"), problems)
    return any(problem.kind == "markdown-block-inline" for problem in problems)


def test_a_heading_of_any_depth_stays_one() -> None:
    """`#` and what is deeper than `####` become the nearest heading a story has, never bare words."""
    html = story.inline("# Một\n\n## Hai\n\n##### Năm\n\nBa\n===", lambda _: None)
    assert html == "<h2>Một</h2><h2>Hai</h2><h4>Năm</h4><h2>Ba</h2>"


@pytest.mark.parametrize(
    "words", ["5 * 3 * 2", "so_do_1.png", "a * b", "#5", "[chưa rõ]", "a < b > c"]
)
def test_ordinary_signs_are_no_markup(words: str) -> None:
    """Sums, file names and brackets stand in plain fields as they are."""
    assert marks.STRESS.search(words) is None
    assert marks.foreign(words) == ""


@pytest.mark.parametrize("words", ["**a b**", "là *a b*.", "__a__", "## a", "a\n# b"])
def test_markdown_in_plain_words_is_seen(words: str) -> None:
    """Bold, italic and headings would be shown, or cut in steel, with their signs."""
    assert marks.STRESS.search(words)


@pytest.mark.parametrize(
    "words", ["<b>a</b>", "<https://a.example>", "[a](b)", "![a](b.png)", "[a][b]"]
)
def test_tags_and_links_in_plain_words_are_seen(words: str) -> None:
    """The same that a story may not hold."""
    assert marks.foreign(words)
