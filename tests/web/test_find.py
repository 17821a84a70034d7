"""Search and the page for a typed code, in Chromium: by touch, by keyboard, without script, from a folder."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator import codes
from tests.web.conftest import Built, Phone

pytestmark = pytest.mark.browser

TAM_VU, BATS, MEMORIAL = (
    "chien-thang-tam-vu", "chua-doi-mahatup", "nha-bia-trung-doan-10-song-huong",
)  # fmt: skip


def found(page: Any, words: str) -> list[tuple[str, str]]:
    """(kind, name) of what is listed for these words."""
    page.fill("#Query", words)
    page.wait_for_timeout(50)
    rows = page.eval_on_selector_all(
        "#Found .cap", "all => all.map(c => [c.children[0].textContent, c.children[1].textContent])"
    )
    return [(kind, name) for kind, name in rows]


@pytest.fixture
def search(demo: Built, phone: Phone) -> Any:
    """The search page in Vietnamese."""
    page = phone()
    page.goto(demo.base + "vi/tim/")
    return page


def test_names_are_found_with_and_without_marks(search: Any) -> None:
    """Plain letters meet those with marks, đ too; a beginning is enough; every word must be met."""
    for words in ("Tầm Vu", "tam vu", "TAM  V", "vu tam"):
        assert found(search, words)[0] == ("Nơi", "Khu di tích Chiến thắng Tầm Vu"), words
    assert any(name.startswith("Đền thờ Bác Hồ") for _, name in found(search, "den tho bac"))
    assert found(search, "mahatup xyzt") == []
    assert "Không thấy ở đây" in search.inner_text("#Said")


def test_the_very_accents_come_first(search: Any) -> None:
    """Who types marks means them: what has others stands below whatever has these."""
    rows = found(search, "đến")
    assert not rows[0][1].startswith("Đền")
    assert found(search, "đền")[0][1].startswith("Đền")


@pytest.mark.parametrize("words", ["huyện long mỹ", "long my", "Hiep Thanh", "phường 3"])
def test_places_that_ended_lead_to_the_site(search: Any, words: str) -> None:
    """Districts and wards of before July 2025 stand in the dated addresses, and those are searched."""
    assert found(search, words)[0][0] == "Nơi"
    assert search.locator("#Found mark").count()


@pytest.mark.parametrize(
    "words", ["quyết định 154", "quyet dinh 154/VH-QĐ", "xếp hạng 1991", "1991"]
)
def test_the_decision_that_ranked_a_place_leads_to_it(search: Any, words: str) -> None:
    """By its number or by its year, which stand below the name as what was met."""
    assert ("Nơi", "Khu di tích Chiến thắng Tầm Vu") in found(search, words)
    cap = search.locator("#Found .cap", has_text="Tầm Vu").first
    assert "Quyết định số 154/VH-QĐ, ngày 25/1/1991" in cap.inner_text()
    assert found(search, "quyết định 1540") == []


def test_a_plaques_code_leads_to_its_place(search: Any, demo: Built) -> None:
    """In small letters, with a dash, l for 1; a closed code, and one nobody issued, find nothing."""
    code = search.request.get(f"{demo.base}vi/{TAM_VU}/").text().partition('translate="no">')[2][:6]
    assert codes.is_code(code)
    for typed in (code, code.lower(), f"{code[:3]}-{code[3:]}".replace("1", "l")):
        assert found(search, typed)[0] == ("Nơi", "Khu di tích Chiến thắng Tầm Vu"), typed
        assert search.locator("#Found mark").first.inner_text() == code
    for none in ("CR6PAE", "AAAAAA"):
        assert found(search, none) == []


def test_khmer_is_found_by_a_piece_of_it(search: Any) -> None:
    """Khmer writes no spaces between words: any piece of the name is met, and marked as Khmer."""
    assert found(search, "ប្រចៀវ")[0][1].startswith("Chùa Dơi")
    assert search.locator("#Found [lang=km] mark").count() == 1


def test_people_events_and_points_lead_to_their_place_in_the_page(search: Any) -> None:
    """Each kind is named, and its link ends at an id that the page has."""
    kinds = {"khu vi tan": "Điểm trong di tích", "geneve": "Sự kiện", "le duc anh": "Nhân vật"}
    for words, kind in kinds.items():
        assert kind in [k for k, _ in found(search, words)], words
    place = [k for k, _ in found(search, "khu vi tan")].index("Điểm trong di tích")
    search.locator("#Found a").nth(place).tap()
    search.wait_for_url("**#P-*")
    assert search.evaluate("!!document.querySelector(decodeURIComponent(location.hash))")


def test_a_query_stays_in_the_address_and_the_way_back_finds_it(search: Any) -> None:
    """By keyboard: type, tab to the first result, open it, go back: the words and results are there."""
    search.focus("#Query")
    search.keyboard.type("mahatup")
    assert search.inner_text("#Said").endswith("kết quả")
    assert search.url.endswith("?q=mahatup")
    search.keyboard.press("Tab")
    search.keyboard.press("Enter")
    search.wait_for_url("**/chua-doi-mahatup/**")
    search.go_back()
    search.wait_for_selector("#Found a")
    assert search.input_value("#Query") == "mahatup"


def test_nothing_but_what_pages_show_can_be_found(demo: Built) -> None:
    """No word of an internal note, and no point of low confidence, lies in the data."""
    data = "".join(p.read_text("utf-8") for p in (demo.town.web / "assets").glob("data-find-*.js"))
    assert "Chùa Dơi" in data
    for hidden in ("phải đo tại chỗ", "9.5790718", "105.458909", "không dùng cho đến khi"):
        assert hidden not in data


def test_without_script_search_lists_every_site_in_vietnamese_order(
    demo: Built, phone: Phone
) -> None:
    """No field that does nothing is shown; the sites stand there with their links."""
    page = phone(java_script_enabled=False)
    page.goto(demo.base + "vi/tim/")
    names = page.locator("#All li a").all_inner_texts()
    assert [name.split()[0] for name in names] == [
        "Chùa",
        "Di",
        "Di",
        "Đền",
        "Khu",
        "Nhà",
        "Trận",
        "Trụ",
    ]
    assert not page.is_visible("#Query")
    page.goto(demo.base + "vi/ma/")
    assert not page.is_visible("#Code")
    assert page.locator("#Places li a").count() >= 8


def test_both_pages_work_by_double_click_from_a_folder(demo: Built, phone: Phone) -> None:
    """From file: the data are read and links lead to files; the history of a folder is left alone."""
    page = phone()
    page.goto((demo.town.web / "vi/tim/index.html").as_uri())
    assert found(page, "mahatup")
    page.locator("#Found a").first.tap()
    page.wait_for_url("file:**/chua-doi-mahatup/index.html*")
    assert page.locator("h1").count() == 1
    page.goto((demo.town.web / "vi/ma/index.html").as_uri())
    code = next(c for c in _codes(demo) if demo.town.page(f"{c}/index.html").count("<h2"))
    page.fill("#Code", code)
    assert page.get_attribute("#Go", "href").endswith(f"{code}/index.html")


def _codes(demo: Built) -> list[str]:
    return sorted(p.name for p in (demo.town.root / "content/codes").iterdir() if p.is_dir())


def test_the_keypad_says_at_once_whether_a_code_is_right(demo: Built, phone: Phone) -> None:
    """By touch: key by key to six signs; a wrong last sign is told before anything is opened."""
    page = phone()
    page.goto(demo.base + "vi/ma/")
    signs = page.locator("#Keys button").all_inner_texts()
    assert "".join(signs[:-1]) == codes.ALPHABET
    code = _codes(demo)[0]
    for sign in code[:-1]:
        page.locator("#Keys button", has_text=sign).first.tap()
    assert page.inner_text("#Said") == "Còn 1 chữ."
    assert not page.is_visible("#Go")
    wrong = next(s for s in codes.ALPHABET if s != code[-1])
    page.locator("#Keys button", has_text=wrong).first.tap()
    assert page.get_attribute("#Code", "aria-invalid") == "true"
    assert not page.is_visible("#Go")
    page.locator("#Keys button").last.tap()
    page.locator("#Keys button", has_text=code[-1]).first.tap()
    assert page.inner_text("#Said") == "Mã đúng."
    page.locator("#Go").tap()
    page.wait_for_url(f"**/{code}/")


def test_the_phones_own_keys_and_a_slip_are_understood(demo: Built, phone: Phone) -> None:
    """Small letters and a hyphen are mended as on the lost page; Enter opens codes alone."""
    page = phone()
    page.goto(demo.base + "en/code/")
    page.fill("#Code", "AAAAAB")
    page.keyboard.press("Enter")
    assert page.url.endswith("en/code/")
    code = _codes(demo)[-1]
    page.fill("#Code", f"{code[:3].lower()}-{code[3:].lower()}")
    page.focus("#Code")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{code}/")


def test_the_number_of_a_stop_leads_to_it(demo: Built, phone: Phone) -> None:
    """A number may stand at several sites: each is offered with its site, and leads to its anchor."""
    page = phone()
    page.goto(demo.base + "vi/ma/")
    page.fill("#Code", "1")
    page.wait_for_selector("#Stops a")
    assert "Chương Thiện" in page.inner_text("#Stops")
    page.locator("#Stops a").first.tap()
    page.wait_for_url("**#P-*")


@pytest.mark.parametrize(
    "address", ["vi/tim/?q=long+my", "en/search/?q=tam+vu", "vi/ma/", "en/code/"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_keys_and_results_are_large_and_nothing_scrolls_sideways(
    demo: Built, phone: Phone, address: str, scheme: str
) -> None:
    """At 320 px and at 200 % text; every key, result and field is at least 44 px high."""
    page = phone(width=320, color_scheme=scheme)
    page.goto(demo.base + address)
    for size in ("100%", "200%"):
        page.evaluate("s => { document.documentElement.style.fontSize = s }", size)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    small = page.eval_on_selector_all(
        "#Keys button, #Found a, #Query, #Code, #Places li a, #All li a",
        "all => all.filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.id)",
    )
    assert small == []


def test_data_that_did_not_come_denies_no_place(demo: Built, phone: Phone) -> None:
    """The list did not load, and what to do, is said; the places stay in sight; loaded anew it finds."""
    page = phone()
    page.route("**/data-find-*", lambda route: route.abort())
    page.goto(demo.base + "vi/tim/")
    for words in ("mahatup", "xyzt"):
        assert found(page, words) == []
        assert page.inner_text("#Said").startswith("Chưa tải đủ danh mục để tìm, nên chưa biết")
        assert "Có mạng thì mở lại trang này" in page.inner_text("#Said")
        assert page.locator("#All li a", has_text="Chùa Dơi").is_visible()
    page.unroute("**/data-find-*")
    page.reload()
    assert found(page, "mahatup")
    assert not page.is_visible("#All")
    assert found(page, "xyzt") == []
    assert page.inner_text("#Said").startswith("Không thấy ở đây")


def test_half_of_the_data_denies_nothing_either(demo: Built, phone: Phone) -> None:
    """Of what did come the results are shown, with the sentence that there may be more."""
    page = phone()
    page.add_init_script(
        "let all; Object.defineProperty(window, 'ditichFind',"
        " { get: () => all, set: a => { all = a;"
        " a.push = (...rows) => [].push.apply(a, rows.slice(0, 20)); } })"
    )
    page.goto(demo.base + "vi/tim/")
    assert found(page, "tam vu")
    assert re.match(r"\d+ kết quả\. Chưa tải đủ", page.inner_text("#Said"))
    assert found(page, "xyzt") == []
    assert page.inner_text("#Said").startswith("Chưa tải đủ")


def test_stops_that_did_not_come_are_told_and_asked_for_again(demo: Built, phone: Phone) -> None:
    """A number is not met by silence; typed again once there is a signal, it is found."""
    page = phone()
    page.route("**/data-find-*", lambda route: route.abort())
    page.goto(demo.base + "vi/ma/")
    page.fill("#Code", "1")
    page.locator("#Said", has_text="Chưa tải được danh mục các điểm dừng").wait_for()
    assert page.locator("#Places li a").first.is_visible()
    page.unroute("**/data-find-*")
    page.fill("#Code", "")
    page.fill("#Code", "1")
    page.locator("#Stops a").first.wait_for()
