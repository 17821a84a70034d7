"""Stage 2, reviews: a record counts only for the very content it was signed for.

The digest is versioned (`v1:`): one changed word makes a record stale, reformatting does not
(keys are sorted, text is NFC, what is presentation only is left out).
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from generator.check.fields import validate
from generator.model import Review, Site
from generator.problems import Place, Problems
from generator.read import SiteFiles, read_yaml

_LOOK = {"blocks", "plaques", "picture", "trails"}
"""Fields that say how and where content is shown, not what is true."""

_PLAQUE = {"slug", "kind", "types", "level", "decisions", "names", "components", "stops", "plaques"}


def review_digest(
    site: Site, scope: str, language: str, originals: tuple[tuple[str, str], ...]
) -> str:
    """`v1:` + SHA-256 of what a record of this scope and language vouches for."""
    data = site.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"reviews"})
    story = next((s for s in data.get("stories", ()) if s["language"] == language), None)
    narration = next((n for n in data.get("narrations", ()) if n["language"] == language), None)
    facts = {k: v for k, v in data.items() if k not in {"stories", "narrations", *_LOOK}}
    if scope == "plaque":
        facts = {k: v for k, v in data.items() if k in _PLAQUE}
        story = {"plaque": (story or {}).get("plaque")}
    body: dict[str, Any] = {
        "facts": facts,
        "story": story,
        "narration": narration,
        "language": language,
    }
    if scope == "pictures":
        body = {"media": data.get("media"), "originals": list(originals)}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"v1:{hashlib.sha256(text.encode()).hexdigest()}"


def matching_reviews(
    site: Site,
    originals: tuple[tuple[str, str], ...],
    files: SiteFiles,
    root: Path,
    problems: Problems,
) -> tuple[Review, ...]:
    """The records that fit the content as it stands; a stale one is said, never silently dropped."""
    found = []
    for file in files.reviews:
        node = read_yaml(file.path, root, problems)
        review = validate(Review, node, problems)[0] if node else None
        if review is None:
            continue
        if review.digest == review_digest(site, review.scope, review.language, originals):
            found.append(review)
        else:
            place = Place(file.name)
            problems.warn(
                "review-stale", place, body=review.body, date=review.date, language=review.language
            )
    return tuple(found)
