"""A project of one site with six real photographs, a recording and both languages, for the budgets.

The photographs lie in the scikit-image wheel (skimage/data, no network): a motorcycle, a cup, a
rocket, a cat, a deep field of stars, a man at a camera; all free to use, none shows a place of this project.
Most are smaller than a phone's, so each is enlarged to `SIZE` and given the grain of a small
sensor, without which an enlarged picture would be too easy for an encoder. Words are invented.

In Vietnamese the strip of five stands in its usual place below the story; the English story opens
with it, so near the top that the browser fetches it before anybody scrolls.
"""

from __future__ import annotations

import io
import math
from itertools import count
from pathlib import Path

import av
import numpy as np
import skimage
from PIL import Image, ImageOps

from tests.whole.project import Town

SLUG = "nha-thu-sau-anh"
SIZE = (1600, 1200)
GRAIN = 3.0
"""Standard deviation of the grain, of 255 levels: a small sensor in daylight."""

SECONDS, RATE = 5, 48_000

PHOTOS = {
    "xe": ("motorcycle_left.png", "Một chiếc xe trong nhà kho", "A motorcycle in a shed"),
    "tach": ("coffee.png", "Một tách cà phê trên bàn gỗ", "A cup of coffee on a wooden table"),
    "ten-lua": ("rocket.jpg", "Tên lửa giữa các cột đèn", "A rocket between its masts"),
    "meo": ("chelsea.png", "Mặt một con mèo", "The face of a cat"),
    "sao": ("hubble_deep_field.jpg", "Một vùng trời đầy thiên hà", "A field of galaxies"),
    "xua": (
        "camera.png",
        "Một người đứng bên máy quay, ảnh đen trắng",
        "A man at a camera, in grey",
    ),
}
"""Id → (file in the wheel, alternative words in Vietnamese and English); the first is the hero."""

PROJECT = """\
format: 1
title: {vi: Nơi thử sáu ảnh, en: A test with six photographs}
languages: [vi, en]
hosts:
  - base: https://ditich.example
"""

SITE = """\
format: 1
slug: nha-thu-sau-anh
kind: inventoried
types: [historical]
names:
  - {kind: official, text: {vi: Nhà thử sáu ảnh, en: The house of six photographs}, sources: [s1]}
places:
  - {text: {vi: "ấp Thử, bên con rạch nhỏ", en: "Thử hamlet, by a small canal"}, sources: [s1]}
facts:
  - {id: cot, label: {vi: Số cột, en: Pillars}, text: {vi: mười hai, en: twelve}, sources: [s1]}
  - {id: mai, label: {vi: Mái, en: Roof}, text: {vi: ngói âm dương, en: tiles}, sources: [s1]}
events:
  - {id: dung, date: 1890, text: {vi: Dựng nhà, en: The house is built}, sources: [s1]}
  - {id: sua, date: 1931, text: {vi: Sửa mái, en: The roof is mended}, sources: [s1]}
sources:
  - {id: s1, class: book, title: Sổ ghi thử, date: 1995}
picture: xe
blocks:
  - {kind: audio, id: nghe, recordings: [giong-vi, giong-en]}
  - {kind: image, id: anh, pictures: [tach, ten-lua, meo, sao, xua]}
  - {kind: timeline, id: thoi-gian}
media:
"""

PHOTO = """\
  - id: {id}
    file: {id}.jpg
    kind: photo
    alt: {{vi: "{vi}", en: "{en}"}}
    caption: {{vi: "{vi}.", en: "{en}."}}
    author: Ảnh mẫu của scikit-image
    rights: CC0
"""

VOICE = """\
  - {{id: giong-{lang}, file: giong-{lang}.opus, kind: audio, language: {lang}, author: thử, rights: CC0}}
"""

STORY = {
    "vi": "---\nlede: Ngôi nhà thử đứng bên con rạch nhỏ, có sáu tấm ảnh và một bản ghi âm.\n---\n\n"
    "## Ngôi nhà\n\n" + "Nhà có mười hai cột gỗ, mái đã lợp lại hai lần [^s1]. "
    "Sân trước lát gạch, sau nhà là vườn dừa và một cái giếng cũ.\n\n" * 6,
    "en": "---\nlede: The test house stands by a small canal and has six photographs.\n---\n\n"
    "## The house\n\n[[anh]]\n\n"
    + "It stands on twelve pillars; its roof was laid anew twice [^s1]. "
    "The front yard is paved with brick; behind are coconut palms and an old well.\n\n" * 6,
}

SCRIPT = {
    "vi": "[00:00] Đây là ngôi nhà thử.\n\n[00:02] Nhà có mười hai cột.\n",
    "en": "[00:00] This is the test house.\n\n[00:02] It has twelve pillars.\n",
}


def write(root: Path) -> Town:
    """Write the project into `root`, with one code."""
    town = Town(root)
    town.write("content/project.yaml", PROJECT)
    photos = "".join(PHOTO.format(id=i, vi=vi, en=en) for i, (_, vi, en) in PHOTOS.items())
    voices = "".join(VOICE.format(lang=lang) for lang in STORY)
    town.write(f"sites/{SLUG}/site.yaml", SITE + photos + voices)
    for number, (name, (file, _, _)) in enumerate(PHOTOS.items()):
        town.write(f"sites/{SLUG}/media/{name}.jpg", photograph(file, number))
    for number, lang in enumerate(STORY):
        town.write(f"sites/{SLUG}/{lang}.md", STORY[lang])
        town.write(f"sites/{SLUG}/{lang}.narration.md", SCRIPT[lang])
        town.write(f"sites/{SLUG}/media/giong-{lang}.opus", tone(number))
    town.issue(SLUG)
    return town


def photograph(file: str, seed: int) -> bytes:
    """One of the wheel's photographs as a phone would hand it over: a JPEG of `SIZE` px."""
    with Image.open(Path(skimage.__file__).parent / "data" / file) as image:
        grown = ImageOps.fit(image.convert("RGB"), SIZE, Image.Resampling.LANCZOS)
    grain = np.random.default_rng(seed).normal(0, GRAIN, (SIZE[1], SIZE[0], 1))
    levels = np.clip(np.asarray(grown) + grain, 0, 255).astype(np.uint8)
    out = io.BytesIO()
    Image.fromarray(levels).save(out, "JPEG", quality=92)
    return out.getvalue()


def tone(seed: int) -> bytes:
    """`SECONDS` of a swelling tone as Opus in Ogg, its pitch from the seed."""
    time = np.arange(SECONDS * RATE) / RATE
    wave = np.sin(2 * math.pi * (220 + 55 * seed) * time) * np.sin(math.pi * time / SECONDS)
    samples = (wave * 0.3 * 32767).astype(np.int16).reshape(1, -1)
    out, starts = io.BytesIO(), count(0, RATE // 50)
    with av.open(out, "w", format="ogg") as file:
        stream = file.add_stream("libopus", rate=RATE, layout="mono")
        for part in np.split(samples, SECONDS * 50, axis=1):
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(part), format="s16", layout="mono"
            )
            frame.sample_rate, frame.pts = RATE, next(starts)
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return out.getvalue()
