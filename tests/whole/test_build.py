"""A build from the outside: what lies in output/ afterwards, and what the command says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageDraw
from selectolax.lexbor import LexborHTMLParser

from tests.whole.project import (
    BRIDGE,
    HOUSE,
    NAMES,
    PICTURES,
    SHRINE,
    Town,
    codes,
    found_town,
    tree,
)

HOST = "https://ditich.example"
DOTS = 6
"""Pixels to the millimetre: some 150 dpi, as a bad printer would."""

SVG = "{http://www.w3.org/2000/svg}"


def text(page: str) -> str:
    """The words of a page as one reads them."""
    body = LexborHTMLParser(page).body
    assert body is not None
    return " ".join(body.text(separator=" ").split())


def read(image: Image.Image) -> list[str]:
    """The addresses in a picture's QR symbols, in small letters but for the code."""
    found = zxingcpp.read_barcodes(image.convert("L"))
    parts = (one.text.rpartition("/") for one in found)
    return [f"{host.lower()}/{code}" for host, _, code in parts]


def pdf_page(path: Path) -> Image.Image:
    """The one page of a plaque, painted."""
    document = pypdfium2.PdfDocument(path)
    assert len(document) == 1
    page: Image.Image = document[0].render(scale=DOTS * 25.4 / 72).to_pil()
    return page


def svg_symbol(path: Path) -> Image.Image:
    """The black paths of an SVG plaque, painted by the even-odd rule."""
    root = ET.parse(path).getroot()  # noqa: S314 - just made by the build under test
    width, height = (float(root.attrib[name].removesuffix("mm")) for name in ("width", "height"))
    image = Image.new("1", (round(width * DOTS), round(height * DOTS)))
    for data in _black(root):
        for outline in data.split("Z"):
            numbers = [float(n) * DOTS for n in re.findall(r"-?[\d.]+", outline)]
            if len(numbers) >= 6:
                one = Image.new("1", image.size)
                ImageDraw.Draw(one).polygon(numbers, fill=1)
                image = ImageChops.logical_xor(image, one)
    return ImageChops.invert(image.convert("L"))


def _black(root: ET.Element) -> Iterator[str]:
    for group in root.iter(f"{SVG}g"):
        if group.get("class") == "QR" and group.get("fill") == "#000000":
            for path in group.iter(f"{SVG}path"):
                yield path.attrib["d"]


def test_every_code_answers_with_its_place(built: Town) -> None:
    """Each code has a page that says the code, its site's name and the stop's, if it stands at one."""
    issued = codes(built)
    assert sorted(issued.values()) == sorted([*NAMES, f"{HOUSE}#cong"])
    for code, place in issued.items():
        page = built.page(f"{code}/index.html")
        assert code in text(page)
        assert NAMES[place.partition("#")[0]] in text(page)
        assert f'<link rel="canonical" href="{HOST}/vi/{place.partition("#")[0]}/">' in page
        assert "noindex" in page
        assert ("Bạn đang ở: Cổng thử" in text(page)) == place.endswith("#cong")


def test_every_code_has_a_plaque_that_leads_to_it(built: Town) -> None:
    """Each code has one PDF and one SVG, and what a reader finds in them is the code's address."""
    issued = codes(built)
    for pattern, paint in (("??????-bien-200.pdf", pdf_page), ("??????-bien-200.svg", svg_symbol)):
        files = {path.name.split("-")[0]: path for path in built.print.rglob(pattern)}
        assert files.keys() == issued.keys()
        for code, path in files.items():
            assert path.parent.name == issued[code].partition("#")[0]
            assert read(paint(path)) == [f"{HOST}/{code}"]


def test_a_plaque_of_a_sample_host_says_so(built: Town) -> None:
    """Without a review and a complete host no plaque is final: each has a layer that says MẪU."""
    plaques = sorted(built.print.rglob("*.svg"))
    assert plaques
    assert all('"SAMPLE"' in path.read_text("utf-8") for path in plaques)


def test_sitemap_speaks_of_pages_and_not_of_codes(built: Town) -> None:
    """The sitemap names each page of each language once, and no address of a plaque."""
    addresses = re.findall(r"<loc>([^<]+)</loc>", built.page("sitemap.xml"))
    wanted = {f"{HOST}/vi/{slug}/" for slug in NAMES} | {f"{HOST}/en/{HOUSE}/"}
    assert wanted <= set(addresses)
    assert len(addresses) == len(set(addresses))
    assert not [a for a in addresses for code in codes(built) if code in a]
    assert f"{HOST}/en/{BRIDGE}/" not in addresses


def test_no_metadata_of_a_photograph_is_published(built: Town) -> None:
    """The place where a photograph was taken stays in the original; it stands upright all the same."""
    original = built.site(SHRINE) / "media" / PICTURES[SHRINE]
    with Image.open(original) as photograph:
        assert photograph.getexif().get_ifd(0x8825)
    shown = sorted((built.web / "m").glob("*.jpg"))
    assert len(shown) == 2
    for path in shown:
        with Image.open(path) as picture:
            assert not picture.getexif()
            assert picture.width > picture.height, "it lies on its side"


@pytest.fixture
def bare(tmp_path: Path) -> Town:
    """A project of one site that has no code yet."""
    town = found_town(tmp_path / "moi")
    for slug in (HOUSE, SHRINE):
        for path in sorted(town.site(slug).rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        town.site(slug).rmdir()
    for path in sorted((town.root / "content" / "codes").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    return town


def test_a_site_without_a_code_says_how_to_draw_one(bare: Town) -> None:
    """It gets its page, its accuracy list and what volunteers print; no plaque, and a sentence about it."""
    vi = bare.build()
    assert vi.code == 0
    assert f"{NAMES[BRIDGE]}: chưa có mã – chạy: ditich ma cap {BRIDGE}" in vi.out
    assert NAMES[BRIDGE] in text(bare.page(f"vi/{BRIDGE}/index.html"))
    assert sorted(p.name for p in (bare.print / BRIDGE).iterdir()) == [
        f"chia-se-{BRIDGE}.txt",
        "danh-muc-kiem-chung.html",
        f"ly-lich-{BRIDGE}.docx",
        f"ly-lich-{BRIDGE}.pdf",
        f"phat-thanh-{BRIDGE}.txt",
        f"sach-nho-{BRIDGE}.pdf",
    ]
    en = bare.build("--lang", "en")
    assert f"no code yet – run: ditich codes issue {BRIDGE}" in en.out
    before = bare.tree("print")
    assert not list((bare.root / "content" / "codes").iterdir()), "a build wrote into content/"
    (code,) = bare.issue(BRIDGE)
    again = bare.build()
    assert "chưa có mã" not in again.out
    new = bare.tree("print").keys() - before.keys()
    files = (".pdf", ".svg", "-khac.svg", ".dxf", ".plt", "-nha-in.txt", "-300dpi.png", ".json")
    papers = ("nha-in.pdf", "bao-gia.pdf", "thu-quet.pdf", "thu-quet.json")
    suffixes = (*files, *(f"-phieu-{paper}" for paper in papers))
    posters = ("ap-phich-a4.pdf", "ap-phich-a3.pdf")
    cards = ("bien-200.zip", "the-huong-dan.pdf", "the-ban.pdf", "nhan-dan.pdf", *posters)
    assert new == {
        "to-in", "to-in/bien-200-a3-mau.pdf",
        *(f"{BRIDGE}/{code}-bien-200{suffix}" for suffix in suffixes),
        *(f"{BRIDGE}/{BRIDGE}-{code}-{card}" for card in cards),
    }  # fmt: skip


@pytest.mark.parametrize(("edition", "other"), [("web", "print"), ("print", "web")])
def test_one_edition_alone(bare: Town, edition: str, other: str) -> None:
    """`--edition` makes that edition as a whole build would, and leaves the other one be."""
    bare.issue(BRIDGE)
    assert bare.build("--edition", edition).code == 0
    assert not (bare.root / "output" / other).exists()
    alone = bare.tree(edition)
    assert bare.build().code == 0
    assert bare.tree(edition) == alone
    assert (bare.root / "output" / other).is_dir()


def test_the_summary_speaks_two_languages(town: Town) -> None:
    """The last words count places, pages and plaques and say what to do, in vi and in en."""
    vi, en = town.build(), town.build("--lang", "en")
    assert "✓ Đã dựng 3 nơi, 27 trang, 4 biển" in vi.out
    assert "Việc nên làm tiếp:" in vi.out
    assert "3 nơi chưa có ai thẩm định" in vi.out
    assert "✓ Built 3 places, 27 pages, 4 plaques" in en.out
    assert "What to do next:" in en.out
    assert "3 places not verified by anybody" in en.out


def test_the_summary_counts_what_changed(town: Town) -> None:
    """After one word of one story all that shows it is said to have changed, the words to report by too."""
    town.edit(f"sites/{SHRINE}/vi.md", "mười hai cột", "mười ba cột")
    answer = town.build("--lang", "en")
    assert "web: 0 files added, 6 changed, 0 removed" in answer.out, answer.out


def test_the_accuracy_list_names_thin_claims(town: Town) -> None:
    """Each site has one printed page that lists claims without a source and what is missing."""
    path = town.site(SHRINE) / "site.yaml"
    more = (
        "facts:\n  - {id: cot, label: {vi: Cột}, text: {vi: Mười hai cột}}\n"
        "missing:\n  - what: {vi: Ảnh chụp cổng}\n"
    )
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    assert town.build().code == 0
    lists = {slug: town.print / slug / "danh-muc-kiem-chung.html" for slug in NAMES}
    words = {slug: text(path.read_text("utf-8")) for slug, path in lists.items()}
    assert all(NAMES[slug] in said for slug, said in words.items())
    assert "Mười hai cột" in words[SHRINE]
    assert "Ảnh chụp cổng" in words[SHRINE]
    assert "Ảnh chụp cổng" not in words[HOUSE]
    empty = {slug: said.partition("Không có mục nào thuộc:")[2] for slug, said in words.items()}
    assert "Còn thiếu" in empty[HOUSE]
    assert "Còn thiếu" not in empty[SHRINE]
    assert "Chưa ghi nguồn" not in empty[SHRINE]


def modules(answer_err: str) -> set[str]:
    """The modules that `PYTHONPROFILEIMPORTTIME` says were imported."""
    rows = [row for row in answer_err.splitlines() if row.startswith("import time:")]
    return {row.rpartition("|")[2].strip() for row in rows}


def test_no_change_says_the_same_again_at_once(town: Town) -> None:
    """Problems, last words and exit code are said again without reading any content anew."""
    town.edit(f"sites/{SHRINE}/site.yaml", "kind: inventoried", "kind: inventored")
    first = town.build()
    trees = town.trees()
    again = town.build(env={"PYTHONPROFILEIMPORTTIME": "1"})
    said = "\n".join(r for r in again.err.splitlines() if not r.startswith("import time:"))
    assert first.code == again.code == 1
    assert said.strip() == first.err.strip()
    assert "inventored" in said
    loaded = modules(again.err)
    assert "generator.replay" in loaded
    assert not loaded & {"pydantic", "yaml", "jinja2", "click", "PIL"}
    assert town.trees() == trees


def test_no_change_does_not_claim_changes(town: Town) -> None:
    """The second of two builds says that nothing changed, though it repeats the first one's words."""
    town.edit(f"sites/{SHRINE}/vi.md", "mười hai cột", "mười ba cột")
    first, again = town.build(), town.build()
    assert "web: 0 tệp thêm, 6 tệp đổi" in first.out
    assert "tệp đổi" not in again.out
    assert "(0 tệp làm mới)" in again.out
    assert "Không có gì thay đổi so với lần trước." in again.out


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda t: t.write("output/web/la.html", "x"), id="a stranger"),
        pytest.param(lambda t: (t.web / "index.html").unlink(), id="a page gone"),
        pytest.param(lambda t: t.write("output/web/vi/index.html", "x"), id="a page edited"),
        pytest.param(lambda t: t.write("output/.web.stage-99999999-0/x", "x"), id="a killed build's stage"),
    ],
)  # fmt: skip
def test_a_touched_output_is_mended(town: Town, spoil: Callable[[Town], object]) -> None:
    """Whatever somebody did to output/, the next build leaves the right tree, and only that."""
    assert town.build().code == 0
    right = tree(town.root / "output")
    spoil(town)
    assert tree(town.root / "output") != right
    assert town.build().code == 0
    assert tree(town.root / "output") == right


def test_a_kiosk_has_a_folder_only_where_there_is_one(town: Town) -> None:
    """None without `kiosk:`; with it screens; what is taken away leaves none of yesterday's."""
    assert not (town.root / "output" / "kiosk").exists()
    said = town.build("--edition", "kiosk").out
    assert "kiosk: {}" in said
    town.edit("content/project.yaml", "languages:", "kiosk: {}\nlanguages:")
    assert town.build("--edition", "kiosk").code == 0
    assert (town.root / "output" / "kiosk" / "index.html").is_file()
    town.edit("content/project.yaml", "kiosk: {}\n", "")
    town.build("--edition", "kiosk")
    assert town.tree("kiosk") == {".": town.tree("kiosk")["."]}
