"""A thing in three dimensions for phones: glTF 2.0 with nothing in it but shape and colour, and light.

Points are told in 16 bits and normals in 8 (KHR_mesh_quantization): half the bytes, and finer than a screen.
Names, cameras, lights and remarks of the original are left behind. The page's own script reads no more of
glTF than is written here: flat nodes, one primitive each, at most one picture each.
"""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.jobs import Job, SolidJob
from generator.make import Needs, Output, Templates
from generator.make.picture import encode
from generator.make.refusal import Refusal
from generator.read.solid import Piece, Solid, read_solid, solid_fault

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIDE = 1024
"""px of a picture's longer side at most; both are powers of two, for WebGL 1 repeats no other."""

QUALITY = 75
TYPE = "model/gltf-binary"

_FLOAT, _BYTE, _UBYTE, _SHORT, _USHORT = 5126, 5120, 5121, 5122, 5123
_POINTS, _FACES = 34962, 34963
"""glTF 2.0, 3.6.2 and 3.6.1: kinds of numbers, and what a part of the file is for."""


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """`<stem>.glb` of `job.inputs[0]`. Raises Refusal where it cannot be shown."""
    assert isinstance(job, SolidJob)
    source = Path(job.inputs[0].path)
    if fault := solid_fault(source):
        raise Refusal(fault, file=source.name)
    data = written(read_solid(source.read_bytes()))
    return (Output(f"{job.target}.glb", data, TYPE, facts=(("kind", "solid"),)),)


def written(solid: Solid) -> bytes:
    """The pieces as one GLB; the same bytes for the same pieces."""
    file = _File(solid.pictures)
    for piece in solid.pieces:
        file.add(piece)
    return file.data()


class _File:
    """A GLB as it grows: the lists of its JSON, and what its numbers point at."""

    def __init__(self, originals: tuple[bytes, ...]) -> None:
        self.originals = originals
        self.rest = bytearray()
        self.views: list[dict[str, Any]] = []
        self.numbers: list[dict[str, Any]] = []
        self.nodes: list[dict[str, Any]] = []
        self.shapes: list[dict[str, Any]] = []
        self.paints: list[dict[str, Any]] = []
        self.pictures: list[dict[str, Any]] = []
        self.known: dict[int, int] = {}

    def add(self, piece: Piece) -> None:
        """One more piece: its numbers are told from its own middle, in units of its own half width."""
        import numpy as np

        low, high = piece.points.min(axis=0), piece.points.max(axis=0)
        middle, half = (low + high) / 2, float((high - low).max()) / 2 or 1.0
        points = np.rint((piece.points - middle) / half * 32767).astype("<i2")
        span = {"min": points.min(axis=0).tolist(), "max": points.max(axis=0).tolist()}
        normals = np.rint(piece.normals * 127).astype("<i1")
        parts = {
            "POSITION": self._numbers(_wide(points, 4), _SHORT, "VEC3", normalized=True, **span),
            "NORMAL": self._numbers(_wide(normals, 4), _BYTE, "VEC3", normalized=True),
        }
        paint: dict[str, Any] = {"metallicFactor": 0, "baseColorFactor": [*piece.colour, 1]}
        if piece.shades is not None:
            parts["COLOR_0"] = self._numbers(
                _wide(piece.shades, 4), _UBYTE, "VEC3", normalized=True
            )
        if piece.places is not None and piece.picture is not None:
            parts["TEXCOORD_0"] = self._places(piece.places)
            paint["baseColorTexture"] = {"index": self._picture(piece.picture)}
        faces = self._view(piece.faces.astype("<u2").ravel(), _FACES)
        self.numbers.append(
            {"bufferView": faces, "componentType": _USHORT, "count": piece.faces.size, "type": "SCALAR"}
        )  # fmt: skip
        primitive = {
            "attributes": parts, "indices": len(self.numbers) - 1, "material": len(self.paints),
        }  # fmt: skip
        self.paints.append({"pbrMetallicRoughness": paint, "doubleSided": True})
        self.shapes.append({"primitives": [primitive]})
        self.nodes.append(
            {"mesh": len(self.nodes), "translation": [float(x) for x in middle], "scale": [half] * 3}
        )  # fmt: skip

    def data(self) -> bytes:
        """The whole file (glTF 2.0, 4.4)."""
        told: dict[str, Any] = {
            "asset": {"version": "2.0"},
            "extensionsUsed": ["KHR_mesh_quantization"],
            "extensionsRequired": ["KHR_mesh_quantization"],
            "scene": 0, "scenes": [{"nodes": [*range(len(self.nodes))]}], "nodes": self.nodes,
            "meshes": self.shapes, "materials": self.paints, "accessors": self.numbers,
            "bufferViews": self.views, "buffers": [{"byteLength": len(self.rest)}],
        }  # fmt: skip
        if self.pictures:
            told |= {"images": self.pictures, "samplers": [{}]}
            told["textures"] = [{"source": n, "sampler": 0} for n in range(len(self.pictures))]
        text = json.dumps(told, allow_nan=False, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        chunks = struct.pack("<I4s", len(text), b"JSON") + text
        chunks += struct.pack("<I4s", len(self.rest), b"BIN\0") + self.rest
        return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks

    def _numbers(self, rows: NDArray[Any], kind: int, shape: str, **more: Any) -> int:
        """The number of an accessor over rows of which each begins at a multiple of four bytes."""
        view = self._view(rows, _POINTS, byteStride=rows.shape[1] * rows.itemsize)
        told = {"bufferView": view, "componentType": kind, "count": len(rows), "type": shape}
        self.numbers.append(told | more)
        return len(self.numbers) - 1

    def _places(self, places: NDArray[Any]) -> int:
        """Within the picture 16 bits are finer than its pixels; where it repeats, numbers are as they are."""
        import numpy as np

        if places.min() < 0 or places.max() > 1:
            return self._numbers(places.astype("<f4"), _FLOAT, "VEC2")
        return self._numbers(
            np.rint(places * 65535).astype("<u2"), _USHORT, "VEC2", normalized=True
        )

    def _picture(self, number: int) -> int:
        """The number here of an original's picture, encoded when the first piece shows it."""
        from PIL import Image

        if number not in self.known:
            with Image.open(io.BytesIO(self.originals[number])) as given:
                small = given.convert("RGB").resize((_power(given.width), _power(given.height)))
            self.known[number] = len(self.pictures)
            view = self._view(encode(small, "JPEG", QUALITY))
            self.pictures.append({"bufferView": view, "mimeType": "image/jpeg"})
        return self.known[number]

    def _view(self, part: NDArray[Any] | bytes, use: int = 0, **more: int) -> int:
        """The number of a view over these bytes, which begin at a multiple of four."""
        data = part if isinstance(part, bytes) else part.tobytes()
        told = {"buffer": 0, "byteOffset": len(self.rest), "byteLength": len(data), **more}
        self.views.append(told | ({"target": use} if use else {}))
        self.rest += data + bytes(-len(data) % 4)
        return len(self.views) - 1


def _wide(rows: NDArray[Any], width: int) -> NDArray[Any]:
    """The rows with zeros up to `width` numbers."""
    import numpy as np

    return np.pad(rows, ((0, 0), (0, width - rows.shape[1])))


def _power(side: int) -> int:
    """The power of two nearest below a side in px, at most `SIDE`."""
    return min(SIDE, 1 << (side.bit_length() - 1))
