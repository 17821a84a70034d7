"""What a review signs: a versioned digest of the very content it was made for.

One changed word makes a record stale, reformatting does not: keys are sorted, text is NFC, and what
only says how content is shown is left out.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from generator.model import Project, Site

Originals = tuple[tuple[str, str], ...]
"""(path below the site folder, SHA-256) of the files a site shows."""

_LOOK = {"stories", "narrations", "plaques", "picture", "trails", "reviews"}
"""Parts that say how and where content is shown, or stand apart, not what is true."""

_PLAQUE = {"slug", "kind", "types", "level", "decisions", "names", "components", "stops", "plaques"}
"""Parts that a plate shows, or that decide what it shows."""


VERSION = 2
"""Of the digests that are printed today; a record signed under an older one holds as it was signed."""


def review_digest(
    site: Site,
    project: Project | None,
    scope: str,
    language: str,
    originals: Originals,
    version: int = VERSION,
) -> str:
    """`v2:` + SHA-256 of what a record of this scope and language vouches for.

    Version 1 did not say whether there is something to hear, on which a plate's call line hangs.
    """
    data = site.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    stories: list[dict[str, Any]] = data.get("stories", [])
    story = next((s for s in stories if s["language"] == language), {})
    body: dict[str, Any] = {"language": language}
    if scope == "pictures":
        body |= {"media": data.get("media"), "originals": list(originals)}
    elif scope == "plaque":
        body |= {"facts": {k: v for k, v in data.items() if k in _PLAQUE}}
        body |= {"text": story.get("plaque"), "project": _plates(project)}
        if version > 1:
            body |= {"recorded": site.recorded}
        if site.vignette:
            body |= {"drawing": dict(originals).get(f"media/{site.vignette}")}
    else:
        narration = next((n for n in data.get("narrations", ()) if n["language"] == language), None)
        facts = {k: v for k, v in data.items() if k not in _LOOK}
        # Their claims count, the order in which they are shown does not.
        facts["blocks"] = sorted(data.get("blocks", ()), key=lambda block: str(block["id"]))
        body |= {"facts": facts, "story": story, "narration": narration}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"v{version}:{hashlib.sha256(text.encode()).hexdigest()}"


def signed_version(digest: str) -> int:
    """The version under which this digest was made: 2 for `v2:…`."""
    return int(digest.removeprefix("v").partition(":")[0])


def _plates(project: Project | None) -> dict[str, Any]:
    """What the project itself puts on every plate."""
    if project is None:
        return {}
    lines = project.plaque.model_dump(mode="json", exclude_defaults=True)
    return {"lines": lines, "host": project.host.base if project.host else ""}
