"""What every kind of block owes: a template, words for its editor, and peace with its neighbours."""

from __future__ import annotations

from typing import Any, get_args, get_origin

import pytest
from pydantic.fields import FieldInfo

from generator.blocks import build, catalogue
from generator.model import Block, Text
from tests.make.pages import (
    TEMPLATES,
    block_fields,
    faults,
    hostile,
    page_job,
    project,
    render,
    show,
    tree,
    twice,
    with_blocks,
)  # fmt: skip

KINDS = sorted(catalogue())


def sample(kind: str, block_id: str) -> dict[str, Any]:
    """A block of this kind: the fixture's, else one with just what its model requires."""
    known = next((raw for raw in block_fields() if raw["kind"] == kind), None)
    if known:
        return known | {"id": block_id}
    fields = catalogue()[kind].model_fields
    needed = {name: _words_for(f) for name, f in fields.items() if f.is_required()}
    return needed | {"kind": kind, "id": block_id}


def _words_for(field: FieldInfo) -> Any:
    if field.annotation is Text:
        return {"vi": "Chữ", "en": "Words"}
    if get_origin(field.annotation) is tuple:
        return [{"vi": "Chữ"} if get_args(field.annotation)[0] is Text else "tranh"]
    return "tranh"


def unlabelled(block: type[Block]) -> list[str]:
    """Fields an editor may write that lack a label in a language; rows come from a data file."""
    from_file = (
        block.with_rows is not Block.with_rows or block.with_captions is not Block.with_captions
    )
    found = []
    for name, field in block.model_fields.items():
        extra = field.json_schema_extra
        said = extra.get("x-ditich", {}) if isinstance(extra, dict) else {}
        label = said.get("label", {}) if isinstance(said, dict) else {}
        whole = isinstance(label, dict) and label.get("vi") and label.get("en")
        if not whole and not (from_file and name == "rows"):
            found.append(name)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_kind_has_template_and_words(kind: str) -> None:
    """Each kind has a template, a docstring, a heading and labels in Vietnamese and English."""
    block = catalogue()[kind]
    assert (TEMPLATES[0] / "blocks" / f"{kind}.html").is_file()
    assert (block.__doc__ or "").strip()
    assert block.usual_heading.vi
    assert block.usual_heading.en
    assert not unlabelled(block)


def test_a_field_without_label_is_noticed() -> None:
    """The check above can fail: a block with a bare field is told apart."""

    class Bare(Block):
        """A block whose editor would not know what to write."""

        bare: str = "x"

    assert unlabelled(Bare) == ["bare"]


@pytest.mark.parametrize("language", ["vi", "en", "km"])
@pytest.mark.parametrize("kind", KINDS)
def test_kind_shows_in_every_language(kind: str, language: str) -> None:
    """Each kind renders in Vietnamese, in English, and on a Khmer page that falls back."""
    story = {"language": language, "lede": "…", "body": "…"}
    html = show(sample(kind, "khoi"), language=language, stories=[story])
    assert tree(html).css_first('[id="B-khoi"]') is not None
    assert f'<html lang="{language}"' in html


@pytest.mark.parametrize("kind", KINDS)
def test_two_of_a_kind_do_not_collide(kind: str) -> None:
    """Two blocks of one kind stand on one page, each in its place, no id twice."""
    blocks = [build(sample(kind, name)) for name in ("mot", "hai")]
    story = {"language": "vi", "lede": "…", "body": "[[hai]]\n\nChữ."}
    page = tree(render(page_job(with_blocks(*blocks, stories=[story]))))
    assert not twice(node.attributes.get("id") for node in page.css("[id]"))
    assert len(page.css('[id="B-mot"], [id="B-hai"]')) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_block_named_like_a_source_keeps_ids_apart(kind: str) -> None:
    """A block whose id is also a source's id leaves the source's anchor alone."""
    page = tree(render(page_job(with_blocks(build(sample(kind, "s1"))))))
    assert not twice(node.attributes.get("id") for node in page.css("[id]"))


@pytest.mark.parametrize("raw", block_fields(hostile), ids=lambda raw: str(raw["kind"]))
def test_hostile_words_in_a_block_stay_words(raw: dict[str, Any]) -> None:
    """Whatever an editor pastes into a field comes out as text, in the story and below it."""
    inside = {"language": "vi", "lede": "…", "body": f"Chữ.\n\n[[{raw['id']}]]"}
    for stories in ([{"language": "vi", "lede": "…", "body": "Chữ."}], [inside]):
        site = with_blocks(build(raw), say=hostile, stories=stories)
        html = render(page_job(site, project=project()))
        assert not faults(html)
        assert "alert(1)" in html  # it was there, and it was only words


def test_the_judge_of_hostile_words_can_say_no() -> None:
    """The list of faults is not empty for a page that does run foreign words."""
    assert faults(
        "<body><p onclick=x>7*7=49</p><img src=x><script>1</script><a href=javascript:x>a</a>"
    )
