"""No change is seen by stat alone; any change at all, and any doubt, means build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import generator
from generator import state, tree
from generator.problems import Place, Problem
from generator.replay import find_project
from generator.state import Replay

OPTIONS = ("build", "web")
PROBLEM = Problem(
    Place("sites/dinh/site.yaml", 7, 3, "tên: Đình", 5),
    "unknown-field",
    (("known", "name"), ("name", "tên"), ("near", "")),
    "dinh",
)
SAID = Replay([state.plain(PROBLEM)], {"vi": ["Xong."], "en": ["Done."]}, 1)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project with a built edition, beside a small package; all of it ten seconds old."""
    for name in (
        "project/sites/dinh/site.yaml", "project/sites/dinh/media/a.jpg",
        "project/content/project.yaml", "project/templates/web/page.html",
        "project/output/web/index.html", "project/output/web/vi/index.html",
        "package/__init__.py", "package/templates/base.html",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
        then = time.time_ns() - 10 * tree.SECOND
        os.utime(tmp_path / name, ns=(then, then))
    monkeypatch.setattr(generator, "__file__", str(tmp_path / "package" / "__init__.py"))
    return tmp_path / "project"


def _run(root: Path, said: Replay = SAID) -> None:
    assert state.remember(state.look(str(root), OPTIONS), ["web"], said)


def _ask(root: Path) -> Replay | None:
    return state.unchanged(str(root), OPTIONS)


def test_nothing_changed_replays_what_the_last_run_said(root: Path) -> None:
    """Problems, summary in both languages and exit code come back as they were, again and again."""
    _run(root)
    for _ in range(3):
        again = _ask(root)
        assert again is not None
        assert [state.revive(data) for data in again.problems] == [PROBLEM]
        assert state.revive(again.problems[0]).render("vi") == PROBLEM.render("vi")
        assert (again.summary, again.exit_code) == ({"vi": ("Xong.",), "en": ("Done.",)}, 1)


def test_the_project_is_found_from_inside(root: Path) -> None:
    """Any folder of a project leads to it, also one not made yet; outside there is none."""
    for inside in (root, root / "sites/dinh/media", root / "sites/chua"):
        assert find_project(str(inside)) == str(root)
    assert not find_project(str(root.parent))


def test_without_a_run_before_there_is_nothing_to_replay(root: Path) -> None:
    """A project never built, or built with other options alone, is to be built."""
    assert _ask(root) is None
    _run(root)
    assert state.unchanged(str(root), ("build", "print")) is None
    assert _ask(root) is not None


def _same_size_and_time(path: Path) -> None:
    status = path.stat()
    path.write_text(path.read_text()[::-1])
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _replace_keeping_time(path: Path) -> None:
    new = path.with_name("new")
    shutil.copy2(path, new)
    new.replace(path)


def _become_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


SITE, PAGE = "sites/dinh/site.yaml", "output/web/vi/index.html"
CHANGES: dict[str, Callable[[Path], object]] = {
    "edit": lambda r: (r / SITE).write_text("x"),
    "edit of one size at one mtime": lambda r: _same_size_and_time(r / SITE),
    "replaced by another file": lambda r: _replace_keeping_time(r / SITE),
    "touch": lambda r: os.utime(r / SITE),
    "new site": lambda r: (r / "sites" / "chua").mkdir(),
    "new file deep down": lambda r: (r / "sites/dinh/media/b.jpg").touch(),
    "deleted input": lambda r: (r / "sites/dinh/media/a.jpg").unlink(),
    "renamed input": lambda r: (r / "sites/dinh").rename(r / "sites/dinh2"),
    "file became folder": lambda r: _become_folder(r / SITE),
    "content": lambda r: (r / "content/project.yaml").write_text("x"),
    "no content at all": lambda r: shutil.rmtree(r / "content"),
    "template": lambda r: (r / "templates/web/page.html").write_text("x"),
    "package": lambda r: (r.parent / "package/templates/base.html").write_text("x"),
    "package grew": lambda r: (r.parent / "package/new.py").touch(),
    "output edited": lambda r: _same_size_and_time(r / PAGE),
    "output deleted": lambda r: (r / PAGE).unlink(),
    "output folder deleted": lambda r: shutil.rmtree(r / "output"),
    "foreign output": lambda r: (r / "output/web/foreign.html").touch(),
    "output's mode": lambda r: (r / PAGE).chmod(0o600),
    "stage of a killed build": lambda r: (r / "output/.web.stage-1-0").mkdir(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_is_seen(root: Path, change: Callable[[Path], object]) -> None:
    """One change to an input, a template, the package or an output, and the answer is: build."""
    _run(root)
    assert _ask(root) is not None
    change(root)
    assert _ask(root) is None


def test_a_link_in_the_inputs_is_looked_through(root: Path, tmp_path: Path) -> None:
    """A change behind a symbolic link to a file or folder is seen; a circle of links ends."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "far.jpg").write_text("far")
    (root / "sites/dinh/shared").symlink_to(tmp_path / "shared")
    (root / "sites/dinh/near.jpg").symlink_to(root / "sites/dinh/media/a.jpg")
    (root / "sites/dinh/circle").symlink_to(root / "sites")
    (root / "sites/dinh/nowhere").symlink_to(root / "nothing")
    _run(root)
    assert _ask(root) is not None
    (tmp_path / "shared" / "far.jpg").write_text("changed")
    assert _ask(root) is None


def test_junk_is_no_change(root: Path) -> None:
    """What Finder, Explorer, Word and vim leave beside the content does not count."""
    _run(root)
    for name in (".DS_Store", "Thumbs.db", "~$vi.docx", ".vi.md.swp", "site.yaml~"):
        (root / "sites/dinh" / name).touch()
    (root / "sites/.git").mkdir()
    (root / "output/web/.DS_Store").touch()
    (root.parent / "package/__pycache__").mkdir()
    assert _ask(root) is not None


def test_another_version_or_other_libraries_mean_build(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new version of this package, or a library installed since, is a change; one of the system, too."""
    cache = tmp_path / "ld.so.cache"
    monkeypatch.setattr(state, "SYSTEM", (*state.SYSTEM, str(cache)))
    libraries = tmp_path / "site-packages"
    libraries.mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(libraries)])
    _run(root)
    assert _ask(root) is not None
    (libraries / "pillow-99.dist-info").mkdir()
    assert _ask(root) is None
    _run(root)
    assert _ask(root) is not None
    cache.write_bytes(b"libzbar.so.0")
    assert _ask(root) is None
    _run(root)
    monkeypatch.setattr(state, "_HEAD", state._HEAD.replace(b"state 1 ", b"state 1 9"))
    assert _ask(root) is None


def test_an_edit_during_the_build_is_not_lost(root: Path) -> None:
    """An input changed between the snapshot and the end of the build is built next time."""
    snapshot = state.look(str(root), OPTIONS)
    (root / SITE).write_text("edited while the build ran")
    state.remember(snapshot, ["web"], SAID)
    assert _ask(root) is None


def test_any_damage_to_the_state_means_build(root: Path) -> None:
    """One flipped byte or a cut anywhere in the state file is never an error and never a replay."""
    _run(root)
    [path] = (root / ".ditich/state").iterdir()
    sound = path.read_bytes()
    for at in range(0, len(sound), 7):
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 16]) + sound[at + 1 :])
        assert _ask(root) is None
        path.write_bytes(sound[:at])
        assert _ask(root) is None
    path.write_bytes(sound)
    assert _ask(root) is not None


def test_trouble_with_the_machine_is_not_replayed(root: Path) -> None:
    """Wrong use and machine trouble are worth another try: only exit codes 0 and 1 are kept."""
    for exit_code in (2, 3):
        with pytest.raises(ValueError, match="not to be replayed"):
            state.remember(state.look(str(root), OPTIONS), ["web"], Replay(exit_code=exit_code))


def test_a_folder_that_cannot_be_read_means_build(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error while looking is no answer: nothing is replayed and nothing remembered."""
    _run(root)

    def fail(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(tree, "look", fail)
    assert _ask(root) is None
    assert state.look(str(root), OPTIONS) is None
    assert not state.remember(None, ["web"], SAID)


def test_only_so_many_states_are_kept(root: Path) -> None:
    """A state file per set of options, the sixteen newest of them."""
    for n in range(20):
        assert state.remember(state.look(str(root), (str(n),)), ["web"], SAID)
    assert len(list((root / ".ditich/state").iterdir())) == state.KEPT
    assert state.unchanged(str(root), ("19",)) is not None


# ------------------------------------------------------------------ racily clean files


@pytest.fixture
def coarse_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that, like FAT, knows no ctime and tells time in steps of two seconds."""
    real = tree.seen

    def seen(status: os.stat_result) -> tree.Seen:
        size, mtime, _, inode = real(status)
        return size, mtime // tree.COARSE * tree.COARSE, 0, inode

    monkeypatch.setattr(tree, "seen", seen)


def _write_twice_within_one_tick(root: Path) -> None:
    tick = time.time_ns()
    (root / SITE).write_text("first ")
    os.utime(root / SITE, ns=(tick, tick))
    _run(root)
    (root / SITE).write_text("second")
    os.utime(root / SITE, ns=(tick, tick))


@pytest.mark.usefixtures("coarse_disk")
def test_a_file_changed_within_the_clocks_grain_is_seen(root: Path) -> None:
    """Written, built and written again in one tick, at one size: equal by stat, and still seen."""
    _write_twice_within_one_tick(root)
    assert _ask(root) is None


@pytest.mark.usefixtures("coarse_disk")
def test_by_stat_alone_that_change_would_be_lost(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: without the rule for racy files the same change is missed."""
    monkeypatch.setattr(state, "_racy", lambda *_: {})
    _write_twice_within_one_tick(root)
    assert _ask(root) is not None


def test_old_files_are_not_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files older than the clock's grain are decided by stat: not one is opened."""
    _run(root)
    monkeypatch.setattr(state, "_sha256", lambda *_: pytest.fail("a file was read"))
    assert _ask(root) is not None


def test_a_racy_file_is_read_once_more_and_then_trusted(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file just written is compared by its bytes, until a look finds it old enough."""
    (root / SITE).write_text("just now")
    _run(root)
    time.sleep(2 * tree.FINE / tree.SECOND)
    read: list[str] = []
    real = state._sha256

    def watch(root: str, name: str) -> str:
        read.append(name)
        return real(root, name)

    monkeypatch.setattr(state, "_sha256", watch)
    assert _ask(root) is not None
    assert read == [SITE]
    assert _ask(root) is not None
    assert read == [SITE]


def test_a_file_from_the_future_is_always_read(root: Path) -> None:
    """An mtime ahead of the clock (a camera's, another machine's) tells nothing: bytes decide."""
    ahead = time.time_ns() + 3600 * tree.SECOND
    os.utime(root / SITE, ns=(ahead, ahead))
    _run(root)
    for _ in range(2):
        assert _ask(root) is not None


# ------------------------------------------------------------------------------- speed


def test_the_decision_loads_next_to_nothing() -> None:
    """Asking loads five modules more than none; no pathlib, json, re, typing or hashlib."""
    program = (
        "import sys; before = set(sys.modules)\n"
        "from generator import state; state.unchanged('.', ())\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    repository = Path(__file__).parents[1]
    command = [sys.executable, "-c", program]
    loaded = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=True)
    allowed = {
        "generator",
        "generator.names",
        "generator.state",
        "generator.tree",
        "marshal",
        "zlib",
    }
    assert set(loaded.stdout.split()) - {"__future__"} <= allowed


GIT = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | {
    f"GIT_{who}_{what}": "thu@ditich.example"
    for who in ("AUTHOR", "COMMITTER")
    for what in ("NAME", "EMAIL")
}


def git(folder: Path, *words: str) -> None:
    """Run git there."""
    command = ("git", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false", *words)
    subprocess.run(command, cwd=folder, env=GIT, check=True, capture_output=True)


@pytest.mark.parametrize("where", ["root", "above", "worktree"])
def test_another_commit_is_a_change(root: Path, tmp_path: Path, where: str) -> None:
    """Whether codes were dropped is judged against git's HEAD, which moves without any input."""
    top = root if where == "root" else root.parent
    if where == "worktree":
        top = tmp_path / "kho"
        top.mkdir()
    git(top, "init")
    git(top, "commit", "--allow-empty", "-m", "một")
    if where == "worktree":
        git(top, "worktree", "add", "-b", "nhanh", str(tmp_path / "cay"))
        shutil.copytree(root, tmp_path / "cay" / "du-an")
        root = tmp_path / "cay" / "du-an"
        top = tmp_path / "cay"
    _run(root)
    assert _ask(root) is not None
    git(top, "commit", "--allow-empty", "-m", "hai")
    assert _ask(root) is None
    _run(root)
    git(top, "pack-refs", "--all")
    git(top, "checkout", "-q", "--detach", "HEAD~1")
    assert _ask(root) is None
