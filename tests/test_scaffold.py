"""What ships and what is locked: wheel, sdist, lock files, and what Git is told to leave out."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import IO, cast

import pytest

from hatch_build import FACES, bundle_folder, is_fresh
from tools.guard_files import LIMIT_BYTES, refusal

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
TEMPLATES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "templates").rglob("*")
    if path.is_file() and not path.name.startswith(".")
)


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist of this checkout; nothing is downloaded."""
    assert is_fresh(ROOT), "the font bundle is stale: pip install -e ."
    folder = tmp_path_factory.mktemp("dist")
    nowhere = {**os.environ, "PATH": str(folder)}
    for target in ("wheel", "sdist"):
        command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
        subprocess.run(command, cwd=ROOT, env=nowhere, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> set[str]:
    """The names in the wheel."""
    (path,) = dist.glob("*.whl")
    assert path.name.endswith("-py3-none-any.whl")
    return set(zipfile.ZipFile(path).namelist())


def test_wheel_carries_fonts_and_templates(wheel: set[str]) -> None:
    """Every font, its licence and every template is in the wheel, inside the package."""
    expected = {f"generator/assets/fonts/{face.name}" for face in FACES}
    expected |= {f"generator/assets/fonts/{path.name}" for path in bundle_folder(ROOT).iterdir()}
    expected |= {f"generator/{name}" for name in TEMPLATES}
    assert TEMPLATES
    assert expected <= wheel


def test_wheel_carries_no_demo(wheel: set[str]) -> None:
    """The demo's sites, content and output stay in the repository, and so do the tests."""
    tops = {name.split("/", maxsplit=1)[0] for name in wheel}
    assert tops == {"generator", next(top for top in tops if top.endswith(".dist-info"))}
    assert not [name for name in wheel if name.startswith(("generator/sites", "generator/content"))]


def test_sdist_needs_no_node(dist: Path, tmp_path: Path) -> None:
    """Unpacked elsewhere, the sdist's font bundle is fresh, so its install fetches nothing."""
    (path,) = dist.glob("*.tar.gz")
    with tarfile.open(path) as archive:  # extractall(filter=) came only with Python 3.11.4
        for member in filter(tarfile.TarInfo.isfile, archive):
            target = tmp_path / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(cast("IO[bytes]", archive.extractfile(member)).read())
    (root,) = tmp_path.iterdir()
    assert is_fresh(root)
    assert (root / "templates").is_dir()
    assert not (root / "output").exists()


@pytest.mark.parametrize("name", LOCKS)
def test_python_lock_is_whole(name: str) -> None:
    """Each requirement is pinned, each has hashes, and no line says where to download."""
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.split("\n", maxsplit=2)[2].rstrip())
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+ ", entry), entry
        assert "--hash=sha256:" in entry
    assert "://" not in text
    assert "index-url" not in text


def test_dev_lock_agrees_with_runtime_lock() -> None:
    """What is tested is what is shipped: the dev lock pins the same runtime versions."""
    runtime, dev = (pins(name) for name in LOCKS)
    assert runtime.items() <= dev.items()


def pins(name: str) -> dict[str, str]:
    """Version by name."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, flags=re.MULTILINE))


def test_npm_lock_has_digests_and_no_addresses() -> None:
    """Every npm package is held by its digest; where it comes from is the user's own setting."""
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: about for name, about in json.loads(text)["packages"].items() if name}
    assert packages
    assert all(about["integrity"].startswith("sha512-") for about in packages.values())
    assert "://" not in text


def test_git_leaves_out_what_is_made() -> None:
    """No font, output or store can be committed by accident."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a Git checkout")
    made = ["output/web/index.html", ".ditich/store/x", f"generator/assets/fonts/{FACES[0].name}"]
    done = subprocess.run(
        ["git", "check-ignore", *made], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == made


def test_ci_never_skips_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a Chromium its tests are skipped on somebody's own machine and fail in CI."""
    assert re.search(r"^export CI=1\b", (ROOT / ".ci" / "run").read_text("utf-8"), re.MULTILINE)
    monkeypatch.setenv("DITICH_CHROMIUM", "/there/is/none")
    one = "tests/make/test_page_browser.py::test_the_policy_is_in_force"
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", one]
    for ci, code, said in (("", 0, "1 skipped"), ("1", 1, "1 error")):
        monkeypatch.setenv("CI", ci)
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert (done.returncode, said in done.stdout) == (code, True), done.stdout


def test_one_place_starts_the_browser_of_all_tests() -> None:
    """A second start would be skipped by rules of its own."""
    starts = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("*.py")
        if "chromium.launch(" in path.read_text("utf-8") and path != Path(__file__)
    ]
    assert starts == ["tests/conftest.py"]


def test_every_program_is_typed() -> None:
    """Types are asked of all Python here, but for the scripts that drew the demo's pictures."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a Git checkout")
    names = subprocess.run(
        ["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]
    homes = {name.partition("/")[0] for name in names.stdout.split() if "/broken/" not in name}
    assert homes - {"docs"} == set(settings["files"])
    assert "exclude" not in settings


def test_guard_refuses_fonts_and_very_large_files(tmp_path: Path) -> None:
    """A phone's photograph may enter the repository; a font and a film may not."""
    photo, film = tmp_path / "ảnh.jpg", tmp_path / "film.mp4"
    for path, size in ((photo, LIMIT_BYTES), (film, LIMIT_BYTES + 1)):
        with path.open("wb") as file:
            file.truncate(size)
    assert refusal(photo) is None
    assert "8.0 MB" in (refusal(film) or "")
    assert "npm" in (refusal(tmp_path / "face.woff2") or "")
