"""Whatever a file holds, reading it ends in a page: with passages, or with a problem."""

from hypothesis import given
from hypothesis import strategies as st

from eig_bot.knowledge.calls import with_dates
from eig_bot.knowledge.extras import NAMES, Extras, read_extras
from eig_bot.knowledge.passage import Page

from .pages import read

PIECES = (
    *("---\n", "title: Aide\n", "\n", "  ", "- ", "# ", "## ", "**", "_", "`", "```\n", "> ", "1. ", "| a | b |\n", "|-|-|\n"),
    *(
        "[",
        "]",
        "(",
        ")",
        "![]()",
        "[a](b)",
        "[x@a.example](x@a.example)",
        "<",
        ">",
        "<a href=",
        "</a>",
        "<br>",
        "<div>",
        "<![x",
    ),
    *("<!--", "&nbsp;", "&#0;", "{.a}", "{#a}", "{{<", ">}}", "&a ", "*a", "? ", ": ", "{", "}", "|\n", ">-\n", '"', "'", "\\"),
    *(
        "questions:",
        "passages:",
        "calls:",
        "open: true\n",
        "date: 2031\n",
        "url: ",
        "reviewed: ",
        "heading: ",
        "name: ",
        "desc: ",
    ),
    *(
        "jusqu’au 15 mai 2031",
        "ouvert",
        "é",
        "e\u0301",
        "\u00a0",
        "\u202f",
        "\u200b",
        "\u2028",
        "\x85",
        "\t",
        "\r",
        "\0",
        "\x07",
    ),
)
TEXT = st.text() | st.lists(st.sampled_from(PIECES)).map("".join)


def check(page: Page) -> None:
    """A page has passages with a text, or says what is wrong with it."""
    assert page.passages or page.problems
    assert all(passage.text and passage.section for passage in page.passages)
    assert all(problem.line >= 1 and "\n" not in str(problem) for problem in page.problems)
    with_dates([page])


@given(TEXT)
def test_any_text_may_be_the_body_of_a_page(body: str) -> None:
    check(read(f"---\ntitle: Aide\n---\n{body}"))


@given(TEXT)
def test_any_text_may_be_the_front_matter_of_a_page(front: str) -> None:
    check(read(f"---\ntitle: Aide\n{front}\n---\nLa ville aide.\n"))


@given(TEXT)
def test_any_text_may_be_held_by_the_front_matter(text: str) -> None:
    lines = "\n".join(f"    {line}" for line in text.splitlines())
    check(read(f"---\ntitle: Aide\nblocs:\n  - titre: Bloc\n    texte: |\n{lines}\n---\n"))


@given(st.binary() | TEXT.map(str.encode))
def test_any_bytes_may_be_a_file(source: bytes) -> None:
    check(read(source))


@given(st.sampled_from(sorted(NAMES)), TEXT)
def test_any_text_may_be_an_optional_file(name: str, source: str) -> None:
    found = read_extras({name: source}, Extras())
    assert all(problem.path == name for problem in found.problems)
