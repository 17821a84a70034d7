"""What does not fit a plate keeps no page back, and no plate is newer than its page."""

from __future__ import annotations

import shutil

from tests.whole.looks import NOTICE, calm
from tests.whole.project import BRIDGE, NAMES, PROJECT, SHRINE, Town, codes
from tests.whole.test_bad_input import too_heavy

LONG = ("Miếu Thử " * 60).strip()


def no_room_on_the_plate(town: Town) -> None:
    """A name that no plate can hold at a readable size."""
    town.edit(f"sites/{SHRINE}/site.yaml", f"vi: {NAMES[SHRINE]}", f"vi: {LONG}")


def plates(town: Town, slug: str) -> dict[str, str]:
    """What lies in the print edition of a site, by name."""
    return {name: kind for name, kind in town.tree("print").items() if name.startswith(f"{slug}/")}


def test_the_page_is_fresh_and_the_last_good_plate_stands(town: Town) -> None:
    """Error and exit 1; the page has the new name, the plate the old; no other plate is touched."""
    before, other = plates(town, SHRINE), plates(town, BRIDGE)
    no_room_on_the_plate(town)
    answer = town.build()
    assert answer.code == 1
    calm(answer)
    assert answer.err.count("[plaque-name-too-long]") == 1
    assert (
        f"Chưa làm được biển mới của: {LONG} – biển trong output/print/ là bản đúng" in answer.out
    )
    page = town.page(f"vi/{SHRINE}/index.html")
    assert LONG in page
    assert NOTICE not in page
    old = {name: kind for name, kind in before.items() if not name.endswith(".html")}
    now = {name: kind for name, kind in plates(town, SHRINE).items() if not name.endswith(".html")}
    assert (now, plates(town, BRIDGE)) == (old, other)
    assert len([name for name in old if name.endswith("-bien-200.pdf")]) == 1
    again = town.build()
    assert (again.code, again.err) == (1, answer.err)


def test_without_a_good_plate_there_is_none(town: Town) -> None:
    """A place whose plate never was right has its page, and nothing in output/print/; in English, too."""
    shutil.rmtree(town.root / ".ditich" / "good")
    shutil.rmtree(town.root / "output")
    code = {place: code for code, place in codes(town).items()}[SHRINE]
    no_room_on_the_plate(town)
    answer = town.run("--lang", "en", "build")
    assert answer.code == 1
    assert (
        "No plaque could be made of: mieu-thu of the test – output/print/ has nothing of theirs"
        in answer.out
    )
    assert plates(town, SHRINE) == {}
    assert plates(town, BRIDGE)
    for target in (f"vi/{SHRINE}/index.html", f"{code}/index.html"):
        assert LONG in town.page(target)


def test_each_edition_steps_back_to_its_own_last_good_revision(town: Town) -> None:
    """After a plate that failed, a page that fails goes back to the newest page, not to the older plate."""
    plate = plates(town, SHRINE)
    no_room_on_the_plate(town)
    assert town.build().code == 1
    too_heavy(town)
    answer = town.build()
    assert answer.code == 1
    assert "[over-budget]" in answer.err
    page = town.page(f"vi/{SHRINE}/index.html")
    assert LONG in page
    assert NOTICE in page
    pdfs = {name: kind for name, kind in plate.items() if name.endswith(".pdf")}
    assert pdfs.items() <= plates(town, SHRINE).items()
    shutil.rmtree(town.root / "output")
    assert town.build().code == 1
    assert town.page(f"vi/{SHRINE}/index.html") == page


def test_one_edition_does_not_spoil_the_other_ones_good_revision(town: Town) -> None:
    """A web build that never looked at the plaque does not make its revision the plaque's last good."""
    before = plates(town, SHRINE)
    no_room_on_the_plate(town)
    assert town.build("--edition", "web").code == 0
    assert plates(town, SHRINE) == before
    answer = town.build()
    assert answer.code == 1
    assert "[plaque-name-too-long]" in answer.err
    assert {n: k for n, k in before.items() if not n.endswith(".html")}.items() <= plates(
        town, SHRINE
    ).items()


def test_no_plate_is_newer_than_its_page(town: Town) -> None:
    """A new name on a page that fails is not printed either."""
    before = plates(town, SHRINE)
    town.edit(f"sites/{SHRINE}/site.yaml", f"vi: {NAMES[SHRINE]}", "vi: Miếu Thử Mới")
    too_heavy(town)
    assert town.build().code == 1
    assert plates(town, SHRINE) == before


def test_a_size_that_is_no_more_keeps_nothing_back(town: Town) -> None:
    """The last good revision names a size the project has dropped: its page stands, its plate does not."""
    sizes = "plaque:\n  presets:\n    - {id: rieng, width: 210, height: 160, module: 2}\n"
    town.write("content/project.yaml", PROJECT + sizes)
    facts = (town.site(SHRINE) / "site.yaml").read_text("utf-8")
    town.write(f"sites/{SHRINE}/site.yaml", facts + "plaques:\n  - {preset: rieng}\n")
    assert town.make().exit_code == 0
    assert any("-rieng." in name for name in plates(town, SHRINE))
    town.write("content/project.yaml", PROJECT)
    broken = town.make()
    assert [p.kind for p in broken.problems.errors()] == ["plaque-preset-unknown"]
    assert not any("-rieng." in name for name in plates(town, SHRINE))
    assert NOTICE in town.page(f"vi/{SHRINE}/index.html")
    assert plates(town, BRIDGE)


def test_a_shorter_name_brings_the_plate_back(town: Town) -> None:
    """Mended, both editions are fresh and one record is kept for both."""
    no_room_on_the_plate(town)
    assert town.build().code == 1
    town.edit(f"sites/{SHRINE}/site.yaml", LONG, "Miếu Thử Mới")
    mended = town.build()
    assert (mended.code, mended.err) == (0, "")
    records = (town.root / ".ditich" / "good" / SHRINE).iterdir()
    assert [path.name for path in records] == ["kiosk+print+web.json"]
