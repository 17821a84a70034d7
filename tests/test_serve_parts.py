"""The preview's parts by themselves: the builder's queue, the memory of checks, what is shown."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import watchfiles

from generator.check import Checked
from generator.jobs import Made, PageJob
from generator.ledger import read_ledger
from generator.outcome import Outcome
from generator.problems import MachineTrouble, Place, Problems
from generator.serve import builder
from generator.serve import watcher as watching
from generator.serve.builder import Builder
from generator.serve.memory import Warm
from generator.serve.shown import GONE, Shown, following
from generator.serve.watcher import Watcher
from tests.preview_work import until

HERE = Place("sites/a/site.yaml", 1)


def made(target: str, digest: str = "1") -> Made:
    """A page with that digest."""
    return Made(target, digest * 64, 1, "text/html")


def outcome(
    tmp_path: Path, targets: dict[str, str], *broken: str, project: bool = False
) -> Outcome:
    """A build that made these targets, with an error in each of these sites."""
    problems = Problems()
    for slug in broken:
        problems.within(slug).add("unknown-field", HERE, name="x", near="", known="")
    if project:
        problems.add("project-missing", HERE)
    ledger = read_ledger(tmp_path / "content" / "codes", problems)
    found = Outcome(problems, Checked(None, (), ("a", "b"), ledger))
    if targets:
        found.made["web"] = {t: made(t, d) for t, d in targets.items()}
    return found


def digests(shown: Shown) -> dict[str, str]:
    """Target and first letter of its digest."""
    return {target: one.digest[0] for target, one in shown.tree.items()}


# --- builder ------------------------------------------------------------------------------------


def test_what_is_asked_during_a_build_is_built_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any number of edits during a build give one more build, begun after the last of them."""
    runs: list[int] = []
    inside, go_on = threading.Event(), threading.Event()

    def slow(*_args: object, **_kwargs: object) -> Outcome:
        runs.append(1)
        inside.set()
        assert go_on.wait(5)
        return outcome(tmp_path, {"index.html": str(len(runs))})

    monkeypatch.setattr(builder, "render", slow)
    at_work = Builder(tmp_path, lambda _before, _shown: None)
    at_work.start()
    assert inside.wait(5)
    for _ in range(5):
        at_work.ask()
    go_on.set()
    until(lambda: at_work.shown.number == 2, "the second build")
    at_work.stop()
    assert len(runs) == 2
    assert digests(at_work.shown) == {"index.html": "2"}


@pytest.mark.parametrize(("trouble", "kind"), [
    (MachineTrouble("store-restless", file="x"), "store-restless"),
    (OSError(28, "No space left on device", "x"), "disk-full"),
    (ZeroDivisionError("ours"), "our-fault"),
])  # fmt: skip
def test_a_build_that_breaks_is_told_and_the_next_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: Exception, kind: str
) -> None:
    """A full disk or a mistake of ours becomes a sentence over the pages; the thread lives on."""
    answers: list[Exception | None] = [None, trouble, None]

    def render(*_args: object, **_kwargs: object) -> Outcome:
        answer = answers.pop(0)
        if answer:
            raise answer
        return outcome(tmp_path, {"index.html": "1"})

    monkeypatch.setattr(builder, "render", render)
    seen: list[Shown] = []
    at_work = Builder(tmp_path, lambda _before, shown: seen.append(shown))
    at_work.start()
    for count in (1, 2, 3):
        until(lambda n=count: len(seen) == n, "a build")  # type: ignore[misc]
        at_work.ask()
    at_work.stop()
    assert [problem.kind for problem in seen[1].problems] == [kind]
    assert digests(seen[1]) == {"index.html": "1"}
    assert seen[2].problems == ()
    assert "Traceback" not in "".join(p.render() for p in seen[1].problems)


def test_a_terminal_that_is_gone_stops_no_preview(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever closes the window's pipe still sees every edit in the browser."""
    number = iter("123456789")
    monkeypatch.setattr(
        builder, "render", lambda *_a, **_k: outcome(tmp_path, {"index.html": next(number)})
    )

    def tell(_before: Shown, _shown: Shown) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    at_work = Builder(tmp_path, tell)
    at_work.start()
    until(lambda: at_work.shown.number == 1, "the first build")
    at_work.ask()
    until(lambda: at_work.shown.number == 2, "the second build")
    at_work.stop()


# --- memory -------------------------------------------------------------------------------------


class Counter:
    """A check that counts, digests one file and finds one thing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.runs = 0

    def __call__(self, problems: Problems, digest_of: object) -> str:
        """What the file says."""
        self.runs += 1
        assert callable(digest_of)
        digest_of(self.path)
        problems.warn("unknown-field", HERE, name="x", near="", known="")
        return self.path.read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """sites/a with one file, beside content/."""
    (tmp_path / "content").mkdir()
    (tmp_path / "sites" / "a").mkdir(parents=True)
    (tmp_path / "sites" / "a" / "vi.md").write_text("một", "utf-8")
    return tmp_path / "sites" / "a"


def test_an_untouched_folder_is_not_checked_again(folder: Path) -> None:
    """The same answer, the same problems and the same digests asked, without a second check."""
    warm, check = Warm(folder.parents[1] / "content"), Counter(folder / "vi.md")
    asked: list[Path] = []

    def digest_of(path: Path) -> str:
        asked.append(path)
        return ""

    for count in (1, 2, 3):
        problems = Problems()
        assert warm.once(folder, check, problems.within("a"), digest_of) == "một"
        assert [p.scope for p in problems] == ["a"]
        assert asked == [folder / "vi.md"] * count
    assert check.runs == 1


def test_a_touched_folder_is_checked_again(folder: Path) -> None:
    """A change of the file, a word of the watcher, a change of what all share: each checks anew."""
    shared = folder.parents[1] / "content"
    warm, check = Warm(shared), Counter(folder / "vi.md")

    def ask() -> str:
        warm.once(shared, lambda _problems, _of: None, Problems(), str)
        return warm.once(folder, check, Problems("a"), lambda _path: "")

    assert ask() == "một"
    (folder / "vi.md").write_text("hai hai", "utf-8")
    assert ask() == "hai hai"
    assert check.runs == 2
    warm.forget({str(folder / "media" / "x.jpg")})
    ask()
    assert check.runs == 3
    (shared / "project.yaml").write_text("title: x\n", "utf-8")
    ask()
    assert check.runs == 4
    warm.forget({str(folder.parent / "b" / "vi.md")})
    ask()
    assert check.runs == 4


def test_a_problem_found_before_counts(folder: Path) -> None:
    """What the scan says of a site before its check is part of what the check sees."""
    warm, check = Warm(folder.parents[1] / "content"), Counter(folder / "vi.md")
    warm.once(folder, check, Problems("a"), lambda _path: "")
    problems = Problems("a")
    problems.add("unknown-field", HERE, name="scan", near="", known="")
    warm.once(folder, check, problems, lambda _path: "")
    assert check.runs == 2
    assert len(problems) == 2


# --- shown --------------------------------------------------------------------------------------


def test_a_broken_site_keeps_its_last_pages(tmp_path: Path) -> None:
    """Its own pages and the files they need stay; everything else is as the build made it."""
    first = following(Shown(), outcome(tmp_path, {
        "index.html": "1", "vi/a/index.html": "1", "vi/b/index.html": "1", "m/old.jpg": "1",
    }), 0.1)  # fmt: skip
    second = following(first, outcome(tmp_path, {
        "index.html": "2", "vi/a/index.html": "2", "vi/b/index.html": "2", "vi/a/x.jpg": "2",
    }, "a"), 0.1)  # fmt: skip
    assert digests(second) == {
        "index.html": "2", "vi/a/index.html": "1", "vi/b/index.html": "2", "m/old.jpg": "1",
    }  # fmt: skip
    mended = following(second, outcome(tmp_path, {"vi/a/index.html": "3"}), 0.1)
    assert digests(mended) == {"vi/a/index.html": "3"}


def test_an_error_of_the_project_keeps_everything(tmp_path: Path) -> None:
    """Nothing was made: the tree stays, the problem is told."""
    first = following(Shown(), outcome(tmp_path, {"index.html": "1"}), 0.1)
    second = following(first, outcome(tmp_path, {}, project=True), 0.1)
    assert second.tree == first.tree
    assert [p.kind for p in second.problems] == ["project-missing"]


def test_a_build_that_stopped_half_way_keeps_everything(tmp_path: Path) -> None:
    """Some pages made and others not is no tree to show."""
    first = following(Shown(), outcome(tmp_path, {"index.html": "1", "vi/a/index.html": "1"}), 0.1)
    half = outcome(tmp_path, {"index.html": "2"}, project=True)
    half.planned = (PageJob("web", "index.html", "project"), PageJob("web", "vi/a/index.html", "a"))
    assert digests(following(first, half, 0.1)) == digests(first)
    half.made["web"]["vi/a/index.html"] = made("vi/a/index.html", "2")
    assert digests(following(first, half, 0.1)) == {"index.html": "2", "vi/a/index.html": "2"}


def test_only_a_page_that_differs_reloads(tmp_path: Path) -> None:
    """An open page reloads if what it shows has other bytes now, or was missing a build ago."""
    first = following(Shown(), outcome(tmp_path, {"index.html": "1", "vi/a/index.html": "1"}), 0.1)
    home, site = first.token(""), first.token("vi/a/")
    second = following(first, outcome(tmp_path, {"index.html": "1", "vi/a/index.html": "2"}), 0.1)
    assert not second.differs("", home)
    assert second.differs("vi/a/", site)
    assert not second.differs("", f"{GONE}2")
    assert second.differs("", f"{GONE}1")
    assert second.differs("", f"{GONE}nonsense")


# --- watcher ------------------------------------------------------------------------------------


def test_every_event_arrives_while_another_is_handled(tmp_path: Path) -> None:
    """Files written one by one, faster than they are handled, are all told of."""
    told: set[str] = set()
    watcher = Watcher(lambda: (tmp_path,), lambda burst: told.update(Path(p).name for p in burst))
    assert watcher.start(lambda: None) is True, "livereload would poll"
    until(lambda: (tmp_path / "first").write_text("x") and "first" in told, "the watch")
    for number in range(60):
        (tmp_path / f"file{number}").write_text("x", "utf-8")
    until(lambda: len(told) == 61, "every file")
    watcher.stop()
    assert not watcher._thread.is_alive()


def test_a_watch_that_fails_once_is_tried_again_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only after two failures in a row are files looked at instead, and no failure ends the watch."""
    stands, fails = {(watchfiles.Change.added, "x")}, OSError(2, "gone")
    plan: list[Exception | set[tuple[watchfiles.Change, str]]] = [
        fails,
        stands,
        fails,
        fails,
        RuntimeError("of watchfiles"),
        stands,
    ]
    forced: list[bool | None] = []

    def watch(
        *_folders: Path, **options: bool | None
    ) -> Iterator[set[tuple[watchfiles.Change, str]]]:
        step = plan.pop(0) if plan else stands
        forced.append(options["force_polling"])
        if isinstance(step, Exception):
            raise step
        yield step
        if plan:
            raise OSError(28, "no watch left")

    told: list[frozenset[str]] = []
    monkeypatch.setattr(watchfiles, "watch", watch)
    monkeypatch.setattr(watching, "LOOK", 1)
    watcher = Watcher(lambda: (tmp_path,), told.append)
    watcher.start(lambda: None)
    until(lambda: len(told) >= 2, "the watch after its failures")
    watcher.stop()
    assert forced[:6] == [None, None, None, True, True, True]


CLOSED = """
import os, sys, tempfile
from pathlib import Path
from generator.serve.watcher import Watcher
from tests.preview_work import until

if os.geteuid() == 0:  # root may read everything
    os.setgid(65534)
    os.setuid(65534)
with tempfile.TemporaryDirectory() as name:
    closed = Path(name, "sites", "a")
    closed.mkdir(parents=True)
    closed.chmod(0)
    told = set()
    watcher = Watcher(lambda: (Path(name),), lambda burst: told.update(Path(p).name for p in burst))
    watcher.start(lambda: None)
    until(lambda: Path(name, "beside").write_text("x") and "beside" in told, "beside it", 10)
    closed.chmod(0o755)
    until(lambda: (closed / "inside").write_text("x") and "inside" in told, "inside it", 10)
    watcher.stop()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs the modes of POSIX")
def test_a_folder_that_may_not_be_read_ends_no_watch() -> None:
    """Its neighbours are watched, and it too once it may be read."""
    done = subprocess.run(
        [sys.executable, "-c", CLOSED], cwd=Path(__file__).parent.parent, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
