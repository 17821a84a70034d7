"""Stage 1, *read*: files to nodes that know their line and column; what is wrong is said, not raised."""

from generator.read.captions import CAPTIONS, read_captions
from generator.read.csv import Row, cell_place, column_place, read_csv
from generator.read.drawing import Drawing, DrawingFault, read_drawing
from generator.read.encoding import TextFile, name_below, read_text
from generator.read.film import film_facts
from generator.read.markdown import Markdown, read_markdown
from generator.read.media import media_path
from generator.read.node import Node, at, plain
from generator.read.original import original_fault
from generator.read.picture import picture_fault, picture_size
from generator.read.profile import profile_fault
from generator.read.sound import sound_seconds
from generator.read.tree import (
    PROJECT_FILE,
    InputFile,
    ProjectFiles,
    SiteFiles,
    is_film,
    is_media,
    is_picture,
    is_solid,
    is_sound,
    scan,
)
from generator.read.yaml import read_yaml

__all__ = [
    "CAPTIONS",
    "PROJECT_FILE",
    "Drawing",
    "DrawingFault",
    "InputFile",
    "Markdown",
    "Node",
    "ProjectFiles",
    "Row",
    "SiteFiles",
    "TextFile",
    "at",
    "cell_place",
    "column_place",
    "film_facts",
    "is_film",
    "is_media",
    "is_picture",
    "is_solid",
    "is_sound",
    "media_path",
    "name_below",
    "original_fault",
    "picture_fault",
    "picture_size",
    "plain",
    "profile_fault",
    "read_captions",
    "read_csv",
    "read_drawing",
    "read_markdown",
    "read_text",
    "read_yaml",
    "scan",
    "sound_seconds",
]
