"""What `ditich serve` answers and whom: pages from the store, for this machine's browser alone."""

from __future__ import annotations

import base64
import contextlib
import http.client
import re
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.serve import inject
from generator.serve.handlers import hosts
from generator.serve.words import words
from tests.preview_work import PATIENCE, SLUG, Server, project, serving, story, until, write

PAGE = f"vi/{SLUG}/"


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose project nobody edits."""
    with serving(project(tmp_path_factory.mktemp("calm") / "project")) as server:
        yield server


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Server]:
    """A server whose project is the test's own."""
    with serving(project(tmp_path / "project")) as server:
        yield server


# --- what is served -----------------------------------------------------------------------------


def test_pages_come_with_their_types_and_are_kept_nowhere(calm: Server) -> None:
    """HTML, script and plain text say what they are; nothing may be stored or indexed."""
    script = _script(calm)
    kinds = {"/": "text/html", f"/{PAGE}": "text/html", script: "text/javascript",
             "/robots.txt": "text/plain"}  # fmt: skip
    for path, kind in kinds.items():
        status, headers, _ = calm.get(path)
        assert (status, headers["Content-Type"]) == (200, f"{kind}; charset=utf-8")
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert headers["ETag"] is None
    picture = calm.get(f"/{PAGE}share.jpg")
    assert picture[1]["Content-Type"] == "image/jpeg"
    assert picture[2][:3] == b"\xff\xd8\xff"


def test_parts_of_a_file_can_be_asked_for(calm: Server) -> None:
    """A player seeks by Range (RFC 9110 section 14): exact bytes, or 416."""
    script = _script(calm)
    whole = calm.get(script)[2]
    status, headers, part = calm.get(script, Range="bytes=10-19")
    assert (status, part) == (206, whole[10:20])
    assert headers["Content-Range"] == f"bytes 10-19/{len(whole)}"
    assert calm.get(script, Range="bytes=-5")[2] == whole[-5:]
    assert calm.get(script, Range=f"bytes={len(whole)}-")[0] == 416


def test_a_folder_without_its_slash_leads_to_it(calm: Server) -> None:
    """`/vi/slug` goes to `/vi/slug/`, on this server."""
    status, headers, _ = calm.get(f"/{PAGE.rstrip('/')}")
    assert (status, headers["Location"]) == (302, f"/{PAGE}")


def test_an_unknown_address_gets_the_projects_own_page(calm: Server) -> None:
    """Status 404, and the page that the project will have for it."""
    status, _, body = calm.get("/khong/co/gi")
    assert status == 404
    assert b"data-astray" in body
    assert words("vi", "strip").encode() in body


@pytest.mark.parametrize("path", [
    "/../content/project.yaml", "/vi/../../content/project.yaml", "/%2e%2e/content/project.yaml",
    "/..%2fcontent%2fproject.yaml", "/..%5ccontent%5cproject.yaml", "//etc/passwd", "/etc/passwd",
    "/content/project.yaml", "/.ditich/index", "/.preview/../../content/project.yaml", "/%00",
])  # fmt: skip
def test_no_address_leads_out(calm: Server, path: str) -> None:
    """Only what was made has an address: anything else is the 404 page."""
    status, _, body = calm.get(path)
    assert status in {400, 404}
    assert b"format: 1" not in body
    assert b"root:" not in body


def test_the_store_may_be_emptied(live: Server) -> None:
    """`ditich clean` beside a preview costs a moment: pages are made again when asked for."""
    for _ in range(20):  # the preview may be writing into it
        with contextlib.suppress(OSError):
            shutil.rmtree(live.root / ".ditich")
            break
    assert live.get(f"/{PAGE}")[0] == 503
    until(lambda: live.get(f"/{PAGE}")[0] == 200, "the page made again")


def test_folders_that_come_and_go(live: Server) -> None:
    """A site added, taken away, and the whole folder replaced as git does are all noticed."""
    sites = live.root / "sites"
    shutil.copytree(sites / SLUG, live.root / "noi-khac")
    site = live.root / "noi-khac" / "site.yaml"
    site.write_text(site.read_text("utf-8").replace(f"slug: {SLUG}", "slug: noi-khac"), "utf-8")
    (live.root / "noi-khac").rename(sites / "noi-khac")
    until(lambda: live.get("/vi/noi-khac/")[0] == 200, "the new site")
    shutil.rmtree(sites / "noi-khac")
    until(lambda: live.get("/vi/noi-khac/")[0] == 404, "the site going")
    shutil.copytree(sites, live.root / "other")
    sites.rename(live.root / "aside")
    (live.root / "other").rename(sites)
    time.sleep(1.5)  # the watch on the new folder
    write(story(live), story(live).read_text("utf-8") + "\nSau khi đổi nhánh.\n")
    until(lambda: "Sau khi đổi nhánh.".encode() in live.get(f"/{PAGE}")[2], "the edit after it")


# --- who gets in --------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/livereload", "/livereload.js", "/.preview/problems.json"])
@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "localhost",
                                  "127.0.0.1:1", "localhost:{port}.evil.example"])  # fmt: skip
def test_a_foreign_host_is_refused(calm: Server, path: str, host: str) -> None:
    """A name pointed at this machine (DNS rebinding) gets 403, whatever it asks for."""
    assert calm.get(path, Host=host.format(port=calm.port))[0] == 403


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])
def test_our_own_names_get_in(calm: Server, name: str) -> None:
    """The control for the test above: the three names of this machine are answered."""
    assert calm.get("/", Host=f"{name}:{calm.port}")[0] == 200


def test_on_the_usual_port_browsers_name_none(tmp_path: Path) -> None:
    """Of `--port 80` browsers say the bare name, also in the Origin of the socket they open."""
    with serving(project(tmp_path / "project"), port=inject.HTTP) as server:
        if server.port != inject.HTTP:
            pytest.skip("port 80 is taken, or kept for root")
        assert _knock(server, Origin="http://localhost", Host="localhost") == 101
        for name in ("localhost", "127.0.0.1", "[::1]", "localhost:80"):
            status, _, page = server.get("/", Host=name)
            assert status == 200, name
            bare = name.removesuffix(":80")
            assert f"/livereload.js?host={bare}&amp;port=80".encode() in page
            assert f"ws://{name}".encode() in page
        assert server.get("/", Host="evil.example")[0] == 403


def test_only_the_usual_port_may_be_left_out() -> None:
    """The bare names are ours on port 80 alone."""
    assert hosts(8765) == ("localhost:8765", "127.0.0.1:8765", "[::1]:8765")
    assert hosts(80) == (
        "localhost:80",
        "127.0.0.1:80",
        "[::1]:80",
        "localhost",
        "127.0.0.1",
        "[::1]",
    )


def _knock(server: Server, **headers: str) -> int:
    """The status that an opening web socket gets; 101 is in."""
    key = base64.b64encode(bytes(16)).decode()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    asked = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
             "Sec-WebSocket-Key": key, "Host": f"localhost:{server.port}"} | headers  # fmt: skip
    connection.request("GET", "/livereload", headers=asked)
    try:
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_foreign_page_opens_no_socket(calm: Server) -> None:
    """A web socket needs an Origin of ours; a foreign one, another port's and none get 403."""
    ours = f"localhost:{calm.port}"
    assert _knock(calm, Origin=f"http://{ours}") == 101
    for origin in ("http://evil.example", f"http://evil.example:{calm.port}", "null",
                   "http://localhost", f"https://{ours}", f"http://{ours}.evil.example"):  # fmt: skip
        assert _knock(calm, Origin=origin) == 403, origin
    assert _knock(calm) == 403
    assert _knock(calm, Origin=f"http://{ours}", Host="evil.example") == 403


def test_only_loopback_is_bound(calm: Server) -> None:
    """Every listening address of that port is loopback; a control finds one that is not."""
    with socket.socket() as control:
        control.bind(("0.0.0.0", 0))  # noqa: S104 - the address that must never be ours
        control.listen()
        if not Path("/proc/net/tcp").exists():
            pytest.skip("no /proc/net/tcp here")
        assert _listening(control.getsockname()[1]) == {"00000000"}
    bound = _listening(calm.port)
    loopback = {"0100007F", "00000000000000000000000001000000"}
    assert bound
    assert bound <= loopback


def _listening(port: int) -> set[str]:
    """Addresses, in hex as the kernel writes them, on which something listens at `port`."""
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        rows = Path(table).read_text().splitlines()[1:] if Path(table).exists() else []
        for _, local, _, state, *_ in (row.split() for row in rows):
            if state == "0A" and int(local.rsplit(":", 1)[1], 16) == port:
                found.add(local.rsplit(":", 1)[0])
    return found


# --- the page's policy --------------------------------------------------------------------------


def test_the_policy_is_widened_by_two_sources_only(calm: Server) -> None:
    """Against the page as it will be published: one style hash and our own socket, no more."""
    made = _policy(_published(calm, f"{PAGE}index.html"))
    served = _policy(calm.get(f"/{PAGE}")[2].decode())
    assert {name for name in served if served[name] != made[name]} == {"style-src", "connect-src"}
    assert served["connect-src"] - made["connect-src"] == {f"ws://localhost:{calm.port}"}
    (added,) = served["style-src"] - made["style-src"]
    assert added.startswith("'sha256-")
    assert "'unsafe-inline'" not in str(served)


def test_allow_adds_one_source() -> None:
    """A source joins its directive, replaces 'none', and never loosens what has no policy."""
    assert inject.allow("default-src 'none'; a-src 'self'", "a-src", "x") == (
        "default-src 'none'; a-src 'self' x"
    )
    assert inject.allow("a-src 'none'", "a-src", "x") == "a-src x"
    assert inject.allow("default-src 'none'", "a-src", "x") == "default-src 'none'; a-src x"
    assert inject.allow("img-src 'self'", "a-src", "x") == "img-src 'self'"
    assert inject.allow("a-src x", "a-src", "x") == "a-src x"


def _script(server: Server) -> str:
    """The address of the site's script."""
    found = re.search(rb"(/?assets/site-[0-9a-f]+\.js)", server.get("/")[2])
    assert found
    return "/" + found[1].decode().lstrip("/")


def _published(server: Server, target: str) -> str:
    """The page's bytes in the store: the one blob that the served page, undressed, begins like."""
    title = re.search(r"<title>.*?</title>", server.get("/" + target)[2].decode(), re.DOTALL)
    assert title
    for path in (server.root / ".ditich" / "store").rglob("*"):
        if path.is_file() and title[0].encode() in (data := path.read_bytes()):
            return data.decode()
    raise AssertionError(target)


def _policy(page: str) -> dict[str, set[str]]:
    from html import unescape

    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert found
    parts = [part.split() for part in unescape(found[1]).split(";")]
    return {name: set(sources) for name, *sources in parts}
