"""A plaque becomes final by what an ordinary editor does: copy the printed digests into review records."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

from tests.whole.project import BRIDGE, HOUSE, SHRINE, Town, codes, found_town

HOST = """\
hosts:
  - {base: "https://ditich-thu.vn", owners: [Đoàn xã Thử], paid_until: 2090, answers: Văn phòng, paper: 01/QĐ}
"""
RECORD = """\
scope: plaque
language: {language}
digest: {digest}
body: Sở Thử
date: 2026-11-02
"""
DIGEST = re.compile(r"Mã biển \((\w+)\): <code>(v2:[0-9a-f]{64})</code>")


def host(town: Town) -> Town:
    """The town with an address that somebody answers for."""
    town.edit("content/project.yaml", "hosts:\n  - base: https://ditich.example\n", HOST)
    return town


def sign(town: Town, *languages: str) -> None:
    """Copy these digests from the printed accuracy list into records, as the reviewer's paper says."""
    printed = (town.print / HOUSE / "danh-muc-kiem-chung.html").read_text("utf-8")
    digests = dict(DIGEST.findall(printed))
    for language in languages:
        record = RECORD.format(language=language, digest=digests[language])
        town.write(f"sites/{HOUSE}/reviews/2026-11-02-plaque-{language}.yaml", record)


def samples(town: Town) -> set[str]:
    """Places whose plaque says MẪU."""
    drawn = {path: path.read_text("utf-8") for path in town.print.rglob("??????-bien-200.svg")}
    return {codes(town)[path.name[:6]] for path, text in drawn.items() if '"SAMPLE"' in text}


def certificate(town: Town, place: str) -> dict[str, Any]:
    """The scan certificate in the pack for the print shop, as a machine reads it."""
    code = next(code for code, at in codes(town).items() if at == place)
    (found,) = town.print.rglob(f"*{code}*.zip")
    with zipfile.ZipFile(found) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("phieu-thu-quet.json"))
        told: dict[str, Any] = json.loads(archive.read(name))
    return told


def test_a_plaque_in_two_languages_is_final_when_both_are_signed(tmp_path: Path) -> None:
    """The list prints a digest per language; with both copied the pack is final, with one it is not."""
    town = host(found_town(tmp_path / "thu"))
    shutil.rmtree(
        town.site(BRIDGE)
    )  # two places are enough, and each plate is tried before a camera
    code = next(code for code, at in codes(town).items() if at == BRIDGE)
    shutil.rmtree(town.root / "content" / "codes" / code)
    town.edit("content/project.yaml", ", cau-thu]", "]")
    assert town.build("--edition", "print").code == 0
    everywhere = set(codes(town).values())
    assert samples(town) == everywhere

    sign(town, "vi")
    assert town.build("--edition", "print").code == 0
    assert samples(town) == everywhere - {f"{HOUSE}#cong"}, "the stop's plaque has Vietnamese only"

    sign(town, "en")
    assert town.build("--edition", "print").code == 0
    assert samples(town) == everywhere - {f"{HOUSE}#cong", HOUSE}
    final, still = certificate(town, HOUSE), certificate(town, SHRINE)
    assert (final["sample"], final["passed"]) == ("", True)
    assert still["sample"]

    town.edit(f"sites/{HOUSE}/site.yaml", "Đình Thử", "Đình Thử Hai")
    assert town.build("--edition", "print").code == 0
    assert "reviews/2026-11-02-plaque-vi.yaml" in town.run("check").said, "a stale record is said"
    assert samples(town) == everywhere
