"""`ditich new`: an empty project with one commented example that builds at once."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator import disk
from generator.problems import Place, Problems

FILES = Path(__file__).parent / "starter"
"""The example's files, as they will stand in the new project (`dot-gitignore` becomes `.gitignore`)."""


def start(folder: Path, problems: Problems) -> None:
    """Write the example into `folder`; a folder that holds anything is left alone, with a problem."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        problems.add("folder-not-empty", Place(str(folder)), folder=folder)
        return
    with disk.told(folder):
        for source in sorted(p for p in FILES.rglob("*") if p.is_file()):
            name = source.relative_to(FILES).as_posix().replace("dot-", ".")
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
