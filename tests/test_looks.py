"""Pictures that ask for more than a place on the page: how many there may be, and how large they must be."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from generator.check.looks import looked_at_closely, needs_size, size_fault
from generator.model import Media, Site
from generator.read import picture_size
from generator.tiles import PER_SITE
from tests.make.pages import make_site


def with_pictures(count: int) -> Site:
    """A site with so many pictures to be looked at closely, behind one that is not."""
    entry = {"kind": "scan", "rights": "CC0", "alt": "Bia"}
    plain = {"id": "xa", "file": "xa.jpg", **entry}
    close = [{"id": f"b{n}", "file": f"b{n}.jpg", "zoom": True, **entry} for n in range(count)]
    return make_site(media=[plain, *close], picture=None, blocks=[])


def test_a_site_has_so_many_and_no_more() -> None:
    """The first picture beyond the number is the place that is told."""
    assert not list(looked_at_closely(with_pictures(PER_SITE), None))
    (find,) = looked_at_closely(with_pictures(PER_SITE + 2), None)
    assert (find.kind, find.loc) == ("zoom-too-many", ("media", PER_SITE + 1, "zoom"))
    assert find.params == {"count": "10", "most": "8"}


def test_only_what_asks_for_it_is_measured() -> None:
    """Other pictures may be of any size, and are not opened to be asked for it."""
    plain = Media(id="a", file="a.jpg", rights="CC0")
    close = plain.model_copy(update={"zoom": True})
    assert (needs_size(plain), needs_size(close)) == (False, True)
    assert size_fault(close, 1400, 2000) is None
    fault = size_fault(close, 1999, 1000)
    assert fault
    assert fault[:2] == ("zoom-small", "warning")


def test_a_picture_is_measured_as_it_is_seen(tmp_path: Path) -> None:
    """A photograph that lies on its side in the file counts as it is shown: upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (80, 60)).save(tmp_path / "a.jpg", exif=exif)
    Image.new("RGB", (80, 60)).save(tmp_path / "b.jpg")
    assert picture_size(tmp_path / "a.jpg") == (60, 80)
    assert picture_size(tmp_path / "b.jpg") == (80, 60)
