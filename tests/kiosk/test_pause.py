"""After a pause the screen asks, then starts over: nothing of one visitor is left for the next."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.kiosk.conftest import Stand
from tests.make.hosted import until

pytestmark = pytest.mark.browser

VOICED, LONG, SHORT = "vi/uy-ban-lien-hop-dinh-chien-nam-bo/", "vi/chua-doi-mahatup/", "vi/"
ASKED = "document.getElementById('Still').open"
LEFT_BEHIND = "Object.keys(localStorage).concat(Object.keys(sessionStorage))"


def stopped(screen: Any, url: str) -> Any:
    """The page, with a clock that the test can move on."""
    screen.clock.install()
    screen.goto(url)
    screen.clock.run_for(1)
    return screen


def after(screen: Any, seconds: float) -> bool:
    """Whether it asks when so many seconds more have gone."""
    screen.clock.run_for(round(seconds * 1000))
    return bool(screen.evaluate(ASKED))


def wait_for_beats(screen: Any, stand: Stand, count: int) -> list[Any]:
    """The first `count` beats, and that there are no more."""
    beats: list[Any] = []
    for _ in range(100):
        beats = [body for what, body in stand.told if what == "beat"]
        if len(beats) >= count:
            break
        screen.wait_for_timeout(50)
    assert len(beats) == count
    return beats


def until_at(screen: Any, url: str) -> None:
    """Wait for the page at `url`; asked again and again, as a page that is just leaving answers nobody."""
    for _ in range(200):
        if screen.url == url:
            break
        screen.wait_for_timeout(50)
    assert screen.url == url
    screen.wait_for_load_state()


@pytest.mark.parametrize(("address", "seconds"), [(SHORT, 60), (LONG, 90)])
def test_it_asks_after_a_minute_and_later_where_there_is_much_to_read(
    stand: Stand, screen: Any, address: str, seconds: int
) -> None:
    """Not at 59 s, at 60 s it does; a page of many words is given 90."""
    page = stopped(screen, stand.base + address)
    assert not after(page, seconds - 1)
    assert after(page, 1.5)


def test_a_touch_begins_the_minute_anew(stand: Stand, screen: Any) -> None:
    """A finger anywhere is a sign of life."""
    page = stopped(screen, stand.base + SHORT)
    assert not after(page, 50)
    page.touchscreen.tap(960, 20)
    assert not after(page, 59)
    assert after(page, 2)


def test_a_tap_on_the_question_falls_on_nothing_below(stand: Stand, screen: Any) -> None:
    """Over a tile it only answers the question; the next one opens the tile."""
    page = stopped(screen, stand.base + SHORT)
    tile = page.locator(".tiles a").first.bounding_box()
    assert after(page, 62)
    page.touchscreen.tap(tile["x"] + 30, tile["y"] + 30)
    assert not after(page, 1)
    assert page.url == stand.base + SHORT
    page.touchscreen.tap(tile["x"] + 30, tile["y"] + 30)
    until_at(page, f"{stand.base}vi/den-tho-bac-ho-luong-tam/")


def test_the_second_of_two_quick_taps_falls_on_nothing_either(stand: Stand, screen: Any) -> None:
    """The first answers; what lies below opens with a tap of its own, half a second later."""
    page = stopped(screen, stand.base + SHORT)
    assert after(page, 62)
    twice = "document.querySelector('[data-still=here]').click(); document.querySelector('.tiles a').click()"
    page.evaluate(twice)
    assert not after(page, 1)
    assert page.url == stand.base + SHORT
    page.evaluate("document.querySelector('.tiles a').click()")
    until_at(page, f"{stand.base}vi/den-tho-bac-ho-luong-tam/")


def test_i_am_still_here_goes_on_where_one_was(stand: Stand, screen: Any) -> None:
    """The page stays as it was scrolled, and the time begins anew."""
    page = stopped(screen, stand.base + LONG)
    page.evaluate("document.getElementById('Main').scrollTo(0, 900)")
    assert after(page, 95)
    page.tap("[data-still=here]")
    assert not after(page, 1)
    assert page.evaluate("document.getElementById('Main').scrollTop") == 900
    assert not after(page, 85)
    assert after(page, 10)


def changed(page: Any) -> None:
    """A visitor's wishes: English, larger, with contrast, lower, silent."""
    for act in ("size", "contrast", "reach", "volume", "volume"):
        page.tap(f"[data-do={act}]")


@pytest.mark.parametrize("how", ["nobody", "anew"])
def test_starting_over_leaves_nothing_behind(stand: Stand, screen: Any, how: str) -> None:
    """Language, size, contrast, reach and volume go; the keeper is told pages and times alone."""
    page = stopped(screen, f"{stand.base}en/")
    changed(page)
    assert page.evaluate("document.documentElement.className.split(' ').sort().join()") == (
        "hc,places,reach,z1"
    )
    assert page.evaluate(LEFT_BEHIND)
    assert after(page, 62)
    if how == "anew":
        page.tap("[data-still=anew]")
    else:
        assert after(page, 17)
        page.clock.run_for(4000)
    until_at(page, f"{stand.base}start/")
    assert page.evaluate(LEFT_BEHIND) == []
    page.tap("a[lang=vi]")
    until_at(page, f"{stand.base}vi/")
    assert page.evaluate("document.documentElement.className") == "places"
    [visit] = stand.visits()
    assert sorted(visit) == ["language", "pages", "seconds"]
    assert visit["language"] == "en"
    assert [address for address, _ in visit["pages"]] == ["en/"]


def test_the_countdown_says_the_seconds(stand: Stand, screen: Any) -> None:
    """In the page's own language."""
    page = stopped(screen, f"{stand.base}en/")
    assert after(page, 61)
    page.clock.run_for(5000)
    said = page.inner_text("#Still [role=timer]")
    assert any(f"in {n} seconds" in said for n in (13, 14, 15)), said


def test_nobody_is_asked_while_something_plays_but_not_for_ever(stand: Stand, screen: Any) -> None:
    """A recording may end, and half a minute more."""
    page = stopped(screen, stand.base + VOICED)
    page.evaluate("document.querySelector('audio').play()")
    page.wait_for_timeout(300)
    assert page.evaluate("!document.querySelector('audio').paused")
    seconds = page.evaluate("document.querySelector('audio').duration")
    assert 100 < seconds < 120
    assert not after(page, seconds + 28)
    assert after(page, 4)


def test_who_has_listened_to_the_end_is_not_asked_at_once(stand: Stand, screen: Any) -> None:
    """The pause begins with the last sound."""
    page = stopped(screen, stand.base + VOICED)
    page.evaluate("document.querySelector('audio').play()")
    assert not after(page, 88)
    ended = "a => { a.pause(); a.dispatchEvent(new Event('ended')) }"
    page.evaluate(f"({ended})(document.querySelector('audio'))")
    assert not after(page, 58)
    assert after(page, 33)


def test_three_minutes_after_the_last_visitor_the_pictures_pass_again(
    stand: Stand, screen: Any
) -> None:
    """From the choice of a language."""
    page = stopped(screen, f"{stand.base}start/")
    page.clock.run_for(179_000)
    assert page.url == f"{stand.base}start/"
    page.clock.run_for(2000)
    until_at(page, stand.base)


def test_the_pulse_says_where_it_is_and_whether_it_is_whole(stand: Stand, screen: Any) -> None:
    """An empty page says so of itself."""
    page = stopped(screen, stand.base + SHORT)
    wait_for_beats(page, stand, 1)
    page.clock.run_for(10_500)
    beats = wait_for_beats(page, stand, 2)
    card = json.loads((stand.tree / "kiosk.json").read_text("utf-8"))
    known = {"page": "vi/", "state": "use", "whole": True, "content": card["content"]}
    assert beats == [known] * 2
    page.evaluate("document.getElementById('Main').replaceChildren()")
    page.clock.run_for(10_500)
    assert wait_for_beats(page, stand, 3)[-1]["whole"] is False


def test_a_visitor_is_left_in_peace_by_the_keeper(stand: Stand, screen: Any) -> None:
    """Nobody is torn from a page, and a screen that has just come does not go again."""
    stand.answers["beat"] = {"reload": True, "dark": True}
    page = stopped(screen, stand.base + SHORT)
    wait_for_beats(page, stand, 1)
    page.wait_for_timeout(100)
    assert page.url == stand.base + SHORT
    assert page.is_hidden("#Dark")
    page.goto(stand.base)
    page.evaluate("window.old = true")
    page.clock.run_for(
        14_000
    )  # a beat, and seconds to spare: beside its jumps this clock goes on by itself
    page.wait_for_timeout(200)
    assert page.evaluate("window.old") is True  # never again and again


def test_the_waiting_screen_loads_anew_when_the_keeper_says_so(stand: Stand, screen: Any) -> None:
    """Once it has stood a while, which only the first to come here has; the next does not go again."""
    stand.answers["beat"] = {"reload": True}
    screen.add_init_script(
        "(told => { if (!window.name) performance.now = () => told.call(performance) + 60000;"
        " window.name = 'again' })(performance.now)"
    )
    came: list[str] = []
    screen.on(
        "framenavigated", lambda frame: came.append(frame.url)
    )  # it may go before all has loaded
    screen.goto(stand.base, wait_until="commit")
    wait_for_beats(screen, stand, 2)
    screen.wait_for_timeout(300)
    assert came == [stand.base] * 2


def test_without_a_keeper_the_projects_own_limit_holds(stand: Stand, screen: Any) -> None:
    """60 % of what kiosk.json allows."""
    card = json.dumps({"content": "0", "volume_limit": 50})
    screen.route("**/kiosk.json", lambda route: route.fulfill(body=card))
    screen.goto(stand.base + VOICED)
    until(screen, "document.querySelector('audio').volume.toFixed(2) === '0.30'")


def test_a_page_that_is_slow_to_come_is_asked_for_once(stand: Stand, screen: Any) -> None:
    """Though its time was over three seconds ago."""
    asked: list[str] = []

    def slow(route: Any) -> None:
        asked.append(route.request.url)

    page = stopped(screen, f"{stand.base}start/")
    page.route(stand.base, slow)
    page.clock.run_for(184_000)
    page.wait_for_timeout(300)
    assert asked == [stand.base]
    page.unroute_all(behavior="ignoreErrors")


def test_a_second_tap_is_no_second_step(stand: Stand, screen: Any) -> None:
    """While a page is coming; one press of the way back then leads back."""
    screen.goto(f"{stand.base}start/")
    screen.tap("a[lang=vi]")
    until_at(screen, f"{stand.base}vi/")
    tile = screen.locator(".tiles a").first
    tile.evaluate("a => { a.click(); a.click() }")
    until_at(screen, f"{stand.base}vi/den-tho-bac-ho-luong-tam/")
    assert len(json.loads(screen.evaluate("sessionStorage.way"))) == 2
    screen.tap("[data-do=back]")
    until_at(screen, f"{stand.base}vi/")


def test_a_point_of_a_picture_leads_to_its_words(stand: Stand, screen: Any) -> None:
    """Where its own script does not come: a drawing's link has an object as `href`, which leads nowhere."""
    pages, part = sorted(stand.tree.glob("vi/*/index.html")), '<section class="pointed"'
    page = next(page for page in pages if part in page.read_text("utf-8"))
    address = f"{stand.base}vi/{page.parent.name}/"
    screen.route("**/pointed_picture-*.js", lambda route: route.abort())
    screen.goto(address)
    link = screen.locator(".pointed svg a").first
    to = link.get_attribute("href")
    assert link.evaluate("a => new URL(a.href, document.baseURI).href") != address + to, (
        "the control"
    )
    link.dispatch_event("click")
    until(screen, f"location.hash === '{to}'")
    assert screen.url == address + to


def test_at_night_it_is_dark_until_somebody_comes(stand: Stand, screen: Any) -> None:
    """The touch that wakes it opens nothing."""
    stand.answers["beat"] = {"dark": True, "volume_limit": 40}
    page = stopped(screen, stand.base)
    wait_for_beats(page, stand, 1)
    page.clock.run_for(200_000)
    until(page, "!document.getElementById('Dark').hidden")
    page.touchscreen.tap(500, 500)
    page.wait_for_timeout(200)
    assert page.is_hidden("#Dark")
    assert page.url == stand.base  # the touch only wakes it


def test_the_keepers_limit_holds_for_every_step_of_the_volume(stand: Stand, screen: Any) -> None:
    """60, 100, 0 and 30 % of what the place allows."""
    stand.answers["beat"] = {"volume_limit": 40}
    page = stopped(screen, stand.base + VOICED)
    until(page, "document.querySelector('audio').volume < 0.3")
    heard = []
    for _ in range(4):
        heard.append(round(page.evaluate("document.querySelector('audio').volume"), 2))
        page.tap("[data-do=volume]")
    assert heard == [0.24, 0.4, 0, 0.12]


def test_no_step_of_a_visit_can_be_taken_back(stand: Stand, screen: Any) -> None:
    """The browser knows no history; the screen's own button does."""
    page = screen
    page.goto(stand.base)
    for target in (".touch a", "a[lang=vi]", ".tiles a", ".console a >> nth=1"):
        page.tap(target)
        page.wait_for_load_state()
    page.tap(".tiles a >> nth=2")
    page.wait_for_url("**/uy-ban-*/")
    assert page.evaluate("history.length") <= 2
    page.tap("[data-do=back]")
    page.wait_for_url(f"{stand.base}vi/")
