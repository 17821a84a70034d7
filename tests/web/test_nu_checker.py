"""The Nu HTML checker's verdict on every page of the demo (`make judge`; tools/judge-needs fetches it)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.web.conftest import Built

pytestmark = pytest.mark.judge

JAR = Path("judges") / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.fixture
def jar(judges: Path) -> Path:
    """The checker, where it is asked for by name; without it or a Java the test fails."""
    found = Path(os.environ.get("DITICH_VNU", judges / JAR))
    assert found.is_file(), "no Nu HTML checker: run tools/judge-needs"
    assert shutil.which("java"), "no Java to run it with: run tools/judge-needs"
    return found


def errors(jar: Path, *pages: Path) -> list[str]:
    """Its errors in these pages, HTML and CSS.

    Warnings are left out: read from a file, it takes the page's own `'self'` for another origin.
    """
    command = ["java", "-Xss2m", "-jar", str(jar), "--errors-only", "--format", "json"]
    done = subprocess.run([*command, *map(str, pages)], capture_output=True, check=False)
    told = json.loads(done.stderr)["messages"]
    assert (done.returncode == 0) == (not told)
    return [f"{m['url']}:{m.get('lastLine')}: {m['message']}" for m in told]


def test_no_page_has_an_error(demo: Built, jar: Path) -> None:
    """HTML and CSS of every page of the demo are valid."""
    pages = sorted(demo.town.web.rglob("*.html"))
    assert len(pages) > 30
    assert errors(jar, *pages) == []


def test_the_checker_sees_a_slip(demo: Built, jar: Path, tmp_path: Path) -> None:
    """A block inside a heading and a misspelt colour in one page are told with their lines."""
    page = tmp_path / "page.html"
    html = (demo.town.web / "index.html").read_text("utf-8")
    html = html.replace("<h1>", "<h1><div>x</div>").replace("<style>", "<style>p{color:rde}")
    page.write_text(html, "utf-8")
    found = " ".join(errors(jar, page))
    assert "div" in found
    assert "rde" in found
