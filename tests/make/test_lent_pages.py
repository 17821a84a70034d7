"""On pages in English and in Khmer no attribute keeps Vietnamese words without saying so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from selectolax.lexbor import LexborNode

from generator.blocks import build
from generator.jobs import PageJob
from generator.model import Site
from generator.words import table
from tests.blocks.rolls import jobs, page_of, roll
from tests.blocks.test_roll_of_honour import ROWS
from tests.make.pages import (
    CODE,
    block_fields,
    make_site,
    page_job,
    project,
    render,
    site_fields,
    tree,
)
from tests.make.test_page import OFFICE

MARK = "VI"
"""Stands before every Vietnamese word of the content."""

LETTERS = set("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")

PLAYER = ("data-title", "data-album")
"""What a lock screen shows, which asks for no language."""


def vietnamese(value: Any) -> Any:
    """The fields of a site whose texts have lost all other languages."""
    if isinstance(value, dict):
        if "vi" in value and value.keys() <= {"vi", "en", "km"}:
            return {"vi": value["vi"]}
        return {key: vietnamese(one) for key, one in value.items()}
    return [vietnamese(one) for one in value] if isinstance(value, list | tuple) else value


def marked(words: str) -> str:
    """The words with that mark."""
    return f"{MARK} {words}"


def place() -> Site:
    """The made-up site with its facts in Vietnamese alone, and stories in three languages."""
    story = {"lede": "-", "body": "[[hinh]]"}
    fields = {
        **{key: vietnamese(value) for key, value in site_fields(marked).items() if key != "blocks"},
        "blocks": [build(vietnamese(raw)) for raw in block_fields(marked)],
        "stories": [{"language": x, **story} for x in ("vi", "en", "km")],
        "narrations": [],
        "stops": [{"id": "cong", "number": 1, "name": marked("Cổng"), "audio": "giong"},
                  {"id": "ben", "name": marked("Bến")}],
        "contacts": [OFFICE],
    }  # fmt: skip
    return make_site(marked, **fields)


def pages(language: str) -> dict[str, str]:
    """Pages of that place, of its questions, reports and sources, of a roll, and of the project."""
    ours = project(languages=["vi", "en", "km"])
    site = page_job(place(), language=language, project=ours)
    rolls = jobs(None, roll(*ROWS))
    planned = {"letter": "dinh-vi-du/ten/ten/b/", "names": "tim-liet-si/", "code": "ma/", "find": "tim/",
               "home": "", "list": "danh-sach/", "data": "du-lieu/"}  # fmt: skip
    given: dict[str, PageJob] = {
        "site": site,
        "learn": replace(site, template="web/learn.html"),
        "report": replace(site, template="web/report.html", texts=((CODE, "cong"),)),
        "sources": replace(site, template="web/sources.html"),
    }
    for name, address in planned.items():
        job = page_of(rolls, f"vi/{address}")
        given[name] = replace(job, language=language, project=ours)
    return {name: render(job) for name, job in given.items()}


def tongue(node: LexborNode, attribute: str) -> str:
    """The language a reader of the page takes the words of an attribute for."""
    own = node.attributes.get("data-tongue")
    inner = node.css_first("[lang]") if attribute.startswith("data-") else None
    if own or (inner is not None and node.tag == "p"):  # scripts ask `ditich.tongue`
        return own or (inner and inner.attributes["lang"]) or ""
    at: LexborNode | None = node
    while at is not None and "lang" not in at.attributes:
        at = at.parent
    return (at and at.attributes["lang"]) or ""


def unsaid(html: str, language: str) -> list[str]:
    """Vietnamese words in attributes that are taken for `language`."""
    own = {words["vi"] for words in table().values() if language not in words}
    found = []
    for node in tree(html).css("body *"):
        for name, value in node.attributes.items():
            text = (value or "").strip()
            ours = text in own if language == "km" else False
            strange = (
                language == "km" and LETTERS & set(text.lower()) and not text.startswith("http")
            )
            if name in (*PLAYER, "href", "content") or not (
                MARK in text.split() or ours or strange
            ):
                continue
            if tongue(node, name) != "vi":
                found.append(f"{node.tag} {name}={text}")
    return found


@pytest.mark.parametrize("language", ["en", "km"])
def test_every_attribute_says_its_language(language: str) -> None:
    """Labels, and what scripts will say: at the element, or for what stands within it apart."""
    found = {name: unsaid(html, language) for name, html in pages(language).items()}
    assert {name: where for name, where in found.items() if where} == {}


@pytest.mark.parametrize("language", ["en", "km"])
def test_an_attribute_that_is_taken_for_another_language_is_found(language: str) -> None:
    """The same look sees a label, a picture's words and what a script keeps, once they lost their lang."""
    html = pages(language)["site"]
    assert 'lang="vi"' in html
    assert unsaid(html.replace(' lang="vi"', "").replace(' data-tongue="vi"', ""), language)


def test_who_verified_a_list_speaks_for_itself() -> None:
    """The office's name is Vietnamese within an English sentence."""
    for html in (pages("en")["letter"], pages("en")["names"]):
        assert '<span lang="vi">Sở Ví Dụ</span>' in html
