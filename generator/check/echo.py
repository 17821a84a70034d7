"""Stage 2, echoes: finds that only repeat another, because what they miss is there, but wrong."""

from __future__ import annotations

from generator.check.fields import Parsed
from generator.check.find import Find
from generator.check.mending import STAND_INS, Loc
from generator.model import Site
from generator.read import Node, SiteFiles

_DECLARED = {
    "unknown-source": "sources", "unknown-block-mark": "blocks", "unknown-media": "media",
    "unknown-reference": "events",
}  # fmt: skip
"""Lists whose entries may be there though their ids did not parse."""

_LOOKS_AT = {
    "claim-unattributed": ("attributed",), "low-confidence-left-out": ("attributed",),
    "media-without-alt": ("alt", "kind", "restricted"), "media-without-rights": ("rights", "restricted"),
    "quiz-right": ("answers", "right"), "day-impossible": ("calendar",), "day-swapped": ("calendar",),
    "unit-name-differs": ("text", "until"), "unit-unknown": ("until",), "district-ended": ("until",),
    "unit-province-differs": ("text", "until"), "province-unknown": ("until", "unit"),
    "commune-unknown": ("until", "unit"), "address-twice": ("/places",),
    "point-outside-unit": ("lat", "lon", "/places"), "plate-twice": ("/plaques",),
    "machine-voice-at-memorial": ("worship", "/kind", "/media"),
    "points-overlap": ("points",), "quote-unsourced": ("sources",),
    "compared-undated": ("/media",), "compared-backwards": ("/media",),
}  # fmt: skip
"""Which fields a rule looks at besides its own: beside it in the entry, or with `/` of the whole site.

If one of them was wrong, nobody knows what the rule would find.
"""


def is_echo(find: Find, node: Node, parsed: Parsed[Site], files: SiteFiles) -> bool:
    """Whether a find about what is written in `node` says nothing that has not been said."""
    if listed := node.get(_DECLARED.get(find.kind, "")):
        ids = {found.text for item in listed.items if (found := item.get("id"))}
        if find.params.get("name") in ids:
            return True
    if find.kind == "story-missing":
        return find.params["language"] in {language for language, _ in files.stories}
    return not find.language and (in_hole(find, parsed.holes) or _blinded(find, parsed.wrong))


def in_hole(find: Find, holes: tuple[Loc, ...]) -> bool:
    """Whether a find is about a stand-in."""
    named = STAND_INS & set(find.params.values())
    return bool(named) or any(find.loc[: len(hole)] == hole for hole in holes)


def _blinded(find: Find, wrong: tuple[Loc, ...]) -> bool:
    """Whether something that the rule looked at was wrong."""
    for name in _LOOKS_AT.get(find.kind, ()):
        places: tuple[Loc, ...] = ((*find.loc, name), (*find.loc[:-1], name))
        if name.startswith("/"):
            places = ((name[1:],),)
        if any(loc[: len(place)] == place for loc in wrong for place in places):
            return True
    return False
