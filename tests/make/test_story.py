"""A story's Markdown: what is not looked for changes nothing."""

from __future__ import annotations

from random import Random

from generator.make import story

PIECES = ("a", "đ ", "*", "_", "__", "**", "[", "]", "(", ")", "<", ">", "\n", "  \n", "\n\n", "- ", "# ",
          "1. ", "> ", "\t", "!", "[^s1]", "    ")  # fmt: skip


def made(text: str, *, rare: bool) -> str:
    """The HTML of one of the two parsers."""
    html: str = story._parser(rare=rare).reset().convert(text)
    return html


def test_signs_that_a_text_has_not_are_not_missed() -> None:
    """Both parsers agree on 500 texts without them; on one with a backtick or backslash they do not."""
    random = Random(1)  # noqa: S311
    for _ in range(500):
        text = "".join(random.choice(PIECES) for _ in range(random.randint(1, 40)))
        assert made(text, rare=False) == made(text, rare=True), text
    for text in ("a `b` c", r"a \* b"):
        assert made(text, rare=False) != made(text, rare=True), text
