"""Small things in three dimensions made up for tests, written by trimesh; nothing real."""

from __future__ import annotations

import json
import struct
from typing import Any

import numpy as np
import trimesh
from PIL import Image
from trimesh.visual.material import PBRMaterial
from trimesh.visual.texture import TextureVisuals

COLOURS = {
    (0, 0, 1): (220, 40, 40), (1, 0, 0): (40, 200, 60), (0, 0, -1): (50, 80, 230),
    (-1, 0, 0): (230, 210, 40), (0, 1, 0): (240, 240, 240), (0, -1, 0): (120, 60, 160),
}  # fmt: skip
"""Of a cube's sides, by where they look: red to the viewer, green to the right, blue behind, yellow left."""


def _side(normal: Any) -> tuple[int, int, int]:
    x, y, z = (int(one) for one in normal)
    return COLOURS[x, y, z]


def cube() -> bytes:
    """A cube of 2, each side of another colour, told by its points."""
    shape = trimesh.creation.box((2, 2, 2))
    shape.unmerge_vertices()
    shades = [(*_side(normal), 255) for normal in np.rint(shape.face_normals)]
    shape.visual.vertex_colors = np.repeat(shades, 3, axis=0)
    return written(shape)


def jar(side: int = 300, **more: Any) -> bytes:
    """A jar turned on a wheel, its picture a red and a white half; beside it a plain orange ball."""
    outline = [(0.01, 0), (0.5, 0), (0.8, 0.6), (0.4, 1.2), (0.5, 1.4)]
    shape = trimesh.creation.revolve(np.array(outline), sections=24)
    angle = np.arctan2(shape.vertices[:, 1], shape.vertices[:, 0]) / 2 / np.pi + 0.5
    picture = Image.new("RGB", (side, side // 2), "white")
    picture.paste("red", (0, 0, side // 2, side // 2))
    uv = np.column_stack((angle, shape.vertices[:, 2] / 1.4))
    shape.visual = TextureVisuals(uv=uv, material=PBRMaterial(baseColorTexture=picture, **more))
    ball = trimesh.creation.icosphere(subdivisions=2, radius=0.3)
    ball.visual = TextureVisuals(material=PBRMaterial(baseColorFactor=[255, 128, 0, 255]))
    scene = trimesh.Scene()
    scene.add_geometry(shape, geom_name="jar", node_name="jar")
    scene.add_geometry(
        ball, geom_name="ball", node_name="ball",
        transform=trimesh.transformations.translation_matrix([2, 0, 0.3]),
    )  # fmt: skip
    return bytes(scene.export(file_type="glb"))


def written(shape: Any) -> bytes:
    """A shape as GLB."""
    return bytes(trimesh.Scene(shape).export(file_type="glb"))


def told(data: bytes) -> dict[str, Any]:
    """The JSON of a GLB."""
    (long,) = struct.unpack_from("<I", data, 12)
    found: dict[str, Any] = json.loads(data[20 : 20 + long])
    return found


def retold(data: bytes, **changes: Any) -> bytes:
    """The GLB with other entries in its JSON; None takes one away."""
    (long,) = struct.unpack_from("<I", data, 12)
    found = {k: v for k, v in (told(data) | changes).items() if v is not None}
    text = json.dumps(found).encode()
    text += b" " * (-len(text) % 4)
    rest = data[20 + long :]
    return (
        struct.pack("<4sIII4s", b"glTF", 2, 20 + len(text) + len(rest), len(text), b"JSON")
        + text
        + rest
    )


def fine(side: int) -> bytes:
    """A sheet of `side` times `side` points."""
    x, y = np.meshgrid(np.arange(side), np.arange(side))
    points = np.column_stack((x.ravel(), y.ravel(), np.zeros(side * side)))
    at = (np.arange(side - 1)[:, None] * side + np.arange(side - 1)).ravel()
    faces = np.concatenate(
        (
            np.column_stack((at, at + 1, at + side)),
            np.column_stack((at + 1, at + side + 1, at + side)),
        )
    )
    return written(trimesh.Trimesh(points, faces, process=False))
