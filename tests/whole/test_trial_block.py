"""A new kind of block is one Python file, one template and one test: tried in a copy of the tree."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.whole.project import BRIDGE, CHECKOUT, HOUSE, Town, content, environment

KIND = "ca_dao"

BLOCK = '''\
"""Folk verse that people around the place still know, with whoever told it."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.model import Block, Site, Text, field


class FolkVerseBlock(Block):
    """Ca dao, câu hát. / Folk verse."""

    usual_heading: ClassVar[Text] = Text(vi="Ca dao", en="Folk verse", km=None)
    order: ClassVar[int] = 37
    editions: ClassVar[tuple[str, ...]] = ("web", "kiosk")

    kind: Literal["ca_dao"] = field("Loại khối", "Kind")
    verses: tuple[str, ...] = field("Các câu", "Verses", min_length=1)
    teller: Text | None = field("Ai kể lại", "Who told it", None)

    def plain_text(self, site: Site, language: str) -> str:
        return " ".join(self.verses)
'''

TEMPLATE = """\
{# Folk verse, line by line. #}
<section id="B-{{ block.id }}">
{{ heading(block, level) }}
{% for verse in block.verses %}
<p lang="vi">{{ verse }}</p>
{% endfor %}
{% if block.teller %}
<p class="soft">{{ v.t(block.teller) }}</p>
{% endif %}
</section>
"""

TEST = '''\
"""Folk verse: every line in its order."""

from __future__ import annotations

from tests.make.pages import block_of, show, words

RAW = {"kind": "ca_dao", "id": "hat", "verses": ["Câu một", "Câu hai"]}


def test_verses_stand_in_their_order() -> None:
    """The lines are shown as they were given."""
    assert "Câu một Câu hai" in words(block_of(show(RAW), "hat"))
'''

FILES = {
    f"generator/blocks/{KIND}.py": BLOCK,
    f"templates/blocks/{KIND}.html": TEMPLATE,
    f"tests/blocks/test_{KIND}.py": TEST,
}
COPIED = ("docs/en", "docs/vi", "generator", "templates", "tests/blocks", "tests/make", "tools")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a block may touch, with the trial block in it."""
    root = tmp_path_factory.mktemp("trial")
    for name in COPIED:
        skip = shutil.ignore_patterns("__pycache__")
        shutil.copytree(CHECKOUT / name, root / name, ignore=skip)
    shutil.copy(CHECKOUT / "pyproject.toml", root)
    for name, text in FILES.items():
        assert not (root / name).exists(), f"the trial block is no trial: {name} is there"
        (root / name).write_text(text, "utf-8")
    return root


def run(tree: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A Python command in `folder` that sees the copy's package and no other."""
    return subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment({"PYTHONPATH": str(tree)}),
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_a_site_shows_the_trial_block(tree: Path, built: Town, tmp_path: Path) -> None:
    """A site that uses the new kind builds, and its page has heading, verses and teller."""
    town = content(built, tmp_path / "du-an")
    line = "  - {kind: ca_dao, id: hat, verses: [Câu một, Câu hai], teller: {vi: Bà con kể}}\n"
    path = town.site(BRIDGE) / "site.yaml"
    path.write_text(path.read_text("utf-8") + line, "utf-8")
    done = run(tree, town.root, "-m", "generator", "build", "--edition", "web")
    assert done.returncode == 0, done.stderr
    page = town.page(f"vi/{BRIDGE}/index.html")
    assert all(words in page for words in ("Ca dao", "Câu một", "Câu hai", "Bà con kể"))
    assert "Câu một" not in town.page(f"vi/{HOUSE}/index.html")
    without = town.build("--edition", "web")
    assert "[unknown-block-kind]" in without.err, "the checkout knows the trial block"


def test_a_mistake_in_the_trial_block_is_explained(tree: Path, built: Town, tmp_path: Path) -> None:
    """Its fields are checked like any other's, with place and nearest name."""
    town = content(built, tmp_path / "du-an")
    path = town.site(BRIDGE) / "site.yaml"
    text = path.read_text("utf-8") + "  - {kind: ca_dao, id: hat, verse: [Câu một]}\n"
    path.write_text(text, "utf-8")
    done = run(tree, town.root, "-m", "generator", "check")
    assert done.returncode == 1
    assert f"sites/{BRIDGE}/site.yaml:{len(text.splitlines())}:" in done.stderr
    assert "“verses”" in done.stderr


@pytest.mark.parametrize(("lang", "label"), [("vi", "Ai kể lại"), ("en", "Who told it")])
def test_schema_knows_the_trial_block(tree: Path, built: Town, lang: str, label: str) -> None:
    """`ditich schema` offers the kind with its labels in both languages."""
    done = run(tree, built.root, "-m", "generator", "schema", "--lang", lang)
    block = json.loads(done.stdout)["$defs"][f"block-{KIND}"]
    assert block["properties"]["teller"]["title"] == label
    refs = json.loads(done.stdout)["properties"]["blocks"]["items"]["anyOf"]
    assert {"$ref": f"#/$defs/block-{KIND}"} in refs


def test_reference_pages_know_the_trial_block(tree: Path) -> None:
    """The pages are found stale, and written anew they tell of the kind in both languages."""
    assert run(tree, tree, "tools/reference.py", "--check").returncode == 1
    done = run(tree, tree, "tools/reference.py")
    assert done.returncode == 0, done.stdout + done.stderr
    for lang, label in (("vi", "Ai kể lại"), ("en", "Who told it")):
        page = (tree / "docs" / lang / "site-yaml.md").read_text("utf-8")
        assert KIND in page
        assert label in page
        assert KIND not in (CHECKOUT / "docs" / lang / "site-yaml.md").read_text("utf-8")


def test_catalogue_tests_take_the_trial_block(tree: Path) -> None:
    """The tests of all kinds run for the new one too, and they and its own pass."""
    done = run(
        tree, tree, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-rA",
        "-k", KIND, "tests/blocks",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    passed = [line for line in done.stdout.splitlines() if line.startswith("PASSED")]
    assert len([line for line in passed if f"[{KIND}]" in line]) >= 3, done.stdout
    assert any("test_verses_stand_in_their_order" in line for line in passed)


def test_the_trial_block_is_three_files(tree: Path) -> None:
    """Nothing else was touched but the reference pages, which are written by their tool."""
    new = {p.relative_to(tree).as_posix() for p in tree.rglob("*") if p.is_file()}
    new = {n for n in new if "__pycache__" not in n and not n.startswith((".", "docs/"))}
    changed = {
        name
        for name in new
        if not (CHECKOUT / name).is_file()
        or (tree / name).read_bytes() != (CHECKOUT / name).read_bytes()
    }
    assert changed == set(FILES)
