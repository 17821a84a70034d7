"""The built wheel alone is enough: installed elsewhere, it starts and builds a project."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.once import once
from tests.whole.project import CHECKOUT, environment

BIN = "Scripts" if os.name == "nt" else "bin"


def run(folder: Path, *command: str | Path) -> str:
    """What a command says in `folder`, out of reach of the checkout; it must succeed."""
    kept = {name: value for name, value in environment().items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(word) for word in command], cwd=folder, env=kept,
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    (found,) = once(tmp_path_factory, "wheel", _packed).glob("ditich-*.whl")
    return found


def _packed(folder: Path) -> None:
    folder.mkdir()
    run(
        folder, sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, CHECKOUT
    )  # fmt: skip


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`ditich` in a fresh environment; libraries are borrowed, but in CI they are installed as well."""
    home = once(tmp_path_factory, "elsewhere", lambda folder: _installed(folder, wheel))
    return home / BIN / "ditich"


def _installed(home: Path, wheel: Path) -> None:
    venv.create(home, with_pip=False)
    python = home / BIN / "python"
    if os.environ.get("CI"):
        run(
            home, sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", python, wheel
        )
    else:
        run(
            home, sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python,
            "install", "--quiet", "--no-deps", "--no-index", wheel,
        )  # fmt: skip
        place = run(home, python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
        borrowed = Path(place.strip()) / "borrowed.pth"
        borrowed.write_text(sysconfig.get_path("purelib") + "\n", "utf-8")


@pytest.mark.slow
def test_wheel_holds_all_that_a_build_needs(wheel: Path) -> None:
    """Code, templates, fonts with their licences, starter and words are in; demo and tests are not."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    wanted = {
        path.relative_to(CHECKOUT).as_posix()
        for path in (CHECKOUT / "generator").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    templates = {
        f"generator/{path.relative_to(CHECKOUT).as_posix()}"
        for path in (CHECKOUT / "templates").rglob("*")
        if path.is_file()
    }
    assert wanted | templates <= names
    for part in ("templates/web/site.html", "assets/fonts/BeVietnamPro-Regular.ttf",
                 "assets/fonts/OFL-noto-serif.txt", "starter/content/project.yaml",
                 "starter/dot-gitignore", "locale/problems.toml", "locale/words.toml"):  # fmt: skip
        assert f"generator/{part}" in names
    top = {name.partition("/")[0] for name in names}
    assert top == {"generator", next(name for name in top if name.endswith(".dist-info"))}


@pytest.mark.slow
def test_new_and_build_work_from_the_wheel_alone(program: Path, tmp_path: Path) -> None:
    """`ditich new x && cd x && ditich build` makes pages that open and lead nowhere dead."""
    origin = run(
        tmp_path, program.with_name("python"), "-c", "import generator as g; print(g.__file__)"
    )
    assert program.parent.parent in Path(origin.strip()).parents, "the checkout was imported"
    run(tmp_path, program, "new", "x")
    said = run(tmp_path / "x", program, "build")
    assert "✓ Đã dựng 1 nơi" in said
    web = tmp_path / "x" / "output" / "web"
    pages = sorted(web.rglob("*.html"))
    assert web / "index.html" in pages
    for page in pages:
        tree = LexborHTMLParser(page.read_text("utf-8"))
        assert tree.css_first("h1") is not None
        for node in tree.css("a[href], script[src], img[src]"):
            link = node.attributes.get("href") or node.attributes.get("src") or ""
            if not re.match(r"[a-z]+:|#", link):
                # As a browser joins them: no `..` leads above the host, which the 404 page makes use of.
                url = urljoin(f"http://host/{page.relative_to(web).as_posix()}", link)
                target = web / urlsplit(url).path.lstrip("/")
                assert (target / "index.html" if link.endswith("/") else target).is_file(), link
    assert (tmp_path / "x" / ".gitignore").is_file()


@pytest.mark.slow
def test_a_plaque_can_be_made_from_the_wheel_alone(program: Path, tmp_path: Path) -> None:
    """With a host and a code the wheel's own fonts and templates make a plate, its papers and its pack."""
    run(tmp_path, program, "new", "x")
    project = tmp_path / "x" / "content" / "project.yaml"
    text = project.read_text("utf-8")
    project.write_text(text + "hosts:\n  - base: https://ditich.example\n", "utf-8")
    run(tmp_path / "x", program, "codes", "issue", "noi-vi-du")
    assert "1 biển" in run(tmp_path / "x", program, "build")
    kinds = {path.suffix for path in (tmp_path / "x" / "output" / "print").rglob("*-bien-200*")}
    assert kinds == {".pdf", ".svg", ".dxf", ".plt", ".png", ".txt", ".json", ".zip"}


@pytest.mark.slow
def test_the_wheel_says_who_it_is(program: Path, tmp_path: Path) -> None:
    """`ditich --version` and bare `ditich` answer outside any project."""
    assert re.fullmatch(r"ditich \d+\.\S+\n", run(tmp_path, program, "--version"))
    assert "ditich moi" in run(tmp_path, program)
