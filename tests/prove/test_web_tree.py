"""The proof of the web edition as a whole: what files weigh, what pictures hide, how codes answer."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from generator.disk import digest_of
from generator.jobs import CEILING, FilmJob, Input
from generator.ledger import Ledger
from generator.make import Templates
from generator.make.film import make
from generator.model import Text
from generator.problems import PROJECT
from generator.prove.web import HTML_LIMIT, NAMES_LIMIT, SCRIPT_LIMIT, WEIGHED
from tests.films import film
from tests.prove.edition import Edition, only
from tests.whole.project import BRIDGE, CHECKOUT, HOUSE, NAMES, PICTURES, SHRINE, codes, found_town

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


def test_a_page_of_names_and_a_file_of_names_have_budgets_of_their_own(sound: Edition) -> None:
    """60 KB of page as it is; 60 KB gzip of what search reads; elsewhere these limits do not hold."""
    page = sound.page()
    for limit, target, wrong in (
        (NAMES_LIMIT, f"vi/{HOUSE}/ten/x/a/index.html", False),
        (NAMES_LIMIT + 1, f"vi/{HOUSE}/ten/x/a/index.html", True),
    ):
        room = limit - len(page.replace("../../", "../../../../../").encode())
        text = page.replace("../../", "../../../../../").replace("</body>", f"{'x' * room}</body>")
        found = sound.put(target, text.encode(), "text/html").faults
        assert found == (only("over-budget", f"output/web/{target}", PROJECT) if wrong else set())
    kind, names = "text/javascript", "assets/names-0.js"
    assert sound.put(names, noise(NAMES_LIMIT // 2), kind).faults == set()
    spoilt = sound.put(names, noise(NAMES_LIMIT), kind)
    assert spoilt.faults == only("over-budget", f"output/web/{names}", PROJECT)


@pytest.mark.parametrize(("width", "limit"), [(width, CEILING[width]) for width in WEIGHED])
@pytest.mark.parametrize("kind", ["avif", "webp"])
def test_a_heavy_picture_is_over_its_budget(
    sound: Edition, width: int, limit: int, kind: str
) -> None:
    """The modern rendition has a limit at 480 and at 750 px; the editor's own file is named."""
    stem = next(t for (_, t), s in sound.scopes.items() if t.startswith("m/") and s == SHRINE)
    target = f"{stem}-{width}.{kind}"
    spoilt = sound.put(target, noise(limit + 1), f"image/{kind}", width)
    assert spoilt.faults == only(
        "picture-too-heavy", f"sites/{SHRINE}/media/{PICTURES[SHRINE]}", SHRINE
    )
    said = spoilt.prove()[0].render("vi")
    assert f"Ảnh “{PICTURES[SHRINE]}”" in said
    assert "bài" not in said
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


def test_a_photograph_hides_no_xmp_of_another_form(sound: Edition) -> None:
    """XMP in a JPEG is known by its segment, whatever it holds (XMP part 3, 1.1.3)."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG", xmp=b"<rdf:RDF/>")
    target = f"vi/{HOUSE}/share.jpg"
    spoilt = sound.put(target, out.getvalue())
    assert spoilt.faults == only("picture-metadata", f"output/web/{target}")


def test_a_picture_hides_no_words_of_an_agency(sound: Edition) -> None:
    """A caption and a photographer in IPTC, as press cameras write them, are told as well."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG")
    words = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x00"
    segment = b"\xff\xed" + (len(words) + 2).to_bytes(2, "big") + words
    data = out.getvalue()[:2] + segment + out.getvalue()[2:]
    target = f"vi/{HOUSE}/share.jpg"
    assert sound.put(target, data).faults == only("picture-metadata", f"output/web/{target}")


def test_pixels_that_spell_it_are_no_hidden_data(sound: Edition) -> None:
    """The four letters of a WebP's chunk within its pixels, or within a JPEG's, are chance."""
    target = f"vi/{HOUSE}/share.jpg"
    for kind in ("JPEG", "WEBP"):
        out = io.BytesIO()
        Image.new("RGB", (40, 30)).save(out, kind)
        data = out.getvalue()[:-4] + b"EXIF"
        assert sound.put(target, data).faults == set()


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
    astray = only("dead-link", f"output/web/{at}", HOUSE)  # the way to report this plaque
    assert sound.edit(code, other, at, -1).faults == expected | astray
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
    old = "{% if on_code or not job.address or v.unread %}"
    assert old in frame
    no_shrine = f"not (job.revision and job.revision.site.slug == '{SHRINE}')"
    new = f"{{% if (on_code and {no_shrine}) or not job.address or v.unread %}}"
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


def test_a_film_that_says_where_it_was_taken_is_found_out(sound: Edition, tmp_path: Path) -> None:
    """As a phone writes it: `film-metadata`; as we publish it: no word."""
    path = tmp_path / "phim.mp4"
    path.write_bytes(film())
    job = FilmJob("web", "m/x", HOUSE, (Input(str(path), digest_of(path)),))
    published = make(job, {}, Templates(()))[0].data
    for data, kinds in ((path.read_bytes(), ["film-metadata"]), (published, [])):
        edition = sound.put("m/x.mp4", data, "video/mp4")
        assert [p.kind for p in edition.prove()] == kinds
