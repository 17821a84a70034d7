"""Pages for tests: a made-up site with everything a page can say, rendered by the real templates.

Names of places, people and sources here do not exist.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from generator.blocks import build
from generator.jobs import Made, Neighbour, PageJob, Revision
from generator.look import Look
from generator.make import Templates
from generator.make.page import make
from generator.model import Block, Project, Site

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = (ROOT / "templates",)
SCRIPTS = tuple(asset for asset in Look(ROOT).assets if asset[0].endswith(".js"))
"""(name, target, bytes) of every script."""
ICON_TARGET = "assets/icon-0.svg"
CODE = "7KQ4MP"
"""A sound code that nobody was given."""

HOSTILE = (
    "\"'><img src=x onerror=alert(1)><script>alert(1)</script>"
    "</script></style><svg onload=alert(1)>[a](javascript:alert(1)){{7*7}}<!--"
)
"""What an editor, or somebody in an editor's name, could paste into any field."""

Say = Callable[[str], str]


def plainly(words: str) -> str:
    """The words as they are."""
    return words


def hostile(words: str) -> str:
    """The words with an attack behind them."""
    return f"{words} {HOSTILE}"


def both(say: Say, vi: str, en: str) -> dict[str, str]:
    """A text in two languages."""
    return {"vi": say(vi), "en": say(en)}


def project(**changes: Any) -> Project:
    """A project with a host, a notice, a list of thin records and a page of its own."""
    return Project.model_validate(
        {
            "title": {"vi": "Những nơi ví dụ", "en": "Example places"},
            "subtitle": {"vi": "Dòng phụ", "en": "A subtitle"},
            "notice": {"vi": "Đây là bản thử.", "en": "This is a trial."},
            "languages": ["vi", "en"],
            "hosts": [{"base": "https://ditich.example"}],
            "licence": {"vi": "CC BY 4.0"},
            "sources": [{"id": "r1", "title": "Một quyết định", "class": "state-document"}],
            "records": [
                {
                    "id": "xa",
                    "names": [{"text": "Nơi ít tư liệu"}],
                    "level": "provincial",
                    "text": "Nguồn chỉ nhắc tên.",
                    "missing": "địa chỉ",
                    "sources": ["r1"],
                }
            ],
            "pages": [
                {
                    "id": "gioi-thieu",
                    "language": "vi",
                    "title": "Giới thiệu",
                    "body": "## Mục\n\nChữ",
                }
            ],
            **changes,
        }
    )


def site_fields(say: Say = plainly) -> dict[str, Any]:
    """Every field of a site that a page may show; `say` bends each free text."""
    seen = {"sources": ["s1", "s2"]}
    return {
        "slug": "dinh-vi-du",
        "kind": "ranked-relic",
        "types": ["historical"],
        "level": "national",
        "decisions": [
            {"number": say("00/QĐ"), "date": "2000-01-02", "issuer": both(say, "Bộ", "Ministry"), **seen}
        ],
        "names": [
            {"kind": "official", "text": both(say, "Đình Ví Dụ", "Example communal house")},
            {"kind": "former", "text": say("Đình cũ"), "until": "1950", "reason": say("đổi"), **seen},
        ],
        "places": [
            {"text": both(say, "ấp Cũ, huyện Cũ", "Old hamlet"), "until": "2025-06-30", **seen},
            {"text": both(say, "xã Ví Dụ", "Example commune"), "since": "2025-07-01", **seen},
        ],
        "address_recognised": say("ấp Giữa"),
        "point": {"lat": 10.0, "lon": 105.0, **seen},
        "access": [
            {"by": "road", "text": both(say, "Theo đường lớn.", "By the big road."), **seen},
            {"by": "water", "text": say("Theo kênh.")},
        ],
        "components": [{"id": "nha-sau", "number": 1, "name": say("Nhà sau"), "where": say("phía sau")}],
        "stops": [{"id": "cong", "number": 1, "name": say("Cổng"), "text": say("Cổng gỗ."), **seen}],
        "facts": [
            {"id": "cot", "label": both(say, "Số cột", "Columns"), "text": say("4 cột"), **seen},
            {"id": "tinh", "label": say("Tuổi"), "text": say("74 năm"), "computed": True},
            {"id": "ngo", "label": say("Ngờ"), "text": say("KHÔNG-HIỆN"), "confidence": "low", **seen},
        ],
        "context": [{"text": both(say, "Bối cảnh ngắn.", "Short background."), **seen}],
        "values": [{"text": say("Giá trị."), "sources": ["s2"]}],
        "condition": [{"text": say("HIỆN-TRẠNG-KÍN")}],
        "events": [
            {"id": "dung", "date": "1950", "text": both(say, "Dựng đình.", "Built."), **seen},
            {"id": "sua", "date": "1975-04", "as_announced": "1975-05", "lunar": say("tháng Ba"),
             "text": say("Sửa đình."), **seen},
        ],
        "recurring": [
            {"text": both(say, "Lễ cúng", "A rite"), "day": "05-19", **seen},
            {"text": say("Lễ trăng"), "day": "10-15", "calendar": "lunar", **seen},
            {"text": say("Lễ khác"), **seen},
        ],
        "people": [
            {"id": "ong", "name": say("Nguyễn Ví Dụ"), "honorific": say("Ông"), "alias": say("Hai"),
             "role": both(say, "Người dựng", "Builder"), "born": "1900", "died": "1980",
             "native_then": say("làng cũ"), "native_now": say("xã mới"), **seen}
        ],
        "objects": [
            {"id": "chuong", "name": say("Chuông"), "description": say("Chuông đồng"), **seen},
            {"id": "kin", "name": say("HIỆN-VẬT-KÍN"), "restricted": True, **seen},
        ],
        "disputed": [
            {"id": "nam", "about": both(say, "Năm dựng", "Year"), "advice": say("Ghi 1950."),
             "versions": [{"text": say("1950"), **seen}, {"text": say("1951"), "sources": ["s2"]}]}
        ],
        "claims": [{"text": both(say, "Theo sách, có 4 cột.", "A book says 4."), **seen}],
        "missing": [{"what": both(say, "Ảnh cũ", "Old photographs")}, {"what": say("Sắc phong")}],
        "sources": [
            {"id": "s1", "class": "book", "title": say("Sách ví dụ"), "author": say("Tác giả"),
             "publisher": say("Nhà in"), "date": "1999",
             "url": "https://example.org/sach", "page": say("12")},
            {"id": "s2", "class": "copy", "title": say("Bản chép"), "url": "https://example.org/chep"},
        ],
        "media": [
            {"id": "tranh", "file": "tranh.png", "kind": "drawing", "rights": say("CC BY 4.0"),
             "author": say("Người vẽ"), "alt": both(say, "Bức tranh", "A drawing"),
             "caption": both(say, "Lời tranh", "Caption"), **seen},
            {"id": "anh", "file": "anh.jpg", "rights": "CC BY 4.0", "author": say("Người chụp"),
             "alt": say("Bức ảnh"), "caption": say("Lời ảnh"), "date": "2020"},
            {"id": "anh-cu", "file": "anh-cu.jpg", "rights": "CC BY 4.0", "author": say("Người chụp"),
             "alt": say("Bức ảnh cũ"), "caption": say("Lời ảnh cũ"), "date": "1960"},
            {"id": "giong", "file": "giong.wav", "kind": "audio", "rights": "CC BY 4.0",
             "language": "vi", "machine_voice": True},
            {"id": "phim", "file": "phim.mp4", "kind": "video", "rights": "CC BY 4.0", "language": "vi",
             "author": say("Nhóm thử"), "alt": both(say, "Một đoạn phim", "A film")},
        ],
        "blocks": [build(raw) for raw in block_fields(say)],
        "visit": {
            "hours": {"text": both(say, "7:30–17:00", "7:30–17:00"), **seen},
            "manners": [{"text": say("Ăn mặc kín đáo"), **seen}],
            "notes": [{"text": say("Phòng trưng bày"), **seen}],
        },
        "contacts": [{"body": both(say, "Ban quản lý", "Office"), "phone": "0290 000 000"}],
        "quiz": [
            {"question": both(say, "Mấy cột?", "How many?"), "answers": [say("3"), say("4")],
             "right": 2, "sources": ["s1"]}
        ],
        "works": {"title": say("Công trình"), "body": say("Đơn vị"), "date": "2026-11"},
        "picture": "tranh",
        "stories": [
            {"language": "vi", "lede": say("Câu mở đầu."),
             "body": say("## Mục đầu\n\nChữ.[^s1]\n\n[[chu]]\n\n## Mục hai\n\nHết.[^s2]")},
            {"language": "en", "lede": say("The lede."), "body": say("## One\n\nWords.[^s1]")},
        ],
        "narrations": [
            {"language": "vi", "cues": [{"text": say("Câu một."), "start": 0},
                                        {"text": say("Câu hai."), "start": 1.5}]},
            {"language": "en", "cues": [{"text": say("One sentence.")}]},
        ],
    }  # fmt: skip


def block_fields(say: Say = plainly) -> list[dict[str, Any]]:
    """One block of each kind as an editor writes it."""
    return [
        {"kind": "audio", "id": "nghe", "recordings": ["giong"]},
        {"kind": "inscription", "id": "chu", "where": say("Cổng"), "script": "fr",
         "lines": [say("PREMIÈRE"), say("SECONDE")], "reading": say("đọc"),
         "meaning": both(say, "nghĩa", "meaning")},
        {"kind": "timeline", "id": "moc"},
        {"kind": "image", "id": "hinh", "pictures": ["tranh", "anh"]},
        {"kind": "text", "id": "them", "sources": ["s1"],
         "text": both(say, "**Chữ** thêm.[^s1]", "More.[^s1]")},
        {"kind": "roll_of_honour", "id": "ten"},
        {"kind": "map", "id": "duong"},
        {"kind": "document", "id": "giay", "title": both(say, "Tờ giấy", "A paper"), "number": say("1"),
         "date": "1999", "issuer": say("Cơ quan"), "summary": say("Nội dung."),
         "pages": ["anh"], "sources": ["s1"]},
        {"kind": "pointed_picture", "id": "diem", "picture": "anh", "points": [
            {"x": 20, "y": 30, "label": both(say, "Mái", "Roof"), "text": both(say, "Lợp lá.", "Of leaf."),
             "sources": ["s1"]},
            {"x": 70, "y": 60.5, "label": say("Bến")}]},
        {"kind": "quote", "id": "loi", "words": say("Nói đúng như vậy."),
         "who": both(say, "Ông Thử", "Mr Thử"), "meaning": {"en": say("Just so.")},
         "date": "1999-05", "sources": ["s1"]},
        {"kind": "before_after", "id": "xua", "before": "anh-cu", "after": "anh"},
        {"kind": "video", "id": "xem", "video": "phim", "rows": captions(say)},
    ]  # fmt: skip


def captions(say: Say = plainly) -> list[dict[str, Any]]:
    """Captions of the film in two languages."""
    return [
        {"language": lang, "lines": [{"start": 0, "end": 1.5, "text": say(one)},
                                     {"start": 1.5, "end": 3.25, "text": say(other)}]}
        for lang, one, other in (("vi", "Lời một.", "Lời hai."), ("en", "First words.", "Second."))
    ]  # fmt: skip


def make_site(say: Say = plainly, **changes: Any) -> Site:
    """The made-up site, with some fields changed."""
    return Site.model_validate(site_fields(say) | changes)


def revision(site: Site) -> Revision:
    """A revision whose media have digests made of their names."""
    files = tuple((f"media/{m.file}", digest(m.file)) for m in site.media)
    return Revision(site, "0" * 64, "", files)


def digest(name: str) -> str:
    """A digest for a file that need not exist."""
    return hashlib.sha256(name.encode()).hexdigest()


def needs(site: Site) -> dict[str, tuple[Made, ...]]:
    """Renditions of every media file, as the first wave would have made them."""
    made = dict(_renditions(m.file, m.kind) for m in site.media)
    for at in (f"m/{digest(m.file)[:16]}/tiles" for m in site.media if m.zoom):
        name, size = f"{at}/full/max/0/default.jpg", (("whole", "3000x2200"),)
        made[at] = (Made(name, "", 900_000, "image/jpeg", 3000, 2200, facts=size),)
    return made


def _renditions(file: str, kind: str) -> tuple[str, tuple[Made, ...]]:
    stem = f"m/{digest(file)[:16]}"
    if kind == "audio":
        kinds = (("m4a", "audio/mp4"), ("opus", "audio/ogg"))
        return stem, tuple(Made(f"{stem}.{x}", "", 130_000, t, seconds=82.0) for x, t in kinds)
    if kind == "video":
        poster = Made(f"{stem}-poster.jpg", "", 9_000, "image/jpeg", 480, 270)
        return stem, (
            Made(f"{stem}.mp4", "", 4_200_000, "video/mp4", 640, 360, seconds=82.0),
            poster,
        )
    if kind == "model":
        return stem, (Made(f"{stem}.glb", "", 1_234_567, "model/gltf-binary"),)
    rungs = ((480, 360), (750, 563), (1080, 810))
    formats = (("avif", "image/avif"), ("jpg", "image/jpeg"))
    return stem, tuple(
        Made(f"{stem}-{w}.{x}", "", 9_000, t, w, h) for x, t in formats for w, h in rungs
    )


def neighbour(slug: str = "mieu-ke-ben", picture: str = "") -> Neighbour:
    """Another site, in Vietnamese only."""
    name, place = (("vi", "Miếu Kề Bên"),), (("vi", "xã Bên"),)
    return Neighbour(slug, name, place, ("vi",), picture)


def page_job(site: Site | None = None, **changes: Any) -> PageJob:
    """The job of a site page at vi/<slug>/, or of another page with `template`."""
    slug = site.slug if site else ""
    language = changes.get("language", "vi")
    languages = site.languages if site else ("vi", "en")
    job = PageJob(
        edition="web", target=f"{language}/{slug}/index.html", scope=slug or "project",
        template="web/site.html", root="../../", address=f"{language}/{slug}/", project=project(),
        revision=revision(site) if site else None, code=CODE if site else "",
        neighbours=(neighbour(),),
        scripts=(("web/icon.svg", ICON_TARGET), *((name, target) for name, target, _ in SCRIPTS)),
        alternates=tuple((x, f"{x}/{slug}/") for x in languages),
    )  # fmt: skip
    return replace(job, **changes)


def render(job: PageJob, made: Mapping[str, tuple[Made, ...]] | None = None) -> str:
    """The page as its bytes will say it."""
    if made is None:
        made = needs(job.revision.site) if job.revision else {}
    (output,) = make(job, made, Templates(TEMPLATES))
    return output.data.decode()


def with_blocks(*blocks: Block, say: Say = plainly, **changes: Any) -> Site:
    """The made-up site showing these blocks alone, and a story that places none."""
    story = {"language": "vi", "lede": say("Câu mở đầu."), "body": say("Chữ.")}
    english = {"language": "en", "lede": say("The lede."), "body": say("Words.")}
    return make_site(say, **{"blocks": blocks, "stories": [story, english], **changes})


def show(*raw: dict[str, Any], language: str = "vi", say: Say = plainly, **changes: Any) -> str:
    """A page of the made-up site with just these blocks."""
    site = with_blocks(*(build(r) for r in raw), say=say, **changes)
    return render(page_job(site, language=language, project=project(languages=["vi", "en", "km"])))


def tree(html: str) -> LexborHTMLParser:
    """The page as a browser reads it."""
    return LexborHTMLParser(html)


def block_of(html: str, block_id: str) -> LexborHTMLParser:
    """What one block put on the page."""
    node = tree(html).css_first(f'[id="B-{block_id}"]')
    assert node is not None, f"no block {block_id} on the page"
    return LexborHTMLParser(node.html or "")


def words(page: LexborHTMLParser) -> str:
    """The words of a page, single spaces."""
    body = page.body
    return " ".join(body.text(separator=" ").split()) if body else ""


def faults(html: str) -> list[str]:
    """What hostile text achieved: elements, attributes or addresses it should never have made."""
    page = tree(html)
    found = [f"element {n.tag}" for n in page.css("img[src=x], iframe, object, svg[onload]")]
    for node in page.css("*"):
        names = node.attributes
        found += [
            f"{node.tag} {name}" for name in names if name == "style" or name.startswith("on")
        ]
        found += [
            f"address {names[a]}"
            for a in ("href", "src")
            if (names.get(a) or "").startswith("javascript:")
        ]
    scripts = page.css("script:not([src])")
    found += ["script" for s in scripts if s.attributes.get("type") != "application/ld+json"]
    if re.search(r"(?<!\d)49(?!\d)", words(page)):
        found.append("template ran")
    return found


def twice(ids: Iterable[str | None]) -> list[str]:
    """The ids that occur more than once."""
    known = [i for i in ids if i]
    return sorted({i for i in known if known.count(i) > 1})


def weight(data: bytes) -> int:
    """Bytes after gzip -9."""
    return len(gzip.compress(data, 9, mtime=0))
