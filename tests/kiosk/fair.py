"""A made-up place with one of everything a finger brings to life; nothing in it stands for a real one."""

from __future__ import annotations

import random

from PIL import Image

from tests.films import SRT, film, recording
from tests.solids import cube
from tests.whole.project import Town

FAIR = "nha-hoi"

SITE = """\
format: 1
slug: nha-hoi
kind: inventoried
types: [historical]
names:
  - {kind: official, text: {vi: Nhà hội thử, en: The test hall}, sources: [s1]}
picture: nay
events:
  - {id: dung, date: 1890, text: {vi: Dựng nhà, en: The house is built}, sources: [s1]}
stops:
  - {id: cong, number: 1, name: {vi: Cổng thử, en: The test gate}, audio: tieng}
  - {id: san, number: 2, name: {vi: Sân thử, en: The test yard}, picture: xua}
quiz:
  - question: {vi: Nhà thử dựng năm nào?, en: When was the test hall built?}
    answers: [{vi: Năm 1890, en: "1890"}, {vi: Năm 1990, en: "1990"}]
    right: 1
    sources: [s1]
  - question: {vi: Nhà thử có mấy sân?, en: How many yards has the test hall?}
    answers: [{vi: Một, en: One}, {vi: Hai, en: Two}]
    right: 1
    sources: [s1]
blocks:
  - {kind: audio, id: nghe, recordings: [doc-vi]}
  - {kind: timeline, id: dong-thoi-gian}
  - {kind: before_after, id: xua-nay, before: xua, after: nay}
  - {kind: panorama, id: quanh, picture: quanh}
  - {kind: model, id: xoay, model: hop, picture: nay}
  - {kind: video, id: xem, video: phim, captions: {vi: phim.srt, en: phim.srt}}
  - kind: pointed_picture
    id: diem
    picture: xua
    points:
      - {x: 20, y: 30, label: {vi: Góc trên, en: Above}, sources: [s1]}
      - {x: 70, y: 60, label: {vi: Góc dưới, en: Below}, sources: [s1]}
sources:
  - {id: s1, class: book, title: Sổ ghi thử, date: 1995}
media:
"""
MEDIUM = "  - {{id: {}, file: {}, kind: {}, alt: {{vi: {}, en: {}}}, author: thử, rights: CC0{}}}\n"
MEDIA = (
    ("xua", "xua.jpg", "photo", "Nhà xưa", "The hall then", ", date: 1960, zoom: true"),
    ("nay", "nay.jpg", "photo", "Nhà nay", "The hall now", ", date: 2020"),
    ("quanh", "quanh.jpg", "panorama", "Nhìn quanh sân", "The yard", ""),
    ("hop", "hop.glb", "model", "Cái hộp", "A box", ""),
    ("phim", "phim.mp4", "video", "Một dải sáng", "A band of light", ""),
    ("tieng", "tieng.wav", "audio", "Tiếng thử", "A tone", ", language: vi"),
    ("doc-vi", "doc.wav", "audio", "Lời đọc thử", "A tone", ", language: vi"),
)
STORIES = {
    "vi": "---\nlede: Nơi để thử mọi thứ, không có thật.\n---\n\n## Nhà\n\nChữ để thử [^s1].\n",
    "en": "---\nlede: A place to try all.\n---\n\n## The hall\n\nWords [^s1].\n",
}
SPOKEN = "[00:00] Câu một.\n\n[00:01] Câu hai.\n"

PICTURES = {"xua": (2600, 1950), "nay": (2600, 1950), "quanh": (4096, 2048)}
"""Id → px: wide enough for a closer look and a view all round."""


def add(town: Town) -> None:
    """The place in that project."""
    media = "".join(MEDIUM.format(*one) for one in MEDIA)
    town.write(f"sites/{FAIR}/site.yaml", SITE + media)
    for language, words in STORIES.items():
        town.write(f"sites/{FAIR}/{language}.md", words)
    town.write(f"sites/{FAIR}/vi.narration.md", SPOKEN)
    files: dict[str, str | bytes] = {"hop.glb": cube(), "phim.mp4": film(4), "phim.srt": SRT,
             "tieng.wav": recording(seconds=8), "doc.wav": recording(seconds=9)}  # fmt: skip
    for name, data in files.items():
        town.write(f"sites/{FAIR}/media/{name}", data)
    grain = random.Random(5)  # noqa: S311 - a picture, no secret
    for name, size in PICTURES.items():
        small = Image.new("RGB", (size[0] // 40, size[1] // 40))
        small.putdata(
            [
                (grain.randrange(256), grain.randrange(200), 90)
                for _ in range(small.width * small.height)
            ]
        )
        small.resize(size).save(town.root / f"sites/{FAIR}/media/{name}.jpg", quality=80)
