"""The weight of a page with six real photographs on a phone: measured in Chromium behind nginx with gzip."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.make.hosted import until
from tests.web import six_photos
from tests.web.conftest import Built, Phone
from tests.web.host import served
from tests.web.load import AT_LOAD, AUDIO, HERO, REQUESTS, SHIFT, UNTIL_HERO, load

pytestmark = pytest.mark.browser

ADDRESS = {lang: f"{lang}/{six_photos.SLUG}/" for lang in ("vi", "en")}

PHONES = [(360, 2), (412, 2), (412, 2.625)]
"""Width in CSS px and device pixels to one of them: the cheapest phones, and the commonest."""


@pytest.mark.parametrize(("width", "scale"), PHONES)
def test_a_page_with_six_photographs_keeps_every_budget(
    six: Built, phone: Phone, width: int, scale: float
) -> None:
    """Hero, total, requests, page, script, fonts, sound, origins and layout shift stay within bounds."""
    found, _ = load(phone(width, scale), six.base + ADDRESS["vi"])
    assert found.faults() == ()
    assert UNTIL_HERO / 4 < found.until_hero <= found.total < AT_LOAD  # it did count something


def test_a_strip_at_the_top_of_the_story_still_loads_within_bounds(
    six: Built, phone: Phone
) -> None:
    """Where lazy loading fetches the strip at once, total and requests keep their budgets all the same."""
    found, _ = load(phone(412, 2.625), six.base + ADDRESS["en"])
    pictures = [answer for answer in found.answers if answer.path.endswith((".avif", ".webp"))]
    assert len(pictures) > 1  # else the strip was not near enough to be fetched
    assert (found.total <= AT_LOAD, len(found.answers) <= REQUESTS) == (True, True), found.faults()


def test_the_offer_of_another_language_shifts_nothing(six: Built, phone: Phone) -> None:
    """A Vietnamese phone on the English page gets the one-line offer without layout shift."""
    page = phone()
    found, _ = load(page, six.base + ADDRESS["en"])
    assert page.locator(".tongue").is_visible()
    assert found.shift <= SHIFT


def test_sound_comes_with_the_tap_and_not_before(six: Built, phone: Phone) -> None:
    """Pressing play fetches the recording; the same ears heard nothing before."""
    page = phone()
    found, wire = load(page, six.base + ADDRESS["vi"])
    assert "sound before a tap" not in found.faults()
    page.evaluate("document.querySelector('audio').play()")
    until(page, "document.querySelector('audio').currentTime > 0")
    assert any(answer.path.endswith(AUDIO) for answer in wire.answers.values())


def test_a_heavier_page_is_found_out(six: Built, phone: Phone, tmp_path: Path) -> None:
    """With a hero of full quality, a font, an eager sound and a late banner the page breaks its budgets."""
    web = tmp_path / "web"
    shutil.copytree(six.town.web, web)
    page = web / ADDRESS["vi"] / "index.html"
    light, _ = load(phone(), six.base + ADDRESS["vi"])
    _fatten(web, light.hero.rpartition("/")[2])
    page.write_text(_spoilt(page.read_text("utf-8")), "utf-8")
    with served(web) as host:
        heavy, _ = load(phone(), host.base + ADDRESS["vi"])
    broken = {fault.partition(":")[0].split()[0] for fault in heavy.faults()}
    assert {"hero", "until", "total", "sound", "web", "foreign", "shift"} <= broken


def _fatten(web: Path, name: str) -> None:
    """The picture of that name again, at a quality nobody needs."""
    with Image.open(web / "m" / name) as image:
        out = io.BytesIO()
        noisy = Image.effect_noise(image.size, 90).convert("RGB")
        Image.blend(image.convert("RGB"), noisy, 0.3).save(out, "AVIF", quality=90, speed=10)
    (web / "m" / name).unlink()  # a hard link or copy must not change under another test
    (web / "m" / name).write_bytes(out.getvalue())


def _spoilt(html: str) -> str:
    """The page without its policy, with what budgets forbid."""
    bad = (
        "<style>@font-face{font-family:x;src:url(/m/x.woff2)}p{font-family:x}.late{height:300px}</style>"
        "<script>onload=()=>setTimeout(()=>document.querySelector('main').insertAdjacentHTML("
        "'afterbegin','<div class=late>x</div>'),200)</script><img src='http://localhost:9/x.png' alt=''>"
    )
    html = html.replace("Content-Security-Policy", "X-Nothing").replace(
        'preload="none"', 'preload="auto"'
    )
    return html.replace("</body>", bad + "</body>")


@pytest.mark.parametrize("width", sorted(HERO))
def test_every_photograph_is_light_at_phone_widths(six: Built, width: int) -> None:
    """Each of the six photographs weighs at most its ceiling at 480 and at 750 px, in AVIF or WebP."""
    files = [f for f in (six.town.web / "m").glob(f"*-{width}.*") if f.suffix != ".jpg"]
    assert len(files) == len(six_photos.PHOTOS)
    assert {f.name: f.stat().st_size for f in files if f.stat().st_size > HERO[width]} == {}


def test_the_six_photographs_are_photographs() -> None:
    """The fixture's pictures are six, differ from each other and are no flat fields an encoder loves."""
    found: list[Any] = []
    for number, (file, _, _) in enumerate(six_photos.PHOTOS.values()):
        with Image.open(io.BytesIO(six_photos.photograph(file, number))) as image:
            assert image.size == six_photos.SIZE
            found.append(image.convert("L").resize((16, 12)).tobytes())
            assert image.convert("L").entropy() > 4
    assert len(set(found)) == 6
