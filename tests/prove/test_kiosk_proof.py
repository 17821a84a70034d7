"""The proof of the kiosk finds a link that leads away, and a dead one; a sound screen has no fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.headers import page_policy
from generator.jobs import Made
from generator.problems import Problems
from generator.prove.kiosk import prove_kiosk
from generator.prove.memory import proofs_of
from generator.store import Store

PAGE = (
    '<!doctype html><html lang="vi"><head><meta http-equiv="Content-Security-Policy" content="{policy}">'
    "<style>p{{margin:0}}</style></head><body><h1>Nơi này</h1><p>{body}</p></body></html>"
)


def faults(folder: Path, body: str) -> list[str]:
    """Kinds of what is wrong with a screen that says so."""
    store, problems = Store(folder / "store"), Problems()
    data = PAGE.format(policy=page_policy("p{margin:0}"), body=body).encode()
    made = {}
    for target in ("vi/index.html", "index.html"):
        made[target] = Made(target, store.put(data), len(data), "text/html")
    selected: Any = None
    prove_kiosk(selected, made, {}, store, proofs_of(folder, "kiosk"), problems)
    return sorted({problem.kind for problem in problems})


def test_a_sound_screen_has_no_fault(tmp_path: Path) -> None:
    """Links stay in the folder."""
    assert faults(tmp_path, '<a href="./">Đây</a>') == []


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/",
        "tel:113",
        "mailto:a@example.org",
        "geo:9,105",
        "//example.org/",
        "/vi/",
    ],
)
def test_a_way_out_is_a_fault(tmp_path: Path, href: str) -> None:
    """By whatever scheme, and from the root of a host that may be another."""
    assert faults(tmp_path, f'<a href="{href}">Ra</a>') == ["kiosk-way-out"]


@pytest.mark.parametrize(
    "body",
    [
        '<map name="m"><area href="{url}" alt="Ra"></map>',
        '<svg viewBox="0 0 1 1"><a href="{url}"><text>Ra</text></a></svg>',
        '<svg viewBox="0 0 1 1"><a xlink:href="{url}"><text>Ra</text></a></svg>',
        '<form action="{url}"><button>Ra</button></form>',
        '<form><button formaction="{url}">Ra</button></form>',
        '<form><input type="submit" value="Ra" formaction="{url}"></form>',
        '<meta http-equiv="Refresh" content="5; URL={url}">',
        """<meta http-equiv="refresh" content="0;url='{url}'">""",
    ],
)
def test_there_is_no_other_way_out_either(tmp_path: Path, body: str) -> None:
    """A map, a drawing, a form, a page that leaves by itself; inside the folder each may lead on."""
    assert faults(tmp_path, body.format(url="https://example.org/")) == ["kiosk-way-out"]
    assert faults(tmp_path / "in", body.format(url="./")) == []


@pytest.mark.parametrize(
    "body",
    [
        '<iframe src="https://example.org/" title="Ra"></iframe>',
        '<object data="https://example.org/x.svg"></object>',
        '<embed src="https://example.org/x.svg">',
        '<video src="https://example.org/x.mp4"></video>',
    ],
)
def test_nothing_of_another_host_is_shown(tmp_path: Path, body: str) -> None:
    """A page within the page would bring its own links."""
    assert faults(tmp_path, body) == ["page-third-party"]


def test_dead_links_and_code_are_faults_as_on_phones(tmp_path: Path) -> None:
    """What phones are proved for."""
    assert faults(tmp_path, '<a href="khong-co/">Không</a>') == ["dead-link"]
    assert faults(tmp_path / "b", '<b onclick="x()">Không</b>') == ["page-inline-code"]
