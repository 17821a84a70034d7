"""Lighthouse's verdict on the page with six photographs, in each language (`make judge` fetches it).

Mobile, as its defaults have it: slow 4G and a CPU four times slower, simulated. Median of `RUNS`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.preview_work import browser
from tests.web import six_photos
from tests.web.conftest import Built
from tests.web.host import served

pytestmark = pytest.mark.judge

CLI = Path("judges") / "node_modules" / "lighthouse" / "cli" / "index.js"
RUNS = 5
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
MOST = {
    "largest-contentful-paint": 1500.0,
    "cumulative-layout-shift": 0.02,
    "total-blocking-time": 100.0,
}
"""Milliseconds, but for the shift."""

FLAGS = (
    "--quiet", "--output=json", "--no-enable-error-reporting", f"--only-categories={','.join(CATEGORIES)}",
    "--chrome-flags=--headless=new --no-sandbox",
)  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """Medians over the runs: points of each category (100 is all) and the measured values."""

    points: dict[str, float]
    values: dict[str, float]

    def faults(self) -> list[str]:
        """What is short of all points, or above its limit."""
        short = [f"{name}: {points:g}" for name, points in self.points.items() if points < 100]
        above = [f"{k}: {v:.3f}" for k, v in self.values.items() if v > MOST[k]]
        return short + above


@pytest.fixture
def lighthouse(judges: Path) -> Path:
    """The judge, where it is asked for by name; without it or Node.js the test fails."""
    found = Path(os.environ.get("DITICH_LIGHTHOUSE", judges / CLI))
    assert found.is_file(), "no Lighthouse: run tools/judge-needs"
    assert shutil.which("node"), "no Node.js to run it with: run tools/judge-needs"
    return found


def asked(cli: Path, url: str, runs: int) -> Verdict:
    """Its verdict on this page."""
    reports = [_report(cli, url) for _ in range(runs)]
    return Verdict(
        {c: 100 * median(r["categories"][c]["score"] for r in reports) for c in CATEGORIES},
        {name: median(r["audits"][name]["numericValue"] for r in reports) for name in MOST},
    )


def _report(cli: Path, url: str) -> dict[str, Any]:
    program = browser()
    environment = {**os.environ, **({"CHROME_PATH": program} if program else {})}
    done = subprocess.run(
        ["node", str(cli), url, *FLAGS],
        capture_output=True, text=True, check=False, env=environment, timeout=180,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["lighthouseVersion"] == "12.8.2"
    assert report["configSettings"]["formFactor"] == "mobile"
    return report


@pytest.mark.parametrize("language", ["vi", "en", "km"])
def test_every_category_has_all_points(six: Built, lighthouse: Path, language: str) -> None:
    """100 in all four; the largest paint, the shift and the time blocked stay within their limits."""
    verdict = asked(lighthouse, f"{six.base}{language}/{six_photos.SLUG}/", RUNS)
    print(language, verdict)  # noqa: T201 - `make judge` shows it
    assert verdict.faults() == []


def test_a_spoilt_page_loses_points(six: Built, lighthouse: Path, tmp_path: Path) -> None:
    """A picture without words, a script that blocks, a late banner and no title are all found out."""
    web = tmp_path / "web"
    shutil.copytree(six.town.web, web)
    page = web / "vi" / six_photos.SLUG / "index.html"
    html = page.read_text("utf-8").replace("Content-Security-Policy", "X-Nothing")
    html = html.replace("<title>", "<!--").replace("</title>", "-->")
    html = html.replace("</body>", f"{SPOILT}</body>")
    page.unlink()  # a hard link must not change under another test
    page.write_text(html, "utf-8")
    with served(web) as host:
        verdict = asked(lighthouse, f"{host.base}vi/{six_photos.SLUG}/", 1)
    found = {fault.partition(":")[0] for fault in verdict.faults()}
    assert {*CATEGORIES, "cumulative-layout-shift", "total-blocking-time"} <= found


SPOILT = """<img src="/none.png"><script>
const late = "<div style='height:300px'>x</div>", main = document.querySelector("main");
function busy() { const until = Date.now() + 900; while (Date.now() < until); }
onload = () => {
  [300, 600, 900].forEach(at => setTimeout(() => main.insertAdjacentHTML("afterbegin", late), at));
  setTimeout(busy, 700);
};
</script>"""
