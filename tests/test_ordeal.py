"""`make ordeal`: the long tests run, and what they proved is written down."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONG = '''
import pytest

@pytest.mark.ordeal
def test_endures(record_property):
    """It endures."""
    record_property("kills", 500)

@pytest.mark.ordeal
def test_breaks():
    """It breaks."""
    assert False

def test_short():
    """It is not asked."""
'''
PROGRAM = """
import sys
from pathlib import Path
import ordeal
ordeal.REPORT = Path(sys.argv[1])
sys.exit(ordeal.main(sys.argv[2:]))
"""


def test_what_was_endured_is_written_down(tmp_path: Path) -> None:
    """The report has a row for each long test, with its sentence, counts and result; a failure shows."""
    (tmp_path / "test_long.py").write_text(LONG, "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = ordeal\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "ordeal.md", "-q", "-p", "no:cacheprovider"],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT / "tools")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    rows = (tmp_path / "ordeal.md").read_text("utf-8").splitlines()
    assert done.returncode == 1
    assert [row.rpartition("|")[0].rpartition("|")[0] for row in rows if "It " in row] == [
        "| It breaks. |  | failed ",
        "| It endures. | 500 kills | passed ",
    ]
