"""The validator lets good blocks pass and names, with its path, everything that Slack would refuse."""

from collections.abc import Callable
from typing import Any

import pytest

from . import Surface, view_violations, violations

Part = dict[str, Any]
Maker = Callable[[int], Part]


def plain(text: str = "texte") -> Part:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "texte") -> Part:
    return {"type": "mrkdwn", "text": text}


def section(**extra: object) -> Part:
    return {"type": "section", "text": mrkdwn(), **extra}


def actions(*elements: Part) -> Part:
    return {"type": "actions", "elements": list(elements)}


def button(**extra: object) -> Part:
    return {"type": "button", "text": plain(), **extra}


def option(value: str = "a", **extra: object) -> Part:
    return {"text": plain(), "value": value, **extra}


def select(**extra: object) -> Part:
    return {"type": "static_select", "options": [option()], **extra}


def field(element: Part | None = None, **extra: object) -> Part:
    return {"type": "input", "label": plain(), "element": element or {"type": "plain_text_input"}, **extra}


def feedback(**positive: object) -> Part:
    good = {"text": plain(), "value": "oui", **positive}
    buttons = {"positive_button": good, "negative_button": {"text": plain(), "value": "non"}}
    return {"type": "context_actions", "elements": [{"type": "feedback_buttons", "action_id": "avis", **buttons}]}


def confirm(**extra: object) -> Part:
    return {"title": plain(), "text": mrkdwn(), "confirm": plain(), "deny": plain(), **extra}


def table(rows: int = 1, cells: int = 1, **extra: object) -> Part:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * cells] * rows, **extra}


def card(**extra: object) -> Part:
    return {"type": "card", "title": mrkdwn(), **extra}


def rich_text(text: str = "texte") -> Part:
    section_ = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section_]}


def modal(*blocks: Part, **extra: object) -> Part:
    return {"type": "modal", "title": plain("Titre"), "blocks": list(blocks) or [section()], **extra}


def home(*blocks: Part, **extra: object) -> Part:
    return {"type": "home", "blocks": list(blocks) or [section()], **extra}


IMAGE = {"type": "image", "image_url": "https://example.org/i.png", "alt_text": "une image"}
MARKDOWN = {"type": "markdown", "text": "**gras**"}
ALERT = {"type": "alert", "text": mrkdwn(), "level": "info"}
CONTAINER = {"type": "container", "title": plain(), "child_blocks": [section()]}
CAROUSEL = {"type": "carousel", "elements": [card()]}
CONTEXT = {"type": "context", "elements": [mrkdwn(), plain(), IMAGE]}
HEADER = {"type": "header", "text": plain()}
DIVIDER = {"type": "divider"}

EVERYWHERE: list[Part] = [
    section(block_id="s", expand=True),
    {"type": "section", "fields": [mrkdwn(), plain()]},
    section(accessory=button(url="https://example.org", style="primary", value="v", confirm=confirm(style="danger"))),
    section(accessory=IMAGE),
    section(accessory={"type": "overflow", "action_id": "o", "options": [option(url="https://example.org")]}),
    DIVIDER,
    HEADER,
    CONTEXT,
    actions(
        button(action_id="1", accessibility_label="une étiquette"),
        select(action_id="2", placeholder=plain(), initial_option=option()),
        {"type": "datepicker", "action_id": "3", "initial_date": "2022-03-18"},
        {"type": "external_select", "action_id": "4", "min_query_length": 3},
        {"type": "conversations_select", "filter": {"include": ["im"], "exclude_bot_users": True}},
    ),
    field(),
    field({"type": "plain_text_input", "multiline": True, "min_length": 1, "max_length": 5, "initial_value": "abc"}),
    field({"type": "plain_text_input", "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}}),
    field({"type": "radio_buttons", "options": [{"text": mrkdwn(), "value": "a"}]}, hint=plain(), optional=True),
    field({"type": "checkboxes", "options": [option()], "initial_options": [option()]}, dispatch_action=True),
    field({"type": "multi_static_select", "option_groups": [{"label": plain(), "options": [option()]}]}),
    {**IMAGE, "title": plain()},
    {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "une image"},
    rich_text(),
    {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": []}]},
]
MESSAGES_ONLY: list[Part] = [MARKDOWN, feedback(), table(column_settings=[None, {"align": "right"}]), CONTAINER]
NOT_IN_MODALS: list[Part] = [card(actions=[button()], body=plain(), icon=IMAGE), CAROUSEL]


def named(block: Part) -> str:
    return str(block["type"])


@pytest.mark.parametrize("surface", ["message", "modal", "home"])
@pytest.mark.parametrize("block", EVERYWHERE, ids=named)
def test_a_good_block_passes_on_every_surface(block: Part, surface: Surface) -> None:
    assert violations([block], surface) == []


@pytest.mark.parametrize("block", MESSAGES_ONLY + NOT_IN_MODALS, ids=named)
def test_newer_blocks_pass_in_messages_and_not_in_modals(block: Part) -> None:
    assert violations([block], "message") == []
    assert f"blocks[0]: no {block['type']} block in a modal" in violations([block], "modal")


@pytest.mark.parametrize("block", MESSAGES_ONLY, ids=named)
def test_blocks_for_messages_only_are_refused_on_the_home_tab(block: Part) -> None:
    assert violations([block], "home") == [f"blocks[0]: no {block['type']} block in a home"]


@pytest.mark.parametrize("block", NOT_IN_MODALS, ids=named)
def test_cards_pass_on_the_home_tab(block: Part) -> None:
    assert violations([block], "home") == []


def test_an_alert_passes_in_a_modal_only() -> None:
    assert violations([ALERT], "modal") == []
    assert violations([ALERT], "message") == ["blocks[0]: no alert block in a message"]
    assert violations([ALERT], "home") == ["blocks[0]: no alert block in a home"]


def test_a_block_within_a_container_is_held_to_the_surface_too() -> None:
    nested = {**CONTAINER, "child_blocks": [ALERT]}
    assert violations([nested], "message") == ["blocks[0].child_blocks[0]: no alert block in a message"]


# At each limit, then one above it: path, block with so much in it, limit, unit.
LIMITS: list[tuple[str, Maker, int, str]] = [
    ("blocks[0].text", lambda n: {"type": "section", "text": mrkdwn("x" * n)}, 3000, "characters"),
    ("blocks[0].fields[0]", lambda n: {"type": "section", "fields": [mrkdwn("x" * n)]}, 2000, "characters"),
    ("blocks[0].fields", lambda n: {"type": "section", "fields": [mrkdwn()] * n}, 10, "fields"),
    ("blocks[0].block_id", lambda n: section(block_id="x" * n), 255, "characters"),
    ("blocks[0].text", lambda n: {"type": "header", "text": plain("x" * n)}, 150, "characters"),
    ("blocks[0].elements", lambda n: {"type": "context", "elements": [mrkdwn()] * n}, 10, "elements"),
    ("blocks[0].elements[0]", lambda n: {"type": "context", "elements": [mrkdwn("x" * n)]}, 3000, "characters"),
    ("blocks[0].elements", lambda n: actions(*[button()] * n), 25, "elements"),
    ("blocks[0].elements[0].text", lambda n: actions(button(text=plain("x" * n))), 75, "characters"),
    ("blocks[0].elements[0].value", lambda n: actions(button(value="x" * n)), 2000, "characters"),
    ("blocks[0].elements[0].action_id", lambda n: actions(button(action_id="x" * n)), 255, "characters"),
    ("blocks[0].elements[0].url", lambda n: actions(button(url="https://".ljust(n, "x"))), 3000, "characters"),
    (
        "blocks[0].elements[0].accessibility_label",
        lambda n: actions(button(accessibility_label="x" * n)),
        75,
        "characters",
    ),
    ("blocks[0].elements[0].placeholder", lambda n: actions(select(placeholder=plain("x" * n))), 150, "characters"),
    ("blocks[0].elements[0].options", lambda n: actions(select(options=[option()] * n)), 100, "options"),
    (
        "blocks[0].elements[0].options[0].text",
        lambda n: actions(select(options=[{"text": plain("x" * n), "value": "a"}])),
        75,
        "characters",
    ),
    (
        "blocks[0].elements[0].options[0].description",
        lambda n: actions(select(options=[option(description=plain("x" * n))])),
        75,
        "characters",
    ),
    ("blocks[0].elements[0].options[0].value", lambda n: actions(select(options=[option("x" * n)])), 150, "characters"),
    (
        "blocks[0].elements[0].options[0].url",
        lambda n: actions({"type": "overflow", "options": [option(url="https://".ljust(n, "x"))]}),
        3000,
        "characters",
    ),
    ("blocks[0].elements[0].options", lambda n: actions({"type": "overflow", "options": [option()] * n}), 5, "options"),
    (
        "blocks[0].elements[0].options",
        lambda n: actions({"type": "radio_buttons", "options": [option()] * n}),
        10,
        "options",
    ),
    (
        "blocks[0].elements[0].options",
        lambda n: actions({"type": "checkboxes", "options": [option()] * n}),
        10,
        "options",
    ),
    (
        "blocks[0].elements[0].option_groups",
        lambda n: actions({"type": "static_select", "option_groups": [{"label": plain(), "options": [option()]}] * n}),
        100,
        "option groups",
    ),
    (
        "blocks[0].elements[0].option_groups[0].label",
        lambda n: actions({"type": "static_select", "option_groups": [{"label": plain("x" * n), "options": [option()]}]}),
        75,
        "characters",
    ),
    (
        "blocks[0].elements[0].confirm.title",
        lambda n: actions(button(confirm=confirm(title=plain("x" * n)))),
        100,
        "characters",
    ),
    (
        "blocks[0].elements[0].confirm.text",
        lambda n: actions(button(confirm=confirm(text=plain("x" * n)))),
        300,
        "characters",
    ),
    (
        "blocks[0].elements[0].confirm.confirm",
        lambda n: actions(button(confirm=confirm(confirm=plain("x" * n)))),
        30,
        "characters",
    ),
    (
        "blocks[0].elements[0].confirm.deny",
        lambda n: actions(button(confirm=confirm(deny=plain("x" * n)))),
        30,
        "characters",
    ),
    ("blocks[0].elements[0].positive_button.text", lambda n: feedback(text=plain("x" * n)), 75, "characters"),
    ("blocks[0].elements[0].positive_button.value", lambda n: feedback(value="x" * n), 2000, "characters"),
    (
        "blocks[0].elements",
        lambda n: {
            "type": "context_actions",
            "elements": [{"type": "icon_button", "icon": "trash", "text": plain()}] * n,
        },
        5,
        "elements",
    ),
    ("blocks[0].label", lambda n: field(label=plain("x" * n)), 2000, "characters"),
    ("blocks[0].hint", lambda n: field(hint=plain("x" * n)), 2000, "characters"),
    (
        "blocks[0].element.placeholder",
        lambda n: field({"type": "plain_text_input", "placeholder": plain("x" * n)}),
        150,
        "characters",
    ),
    (
        "blocks[0].element.initial_value",
        lambda n: field({"type": "plain_text_input", "initial_value": "x" * n}),
        3000,
        "characters",
    ),
    (
        "blocks[0].element.initial_value",
        lambda n: field({"type": "plain_text_input", "max_length": 9, "initial_value": "x" * n}),
        9,
        "characters",
    ),
    ("blocks[0].alt_text", lambda n: {**IMAGE, "alt_text": "x" * n}, 2000, "characters"),
    ("blocks[0].title", lambda n: {**IMAGE, "title": plain("x" * n)}, 2000, "characters"),
    ("blocks[0].image_url", lambda n: {**IMAGE, "image_url": "https://e".ljust(n, "x")}, 3000, "characters"),
    ("blocks[0].text", lambda n: {"type": "markdown", "text": "x" * n}, 12_000, "characters"),
    ("blocks[0].rows", lambda n: table(rows=n), 100, "rows"),
    ("blocks[0].rows[0]", lambda n: table(cells=n), 20, "cells"),
    ("blocks[0].column_settings", lambda n: table(column_settings=[None] * n), 20, "columns"),
    ("blocks[0].title", lambda n: card(title=plain("x" * n)), 150, "characters"),
    ("blocks[0].subtitle", lambda n: card(subtitle=plain("x" * n)), 150, "characters"),
    ("blocks[0].body", lambda n: card(body=plain("x" * n)), 200, "characters"),
    ("blocks[0].actions", lambda n: card(actions=[button()] * n), 3, "buttons"),
    ("blocks[0].elements", lambda n: {"type": "carousel", "elements": [card()] * n}, 10, "cards"),
    ("blocks[0].title", lambda n: {**CONTAINER, "title": plain("x" * n)}, 150, "characters"),
    ("blocks[0].child_blocks", lambda n: {**CONTAINER, "child_blocks": [section()] * n}, 10, "blocks"),
]


@pytest.mark.parametrize(("path", "made", "limit", "unit"), LIMITS)
def test_a_length_or_count_is_good_up_to_its_limit_and_told_above_it(path: str, made: Maker, limit: int, unit: str) -> None:
    assert violations([made(limit)], "message") == []
    assert f"{path}: {limit + 1} {unit}, {limit} at most" in violations([made(limit + 1)], "message")


FAULTS = [
    ("blocks[0]: type 'vidéo' is unknown", {"type": "vidéo"}),
    ("blocks[0]: type None is unknown", {"text": mrkdwn()}),
    ("blocks[0]: an object is expected", "section"),
    ("blocks[0].couleur: unknown property", section(couleur="rouge")),
    ("blocks[0].text.taille: unknown property", {"type": "section", "text": {**mrkdwn(), "taille": 1}}),
    ("blocks[0].text.emoji: unknown property", {"type": "section", "text": {**mrkdwn(), "emoji": True}}),
    ("blocks[0].text.verbatim: unknown property", {"type": "header", "text": {**plain(), "verbatim": True}}),
    ("blocks[0].elements[0].icon: unknown property", actions(button(icon="trash"))),
    ("blocks[0].elements[0].options[0].url: unknown property", actions(select(options=[option(url="https://e.org")]))),
    (
        "blocks[0].elements[0].confirm.deny: missing",
        actions(button(confirm={"title": plain(), "text": mrkdwn(), "confirm": plain()})),
    ),
    ("blocks[0]: one of text, fields is expected", {"type": "section"}),
    ("blocks[0].text: missing", {"type": "header"}),
    ("blocks[0].elements: missing", {"type": "actions"}),
    ("blocks[0].elements[0].text: missing", actions({"type": "button"})),
    ("blocks[0].elements: 0 elements, at least 1 expected", actions()),
    ("blocks[0].element: missing", {"type": "input", "label": plain()}),
    ("blocks[0].rows: 0 rows, at least 1 expected", table(rows=0)),
    ("blocks[0].text: a text object is expected", {"type": "section", "text": "texte"}),
    ("blocks[0].text: text is expected", {"type": "section", "text": {"type": "mrkdwn"}}),
    ("blocks[0].text: empty text", {"type": "section", "text": mrkdwn("")}),
    ("blocks[0].text: empty text", {"type": "section", "text": mrkdwn(" \n")}),
    ("blocks[0].elements[0].text: empty text", actions(button(text=plain("")))),
    ("blocks[0].text: empty text", {"type": "markdown", "text": ""}),
    ("blocks[0].rows[0][0].text: empty text", {"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]}),
    ("blocks[0].alt_text: empty text", {**IMAGE, "alt_text": ""}),
    ("blocks[0].text: type 'mrkdwn', plain_text only", {"type": "header", "text": mrkdwn()}),
    ("blocks[0].elements[0].text: type 'mrkdwn', plain_text only", actions(button(text=mrkdwn()))),
    ("blocks[0].label: type 'mrkdwn', plain_text only", field(label=mrkdwn())),
    ("blocks[0].text: type 'markdown', plain_text or mrkdwn only", {"type": "section", "text": MARKDOWN}),
    (
        "blocks[0].elements[0].options[0].text: type 'mrkdwn', plain_text only",
        actions(select(options=[{"text": mrkdwn(), "value": "a"}])),
    ),
    ("blocks[0].elements[0].style: 'vert' is not one of primary, danger", actions(button(style="vert"))),
    ("blocks[0].elements[0].url: 'page.html' is not of the form expected", actions(button(url="page.html"))),
    ("blocks[0].elements[0].value: a string is expected", actions(button(value=3))),
    ("blocks[0].elements[0].value: empty", actions(button(value=""))),
    ("blocks[0].expand: true or false is expected", section(expand="oui")),
    ("blocks[0].elements: a list is expected", {"type": "actions", "elements": button()}),
    ("blocks[0].elements[0]: plain_text_input is no element that fits here", actions({"type": "plain_text_input"})),
    ("blocks[0].element: button is no element that fits here", field(button())),
    ("blocks[0].elements[0]: type 'button' is unknown", {"type": "context", "elements": [button()]}),
    ("blocks[0].elements[0]: button is no element that fits here", {"type": "context_actions", "elements": [button()]}),
    (
        "blocks[0].accessory: feedback_buttons is no element that fits here",
        section(accessory=feedback()["elements"][0]),
    ),
    (
        "blocks[0].elements[0]: exactly one of options, option_groups is expected, not 0",
        actions({"type": "static_select"}),
    ),
    (
        "blocks[0].elements[0]: exactly one of options, option_groups is expected, not 2",
        actions(select(option_groups=[{"label": plain(), "options": [option()]}])),
    ),
    (
        "blocks[0].elements[0]: what is chosen at first is not among the options",
        actions(select(initial_option=option("b"))),
    ),
    (
        "blocks[0].element: what is chosen at first is not among the options",
        field({"type": "checkboxes", "options": [option()], "initial_options": [option("b")]}),
    ),
    ("blocks[0].elements[0].initial_date: '18/03/2022'", actions({"type": "datepicker", "initial_date": "18/03/2022"})),
    (
        "blocks[0].element.max_length: 3001 is not between 1 and 3000",
        field({"type": "plain_text_input", "max_length": 3001}),
    ),
    ("blocks[0].element.min_length: a whole number", field({"type": "plain_text_input", "min_length": True})),
    ("blocks[0]: exactly one of image_url, slack_file is expected, not 0", {"type": "image", "alt_text": "x"}),
    ("blocks[0]: one of hero_image, title, actions, body", {"type": "card", "subtitle": plain()}),
    ("blocks[0]: one of title, rich_text_title is expected", {"type": "container", "child_blocks": [section()]}),
    (
        "blocks[0].child_blocks[0]: container is no block that fits here",
        {**CONTAINER, "child_blocks": [CONTAINER]},
    ),
    (
        "blocks[0]: 10001 characters in the cells",
        {
            "type": "table",
            "rows": [[{"type": "raw_text", "text": "x" * 2000}] * 5 + [{"type": "raw_text", "text": "x"}]],
        },
    ),
    # Slack's own library knows this one.
    (
        "blocks[0]: slack_sdk: has_header_divider cannot be set",
        {**CONTAINER, "is_collapsible": True, "has_header_divider": True},
    ),
    ("blocks[0].elements: action_id 'a' is there twice", actions(button(action_id="a"), button(action_id="a"))),
]


@pytest.mark.parametrize(("line", "block"), FAULTS, ids=[line for line, _ in FAULTS])
def test_a_fault_is_told_with_its_path(line: str, block: object) -> None:
    told = violations([block], "message")
    assert any(one.startswith(line) for one in told), told


def test_the_same_action_id_is_good_in_two_blocks() -> None:
    assert violations([actions(button(action_id="a")), actions(button(action_id="a"))], "message") == []


def test_two_blocks_of_one_id_are_refused() -> None:
    told = violations([section(block_id="a"), DIVIDER, section(block_id="a")], "message")
    assert told == ["blocks[2].block_id: 'a' is there twice"]


@pytest.mark.parametrize(("surface", "limit"), [("message", 50), ("modal", 100), ("home", 100)])
def test_there_is_a_limit_to_the_number_of_blocks(surface: Surface, limit: int) -> None:
    assert violations([DIVIDER] * limit, surface) == []
    assert violations([DIVIDER] * (limit + 1), surface) == [f"blocks: {limit + 1} blocks, {limit} at most"]


def test_there_is_a_limit_to_all_the_text_of_the_blocks() -> None:
    blocks = [{"type": "section", "text": mrkdwn("x" * 3000)} for _ in range(4)]
    assert violations([*blocks, {"type": "section", "text": mrkdwn("x" * 1200)}], "message") == []
    told = violations([*blocks, {"type": "section", "text": mrkdwn("x" * 1201)}], "message")
    assert told == ["blocks: 13201 characters of text in all, 13200 at most"]


def test_there_is_a_limit_to_all_the_markdown_of_the_blocks() -> None:
    told = violations([{"type": "markdown", "text": "x" * 6001}] * 2, "message")
    assert told == ["blocks: 12002 characters of markdown in all, 12000 at most"]


def test_a_message_has_one_table_at_most() -> None:
    assert violations([table(), table()], "message") == ["blocks: 2 tables, 1 at most"]


def test_one_element_at_most_takes_the_focus() -> None:
    focused = field({"type": "plain_text_input", "focus_on_load": True})
    assert violations([focused], "modal") == []
    assert violations([focused, focused], "modal") == ["blocks: 2 elements with focus_on_load, 1 at most"]


@pytest.mark.parametrize("blocks", [None, "[]", {"type": "section"}])
def test_blocks_are_a_list(blocks: object) -> None:
    assert violations(blocks, "message") == ["blocks: a list is expected"]


def test_checking_leaves_the_blocks_as_they_are() -> None:
    block = actions(select(initial_option=option()))
    violations([block], "message")
    assert block == actions(select(initial_option=option()))


# ---- views


@pytest.mark.parametrize(
    "view",
    [
        modal(),
        modal(field(), submit=plain("Envoyer"), close=plain("Fermer"), callback_id="c", private_metadata=""),
        modal(notify_on_close=True, clear_on_close=False, external_id="e"),
        home(),
        home(field(), private_metadata="x", callback_id="c"),
    ],
)
def test_a_good_view_passes(view: Part) -> None:
    assert view_violations(view) == []


VIEW_LIMITS: list[tuple[str, Maker, int]] = [
    ("view.title", lambda n: modal(title=plain("x" * n)), 24),
    ("view.submit", lambda n: modal(submit=plain("x" * n)), 24),
    ("view.close", lambda n: modal(close=plain("x" * n)), 24),
    ("view.private_metadata", lambda n: modal(private_metadata="x" * n), 3000),
    ("view.callback_id", lambda n: modal(callback_id="x" * n), 255),
    ("view.external_id", lambda n: home(external_id="x" * n), 255),
]


@pytest.mark.parametrize(("path", "made", "limit"), VIEW_LIMITS)
def test_a_view_is_good_up_to_each_limit_and_told_above_it(path: str, made: Maker, limit: int) -> None:
    assert view_violations(made(limit)) == []
    assert view_violations(made(limit + 1)) == [f"{path}: {limit + 1} characters, {limit} at most"]


VIEW_FAULTS = [
    ("view: an object is expected", None),
    ("view: type 'message' is unknown", {"type": "message", "blocks": []}),
    ("view.title: missing", {"type": "modal", "blocks": [section()]}),
    ("view.title: type 'mrkdwn', plain_text only", modal(title=mrkdwn())),
    ("view.title: empty text", modal(title=plain(""))),
    ("view.hash: unknown property", modal(hash="h")),
    ("view.submit: unknown property", home(submit=plain())),
    ("view.title: unknown property", home(title=plain())),
    ("view.submit: missing, the modal has input blocks", modal(field())),
    ("view.blocks: missing", {"type": "home"}),
    ("view.blocks: 0 blocks, at least 1 expected", {"type": "home", "blocks": []}),
    ("view.blocks: 101 blocks, 100 at most", home(*[DIVIDER] * 101)),
    ("view.blocks[0]: no markdown block in a modal", modal(MARKDOWN)),
    ("view.blocks[0]: no alert block in a home", home(ALERT)),
    ("view.blocks[0].text: empty text", home({"type": "section", "text": mrkdwn("")})),
]


@pytest.mark.parametrize(("line", "view"), VIEW_FAULTS, ids=[line for line, _ in VIEW_FAULTS])
def test_a_fault_of_a_view_is_told_with_its_path(line: str, view: object) -> None:
    assert line in view_violations(view)
