"""The keeper's server: files with Range, and doors that open to its own pages alone."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.kiosk import admin
from generator.kiosk.admin import Door, is_right, sealed_pin
from generator.kiosk.handlers import MAX_BODY
from tests.kiosk.work import SOUND, Kiosk, home_of, running

PIN = "2468"
ADMIN = {"pin": PIN, "do": "state"}
BEAT = {"page": "", "state": "attract", "whole": True, "content": "a" * 12}


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    """A keeper without a browser."""
    folder = tmp_path_factory.mktemp("doors")
    home = home_of(folder, "a" * 12, pin=sealed_pin(PIN), pin_seconds=0.5)
    tree = home.folder(home.pointer().build) / "tree"
    (tree / ".hidden").write_text("x", "utf-8")
    (tree / "out").symlink_to("/etc")
    with running(home.root, "--no-browser") as found:
        yield found


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/_kiosk/beat", {}, 200),
        ("/_kiosk/beat", {"Host": "evil.example"}, 403),
        ("/_kiosk/beat", {"Host": "127.0.0.1"}, 403),
        ("/_kiosk/beat", {"Host": ""}, 400),
        ("/_kiosk/beat", {"Origin": "http://evil.example"}, 403),
        ("/_kiosk/beat", {"Origin": "null"}, 403),
        ("/_kiosk/beat", {"Origin": ""}, 403),
        ("/_kiosk/beat", {"Content-Type": "text/plain"}, 415),
        ("/_kiosk/beat", {"Content-Type": ""}, 415),
        ("/_kiosk/admin", {"Origin": "http://evil.example"}, 403),
        ("/_kiosk/visit", {"Host": "evil.example:{port}"}, 403),
        ("/~0123456789abcdef/_kiosk/beat", {"Host": "evil.example"}, 403),
        ("/~0123456789abcdef/_kiosk/beat", {}, 200),
        ("/~0123/_kiosk/beat", {}, 405),
    ],
)
def test_a_foreign_host_origin_or_type_is_refused(
    kiosk: Kiosk, path: str, headers: dict[str, str], status: int
) -> None:
    """A page of another origin, or a name pointed at this machine, gets nothing done."""
    told = {name: value.replace("{port}", str(kiosk.port)) for name, value in headers.items()}
    assert kiosk.send(path, BEAT, **told)[0] == status


def test_pages_are_refused_to_a_foreign_host(kiosk: Kiosk) -> None:
    """Not only the doors: what is shown is not read through a name of somebody's either."""
    assert kiosk.send("/", Host="evil.example")[0] == 403
    assert kiosk.send("/", Host=f"localhost:{kiosk.port}")[0] == 200


@pytest.mark.parametrize(
    "body", [b"", b"no", b"[1]", b"[" * 10_000, b'{"a":"' + b"x" * MAX_BODY + b'"}']
)
def test_what_is_no_small_json_object_is_refused(kiosk: Kiosk, body: bytes) -> None:
    """Broken, deep, of another kind or too long: 400 or 413, and the server goes on."""
    assert kiosk.send("/_kiosk/beat", body)[0] in (400, 413)
    assert kiosk.send("/_kiosk/beat", BEAT)[0] == 200


def test_a_door_is_not_read(kiosk: Kiosk) -> None:
    """GET changes nothing and tells nothing."""
    assert kiosk.send("/_kiosk/admin", method="GET")[0] in (403, 405)
    assert kiosk.send("/_kiosk/admin", ADMIN, method="PUT")[0] == 405


def test_a_start_of_a_browser_has_addresses_of_its_own(kiosk: Kiosk) -> None:
    """The same pages below `/~…/`, hidden files no more than elsewhere; what is lost leads back there."""
    start = "/~0123456789abcdef/"
    assert kiosk.send(f"{start}vi/")[2] == kiosk.send("/vi/")[2]
    status, headers, _ = kiosk.send(f"{start}vi")
    assert (status, headers["Location"]) == (301, f"{start}vi/")
    assert "immutable" in kiosk.send(f"{start}assets/kiosk-0123456789.js")[1]["Cache-Control"]
    assert kiosk.send(f"{start}_kiosk/other")[0] == 404
    for path in (".hidden", "out/passwd", "../key.pub", f"..{start}.hidden", start[1:]):
        assert kiosk.send(start + path)[0] in (403, 404)


def test_sound_is_sent_in_pieces(kiosk: Kiosk) -> None:
    """Range, without which no player seeks; 416 for what is not there."""
    path = f"/m/{'b' * 16}.wav"
    status, headers, body = kiosk.send(path, Range="bytes=100-199")
    assert (status, body) == (206, SOUND[100:200])
    assert headers["Content-Range"] == f"bytes 100-199/{len(SOUND)}"
    assert kiosk.send(path, Range="bytes=-10")[2] == SOUND[-10:]
    assert kiosk.send(path, Range=f"bytes={len(SOUND)}-")[0] == 416
    assert kiosk.send(path, method="HEAD")[2] == b""


def test_pages_are_asked_for_again_and_scripts_are_kept(kiosk: Kiosk) -> None:
    """A new generation shows at once; what never changes under its name is not sent twice."""
    _, page, _ = kiosk.send("/vi/")
    assert page["Cache-Control"] == "no-cache"
    assert kiosk.send("/vi/", If_None_Match=page["Etag"])[0] == 304
    assert kiosk.send("/vi/", If_None_Match='"other"')[0] == 200
    script = kiosk.send("/assets/kiosk-0123456789.js")[1]
    assert "immutable" in script["Cache-Control"]
    assert script["Content-Type"].startswith("text/javascript")
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Content-Type-Options"] == "nosniff"
    assert "Server" not in page


@pytest.mark.parametrize(
    "path",
    ["/nothing/", "/../key.pub", "/%2e%2e/pack.json", "/..%2fpack.json", "/.hidden", "/out/passwd",
     "//etc/passwd", "/vi/../../pack.json", "/%00", "/_kiosk/other"],
)  # fmt: skip
def test_nothing_beside_the_tree_is_served(kiosk: Kiosk, path: str) -> None:
    """Ways out of the tree, hidden files and links lead to the page that leads home."""
    status, _, body = kiosk.send(path)
    assert status in (403, 404)
    assert b'href="/"' in body


def test_the_corner_tells_and_sets(kiosk: Kiosk) -> None:
    """State, volume, log and the rest, for who knows the PIN; in beats the new limit is told."""
    state = kiosk.admin("state")
    assert state["ok"]
    assert state["content"] == "a" * 12
    assert state["clock_doubt"] in ("", "unset")
    facts = dict(state["facts"]["vi"])
    assert facts["Mã nội dung"] == "a" * 12
    assert facts["Lần mở lại trình duyệt"] == "0"
    assert len(facts) == len(state["facts"]["en"])
    assert kiosk.admin("volume", volume=35) == {"ok": True, "volume_limit": 35}
    assert json.loads(kiosk.send("/_kiosk/beat", BEAT)[2])["volume_limit"] == 35
    assert json.loads((kiosk.home / "settings.json").read_text("utf-8"))["volume_limit"] == 35
    assert kiosk.admin("volume", volume=300)["why"] == "bad"
    assert kiosk.admin("rollback")["why"] == "kiosk-no-previous"
    assert kiosk.admin("explode")["why"] == "unknown"
    assert any("showing content" in line for line in kiosk.admin("log")["lines"])


def test_guessing_the_pin_is_slow(kiosk: Kiosk) -> None:
    """After five wrong ones even the right one waits; afterwards it opens."""
    for _ in range(admin.TRIES):
        assert kiosk.admin("state", pin="0000")["why"] == "pin"
    refused = kiosk.admin("state")
    assert refused["why"] == "wait"
    assert refused["said"]["en"].startswith("Wrong too often: wait 1 minute ")
    time.sleep(0.6)
    assert kiosk.admin("state")["ok"]


def test_each_pause_is_longer_than_the_last() -> None:
    """Ten thousand PINs at five a pause would take three months: an hour for five at the end."""
    now = [0.0]
    sealed = ["no PIN opens this, and none is hashed"]
    door = Door(lambda: sealed[0], 60.0, lambda: now[0])
    waits = []
    for _ in range(9):
        waits.append(refused_until_it_waits(door))
        assert door.opens("0000") is None, "nothing is tried meanwhile"
        now[0] += door.wait()
    assert waits == [60, 120, 240, 480, 960, 1920, 3840, 3840, 3840]
    now[0] += admin.QUIET - 1
    assert door.opens("0000") is False
    now[0] += admin.QUIET
    assert refused_until_it_waits(door) == 60, "after a day's quiet it begins anew"
    now[0] += 60
    sealed[0] = sealed_pin(PIN)
    assert door.opens(PIN)
    assert door.wrong == 0


def refused_until_it_waits(door: Door) -> float:
    """So many guesses as bring a pause; returns its seconds."""
    for _ in range(admin.TRIES):
        assert door.opens("0000") is False
    return door.wait()


def test_guesses_at_the_same_moment_are_counted_one_by_one() -> None:
    """From many threads at once: five are tried, and no more."""
    door = Door(lambda: sealed_pin(PIN), 60.0, lambda: 0.0)
    with ThreadPoolExecutor(12) as many:
        tried = list(many.map(door.opens, ["0000"] * 40))
    assert (tried.count(False), tried.count(None)) == (admin.TRIES, 40 - admin.TRIES)


def test_what_can_be_no_pin_is_no_guess() -> None:
    """A finger on ✓ with nothing typed, again and again, closes no door."""
    door = Door(lambda: sealed_pin(PIN), 60.0, lambda: 0.0)
    assert [door.opens(pin) for pin in ("", "12", "x" * 4, "1" * 13) * 3] == [False] * 12
    assert door.wait() == 0
    assert door.opens(PIN)


def test_a_pin_is_kept_as_a_hash_of_its_own() -> None:
    """The same PIN twice gives two hashes; damage opens nothing."""
    one, other = sealed_pin(PIN), sealed_pin(PIN)
    assert one != other
    assert PIN not in one
    assert is_right(PIN, one)
    assert not is_right("2469", one)
    assert not any(is_right(PIN, bad) for bad in ("", "x", "scrypt$$", "scrypt$a$b", one[:-2]))


def test_a_corner_without_a_pin_stays_closed(tmp_path: Path) -> None:
    """Nobody set one: nobody comes in."""
    home = home_of(tmp_path, "a" * 12)
    with running(home.root, "--no-browser") as found:
        assert found.admin("state", pin="")["why"] == "no-pin"
