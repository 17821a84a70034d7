"""The proof of the web edition finds each kind of fault at its page, and nothing in a sound edition.

One small project is planned and made for real; every test spoils a blob of it and proves again.
"""

from __future__ import annotations

import io
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from generator import pipeline
from generator.jobs import Made
from generator.ledger import Ledger
from generator.model import Text
from generator.plan import Selected
from generator.problems import PROJECT, Problem, Problems
from generator.prove.memory import Memory
from generator.prove.web import HERO_LIMIT, HTML_LIMIT, SCRIPT_LIMIT, SMALL_LIMIT, prove_web
from generator.store import Store
from tests.whole.project import BRIDGE, CHECKOUT, HOUSE, NAMES, SHRINE, codes, found_town

PAGE = f"vi/{HOUSE}/index.html"
OTHER_PAGE = f"en/{HOUSE}/index.html"
AT = f"output/web/{PAGE}"
FAR = "https://cdn.example"
PICTURE = '<img src="{}" alt="Cổng" width="4" height="3">'

Faults = set[tuple[str, str, str]]
"""(kind, file, scope) of each problem."""


@dataclass(frozen=True)
class Edition:
    """A web edition that was made and is to be proved; each change gives another one."""

    selected: Selected
    made: Mapping[str, Made]
    scopes: Mapping[tuple[str, str], str]
    store: Store
    codes: Mapping[str, str]

    def page(self, target: str = PAGE) -> str:
        """A page as text."""
        return self.store.get(self.made[target].digest).decode()

    def put(self, target: str, data: bytes, media_type: str = "", width: int = 0) -> Edition:
        """With other bytes at a target, or with one file more."""
        old = self.made.get(target, Made(target, "", 0, media_type, width))
        new = replace(old, digest=self.store.put(data), size=len(data))
        return replace(self, made={**self.made, target: new})

    def edit(self, old: str, new: str, target: str = PAGE, count: int = 1) -> Edition:
        """With such words of a page replaced; they must be there."""
        text = self.page(target)
        assert old in text, f"{old!r} is not in {target}"
        return self.put(target, text.replace(old, new, count).encode())

    def add(self, html: str, target: str = PAGE) -> Edition:
        """With more at the end of a page's body."""
        return self.edit("</body>", f"{html}</body>", target)

    def without(self, target: str) -> Edition:
        """With a file less."""
        assert target in self.made
        return replace(self, made={t: m for t, m in self.made.items() if t != target})

    def code(self, place: str) -> str:
        """The code of a place."""
        return next(code for code, at in self.codes.items() if at == place)

    def prove(self, memory: Memory | None = None) -> list[Problem]:
        """What the proof says; without any memory of an earlier one unless given."""
        problems, memory = Problems(), memory or Memory(self.store.root / "none")
        prove_web(self.selected, self.made, self.scopes, self.store, memory, problems)
        return list(problems)

    @property
    def faults(self) -> Faults:
        """The same, in short."""
        return {(p.kind, p.place.file, p.scope) for p in self.prove()}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The edition as the makers made it: three sites, four codes, that of the bridge closed."""
    town = found_town(tmp_path_factory.mktemp("web-proof") / "goc")
    closed = next(code for code, place in codes(town).items() if place == BRIDGE)
    said = ("--by", "người thử", "--reason", "Biển không còn.")
    answer = town.run("codes", "record", closed, "tombstone", *said)
    assert answer.code == 0, answer.said
    outcome = pipeline.render(town.root, ("web",), jobs=1)
    assert outcome.selected is not None
    assert list(outcome.problems) == []
    scopes = {(job.edition, job.target): job.scope for job in outcome.planned}
    store = Store(town.root / ".ditich" / "store")
    return Edition(outcome.selected, outcome.made["web"], scopes, store, codes(town))


def only(kind: str, file: str = AT, scope: str = HOUSE) -> Faults:
    """One fault."""
    return {(kind, file, scope)}


def test_a_sound_edition_has_no_fault(sound: Edition) -> None:
    """Every page, picture and script as they were made: no word."""
    assert sound.faults == set()
    assert sum(one.media_type == "text/html" for one in sound.made.values()) > 10
    assert any(one.media_type.startswith("image/") for one in sound.made.values())


def test_a_fault_is_found_by_one_who_remembers_the_sound_edition(
    sound: Edition, tmp_path: Path
) -> None:
    """What was proved is remembered by its bytes, so other bytes are looked at again."""
    memory = Memory(tmp_path / "proofs")
    assert sound.prove(memory) == []
    memory.save()
    spoilt = sound.edit("<h1>", "<h2>")
    assert [p.kind for p in spoilt.prove(Memory(memory.path))] == ["page-headings"]
    assert sound.prove(Memory(memory.path)) == []


# --- links ---


@pytest.mark.parametrize(
    "html",
    [
        '<a href="../khong-co/">Không có</a>',
        '<a href="../../vi">Thiếu dấu gạch</a>',
        '<a href="#KhongCo">Không có</a>',
        f'<a href="../../en/{HOUSE}/#KhongCo">Không có</a>',
        PICTURE.format("../../m/khong-co.jpg"),
        '<img src="../../robots.txt" srcset="../../m/khong-co.jpg 480w" alt="" width="1" height="1">',
        '<script src="../../assets/khong-co.js"></script>',
    ],
)
def test_a_link_that_leads_nowhere_is_dead(sound: Edition, html: str) -> None:
    """A page, a place inside a page, a picture or a script that is not there: `dead-link`."""
    assert sound.add(html).faults == only("dead-link")


@pytest.mark.parametrize(
    "html",
    [
        '<a href="#Main">Trang này</a>',
        f'<a href="../../en/{HOUSE}/#Main">Trang kia</a>',
        '<a href="../../vi/%64anh-sach/">Viết theo cách khác</a>',
        '<a href="tel:113">Gọi</a>',
        f'<a href="{FAR}/">Một trang của người khác</a>',
        f'<link rel="canonical" href="{FAR}/">',
    ],
)
def test_a_link_that_leads_somewhere_is_not_dead(sound: Edition, html: str) -> None:
    """Links to what is there, in any spelling, and links a visitor may follow elsewhere are fine."""
    assert sound.add(html).faults == set()


def test_a_missing_file_is_dead_at_every_page_that_asks_for_it(sound: Edition) -> None:
    """Without the script, each page that loads it is told, each as its own site's fault."""
    script = next(t for t, m in sound.made.items() if m.media_type == "text/javascript")
    asking = {t for t, m in sound.made.items() if m.media_type == "text/html"}
    asking = {t for t in asking if script in sound.page(t)}
    expected = {("dead-link", f"output/web/{t}", sound.scopes["web", t]) for t in asking}
    assert len(expected) > 5
    assert sound.without(script).faults == expected


def test_a_dead_link_of_the_page_for_wrong_addresses_is_found(sound: Edition) -> None:
    """The page that is served at any depth is read at its root; its fault is the project's."""
    good = sound.add('<a href="vi/">Trang đầu</a>', "404.html")
    assert good.faults == set()
    spoilt = sound.add('<a href="khong-co/">Không có</a>', "404.html")
    assert spoilt.faults == only("dead-link", "output/web/404.html", PROJECT)


# --- what a page holds ---


@pytest.mark.parametrize(
    "html",
    [
        PICTURE.format(f"{FAR}/a.jpg"),
        PICTURE.format("//cdn.example/a.jpg"),
        f'<img src="../../robots.txt" srcset="{FAR}/a.jpg 480w" alt="" width="1" height="1">',
        f'<picture><source srcset="../../robots.txt 1x, {FAR}/a.avif 2x"></picture>',
        f'<script src="{FAR}/a.js"></script>',
        f'<link rel="stylesheet" href="{FAR}/a.css">',
        f'<video poster="{FAR}/a.jpg"></video>',
        f'<video><track src="{FAR}/a.vtt"></video>',
        f'<iframe src="{FAR}/"></iframe>',
        f'<svg><image href="{FAR}/a.png"/></svg>',
    ],
)
def test_nothing_is_asked_of_another_server(sound: Edition, html: str) -> None:
    """A picture, script, style or frame from elsewhere: `page-third-party`."""
    assert sound.add(html).faults == only("page-third-party")


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ('<p style="color: red">Đỏ</p>', "style"),
        ('<button onclick="go()">Đi</button>', "onclick"),
        ("<script>go()</script>", "<script>"),
        ('<a href=" JavaScript:go()">Đi</a>', "href"),
    ],
)
def test_no_code_is_written_into_a_page(sound: Edition, html: str, name: str) -> None:
    """Style and event attributes, inline scripts and script links: `page-inline-code`, by name."""
    spoilt = sound.add(html)
    assert spoilt.faults == only("page-inline-code")
    assert dict(spoilt.prove()[0].params)["names"] == name


def _style(page: str) -> str:
    found = re.search(r"(?s)<style>(.*)</style>", page)
    assert found
    return found[1]


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _policy(change: Callable[[str], str]) -> Callable[[Edition], Edition]:
    """Changes the policy of the page, which the template writes with escaped quotes."""

    def edit(edition: Edition) -> Edition:
        page = edition.page()
        found = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
        assert found
        old = found[1].replace("&#39;", "'")
        assert change(old) != old
        return edition.edit(found[1], change(old))

    return edit


WEAK: dict[str, Callable[[Edition], Edition]] = {
    "absent": lambda e: e.edit('http-equiv="Content-Security-Policy"', 'name="policy"'),
    "empty": _policy(lambda _: ""),
    "default-open": _policy(lambda p: p.replace("default-src 'none'", "default-src 'self'")),
    "default-gone": _policy(lambda p: p.replace("default-src 'none';", "")),
    "default-second": _policy(lambda p: f"default-src *; {p}"),
    "inline-style": _policy(lambda p: f"{p} 'unsafe-inline'"),
    "inline-style-alone": _policy(lambda p: re.sub("'sha256-[^']*'", "'unsafe-inline'", p)),
    "eval": _policy(lambda p: p.replace("script-src", "script-src 'unsafe-eval'")),
    "other-host": _policy(lambda p: p.replace("img-src", f"img-src {FAR}")),
    "hash-of-another-style": _policy(lambda p: re.sub("'sha256-[^']*'", _hash("b{}"), p)),
    "hash-too-many": _policy(lambda p: f"{p} {_hash('b{}')}"),
    "hash-gone": _policy(lambda p: re.sub("style-src 'sha256-[^']*'", "", p)),
    "style-changed": lambda e: e.edit("</style>", " </style>"),
    "style-more": lambda e: e.edit("</style>", "</style><style>b{}</style>"),
    "style-in-a-drawing": lambda e: e.add("<svg><style>b{}</style></svg>"),
}


@pytest.mark.parametrize("weak", WEAK)
def test_the_policy_binds_exactly_the_styles_of_the_page(sound: Edition, weak: str) -> None:
    """A policy that is gone, open, or whose hash is not that of the style: `page-no-policy`."""
    assert WEAK[weak](sound).faults == only("page-no-policy")


STRONG: dict[str, Callable[[Edition], Edition]] = {
    "other order": _policy(lambda p: ";".join(reversed(p.split(";")))),
    "other letters": _policy(lambda p: p.replace("default-src ", "  Default-Src   ")),
    "a style more, and its hash": lambda e: _policy(lambda p: f"{p} {_hash('b{}')}")(
        e.edit("</style>", "</style><style>b{}</style>")
    ),
    "another style, and its hash": lambda e: _policy(
        lambda p: p.replace(_hash(_style(e.page())), _hash("b{}"))
    )(e.edit(_style(e.page()), "b{}")),
}


@pytest.mark.parametrize("strong", STRONG)
def test_a_policy_may_be_written_in_other_ways(sound: Edition, strong: str) -> None:
    """The policy is read, not compared letter by letter."""
    assert STRONG[strong](sound).faults == set()


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("<h1>", "<h2>", "page-headings"),
        ("</h1>", "</h1><h1>Hai</h1>", "page-headings"),
        ('<html lang="vi"', "<html", "page-no-language"),
        ('<html lang="vi"', '<html lang=""', "page-no-language"),
        ('alt="Mặt tiền ba gian"', "", "page-picture-words"),
        ('width="480" height="320"', "", "page-picture-size"),
        ('width="480" height="320"', 'width="480"', "page-picture-size"),
        ('id="Sources"', 'id="Main"', "page-id-twice"),
    ],
)
def test_a_page_lacks_nothing(sound: Edition, old: str, new: str, kind: str) -> None:
    """One heading, a language, words and a size for each picture, each id once."""
    assert sound.edit(old, new).faults == only(kind)


def test_an_id_used_twice_is_named(sound: Edition) -> None:
    """The sentence says which id, and nothing else."""
    (problem,) = sound.add('<b id="Main"></b>').prove()
    assert dict(problem.params)["names"] == "Main"


def test_a_fault_of_a_page_of_all_is_the_projects(sound: Edition) -> None:
    """What is wrong on the home page belongs to no site."""
    at = "vi/index.html"
    assert sound.edit("<h1", "<h2", at).faults == only("page-headings", f"output/web/{at}", PROJECT)


# --- weights ---


def noise(size: int) -> bytes:
    """Bytes that cannot be packed."""
    return Random(1).randbytes(size)  # noqa: S311 - the same bytes every time are wanted


def test_a_heavy_page_is_over_its_budget(sound: Edition) -> None:
    """A page above 13 KB when packed is told, with both numbers."""
    spoilt = sound.add(f"<p>{noise(HTML_LIMIT).hex()}</p>")
    assert spoilt.faults == only("over-budget")
    said = dict(spoilt.prove()[0].params)
    assert int(said["size"]) > int(said["limit"]) == HTML_LIMIT
    assert sound.add(f"<p>{noise(HTML_LIMIT // 8).hex()}</p>").faults == set()


def test_a_heavy_script_is_over_its_budget(sound: Edition) -> None:
    """A script above 4 KB when packed is told; half as much is not."""
    target, kind = "assets/nang.js", "text/javascript"
    spoilt = sound.put(target, noise(SCRIPT_LIMIT), kind)
    assert spoilt.faults == only("over-budget", f"output/web/{target}", PROJECT)
    assert sound.put(target, noise(SCRIPT_LIMIT // 2), kind).faults == set()


@pytest.mark.parametrize(("width", "limit"), [(480, SMALL_LIMIT), (750, HERO_LIMIT)])
@pytest.mark.parametrize("kind", ["avif", "webp"])
def test_a_heavy_picture_is_over_its_budget(
    sound: Edition, width: int, limit: int, kind: str
) -> None:
    """The modern rendition has a limit at 480 and at 750 px; the old one beside it has none."""
    stem = next(t for (_, t), s in sound.scopes.items() if t.startswith("m/") and s == SHRINE)
    target = f"{stem}-{width}.{kind}"
    spoilt = sound.put(target, noise(limit + 1), f"image/{kind}", width)
    assert spoilt.faults == only("over-budget", f"output/web/{target}", SHRINE)
    assert sound.put(target, noise(limit), f"image/{kind}", width).faults == set()
    assert sound.put(f"{stem}-{width}.jpg", noise(limit + 1), "image/jpeg", width).faults == set()


# --- hidden data in pictures ---


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "a camera's name"
    exif.get_ifd(0x8825)[1] = "N"  # a GPS latitude
    exif.get_ifd(0x8825)[2] = (9.0, 39.0, 0.0)
    return exif


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"></x:xmpmeta>'
HIDDEN: dict[str, Mapping[str, object]] = {
    "nothing": {},
    "place": {"exif": _exif()},
    "xmp": {"xmp": XMP},
}


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF"])
@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_picture_hides_nothing(sound: Edition, kind: str, hidden: str) -> None:
    """A place (EXIF GPS) or XMP left in a picture: `picture-metadata`; without it, no word."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "#884422").save(out, kind, **HIDDEN[hidden])
    stem = next(t for (_, t), s in sound.scopes.items() if t.startswith("m/") and s == SHRINE)
    target = f"{stem}-40.{kind.lower()}"
    spoilt = sound.put(target, out.getvalue(), f"image/{kind.lower()}", 40)
    expected = only("picture-metadata", f"output/web/{target}", SHRINE)
    assert spoilt.faults == (set() if hidden == "nothing" else expected)


def test_a_picture_hides_no_words_of_an_agency(sound: Edition) -> None:
    """A caption and a photographer in IPTC, as press cameras write them, are told as well."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG")
    words = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x00"
    segment = b"\xff\xed" + (len(words) + 2).to_bytes(2, "big") + words
    data = out.getvalue()[:2] + segment + out.getvalue()[2:]
    target = f"vi/{HOUSE}/share.jpg"
    assert sound.put(target, data).faults == only("picture-metadata", f"output/web/{target}")


# --- codes ---


def test_a_code_without_a_page_is_told(sound: Edition) -> None:
    """A code of a site that nothing answers is that site's fault."""
    code = sound.code(SHRINE)
    spoilt = sound.without(f"{code}/index.html")
    assert spoilt.faults == only("code-no-page", f"content/codes/{code}", SHRINE)


def test_a_code_in_the_ledger_that_was_not_planned_is_told(sound: Edition) -> None:
    """A code nobody made a page for is its site's fault while there is one, else the project's."""
    state = sound.selected.ledger.by_code[sound.code(SHRINE)]
    for site, scope in ((SHRINE, SHRINE), ("khong-con", PROJECT)):
        more = replace(state, code="7KQ4M2", site=site)
        ledger = Ledger((), (*sound.selected.ledger.states, more), ())
        spoilt = replace(sound, selected=replace(sound.selected, ledger=ledger))
        assert spoilt.faults == only("code-no-page", "content/codes/7KQ4M2", scope)


@pytest.mark.parametrize("place", [HOUSE, f"{HOUSE}#cong"])
def test_a_code_answers_with_its_own_site(sound: Edition, place: str) -> None:
    """Another site's page, another code or another name at a code's address: `code-wrong-page`."""
    code, other = sound.code(place), sound.code(SHRINE)
    at = f"{code}/index.html"
    expected = only("code-wrong-page", f"output/web/{at}")
    assert sound.put(at, sound.page(f"{other}/index.html").encode()).faults == expected
    assert sound.edit(code, other, at, -1).faults == expected
    assert sound.edit(NAMES[HOUSE], NAMES[SHRINE], at, -1).faults == expected


def test_a_closed_code_says_its_code(sound: Edition) -> None:
    """The page of a closed code need not name the site, but must say the code; it is everybody's."""
    code = sound.code(BRIDGE)
    at = f"{code}/index.html"
    assert "Sources" not in sound.page(at), "this is the calm page"
    spoilt = sound.edit(code, "7KQ4M2", at, -1)
    assert spoilt.faults == only("code-wrong-page", f"output/web/{at}", PROJECT)
    assert sound.without(at).faults == only("code-no-page", f"content/codes/{code}", PROJECT)


@pytest.mark.parametrize("place", [HOUSE, BRIDGE])
def test_a_code_is_not_for_search_engines(sound: Edition, place: str) -> None:
    """A page of a code, open or closed, that may be indexed: `code-indexed`."""
    at = f"{sound.code(place)}/index.html"
    spoilt = sound.edit('<meta name="robots" content="noindex">', "", at)
    scope = HOUSE if place == HOUSE else PROJECT
    assert spoilt.faults == only("code-indexed", f"output/web/{at}", scope)


def test_spaces_in_a_name_do_not_matter(sound: Edition) -> None:
    """A name typed with two spaces, or with one that does not break, is the name on the page."""
    for name in ("Đình  Thử", "Đình\u00a0Thử ", "Đình\nThử"):
        assert sound_named(sound, name).faults == set()
    wrong = {k for k, _, _ in sound_named(sound, "ĐìnhThử").faults}
    assert wrong == {"code-wrong-page"}


def sound_named(edition: Edition, name: str) -> Edition:
    """The edition of a project in which the house is called so; the pages stay as they were."""
    revisions = []
    for revision in edition.selected.revisions:
        site = revision.site
        if site.slug == HOUSE:
            first = site.names[0].model_copy(update={"text": Text.model_construct(vi=name)})
            site = site.model_copy(update={"names": (first,)})
        revisions.append(replace(revision, site=site))
    return replace(edition, selected=replace(edition.selected, revisions=tuple(revisions)))


def test_one_sites_wrong_code_page_leaves_the_others_published(tmp_path: Path) -> None:
    """The site whose code page fails gets the calm page; everybody else is published as usual."""
    town = found_town(tmp_path / "goc")
    frame = (CHECKOUT / "templates" / "web" / "base.html").read_text("utf-8")
    old = "{% if on_code or not job.address %}"
    assert old in frame
    no_shrine = f"not (job.revision and job.revision.site.slug == '{SHRINE}')"
    new = f"{{% if (on_code and {no_shrine}) or not job.address %}}"
    town.write("templates/web/base.html", frame.replace(old, new))
    outcome = town.make(("web",))
    assert {(p.kind, p.scope) for p in outcome.problems.errors()} == {("code-indexed", SHRINE)}
    assert outcome.exit_code == 1
    assert not outcome.stopped
    places = {place: code for code, place in codes(town).items()}
    assert NAMES[HOUSE] in town.page(f"{places[HOUSE]}/index.html")
    assert 'id="Sources"' in town.page(f"{places[HOUSE]}/index.html")
    assert 'id="Sources"' not in town.page(f"{places[SHRINE]}/index.html")
    assert places[SHRINE] in town.page(f"{places[SHRINE]}/index.html")
    assert not (town.web / "vi" / SHRINE).exists()
