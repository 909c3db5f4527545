"""Boxes, links to notes and highlights of common dialects are read; what only looks like them stays."""

import pytest

from eig_bot.knowledge.links import WIKI
from eig_bot.knowledge.markdown import parse
from eig_bot.knowledge.markdown_rules import id_of, parser


def shown(written: str) -> list[str]:
    """Return the blocks, where a link to a note has an address that shows which note it names."""
    return [str(block) for block in parse(written, lambda href: f"https://x.example/{href.removeprefix(WIKI)}")]


@pytest.mark.parametrize(
    ("written", "blocks"),
    [
        ("::: warning\na\n:::", ["a"]),
        ("::: tip Le titre\na\n:::\nb", ["Le titre", "a", "b"]),
        (":::note[Le *titre*]{.x}\na\n:::", ["Le titre", "a"]),
        ("::: {.note #a}\na\n:::", ["a"]),
        ("::::{grid}\n:::{card} Titre\na\n:::\n::::", ["Titre", "a"]),
        ("- a\n  ::: tip\n  b\n  :::\n- c", ["• a", "b", "• c"]),
        ("::: Attention aux gelées", ["Attention aux gelées"]),
        ("/// note | Titre\na\n///", ["Titre", "a"]),
        ("::: tip\na", ["a"]),
        ("a ::: b", ["a ::: b"]),
        ("    ::: tip", ["::: tip"]),
        (":: a", [":: a"]),
    ],
)
def test_a_line_that_marks_a_box_goes(written: str, blocks: list[str]) -> None:
    assert shown(written) == blocks


@pytest.mark.parametrize(
    ("written", "blocks"),
    [
        ("!!! note\n    a\n\n    - b\n\nc", ["a", "• b", "c"]),
        ('!!! danger large "Titre"\n    a', ["Titre", "a"]),
        ('???+ tip "Titre"\n\n    a', ["Titre", "a"]),
        ('=== "Onglet"\n\n    a\n\n=== "Autre"\n\n    b', ["Onglet", "a", "Autre", "b"]),
        ('!!! note "A"\n    !!! tip "B"\n        c\n    d', ["A", "B", "c", "d"]),
        ("- a\n\n    !!! note\n        b", ["• a", "b"]),
        ("!!! note\na", ["a"]),
        ("!!! note Titre\n    a", ["Titre", "a"]),
        ("!!! Attention aux gelées", ["!!! Attention aux gelées"]),
        ("!!! attention aux gelées", ["!!! attention aux gelées"]),
        ("!!!", ["!!!"]),
        ("??? Vraiment ?", ["??? Vraiment ?"]),
        ("a\n===", ["a"]),
    ],
)
def test_a_line_above_what_is_indented_is_a_box(written: str, blocks: list[str]) -> None:
    assert shown(written) == blocks


@pytest.mark.parametrize(
    ("written", "blocks"),
    [
        ("> [!NOTE]\n> a", ["a"]),
        ("> [!warning]- Le titre\n> a", ["Le titre\na"]),
        ("> [!tip|large]+\n> - a", ["• a"]),
        ("> [!note] Seul", ["Seul"]),
        ("> **Note**\n> a", ["a"]),
        ("> **Attention :** a", ["a"]),
        ("> __warning__ : a", ["a"]),
        ("> **Attention** aux gelées", ["Attention aux gelées"]),
        ("**Note**\na", ["Note a"]),
        ("[!note] a", ["[!note] a"]),
        ("> a\n> [!note]", ["a [!note]"]),
    ],
)
def test_a_quotation_may_be_a_box(written: str, blocks: list[str]) -> None:
    assert shown(written) == blocks


def test_boxes_may_stand_in_boxes_as_deep_as_a_page_is_long() -> None:
    assert parse("".join(f"{'    ' * depth}!!! note\n" for depth in range(690)), lambda _: None) == []


def test_what_stands_below_the_mark_of_a_box_has_its_own_line() -> None:
    assert [block.line for block in parse("> [!note]\n> a\n\n::: tip\nb", lambda _: None)] == [1, 4]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("[[A]]", "[A](https://x.example/A)"),
        ("[[a/B.md#C|*d*]]", "[*d*](https://x.example/a/B.md#C)"),
        ("[[A#B]]", "[A](https://x.example/A#B)"),
        ("[[#B]]", "[B](https://x.example/#B)"),
        ("![[A#^b1]]", "[A](https://x.example/A#^b1)"),
        ("a![[b.PNG]]![[c.svg|300]]", "a"),
        ("[[A]](b)", "[(A)](https://x.example/b)"),
        ("[[ ]]", "[[ ]]"),
        ("[[A", "[[A"),
        ("[[a\nb]]", "[[a b]]"),
        ("`[[A]]`", "[[A]]"),
    ],
)
def test_a_link_to_a_note_has_its_label(written: str, text: str) -> None:
    assert shown(written) == [text]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("==a **b**== c", "a b c"),
        ("(==a=b==)", "(a=b)"),
        ("==[a](b)==", "[a](https://x.example/b)"),
        ("a == b == c", "a == b == c"),
        ("a==b==c", "a==b==c"),
        ("==a", "==a"),
        ("====", "===="),
        ("== a ==", "== a =="),
        ("~~a~~ b~c~", "b~c~"),
        ("~~a b", "~~a b"),
        ("a ~~**b** [c](d)~~ e", "a e"),
        ("**Prix ~~ancien~~** : dix", "Prix : dix"),
        ("a[^1]b ^[c *d*] ^", "ab (c d) ^"),
    ],
)
def test_highlights_and_struck_words(written: str, text: str) -> None:
    assert shown(written) == [text]


def test_items_to_tick_lose_their_box() -> None:
    assert shown("- [ ] a\n- [x] b\n- [c](d)") == ["• a", "• b", "• [c](https://x.example/d)"]


def test_a_heading_has_its_id_in_every_form() -> None:
    opening = parser(has_components=False).parse("## A {#a}")[0]
    assert id_of(opening) == "a"
    assert [block.anchor for block in parse("## A {: #a .b}\n## B {#b}\n## C", lambda _: None)] == ["a", "b", None]


def test_a_part_of_a_note_that_is_taken_over_is_named_with_its_heading() -> None:
    assert shown("![[Guide#Prix]] [[Guide#Prix]] ![[Guide#^a]] ![[Guide#Prix|ici]]") == [
        "[Guide : Prix](https://x.example/Guide#Prix) [Guide](https://x.example/Guide#Prix) "
        "[Guide](https://x.example/Guide#^a) [ici](https://x.example/Guide#Prix)"
    ]
