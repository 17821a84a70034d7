"""Can phones show a thing in three dimensions? A glTF 2.0 binary (GLB) is judged by what it says of itself.

Its JSON is read first, and numbers only of what stays within the limits and asks for nothing outside the
file: a few bytes of glTF may claim a billion points, or a scene that holds itself. Libraries that read glTF
stop at its JSON or, as trimesh 5 does, take numbers that count in fractions for whole ones; hence our own.
"""

from __future__ import annotations

import io
import json
import struct
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_BYTES = 60_000_000
"""What a scanning app writes before it is made lighter; its pictures are made smaller here."""

MOST_POINTS = 65_535
"""Every phone's WebGL counts that far (16 bits); beyond it cheap ones stutter."""

MOST_TRIANGLES = 100_000
MOST_PICTURES = 2
MOST_PIXELS = 8192 * 8192
"""Of a picture: the largest that apps write."""

MOST_NODES = 1_000
MOST_JSON = 4_000_000

_KNOWN = (
    "KHR_materials_ior", "KHR_materials_pbrSpecularGlossiness", "KHR_materials_specular",
    "KHR_materials_unlit", "KHR_mesh_quantization",
)  # fmt: skip
"""Extensions that a file may require: without those of materials it only shines a little differently."""

_NUMBERS = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}
_FARTHEST = 1e9
"""Times; beyond it a picture of it would be rounding alone."""

_FORMS = ("JPEG", "PNG")
"""glTF 2.0, 3.8.3."""

_TORN = (
    ArithmeticError, AttributeError, LookupError, OSError, RecursionError, SyntaxError, TypeError, ValueError,
    struct.error,
)  # fmt: skip
"""What reading raises of a file that is not what it says."""

_TRIANGLES = 4
"""glTF 2.0, 3.7.2.1: the mode of a primitive, and what it is where none is given."""


@dataclass(frozen=True)
class Piece:
    """Triangles of one look: `points` and `normals` (n, 3), `faces` (m, 3), `places` (n, 2) in the picture.

    `places` are counted from the upper left; `shades` (n, 3) are 8-bit colours of points, and `colour`
    (red, green, blue, 0 to 1) is what all of it is multiplied by: amounts of light, not sRGB. `picture`
    is a number in `Solid.pictures`.
    """

    points: NDArray[Any]
    normals: NDArray[Any]
    faces: NDArray[Any]
    colour: tuple[float, ...]
    shades: NDArray[Any] | None
    places: NDArray[Any] | None
    picture: int | None


@dataclass(frozen=True)
class Solid:
    """All that is to be seen: the pieces, in one order, and the pictures on them as files (JPEG or PNG)."""

    pieces: tuple[Piece, ...]
    pictures: tuple[bytes, ...]


def solid_fault(path: Path) -> str:
    """The kind of problem that keeps it from being shown, '' for none; raises OSError."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        return "solid-large"
    data = path.read_bytes()
    try:
        told, rest = _told(data)
        fault = _claims(told) or _pictures(_File(told, rest))
    except _TORN:
        return "solid-unreadable"
    if fault:
        return fault
    try:
        return "" if read_solid(data).pieces else "solid-empty"
    except ValueError:
        return "solid-unreadable"


def read_solid(data: bytes) -> Solid:
    """What a file shows, each piece where its scene puts it; ValueError if `solid_fault` would find one."""
    try:
        file = _File(*_told(data))
        if _claims(file.told):
            raise ValueError("not within the limits")
        return Solid(tuple(file.pieces()), tuple(file.pictures()))
    except _TORN as why:
        raise ValueError("not what it says") from why


class _File:
    """A GLB whose numbers are read as they are asked for (glTF 2.0, 3.6)."""

    def __init__(self, told: Mapping[str, Any], rest: bytes) -> None:
        self.told, self.rest = told, rest

    def pieces(self) -> Iterator[Piece]:
        """Every primitive of every node."""
        for node, where in _placed(self.told):
            if "mesh" in node:
                found = self.told["meshes"][node["mesh"]]["primitives"]
                made = (self._piece(one, where) for one in found)
                yield from filter(_is_seen, made)

    def _piece(self, primitive: Mapping[str, Any], where: NDArray[Any]) -> Piece:
        import numpy as np

        named = primitive["attributes"]
        points = self._rows(named["POSITION"], 3)
        faces: NDArray[Any] = (
            self._rows(primitive["indices"], 1).astype(int).ravel()
            if "indices" in primitive
            else np.arange(len(points))
        )
        faces = faces[: len(faces) // 3 * 3].reshape(-1, 3)
        if faces.size and faces.max() >= len(points):
            raise ValueError("a corner that is no point")
        normals = self._rows(named["NORMAL"], 3) if "NORMAL" in named else _normals(points, faces)
        shades = self._rows(named["COLOR_0"]) if "COLOR_0" in named else None
        paint = self._paint(primitive)
        texture = paint.get("baseColorTexture") or paint.get("diffuseTexture")
        places = f"TEXCOORD_{texture.get('texCoord', 0)}" if texture else None
        colour = paint.get("baseColorFactor") or paint.get("diffuseFactor") or (1, 1, 1, 1)
        points = points @ where[:3, :3].T + where[:3, 3]
        if np.abs(points).max(initial=0) > _FARTHEST:
            raise ValueError("put nowhere")
        return Piece(
            points,
            _unit(normals @ np.linalg.pinv(where[:3, :3])),
            faces,
            tuple(min(max(float(one), 0.0), 1.0) for one in colour[:3]),
            None if shades is None else np.rint(shades[:, :3].clip(0, 1) * 255).astype("u1"),
            self._rows(named[places], 2) if places in named else None,
            self._picture(texture["index"]) if texture and places in named else None,
        )

    def _paint(self, primitive: Mapping[str, Any]) -> Mapping[str, Any]:
        """Colours of its material, in the form of today or in one that scanning apps still write."""
        if "material" not in primitive:
            return {}
        told = self.told["materials"][primitive["material"]]
        found: Mapping[str, Any] = told.get("pbrMetallicRoughness") or told.get(
            "extensions", {}
        ).get("KHR_materials_pbrSpecularGlossiness", {})
        return found

    def _picture(self, texture: int) -> int:
        """The number of a texture's picture; IndexError if there is none of it."""
        number: int = self.told["textures"][texture]["source"]
        self.told["images"][number]
        return number

    def pictures(self) -> Iterator[bytes]:
        """The bytes of every picture in it."""
        return (self._bytes(one["bufferView"]) for one in self.told.get("images", ()))

    def _bytes(self, number: int) -> bytes:
        view = self.told["bufferViews"][number]
        begun = view.get("byteOffset", 0)
        return self.rest[begun : begun + view["byteLength"]]

    def _rows(self, number: int, width: int = 0) -> NDArray[Any]:
        """The rows of an accessor, as fractions where it counts in them; `width` numbers each, if given."""
        import numpy as np

        told = self.told["accessors"][number]
        kind, wide = np.dtype(_NUMBERS[told["componentType"]]), _WIDTHS[told["type"]]
        view = self.told["bufferViews"][told["bufferView"]]
        begun, step = view.get("byteOffset", 0) + told.get("byteOffset", 0), view.get("byteStride")
        if (
            (width and wide != width)
            or begun < 0
            or (step is not None and step < wide * kind.itemsize)
        ):
            raise ValueError("numbers of another form")
        rows = np.ndarray(
            (told["count"], wide), kind, self.rest, begun,
            (step or wide * kind.itemsize, kind.itemsize),
        ).astype(float)  # fmt: skip
        if not np.isfinite(rows).all():
            raise ValueError("what is no number")
        if told.get("normalized") and kind.kind != "f":
            rows = np.maximum(rows / np.iinfo(kind).max, -1)
        return rows


def _is_seen(piece: Piece) -> bool:
    """Whether any of its triangles has an area."""
    import numpy as np

    a, b, c = (piece.points[piece.faces[:, n]] for n in range(3))
    return bool(np.cross(b - a, c - a).any())


def _placed(told: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], NDArray[Any]]]:
    """The nodes of its scene, each with the matrix (4, 4) that puts it there; ValueError if it is no tree."""
    import numpy as np

    scene = told["scenes"][told.get("scene", 0)]
    ahead, met = [(number, np.eye(4)) for number in reversed(scene.get("nodes", ()))], set[int]()
    while ahead:
        number, where = ahead.pop()
        if number in met or number < 0 or len(met) >= MOST_NODES:
            raise ValueError("not a tree of nodes")
        met.add(number)
        node = told["nodes"][number]
        where = where @ _matrix(node)
        if not np.abs(where).max() <= _FARTHEST:  # nor is it true of what is no number
            raise ValueError("put nowhere")
        ahead += [(child, where) for child in reversed(node.get("children", ()))]
        yield node, where


def _matrix(node: Mapping[str, Any]) -> NDArray[Any]:
    """How a node moves, turns and stretches what is in it (glTF 2.0, 3.5.3)."""
    import numpy as np

    if "matrix" in node:
        found = np.array(node["matrix"], float).reshape(4, 4).T
    else:
        x, y, z, w = (float(one) for one in node.get("rotation", (0, 0, 0, 1)))
        found = np.eye(4)
        found[:3, :3] = [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
        found[:3, :3] *= np.array(node.get("scale", (1, 1, 1)), float)
        found[:3, 3] = node.get("translation", (0, 0, 0))
    return found


def _normals(points: NDArray[Any], faces: NDArray[Any]) -> NDArray[Any]:
    """Of each point the mean of its faces', the larger counting more."""
    import numpy as np

    a, b, c = (points[faces[:, n]] for n in range(3))
    of_faces, found = np.cross(b - a, c - a), np.zeros_like(points)
    for n in range(3):
        np.add.at(found, faces[:, n], of_faces)
    return found


def _unit(rows: NDArray[Any]) -> NDArray[Any]:
    """The rows made as long as one; of a point of no face it is some direction."""
    import numpy as np

    long = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.where(long > 0, rows / np.where(long > 0, long, 1), (0.0, 0.0, 1.0))


def _told(data: bytes) -> tuple[Mapping[str, Any], bytes]:
    """The JSON of a GLB (glTF 2.0, 4.4) and its binary chunk; ValueError if it is none."""
    magic, version, length, long, kind = struct.unpack_from("<4sIII4s", data.ljust(20, b"\0"))
    if (magic, version, kind) != (b"glTF", 2, b"JSON") or length > len(data) or long > MOST_JSON:
        raise ValueError("no GLB")
    told = json.loads(data[20 : 20 + long].decode())
    if not isinstance(told, dict):
        raise ValueError("no object")  # noqa: TRY004 - a fault of the file's, as the others are
    return told, data[28 + long :]


def _claims(told: Mapping[str, Any]) -> str:
    """What it says of itself that rules it out, before anything is laid out in memory."""
    if set(told.get("extensionsRequired", ())) - {*_KNOWN}:
        return "solid-form"
    outside = (*told.get("buffers", ()), *told.get("images", ()))
    if any("uri" in one for one in outside) or len(told.get("buffers", ())) > 1:
        return "solid-outside"
    if len(told.get("images", ())) > MOST_PICTURES:
        return "solid-pictures"
    if any("sparse" in one for one in told.get("accessors", ())):
        return "solid-form"
    counted = [int(one["count"]) for one in told.get("accessors", ())]
    points = triangles = 0
    shapes = (told["meshes"][node["mesh"]] for node, _ in _placed(told) if "mesh" in node)
    for primitive in (one for shape in shapes for one in shape["primitives"]):
        if primitive.get("mode", _TRIANGLES) != _TRIANGLES:
            return "solid-form"
        here = counted[primitive["attributes"]["POSITION"]]
        if {counted[number] for number in primitive["attributes"].values()} != {here}:
            raise ValueError("something is said of some points alone")
        points += here
        triangles += (counted[primitive["indices"]] if "indices" in primitive else here) // 3
    if points > MOST_POINTS or triangles > MOST_TRIANGLES:
        return "solid-fine"
    return "" if triangles else "solid-empty"


def _pictures(file: _File) -> str:
    """Whether its pictures are such as a GLB may hold: no other form is ever opened."""
    from PIL import Image

    for data in file.pictures():
        try:
            with (
                warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning),
                Image.open(io.BytesIO(data), formats=_FORMS) as image,
            ):
                if image.width * image.height > MOST_PIXELS:
                    return "solid-pictures"
                image.load()
        except Image.DecompressionBombError:
            return "solid-pictures"
    return ""
