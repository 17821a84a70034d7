"""Runs the tests marked `ordeal` in their long form and writes what came out to docs/ordeal.md.

A test tells its counts with pytest's record_property ("kills", 500); its first docstring line
says what it proves. More arguments go to pytest: tools/ordeal.py -k codes.
"""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

REPORT = Path(__file__).parent.parent / "docs" / "ordeal.md"
HEAD = """\
# The ordeal

What `make ordeal` last proved, on {machine}. Seconds are of that machine.

| what | counts | result | seconds |
|---|---|---|---|
"""


@dataclass(eq=False)  # a plugin is looked up by what it is
class Scribe:
    """A pytest plugin that keeps, for every test, its sentence, counts, result and seconds."""

    sentences: dict[str, str] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Note what each test says it proves."""
        for item in items:
            words = str(getattr(getattr(item, "obj", None), "__doc__", None) or item.name)
            self.sentences[item.nodeid] = words.strip().splitlines()[0]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how it went; a failure before or after the test itself counts too."""
        if report.when != "call" and report.passed:
            return
        counts = ", ".join(f"{value} {name}" for name, value in report.user_properties)
        cells = [self.sentences.get(report.nodeid, ""), counts, report.outcome]
        words = [cell.replace("|", "\\|") for cell in cells]
        self.rows[report.nodeid] = f"| {' | '.join(words)} | {report.duration:.1f} |\n"

    def text(self) -> str:
        """The report, sorted by test."""
        machine = f"{platform.system()}, Python {platform.python_version()}, {os.cpu_count()} cores"
        return HEAD.format(machine=machine) + "".join(self.rows[name] for name in sorted(self.rows))


def main(arguments: list[str]) -> int:
    """Run, write, and return pytest's exit code."""
    os.environ["DITICH_ORDEAL"] = "1"
    scribe, chosen = Scribe(), ["-m", "ordeal", *arguments]
    # Apart: with `-n` the tests are collected in other processes.
    pytest.main([*chosen, "--collect-only", "--quiet"], plugins=[scribe])
    code = pytest.main(chosen, plugins=[scribe])
    if scribe.rows:
        REPORT.write_text(scribe.text(), encoding="utf-8", newline="\n")
        print("written: docs/ordeal.md")
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
