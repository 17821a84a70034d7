"""The accuracy list: no unmarked claim of a story slips off the page that an official signs."""

from __future__ import annotations

import pytest

from generator.accuracy import accuracy
from tests.make.pages import make_site


@pytest.mark.parametrize(
    ("body", "unmarked"),
    [
        ("Một [^s1].\n\nHai.\n\nBa [^s1].", ["Hai."]),
        ("## Đầu đề\nMột\nhai.", ["Một hai."]),
        ("Đầu đề\n---\nMột.\n\n### Khác", ["Một."]),
        ("- Một.\n- Hai\n  ba.\n- Bốn [^s1].", ["Một.", "Hai ba."]),
        ("1. Một [^s1].\n2. Hai.", ["Hai."]),
        ("Một.\n \t\nHai [^s1].", ["Một."]),
        ("Một [^s1].\n\n[[bang]]\n\nHai.", ["Hai."]),
        ("Một [^s1]\nvà hai.", []),
        ("", []),
    ],
)
def test_each_paragraph_and_list_item_without_a_source_is_named(
    body: str, unmarked: list[str]
) -> None:
    """A mark vouches for the paragraph or list item it stands in, and for no other."""
    site = make_site(stories=[{"language": "vi", "lede": "Lời mở.", "body": body}])
    assert [words.vi for words in accuracy(site).unmarked] == unmarked
