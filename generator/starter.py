"""`ditich new`: an empty project with one commented example that builds at once."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator import disk
from generator.problems import MachineTrouble, Place, Problems

FILES = Path(__file__).parent / "starter"
"""The example's files, as they will stand in the new project (`dot-gitignore` becomes `.gitignore`)."""


def start(folder: Path, problems: Problems) -> None:
    """Write the example into `folder`; what lies there already is left alone, with a problem.

    Raises MachineTrouble where there can be no folder or the disk fails.
    """
    with disk.told(folder):
        if folder.exists() and not folder.is_dir():
            problems.add("folder-is-file", Place(str(folder)), folder=folder)
            return
        if folder.is_dir() and any(folder.iterdir()):
            problems.add("folder-not-empty", Place(str(folder)), folder=folder)
            return
    try:
        with disk.told(folder):
            folder.mkdir(parents=True, exist_ok=True)
    except MachineTrouble as why:  # a link that leads nowhere, a place that is no disk
        kind = "folder-not-made" if why.kind == "disk-trouble" else why.kind
        raise MachineTrouble(kind, **why.params) from why
    with disk.told(folder):
        for source in sorted(p for p in FILES.rglob("*") if p.is_file()):
            name = source.relative_to(FILES).as_posix().replace("dot-", ".")
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
