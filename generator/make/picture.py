"""Responsive pictures: one decode, a ladder of widths, all metadata dropped, the same bytes anywhere.

Each width comes as JPEG (every browser, and Open Graph) and in one modern format, AVIF or WebP:
whichever looks better (SSIM) at the byte ceiling, chosen once for the whole ladder at the width a
phone shows, so that the two never mix in one `srcset`.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import warnings
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageCms, ImageFile, ImageMath, ImageOps

from generator.jobs import Job, PictureJob
from generator.make import Needs, Output, Templates
from generator.make.refusal import Refusal
from generator.read.picture import FORMATS, MOST_PIXELS

JUDGED = 750
"""The width, px, at which the modern format is chosen: what a 412 px phone at 1.75 picks."""

_FIRST = {"AVIF": 55, "WEBP": 74}
_LOWEST = {"AVIF": 18, "WEBP": 15}
_ROOT = {"AVIF": 1 / 1.6, "WEBP": 1 / 0.6}
"""Bytes fall with quality to a power: at least 1.6 and 0.6 on photographs of all kinds (measured)."""

_TYPES = {
    "AVIF": ("avif", "image/avif"),
    "WEBP": ("webp", "image/webp"),
    "JPEG": ("jpg", "image/jpeg"),
}

_DEEP = ("I;16", "I;16L", "I;16B", "I;16N", "I", "F")
"""Modes of more than 8 bits; a PNG is the only file we open that has them."""

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
ImageFile.LOAD_TRUNCATED_IMAGES = False


class _Rung(NamedTuple):
    width: int
    image: Image.Image
    limit: int


def make(job: Job, needs: Needs, templates: Templates) -> tuple[Output, ...]:
    """The ladder of `job.inputs[0]`."""
    assert isinstance(job, PictureJob)
    # The picture itself is held no longer than it is scaled: encoders need the room.
    rungs = tuple(ladder(open_picture(Path(job.inputs[0].path), max(job.widths)), job))
    with ThreadPoolExecutor(threads()) as pool:
        chosen, judged = _choose(rungs, pool)
        # Long ones first, so that no thread is left alone with the longest.
        modern = pool.map(lambda rung: judged.get(rung.width) or _to_ceiling(rung, chosen), rungs)
        jpegs = pool.map(lambda rung: encode(rung.image, "JPEG", 72), rungs)
    facts = (("kind", "picture"),)
    return tuple(
        Output(f"{job.target}-{rung.width}.{_TYPES[kind][0]}", data, _TYPES[kind][1],
               rung.image.width, rung.image.height, facts=facts)
        for kind, blobs in ((chosen, modern), ("JPEG", jpegs))
        for rung, data in reversed(tuple(zip(rungs, blobs, strict=True)))
    )  # fmt: skip


def threads() -> int:
    """Encoders release the GIL, each is told one thread; other workers of a pool have the other cores."""
    return 1 if multiprocessing.parent_process() else 2


def open_picture(path: Path, widest: int) -> Image.Image:
    """The picture upright, in sRGB, decoded no larger than `widest` px needs (JPEG draft mode)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(path, formats=FORMATS)
            image.draft("RGB", (widest, widest))
            image.load()
    except (
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as why:
        raise Refusal("picture-unreadable", file=path.name, why=type(why).__name__) from why
    ImageOps.exif_transpose(image, in_place=True)
    return _on_white(image)


def _on_white(image: Image.Image) -> Image.Image:
    """Any mode as 8-bit sRGB on a white ground, with nothing left of what the file said besides."""
    alpha, profile = None, image.info.get("icc_profile")
    if image.mode in _DEEP:
        image = _shallow(image)
    if image.has_transparency_data:
        alpha = image.convert("RGBA").getchannel("A")
        image = image.getchannel("L") if image.mode == "LA" else image.convert("RGBA")
    if image.mode not in ("L", "CMYK", "RGB"):
        image = image.convert("RGB")
    image = _to_srgb(image, profile)
    if alpha:
        image = Image.composite(image, Image.new("RGB", image.size, "white"), alpha)
    image.info = {}  # encoders write what they find here: profile, XMP, a comment
    return image


def _shallow(image: Image.Image) -> Image.Image:
    """A grey scan of 16 bits in 8: `convert` would clip it, and nearly all of it to white."""
    return image.convert("I").point([(level + 128) // 257 for level in range(65536)], "L")


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours of `image` (L, RGB or CMYK) as its ICC profile means them, in sRGB.

    Relative colorimetric with black point compensation, as image editors do. Without a profile,
    or with one that is broken or of another colour space, the numbers are taken for sRGB.
    """
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError):
            meant = ImageCms.profileToProfile(
                image, ImageCms.getOpenProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"),
                ImageCms.Intent.RELATIVE_COLORIMETRIC, "RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )  # fmt: skip
            assert meant is not None  # only a change in place returns nothing
            return meant
    return image if image.mode == "RGB" else image.convert("RGB")


def ladder(image: Image.Image, job: PictureJob) -> Iterator[_Rung]:
    """The picture at each width it reaches (at least the smallest), the widest first.

    Each is scaled from the one before, with the filter made for scaling down: of Lanczos' time it
    takes a third, and a viewer cannot tell them apart (SSIM 0.996 between the two, measured).
    """
    for width in sorted((w for w in job.widths if w <= image.width), reverse=True) or [image.width]:
        height = max(1, round(image.height * width / image.width))
        if image.width != width:
            if image.width >= 4 * width:
                image = image.reduce(image.width // (2 * width))
            image = image.resize((width, height), Image.Resampling.HAMMING)
        yield _Rung(width, image, _ceiling(width, dict(job.ceilings)))


def encode(image: Image.Image, kind: str, quality: int) -> bytes:
    """Bytes of `image` without metadata; encoder threads pinned, for AVIF's bytes depend on them."""
    # Image.save leaves its options on the image for as long as it works, and merges those it finds
    # there: two threads with one image would encode with each other's quality.
    image, out = image.copy(), io.BytesIO()
    if kind == "AVIF":
        image.save(out, kind, quality=quality, speed=9, max_threads=1)
    elif kind == "WEBP":
        image.save(out, kind, quality=quality, method=2)
    else:
        image.save(out, kind, quality=quality, optimize=True, progressive=image.width >= 480)
    return out.getvalue()


def _ceiling(width: int, stated: Mapping[int, int]) -> int:
    at = min(stated, key=lambda known: abs(known - width))
    return round(stated[at] * max(1.0, width / at))


def _choose(rungs: Sequence[_Rung], pool: ThreadPoolExecutor) -> tuple[str, dict[int, bytes]]:
    """(format, what was encoded to find out, by width): the better of both at the judged width."""
    judged = min(rungs, key=lambda rung: abs(rung.width - JUDGED))
    tried = list(pool.map(lambda kind: _tried(judged, kind), _FIRST))
    _, best, blob = max(tried, key=lambda trial: trial[0])  # of equals the first: AVIF
    return best, {judged.width: blob}


def _tried(rung: _Rung, kind: str) -> tuple[float, str, bytes]:
    """(how well it looks, `kind`, its bytes) at the ceiling."""
    blob = _to_ceiling(rung, kind)
    return ssim(rung.image, Image.open(io.BytesIO(blob))) - _over(blob, rung), kind, blob


def _over(blob: bytes, rung: _Rung) -> float:
    """A rendition over the ceiling loses against one that is not."""
    return max(0.0, len(blob) / rung.limit - 1.0) * 10


def _to_ceiling(rung: _Rung, kind: str) -> bytes:
    """Encoded once, and where it is too heavy once more, at the quality its size asks for.

    Few pictures miss again (one in a hundred of foliage); those go down until they fit or look bad.
    """
    quality, limit = _FIRST[kind], rung.limit
    data = encode(rung.image, kind, quality)
    while len(data) > limit and quality > _LOWEST[kind]:
        aimed = int(quality * (0.95 * limit / len(data)) ** _ROOT[kind])
        quality = max(_LOWEST[kind], min(aimed, quality - 4))
        data = encode(rung.image, kind, quality)
    return data


def ssim(one: Image.Image, other: Image.Image) -> float:
    """Mean structural similarity of the two in grey over 8 px blocks, 1 is equal (Wang et al. 2004)."""
    box = (0, 0, max(8, one.width // 8 * 8), max(8, one.height // 8 * 8))
    grey = {
        name: image.convert("L").crop(box).convert("F")
        for name, image in (("a", one), ("b", other))
    }
    squares = {
        "aa": ImageMath.lambda_eval(lambda v: v["a"] * v["a"], **grey),
        "bb": ImageMath.lambda_eval(lambda v: v["b"] * v["b"], **grey),
        "ab": ImageMath.lambda_eval(lambda v: v["a"] * v["b"], **grey),
    }
    blocks = {name: image.reduce(8) for name, image in (grey | squares).items()}
    scores = ImageMath.lambda_eval(_ssim_of_blocks, **blocks)
    mean = scores.reduce(scores.size).getpixel((0, 0))  # ImageStat bins floats: no mean of these
    assert isinstance(mean, float)
    return mean


def _ssim_of_blocks(v: dict[str, Any]) -> Any:
    c1, c2 = 6.5025, 58.5225  # (0.01 x 255)^2 and (0.03 x 255)^2, the paper's constants
    mean = v["a"] * v["b"]
    both = v["a"] * v["a"] + v["b"] * v["b"]
    spread = v["aa"] + v["bb"] - both
    return ((mean * 2 + c1) * ((v["ab"] - mean) * 2 + c2)) / ((both + c1) * (spread + c2))
