"""What stops a parser is told in words, with the line as it should be; after it, what else is wrong."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.knowledge.yaml_faults import faults_of
from eig_bot.messages import knowledge as messages

MENDED = {
    "a colon in a value": ("title: Prêt : les outils", 0, messages.with_sign(":", 'title: "Prêt : les outils"')),
    "a colon in an item": ("questions:\n  - prêt: outil: où", 1, messages.with_sign(":", '- prêt: "outil: où"')),
    "a sign in front": ("owner: @serre", 0, messages.with_sign("@", 'owner: "@serre"')),
    "a star in front": ("title: *Prêt*", 0, messages.with_sign("*", 'title: "*Prêt*"')),
    "brackets for a part": ("title: [Prêt] d'outils", 0, messages.with_sign("[", 'title: "[Prêt] d\'outils"')),
    "a tab": ("tags:\n\t- prêt", 1, messages.with_tab("- prêt")),
    "a quote too few": ('title: "Prêt\nurl: /a/', 0, messages.without_quote('title: "Prêt"')),
    "a quote too few far above": (
        f'title: "Prêt\nquestions:\n{"  - où" * 1}\n' + "  - quand\n" * 9,
        0,
        messages.without_quote('title: "Prêt"'),
    ),
    "an apostrophe": ("title: 'L'outil'", 0, messages.quote_within("'", 'title: "L\'outil"')),
    "quotes in quotes": ('title: "Le "grand" prêt"', 0, messages.quote_within('"', "title: 'Le \"grand\" prêt'")),
    "a space too few": ("title:Prêt\nurl: /a/", 0, messages.without_space("title: Prêt")),
    "a bracket too few": ("tags: [prêt, outil\nurl: /a/", 0, messages.without_bracket("]", "tags: [prêt, outil]")),
    "a line too far right": ("title: Prêt\n  url: /a/", 1, messages.misaligned(0, "url: /a/")),
    "an item out of line": ("tags:\n  - prêt\n - outil", 2, messages.misaligned(2, "- outil")),
    "what nobody sees": ("title: Pr\x07êt", 0, messages.INVISIBLE_CHARACTER),
}


@pytest.mark.parametrize(("source", "line", "message"), MENDED.values(), ids=MENDED)
def test_a_usual_slip_is_told_with_the_line_as_it_should_be(source: str, line: int, message: str) -> None:
    found, mended = faults_of(source)
    assert [(fault.line, fault.message) for fault in found] == [(line, message)]
    assert mended


def test_each_slip_of_a_text_is_told() -> None:
    found, mended = faults_of("title: a : b\nurl: c: d\nowner: 'l'eau'\ntags: [e")
    assert [fault.line for fault in found] == [0, 1, 2, 3]
    assert mended
    assert yaml.safe_load(mended) == {"title": "a : b", "url": "c: d", "owner": "l'eau", "tags": ["e"]}


@pytest.mark.parametrize("source", ["", "title: Prêt", "tags: [a, b]", "# rien", 'title: "Prêt : outils"'])
def test_nothing_is_wrong_with_what_can_be_read(source: str) -> None:
    assert faults_of(source) == ([], source)


@pytest.mark.parametrize("source", ["title: a\n*", "[a\n" * 9, "%" + "a: b: c\n" * 9_000])
def test_what_no_mend_helps_is_told_with_its_place_alone(source: str) -> None:
    found, mended = faults_of(source)
    assert (found[-1].message, mended) == (messages.BROKEN_YAML, None)


@given(st.text("ab:-'\"[{*#@\n\t ", max_size=40))
def test_whatever_is_written_has_an_end(source: str) -> None:
    found, mended = faults_of(source)
    assert all(0 <= fault.line <= source.count("\n") + 1 for fault in found)
    if mended is not None:
        yaml.compose(mended, Loader=yaml.CSafeLoader)
