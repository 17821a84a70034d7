"""Which Vietnamese words a translation was made from, and whether they have changed since.

A translator copies the digest of the source text into `translated_from`; nobody else could know it.
"""

from __future__ import annotations

import hashlib
import json
import re

from generator import marks
from generator.model.base import LANGUAGES
from generator.model.media import Narration, Story
from generator.model.site import Site

SOURCE = LANGUAGES[0]
"""The language that the others are translated from."""

_KNOWN = re.compile(r"t1:[0-9a-f]{12}")
_NO_WORDS = {"language", "translator", "reviewer", "date", "translated_from"}
Told = Story | Narration
_MARKS = re.compile(rf"[ \t]*{marks.SOURCE.pattern}|{marks.BLOCK.pattern}")


def text_digest(told: Told) -> str:
    """`t1:` and twelve hex digits of the SHA-256 over the words alone.

    A word more changes it; other line ends, a source mark, a block placed elsewhere or the second at
    which a sentence is heard do not, for they leave nothing to translate.
    """
    if isinstance(told, Narration):
        said = {"narration": "\n".join(cue.text for cue in told.cues)}
    else:
        said = told.model_dump(mode="json", exclude_defaults=True, exclude=_NO_WORDS)
    words = {name: " ".join(_MARKS.sub("", text).split()) for name, text in said.items()}
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"t1:{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def source_now(site: Site, told: Told) -> str:
    """The digest that a translation of the present text names; '' if this is no translation of one."""
    texts: tuple[Told, ...] = site.narrations if isinstance(told, Narration) else site.stories
    source = next((text for text in texts if text.language == SOURCE), None)
    return text_digest(source) if source and told.language != SOURCE else ""


def is_bound(told: Told) -> bool:
    """Whether it names a digest of ours: words of the years before it are compared with nothing."""
    return bool(_KNOWN.fullmatch(told.translated_from or ""))


def is_behind(site: Site, told: Told | None) -> bool:
    """Whether a story or a narration says that it was made from other Vietnamese words than today's."""
    now = source_now(site, told) if told else ""
    return bool(told and now and is_bound(told) and told.translated_from != now)
