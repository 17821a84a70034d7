"""Stage 2, one site: its files → a `Revision`, or the problems that keep it from being one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from generator import blocks
from generator.check.desk import Desk
from generator.check.echo import is_echo
from generator.check.fields import Parsed, validate
from generator.check.films import films_fit, look_at, with_captions
from generator.check.find import Find
from generator.check.looks import look_for_size
from generator.check.mending import STAND_INS, WORDS
from generator.check.recordings import recordings_fit
from generator.check.reviews import ReviewFiles, matching_reviews
from generator.check.rules import RULES
from generator.check.shapes import labels
from generator.check.wording import literal
from generator.jobs import Revision
from generator.model import Block, Cue, Media, Narration, Project, Site, Story, Text, digest
from generator.model.readers import is_read
from generator.problems import Place, Problems, nearest
from generator.read import (
    DrawingFault,
    InputFile,
    Markdown,
    Node,
    at,
    cell_place,
    column_place,
    is_media,
    media_path,
    name_below,
    read_csv,
    read_drawing,
    read_markdown,
    read_yaml,
)
from generator.text import is_slug

_START = re.compile(r"^\[(\d{1,2}):(\d{2})\]\s*")

SHOWN = 5
"""Names that one note lists."""


@dataclass(frozen=True)
class SiteCheck:
    """What came of a site: the revision, None if anything is wrong with it; its name, where known."""

    revision: Revision | None = None
    name: Text | None = None


def check_site(desk: Desk, project: Project | None) -> SiteCheck:
    """Stages 1 and 2 of one site; whatever is wrong with it goes to the desk's problems."""
    files, problems = desk.files, desk.problems
    node = read_yaml(files.facts.path, desk.root, problems) if files.facts else None
    texts = {lang: text for lang, file in files.stories if (text := _read(desk, file))}
    stories = tuple(s for lang, text in texts.items() if (s := _story(lang, text, problems)))
    spoken = {lang: text for lang, file in files.narrations if (text := _read(desk, file))}
    narrations = tuple(
        n for lang, text in spoken.items() if (n := _narration(lang, text, problems))
    )
    texts |= {f"{lang}.narration": text for lang, text in spoken.items()}
    built = tuple(_blocks(desk, node))
    if node is None:
        return SiteCheck()
    given = {
        "stories": stories,
        "narrations": narrations,
        "blocks": tuple(block.model for block in built),
    }
    fallback = {"slug": files.slug, "kind": "memorial", "names": [{"text": {"vi": files.slug}}]}
    parsed = _with_blocks(validate(Site, _bare(node), problems, given, fallback), built)
    site, kept = parsed.model, parsed.node
    if site is None:
        return SiteCheck()
    found = tuple(_originals(desk, site, kept))
    _unnamed(desk, site, node, {path for _, _, path in found})
    whereabouts = {name: path for name, _, path in found}
    films_fit(desk, site, kept, whereabouts)
    recordings_fit(desk, site, spoken, whereabouts)
    found = (*found, *_vignette(desk, site, kept))
    originals = tuple((name, digested) for name, digested, _ in found)
    for rule in RULES:
        for find in rule(site, project):
            if not is_echo(find, node, parsed, files):
                place = _place(find, kept, texts)
                problems.add(find.kind, place, severity=find.severity, **find.params)
    if site.slug != files.slug and is_slug(files.slug):
        problems.add("slug-not-folder", at(node, ("slug",)), name=site.slug, folder=files.slug)
    records = ReviewFiles(files.reviews, desk.root, problems)
    reviews = matching_reviews(site, project, originals, records)
    known = kept.get("names") and site.name.best("vi")[0] != WORDS
    name = site.name if known else None
    if problems.errors(files.slug):
        return SiteCheck(None, name)
    site = site.model_copy(update={"reviews": reviews})
    _unread(desk, site, project)
    _unsigned_khmer(site, kept, problems)
    digested = revision_digest(site, originals)
    paths = tuple((file, path.as_posix()) for file, _, path in found)
    revision = Revision(site, digested, files.folder.as_posix(), originals, paths)
    return SiteCheck(revision, name)


def _unread(desk: Desk, site: Site, project: Project | None) -> None:
    """A note for a text that awaits a reader: its page is built, and nothing leads there."""
    spoken = project.languages if project else ()
    for language, file in desk.files.stories:
        if language in spoken and not is_read(site, language):
            desk.problems.warn("story-unread", Place(file.name, 1))


def _unsigned_khmer(site: Site, node: Node, problems: Problems) -> None:
    """A note for Khmer that is ordered on a plate and stays off it, for nobody has signed the Khmer."""
    if any(review.scope == "plaque" and review.language == "km" for review in site.reviews):
        return
    for index, plate in enumerate(site.plaques):
        if "km" in plate.languages:
            loc = ("plaques", index, "languages", plate.languages.index("km"))
            problems.warn("plaque-khmer-unsigned", at(node, loc), preset=plate.preset)


def revision_digest(site: Site, originals: tuple[tuple[str, str], ...]) -> str:
    """SHA-256 (hex) naming this content and these originals."""
    media = "".join(f"\n{name} {digested}" for name, digested in originals)
    return hashlib.sha256((digest(site) + media).encode()).hexdigest()


def _bare(node: Node) -> Node:
    """The site's own fields; blocks are built apart, by their kind."""
    return replace(node, value=tuple(pair for pair in node.entries if pair[0].text != "blocks"))


def _with_blocks(parsed: Parsed[Site], built: tuple[Parsed[Block], ...]) -> Parsed[Site]:
    """The site with what is written of its blocks: a find's place is looked up by their numbers."""
    node, listed = parsed.node, Node("list", tuple(b.node for b in built), parsed.node.place)
    node = replace(node, value=(*node.entries, (Node("text", "blocks", node.place), listed)))
    holes = tuple(("blocks", i, *loc) for i, block in enumerate(built) for loc in block.holes)
    wrong = tuple(("blocks", i, *loc) for i, block in enumerate(built) for loc in block.wrong)
    return Parsed(parsed.model, node, (*parsed.holes, *holes), (*parsed.wrong, *wrong))


def _read(desk: Desk, file: InputFile) -> Markdown | None:
    return read_markdown(file.path, desk.root, desk.problems)


def _story(language: str, text: Markdown, problems: Problems) -> Story | None:
    if text.front is None:
        if not text.broken:
            problems.add("story-no-front", Place(text.file, 1), language=language)
        return None
    given = {"language": language, "body": text.body}
    return validate(Story, text.front, problems, given, {"lede": WORDS}).model


def _narration(language: str, text: Markdown, problems: Problems) -> Narration | None:
    told = tuple((_cue(words), place) for words, place in text.paragraphs())
    begun = [(cue.start, place) for cue, place in told if cue.start is not None]
    for (before, _), (start, place) in pairwise(begun):
        if start < before:
            problems.add("narration-order", place)
    cues = tuple(cue for cue, _ in told)
    if text.front is None:
        return Narration(language=language, cues=cues) if cues else None
    found = validate(
        Narration, text.front, problems, {"language": language, "cues": cues}, {}
    ).model
    return found if cues else None


def _cue(paragraph: str) -> Cue:
    """A paragraph of a narration; `[mm:ss]` before it says when it is spoken."""
    start = _START.match(paragraph)
    seconds = int(start[1]) * 60 + int(start[2]) if start else None
    return Cue(text=_START.sub("", paragraph), start=seconds)


def _blocks(desk: Desk, node: Node | None) -> Iterator[Parsed[Block]]:
    """The blocks of a kind we know, each with what is written of it."""
    listed = node.get("blocks") if node else None
    known = blocks.catalogue()
    if node and listed and listed.kind != "list" and not listed.empty:
        place = at(node, ("blocks",))
        desk.problems.add("wrong-shape", place, name="blocks", **labels(Site, "blocks"))
    for item in listed.items if listed else ():
        kind = item.get("kind")
        if item.kind == "text" and not item.empty:  # `blocks: [audio, timeline]`
            right = nearest(item.text, known) or next(iter(known))
            desk.problems.add("block-is-word", item.place, name=item.text, right=right)
            continue
        if kind is None or kind.text not in known:
            name = kind.text if kind else ""
            near = nearest(name, known)
            place = kind.place if kind else item.place
            desk.problems.add(
                "unknown-block-kind", place, name=name, none="" if name else "1", near=near,
                known=", ".join(known),
            )  # fmt: skip
            continue
        parsed = validate(known[kind.text], item, desk.problems)
        if parsed.model is not None:
            block = _with_rows(desk, parsed.model, parsed.node)
            yield replace(parsed, model=with_captions(desk, block, parsed.node))


def _with_rows(desk: Desk, block: Block, item: Node) -> Block:
    """The block with the rows of its data file, if it has one."""
    if not block.data_file:
        return block
    place = at(item, ("file",))
    path = media_path(desk.files.folder, block.data_file, place, desk.problems, below="")
    if path and path not in {table.path for table in desk.files.tables}:
        desk.problems.add("table-elsewhere", place, name=block.data_file)
        return block
    rows = read_csv(path, desk.root, desk.problems) if path else None
    for row in rows or ():
        for cell in row.cells.values():
            if path and (mark := literal(cell)):
                here = column_place(path, desk.root, mark)
                desk.problems.add("markup-not-here", here, mark=mark)
    if not rows or not path:
        return block
    cells = tuple(row.cells for row in rows)
    try:
        holding = block.with_rows(cells)
    except ValueError as why:
        kind, _, name = str(why).partition(":")
        desk.problems.add(kind, column_place(path, desk.root, name), name=name)
        return block
    for kind, number, cell, told in block.doubts(cells):
        desk.problems.warn(kind, cell_place(path, desk.root, rows[number].line, cell), **told)
    return holding


def _originals(desk: Desk, site: Site, node: Node) -> Iterator[tuple[str, str, Path]]:
    """(path, SHA-256, place on the disk) of every media file the site names; none is shown twice."""
    seen: dict[str, Media] = {}
    for index, media in enumerate(site.media):
        if media.file in STAND_INS:
            continue
        place = at(node, ("media", index, "file"))
        path = media_path(desk.files.folder, media.file, place, desk.problems)
        if path is None:
            continue
        try:
            digested = desk.digest_of(path)
            look_at(desk, site, media, path, place)
            look_for_size(desk, media, path, place)
        except OSError:
            desk.problems.add("file-unreadable", Place(name_below(desk.root, path)))
            continue
        if digested in seen:
            desk.problems.add("photo-repeated", place, name=media.file, other=seen[digested].file)
        seen[digested] = media
        yield f"media/{media.file}", digested, path


def _vignette(desk: Desk, site: Site, node: Node) -> Iterator[tuple[str, str, Path]]:
    """The one-ink drawing as an original, if it is one that can be cut as it stands."""
    place = at(node, ("vignette",))
    path = (
        media_path(desk.files.folder, site.vignette, place, desk.problems)
        if site.vignette
        else None
    )
    if path is None:
        return
    try:
        read_drawing(path.read_bytes())
        yield f"media/{site.vignette}", desk.digest_of(path), path
    except DrawingFault as why:
        desk.problems.add(why.kind, place, file=site.vignette or "", found=why.found)
    except OSError:
        desk.problems.add("file-unreadable", Place(name_below(desk.root, path)))


def _unnamed(desk: Desk, site: Site, node: Node, used: set[Path]) -> None:
    """One note for all media that no entry names; none while a name leads nowhere: it may mean one."""
    listed = node.get("media")
    written = listed.items if listed else ()
    texts = {f"/media/{name}" for block in site.blocks for _, name in block.caption_files}
    spare = [f for f in desk.files.media if f.path not in used and is_media(f.name)]
    spare = [f for f in spare if f.name.removeprefix(f"sites/{desk.files.slug}") not in texts]
    if spare and len(written) == len(used):
        place = at(node, ("media",), key=True) if listed else Place(node.place.file)
        names = [file.name.partition("/media/")[2] for file in spare]
        more = str(len(names) - SHOWN) if len(names) > SHOWN else ""
        shown = ", ".join(names[:SHOWN])
        desk.problems.warn("media-unnamed", place, count=len(names), names=shown, more=more)


def _place(find: Find, kept: Node, texts: Mapping[str, Markdown]) -> Place:
    """Where a find is: in what parsed, for its numbers are those of the model."""
    if find.language in texts:
        text = texts[find.language]
        if find.offset < 0:  # a field of the front matter
            return at(text.front, find.loc) if text.front else Place(text.file)
        before = text.body[: find.offset]
        return text.place(before.count("\n"), find.offset - before.rfind("\n"), find.width)
    return at(kept, find.loc) if find.loc else Place(kept.place.file)
