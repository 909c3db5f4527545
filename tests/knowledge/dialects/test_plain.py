"""A text loses what its readers never see, keeps every line on its line, and is gone over in no time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .plainly import plain

OPENINGS = (
    *("`", "```", "~~~", "\\", "<!--", "-->", "<del>", "</del>", "<s>", "<pre>", "</pre>", "%%", "{%", "%}", "{{", "}}", "{{<"),
    *(">}}", "{%comment%}", "{%endcomment%}", "{/*", "*/}", "{: .x}", "{.x}", "{#a}", "{#", "#}", "[[", "]]", "[[toc]]"),
    *("[a]{.x}", "*[A]: b", "import a from 'b'", "export const a", "<A b={", "<A", "/>", ">", "</A>", "<a href='{{", ":tada:"),
    *(" ^bloc", "- TOC\n{:toc}", "\n", "\n\n", "\n> ", "| ", " ", "mot", "'", '"', "(", ")", "é"),
)
TEXT = st.text() | st.lists(st.sampled_from(OPENINGS), max_size=40).map("".join)


@given(TEXT)
def test_every_line_stays_on_its_line(text: str) -> None:
    assert plain(text).count("\n") == text.count("\n")


@given(
    st.lists(st.sampled_from(("mot", "été", " ", "\n", "2031", "a_b", "(c)", "d.", "- e", "# f", "**g**", "[h](i)", "€"))).map(
        "".join
    )
)
def test_a_text_without_marks_of_dialects_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize("mark", ["?>", "!>"])
def test_a_note_of_docsify_is_a_quotation(mark: str) -> None:
    assert plain(f"Semez.\n{mark} En mars.\n\nOui {mark} non") == f"Semez.\n> En mars.\n\nOui {mark} non"


@pytest.mark.parametrize("opening", OPENINGS)
def test_what_opens_and_never_ends_is_looked_for_once(opening: str) -> None:
    text = f"{opening} a" * (120_000 // (len(opening) + 2))
    begun = time.process_time()
    plain(text)
    assert time.process_time() - begun < 4  # a second look at each would take minutes


def test_what_opens_first_is_taken_first() -> None:
    assert plain("`<!--` a <!-- `b` --> c") == "`<!--` a  c"
    assert plain("{% comment %}<!-- {% endcomment %} a -->") == " a -->"


def test_an_escaped_mark_is_text() -> None:
    assert plain(r"\{{ a }} \<del>b</del>") == r"\{{ a }} \<del>b</del>"
