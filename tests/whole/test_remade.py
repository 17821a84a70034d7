"""What an edit makes again, and what it does not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

import pytest

from generator import look
from tests.whole.makers import Makers
from tests.whole.project import (
    BRIDGE,
    NAMES,
    PICTURES,
    SHRINE,
    Town,
    codes,
    picture,
)


@pytest.fixture
def makers(monkeypatch: pytest.MonkeyPatch) -> Makers:
    """A watch on every job that is really done in this process."""
    found = Makers(remember=False)
    monkeypatch.setattr("generator.work.make", found.make)
    return found


def rename(town: Town) -> None:
    """The photograph under another name, in the folder and in the facts."""
    media = town.site(SHRINE) / "media"
    (media / PICTURES[SHRINE]).rename(media / "ảnh đẹp.jpg")
    town.edit(f"sites/{SHRINE}/site.yaml", PICTURES[SHRINE], "ảnh đẹp.jpg")


def rename_folder(town: Town) -> None:
    """The shrine's folder under another name; its code follows, its picture stays."""
    town.site(SHRINE).rename(town.site("mieu-khac"))
    town.edit(
        "sites/mieu-khac/site.yaml", f"slug: {SHRINE}", f"slug: mieu-khac\naliases: [{SHRINE}]"
    )
    town.edit("content/project.yaml", SHRINE, "mieu-khac")
    (code,) = (code for code, place in codes(town).items() if place == SHRINE)
    told = ("--site", "mieu-khac", "--reason", "đổi tên thư mục", "--by", "người thử")
    assert town.run("codes", "record", code, "retarget", *told).code == 0


def touch(town: Town) -> None:
    """Every input gets another date."""
    for path in (town.root / "sites").rglob("*"):
        os.utime(path, (1_234_567_890, 1_234_567_890))


def reformat(town: Town) -> None:
    """The same facts, written in another form."""
    town.edit(
        f"sites/{SHRINE}/site.yaml", "kind: inventoried", '# một lời ghi\nkind: "inventoried"'
    )


def other_picture(town: Town) -> None:
    """Another photograph under the old one's name."""
    town.write(f"sites/{SHRINE}/media/{PICTURES[SHRINE]}", picture(55, "JPEG"))


def undo(town: Town) -> None:
    """A word changed and, after a build, changed back."""
    town.edit(f"sites/{SHRINE}/vi.md", "mười hai", "mười ba")
    town.make()
    town.edit(f"sites/{SHRINE}/vi.md", "mười ba", "mười hai")


REMADE: dict[str, tuple[Callable[[Town], None], dict[str, int]]] = {
    "nothing": (lambda _: None, {}),
    "mtimes": (touch, {}),
    "the form of the YAML": (reformat, {}),
    "a word": (lambda t: t.edit(f"sites/{SHRINE}/vi.md", "mười hai", "mười ba"), {"page": 4}),
    "a lede": (
        lambda t: t.edit(f"sites/{SHRINE}/vi.md", "bên con rạch", "cạnh con rạch"),
        {"page": 6},
    ),
    "the name of a folder": (rename_folder, {"page": 32, "card": 1, "plaque": 1}),
    "the name of a picture": (rename, {"page": 4}),
    "the bytes of a picture": (other_picture, {"page": 16, "picture": 1, "card": 1}),
    "the name of a site": (
        lambda t: t.edit(f"sites/{BRIDGE}/site.yaml", NAMES[BRIDGE], "Cầu Khác"),
        {"page": 16, "card": 1, "plaque": 1},
    ),
}


@pytest.mark.parametrize(("edit", "wanted"), REMADE.values(), ids=REMADE)
def test_an_edit_makes_again_what_it_must(
    town: Town, makers: Makers, edit: Callable[[Town], None], wanted: dict[str, int]
) -> None:
    """Text, names and dates re-encode no picture; other bytes re-encode that one picture only."""
    town.make()
    makers.kinds()
    edit(town)
    remade = town.make().remade
    found = makers.kinds()
    assert sum(found.values()) == remade
    assert {kind: found[kind] for kind in ("picture", "card", "plaque", "sound")} == {
        kind: wanted.get(kind, 0) for kind in ("picture", "card", "plaque", "sound")
    }
    assert found["page"] == wanted.get("page", 0)


def test_undoing_an_edit_makes_nothing(town: Town, makers: Makers) -> None:
    """What was made before is still there: going back costs no work at all."""
    before = town.trees()
    undo(town)
    makers.kinds()
    assert town.make().remade == 0
    assert makers.kinds() == {}
    assert town.trees() == before


@pytest.mark.parametrize("name", ["web/page.html", "web/site.css", "web/404.css"])
def test_a_template_edited_in_one_process_is_read_again(town: Town, name: str) -> None:
    """A preview outlives many edits of a look: each build shows the latest, as a new process would."""
    shipped = look.template_folders(town.root)[-1] / name
    add = "\n<p>{}</p>" if name.endswith("html") else "\n.x{{order:{}}}"
    text = shipped.read_text("utf-8")
    for number in (1, 2, 3):
        new = text + add.format(number)
        if name.endswith("html"):
            new = text.replace("{% block main %}", "{% block main %}" + add.format(number))
        path = town.write(f"templates/{name}", new)
        os.utime(path, (1_234_567_890, 1_234_567_890))
        assert town.make(("web",)).exit_code == 0
    here = town.tree()
    shutil.rmtree(town.root / ".ditich" / "state", ignore_errors=True)
    (town.root / ".ditich" / "index").unlink()
    assert town.build("--edition", "web").code == 0
    assert here == town.tree()
