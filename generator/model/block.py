"""A media block of a page: what every kind of block has in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from generator.model.base import Id, Text, field
from generator.model.film import Filmed

if TYPE_CHECKING:
    from generator.model.site import Site


Doubt = tuple[str, int, str, dict[str, str]]
"""(kind of problem, number of the row from 0, the cell as written, what fills the sentence)."""


class Block(Filmed):
    """One media block of a page; each kind is a subclass in `generator/blocks/<kind>.py`.

    A block brings all that is said about it: its fields and help, its usual heading, its place in
    the standard order, what search reads, and which editions show it.
    """

    usual_heading: ClassVar[Text]
    marked: ClassVar[tuple[str, ...]] = ()
    """Fields whose words may carry `[^source]` marks."""
    order: ClassVar[int] = 50
    """Its place on the page unless the story gives it one: to 19 beside the story, then the stops, from 30
    pictures, 40 dates, 50 the way there, 60 papers, then the people, from 80 names.
    """
    editions: ClassVar[tuple[str, ...]] = ("web",)

    kind: str = field("Loại khối", "Kind")
    id: Id = field(
        "Mã",
        "Id",
        help_vi="Tên ngắn của khối; [[mã]] trong bài viết là chỗ đặt khối ấy",
        help_en="Its short name; [[id]] in the story is where the block stands",
    )
    heading: Text | None = field(
        "Tiêu đề",
        "Heading",
        None,
        help_vi="Bỏ trống thì dùng tiêu đề thường",
        help_en="The usual heading if left out",
    )

    @property
    def shown_heading(self) -> Text:
        """The heading on the page."""
        return self.heading or self.usual_heading

    def media(self) -> tuple[str, ...]:
        """Ids of the media it shows, so that *plan* derives them."""
        return ()

    @property
    def solid(self) -> str:
        """Id of the thing in three dimensions that it shows, '' if none."""
        return ""

    def checks(self, site: Site) -> tuple[tuple[str, dict[str, str]], ...]:
        """Problems only this block knows of, as (kind, params); the place is the block's."""
        return ()

    @property
    def solemn(self) -> bool:
        """Whether it says that people pray here: no synthetic voice then stands anywhere on the page."""
        return False

    def formats(self, site: Site, language: str) -> tuple[str, ...]:
        """Ways to take in the page that it offers, such as `listen`; each has a word `way-…`."""
        return ()

    def warnings(self, site: Site) -> tuple[tuple[str, dict[str, str]], ...]:
        """What only this block knows of and what stops nothing, in the same shape."""
        return ()

    def plain_text(self, site: Site, language: str) -> str:
        """What search may find in it."""
        return ""

    def annotations(self, media: str, canvas: str, width: int, height: int) -> list[dict[str, Any]]:
        """What it says of places in a picture, as Web Annotations on that picture's IIIF canvas."""
        return []

    @property
    def data_file(self) -> str | None:
        """A CSV below the site folder whose rows `with_rows` takes."""
        return None

    def with_rows(self, rows: tuple[dict[str, str], ...]) -> Block:
        """The same block holding the rows of its data file; ValueError names a problem kind."""
        return self

    def doubts(self, rows: tuple[dict[str, str], ...]) -> Iterable[Doubt]:
        """What looks wrong in rows that `with_rows` took, and may yet be so."""
        return ()
