"""Things in three dimensions: what a phone can show passes; each fault has its own kind; nothing hangs."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh

from generator.make.solid import written as written_light
from generator.read.solid import MOST_BYTES, read_solid, solid_fault
from tests.solids import cube, fine, jar, retold, told, written
from tests.spent import within

JAR = jar()


def fault(tmp_path: Path, data: bytes) -> str:
    """What is wrong with a file of these bytes."""
    path = tmp_path / "vat.glb"
    path.write_bytes(data)
    return solid_fault(path)


def test_what_apps_write_passes(tmp_path: Path) -> None:
    """A picture, plain colours, colours of points; each piece stands where its node puts it."""
    assert fault(tmp_path, JAR) == fault(tmp_path, cube()) == ""
    vessel, ball = sorted(read_solid(JAR).pieces, key=lambda piece: piece.picture is None)
    assert vessel.picture is not None
    assert vessel.places is not None
    assert (vessel.places.min(), vessel.places.max()) >= (0, 0.9)
    assert np.allclose(ball.colour, (1, 0.502, 0), atol=0.001)
    assert np.allclose(ball.points.mean(axis=0), (2, 0, 0.3), atol=0.01)
    (sides,) = read_solid(cube()).pieces
    assert sides.shades is not None
    assert len({tuple(row) for row in sides.shades.tolist()}) == 6


def nodes(*added: dict[str, Any]) -> bytes:
    """The jar with further nodes, all in the scene."""
    known = told(JAR)["nodes"]
    everyone = [*range(len(known) + len(added))]
    return retold(JAR, nodes=[*known, *added], scenes=[{"nodes": everyone}], scene=0)


def picture(data: bytes) -> bytes:
    """The jar with these bytes where its picture was."""
    known = told(JAR)
    view = known["bufferViews"][known["images"][0]["bufferView"]]
    begun = JAR.index(b"BIN\0") + 4 + view["byteOffset"]
    end = begun + view["byteLength"]
    return JAR[:begun] + data[: end - begun].ljust(end - begun, b"\0") + JAR[end:]


def nowhere() -> bytes:
    """A triangle with a point that is no number."""
    return written(
        trimesh.Trimesh([[0, 0, 0], [1, 0, 0], [0, np.nan, 0]], [[0, 1, 2]], process=False)
    )


def longer(name: str, count: int) -> bytes:
    """The jar with that many numbers of one kind, and the bytes for them."""
    known = told(JAR)
    numbers = [one["attributes"][name] for mesh in known["meshes"] for one in mesh["primitives"]
               if name in one["attributes"]]  # fmt: skip
    views = [*known["bufferViews"], {"buffer": 0, "byteOffset": len(JAR), "byteLength": 12 * count}]
    accessors = [
        one
        | ({"count": count, "bufferView": len(views) - 1, "byteOffset": 0} if n in numbers else {})
        for n, one in enumerate(known["accessors"])
    ]
    return retold(JAR, accessors=accessors, bufferViews=views) + bytes(len(JAR) + 12 * count)


SPOILT: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "solid-unreadable"),
    "a text": ("một vật".encode, "solid-unreadable"),
    "cut": (lambda: JAR[: len(JAR) // 2], "solid-unreadable"),
    "glTF 1": (lambda: JAR[:4] + struct.pack("<I", 1) + JAR[8:], "solid-unreadable"),
    "no JSON": (lambda: JAR[:20] + b"{" * 40 + JAR[60:], "solid-unreadable"),
    "a list": (lambda: struct.pack("<4sIII4s", b"glTF", 2, 24, 4, b"JSON") + b"[]  ", "solid-unreadable"),
    "deep JSON": (lambda: JAR[:20] + b"[" * 4000, "solid-unreadable"),
    "numbers that are told apart": (lambda: retold(JAR, accessors=[
        one | {"sparse": {}} for one in told(JAR)["accessors"]
    ]), "solid-form"),
    "normals of some points": (lambda: retold(JAR, accessors=[
        one | ({"count": 3} if n == 1 else {}) for n, one in enumerate(told(JAR)["accessors"])
    ]), "solid-unreadable"),
    "places of more points": (lambda: longer("TEXCOORD_0", 10**6), "solid-unreadable"),
    "nodes that stretch one another": (lambda: retold(JAR, nodes=[
        *({"scale": [1e4] * 3, "children": [n + 1]} for n in range(34)), {"mesh": 0}
    ], scenes=[{"nodes": [0]}], scene=0), "solid-unreadable"),
    "Draco": (lambda: retold(JAR, extensionsRequired=["KHR_draco_mesh_compression"]), "solid-form"),
    "lines": (lambda: retold(JAR, meshes=[
        {"primitives": [one | {"mode": 1} for one in mesh["primitives"]]} for mesh in told(JAR)["meshes"]
    ]), "solid-form"),
    "a file beside it": (lambda: retold(JAR, images=[{"uri": "hinh.png"}]), "solid-outside"),
    "a file far away": (lambda: retold(JAR, buffers=[{"uri": "https://example.org/x", "byteLength": 4}]),
                        "solid-outside"),
    "three pictures": (lambda: retold(JAR, images=told(JAR)["images"] * 3), "solid-pictures"),
    "a picture of no form": (lambda: picture(b"GIF89a"), "solid-unreadable"),
    "a torn picture": (lambda: picture(b"\x89PNG\r\n\x1a\n"), "solid-unreadable"),
    "too many points": (lambda: fine(257), "solid-fine"),
    "too many triangles": (lambda: fine(230), "solid-fine"),
    "claims of a billion": (lambda: retold(JAR, accessors=[
        one | {"count": 10**9} for one in told(JAR)["accessors"]
    ]), "solid-fine"),
    "one shape a thousand times": (lambda: nodes(*[{"mesh": 0}] * 900), "solid-fine"),
    "a node within itself": (lambda: nodes({"children": [4]}, {"children": [3]}), "solid-unreadable"),
    "too many nodes": (lambda: nodes(*[{}] * 1100), "solid-unreadable"),
    "points nowhere": (nowhere, "solid-unreadable"),
    "a point three times": (lambda: written(trimesh.Trimesh([[1, 1, 1]], [[0, 0, 0]], process=False)),
                            "solid-empty"),
    "an empty scene": (lambda: retold(JAR, scenes=[{"nodes": []}], scene=0), "solid-empty"),
    "no scene": (lambda: retold(JAR, scenes=None, scene=None), "solid-unreadable"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "kind"), SPOILT.values(), ids=SPOILT)
def test_each_fault_has_its_kind(tmp_path: Path, spoil: Callable[[], bytes], kind: str) -> None:
    """Told in a moment, before much is laid out in memory."""
    data = spoil()
    fault(tmp_path, JAR)  # NumPy and Pillow load
    with within(2):
        assert fault(tmp_path, data) == kind


def test_what_is_too_large_is_not_opened(tmp_path: Path) -> None:
    """Its size is asked, and nothing of it read."""
    path = tmp_path / "vat.glb"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert solid_fault(path) == "solid-large"


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_escapes(tmp_path: Path, seed: int) -> None:
    """Twenty bytes of a whole file turned at random: it passes or has a kind, and nothing is raised."""
    chance = np.random.default_rng(seed)
    data = bytearray(JAR)
    for at in chance.integers(0, len(data) if seed % 2 else 2000, 20):
        data[at] = int(chance.integers(256))
    kind = fault(tmp_path, bytes(data))
    assert kind == "" or kind.startswith("solid-")
    if not kind:
        assert read_solid(bytes(data)).pieces


def test_one_picture_on_many_pieces_is_opened_once(tmp_path: Path) -> None:
    """Hundreds of pieces over one picture: read and written in a moment, the picture once in the file."""
    data = nodes(*[{"mesh": jar_mesh()}] * 400)
    assert fault(tmp_path, JAR) == ""  # NumPy and Pillow load
    with within(4):
        kind = fault(tmp_path, data)
    assert kind == ""
    solid = read_solid(data)
    assert (len(solid.pieces), len(solid.pictures)) == (402, 1)
    with within(4):
        file = written_light(solid)
    assert len(told(file)["images"]) == 1


def jar_mesh() -> int:
    """The number of the shape that bears a picture."""
    found = told(JAR)
    return next(
        n
        for n, mesh in enumerate(found["meshes"])
        if "TEXCOORD_0" in mesh["primitives"][0]["attributes"]
    )
