"""Stage 5, kiosk: every screen read again; nothing in it leads away from the machine.

What phones are proved for holds here, too, but for weight: from loopback every byte is at hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from urllib.parse import urlsplit

from generator.jobs import Made
from generator.plan import Selected
from generator.problems import Place, Problems
from generator.prove.memory import Memory, Spread
from generator.prove.scopes import Scopes, whose
from generator.prove.web import dead_links, page_facts, page_faults
from generator.store import Store


def prove_kiosk(
    _selected: Selected,
    made: Mapping[str, Made],
    scopes: Scopes,
    store: Store,
    memory: Memory,
    problems: Problems,
    spread: Spread = map,
) -> None:
    """Prove the kiosk edition; what fails is added to `problems` at the screen's target."""
    pages = {t: m for t, m in made.items() if m.media_type == "text/html"}
    look = partial(page_facts, store)
    memory.find_all({f"{m.digest} html": m for m in pages.values()}, look, spread)
    found = {t: memory.find(f"{m.digest} html", look, m) for t, m in pages.items()}
    for target, facts in found.items():
        mine = problems.within(whose(scopes, "kiosk", target))
        place = Place(f"output/kiosk/{target}")
        page_faults(place, facts, mine)
        for url in facts["links"]:
            if _leads_out(url):
                mine.add("kiosk-way-out", place, url=url)
        inside = {**facts, "links": [url for url in facts["links"] if not _leads_out(url)]}
        dead_links(place, target, inside, "", made, found, mine)


def _leads_out(url: str) -> bool:
    """Whether a link leaves the folder: any scheme, another host, an address from the host's root."""
    try:
        return bool(urlsplit(url).scheme) or url.startswith(("//", "/"))
    except ValueError:
        return True
