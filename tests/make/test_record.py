"""What machines read of a site: linked data as a JSON-LD parser sees it, Dublin Core as an XML parser."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from generator.blocks import build
from generator.jobs import Revision
from generator.make import Output, Templates
from generator.make import make as make_job
from generator.model import Site
from generator.plan.data import record_job
from tests.make.pages import hostile, make_site, needs, revision, site_fields
from tests.make.papers import selected
from tests.test_data import SECRET, guarded

pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph:DeprecationWarning"
)  # rdflib's own

SDO = Namespace("https://schema.org/")
DC = "{http://purl.org/dc/elements/1.1/}"
CONTEXT = {"@vocab": "https://schema.org/", "url": {"@type": "@id"}, "contentUrl": {"@type": "@id"}}
"""As schema.org's own context reads: every term is one of its own, addresses are addresses."""

ELEMENTS = frozenset({
    "title", "creator", "subject", "description", "publisher", "contributor", "date", "type", "format",
    "identifier", "source", "language", "relation", "coverage", "rights",
})  # fmt: skip
"""Dublin Core Metadata Element Set 1.1 (ISO 15836-1)."""


def outputs(site: Site, **project: Any) -> dict[str, Output]:
    """The files of a site by their ending."""
    chosen = selected(site, **project)
    one: Revision = replace(revision(site), digest="0" * 64)
    job = record_job(replace(chosen, revisions=(one,)), one)
    made = {name: outs for name, outs in needs(site).items() if name in job.needs}
    return {o.target.removeprefix(job.target): o for o in make_job(job, made, Templates(()))}


def pictures(site: Site) -> int:
    """How many pictures of it one may take away."""
    return sum(m.public and not m.consent and m.kind not in ("audio", "video") for m in site.media)


def graph(output: Output) -> Graph:
    """The linked data as a parser takes it, with schema.org's context told and not fetched."""
    data = json.loads(output.data)
    assert data["@context"] == "https://schema.org"
    return Graph().parse(data=json.dumps(data | {"@context": CONTEXT}), format="json-ld")


def test_the_linked_data_is_a_graph_about_one_place() -> None:
    """Pages in each language are about the place; each cites sources that the graph describes."""
    found = graph(outputs(guarded())[".jsonld"])
    (place,) = set(found.objects(None, SDO.about))
    assert place == URIRef("https://ditich.vn/vi/dinh-vi-du/#place")
    assert set(found.objects(place, RDF.type)) == {
        SDO.LandmarksOrHistoricalBuildings,
        SDO.TouristAttraction,
    }
    assert set(found.objects(place, SDO.name)) == {
        Literal("Đình Ví Dụ", "vi"),
        Literal("Example communal house", "en"),
    }
    pages = set(found.subjects(RDF.type, SDO.WebPage))
    assert pages == {URIRef(f"https://ditich.vn/{x}/dinh-vi-du/") for x in ("vi", "en")}
    for page in pages:
        cited = set(found.objects(page, SDO.citation))
        assert len(cited) == 2
        assert all(found.value(one, SDO.name) for one in cited)
    assert [float(str(x)) for x in found.objects(None, SDO.latitude)] == [10]
    sources = set(found.objects(None, SDO.citation))
    linked = {str(url) for s in sources if (url := found.value(s, SDO.url))}
    assert linked == {"https://example.org/sach"}  # a copy is named and not linked


def test_sound_and_pictures_come_with_their_right() -> None:
    """An AudioObject with its language, length and words; an ImageObject with its size and author."""
    found = graph(outputs(guarded())[".jsonld"])
    (sound,) = found.subjects(RDF.type, SDO.AudioObject)
    assert (str(found.value(sound, SDO.duration)), str(found.value(sound, SDO.inLanguage))) == (
        "PT82S",
        "vi",
    )
    assert str(found.value(sound, SDO.transcript)).startswith("Câu một.")
    shown = set(found.subjects(RDF.type, SDO.ImageObject))
    assert len(shown) == pictures(guarded())
    for one in shown:
        assert int(str(found.value(one, SDO.width))) == 1080
        assert str(found.value(one, SDO.copyrightNotice)) == "CC BY 4.0"
        assert str(found.value(one, SDO.contentUrl)).startswith("https://ditich.vn/m/")


def test_a_thing_in_three_dimensions_is_named_with_its_file() -> None:
    """A 3DModel about the place with its form, bytes and licence; one that no block shows is not there."""
    model = {
        "id": "binh3d",
        "file": "binh.glb",
        "kind": "model",
        "alt": "Cái bình",
        "rights": "CC BY 4.0",
    }
    fields = site_fields()
    block = build({"kind": "model", "id": "xoay", "model": "binh3d", "picture": fields["picture"]})
    media, blocks = [*fields["media"], model], [*fields["blocks"], block]
    found = graph(outputs(make_site(media=media, blocks=blocks))[".jsonld"])
    (one,) = found.subjects(RDF.type, SDO["3DModel"])
    assert str(found.value(one, SDO.contentUrl)).endswith(".glb")
    assert str(found.value(one, SDO.encodingFormat)) == "model/gltf-binary"
    assert str(found.value(one, SDO.contentSize)) == "1234567 B"
    assert list(found.subjects(SDO.subjectOf, one))
    assert b"3DModel" not in outputs(make_site(media=media))[".jsonld"].data


def test_a_film_comes_with_its_words_and_only_where_it_may_be_taken_away() -> None:
    """A VideoObject with its length, picture and what is said in it; none where people in it were asked."""
    found = graph(outputs(make_site())[".jsonld"])
    (film,) = found.subjects(RDF.type, SDO.VideoObject)
    told = {
        name: str(found.value(film, SDO[name])) for name in ("duration", "inLanguage", "transcript")
    }
    assert told == {"duration": "PT82S", "inLanguage": "vi", "transcript": "Lời một. Lời hai."}
    assert str(found.value(film, SDO.contentUrl)).endswith(".mp4")
    assert str(found.value(film, SDO.thumbnailUrl)).endswith("-poster.jpg")
    media = [m | {"consent": "Có giấy"} if m["id"] == "phim" else m for m in site_fields()["media"]]
    kept = outputs(make_site(media=media))
    assert b"VideoObject" not in kept[".jsonld"].data
    assert b".mp4" not in kept[".iiif.json"].data


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("memorial", {SDO.LandmarksOrHistoricalBuildings}),
        ("museum", {SDO.Museum, SDO.TouristAttraction}),
        ("inventoried", {SDO.LandmarksOrHistoricalBuildings, SDO.TouristAttraction}),
    ],
)
def test_a_place_is_called_what_it_is(kind: str, types: set[URIRef]) -> None:
    """A memorial is no attraction, a museum is one and no monument."""
    found = graph(outputs(make_site(kind=kind))[".jsonld"])
    (place,) = set(found.objects(None, SDO.about))
    assert set(found.objects(place, RDF.type)) == types


def test_no_record_tells_what_must_not_leave() -> None:
    """Neither file says a word of what is kept in; the same ears hear it once it may be said."""
    for output in outputs(guarded()).values():
        assert [word for word in SECRET if word in output.data.decode()] == []
    open_facts = [{"id": "x", "label": "x", "text": "KHÔNG-HIỆN", "confidence": "high"}]
    assert "KHÔNG-HIỆN" in outputs(guarded(facts=open_facts))[".jsonld"].data.decode()


def test_dublin_core_is_what_catalogues_harvest() -> None:
    """Nothing but the fifteen elements, each with words; titles and descriptions with their language."""
    root = ET.fromstring(outputs(guarded())[".dc.xml"].data)  # noqa: S314 - our own file
    assert root.tag == "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
    assert {e.tag.removeprefix(DC) for e in root} <= ELEMENTS
    assert all((e.text or "").strip() for e in root)
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    titles = {(e.get(lang), e.text) for e in root.iter(f"{DC}title")}
    assert {("vi", "Đình Ví Dụ"), ("en", "Example communal house"), ("vi", "Đình cũ")} == titles
    assert "https://ditich.vn/en/dinh-vi-du/" in [e.text for e in root.iter(f"{DC}identifier")]
    assert "1975-04" in [e.text for e in root.iter(f"{DC}coverage")]


def test_hostile_words_stay_words_and_without_a_host_nothing_is_made_up() -> None:
    """Both files of a hostile site are read back; without a host no address is full."""
    made = outputs(make_site(hostile), hosts=[])
    names = {str(name) for name in graph(made[".jsonld"]).objects(None, SDO.name)}
    assert any("</script>" in name for name in names)
    root = ET.fromstring(made[".dc.xml"].data)  # noqa: S314 - our own file
    assert any("<script>" in (e.text or "") for e in root.iter(f"{DC}title"))
    assert b"https://ditich" not in made[".jsonld"].data + made[".dc.xml"].data
