"""Content nobody dreams of: pictures tall, wide or missing, a name of forty words, no translation.

Each renders well on a phone, or was told at its line before anything was built.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generator.check import check_project
from generator.disk import digest_of
from generator.problems import Problems
from tests.make.hosted import sideways, until
from tests.web.conftest import Built, Phone, shared
from tests.whole.project import PROJECT, Town, picture

LONG = (
    "Nhà bia ghi danh các anh hùng liệt sĩ và đồng bào đã tham gia xây dựng và giữ gìn vùng kênh rạch "
    "phía bên kia sông của một nơi thử không có thật với tên dài bốn mươi tiếng"
)
TALL, WIDE, NAMED, BARE = "anh-dung", "toan-canh", "ten-dai", "khong-anh"

PICTURES = {
    TALL: ((900, 1600), (600, 1800), (800, 600)),
    WIDE: ((3000, 200), (2400, 300), (800, 600), (150, 2400)),
    NAMED: ((800, 600),),
    BARE: (),
}
"""Site → sizes of its pictures in px; the first is the main one, the others make a strip."""

ENTRY = """\
  - {{id: a{n}, file: a{n}.jpg, alt: {{vi: Ảnh thử {n}, en: Test {n}}}, author: Thử, rights: CC0}}
"""


def jpeg(seed: int, size: tuple[int, int]) -> bytes:
    """A soft picture, upright as it lies."""
    out = io.BytesIO()
    Image.open(io.BytesIO(picture(seed, size=size))).save(out, "JPEG", quality=85)
    return out.getvalue()


def write(root: Path) -> None:
    """Four places; only the first has an English page."""
    town = Town(root)
    town.write("content/project.yaml", PROJECT.partition("order:")[0])
    for slug, sizes in PICTURES.items():
        town.add_site(slug, "Nơi thử", english=slug == TALL)
        name = f"sites/{slug}/site.yaml"
        if slug == NAMED:
            town.edit(name, "vi: Nơi thử,", f'vi: "{LONG}",')
        if len(sizes) > 1:
            ids = ", ".join(f"a{n}" for n in range(1, len(sizes)))
            town.edit(
                name, "blocks:\n", f"blocks:\n  - {{kind: image, id: hinh, pictures: [{ids}]}}\n"
            )
        for number, size in enumerate(sizes):
            town.write(f"sites/{slug}/media/a{number}.jpg", jpeg(number, size))
        if sizes:
            more = "".join(ENTRY.format(n=n) for n in range(len(sizes)))
            text = (root / name).read_text("utf-8")
            town.write(name, f"{text}picture: a0\nmedia:\n{more}")
    answer = town.build("--edition", "web")
    assert answer.code == 0, answer.said


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The four places behind nginx."""
    with shared(tmp_path_factory, "odd-web", write, snippet=False) as found:
        yield found


def opened(odd: Built, phone: Phone, slug: str, **options: Any) -> Any:
    """The Vietnamese page of a place."""
    page = phone(**options)
    page.goto(f"{odd.base}vi/{slug}/")
    return page


@pytest.mark.browser
@pytest.mark.parametrize("slug", PICTURES)
def test_no_odd_page_scrolls_sideways_or_shows_a_blur(odd: Built, phone: Phone, slug: str) -> None:
    """At 320 px and at twice the text; no picture is drawn at thrice the pixels that it has."""
    page = opened(odd, phone, slug, width=320)
    assert not sideways(page)
    page.evaluate("document.querySelectorAll('img').forEach(i => { i.loading = 'eager' })")
    until(page, "[...document.images].every(i => i.complete && i.naturalWidth)")
    drawn = page.evaluate(
        "[...document.images].map(i => { const box = i.getBoundingClientRect(), "
        "by = [box.width / i.naturalWidth, box.height / i.naturalHeight]; "
        "return getComputedStyle(i).objectFit == 'cover' ? Math.max(...by) : Math.min(...by) })"
    )
    assert [by for by in drawn if by > 3] == []
    page.evaluate("document.documentElement.classList.add('z3')")
    assert not sideways(page)


@pytest.mark.browser
def test_a_wide_picture_is_shown_whole_and_never_fills_the_head(odd: Built, phone: Phone) -> None:
    """A panorama of 15:1 as main picture stands as a band below; in the strip bands are whole, too."""
    page = opened(odd, phone, WIDE)
    assert page.locator(".hero").count() == 0
    box = page.locator(".credit img").bounding_box()
    assert box["width"] / box["height"] == pytest.approx(15, rel=0.05)
    fit = "getComputedStyle(document.querySelector('.strip img')).objectFit"
    assert page.evaluate(fit) == "contain"
    home = phone()
    home.goto(f"{odd.base}vi/")
    assert home.locator(f'a[href$="{WIDE}/"] img').count() == 0
    assert home.locator(f'a[href$="{TALL}/"] img').count() == 1


@pytest.mark.browser
def test_an_upright_photograph_opens_whole(odd: Built, phone: Phone) -> None:
    """The strip's frames are all alike; one tap shows a photograph of 1:3 whole on the screen."""
    page = opened(odd, phone, TALL)
    boxes = [image.bounding_box() for image in page.locator(".strip img").all()]
    assert {round(box["width"] / box["height"], 1) for box in boxes} == {1.3}
    page.locator(".strip a").first.tap()
    shown = page.locator("dialog[open] img")
    shown.wait_for()
    until(page, "document.querySelector('dialog[open] img').naturalWidth > 0")
    box = shown.bounding_box()
    assert 0 <= box["y"] < box["y"] + box["height"] <= 740


@pytest.mark.browser
def test_a_name_of_forty_words_is_read_on_one_screen(odd: Built, phone: Phone) -> None:
    """All of it, in the smaller letters; nothing is cut off with dots."""
    assert len(LONG.split()) >= 40
    page = opened(odd, phone, NAMED)
    name = page.locator("h1")
    assert name.inner_text() == LONG
    box = name.bounding_box()
    assert box["y"] + box["height"] <= 740
    assert page.evaluate("document.querySelector('h1').scrollWidth <= innerWidth")


def test_without_a_picture_the_page_is_whole(odd: Built) -> None:
    """No empty frame, and still a card to share."""
    html = odd.town.page(f"vi/{BARE}/index.html")
    stage = html.partition('<div class="stage">')[2].partition('<div class="in">')[0]
    assert "<h1>Nơi thử</h1>" in stage
    assert "<img" not in stage
    assert (odd.town.web / "vi" / BARE / "share.jpg").is_file()


def test_without_a_translation_nothing_leads_to_one(odd: Built) -> None:
    """No English page, no link to it; English lists lead to the Vietnamese page and say so."""
    assert not (odd.town.web / "en" / BARE).exists()
    assert "/en/" not in odd.town.page(f"vi/{BARE}/index.html").replace("../en/", "/en/")
    assert f'href="../../vi/{BARE}/" hreflang="vi"' in odd.town.page("en/list/index.html")
    assert "../../en/" in odd.town.page(f"vi/{TALL}/index.html")


def black(size: tuple[int, int]) -> bytes:
    """A PNG of that size in px whose pixels nobody shall have to decode."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + check

    head = b"".join(side.to_bytes(4, "big") for side in size) + bytes([1, 0, 0, 0, 0])
    parts = (
        chunk(b"IHDR", head),
        chunk(b"IDAT", zlib.compress(bytes(1000))),
        chunk(b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("size", "kind"),
    [((16_000, 12_500), "picture-too-many-pixels"), ((3000, 100), "picture-strip")],
)
def test_what_no_phone_can_show_is_told_at_its_line(
    tmp_path: Path, size: tuple[int, int], kind: str
) -> None:
    """200 megapixels, and a panorama of 30:1."""
    town = Town(tmp_path)
    town.write("content/project.yaml", PROJECT.partition("order:")[0])
    town.add_site(WIDE, "Nơi thử")
    name = f"sites/{WIDE}/site.yaml"
    town.add_picture(WIDE, "to.png", black(size))
    problems = Problems()
    check_project(tmp_path, problems, digest_of)
    (told,) = (p for p in problems if p.scope == WIDE)
    lines = (tmp_path / name).read_text("utf-8").split("\n")
    assert (told.kind, told.place.file) == (kind, name)
    assert "to.png" in lines[told.place.line - 1]
    assert "^^^^^^" in told.render("vi")
