"""Packs: the same bytes for the same tree, signed so that openssl agrees, and refused for every fault."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import stat
import struct
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.kiosk import find, keys, pack, unpack
from generator.kiosk.home import Home
from generator.kiosk.refused import Refused
from tests.kiosk.work import edition, home_of, packed

A, B = "a" * 12, "b" * 12
ROUNDS = 5_000 if os.environ.get("DITICH_ORDEAL") else 150


def test_the_same_tree_is_the_same_pack(tmp_path: Path) -> None:
    """Packed twice with the same keys, byte for byte; a changed tree is newer, whatever the clock."""
    tree = edition(tmp_path / "tree")
    folder = tmp_path / "keys"
    first = pack.make(tree, tmp_path / "one", folder, now=lambda: 2_000_000_000.0)
    shutil.copytree(tree, tmp_path / "copy")
    again = pack.make(tmp_path / "copy", tmp_path / "two", folder, now=lambda: 2_100_000_000.0)
    assert first == again
    name = pack.name_of(first)
    assert name == f"ditich-kiosk-{A}.zip"
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    (tree / "vi" / "index.html").write_text("other", "utf-8")
    later = pack.make(tree, tmp_path / "three", folder, now=lambda: 0.0)
    assert later.made == first.made + 1
    assert later.build != first.build


def test_the_private_key_is_its_owners_alone(tmp_path: Path) -> None:
    """Made once, mode 0600, and the same at the next pack."""
    one = keys.public_pem(keys.own(tmp_path / "keys"))
    assert keys.public_pem(keys.own(tmp_path / "keys")) == one
    assert stat.S_IMODE((tmp_path / "keys" / keys.PRIVATE).stat().st_mode) == 0o600
    assert len(keys.mark(one)) == 19
    (tmp_path / "keys" / keys.PRIVATE).write_text("no key", "utf-8")
    with pytest.raises(keys.BadKey):
        keys.own(tmp_path / "keys")


def test_openssl_agrees_with_the_signature(tmp_path: Path) -> None:
    """Another program than ours finds it good, and a changed manifest bad."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl")
    with zipfile.ZipFile(packed(tmp_path)) as archive:
        archive.extractall(tmp_path / "out")
    line = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.pub", "-rawin",
            "-in", "manifest.json", "-sigfile", "manifest.sig"]  # fmt: skip
    good = subprocess.run(line, cwd=tmp_path / "out", capture_output=True, check=False)
    assert good.returncode == 0, good.stderr
    with (tmp_path / "out" / "manifest.json").open("ab") as file:
        file.write(b" ")
    assert subprocess.run(line, cwd=tmp_path / "out", capture_output=True, check=False).returncode


Files = dict[str, bytes]


def files_of(path: Path) -> Files:
    """What is in a zip."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Files, kind: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, pack.MOMENT), data, kind)
    return out.getvalue()


def resigned(files: Files, folder: Path, change: Callable[[dict[str, object]], None]) -> bytes:
    """The pack with a changed manifest that is properly signed: what only an insider could bring."""
    told = json.loads(files["manifest.json"])
    change(told)
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    signature = keys.own(folder / "keys").sign(data)
    return zipped(files | {"manifest.json": data, "manifest.sig": signature})


def listed(name: str, size: int = 1, sha: str = "0" * 64) -> Callable[[dict[str, object]], None]:
    """A change that adds a file to the manifest."""

    def change(told: dict[str, object]) -> None:
        files = told["files"]
        assert isinstance(files, dict)
        files[name] = [size, sha]

    return change


def flipped(data: bytes, at: int) -> bytes:
    """One bit turned."""
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def link(files: Files) -> bytes:
    """A zip in which a page is a symbolic link to a file of the machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            about = zipfile.ZipInfo(name, pack.MOMENT)
            about.create_system = 3
            about.external_attr = (0o120777 if name == "tree/index.html" else 0o644) << 16
            archive.writestr(about, b"/etc/passwd" if name == "tree/index.html" else data)
    return out.getvalue()


def bomb(files: Files) -> bytes:
    """A page of 300 MB that takes 300 KB in the zip."""
    return zipped(files | {"tree/vi/index.html": bytes(300_000_000)}, zipfile.ZIP_DEFLATED)


def long_list(files: Files) -> bytes:
    """A zip that claims a list of 4 GB."""
    data = bytearray(zipped(files))
    struct.pack_into("<L", data, data.rfind(b"PK\5\6") + 12, 0xFFFFFFF0)
    return bytes(data)


def long_end(files: Files) -> bytes:
    """A zip whose end record of 64-bit numbers has 60,000 files of which the short one says nothing."""
    data = zipped(files)
    at = data.rfind(b"PK\5\6")
    start = struct.unpack_from("<L", data, at + 16)[0]
    listed = data[start:at] * (60_000 // len(files) + 1)
    record = struct.pack("<4sQHHLLQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, len(listed), start)
    lead = struct.pack("<4sLQL", b"PK\6\7", 0, start + len(listed), 1)
    return data[:start] + listed + record + lead + data[at:]


def twice(files: Files) -> bytes:
    """A zip that holds a page twice, the second another one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in [*files.items(), ("tree/indey.html", b"other")]:
            archive.writestr(zipfile.ZipInfo(name, pack.MOMENT), data)
    return out.getvalue().replace(b"tree/indey.html", b"tree/index.html")


INDEX, LIST, SIGN = "tree/index.html", "manifest.json", "manifest.sig"


def changed(name: str, data: Callable[[bytes], bytes]) -> Callable[[Files, Path], bytes]:
    """A maker of the pack with one file changed, added or, where nothing comes out, taken away."""

    def make(files: Files, _folder: Path) -> bytes:
        fresh = files | {name: data(files.get(name, b""))}
        return zipped({name: data for name, data in fresh.items() if data})

    return make


def signed(change: Callable[[dict[str, object]], None]) -> Callable[[Files, Path], bytes]:
    """A maker of the pack with a changed manifest, properly signed."""
    return lambda files, folder: resigned(files, folder, change)


BAD: dict[str, tuple[str, Callable[[Files, Path], bytes]]] = {
    "empty": ("kiosk-not-a-pack", lambda _f, _p: b""),
    "no-zip": ("kiosk-not-a-pack", lambda _f, _p: b"hello" * 100),
    "cut-off": ("kiosk-not-a-pack", lambda f, _p: zipped(f)[:-200]),
    "front-gone": ("kiosk-not-a-pack", lambda f, _p: zipped(f)[:300] + zipped(f)[600:]),
    "long-list": ("kiosk-too-large", lambda f, _p: long_list(f)),
    "long-end": ("kiosk-too-large", lambda f, _p: long_end(f)),
    "no-signature": ("kiosk-not-a-pack", changed(SIGN, lambda _d: b"")),
    "signature-flipped": ("kiosk-wrong-key", changed(SIGN, lambda d: flipped(d, 5))),
    "manifest-flipped": ("kiosk-wrong-key", changed(LIST, lambda d: flipped(d, 30))),
    "page-flipped": ("kiosk-damaged", changed(INDEX, lambda d: flipped(d, 9))),
    "page-shorter": ("kiosk-damaged", changed(INDEX, lambda d: d[:-1])),
    "page-longer": ("kiosk-damaged", changed(INDEX, lambda d: d + b"x")),
    "page-gone": ("kiosk-damaged", changed(INDEX, lambda _d: b"")),
    "page-added": ("kiosk-unsafe", changed("tree/extra.html", lambda _d: b"x")),
    "traversal-added": ("kiosk-unsafe", changed("tree/../../evil", lambda _d: b"x")),
    "twice": ("kiosk-unsafe", lambda f, _p: twice(f)),
    "link": ("kiosk-unsafe", lambda f, _p: link(f)),
    "bomb": ("kiosk-damaged", lambda f, _p: bomb(f)),
    "signed-traversal": ("kiosk-unsafe", signed(listed("../../evil"))),
    "signed-absolute": ("kiosk-unsafe", signed(listed("/etc/evil"))),
    "signed-drive": ("kiosk-unsafe", signed(listed("C:/evil"))),
    "signed-backslash": ("kiosk-unsafe", signed(listed("..\\evil"))),
    "signed-clash": ("kiosk-unsafe", signed(listed("INDEX.html"))),
    "signed-huge": ("kiosk-too-large", signed(listed("m/x", 5_000_000_000))),
    "signed-negative": ("kiosk-unsafe", signed(listed("m/x", -1))),
    "signed-other-format": (
        "kiosk-not-a-pack",
        signed(lambda told: told.update({"kiosk-pack": 2})),
    ),
    "signed-other-content": (
        "kiosk-not-a-pack",
        signed(lambda told: told.update(content="c" * 12)),
    ),
}
"""Name → (why it is refused, how it is made from the files of a good pack of content B)."""


@pytest.mark.parametrize("name", BAD)
def test_a_bad_pack_changes_nothing(tmp_path: Path, name: str) -> None:
    """Refused for its reason; the home folder stays as it was, and nothing is written beside it."""
    home = home_of(tmp_path, A)
    why, make = BAD[name]
    path = tmp_path / "bad.zip"
    path.write_bytes(make(files_of(packed(tmp_path, B)), tmp_path))
    before = _all(tmp_path)
    with pytest.raises(Refused) as refused:
        home.update(path)
    assert refused.value.kind == why
    assert _all(tmp_path) == before
    shown = home.best()
    assert shown
    assert shown.content == A


def test_a_long_list_is_refused_before_zipfile_reads_it(tmp_path: Path) -> None:
    """The control: zipfile believes the longer record, and reads all its names when it is opened."""
    data = long_end(files_of(packed(tmp_path, B)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len(archive.namelist()) > pack.MAX_FILES
    (tmp_path / "bad.zip").write_bytes(data)
    with pytest.raises(Refused, match="kiosk-too-large"), unpack.opened(tmp_path / "bad.zip", None):
        pass


@pytest.mark.ordeal
def test_no_turned_bit_gets_through(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Bits turned and bytes cut out anywhere: refused, or of no consequence, and never another fault."""
    home = home_of(tmp_path, A)
    good = packed(tmp_path, B).read_bytes()
    tree, chance, refused = edition(tmp_path / "told", B), random.Random(1), 0  # noqa: S311 - to be repeated
    before = home.pointer()
    for _ in range(ROUNDS):
        data, at = good, chance.randrange(len(good))
        data = (
            flipped(data, at)
            if chance.random() < 0.7
            else data[:at] + data[at + chance.randrange(90) :]
        )
        (tmp_path / "bad.zip").write_bytes(data)
        try:
            home.update(tmp_path / "bad.zip")
        except Refused:
            refused += 1
            assert home.pointer() == before
        else:
            shown = home.folder(home.pointer().build) / "tree"
            for path in (p for p in tree.rglob("*") if p.is_file()):
                assert (shown / path.relative_to(tree)).read_bytes() == path.read_bytes()
            home.point(before)
    record_property("rounds", ROUNDS)
    assert refused > ROUNDS / 2


def _all(folder: Path) -> list[str]:
    return sorted(p.as_posix() for p in folder.rglob("*") if not p.name.endswith(".lock"))


def test_a_good_pack_is_taken_over(tmp_path: Path) -> None:
    """The control: the very steps of the test above with nothing spoilt."""
    home = home_of(tmp_path, A)
    path = tmp_path / "good.zip"
    path.write_bytes(zipped(files_of(packed(tmp_path, B))))
    home.update(path)
    shown = home.best()
    assert shown
    assert shown.content == B
    assert home.pointer().trials > 0


def test_another_key_is_refused(tmp_path: Path) -> None:
    """A pack whole in itself, signed by somebody else."""
    home = home_of(tmp_path, A)
    with pytest.raises(Refused, match="kiosk-wrong-key"):
        home.update(packed(tmp_path, B, key="others"))


def test_an_older_pack_only_when_asked(tmp_path: Path) -> None:
    """An old stick in a drawer does not bring back last year's texts by mistake; nor the same one twice."""
    old, new = packed(tmp_path, A), packed(tmp_path, B)
    home = Home(tmp_path / "home")
    home.update(new)
    with pytest.raises(Refused, match="kiosk-older"):
        home.update(old)
    with pytest.raises(Refused, match="kiosk-same"):
        home.update(new)
    home.update(old, older=True)
    assert home.manifest(home.pointer().build) == home.manifest(home.builds()[-1])


def test_the_newest_signed_pack_on_a_stick_is_found(tmp_path: Path) -> None:
    """Among several sticks, older ones, others' and broken ones; alone, a bad one tells why."""
    stick, other = tmp_path / "usb1", tmp_path / "usb2"
    stick.mkdir()
    other.mkdir()
    old, new = packed(tmp_path, A), packed(tmp_path, B)
    key = files_of(old)["key.pub"]
    with pytest.raises(Refused, match="kiosk-no-pack"):
        find.newest(key, [stick, other, tmp_path / "gone"])
    shutil.copy(packed(tmp_path, "c" * 12, key="others"), stick)
    with pytest.raises(Refused, match="kiosk-wrong-key"):
        find.newest(key, [stick])
    shutil.copy(old, stick)
    (stick / "ditich-kiosk-broken.zip").write_bytes(b"x")
    shutil.copy(new, other)
    assert find.newest(key, [stick, other]) == other / new.name


def test_a_full_disk_refuses_the_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked before anything is written; what is shown stays."""
    home = home_of(tmp_path, A)
    monkeypatch.setattr(unpack, "SPARE", shutil.disk_usage(tmp_path).total)
    with pytest.raises(Refused, match="disk-full"):
        home.update(packed(tmp_path, B))
    assert not list((home.root / "generations").glob(".*"))
