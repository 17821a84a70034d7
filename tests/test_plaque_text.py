"""What plan puts on a plate besides names: the plaque text, the drawing, and what is missing."""

from __future__ import annotations

import pytest

from generator.plan.paper import first_sentence


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Căn nhà dựng năm 1928. Cuối năm 1954, hai đoàn gặp nhau.", "Căn nhà dựng năm 1928."),
        ("Ngày 2.9.1969 có lễ. Sau đó đền được dựng.", "Ngày 2.9.1969 có lễ."),
        ("Một câu thôi.", "Một câu thôi."),
        ("Ông viết: đi đâu? rồi về. Ai cũng nhớ.", "Ông viết: đi đâu? rồi về."),
        ("", ""),
    ],
)
def test_the_first_sentence_ends_where_a_reader_says(words: str, first: str) -> None:
    """A full stop within a date or before a small letter ends nothing."""
    assert first_sentence(words) == first
