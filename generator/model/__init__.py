"""The nouns: frozen models of a site and a project, with labels and help in Vietnamese and English."""

from generator.model.around import Contact, Network, Plate, Visit, Works
from generator.model.base import (
    FORMAT,
    LANGUAGES,
    Confidence,
    Frozen,
    Id,
    Sourced,
    Statement,
    Text,
    When,
    canonical,
    digest,
    field,
)
from generator.model.block import Block, Doubt
from generator.model.dated import AFTER_ALL, ended, holds
from generator.model.film import Caption, Captions
from generator.model.media import Cue, Media, Narration, Story
from generator.model.part import Part
from generator.model.people import Event, Fact, Person, QuizQuestion, Recurring, Thing, ToFind
from generator.model.plate import LEAST_MODULE, PANEL, PRESETS, SPOTS, Preset, Process, Spots
from generator.model.project import Host, Owner, PlaqueDefaults, Project, Record, SharedText, Unit
from generator.model.rank import Kind, Level, RelicType
from generator.model.review import Review
from generator.model.site import Site
from generator.model.source import (
    Address,
    Decision,
    Dispute,
    Missing,
    Name,
    Point,
    Source,
    SourceClass,
    Version,
    Way,
)
from generator.model.trail import Trail, TrailStop

__all__ = [
    "AFTER_ALL",
    "FORMAT",
    "LANGUAGES",
    "LEAST_MODULE",
    "PANEL",
    "PRESETS",
    "SPOTS",
    "Address",
    "Block",
    "Caption",
    "Captions",
    "Confidence",
    "Contact",
    "Cue",
    "Decision",
    "Dispute",
    "Doubt",
    "Event",
    "Fact",
    "Frozen",
    "Host",
    "Id",
    "Kind",
    "Level",
    "Media",
    "Missing",
    "Name",
    "Narration",
    "Network",
    "Owner",
    "Part",
    "Person",
    "PlaqueDefaults",
    "Plate",
    "Point",
    "Preset",
    "Process",
    "Project",
    "QuizQuestion",
    "Record",
    "Recurring",
    "RelicType",
    "Review",
    "SharedText",
    "Site",
    "Source",
    "SourceClass",
    "Sourced",
    "Spots",
    "Statement",
    "Story",
    "Text",
    "Thing",
    "ToFind",
    "Trail",
    "TrailStop",
    "Unit",
    "Version",
    "Visit",
    "Way",
    "When",
    "Works",
    "canonical",
    "digest",
    "ended",
    "field",
    "holds",
]
