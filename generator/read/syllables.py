"""Whether a word has the shape of a Vietnamese syllable, the tone where the spelling puts it.

Both places of the tone in open `oa oe uy` are right (hoà, hòa). Names from other languages
(Đắk, Krông) are no syllables here; nothing more than a guess about a whole run of words rests on it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_TONES = "̣̀̉̃́"
_ONSET = re.compile(
    "ngh(?=[ei])|ng(?![eiy])|nh|gh(?=[ei])|gi(?=[aeou])|g(?![eiy])|ph|th|tr|ch|kh|qu"
    "|c(?![eiy])|k(?=[eiy])|[bdđhlmnprstvx]|"
)
_RIMES = tuple(
    re.findall(
        r"\w+",
        """
        a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec
        em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in
        inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc
        oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua
        uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya
        uych uyên uyêt uyn uynh uyt uyu ư ưa ưc ưi ưng ưt ươc ươi ươm ươn ương ươp ươt ươu ưu y
        ych yêm yên yêng yêt yêu ynh yt
        """,
    )
)
_FIRST = frozenset({"ai", "ao", "au", "ay", "eo", "iu", "oi", "ui", "ia", "ua"})
_EITHER = frozenset({"oa", "oe", "uy"})


def is_syllable(word: str) -> bool:
    """Whether `word` (NFC, any case) is spelt like a Vietnamese syllable."""
    lower = word.lower()
    bare = "".join(unicodedata.normalize("NFD", c)[0] for c in lower)
    onset = _ONSET.match(bare)
    ends = {onset.end()} if onset and lower.startswith(onset[0]) else set()
    if bare.startswith("gi"):
        ends.add(1)  # gì, gìn, giếng: the i belongs to the rime
    return any(lower[end:] in _toned_rimes() for end in ends)


@cache
def _toned_rimes() -> frozenset[str]:
    """Every rime with every tone it can carry; a rime that ends in a stop carries only two."""
    made: set[str] = set()
    for rime in _RIMES:
        stops = rime.endswith(("c", "ch", "p", "t"))
        made.update(() if stops else (rime,))
        for index in _tone_places(rime):
            for tone in "̣́" if stops else _TONES:
                made.add(unicodedata.normalize("NFC", rime[: index + 1] + tone + rime[index + 1 :]))
    return frozenset(made)


def _tone_places(rime: str) -> tuple[int, ...]:
    marked = [i for i, c in enumerate(rime) if c in "ăâêôơư"]
    if marked:
        return (marked[-1],)
    if rime in _EITHER:
        return 0, 1
    vowels = sum(1 for c in rime if c in "aeiouy")
    return (0,) if vowels == 1 or rime in _FIRST else (1,)
