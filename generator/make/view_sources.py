"""What a template may ask of sources: marks after claims, what must be said of them, who verified it all."""

from __future__ import annotations

from functools import cached_property

from markupsafe import Markup, escape

from generator.accuracy import Accuracy, accuracy
from generator.dates import bounds
from generator.make import story
from generator.make.borrowed import borrow
from generator.make.view_words import Words
from generator.model import LANGUAGES, Plate, Review, Source, Sourced, Text
from generator.signing import review_digest
from generator.translation import Spoken, spoken


class Sources(Words):
    """The sources of a page, numbered as they are printed, and the reviews."""

    @cached_property
    def cited(self) -> tuple[Source, ...]:
        """The sources, in their printed order: the site's, else those of the list."""
        return self.site.sources if self.revision else self.project.sources

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Printed number of each source."""
        return {s.id: index for index, s in enumerate(self.cited, start=1)}

    def number(self, source_id: str) -> int:
        """Printed number of a source, 0 if unknown."""
        return self.numbers.get(source_id, 0)

    def mark(self, source_id: str) -> tuple[int, str] | None:
        """(printed number, link) of a source; on this page, or on the page of sources."""
        number = self.number(source_id)
        at = self.href(self.job.sources_at) if self.job.sources_at else ""
        return (number, f"{at}#{source_id}") if number else None

    def cite(self, item: Sourced | tuple[str, ...]) -> Markup:
        """Source marks after a claim, and what must be said of it: computed, or unofficial only."""
        ids = item if isinstance(item, tuple) else getattr(item, "sources", ())
        key = ids, bool(getattr(item, "computed", False))
        if key not in self._citations:  # a page cites few sources, but each of them often
            self._citations[key] = self._citation(*key)
        return self._citations[key]

    @cached_property
    def _citations(self) -> dict[tuple[tuple[str, ...], bool], Markup]:
        return {}

    def _citation(self, ids: tuple[str, ...], computed: bool) -> Markup:  # noqa: FBT001
        found = filter(None, map(self.mark, ids))
        marks = "".join(f'<a href="{escape(link)}">[{number}]</a>' for number, link in found)
        sup = f"<sup>\u2060{marks}</sup>" if marks else ""
        words = self.w("computed") if computed else self.doubt(ids)
        caution = f' <small class="hedge">({escape(words)})</small>' if words else ""
        return Markup(sup + caution)  # noqa: S704 - all of it is ours or escaped

    def doubt(self, ids: tuple[str, ...]) -> str:
        """What must be said of a claim with these sources: 'nguồn chưa chính thức' if all are copies."""
        found = [s for s in self.cited if s.id in ids]
        official = any(s.source_class.official for s in found)
        return "" if official or not found else self.w("only-unofficial")

    def short(self, text: Text) -> Markup:
        """A short Markdown text as safe HTML."""
        words, language = text.best(self.language)
        html = Markup(story.inline(words, self.mark, self.doubt))  # noqa: S704 - cleaned by nh3
        return html if language == self.language else borrow(html, language, "div")

    @cached_property
    def review(self) -> Review | None:
        """The record that verifies this language's content as it stands (matched by *check*)."""
        return next(
            (r for r in self.site.reviews if r.scope == "content" and r.language == self.language),
            None,
        )

    @cached_property
    def newest(self) -> str:
        """Date of the newest source, EDTF; the page's own date, for the clock is not an input."""
        dates = [s.date for s in self.site.sources if s.date]
        return max(dates, key=lambda d: bounds(d)[1]) if dates else ""

    @cached_property
    def accuracy(self) -> Accuracy:
        """What an official should look at before signing."""
        return accuracy(self.site)

    @property
    def translations(self) -> tuple[Spoken, ...]:
        """How the site stands in the project's other languages."""
        return tuple(spoken(self.site, x) for x in self.project.languages if x != self.language)

    @cached_property
    def digests(self) -> tuple[tuple[str, str, str], ...]:
        """(scope, language, digest) of every review this place can have: what its records copy."""
        assert self.revision is not None
        plates = self.site.plaques or (Plate(),)
        on_plates = {language for plate in plates for language in plate.languages}
        told = [("content", one) for one in self.site.languages]
        told.append(("pictures", self.language))
        told += [("plaque", one) for one in LANGUAGES if one in on_plates]
        files = self.revision.files
        return tuple(
            (scope, language, review_digest(self.site, self.project, scope, language, files))
            for scope, language in told
        )
