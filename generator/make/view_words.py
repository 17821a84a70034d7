"""What a template may ask of words: interface words, texts, dates, sizes, links."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from textwrap import shorten

from markupsafe import Markup

from generator.dates import SPOKEN, say, say_day
from generator.entries import Said
from generator.jobs import Made, PageJob, Revision
from generator.make.borrowed import borrow
from generator.make.lent import FIRST, lend, own
from generator.make.story import DESCRIBED
from generator.model import Project, Recurring, Site, Text
from generator.text import agreeing
from generator.words import distance, lacks, size, template, whole, word, words_from

NBSP = "\u00a0"

_PAID = frozenset(("listen-cost", "close-look", "round-look", "solid-look", "round-sharper"))
"""Words that say what a phone's owner pays for; a kiosk has others, for there nobody does."""


class Words:
    """One page in one language: its words and links, and what the other parts of the view stand on."""

    def __init__(self, job: PageJob, needs: Mapping[str, tuple[Made, ...]]) -> None:
        assert job.project is not None
        self.job = job
        self.needs = needs
        self.language = job.language
        self.root = job.root
        self.project: Project = job.project
        self.revision: Revision | None = job.revision
        self.texts = dict(job.texts)
        self.scripts = dict(job.scripts)

    @property
    def frame(self) -> str:
        """The template around every page of the edition."""
        return f"{self.job.edition}/base.html"

    @property
    def site(self) -> Site:
        """The site of a site page."""
        assert self.revision is not None
        return self.revision.site

    def w(self, key: str, **values: object) -> str:
        """An interface word; markup among its values stays markup."""
        if key in _PAID and self.job.edition == "kiosk":
            key = f"kiosk-{key}"
        words = agreeing(template(key, self.language), values)
        marked = any(isinstance(value, Markup) for value in values.values())
        if lent := lacks(key, self.language):
            values = {name: own(value) for name, value in values.items()}
        said = (Markup.escape(words) if marked else words).format(**values)
        return lend(said) if lent else said

    def words_from(self, start: str) -> str:
        """All interface words whose keys begin so, as JSON for a script."""
        return json.dumps(words_from(start, self.language), ensure_ascii=False)

    def word_in(self, language: str, key: str) -> str:
        """An interface word in another language than the page's: for links that lead there."""
        return word(key, language)

    def t(self, text: Text | None) -> Markup:
        """The text in the page's language; another language is marked as such."""
        if text is None:
            return Markup("")
        words, language = text.best(self.language)
        html = Markup.escape(words)
        return html if language == self.language else borrow(html, language)

    def unread_khmer(self, text: Text) -> Markup:
        """The Khmer words beside ours, flagged: no Khmer reader has signed them yet."""
        if self.language == "km" or not text.km:
            return Markup("")
        flag = self.w("khmer-unread")
        return Markup(' · <span lang="km">{}</span> <small class="hedge">({})</small>').format(
            text.km, flag
        )

    def pick(self, pairs: Iterable[tuple[str, str]]) -> Markup:
        """The same for (language, words) pairs."""
        found = dict(pairs)
        return self.t(Text(**found)) if found else Markup("")

    def link(self, href: str, text: Text) -> Markup:
        """A link that says `text`."""
        return Markup('<a href="{}">{}</a>').format(href, self.t(text))

    def plain(self, text: Text | None) -> str:
        """The text without markup, for attributes."""
        return text.best(self.language)[0] if text else ""

    def label(self, text: Text) -> str:
        """The same for the label of a control, which says when it is Vietnamese in another page."""
        words, language = text.best(self.language)
        return lend(words) if language == FIRST != self.language else words

    @property
    def about(self) -> str:
        """One line on the project: its subtitle, else its name and the places that the page shows."""
        if self.project.subtitle:
            return self.plain(self.project.subtitle)
        names = ", ".join(self.plain(Text(**dict(n.names))) for n in self.job.neighbours if n.names)
        title = self.plain(self.project.title)
        return shorten(f"{title}: {names}", DESCRIBED, placeholder=" …") if names else title

    def named(self, key: str, name: Text) -> str:
        """An interface word that names something, all of it in one language: `label` for an attribute."""
        words, language = name.best(self.language)
        if language == FIRST != self.language:
            return lend(word(key, FIRST, name=words))
        return self.w(key, name=words)

    def date(self, edtf: str | None) -> str:
        """A date in words."""
        if not edtf:
            return self.w("undated")
        said = say(edtf, self.language)
        return said if self.language in SPOKEN else lend(said)

    def day(self, item: Recurring) -> str:
        """The day of the year something returns on: 'ngày 19/5', '2/9 âm lịch'."""
        if not item.day:
            return self.w("no-fixed-day")
        if item.calendar == "solar":
            said = say_day(item.day, self.language)
            return said if self.language in SPOKEN else lend(said)
        month, day = (int(part) for part in item.day.split("-"))
        return self.w("day-lunar", day=day, month=month)

    def length(self, seconds: float) -> str:
        """Seconds of sound for people: '22 giây', '1 phút 52 giây'."""
        minutes, rest = divmod(round(seconds), 60)
        said = (
            minutes and self.w("length-minutes", m=minutes),
            rest and self.w("length-seconds", s=rest),
        )
        return " ".join(part for part in said if part) or self.w("length-seconds", s=0)

    def clock(self, seconds: float) -> str:
        """A time in a recording: '1:07'."""
        return f"{int(seconds) // 60}:{int(seconds) % 60:02}"

    def size(self, count: int) -> str:
        """Bytes for people; number and unit stay in one line."""
        return size(count, self.language).replace(" ", NBSP)

    def said(self, words: Said) -> Markup:
        """Words as they were planned for this page; another language is marked as such."""
        if not words:
            return Markup("")
        html = Markup.escape(words[0])
        return borrow(html, words[1]) if words[1:] and words[1] else html

    def away(self, metres: int) -> str:
        """A distance as the crow flies: '4,2 km, đường chim bay'."""
        return self.w("away", far=distance(metres, self.language).replace(" ", NBSP))

    def whole(self, count: int) -> str:
        """A number for people: '10.000'."""
        return whole(count, self.language)

    def href(self, address: str) -> str:
        """A relative link to an address of the edition; works on any host and sub-path."""
        return f"{self.root}{address}" or "./"

    def on_touch(self, *scripts: str) -> Markup:
        """The attribute of a part whose own scripts come with the first touch; '' where there is none."""
        targets = [self.href(self.scripts[one]) for one in scripts if one in self.scripts]
        return Markup(' data-js="{}"').format(" ".join(targets)) if targets else Markup("")

    def absolute(self, address: str) -> str:
        """The full address, or '' while the project names no host."""
        return f"{self.project.host.base}/{address}" if self.project.host else ""
