"""What a template may ask of reporting an error: whom to tell, and in which words."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from generator.addresses import report_address
from generator.make.lent import FIRST
from generator.make.view_words import Words
from generator.model import Contact, Text
from generator.words import lacks, word


class Reports(Words):
    """The office of a page and what one tells it."""

    @property
    def version(self) -> str:
        """What one names the content of this page by: the first eight signs of its digest."""
        return self.revision.digest[:8] if self.revision else ""

    @property
    def office(self) -> Contact | None:
        """The office to ask or tell about this site."""
        return self.project.office(self.site.contacts)

    def report(self, what: str, code: str) -> Text:
        """What one says, writes or pastes to report `what`: the place, the plaque, version and page."""
        language = FIRST if lacks(f"{what}-say", self.language) else self.language
        address = f"{self.language}/{self.site.slug}/"
        facts = {"code": code, "version": self.version, "page": self.absolute(address) or address}
        known = [
            f"{word(f'report-{key}-is', language)} {facts[key]}" for key in facts if facts[key]
        ]
        name = self.site.name.best(language)[0]
        said = word(f"{what}-say", language, name=name, facts=", ".join(known))
        return Text(**{language: said})

    def letter(self, mail: str, what: str, code: str) -> str:
        """A `mailto:` (RFC 6068) that begins with those words."""
        words = {
            "subject": f"{word(what, self.language)}: {self.plain(self.site.name)}",
            "body": f"{self.plain(self.report(what, code))}\r\n\r\n",
        }
        return f"mailto:{quote(mail, safe='@')}?{urlencode(words, quote_via=quote)}"

    def text_message(self, number: str, what: str, code: str) -> str:
        """An `sms:` with them; iOS wants `&` before the body, the rest of the world `?` (RFC 5724)."""
        return f"sms:{number}?&body={quote(self.plain(self.report(what, code)), safe='')}"

    @property
    def report_address(self) -> str:
        """Address of the page by which one reports an error here, at this plaque."""
        plate = f"#{self.job.code}" if self.job.code else ""
        return f"{report_address(self.language, self.site.slug)}{plate}"
