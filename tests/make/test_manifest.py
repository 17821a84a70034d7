"""The IIIF manifest of a site: what Presentation 3 demands, and what the reference library says of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.blocks import build
from generator.make.iiif import CONTEXT, licence
from generator.model import Site
from tests.make.pages import hostile, make_site, site_fields
from tests.make.test_record import outputs, pictures
from tests.test_data import SECRET, guarded

ENDING = ".iiif.json"
REQUIRED = {
    "Manifest": {"@context", "id", "label", "items"}, "Canvas": {"id", "items"},
    "AnnotationPage": {"id", "items"}, "Annotation": {"id", "motivation", "body", "target"},
    "Image": {"id", "format", "width", "height"}, "Sound": {"id", "format", "duration"},
    "Video": {"id", "format", "width", "height", "duration"},
    "Text": {"id", "label", "format"}, "Dataset": {"id", "label", "format"},
}  # fmt: skip
"""What a resource must have (IIIF Presentation API 3.0, sections 3 and 5), and of media what we promise."""

LICENCES = re.compile(r"http://creativecommons\.org/(licenses|publicdomain)/[a-z-]+/\d\.\d/")


def manifest(site: Site, **project: Any) -> dict[str, Any]:
    """The manifest of a site."""
    data: dict[str, Any] = json.loads(outputs(site, **project)[ENDING].data)
    return data


WITHIN = ("PointSelector", "SpecificResource", "TextualBody")
"""Parts of an annotation, which need no address of their own (Web Annotation Data Model, 3.2.4)."""


def resources(value: Any) -> Iterator[dict[str, Any]]:
    """Every resource in it, the outermost first."""
    if isinstance(value, dict):
        if value.get("type", "TextualBody") not in WITHIN:
            yield value
        value = [*value.values()]
    if isinstance(value, list):
        for part in value:
            yield from resources(part)


def faults(data: dict[str, Any]) -> list[str]:
    """What breaks a rule of the specification."""
    found = [] if data["@context"] == CONTEXT else ["context"]
    ids = []
    for one in resources(data):
        kind = one["type"]
        found += [f"{kind} lacks {key}" for key in REQUIRED[kind] - one.keys()]
        ids += [one["id"]] if kind in ("Canvas", "AnnotationPage", "Annotation") else []
        if not one["id"].startswith("https://") or "#" in one["id"]:
            found.append(f"{kind} id {one['id']}")
        if "rights" in one and not LICENCES.fullmatch(one["rights"]):
            found.append(f"rights {one['rights']}")
        for key in ("label", "summary"):
            said = one.get(key, {"none": ["x"]})
            if not (
                said and all(isinstance(words, list) and all(words) for words in said.values())
            ):
                found.append(f"{kind} {key}")
    for canvas in data["items"]:
        (annotation,) = canvas["items"][0]["items"]
        sizes = {key: canvas[key] for key in ("width", "height", "duration") if key in canvas}
        if annotation["target"] != canvas["id"] or not sizes.items() <= annotation["body"].items():
            found.append(f"canvas {canvas['id']}")
    return found + (["id twice"] if len(ids) != len(set(ids)) else [])


def test_a_manifest_keeps_the_rules() -> None:
    """Each picture, the recording and the film is a canvas, labelled, sized and credited, in vi and en."""
    data = manifest(guarded())
    assert faults(data) == []
    kinds = [one["items"][0]["items"][0]["body"]["type"] for one in data["items"]]
    assert kinds == ["Image"] * pictures(guarded()) + ["Sound", "Video"]
    assert data["label"] == {"vi": ["Đình Ví Dụ"], "en": ["Example communal house"]}
    assert data["requiredStatement"]["label"] == {"vi": ["Ghi công"], "en": ["Attribution"]}
    assert "Người vẽ. CC BY 4.0" in data["requiredStatement"]["value"]["en"]
    assert data["rights"] == "http://creativecommons.org/licenses/by/4.0/"
    assert [word for word in SECRET if word in json.dumps(data, ensure_ascii=False)] == []


def test_a_picture_to_be_looked_at_closely_names_its_tiles() -> None:
    """The service that other viewers ask for the finest of it (Image API 3.0, level 0); no other has one."""
    fields = site_fields()
    media = [one | {"zoom": one["id"] == fields["picture"]} for one in fields["media"]]
    data = manifest(make_site(media=media))
    bodies = [canvas["items"][0]["items"][0]["body"] for canvas in data["items"]]
    (service,) = (one for body in bodies for one in body.get("service", ()))
    assert service.pop("id").startswith("https://ditich.vn/m/")
    assert service == {"type": "ImageService3", "profile": "level0"}
    assert not manifest(make_site())["items"][0]["items"][0]["items"][0]["body"].get("service")


def test_points_on_a_picture_are_annotations_of_its_canvas() -> None:
    """In the languages that may be told, as the W3C's annotations; pictures without points have none."""
    points = [{"x": 20, "y": 30, "label": {"vi": "Mái", "en": "Roof", "km": "ដំបូល"}, "sources": ["s1"]},
              {"x": 70, "y": 60, "label": {"km": "ដំបូល"}, "sources": ["s1"]}]  # fmt: skip
    fields = site_fields()
    block = build(
        {"kind": "pointed_picture", "id": "diem", "picture": fields["picture"], "points": points}
    )
    data = manifest(make_site(blocks=[block]))
    (canvas,) = (one for one in data["items"] if "annotations" in one)
    (page,) = canvas["annotations"]
    (note,) = page["items"]
    assert [(body["language"], body["value"]) for body in note["body"]] == [
        ("vi", "Mái"),
        ("en", "Roof"),
    ]
    assert note["target"]["source"] == canvas["id"]
    assert note["target"]["selector"]["x"] == round(canvas["width"] / 5)
    assert faults(data) == []


SPOILT: dict[str, Callable[[dict[str, Any]], object]] = {
    "relative id": lambda data: data["items"][0].update(id="/canvas"),
    "another size": lambda data: data["items"][0].update(width=5),
    "words without a language": lambda data: data.update(label={"vi": "Đình"}),
    "rights in words": lambda data: data.update(rights="CC BY 4.0"),
    "a canvas twice": lambda data: data["items"].append(data["items"][0]),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_manifest_is_found_out(how: str) -> None:
    """What breaks a rule is told: the ears above do hear."""
    data = manifest(guarded())
    SPOILT[how](data)
    assert faults(data)


def test_hostile_words_stay_words() -> None:
    """Whatever stands in the fields, the manifest keeps the rules."""
    assert faults(manifest(make_site(hostile))) == []


def test_there_is_none_without_a_host_or_without_anything_to_show() -> None:
    """Ids must be full addresses, and a manifest must have a canvas: else there is no manifest."""
    assert ENDING not in outputs(guarded(), hosts=[])
    assert ENDING not in outputs(make_site(media=[], picture=None, blocks=[]))


@pytest.mark.parametrize(
    ("rights", "found"),
    [
        ("CC BY 4.0", "http://creativecommons.org/licenses/by/4.0/"),
        ("cc by-nc-sa 4.0, ảnh của bảo tàng", "http://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("CC0", "http://creativecommons.org/publicdomain/zero/1.0/"),
        ("Bảo tàng cho phép dùng trên trang này", ""),
    ],
)
def test_only_a_licence_that_is_named_becomes_an_address(rights: str, found: str) -> None:
    """Words that are no Creative Commons licence stay words."""
    assert licence(rights) == found


ASK = "import sys, iiif_prezi3; iiif_prezi3.Manifest.model_validate_json(sys.stdin.buffer.read())"


@pytest.mark.judge
@pytest.mark.parametrize("sound", [True, False])
def test_the_reference_library_reads_it(judges: Path, *, sound: bool) -> None:
    """iiif-prezi3 takes the manifest for one, and not what has a canvas of another type."""
    data = manifest(guarded())
    if not sound:
        data["items"][0]["type"] = "Picture"
    given = json.dumps(data).encode()
    env = os.environ | {"PYTHONPATH": os.environ.get("DITICH_IIIF", str(judges / "judges-iiif"))}
    done = subprocess.run(
        [sys.executable, "-c", ASK], input=given, env=env, capture_output=True, check=False
    )
    assert (done.returncode == 0) is sound, done.stderr.decode()[-500:]
