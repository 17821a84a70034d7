"""The reference pages say what the models say, and their example is a site that builds."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from generator import pipeline
from generator.model import Confidence, Frozen, field
from generator.problems import Problems
from generator.schema import site_schema
from generator.starter import start
from tools.plain_types import Incomplete, Page, shape
from tools.reference import LANGUAGES, ROOT, main, page

FILE = re.compile(r"^`(sites/[^`]+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PICTURE = re.compile(r"^# [^\n]*#[^\n]*:\n((?:# .*\n)+)", re.MULTILINE)


def example(lang: str) -> dict[str, str]:
    """The example's files as the page prints them, by path."""
    return dict(FILE.findall((ROOT / "docs" / lang / "site-yaml.md").read_text("utf-8")))


def project(folder: Path, files: dict[str, str]) -> Path:
    """A new project with these files in place of its sample site."""
    start(folder, Problems())
    shutil.rmtree(folder / "sites")
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_are_as_the_models_make_them(lang: str) -> None:
    """Each page in docs/ is, byte for byte, what the models give today."""
    written = (ROOT / "docs" / lang / "site-yaml.md").read_text("utf-8")
    assert written == page(lang), "run: python tools/reference.py"


def test_check_notices_a_page_that_was_edited(tmp_path: Path) -> None:
    """`--check` ends with 1 for a page of which one letter differs, and with 0 for fresh ones."""
    shutil.copytree(ROOT / "docs" / "vi", tmp_path / "docs" / "vi")
    shutil.copytree(ROOT / "docs" / "en", tmp_path / "docs" / "en")
    assert main(["--check"], tmp_path) == 0
    path = tmp_path / "docs" / "vi" / "site-yaml.md"
    path.write_text(path.read_text("utf-8").replace("Tên gọi", "Tên gội", 1), "utf-8")
    assert main(["--check"], tmp_path) == 1
    assert main([], tmp_path) == 0
    assert main(["--check"], tmp_path) == 0


def test_check_notices_a_new_field(tmp_path: Path) -> None:
    """A field added to a model in a copy of the tree makes both pages stale there."""
    for name in ("generator", "tools", "docs"):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("art", "assets", "*.pyc")
        )
    command = [sys.executable, "tools/reference.py", "--check"]
    fresh = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert fresh.returncode == 0, fresh.stdout + fresh.stderr
    model = tmp_path / "generator" / "model" / "source.py"
    old = '    issuer: Text | None = field("Cơ quan ban hành", "Issuer", None)\n'
    assert old in model.read_text("utf-8")
    new = old + '    seal: str | None = field("Con dấu", "Seal", None)\n'
    model.write_text(model.read_text("utf-8").replace(old, new), "utf-8")
    stale = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert stale.returncode == 1
    assert "docs/vi/site-yaml.md, docs/en/site-yaml.md" in stale.stdout


def test_forms_and_choices_without_words_are_refused() -> None:
    """A pattern that nobody described in plain words stops the page; a known type does not."""

    class Sample(Frozen):
        shelf: str = field("Kệ", "Shelf", pattern="^[A-Z]{3}$")
        sure: Confidence | None = field("Chắc", "Sure", None)

    made = Page("vi", {"says": {"choice": {"vi": "một trong"}}, "forms": []})
    assert shape(made, Sample.model_fields["sure"].annotation) == "một trong"
    with pytest.raises(Incomplete, match=r"\^\[A-Z\]"):
        shape(made, str, Sample.model_fields["shelf"].metadata)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_property_of_the_schema_is_told(lang: str) -> None:
    """The JSON Schema, made on another way, knows no field that the page leaves out."""
    text = page(lang)
    schema = site_schema()
    owners = [schema, *(one for name, one in schema["$defs"].items() if name != "Martyr")]
    elsewhere = {"body", "cues", "rows", "start", "end"}  # files of their own
    names = {name for owner in owners for name in owner.get("properties", ())} - elsewhere
    assert len(names) > 80
    assert [name for name in sorted(names) if f"| `{name}` |" not in text] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_links_within_a_page_lead_somewhere(lang: str) -> None:
    """Every `#…` link has its anchor in the page, and every anchor stands once."""
    text = page(lang)
    anchors = re.findall(r'<a id="([^"]+)">', text)
    assert len(anchors) == len(set(anchors)) > 30
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(anchors)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_example_builds(lang: str, tmp_path: Path) -> None:
    """The two files of the example, copied as they stand, build without a single remark."""
    files = example(lang)
    assert [name.rsplit("/", 1)[-1] for name in files] == ["site.yaml", "vi.md"]
    root = project(tmp_path / "x", files)
    outcome = pipeline.build(root, ("web",), jobs=1)
    assert [p.render(lang) for p in outcome.problems] == []
    slug = next(iter(files)).split("/")[1]
    text = (root / "output" / "web" / "vi" / slug / "index.html").read_text("utf-8")
    assert "Trung đoàn 10" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_example_builds_with_its_picture(lang: str, tmp_path: Path) -> None:
    """With the # taken off and a real JPEG in media/, the picture reaches the page."""
    files = example(lang)
    name, text = next(iter(files.items()))
    commented = PICTURE.search(text)
    assert commented
    more = re.sub(r"^# ", "", commented[1], flags=re.MULTILINE)
    root = project(tmp_path / "x", {**files, name: text[: commented.start()] + more})
    file = re.search(r"file: (\S+)", more)
    assert file
    folder = (root / name).parent
    (folder / "media").mkdir()
    Image.linear_gradient("L").convert("RGB").resize((900, 600)).save(folder / "media" / file[1])
    outcome = pipeline.build(root, ("web",), jobs=1)
    assert [p.render(lang) for p in outcome.problems.errors()] == []
    assert list((root / "output" / "web" / "m").rglob("*.jpg"))


def test_a_broken_example_is_noticed(tmp_path: Path) -> None:
    """The same build refuses the example once a source is misspelt: the test above can fail."""
    files = example("vi")
    name, text = next(iter(files.items()))
    root = project(tmp_path / "x", {**files, name: text.replace("[s2]", "[s3]")})
    outcome = pipeline.build(root, ("web",), jobs=1)
    assert [p.kind for p in outcome.problems.errors()] == ["unknown-source"]
