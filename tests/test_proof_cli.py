"""`ditich proof`: from a photograph to a sentence, and a record that the ledger can live with."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from generator import proof_cli, whose
from generator.check import check_project
from generator.ledger import FOLDER, append, issue_event, read_ledger
from generator.ledger.fold import CLOSED, SUSPENDED
from generator.ledger.photos import keep_look, looks_at
from generator.make.pdf import write_pdf
from generator.make.plaque import compose, make_plaque
from generator.make.scene import Scene
from generator.make.symbol import Symbol, masks_of, symbol_for, symbol_saying
from generator.model import PRESETS
from generator.problems import MachineTrouble, Place, Problems
from generator.scan.camera import Grey
from generator.scan.decoders import find_codes
from generator.scan.photo import Seen, codes_in
from generator.scan.raster import rasterise_trimmed
from tests.ledger_work import A
from tests.make.plates import plaque_job
from tests.scan.mounted import FACING, HELD, Plate, Quad, jpeg
from tests.scan.spoilt import picture
from tests.whole.project import (
    BRIDGE,
    HOUSE,
    NAMES,
    PICTURES,
    Answer,
    Town,
    codes,
    copy,
    found_town,
)

DAY = "2026:06:30"
ISSUED = "2024-01-05"
WIFI = "WIFI:T:WPA;S:MANG-THU;P:moi-vao-xem;;"
PROJECT = "content/project.yaml"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A project with codes issued before any photograph here was taken, never built."""
    town = found_town(tmp_path_factory.mktemp("proof") / "goc")
    for state in read_ledger(town.root / FOLDER, Problems()).states:
        shutil.rmtree(town.root / FOLDER / state.code)
        append(
            town.root / FOLDER,
            issue_event(state.code, state.site, at=ISSUED, by="người thử", part=state.part),
        )
    facts = town.site(BRIDGE) / "site.yaml"
    network = "visit:\n  network: {ssid: MANG-THU, password: moi-vao-xem}\n"
    facts.write_text(facts.read_text("utf-8") + network, "utf-8")
    return town


@pytest.fixture
def town(base: Town) -> Town:
    """The same without the looks of earlier tests."""
    for look in (base.root / FOLDER).glob("*/photos/*"):
        look.unlink()
    return base


def code_of(town: Town, place: str = HOUSE) -> str:
    """The code of a place."""
    return next(code for code, known in codes(town).items() if known == place)


def mounted(code: str, host: str = "ditich.example") -> Plate:
    """The plate of a code."""
    return bearing(symbol_for(f"https://{host}/{code}"))


def bearing(symbol: Symbol) -> Plate:
    """A plate with a symbol of any kind."""
    return Plate(finished(symbol).copy())


@cache
def finished(symbol: Symbol) -> Grey:
    """The picture of that plate, never to be changed."""
    scene: Scene = compose(plaque_job(address=symbol.payload), symbol)
    return picture(scene)


def desk(town: Town) -> whose.Known:
    """What is known of the project, with an empty list of problems."""
    found = whose.known(town.root, "vi", "2026-12-31", Problems())
    assert found is not None
    return found


def told(at: whose.Known, *texts: str) -> list[str]:
    """The kinds that are said of codes with these texts in one photograph."""
    fresh = replace(at, problems=Problems())
    whose.count(fresh, tuple(Seen(text, (), ()) for text in texts), Place("bien.jpg"))
    return [problem.kind for problem in fresh.problems]


def looked(
    at: whose.Known, plate: Plate, day: str = DAY, held: Quad = HELD
) -> tuple[str, list[str]]:
    """What `ditich proof` says of a photograph of a plate, asked without the command: lines, kinds."""
    fresh, file = replace(at, problems=Problems()), at.root / "bien.jpg"
    file.write_bytes(jpeg(plate.photograph(held), day))
    lines = "\n".join(proof_cli.proof(fresh, file, ""))
    return lines, [problem.kind for problem in fresh.problems]


def ask(town: Town, plate: Plate, *more: str, day: str = DAY, lang: str = "vi") -> Answer:
    """What the command says of a photograph of a plate."""
    (town.root / "bien.jpg").write_bytes(jpeg(plate.photograph(), day))
    return town.run("--lang", lang, "proof", "bien.jpg", *more)


def looks(town: Town, code: str) -> list[Path]:
    """The records kept of a code."""
    return sorted((town.root / FOLDER / code / "photos").glob("*"))


def test_a_sound_plate_is_named_measured_and_kept(town: Town) -> None:
    """Code, place, plate, both readers, ✓; the record lies in the ledger's folder under its day."""
    code = code_of(town)
    town.run("codes", "record", code, "print", "--serial", "B-01", "--by", "người thử")
    answer = ask(town, mounted(code))
    assert (answer.code, answer.err) == (0, "")
    for words in (
        code,
        NAMES[HOUSE],
        "biển B-01, đã in",
        "zbar, zxing-cpp",
        "✓ Mã này còn đọc tốt.",
    ):
        assert words in answer.out
    (record,) = looks(town, code)
    assert record.name.startswith("2026-06-30-")
    look = json.loads(record.read_bytes())
    assert (look["code"], look["wrong"], look["verdicts"]) == (code, 0, [])
    assert ask(town, mounted(code)).code == 0
    assert looks(town, code) == [record]  # the same photograph again is the same look


def test_the_ledger_and_check_are_at_peace_with_looks(town: Town) -> None:
    """With looks beside the events, nothing is said of the ledger and its root is the same."""
    code = code_of(town)
    before = read_ledger(town.root / FOLDER, Problems()).root
    ask(town, mounted(code))
    problems = Problems()
    after = read_ledger(town.root / FOLDER, problems)
    assert (after.root, len(problems), len(looks(town, code))) == (before, 0, 1)
    assert town.run("check").code == 0


def test_the_alias_and_english(town: Town) -> None:
    """`ditich thu-quet` is the same command, and English is spoken."""
    (town.root / "bien.jpg").write_bytes(jpeg(mounted(code_of(town)).photograph(), DAY))
    answer = town.run("thu-quet", "bien.jpg", "--lang", "en")
    assert answer.code == 0
    assert "This code reads well" in answer.out


def test_an_older_look_is_told_beside_the_new_one(town: Town) -> None:
    """A plate that fades is seen to fade: the earlier contrast stands in the answer."""
    code = code_of(town)
    ask(town, mounted(code), day="2025:01:02")
    answer = ask(town, mounted(code).tones(110, 190))
    assert "  ngày 2/1/2025: tương phản 88 %" in answer.out
    assert "[proof-fading]" in answer.err
    assert (answer.code, len(looks(town, code))) == (0, 2)


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (lambda plate: plate.tones(130, 160), "proof-repaint"),
        (lambda plate: plate.spoil(22, 0, 3, 2), "proof-replace"),
    ],
)
def test_what_must_be_done_ends_with_one(town: Town, spoil: object, kind: str) -> None:
    """A faded and a broken plate are errors with their advice."""
    answer = ask(town, spoil(mounted(code_of(town))))  # type: ignore[operator]
    assert answer.code == 1
    assert f"[{kind}]" in answer.err


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (lambda plate: plate.spoil(3, 3, 1, 1), "proof-worn"),
        (lambda plate: plate.spoil(3, 3, 1, 1), "proof-one-reader"),
        (lambda plate: plate.spoil(10, 10, 7, 6, 130), "proof-wipe"),
        (lambda plate: plate.tones(10, 70), "proof-brighter"),
    ],
)
def test_what_may_wait_is_a_note(town: Town, spoil: object, kind: str) -> None:
    """First wear, dirt and a dark picture are told and stop nothing."""
    answer = ask(town, spoil(mounted(code_of(town))))  # type: ignore[operator]
    assert answer.code == 0
    assert f"[{kind}]" in answer.err


def test_far_and_soft_photographs_are_asked_for_again(town: Town) -> None:
    """Too small and out of focus: each has its sentence."""
    from PIL import ImageFilter

    plate = mounted(code_of(town))
    for photo, kind in (
        (plate.photograph(blur=4.0), "proof-nearer"),
        (plate.photograph().filter(ImageFilter.GaussianBlur(4)), "proof-sharper"),
    ):
        (town.root / "bien.jpg").write_bytes(jpeg(photo, DAY))
        assert f"[{kind}]" in town.run("proof", "bien.jpg").err


def test_a_code_stuck_on_the_plate_is_fraud(town: Town) -> None:
    """A stranger's code beside ours: an error that shows where it leads and what to do."""
    stranger = make_plaque(plaque_job(address="https://ngan-hang.example/8KQ4M3"))[0][1]
    answer = ask(town, mounted(code_of(town)).stick(stranger, 20, 60))
    assert answer.code == 1
    assert "[proof-foreign]" in answer.err
    assert "NGAN-HANG.EXAMPLE/8KQ4M3" in answer.err
    assert code_of(town) in answer.out


def test_two_codes_of_ours_on_one_plate_are_told(town: Town) -> None:
    """Another place's code stuck on: a note that names both."""
    other = code_of(town, f"{HOUSE}#cong")
    address = f"https://ditich.example/{other}"
    label = write_pdf(compose(plaque_job(address=address), symbol_for(address)))
    answer = ask(town, mounted(code_of(town)).stick(label, 20, 60))
    assert "[proof-second]" in answer.err
    assert other in answer.err


def test_codes_of_ours_that_are_no_plates_are_no_fraud(town: Town) -> None:
    """Slide, first page and Wi-Fi card hang beside a plate: each a note, and nobody is accused."""
    plate = mounted(code_of(town))
    plate.label("https://DITICH.EXAMPLE/", 30, 30).label("https://DITICH.EXAMPLE/vi/", 30, 400)
    plate.label(WIFI, 690, 30)
    answer = ask(town, plate)
    assert (answer.code, answer.err.count("[proof-not-a-plate]")) == (0, 3)
    assert "Lỗi" not in answer.err


def test_whose_a_code_is_goes_by_its_host_and_the_networks(town: Town) -> None:
    """Our hosts are told from look-alikes, our network from another, whatever else is wrong with its site."""
    at = desk(town)
    for text in (
        "https://ditich.example",
        "https://DITICH.EXAMPLE/m/x",
        "HTTPS://ditich.example/",
        WIFI,
    ):
        assert told(at, text) == ["proof-not-a-plate"], text
    for text in (
        "https://ditich.example@lua.example/", "https://ditich.example.lua.example/", "https:///vi/",
        "http://ditich.example/", "https://ditich.example:8443/", WIFI.replace("THU", "LUA"), "WIFI:", "",
    ):  # fmt: skip
        assert told(at, text) == ["proof-foreign"], text
    assert told(at, f"https://DITICH.EXAMPLE/{A}") == ["proof-unknown"]
    facts = f"sites/{BRIDGE}/site.yaml"
    town.edit(facts, "kind: inventoried", "kind: khong-co")
    assert BRIDGE not in {
        one.site.slug for one in check_project(town.root, Problems(), str).revisions
    }
    assert told(desk(town), WIFI) == ["proof-not-a-plate"]
    town.edit(facts, "kind: khong-co", "kind: inventoried")


def test_a_fault_of_the_project_accuses_nobody(town: Town) -> None:
    """While project.yaml names no sound host, no photograph is looked at; the fault and why are said."""
    (town.root / "bien.jpg").write_bytes(jpeg(mounted(code_of(town)).photograph(), DAY))
    for old, new, kind in (
        ("title:", "titel:", "unknown-field"),
        ("https:", "https", "host-not-https"),
    ):
        town.edit(PROJECT, old, new)
        problems = Problems()
        assert whose.known(town.root, "vi", "", problems) is None
        assert {"proof-project", kind} <= {problem.kind for problem in problems}
        if kind == "host-not-https":
            answer = town.run("proof", "bien.jpg")
            assert (answer.code, answer.out) == (1, "")
            assert "[proof-project]" in answer.err
            assert "[proof-foreign]" not in answer.err
        town.edit(PROJECT, new, old)


def test_a_host_that_was_printed_stays_ours(town: Town) -> None:
    """What is recorded as printed names its host; the project may have another one later."""
    code = code_of(town, BRIDGE)
    assert town.run("codes", "record", code, "print", "--serial", "B-02").code == 0
    town.edit(PROJECT, "ditich.example", "moi.example")
    assert desk(town).hosts == {"ditich.example", "moi.example"}
    town.edit(PROJECT, "moi.example", "ditich.example")


def test_a_code_that_is_not_in_use_is_told(town: Town) -> None:
    """Suspended, then closed: it still reads well, and the ledger's word stands beside it with a note."""
    at, code = desk(town), code_of(town)
    for status, kind, word in (
        (SUSPENDED, "proof-suspended", "tạm dừng"), (CLOSED, "proof-closed", "đã đóng"),
    ):  # fmt: skip
        state = replace(at.ledger.by_code[code], status=status)
        lines, kinds = looked(
            replace(at, ledger=replace(at.ledger, states=(state,))), mounted(code)
        )
        assert f"  trong sổ mã: {word}\n" in lines
        assert "✓ Mã này còn đọc tốt." in lines
        assert kinds == [kind]


@pytest.mark.parametrize("text", ["http://lừa-đảo.example/x", "WIFI:S:Đình;;", "Quét mã nhận quà"])
def test_a_stranger_is_told_once_though_readers_spell_it_differently(town: Town, text: str) -> None:
    """The older reader guesses at alphabets beyond ASCII: one code all the same, as zxing-cpp spells it."""
    plate = mounted(code_of(town)).label(text, 40, 430)
    read = find_codes(np.asarray(plate.photograph()).data)
    assert len({one.text for one in read}) == 3  # ours, and the stranger's in two spellings
    answer = ask(town, plate)
    assert answer.err.count("[proof-foreign]") == 1
    assert f"“{text}”" in answer.err


def large(code: str) -> Plate:
    """A plate of 600 x 400 mm, which carries its code twice; three px a mm."""
    return Plate(finished_large(code).copy())


@cache
def finished_large(code: str) -> Grey:
    """The picture of that plate, never to be changed."""
    address, preset = f"https://ditich.example/{code}", PRESETS["bien-600"]
    scene = compose(replace(plaque_job(address=address), preset=preset), symbol_for(address))
    return np.array(rasterise_trimmed(write_pdf(scene), 3 * 25.4))


def test_the_two_codes_of_a_large_plate_are_told_apart(town: Town) -> None:
    """Each is measured under its own name and kept under it; the plate itself is named once."""
    code = code_of(town)
    said = []
    for day in ("2025:06:30", "2026:06:30"):
        (town.root / "bien.jpg").write_bytes(jpeg(large(code).photograph(FACING), day))
        said.append(town.run("proof", "bien.jpg"))
    assert [(one.code, one.err) for one in said] == [(0, "")] * 2
    told = said[1].out.splitlines()
    assert [line.strip().split(":")[0] for line in told] == [
        "bien.jpg",
        *("Mã chính của biển", "đọc được", "✓ Mã này còn đọc tốt.", "ngày 30/6/2025", "Đã ghi"),
        *("Mã thứ hai, nhỏ hơn, của biển", "đọc được", "✓ Mã này còn đọc tốt.", "ngày 30/6/2025", "Đã ghi"),
    ]  # fmt: skip
    kept = [json.loads(one.read_bytes()) for one in looks(town, code)]
    assert [look["spot"] for look in kept if look["at"] == "2026-06-30"].count("main") == 1
    main, second = (
        next(look for look in kept if look["spot"] == spot) for spot in ("main", "second")
    )
    assert main["pixels"] > 1.5 * second["pixels"]
    # A close photograph of the main code alone: it has been looked at before, as part of the plate.
    plate = large(code)
    plate.face = plate.face[:, : 2 * plate.face.shape[1] // 3]
    near, _ = looked(desk(town), plate)
    assert "Mã chính" not in near
    assert "  ngày 30/6/2025 (mã chính): tương phản" in near
    assert "(mã thứ hai)" not in near
    whole, _ = looked(desk(town), large(code), "2026:07:01", FACING)
    assert whole.count("(mã duy nhất trong ảnh)") == 1


def test_of_two_codes_the_damaged_one_is_named(town: Town) -> None:
    """The upper left of the second code is painted over: the sentence says which of the two it is."""
    code = code_of(town)
    plate = large(code)
    (small, _) = sorted(
        codes_in(plate.face), key=lambda seen: abs(seen.quads[0][0][0] - seen.quads[0][2][0])
    )
    x, y = (round(min(corner[axis] for corner in small.quads[0])) for axis in (0, 1))
    plate.face[y : y + 16, x : x + 16] = 255
    (town.root / "bien.jpg").write_bytes(jpeg(plate.photograph(FACING), DAY))
    for lang, words in (("vi", f"Mã {code} (mã thứ hai)"), ("en", f"Code {code} (second code)")):
        answer = town.run("--lang", lang, "proof", "bien.jpg")
        assert words in answer.err
        assert "(mã chính)" not in answer.err


def test_two_equal_plates_in_one_photograph_are_numbered(town: Town) -> None:
    """The same code upright twice is no large plate: from left to right."""
    code = code_of(town)
    plate = mounted(code)
    plate.face = np.concatenate((plate.face, plate.face), axis=1)
    (town.root / "bien.jpg").write_bytes(jpeg(plate.photograph(FACING), DAY))
    out = town.run("proof", "bien.jpg").out
    assert out.index("Mã thứ 1 từ trái sang:") < out.index("Mã thứ 2 từ trái sang:")
    assert "Mã chính" not in out


def test_an_inverted_plate_is_called_inverted(town: Town) -> None:
    """Light on dark is one of ours, cut or edited wrongly, and not somebody else's symbol."""
    plate = mounted(code_of(town))
    plate.face = 255 - plate.face
    answer = ask(town, plate)
    assert answer.code == 1
    assert "[proof-inverted]" in answer.err
    assert "[proof-other-symbol]" not in answer.err
    assert looks(town, code_of(town)) == []


def test_a_mirrored_plate_is_called_mirrored(town: Town) -> None:
    """Readers read a film laid the wrong way round; most phones do not."""
    plate = mounted(code_of(town))
    plate.face = np.ascontiguousarray(plate.face[:, ::-1])
    answer = ask(town, plate)
    assert (answer.code, "✓" in answer.out) == (1, False)
    assert "[proof-mirrored]" in answer.err
    assert looks(town, code_of(town)) == []


def test_one_of_two_codes_is_no_sound_plate(town: Town, tmp_path: Path) -> None:
    """Where every plate has its code twice the one read alone is named, and the other asked for."""
    town = copy(town, tmp_path / "hai-ma")
    facts = town.site(HOUSE) / "site.yaml"
    facts.write_text(
        facts.read_text("utf-8").replace("{languages: [vi, en]}", "{preset: bien-600}"), "utf-8"
    )
    at, code = desk(town), code_of(town)
    assert at.twice == {HOUSE}
    small, big = sorted(
        codes_in(large(code).face), key=lambda seen: abs(seen.quads[0][0][0] - seen.quads[0][2][0])
    )
    for covered, kind, spot in (
        (small, "proof-second-unseen", "main"), (big, "proof-main-unseen", "second"),
    ):  # fmt: skip
        plate = large(code)
        (left, right), (top, low) = (
            (round(min(ends)), round(max(ends))) for ends in zip(*covered.quads[0], strict=True)
        )
        plate.face[top:low, left:right] = 255
        lines, kinds = looked(at, plate, held=FACING)
        assert kinds == [kind]
        assert at.say(f"proof-spot-{spot}") in lines
        (kept,) = looks(town, code)
        assert json.loads(kept.read_bytes())["spot"] == spot
        kept.unlink()
    assert looked(at, large(code), held=FACING)[1] == []


def test_a_look_from_before_the_code_is_not_kept(town: Town) -> None:
    """A year mistyped would head the plate's history for ever."""
    code = code_of(town)
    answer = ask(town, mounted(code), "--date", "2/9/1945")
    assert answer.code == 1
    assert "[proof-day-before]" in answer.err
    assert "ngày 5/1/2024" in answer.err
    assert looks(town, code) == []


def test_our_code_with_a_tail_is_a_strangers_symbol(town: Town) -> None:
    """Our host and our code, and something behind it: no plate says so."""
    at, code = desk(town), code_of(town)
    for tail in ("?next=http://evil.example", "/x", "#y"):
        assert told(at, f"https://ditich.example/{code}{tail}") == ["proof-other-symbol"]
    assert told(at, "https://ditich.example/vi/") == ["proof-not-a-plate"]


def test_a_code_the_ledger_does_not_know_is_told(town: Town) -> None:
    """Our host with a code that was never issued."""
    answer = ask(town, mounted(A))
    assert (answer.code, answer.out) == (1, "")
    assert "[proof-unknown]" in answer.err


def test_a_symbol_that_is_not_ours_is_told(town: Town) -> None:
    """Our address in a symbol of another version: somebody printed it, not this program."""
    address = f"https://ditich.example/{code_of(town)}"
    ours = symbol_for(address)
    other = symbol_saying(ours.payload, least="L")
    assert other.version != ours.version
    lines, kinds = looked(desk(town), bearing(other))
    assert kinds == ["proof-other-symbol"]
    assert len(lines.splitlines()) == 1
    assert looks(town, code_of(town)) == []


def test_a_plate_with_another_mask_is_ours_too(town: Town) -> None:
    """An engraver's symbol has another mask than the printed one, one of an older rule any: measured."""
    code, symbol = next(
        (code, cut)
        for code in sorted(codes(town))
        for address in (f"https://ditich.example/{code}",)
        for cut in (symbol_for(address, engraver=True),)
        if cut.mask != symbol_for(address).mask
    )
    masks = masks_of(symbol.payload.lower().replace(code.lower(), code))
    assert masks[symbol.mask] == symbol.matrix
    today = {symbol.mask, symbol_for(f"https://ditich.example/{code}").mask}
    old = next(mask for mask in range(8) if mask not in today)
    for mask in (symbol.mask, old):
        lines, kinds = looked(desk(town), bearing(replace(symbol, matrix=masks[mask], mask=mask)))
        assert "✓ Mã này còn đọc tốt." in lines
        assert kinds == []
    assert [json.loads(look.read_bytes())["wrong"] for look in looks(town, code)] == [0, 0]


def test_an_impossible_day_is_no_day_and_the_next_photograph_is_looked_at(town: Town) -> None:
    """A clock that was never set: said as for a photograph without a day; the rest goes on."""
    code = code_of(town)
    (town.root / "mot.jpg").write_bytes(jpeg(mounted(code).photograph(), "2024:00:00"))
    (town.root / "hai.jpg").write_bytes(jpeg(mounted(code).photograph(noise=2.0), DAY))
    answer = town.run("proof", "mot.jpg", "hai.jpg")
    assert answer.code == 0
    assert answer.err.count("[proof-no-day]") == 1
    assert answer.out.count("✓ Mã này còn đọc tốt.") == 2
    assert [look.name[:10] for look in looks(town, code)] == ["2026-06-30"]


def test_what_a_look_says_is_told_harmlessly_and_the_last_three_of_others(town: Town) -> None:
    """A record with strange fields and control characters; the photograph's own look takes no place."""
    code = code_of(town)
    ask(town, mounted(code))
    own = json.loads(looks(town, code)[0].read_bytes())
    for year, contrast in ((2021, 91), (2022, 92), (2023, "\x1b[2J{key}"), (2024, 94)):
        look = {"at": f"{year}-01-01", "photo": str(year), "contrast": contrast, "key": "x"}
        keep_look(town.root / FOLDER, code, {**look, "self": 1, "lang": "y"})
    answer = ask(town, mounted(code))
    assert (answer.code, answer.err) == (0, "")
    told = [line for line in answer.out.splitlines() if ": tương phản" in line]
    assert [line.split(":")[0].strip() for line in told] == [
        f"ngày 1/1/{n}" for n in (2022, 2023, 2024)
    ]
    assert "·[2J{key}" in answer.out
    assert "\x1b" not in answer.out
    assert json.loads(looks(town, code)[-1].read_bytes()) == own


def test_pictures_of_the_project_are_looked_through_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a run has found sound the next one knows: no picture is opened again."""
    from generator import digests

    opened: list[Path] = []

    def sound(path: Path) -> str:
        opened.append(path)
        return ""

    monkeypatch.setattr(digests, "original_fault", sound)
    (town.root / ".ditich" / "digests").unlink(missing_ok=True)
    for _ in range(2):
        assert desk(town).names[HOUSE] == NAMES[HOUSE]
        assert sorted(path.name for path in opened) == sorted(PICTURES.values())


@pytest.mark.parametrize("kind", ["EPS", "GIF"])
def test_what_no_camera_writes_is_not_opened(town: Town, kind: str) -> None:
    """Whatever its name says: one sentence, and no word of Pillow's."""
    mounted(code_of(town)).photograph().save(town.root / "bien.jpg", kind)
    answer = town.run("proof", "bien.jpg")
    assert (answer.code, answer.out) == (1, "")
    assert "[proof-unreadable]" in answer.err
    assert "Warning" not in answer.err


def test_without_a_day_nothing_is_kept(town: Town) -> None:
    """No day in the photograph: said, not made up; `--date` gives one and goes first."""
    code = code_of(town)
    answer = ask(town, mounted(code), day="")
    assert "[proof-no-day]" in answer.err
    assert looks(town, code) == []
    assert ask(town, mounted(code), "--date", "2/9/2026").code == 0
    assert looks(town, code)[0].name.startswith("2026-09-02-")


def test_a_day_to_come_is_no_day(town: Town) -> None:
    """`--date` in the future is wrong use; a camera whose clock runs ahead is told, and nothing is kept."""
    code = code_of(town)
    for day, kind in (("30/6/2999", "day-ahead"), ("2030", "bad-option"), ("6/2026", "bad-option")):
        answer = ask(town, mounted(code), "--date", day)
        assert (answer.code, answer.out) == (2, "")
        assert f"[{kind}]" in answer.err
    answer = ask(town, mounted(code), day="2999:06:30")
    assert "[proof-day-ahead]" in answer.err
    assert "ngày 30/6/2999" in answer.err
    assert looks(town, code) == []


def test_what_is_no_photograph_is_said_without_a_word_of_the_system(town: Town) -> None:
    """Missing, a folder, cut short, too large: each its own sentence in Vietnamese, none of Pillow's."""
    whole = jpeg(mounted(code_of(town)).photograph(), DAY)
    (town.root / "bien.jpg").write_bytes(whole)
    (town.root / "dut.jpg").write_bytes(whole[: len(whole) // 2])
    (town.root / "thu-muc").mkdir(exist_ok=True)
    Image.new("1", (12_000, 11_000)).save(town.root / "to.png")
    for name, kind in (
        ("biem.jpg", "proof-no-file"), ("thu-muc", "proof-folder"), ("dut.jpg", "proof-cut"),
        ("to.png", "proof-pixels"), ("content/project.yaml", "proof-unreadable"),
    ):  # fmt: skip
        answer = town.run("proof", name)
        assert (answer.code, answer.out) == (1, "")
        assert f"{name}: Lỗi [{kind}]" in answer.err
        for word in ("Errno", "No such", "directory", "image", "truncated", "exceeds", "identify"):
            assert word not in answer.err
        if kind == "proof-no-file":
            assert "“bien.jpg”" in answer.err
    assert "Error" in town.run("--lang", "en", "proof", "biem.jpg").err
    (town.root / "to.png").unlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders")
def test_what_is_no_file_of_a_photograph_is_not_read(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe would hang and a film fill the memory; a folder may not let itself be listed."""
    os.mkfifo(town.root / "ong.jpg")
    with (town.root / "phim.mp4").open("wb") as film:
        film.truncate(200_000_001)  # a hole: no disk is used

    def no_list(_: Path) -> None:
        raise PermissionError

    at = desk(town)
    monkeypatch.setattr(Path, "read_bytes", None)
    monkeypatch.setattr(Path, "iterdir", no_list)
    for name, kind in (
        ("ong.jpg", "proof-unreadable"), ("phim.mp4", "proof-unreadable"), ("sites", "proof-folder"),
        ("khong-co.jpg", "proof-no-file"),
    ):  # fmt: skip
        at.problems.found.clear()
        assert list(proof_cli.proof(at, town.root / name, "")) == []
        assert [problem.kind for problem in at.problems] == [kind]
    (town.root / "phim.mp4").unlink()


def test_a_disk_that_refuses_a_record_swallows_no_fraud(
    town: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was seen in the photographs before and in this one is said all the same."""
    from generator.cli.proof import proof

    def full(*_: object) -> str:
        raise MachineTrouble("disk-full", file="x")

    wall = mounted(A).photograph()
    (town.root / "mot.jpg").write_bytes(jpeg(wall, DAY))
    (town.root / "hai.jpg").write_bytes(
        jpeg(mounted(code_of(town)).tones(110, 190).photograph(), DAY)
    )
    monkeypatch.setattr("generator.proof_cli.keep_look", full)
    monkeypatch.chdir(town.root)
    with pytest.raises(MachineTrouble):
        proof.main(["mot.jpg", "hai.jpg"], standalone_mode=False)
    said = capsys.readouterr().err
    assert said.count("[proof-unknown]") == 1
    assert said.count("[proof-fading]") == 1


def test_numbers_and_days_are_written_as_the_language_writes_them(town: Town) -> None:
    """2,1 px and d/m/yyyy in Vietnamese, 2.1 in English."""
    far = mounted(code_of(town)).photograph(blur=4.0)
    (town.root / "bien.jpg").write_bytes(jpeg(far, DAY))
    told = {lang: town.run("--lang", lang, "proof", "bien.jpg").err for lang in ("vi", "en")}
    assert re.search(r"chỉ được \d,\d px", told["vi"])
    assert re.search(r": \d\.\d px a module", told["en"])


def test_a_photograph_without_code_or_that_is_none(town: Town) -> None:
    """A wall, and a text called a picture: one sentence each, exit 1."""
    for data, kind in ((picture_of_a_wall(), "proof-no-code"), (b"chu", "proof-unreadable")):
        (town.root / "bien.jpg").write_bytes(data)
        answer = town.run("proof", "bien.jpg")
        assert answer.code == 1
        assert f"[{kind}]" in answer.err
        assert "Traceback" not in answer.err


def picture_of_a_wall() -> bytes:
    """A photograph in which the plate has no symbol."""
    return jpeg(Plate().spoil(-4, -4, 37, 37, 255).photograph(), DAY)


def test_a_look_that_was_edited_no_longer_counts(tmp_path: Path) -> None:
    """Its name is the digest of what it says; one whose words were changed is left out with a note."""
    look = {"at": "2026-06-30", "photo": "0" * 64, "contrast": 87}
    path = tmp_path.parent / keep_look(tmp_path, "7KQ4M2", look)
    kept = tmp_path / "7KQ4M2" / "photos" / path.name
    problems = Problems()
    assert looks_at(tmp_path, "7KQ4M2", problems) == (look,)
    kept.write_bytes(kept.read_bytes().replace(b"87", b"88"))
    assert looks_at(tmp_path, "7KQ4M2", problems) == ()
    assert [p.kind for p in problems] == ["look-changed"]
    kept.with_name("2026-06-30-00000000.json").write_text(
        '{"at": "2026-06-30", "photo": "\\ud800"}'
    )
    assert looks_at(tmp_path, "7KQ4M2", Problems()) == ()  # a lone surrogate has no digest
    with pytest.raises(ValueError, match="no day"):
        keep_look(tmp_path, "7KQ4M2", {"at": ""})
