"""The parts of Block Kit, each as Slack takes it."""

import pytest

from eig_bot.slack import limits
from eig_bot.slack.views import elements
from eig_bot.slack.views.elements import Block
from tests.fake_slack import view_violations, violations
from tests.slack.clicks import read

LONG_ADDRESS = "https://jardins.example/" + "a" * limits.URL


def test_what_is_posted_has_its_text_escaped_and_cut() -> None:
    post = elements.message("<!channel> " + "mot " * 2_000, [elements.divider()])
    assert post.text.startswith("&lt;!channel&gt; mot")
    assert len(post.text) <= limits.TEXT
    assert post.blocks == [elements.divider()]


def test_a_text_alone_is_a_paragraph_with_its_links() -> None:
    post = elements.plain_message("Voyez https://jardins.example/eau.")
    assert post.blocks == [elements.paragraph(elements.linked("Voyez https://jardins.example/eau."))]


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        ("Écrivez à bonjour@jardins.example !", [("bonjour@jardins.example", "mailto:bonjour@jardins.example")]),
        ("Voir https://jardins.example/eau/, merci", [("https://jardins.example/eau/", "https://jardins.example/eau/")]),
        ("(https://jardins.example)", [("https://jardins.example", "https://jardins.example")]),
        ("rien", []),
        (
            "www.jardins.example/eau puis a@b.example",
            [("www.jardins.example/eau", "https://www.jardins.example/eau"), ("a@b.example", "mailto:a@b.example")],
        ),
        ("https://jardins.exam…", []),
        ("https://jardins.example/a_(b)", [("https://jardins.example/a_(b)", "https://jardins.example/a_(b)")]),
    ],
)
def test_addresses_are_links_and_the_rest_stays_text(shown: str, found: list[tuple[str, str]]) -> None:
    parts = elements.linked(shown)
    assert [(part["text"], part["url"]) for part in parts if part["type"] == "link"] == found
    assert "".join(part["text"] for part in parts) == shown


def test_the_style_of_a_text_is_that_of_its_links_too() -> None:
    assert [part["style"] for part in elements.linked("Voir https://jardins.example.", italic=True)] == [{"italic": True}] * 3


def test_an_address_that_is_too_long_for_slack_is_no_link() -> None:
    assert elements.link("ici", LONG_ADDRESS) == elements.text("ici")


def test_only_the_style_that_is_meant_is_set() -> None:
    assert elements.text("a", bold=True, italic=False)["style"] == {"bold": True}
    assert "style" not in elements.text("a", bold=False)


@pytest.mark.parametrize(
    "block",
    [
        elements.paragraph([elements.text("a"), elements.link("b", "https://jardins.example")]),
        elements.bullets([[elements.text("a")], [elements.text("b", bold=True)]]),
        elements.quote("a"),
        elements.verbatim("a"),
        elements.header("m" * 500),
        elements.context("un", "deux"),
        elements.divider(),
        elements.section("m" * 5_000, elements.button("b", "x", "v" * 5_000)),
        *elements.actions(elements.buttons("theme", [("un", 1), ("deux", 2)])),
        *elements.actions([elements.button("b", "x", confirm=elements.confirmation("t" * 200, "s" * 400, "o" * 50))]),
    ],
)
def test_slack_takes_each_block_of_a_message_however_long_its_text(block: Block) -> None:
    assert violations([block], "message") == []


def test_slack_takes_a_form_however_long_its_texts() -> None:
    field = elements.input_block("text", "l" * 500, elements.text_input("i" * 9_000), hint="h" * 500, optional=True)
    assert view_violations(elements.modal("t" * 99, [field], "form", "s" * 99, "m")) == []


def test_a_field_is_called_like_the_block_that_it_stands_in() -> None:
    field = elements.input_block("comment", "Un mot", elements.text_input())
    assert field["block_id"] == field["element"]["action_id"] == "comment"
    assert "hint" not in field


def test_no_button_makes_no_row() -> None:
    assert elements.actions([]) == []


def test_buttons_of_a_row_have_names_of_their_own() -> None:
    assert [button["action_id"] for button in elements.buttons("theme", [("a", 1), ("b", 2)])] == ["theme:0", "theme:1"]


def test_a_button_carries_a_value_only_where_it_has_one() -> None:
    assert elements.button("a", "x", 0)["value"] == "0"
    assert "value" not in elements.button("a", "x")


def test_a_text_of_nothing_is_shown_as_an_ellipsis() -> None:
    assert elements.plain_text("  ", 10)["text"] == "…"


def test_a_modal_that_is_only_read_cannot_be_sent() -> None:
    view = elements.modal("Jardins", [elements.paragraph([elements.text("a")])])
    assert "submit" not in view
    assert "callback_id" not in view
    assert read(view).split("\n")[-1] == "a"
