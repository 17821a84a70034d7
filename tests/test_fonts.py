"""The font bundle: every letter is there, shapes as it should, and is fetched only when stale."""

from __future__ import annotations

import json
import shutil
import unicodedata
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
import uharfbuzz

import hatch_build
from hatch_build import FACES, FontHook, bundle, bundle_folder, is_fresh, recipe

ROOT = Path(__file__).parent.parent
FONTS = bundle_folder(ROOT)
LATIN = [face.name for face in FACES if "Khmer" not in face.name]
KHMER = [face.name for face in FACES if "Khmer" in face.name]

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
ASCII = "".join(map(chr, range(0x20, 0x7F)))
PUNCTUATION = "–—“”‘’…°₫×·«»§²³½©\u00a0"
KHMER_LETTERS = "".join(map(chr, (*range(0x1780, 0x17DE), *range(0x17E0, 0x17EA))))


def accented() -> str:
    """Every Vietnamese letter that ASCII lacks, in both cases, with each of the six tones."""
    small = {unicodedata.normalize("NFC", v + tone) for v in VOWELS for tone in TONES}
    small = (small - set(ASCII)) | {"đ"}
    return "".join(sorted(small | {letter.upper() for letter in small}))


class Face:
    """A font as HarfBuzz sees it."""

    def __init__(self, path: Path) -> None:
        self.face = uharfbuzz.Face(path.read_bytes())
        self.font = uharfbuzz.Font(self.face)

    def missing(self, text: str) -> str:
        """The characters of `text` without a glyph of their own.

        Shaping would not tell: HarfBuzz builds a missing letter from a base and loose marks.
        """
        return "".join(c for c in text if not self.font.get_nominal_glyph(ord(c)))

    def shape(self, text: str, **features: bool) -> list[tuple[int, int]]:
        """(glyph, advance) pairs of `text`, in font units."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self.font, buffer, features)
        return [
            (info.codepoint, position.x_advance)
            for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    def width(self, text: str, **features: bool) -> int:
        """How far the pen moves, in font units."""
        return sum(advance for _, advance in self.shape(text, **features))


def test_there_are_134_accented_letters() -> None:
    """The list the other tests use is the whole list, Đ and đ included."""
    assert len(accented()) == 134
    assert set("ĐđẴặƯửỹỴ") <= set(accented())


@pytest.mark.parametrize("name", LATIN)
def test_latin_face_has_every_letter(name: str) -> None:
    """Each Latin face draws the 134 letters, ASCII and the signs that Vietnamese texts use."""
    assert Face(FONTS / name).missing(accented() + ASCII + PUNCTUATION) == ""


@pytest.mark.parametrize("name", LATIN)
def test_latin_face_composes_marks(name: str) -> None:
    """A letter typed as base and marks comes out as the very glyph of the composed letter."""
    face = Face(FONTS / name)
    for letter in accented():
        assert face.shape(unicodedata.normalize("NFD", letter)) == face.shape(letter)


@pytest.mark.parametrize("name", LATIN)
def test_latin_face_kerns_and_substitutes(name: str) -> None:
    """GPOS and GSUB work: accented pairs are kerned, a fraction is drawn with other glyphs."""
    face = Face(FONTS / name)
    assert face.width("LÝ") < face.width("LÝ", kern=False)
    assert face.shape("1/2", frac=True) != face.shape("1/2")


@pytest.mark.parametrize("name", KHMER)
def test_khmer_face_has_every_letter(name: str) -> None:
    """Each Khmer face draws all letters, signs and digits of Khmer, and plain ASCII."""
    assert Face(FONTS / name).missing(KHMER_LETTERS + ASCII) == ""


@pytest.mark.parametrize("name", KHMER)
def test_khmer_face_stacks_and_reorders(name: str) -> None:
    """In ខ្មែរ the vowel typed third stands first, the coeng joins, no dotted circle shows."""
    face = Face(FONTS / name)
    glyphs = [glyph for glyph, _ in face.shape("ខ្មែរ")]
    (vowel,) = [glyph for glyph, _ in face.shape("ែ") if glyph not in circle(face)]
    assert len(glyphs) == 4
    assert glyphs[0] == vowel
    assert not circle(face) & set(glyphs)


def circle(face: Face) -> set[int]:
    """The glyph a shaper shows under a mark that has no letter."""
    return {glyph for glyph, _ in face.shape("\u25cc")}


@pytest.mark.parametrize("name", KHMER)
def test_a_font_without_vietnamese_is_found_out(name: str) -> None:
    """Negative control: the Khmer faces lack Vietnamese, and the check says which letters."""
    missing = Face(FONTS / name).missing(accented())
    assert set("ẴặƯửỹ") <= set(missing)
    assert len(missing) > 80


def test_licences_travel_with_the_fonts() -> None:
    """Every face is named in the notice, and each package's OFL text stands beside it."""
    notice = (FONTS / hatch_build.NOTICE).read_text(encoding="utf-8")
    for face in FACES:
        licence = hatch_build.licence_name(face.package)
        assert face.name in notice
        assert licence in notice
        text = (FONTS / licence).read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
        assert text.startswith("Copyright")


# ------------------------------------------------------------------------------ the build hook


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """A node_modules folder as npm would leave it, with a few bytes for each face."""
    folder = tmp_path / "node_modules"
    for face in FACES:
        package = folder / hatch_build.PACKAGES / face.package
        font = package / face.source
        font.parent.mkdir(parents=True, exist_ok=True)
        font.write_bytes(face.name.encode())
        (package / "LICENSE_FONT").write_bytes(b"Copyright 1900 Somebody,\r\nOFL\r\n")
        about = {"name": f"@x/{face.package}", "version": "1.2.3"}
        (package / "package.json").write_text(json.dumps(about), encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path, modules: Path) -> Path:
    """A checkout with a fresh bundle, made from the sample packages."""
    root = tmp_path / "đền thờ"
    root.mkdir()
    for name in (*hatch_build.NPM_FILES, "hatch_build.py"):
        shutil.copy(ROOT / name, root / name)
    bundle(modules, bundle_folder(root), recipe(root))
    return root


def contents(root: Path) -> dict[str, bytes]:
    """Name and bytes of every file in the bundle."""
    return {path.name: path.read_bytes() for path in bundle_folder(root).iterdir()}


def test_bundle_is_fresh_and_always_the_same(project: Path, modules: Path) -> None:
    """A bundle just made is fresh; made again it has the same bytes, and leftovers are gone."""
    assert is_fresh(project)
    before = contents(project)
    (bundle_folder(project) / "old-face.ttf").write_bytes(b"of an earlier recipe")
    bundle(modules, bundle_folder(project), recipe(project))
    assert contents(project) == before


@pytest.mark.parametrize("name", ["package-lock.json", "hatch_build.py"])
def test_changed_recipe_makes_stale(project: Path, name: str) -> None:
    """A changed lock or hook makes the bundle stale; changed line ends do not."""
    path = project / name
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert is_fresh(project)
    path.write_bytes(path.read_bytes() + b"\n")
    assert not is_fresh(project)


@pytest.mark.parametrize("name", [FACES[0].name, hatch_build.NOTICE, hatch_build.MANIFEST])
@pytest.mark.parametrize("damage", ["removed", "changed"])
def test_damage_makes_stale(project: Path, name: str, damage: str) -> None:
    """A file of the bundle that is gone or altered is noticed."""
    path = bundle_folder(project) / name
    if damage == "removed":
        path.unlink()
    else:
        path.write_bytes(b"[]")
    assert not is_fresh(project)


class App:
    """Stands in for hatchling's application: keeps warnings, raises on abort."""

    warnings: ClassVar[list[str]] = []

    def display_warning(self, message: str) -> None:
        """Keep the warning."""
        self.warnings.append(message)

    def abort(self, message: str) -> None:
        """Stop as hatchling does, with the message where a test can read it."""
        raise SystemExit(message)


def hook(root: Path, target: str = "wheel") -> FontHook:
    """The hook as hatchling would call it for a `target` of the project at `root`."""
    config: Any = SimpleNamespace()
    app: Any = App()
    return FontHook(str(root), {}, config, config, str(root / "dist"), target, app)


def test_node_is_asked_for_only_when_stale(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fresh: no requirement at all. Stale: Node. Skipped by the switch: none again."""
    monkeypatch.delenv(hatch_build.SWITCH, raising=False)
    assert hook(project).dependencies() == []
    (bundle_folder(project) / hatch_build.MANIFEST).unlink()
    assert hook(project).dependencies() == [hatch_build.NODE]
    monkeypatch.setenv(hatch_build.SWITCH, "skip")
    assert hook(project).dependencies() == []


def test_a_wheel_carries_templates_and_an_editable_install_does_not(project: Path) -> None:
    """Beside a checkout templates/ is found as it is; a copy would only grow old."""
    data: dict[str, Any] = {"force_include": {}}
    hook(project).initialize("editable", data)
    hook(project, "sdist").initialize("standard", data)
    assert data["force_include"] == {}
    hook(project).initialize("standard", data)
    assert list(data["force_include"].values()) == ["generator/templates"]


@pytest.mark.parametrize("target", ["wheel", "sdist"])
def test_a_release_never_goes_without_fonts(
    project: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    """The switch lets an editable install go without, with a warning; a release stops."""
    monkeypatch.setenv(hatch_build.SWITCH, "skip")
    monkeypatch.setattr(App, "warnings", [])
    (bundle_folder(project) / FACES[0].name).unlink()
    hook(project).initialize("editable", {"force_include": {}})
    assert len(App.warnings) == 1
    with pytest.raises(SystemExit, match="never goes without its fonts"):
        hook(project, target).initialize("standard", {"force_include": {}})


def test_a_failed_fetch_is_told_in_a_sentence(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When npm fails the hook says so and what to do, and the old bundle stays as it was."""
    monkeypatch.delenv(hatch_build.SWITCH, raising=False)
    (bundle_folder(project) / FACES[0].name).unlink()
    before = contents(project)

    def fail(*_: object) -> Path:
        raise hatch_build.BundleError("npm could not fetch the fonts:\nno network")

    monkeypatch.setattr(hatch_build, "install", fail)
    with pytest.raises(SystemExit, match=r"(?s)no network.*DITICH_FONTS=skip"):
        hook(project).initialize("standard", {"force_include": {}})
    assert contents(project) == before
