"""A page for a kiosk: nothing in it leads away from the machine.

A link to another host, a telephone, a mailbox or a map becomes a card with its QR symbol, which the
visitor's own phone opens. A link to a page that only phones have becomes plain words.
"""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.addresses import only_on_phones
from generator.make.carried import drawn
from generator.words import word

_END = "</main>"

_ONLY_PLAYS = "nodownload nofullscreen noremoteplayback noplaybackrate"
"""What a player's own menu may not offer (Remote Playback; `controlslist` as Chromium has it)."""


def closed(html: str, language: str, target: str) -> str:
    """The page at `target` with its ways out closed."""
    tree = LexborHTMLParser(html)
    for player in tree.css("audio, video"):
        player.attrs["controlslist"] = _ONLY_PLAYS
        player.attrs["disablepictureinpicture"] = ""
    for names in tree.css("ol[data-address]"):
        del names.attrs["data-address"]  # by it a phone sends a name on, through its own sheet
    cards: dict[str, Markup] = {}
    for link in tree.css("a[href]"):
        href = (link.attributes["href"] or "").strip()
        if _leads_out(href):
            _to_card(link, href, cards, language)
        elif only_on_phones(_address(href, target)):
            _to_words(link)
    if not cards:
        return tree.html or ""
    before, end, after = (tree.html or "").rpartition(_END)
    return before + "".join(cards.values()) + end + after


def _leads_out(href: str) -> bool:
    try:
        return bool(urlsplit(href).scheme) or href.startswith("//")
    except ValueError:  # no browser can take it for an address
        return True


def _address(href: str, target: str) -> str:
    """Where a relative link leads, from the root of the edition."""
    path = unquote(urlsplit(href).path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(target), path)) if path else target


def _to_words(link: LexborNode) -> None:
    """What looks like a button goes; a link in a sentence leaves its words."""
    if "go" in (link.attributes.get("class") or "").split():
        link.decompose()
    else:
        link.unwrap()


def _to_card(link: LexborNode, href: str, cards: dict[str, Markup], language: str) -> None:
    plain = href.partition("?")[0] if href.startswith("mailto:") else href
    if plain not in cards:
        symbol = drawn(plain)
        if symbol is None:
            _to_words(link)
            return
        cards[plain] = _card(len(cards) + 1, plain, symbol, language)
    number = list(cards).index(plain) + 1
    link.attrs["href"] = f"#Q-{number}"
    for name in ("target", "rel", "hreflang", "type"):
        if name in link.attributes:
            del link.attrs[name]


def _card(number: int, href: str, symbol: Markup, language: str) -> Markup:
    """A card over the page, shown while its address is the target; its close button leads back."""
    said = href.removeprefix("tel:").removeprefix("mailto:").removeprefix("geo:")
    return Markup(
        '<section class="card" id="Q-{n}" role="dialog" aria-label="{label}">{symbol}<div><p>{how}</p>'
        '<p class="said" translate="no">{said}</p><a class="go" href="#Main">{close}</a></div></section>'
    ).format(
        n=number, label=word("kiosk-card", language), symbol=symbol,
        how=word("kiosk-card-how", language), said=said, close=word("close", language),
    )  # fmt: skip
