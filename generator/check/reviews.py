"""Stage 2, reviews: a record counts only for the very content it was signed for.

The digest is versioned (`v2:`): one changed word makes a record stale, reformatting does not, and a
record holds by the version it was signed under.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.check.fields import validate
from generator.check.wording import markup
from generator.model import Project, Review, Site
from generator.problems import Place, Problems
from generator.read import InputFile, at, read_yaml
from generator.signing import Originals, review_digest, signed_version


@dataclass(frozen=True)
class ReviewFiles:
    """The record files of a site, where they are, and who hears of stale ones."""

    files: tuple[InputFile, ...]
    root: Path
    problems: Problems


def matching_reviews(
    site: Site, project: Project | None, originals: Originals, records: ReviewFiles
) -> tuple[Review, ...]:
    """The records that fit the content as it stands; a stale one is said, never silently dropped."""
    found = []
    for file in records.files:
        node = read_yaml(file.path, records.root, records.problems)
        parsed = validate(Review, node, records.problems) if node else None
        review = parsed.model if parsed else None
        if parsed is None or review is None or parsed.wrong:
            continue
        for loc, mark in markup(review):
            records.problems.add("markup-not-here", at(parsed.node, loc), mark=mark)
        version = signed_version(review.digest)
        scope, language = review.scope, review.language
        if review.digest == review_digest(site, project, scope, language, originals, version):
            found.append(review)
        else:
            said = {"body": review.body, "date": review.date, "language": review.language}
            records.problems.warn("review-stale", Place(file.name), **said)
    return tuple(found)
