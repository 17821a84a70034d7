"""The pictures of docs/pictures/, taken from a fresh build: pages, the sparse site, a plaque, an error.

    python tools/pictures.py

Needs Chromium (as the tests find it) and poppler's pdftoppm. Look at every picture it writes.
"""

from __future__ import annotations

import html
import io
import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
PHONE, WIDE = (360, 740), (1280, 860)
PAGES = {
    "home": ("vi/", WIDE),
    "home-phone": ("vi/", PHONE),
    "page-vi": ("vi/den-tho-bac-ho-luong-tam/", PHONE),
    "page-en": ("en/den-tho-bac-ho-luong-tam/", PHONE),
    "page-sparse": ("vi/nha-bia-trung-doan-10-song-huong/", PHONE),
    "page-player": ("vi/uy-ban-lien-hop-dinh-chien-nam-bo/", PHONE),
}


def main() -> None:
    """Build the demo, then take every picture."""
    PICTURES.mkdir(exist_ok=True)
    subprocess.run([sys.executable, "-m", "generator", "build"], cwd=ROOT, check=True)
    browser_file = os.environ.get("DITICH_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_file, args=["--no-sandbox"])
        for name, (address, size) in PAGES.items():
            page(browser, name, ROOT / "output" / "web" / address / "index.html", size)
        terminal(browser)
        kiosk(browser)
    plaques()


def page(browser: Browser, name: str, file: Path, size: tuple[int, int]) -> None:
    """The first screen of a page, twice as fine as CSS pixels on a phone."""
    scale = 2 if size == PHONE else 1
    phone = (
        "en-GB" if name.endswith("-en") else "vi-VN"
    )  # another phone is offered its own language
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, device_scale_factor=scale, locale=phone
    )
    shown = context.new_page()
    shown.goto(file.as_uri())
    shown.wait_for_load_state("networkidle")
    keep(name, shown.screenshot())
    context.close()


KIOSK = {
    "kiosk-wait": "",
    "kiosk-home": "vi/",
    "kiosk-place": "vi/den-tho-bac-ho-luong-tam/",
    "kiosk-search": "vi/tim/",
    "kiosk-take": "vi/den-tho-bac-ho-luong-tam/#Take",
    "kiosk-ask": "vi/hanh-trinh/theo-nam-thang/",
    "kiosk-pin": "start/",
    "kiosk-test": "test/",
}
"""Screens of the handbook for keepers."""


def kiosk(browser: Browser) -> None:
    """Screens of 1920 x 1080 px at half their size; the question after a pause, the keeper's corner held."""
    folder = str(ROOT / "output" / "kiosk")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    for name, address in KIOSK.items():
        shown = browser.new_page(
            viewport={"width": 1920, "height": 1080}, device_scale_factor=0.5, has_touch=True
        )
        if name == "kiosk-ask":
            shown.clock.install()
        shown.goto(f"http://127.0.0.1:{server.server_port}/{address}")
        shown.wait_for_load_state("networkidle")
        if name == "kiosk-ask":
            shown.clock.run_for(65_000)
        if name == "kiosk-pin":
            shown.mouse.move(1900, 20)
            shown.mouse.down()
            shown.wait_for_selector("#Admin")
        keep(name, shown.screenshot())
        shown.close()
    server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    """The kiosk's folder, without a word; to what screens tell, a keeper's shortest answer."""

    def do_POST(self) -> None:
        """It is day, and the disk keeps what is written."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b'{"dark": false, "kept": true}')

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


def terminal(browser: Browser) -> None:
    """What the terminal says of three mistakes in one file."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "content", Path(folder) / "content")
        shutil.copytree(ROOT / "sites", Path(folder) / "sites")
        path = Path(folder) / "sites" / "chien-thang-tam-vu" / "site.yaml"
        text = path.read_text("utf-8")
        text = text.replace("level: national", "level: nationl", 1).replace(
            "sources: [s", "sorces: [s", 1
        )
        path.write_text(text, "utf-8")
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "generator", "check"]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
    shown = browser.new_page(viewport={"width": 980, "height": 420})
    words = html.escape(f"$ ditich kiem-tra\n{done.stderr}{done.stdout}")
    style = "margin:0;padding:18px;background:#16100e;color:#f3e9da;font:15px/1.45 'Noto Sans Mono',monospace"
    shown.set_content(
        f'<body style="margin:0"><pre style="{style};white-space:pre-wrap">{words}</pre>'
    )
    keep("error", shown.locator("pre").screenshot())


PLAQUES = {
    "plaque": ("chien-thang-tam-vu", 110),
    "plaque-300": ("den-tho-bac-ho-luong-tam", 75),
    "plaque-stone": ("nha-bia-trung-doan-10-song-huong", 55),
    "plaque-engraver": ("uy-ban-lien-hop-dinh-chien-nam-bo", 37),
}
"""Of which site, and at how many dpi: about 900 px wide each."""


CORNER = ("uy-ban-lien-hop-dinh-chien-nam-bo", 100, (0, 1000, 1000, 1669))
"""A corner of a plate as large as it is printed: of which site, dpi, the box in px on its page."""


def plaques() -> None:
    """A finished plate's PDF in each style, rasterised; a corner of one at print scale."""
    for name, (slug, dpi) in PLAQUES.items():
        keep(name, raster(slug, dpi))
    slug, dpi, box = CORNER
    cut = io.BytesIO()
    Image.open(io.BytesIO(raster(slug, dpi))).crop(box).save(cut, "PNG")
    keep("plaque-corner", cut.getvalue())


def raster(slug: str, dpi: int) -> bytes:
    """The first plate of a site as PNG; papers beside it have no SVG."""
    pdfs = sorted((ROOT / "output" / "print" / slug).glob("*.pdf"))
    pdf = next(path for path in pdfs if path.with_suffix(".svg").is_file())
    command = ("pdftoppm", "-r", str(dpi), "-png", "-singlefile", str(pdf))
    return subprocess.run(command, check=True, capture_output=True).stdout


def keep(name: str, data: bytes) -> None:
    """As PNG of 256 colours: small, and true enough for a README."""
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    picture = picture.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    picture.save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
