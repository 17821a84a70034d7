"""The command answers at once: what its entry imports is counted, in modules, not in milliseconds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

COMMAND = ("-c", "from generator.__main__ import main; main()")
"""What the installed `ditich` does."""

HEAVY = frozenset({
    "PIL", "av", "edtf", "jinja2", "livereload", "markdown", "nh3", "numpy", "pikepdf", "pydantic",
    "pypdfium2", "qrcode", "selectolax", "tornado", "uharfbuzz", "vietnam_provinces", "watchfiles", "yaml",
    "zxingcpp",
})  # fmt: skip
"""What only stages need; one of them costs 25 to 220 ms of the 100 ms that a first answer may take."""

MOST_UNCHANGED = 10
"""Modules that *no change* may import beyond a bare interpreter's: our own six, zlib and `__future__`."""

MOST_HELP = 110
"""Modules that `ditich --help` may import beyond a bare interpreter's; click brings most of them."""

_LINE = re.compile(r"^import time:\s+\d+ \|\s+\d+ \| +(\S+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built once and has not changed since; no file of it is younger than a moment."""
    folder = tmp_path_factory.mktemp("entry") / "project"
    for words, where in (("new", folder.parent), ("build", folder)):
        done = _run([*COMMAND, *([words, str(folder)] if words == "new" else [words])], where)
        assert done.returncode == 0, done.stderr
    time.sleep(0.2)  # younger files are compared by their bytes, which needs hashlib as well
    assert _run([*COMMAND, "build"], folder).returncode == 0
    return folder


def _run(words: list[str], where: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *words],
        cwd=where,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def _imported(words: list[str], where: Path) -> set[str]:
    """The modules that running Python with `words` imports, beyond those it always does."""
    bare = _run(["-X", "importtime", "-c", "pass"], where)
    done = _run(["-X", "importtime", *words], where)
    assert done.returncode == 0, done.stderr
    return set(_LINE.findall(done.stderr)) - set(_LINE.findall(bare.stderr))


def _heavy(modules: set[str]) -> set[str]:
    return {name.split(".", maxsplit=1)[0] for name in modules} & HEAVY


def test_nothing_changed_imports_next_to_nothing(project: Path) -> None:
    """A build after which nothing changed neither loads the command line nor any stage."""
    modules = _imported([*COMMAND, "build"], project)
    assert not _heavy(modules)
    assert not modules & {"click", "dataclasses", "typing", "json", "pathlib", "re"}
    assert "generator.state" in modules
    assert len(modules) <= MOST_UNCHANGED, sorted(modules)


def test_help_imports_no_stage(project: Path) -> None:
    """The first help comes from the command line alone."""
    modules = _imported([*COMMAND, "--help"], project)
    assert not _heavy(modules)
    assert not {name for name in modules if name.startswith("generator.make")}
    assert "click" in modules
    assert len(modules) <= MOST_HELP, sorted(modules)


def test_the_count_sees_what_a_stage_imports(project: Path) -> None:
    """Negative control: a command that does work is over both ceilings and names its libraries."""
    modules = _imported([*COMMAND, "check"], project)
    assert {"pydantic", "yaml"} <= _heavy(modules)
    assert len(modules) > MOST_HELP > MOST_UNCHANGED


def test_pages_alone_load_no_reader_of_codes(project: Path) -> None:
    """Only what is made for shops asks which readers are here (the second build is the control)."""
    for edition, loads in (("web", False), ("print", True)):
        modules = _imported([*COMMAND, "build", "--edition", edition], project)
        assert ("pyzbar" in modules) is loads


def test_a_change_is_not_answered_from_memory(project: Path) -> None:
    """Negative control: after an edit the same command loads the stages, and the next one does not."""
    (story,) = project.glob("sites/*/vi.md")
    story.write_text(story.read_text("utf-8") + "\nThêm một câu.\n", "utf-8")
    assert {"jinja2", "markdown", "pydantic"} <= _heavy(_imported([*COMMAND, "build"], project))
    time.sleep(0.2)
    assert not _heavy(_imported([*COMMAND, "build"], project))


def test_a_console_that_is_not_utf8_is_no_reason_to_fail(project: Path) -> None:
    """In a log of another encoding a build, and the next that only says it again, both end well."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    for _ in range(2):
        command = [sys.executable, *COMMAND, "build"]
        done = subprocess.run(command, cwd=project, env=env, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        assert "1 nơi" in done.stdout.decode()


INTERRUPTED = """
import os, signal, sys, time

class AtModule:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)

sys.meta_path.insert(0, AtModule())
from generator.__main__ import main
main()
"""
"""Ctrl-C at the moment when `module` is looked for."""


@pytest.mark.skipif(sys.platform == "win32", reason="sends itself a signal")
@pytest.mark.parametrize("module", ["generator.cli", "click", "generator.say", "generator.check"])
def test_ctrl_c_while_modules_load_is_a_sentence(project: Path, module: str) -> None:
    """Before the command line is there and behind it: one sentence, 130, no traceback."""
    words = INTERRUPTED.format(module=module)
    done = _run(["-c", words, "check", "--lang", "en"], project)
    assert done.returncode == 130
    assert done.stderr.strip().splitlines() == [
        "Stopped (Ctrl+C). Pages and plaques built before are as they were."
    ]
