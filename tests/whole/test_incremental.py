"""After any row of edits, what was built step by step is what one build of the content makes.

A person's edits are the rules of a state machine. After each of them the project is built as the
command would build it (replayed if nothing changed, else made), and compared with a clean build of
the same content elsewhere. A site that is broken then counts with what it said when it last was
sound, so the clean build is given that.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from generator import look, pipeline, state
from generator.plan import EDITIONS
from generator.problems import PROJECT
from generator.replay import BUILD
from tests.whole.makers import Makers
from tests.whole.project import (
    BRIDGE,
    HOUSE,
    NAMES,
    SHRINE,
    Town,
    codes,
    content,
    found_town,
    picture,
)

LONG = bool(os.environ.get("DITICH_ORDEAL"))
STEPS = 1000 if LONG else 50
"""Edits in all; a run has at most `LONGEST`, so that each begins from another state."""

EVERY = 1 if LONG else 3
"""After how many edits, each with its build, the tree is held against a clean one."""

LONGEST = 10 if LONG else 25
WORDS = ("mười hai cột", "mười ba cột", "hai mươi cột", "một trăm cột")
NOTICE = re.compile(rb'<p class="notice">[^<]*</p>')
SITES = st.sampled_from((HOUSE, SHRINE, BRIDGE))
SEEDS = st.integers(0, 3)
MAKERS = Makers(remember=True)
"""Within a run the same pictures are encoded once; what that takes is not what is on trial here."""


class Edits(RuleBasedStateMachine):
    """A project, an editor, and at every step the same content built from nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="ditich-"))
        self.town: Town = found_town(self.folder / "du-an")
        self.spare = self.folder / "lành"
        self.broken: set[str] = set()
        self.count = self.edits = 0
        self.proved = False

    def teardown(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder)

    # --- what an editor does -----------------------------------------------------------------

    def path(self, slug: str, name: str) -> Path:
        """A file of a site."""
        return self.town.site(slug) / name

    def has(self, slug: str) -> bool:
        """Whether that site is there and sound."""
        return self.town.site(slug).is_dir() and slug not in self.broken

    @initialize()
    def begin(self) -> None:
        """The first build; nothing is remembered of earlier runs."""
        MAKERS.known.clear()

    @rule(slug=SITES, words=st.sampled_from(WORDS))
    def change_a_word(self, slug: str, words: str) -> None:
        """Another number of pillars, written over the file (perhaps the same)."""
        if self.has(slug):
            path = self.path(slug, "vi.md")
            text = re.sub("|".join(WORDS), words, path.read_text("utf-8"))
            path.write_text(text, "utf-8")

    @rule(slug=st.sampled_from((HOUSE, SHRINE)), seed=SEEDS)
    def rename_a_picture(self, slug: str, seed: int) -> None:
        """The photograph under another name, in the folder and in the facts."""
        if self.has(slug):
            facts = self.path(slug, "site.yaml")
            (old,) = self.path(slug, "media").iterdir()
            new = f"ảnh-{seed}{old.suffix}"
            old.rename(old.with_name(new))
            facts.write_text(re.sub(r"file: .*", f"file: {new}", facts.read_text("utf-8")), "utf-8")

    @rule(slug=st.sampled_from((HOUSE, SHRINE)), seed=SEEDS)
    def replace_a_picture(self, slug: str, seed: int) -> None:
        """Another photograph under the same name, with the old one's date."""
        if self.has(slug):
            (path,) = self.path(slug, "media").iterdir()
            status = path.stat()
            kind = "JPEG" if path.suffix == ".jpg" else "PNG"
            path.write_bytes(picture(100 * len(slug) + seed, kind))
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    @rule(seconds=st.sampled_from((0, 10**9, 2 * 10**9 - 1)))
    def touch_everything(self, seconds: int) -> None:
        """Every input gets another date, as after a copy or a checkout."""
        for name in ("sites", "content"):
            for path in (self.town.root / name).rglob("*"):
                os.utime(path, (seconds, seconds))

    @rule(number=st.integers(1, 2))
    def add_a_site(self, number: int) -> None:
        """One more place, without a code."""
        if not self.town.site(f"them-{number}").exists():
            self.town.add_site(f"them-{number}", f"Nơi thêm thứ {number}")

    @rule(number=st.integers(1, 2))
    def remove_a_site(self, number: int) -> None:
        """A place that never had a code goes away again."""
        slug = f"them-{number}"
        if self.town.site(slug).exists() and slug not in codes(self.town).values():
            shutil.rmtree(self.town.site(slug))
            self.broken.discard(slug)

    @rule(slug=SITES)
    def add_a_language(self, slug: str) -> None:
        """An English page, or none again."""
        if self.has(slug):
            path = self.path(slug, "en.md")
            if path.exists():
                path.unlink()
            else:
                path.write_text("---\nlede: A place.\n---\n\nIt stands here.\n", "utf-8")

    @rule()
    def turn_the_languages(self) -> None:
        """English for the whole project, or Vietnamese alone."""
        path = self.town.root / "content" / "project.yaml"
        text = path.read_text("utf-8")
        new = (
            text.replace("[vi, en]", "[vi]")
            if "[vi, en]" in text
            else text.replace("[vi]", "[vi, en]")
        )
        path.write_text(new, "utf-8")

    @rule(slug=SITES)
    def break_a_site(self, slug: str) -> None:
        """A typo: from now on the site is served as it last was."""
        if self.has(slug):
            self.keep()
            self.town.edit(f"sites/{slug}/site.yaml", "kind: inventoried", "kind: inventored")
            self.broken.add(slug)

    @precondition(lambda self: self.broken)
    @rule(slug=SITES)
    def mend_a_site(self, slug: str) -> None:
        """The typo is gone."""
        if slug in self.broken:
            self.town.edit(f"sites/{slug}/site.yaml", "kind: inventored", "kind: inventoried")
            self.broken.discard(slug)

    @rule(words=st.sampled_from(("", "<!-- một -->", "<p>hai</p>")))
    def edit_a_template(self, words: str) -> None:
        """A template of the project's own, changed, or gone again."""
        path = self.town.root / "templates" / "web" / "list.html"
        shipped = look.template_folders(self.folder)[0] / "web" / "list.html"
        if words:
            text = shipped.read_text("utf-8").replace(
                "{% block main %}", f"{{% block main %}}{words}"
            )
            assert words in text
            self.town.write("templates/web/list.html", text)
        elif path.exists():
            shutil.rmtree(self.town.root / "templates")

    @rule(slug=st.sampled_from((*NAMES, "them-1", "them-2")))
    def issue_a_code(self, slug: str) -> None:
        """The first code of a place, or nothing where it has one."""
        if self.town.site(slug).is_dir() and slug not in codes(self.town).values():
            self.count += 1
            self.town.issue(slug, seed=self.count)

    @rule(name=st.sampled_from(("web/index.html", "web/la.txt", "print", "web/vi")))
    def spoil_the_output(self, name: str) -> None:
        """Somebody's hand in output/, which is ours alone."""
        path = self.town.root / "output" / name
        if path.is_dir():
            shutil.rmtree(path)
        elif path.parent.is_dir():
            path.write_text("?", "utf-8")

    # --- what must hold ----------------------------------------------------------------------

    def keep(self) -> None:
        """Remember every sound site's files: the content of its last good revision."""
        for folder in (self.town.root / "sites").iterdir():
            if folder.name not in self.broken:
                shutil.rmtree(self.spare / folder.name, ignore_errors=True)
                shutil.copytree(folder, self.spare / folder.name)

    def build(self) -> None:
        """As the command does it: replay, or build and remember."""
        root = str(self.town.root)
        if (known := state.unchanged(root, BUILD)) is not None:
            assert known.exit_code == bool(self.broken)
            return
        snapshot = state.look(root, BUILD)
        outcome = pipeline.build(self.town.root, EDITIONS, jobs=1)
        assert outcome.problems.errors(PROJECT) == ()
        assert {p.scope for p in outcome.problems.errors()} == self.broken
        kept = state.Replay([state.plain(p) for p in outcome.problems], {}, outcome.exit_code)
        assert state.remember(snapshot, tuple(outcome.made), kept)

    @invariant()
    def steps_and_clean_agree(self) -> None:
        """The tree after this edit is the tree of a clean build of the same content."""
        self.build()
        self.edits += 1
        if self.edits % EVERY:
            return
        clean = content(self.town, self.folder / "sạch")
        if self.proved:  # what was proved of the same bytes need not be proved again
            for path in (self.town.root / ".ditich").glob("proofs-*"):
                clean.write(f".ditich/{path.name}", path.read_bytes())
        self.proved = True
        for slug in self.broken:
            shutil.rmtree(clean.site(slug))
            shutil.copytree(self.spare / slug, clean.site(slug))
        outcome = pipeline.build(clean.root, EDITIONS, jobs=1)
        assert outcome.problems.errors() == ()
        assert trees(self.town, self.broken) == trees(clean, self.broken)
        shutil.rmtree(clean.root)


def trees(town: Town, broken: set[str]) -> dict[str, object]:
    """Every file by name, mode and bytes; where a site is broken, but for the line that says so.

    What a phone saves of it names its pages by their bytes, with that line: there they count by name alone.
    """
    found: dict[str, object] = dict(town.trees())
    if broken:
        for path in (town.root / "output").rglob("*.html"):
            name = path.relative_to(town.root).as_posix()
            found[name] = NOTICE.sub(b"", path.read_bytes())
        for slug in broken:
            for path in town.web.glob(f"*/{slug}/offline.json"):
                told = json.loads(path.read_text("utf-8"))
                told["files"] = [one[:1] if one[0].endswith("/") else one for one in told["files"]]
                found[path.relative_to(town.root).as_posix()] = told
        for edition in EDITIONS:
            names = town.tree(edition)
            found[edition] = {
                n: seen for n, seen in names.items() if not _said_otherwise(n, broken)
            }
    return found


def _said_otherwise(name: str, broken: set[str]) -> bool:
    """Whether `trees` tells of that file what it says, not its digest."""
    return name.endswith((".html", *(f"/{slug}/offline.json" for slug in broken)))


@pytest.mark.ordeal
@pytest.mark.slow
def test_step_by_step_is_as_good_as_at_once(
    monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    """After edit upon edit of a long row the incremental build equals a clean one, byte for byte."""
    record_property("edits", STEPS)
    monkeypatch.setattr("generator.work.make", MAKERS.make)
    run_state_machine_as_test(
        Edits,
        settings=settings(
            max_examples=STEPS // LONGEST, stateful_step_count=LONGEST, deadline=None,
            derandomize=True, database=None, phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
