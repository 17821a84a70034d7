"""Reading YAML: text stays text, places are right, bombs and odd bytes stop at once."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml as pyyaml

from generator.problems import Problems
from generator.read import Node, at, plain, read_yaml
from generator.read import yaml as reader
from generator.read.encoding import TextFile
from generator.read.yaml import nodes
from tests.spent import within


def read(text: str) -> tuple[Node | None, Problems]:
    """The nodes of a text and what was said about it."""
    problems = Problems()
    return nodes(TextFile("site.yaml", text), problems), problems


def kinds(problems: Problems) -> list[str]:
    """The kinds found, in the order of places."""
    return [problem.kind for problem in problems]


def good(text: str) -> Node:
    """The nodes of a text that has nothing wrong with it."""
    node, problems = read(text)
    assert kinds(problems) == []
    assert node is not None
    return node


def test_scalars_stay_text() -> None:
    """What YAML 1.1 would turn into numbers, booleans and dates is left as it was typed."""
    written = {"a": "7:30", "b": "no", "c": "0123", "d": "1_000", "e": "~", "f": "1890-05-19"}
    assert plain(good("".join(f"{k}: {v}\n" for k, v in written.items()))) == written


def test_a_field_with_nothing_in_it_is_absent() -> None:
    """`key:` without a value does not reach the model, and its place is the key's."""
    node = good("a: 1\nb:\nc: {vi: x, en: }\n")
    assert plain(node) == {"a": "1", "c": {"vi": "x"}}
    assert str(at(node, ("b",))) == "site.yaml:2:1"


def test_places_count_displayed_characters() -> None:
    """A place has line and column from 1, the width of the token, and the line as it stands."""
    node = good('tên: {vi: "Đền thờ", en: x}\nsố:\n  - một\n  - hai ba\n')
    place = at(node, ("tên", "vi"))
    assert (place.line, place.column, place.width) == (1, 11, 9)
    assert place.text == 'tên: {vi: "Đền thờ", en: x}'
    place = at(node, ("số", 1))
    assert (place.line, place.column, place.width) == (4, 5, 6)


def test_columns_are_the_same_for_composed_and_decomposed_letters(tmp_path: Path) -> None:
    """NFD input gives NFC nodes and the columns an editor sees."""
    import unicodedata

    path = tmp_path / "site.yaml"
    path.write_text(unicodedata.normalize("NFD", "đ: {Tiếng Việt: ế, x: ộ}\n"), "utf-8")
    node = read_yaml(path, tmp_path, Problems())
    assert node is not None
    assert plain(node) == {"đ": {"Tiếng Việt": "ế", "x": "ộ"}}
    assert at(node, ("đ", "x")).column == 23


@pytest.mark.parametrize(
    ("loc", "key", "place"),
    [
        (("a", "b", 0), False, "3:6"),  # the value itself
        (("a", "b", 0, "vi"), False, "3:6"),  # deeper than what is written
        (("a", "c"), False, "1:1"),  # a missing field: the key it belongs to
        (("a", "b"), True, "2:3"),  # an unknown field: its key
        (("a", "function-before[x()]", "b", 1), False, "3:9"),  # steps no file has
        ((), False, "1:1"),
        (("zz",), False, "1:1"),
        (("d", 0, "title"), False, "5:5"),  # missing in an entry of a list
    ],
)
def test_at_finds_the_deepest_piece_that_is_written(
    loc: tuple[str | int, ...],
    key: bool,  # noqa: FBT001 - a parameter of the samples
    place: str,
) -> None:
    """A pydantic location leads to the place an editor has to look at."""
    node = good("a:\n  b:\n    [x, yz]\nd:\n  - id: s1\n")
    assert str(at(node, loc, key=key)) == f"site.yaml:{place}"


@pytest.mark.parametrize(
    "bomb",
    [
        "[" * 50_000,
        "a: " + "[" * 50_000 + "]" * 50_000,
        "{a: " * 30_000,
        "- " * 50_000,
        "? " * 50_000,
        "\n".join(" " * n + "a:" for n in range(900)),
        "[a, " * 20_000,
        "a: [" + "x, " * 30_000 + "]",
        "a: '" * 20_000,
        "a: @x\n" * 20_000,
        '"a\n' * 10_000,
        "\t" * 20_000,
        "“a: " * 60_000,
        "&a " * 30_000,
        "!" * 30_000,
        "%" * 30_000,
        "a: " + "\\" * 20_000,
        "#" * 100_000,
        "---\n" * 20_000,
        ": " * 50_000,
        "a: |\n" + " x\n" * 100_000,
        "- - - - -\n" * 10_000,
    ],
)
def test_bombs_stop_at_once(bomb: str) -> None:
    """Deep nesting, long runs and endless repairs end in half a second, with words."""
    with within(0.5):
        _, problems = read(bomb)
    assert len(problems) < 200


def test_the_nesting_limit_is_where_it_says() -> None:
    """Forty levels are read; one more is refused, in either style."""
    deep = reader.MAX_DEPTH - 1  # the root map is the first level
    good("a: " + "[" * deep + "]" * deep + "\n")
    assert kinds(read("a: " + "[" * (deep + 1) + "]" * (deep + 1) + "\n")[1]) == ["yaml-too-deep"]


def test_aliases_never_multiply() -> None:
    """A billion laughs and a list inside itself become a few located problems."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")
    with within(0.5):
        node, problems = read("\n".join(lines) + "\nself: &s [*s]\n<<: {a: 1}\n")
    assert set(kinds(problems)) == {"sign-at-start", "yaml-merge"}
    assert node is not None
    assert len(str(plain(node))) < 2_000


def test_several_mistakes_come_in_one_run() -> None:
    """What the parser stumbles over is mended in memory, so that the next mistake is met too."""
    text = (
        "slug：a\nname: Bia: hai\nnote: @x\nplace: Nhà số #5\n"
        'title: "x" y\nlist: [a, b\nlast: \'abc\nslug: b\n'
    )
    node, problems = read(text)
    assert kinds(problems) == [
        "colon-wide",
        "colon-in-value",
        "sign-at-start",
        "hash-cuts",
        "text-after-quote",
        "bracket-open",
        "quote-open",
        "key-twice",
    ]
    assert node is not None
    assert plain(node)["name"] == "Bia: hai"
    assert plain(node)["list"] == ["a", "b"]


def test_a_section_that_cannot_be_mended_does_not_hide_the_next() -> None:
    """Where no mending is possible the entry is left out, the rest still checked, and no node given."""
    node, problems = read("a:\n   b: 1\n  c: 2\nd:\n  - x: 1\n   y: 2\ne: @f\n")
    assert kinds(problems) == ["indent", "indent", "sign-at-start"]
    assert [problem.place.line for problem in problems] == [3, 6, 7]
    assert node is None


@pytest.mark.parametrize(
    ("line", "ready"),
    [
        ("a: Bia: hai", 'a: "Bia: hai"'),
        ('a: Bia: "hai"', "a: 'Bia: \"hai\"'"),
        ("a: “Bia: hai”", 'a: "Bia: hai"'),
        ("- a: *x* y", '- a: "*x* y"'),
        ("a: @x", 'a: "@x"'),
        ("a: 'it's'", 'a: "it\'s"'),
        ('a: "x "y" z"', "a: 'x \"y\" z'"),
        ('a: "x" và "y"', 'a: \'"x" và "y"\''),
        ("a: C:\\x: y", "a: 'C:\\x: y'"),
    ],
)
def test_a_line_ready_to_paste_is_right(line: str, ready: str) -> None:
    """The quoted line that a message offers is good YAML with the words that were meant."""
    from generator.read.yaml_trouble import quoted_line

    _, problems = read(f"all:\n  {line}\n")
    assert len(problems) == 1
    assert quoted_line(line) == ready
    good(f"all:\n  {ready}\n")


@pytest.mark.parametrize(
    "text",
    [
        "level: national   # special-national national\n",
        "# cả dòng\n#sát dấu\na: b # ghi chú\n",
        "a: b      # 5 ý\n",
        "a: x#y\nb: 'x #5'\n",
        "a: https://example.org/#muc\n",
        'a: |\n  Nhà số #5: "x"\n  \t“y”\n  @z\n',
        "a: >-\n  - x: y\n  key：z\n",
        "a: “Đồng khởi” ở Bến Tre\n",
        'a: "“Đồng khởi”"\n',
        "a: 5 < 6 & 7\n",
        "a: {vi: x, en: y}\nb: [x, y]\n",
        "a: {vi: x,\n    en: y}\n",
        "---\na: b\n",
        "a: b\n...\n",
        "a: Nhà bia, đền thờ\n",
        "a: một dòng\n  nối dòng\n",
        'a: "một dòng\n  nối dòng"\n',
        "a:\tb\n",
        "a: 'it''s'\n",
        "? a\n: b\n",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    """Odd but correct YAML gets no message."""
    good(text)


def test_the_parser_without_libyaml_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML's own parser, where there is no C library, gives the same nodes and kinds."""
    texts = [
        "a: {vi: Đền, en: x}\nb: [1, 2]\nc: |\n  x\n",
        "a: Bia: hai\n",
        "a: @x\n",
        "a: [x\nb: 1\n",
        'a: "x" y\n',
        "a: *x\n",
        "a:\n  - x\n - y\n",
        "abc\nb: 1\n",
        "a: 'x\n",
        'a: "\\m"\n',
        "a: - b\n",
    ]
    with_c = [(plain(n) if n else None, kinds(p)) for n, p in map(read, texts)]
    monkeypatch.setattr(reader, "_Loader", pyyaml.BaseLoader)
    without = [(plain(n) if n else None, kinds(p)) for n, p in map(read, texts)]
    assert without == with_c
