"""The look of a project: its own files beside those that ship."""

from __future__ import annotations

from pathlib import Path

from generator.look import Look


def test_files_of_one_stem_are_two_assets(tmp_path: Path) -> None:
    """A project's own `web/site.svg` does not take the place of the script `web/site.js`."""
    own = tmp_path / "templates" / "web" / "site.svg"
    own.parent.mkdir(parents=True)
    own.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    targets = {name: target for name, target, _ in Look(tmp_path).assets}
    assert targets["web/site.svg"].endswith(".svg")
    assert targets["web/site.js"].endswith(".js")
    assert targets.keys() == {name for name, _, _ in Look(tmp_path / "none").assets} | {
        "web/site.svg"
    }
