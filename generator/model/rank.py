"""What a place is and how the law ranks it."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What the place is; a memorial work is honoured, not ranked."""

    ranked_relic = "ranked-relic"
    inventoried = "inventoried"
    memorial = "memorial"
    named_after = "named-after"
    trail_place = "trail-place"
    museum = "museum"


class RelicType(StrEnum):
    """Law 45/2024/QH15, article 21."""

    event = "historical-event"
    person = "historical-person"
    historical = "historical"
    architecture = "architecture-art"
    archaeology = "archaeology"
    scenic = "scenic"
    mixed = "mixed"


class Level(StrEnum):
    """Rank by Law 45/2024/QH15: prime minister, minister, province; or honestly none."""

    special = "special-national"
    national = "national"
    provincial = "provincial"
    inventoried = "inventoried"
    unranked = "unranked"
