"""A damaged picture is told by `ditich check`, at its line, and a sound one is looked at once."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, features

from generator import disk
from generator.digests import LABEL, SOUND, Digests
from generator.disk import digest_of
from generator.read import picture_fault
from tests.whole.project import PICTURES, SHRINE, Town, picture
from tests.whole.test_bad_input import bomb

PHOTO = f"sites/{SHRINE}/media/{PICTURES[SHRINE]}"


def saved(kind: str, **options: object) -> bytes:
    """A picture in that format."""
    out = io.BytesIO()
    Image.open(io.BytesIO(picture(5, size=(900, 600)))).save(out, kind, **options)
    return out.getvalue()


def cut(data: bytes) -> Callable[[Town], object]:
    """Only three quarters of it were copied."""
    return lambda town: town.write(PHOTO, data[: len(data) * 3 // 4])


def torn(data: bytes) -> Callable[[Town], object]:
    """All of its length is there, but the second half was never written."""
    half = len(data) // 2
    return lambda town: town.write(PHOTO, data[:half] + bytes(len(data) - half))


DAMAGE: dict[str, tuple[Callable[[Town], object], str]] = {
    "a JPEG cut": (cut(picture(2, "JPEG", (500, 700))), "picture-cut"),
    "a progressive JPEG cut": (cut(saved("JPEG", progressive=True)), "picture-cut"),
    "a JPEG half written": (torn(saved("JPEG")), "picture-cut"),
    "a progressive JPEG half written": (torn(saved("JPEG", progressive=True)), "picture-cut"),
    "a PNG cut": (cut(saved("PNG")), "picture-cut"),
    "a WebP cut": (cut(saved("WEBP")), "picture-"),
    "an AVIF cut": (cut(saved("AVIF")), "picture-"),
    "a text": (lambda town: town.write(PHOTO, "Đây là lời kể, không phải hình."), "picture-unreadable"),
    "nothing": (lambda town: town.write(PHOTO, b""), "picture-unreadable"),
    "a bomb": (bomb, "picture-too-many-pixels"),
    "a GIF": (lambda town: town.write(PHOTO, saved("GIF")), "picture-unreadable"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("spoil", "kind", "lang"),
    [*((*one, "vi") for one in DAMAGE.values()), (*DAMAGE["a JPEG cut"], "en")],
    ids=[*DAMAGE, "in English"],
)
def test_a_damaged_picture_is_told_at_its_line(
    town: Town, spoil: Callable[[Town], object], kind: str, lang: str
) -> None:
    """File, line, column and caret of its `file:` in site.yaml, before anything is built."""
    spoil(town)
    answer = town.run("--lang", lang, "check")
    assert answer.code == 1
    facts = f"sites/{SHRINE}/site.yaml"
    lines = (town.root / facts).read_text("utf-8").split("\n")
    number = next(n for n, line in enumerate(lines, 1) if PICTURES[SHRINE] in line)
    assert f"{facts}:{number}:{lines[number - 1].index(PICTURES[SHRINE]) + 1}: " in answer.err
    assert f"[{kind}" in answer.err
    assert "^" * len(PICTURES[SHRINE]) in answer.err
    assert f"“{PICTURES[SHRINE]}”" in answer.err
    assert answer.err.count(f"[{kind}") == 1


def test_a_damaged_picture_that_no_page_shows_is_a_note(town: Town) -> None:
    """A restricted one holds no page back."""
    cut(saved("JPEG"))(town)
    town.edit(
        f"sites/{SHRINE}/site.yaml", "    kind: photo\n", "    kind: photo\n    restricted: true\n"
    )
    town.edit(f"sites/{SHRINE}/site.yaml", "picture: hinh\n", "")
    answer = town.run("check")
    assert (answer.code, answer.err.count("Lưu ý [picture-cut]")) == (0, 1), answer.said


SOUND_ONES = {
    "with words after its end": picture(2, "JPEG", (500, 700)) + b"SEFT trailer of a phone" * 90,
    "with another picture after its end": picture(2, "JPEG") + saved("JPEG")[:4000],
    "in 16 bits": b"",
    "WebP": saved("WEBP"),
    "AVIF": saved("AVIF"),
    "grey": b"",
}


@pytest.mark.parametrize("name", SOUND_ONES)
def test_what_is_sound_is_not_refused(tmp_path: Path, name: str) -> None:
    """Odd files that can be shown are no fault: what looks cut is decoded before it is called so."""
    data, out = SOUND_ONES[name], io.BytesIO()
    if not data:
        Image.new("I;16" if "16" in name else "L", (40, 30)).save(out, "PNG")
    path = tmp_path / "anh.jpg"
    path.write_bytes(data or out.getvalue())
    assert picture_fault(path) == ""
    assert features.check("avif")


def test_a_sound_picture_is_looked_at_once(town: Town) -> None:
    """After an edit of words neither `check` nor a build loads Pillow; after one of a picture they do."""
    town.build()
    town.edit(f"sites/{SHRINE}/vi.md", "mười hai cột", "mười ba cột")
    watch = {"PYTHONPROFILEIMPORTTIME": "1"}
    assert "PIL.Image" not in town.run("check", env=watch).err
    built = town.build("--edition", "web", env=watch)  # a booklet is set with its picture
    assert "6 tệp đổi" in built.out
    assert "PIL.Image" not in built.err
    town.write(PHOTO, picture(9, "JPEG"))
    assert "PIL.Image" in town.run("check", env=watch).err
    assert "PIL.Image" not in town.run("check", env=watch).err


def test_only_soundness_is_remembered(town: Town) -> None:
    """A damaged picture is looked at again in every run, so that nothing refuses it for ever."""
    cut(saved("JPEG"))(town)
    for _ in range(2):
        assert "[picture-cut]" in town.run("check").err
    record = json.loads(disk.unseal(town.root / ".ditich" / "digests", LABEL) or b"{}")
    verdicts = {Path(path).name: entry[2:] for path, entry in record.items()}
    assert verdicts == {"mat-tien.png": [SOUND], PICTURES[SHRINE]: []}


def test_an_original_is_digested_once_a_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its digest asked for, its faults, and its digest again: the file is hashed once, the answer kept."""
    path = tmp_path / "anh.png"
    path.write_bytes(picture(3))
    asked: list[Path] = []

    def noted(path: Path) -> str:
        asked.append(path)
        return digest_of(path)

    monkeypatch.setattr(disk, "digest_of", noted)
    digests = Digests(tmp_path)
    assert digests.of(path) == digest_of(path)
    assert digests.fault(path) == ""
    assert digests.of(path) == digest_of(path)
    assert asked == [path]
    assert SOUND in digests.asked[str(path)]
