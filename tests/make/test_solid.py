"""A thing in three dimensions as it is published: the same shape and colours, light, and nothing besides."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh
from PIL import Image

from generator.disk import digest_of
from generator.jobs import Input, SolidJob
from generator.make import Output, Templates
from generator.make import solid as maker
from generator.make.refusal import Refusal
from generator.read.solid import Piece, read_solid
from tests.solids import cube, fine, jar, retold, told

JAR = jar()


def made(root: Path, data: bytes) -> Output:
    """What comes of a model."""
    path = root / "vat.glb"
    path.write_bytes(data)
    job = SolidJob("web", "m/x", "dinh-thu", (Input(str(path), digest_of(path)),))
    (output,) = maker.make(job, {}, Templates(()))
    return output


def shapes(data: bytes) -> list[Any]:
    """The shapes of a GLB where its scene puts them, as trimesh reads them, by number of points."""
    scene = trimesh.load_scene(io.BytesIO(data), file_type="glb", process=False)
    return sorted(scene.dump(), key=lambda shape: len(shape.vertices))


def ours(data: bytes) -> list[Piece]:
    """The same as we read them."""
    return sorted(read_solid(data).pieces, key=lambda piece: len(piece.points))


@pytest.mark.parametrize("data", [JAR, cube(), fine(20)], ids=["jar", "cube", "sheet"])
def test_the_shape_is_the_same(tmp_path: Path, data: bytes) -> None:
    """As another library reads the original: points within a 30,000th of the width, normals, triangles."""
    before, after = shapes(data), ours(made(tmp_path, data).data)
    assert len(before) == len(after) > 0
    for old, read, new in zip(before, ours(data), after, strict=True):
        assert np.allclose(old.vertices, read.points)
        assert np.abs(old.vertices - new.points).max() < old.extents.max() / 30_000
        assert (old.faces == new.faces).all()
        assert (
            (old.vertex_normals * read.normals).sum(axis=1) > 0.5
        ).all()  # theirs weigh by angles
        assert ((read.normals * new.normals).sum(axis=1) > 0.9995).all()


def test_colours_and_places_in_the_picture_are_the_same(tmp_path: Path) -> None:
    """A plain colour, colours of points, and each point's place in the picture."""
    (old_jar, old_ball), (vessel, ball) = shapes(JAR), ours(made(tmp_path, JAR).data)
    assert vessel.places is not None
    uv = old_jar.visual.uv
    assert np.abs(np.column_stack((uv[:, 0], 1 - uv[:, 1])) - vessel.places).max() < 1e-4
    assert np.allclose(
        np.array(ball.colour) * 255, old_ball.visual.material.baseColorFactor[:3], atol=0.01
    )
    (old,), (new,) = shapes(cube()), ours(made(tmp_path, cube()).data)
    assert (old.visual.vertex_colors[:, :3] == new.shades).all()


def test_a_node_turns_moves_and_stretches_what_is_in_it() -> None:
    """By matrix or by parts, one node in another: as the other library puts it."""
    turned = {"rotation": [0, 0.6, 0, 0.8], "translation": [1, 2, 3], "scale": [1, 2, 0.5]}
    moved = {"matrix": [0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 4, 5, 6, 1]}
    nodes = [turned | {"children": [1]}, moved | {"mesh": 0}]
    data = retold(cube(), nodes=nodes, scenes=[{"nodes": [0]}], scene=0)
    (old,), (new,) = shapes(data), ours(data)
    assert np.allclose(old.vertices, new.points)
    assert ((old.vertex_normals * new.normals).sum(axis=1) > 0.99).all()
    assert not np.allclose(new.points, ours(cube())[0].points)


def test_a_picture_is_made_smaller_and_square_enough(tmp_path: Path) -> None:
    """Sides are powers of two, 1024 px at most: no other repeats in WebGL 1."""
    data = made(tmp_path, jar(3000)).data
    known = told(data)
    (view,) = (known["bufferViews"][one["bufferView"]] for one in known["images"])
    begun = data.index(b"BIN\0") + 4 + view["byteOffset"]
    image = Image.open(io.BytesIO(data[begun : begun + view["byteLength"]]))
    assert (image.format, image.size) == ("JPEG", (1024, 1024))
    assert image.convert("RGB").getpixel((100, 100))[0] > 200  # type: ignore[index]


def test_it_is_light_and_the_same_every_time(tmp_path: Path) -> None:
    """Two thirds of an app's file at most; equal bytes for equal input."""
    given = fine(200)
    output = made(tmp_path, given)
    assert len(output.data) < 0.7 * len(given)  # it came without normals
    assert made(tmp_path, given) == output


def test_nothing_else_is_published(tmp_path: Path) -> None:
    """Names, remarks, authors and programs of the original are left behind."""
    asset = {"version": "2.0", "generator": "ScanApp", "copyright": "Ông X"}
    given = retold(JAR, asset=asset, extras={"place": "10.5,105.7"})
    assert b"jar" in given
    data = made(tmp_path, given).data
    assert not [
        word
        for word in (b"jar", b"ball", b"ScanApp", b"Ong X", b"place", b"extras")
        if word in data
    ]
    assert told(data)["asset"] == {"version": "2.0"}


def test_what_cannot_be_shown_is_refused(tmp_path: Path) -> None:
    """A file that changed after it was checked says what is wrong with it."""
    with pytest.raises(Refusal) as refused:
        made(tmp_path, JAR[:500])
    assert refused.value.kind == "solid-unreadable"


ASK = """const fs = require("fs"), v = require(process.argv[1]);
const data = new Uint8Array(fs.readFileSync(process.argv[2]));
v.validateBytes(data).then(found => console.log(JSON.stringify(found.issues)));"""


@pytest.mark.judge
@pytest.mark.parametrize("sound", [True, False])
def test_the_khronos_validator_finds_nothing(judges: Path, tmp_path: Path, *, sound: bool) -> None:
    """No error and no warning in what is published; a file that counts a point too many has one."""
    module = Path(os.environ.get("DITICH_GLTF", judges / "judges/node_modules/gltf-validator"))
    assert module.is_dir(), "no glTF validator: run tools/judge-needs"
    assert shutil.which("node"), "no Node.js to run it with: run tools/judge-needs"
    for number, given in enumerate((JAR, cube(), fine(100))):
        data = made(tmp_path, given).data
        if not sound:
            count = [one | {"count": one["count"] + 10**6} for one in told(data)["accessors"]]
            data = retold(data, accessors=count)
        path = tmp_path / f"{number}.glb"
        path.write_bytes(data)
        done = subprocess.run(
            ["node", "-e", ASK, str(module), str(path)], capture_output=True, check=True, timeout=60
        )
        found = json.loads(done.stdout)
        assert (found["numErrors"] + found["numWarnings"] == 0) is sound, found["messages"][:3]
