"""Trails: order, links, distances only where both points deserve one, and no page made in vain."""

from __future__ import annotations

from tests.whole.project import BRIDGE, HOUSE, SHRINE, Town

TRAIL = """\
format: 1
name: {vi: Đường thử, en: The test trail}
text: {vi: Ba nơi để thử., en: Three places for a test.}
stops:
  - {at: cau-thu, text: {vi: Bắt đầu ở cầu.}}
  - {at: "dinh-thu#cong"}
  - at: mieu-thu
sources:
  - {id: t1, class: book, title: Sổ ghi đường thử}
"""
FILE, PAGE = "content/trails/duong-thu.yaml", "vi/hanh-trinh/duong-thu/index.html"

POINT = "point: {{lat: {lat}, lon: 105.5, precision_m: 30, confidence: {how}, sources: [s1]}}\n"


def put(town: Town, slug: str, lat: float, how: str = "medium") -> None:
    """Give a site a point on the meridian 105.5° E: a degree of latitude is 111.2 km."""
    path = town.site(slug) / "site.yaml"
    path.write_text(path.read_text("utf-8") + POINT.format(lat=lat, how=how), "utf-8")


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """Pages of sites that are not what they were."""
    differ = {name for name in before | after if before.get(name) != after.get(name)}
    return {name for name in differ if name.startswith("vi/") and name.count("/") == 2}


def test_a_trail_has_a_page_and_its_sites_lead_on_along_it(town: Town) -> None:
    """In the order of the file, parts at their anchor; home, search and the sites' pages link to it."""
    town.write(FILE, TRAIL)
    assert town.make(("web",)).exit_code == 0
    page = town.page(PAGE)
    places = ("vi/cau-thu/", "vi/dinh-thu/#P-cong", "vi/mieu-thu/")
    found = [page.index(f'href="../../../{place}"') for place in places]
    assert found == sorted(found)
    assert "Bắt đầu ở cầu." in page
    assert "Sổ ghi đường thử" in page
    assert 'vi/hanh-trinh/"' in town.page("vi/index.html")
    middle = town.page(f"vi/{HOUSE}/index.html")
    assert "vi/hanh-trinh/duong-thu/" in middle
    assert "2/3" in middle
    assert "← Cầu Thử" in middle
    assert "Miếu Thử →" in middle
    data = next((town.web / "assets").glob("data-find-vi-*.js")).read_text("utf-8")
    assert "vi/hanh-trinh/duong-thu/" in data


def test_a_distance_stands_only_between_points_that_deserve_it(town: Town) -> None:
    """0.1 degrees of a meridian are 11 km; a doubtful point and a part without one of its own give none."""
    town.write(FILE, TRAIL.replace('"dinh-thu#cong"', "dinh-thu"))
    put(town, BRIDGE, 9.6)
    put(town, HOUSE, 9.7)
    put(town, SHRINE, 9.8, "low")
    assert town.make(("web",)).exit_code == 0
    assert town.page(PAGE).count("đường chim bay") == 1
    assert "11\u00a0km, đường chim bay" in town.page(PAGE)
    assert "11\u00a0km, đường chim bay" in town.page(f"vi/{HOUSE}/index.html")
    assert "chim bay" not in town.page(f"vi/{SHRINE}/index.html")
    town.write(FILE, TRAIL)
    assert town.make(("web",)).exit_code == 0
    assert "chim bay" not in town.page(PAGE)


def test_a_stop_that_is_gone_is_left_out_and_noted(town: Town) -> None:
    """The trail goes on without it; nothing leads to where nothing is."""
    gone = TRAIL.replace("at: mieu-thu", "at: mieu-cu").replace("dinh-thu#cong", "dinh-thu#cua")
    town.write(FILE, gone)
    outcome = town.make(("web",))
    assert outcome.exit_code == 0
    assert "mieu" not in town.page(PAGE)
    answer = town.run("--lang", "en", "check")
    assert answer.code == 0
    assert f"{FILE}:6:10: " in answer.err
    assert f"{FILE}:7:9: " in answer.err


def test_without_a_trail_no_page_speaks_of_one(town: Town) -> None:
    """No link on the home page, no list."""
    assert town.make(("web",)).exit_code == 0
    assert "hanh-trinh" not in town.page("vi/index.html")
    assert not (town.web / "vi/hanh-trinh").exists()


def test_words_of_a_trail_make_no_site_anew(town: Town) -> None:
    """A sentence on the trail changes its own page; a site's page only what it shows itself: the name."""
    town.write(FILE, TRAIL)
    town.make(("web",))
    before = town.tree()
    town.edit(FILE, "Ba nơi để thử.", "Ba nơi trong một buổi.")
    town.make(("web",))
    assert {name for name in changed(before, town.tree()) if "-thu/" in name} == set()
    town.edit(FILE, "Đường thử", "Đường mới")
    town.make(("web",))
    sites = {f"vi/{slug}/index.html" for slug in (BRIDGE, HOUSE, SHRINE)}
    assert sites <= changed(before, town.tree())
