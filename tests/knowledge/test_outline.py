"""Where the front matter says something of a passage."""

import pytest

from eig_bot.knowledge.outline import Outline, Value, position_of
from eig_bot.knowledge.passage import Passage

VALUES = (
    Value(("title",), "Aide", (2, 8)),
    Value(("questions", 0), "qui aide", (3, 13)),
    Value(("passages", 0, "heading"), "DÉLAI", (5, 14)),
    Value(("passages", 0, "questions", 0), "quand", (6, 18)),
    Value(("passages", 0, "expect", 0), "quand", (7, 15)),
)
AIDE = Outline("aide.md", ("---", "title: Aide", "questions: [qui aide]"), VALUES)
DELAY = Passage("aide.md", 12, ("Aide", "Délai"), "Trente jours.")


@pytest.mark.parametrize(
    ("keys", "text", "position"),
    [
        (("questions",), None, (6, 18)),
        (("expect",), "quand", (7, 15)),
        (("questions", "expect"), "quand", (6, 18)),
        (("questions",), "qui aide", (3, 13)),
        (("title",), None, (2, 8)),
        (("tags",), None, (12, 1)),
        (("questions",), "combien", (12, 1)),
    ],
)
def test_what_is_said_of_a_passage_stands_in_its_entry_else_in_its_page_else_nowhere(
    keys: tuple[str, ...], text: str | None, position: tuple[int, int]
) -> None:
    assert position_of({"aide.md": AIDE}, DELAY, *keys, text=text) == position


def test_without_an_outline_a_passage_stands_where_it_begins() -> None:
    assert position_of({}, DELAY, "questions") == (12, 1)


def test_a_value_has_a_name_a_way_and_the_heading_of_its_entry() -> None:
    assert [value.key for value in VALUES] == ["title", "questions", "heading", "questions", "expect"]
    assert AIDE.value("passages", 0, "expect", 0) == VALUES[-1]
    assert AIDE.value("tags") is None
    assert [AIDE.heading_of(value) for value in VALUES] == [None, None, "délai", "délai", "délai"]


def test_a_text_stands_where_its_line_has_it() -> None:
    assert AIDE.position_in(3, "qui") == (3, 13)
    assert AIDE.position_in(3, "ailleurs") == (3, 1)


def test_a_page_of_the_site_has_a_key_that_is_not_ours() -> None:
    assert not AIDE.is_site_page
    assert Outline("aide.md", (), (Value(("layout",), "page", (2, 1)),)).is_site_page
