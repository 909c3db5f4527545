"""What Slack accepts in blocks, elements and composition objects: keys, lengths, counts, surfaces.

Lengths are Slack's own. Elements and blocks that the project has no use for (video, file, users_select) are left out
and therefore refused: add them here before using them.
"""

from collections.abc import Mapping
from typing import Literal

from .schema import (
    Check,
    Report,
    anything,
    at_least_one,
    choice,
    exactly_one,
    filled,
    flag,
    length,
    listing,
    number,
    objects,
    sentence,
    string,
    struct,
    tagged,
    typed,
)

Surface = Literal["message", "modal", "home"]

ADDRESS = string(3000, pattern=r"(https?://|mailto:|slack://)\S+")
PICTURE = string(3000, pattern=r"https?://\S+")
USER_IDS = listing(string(50, pattern=r"[UW][A-Z0-9]+"), 100)
STYLE = choice("primary", "danger")
TABLE_CHARACTERS = 10_000

# ---- composition objects


def text(at_most: int = 3000, *kinds: str) -> Check:
    """A text object; without kinds, plain or mrkdwn."""
    allowed = kinds or ("plain_text", "mrkdwn")
    keys: Mapping[str, Mapping[str, Check]] = {"plain_text": {"emoji": flag}, "mrkdwn": {"verbatim": flag}}

    def check(report: Report, path: str, value: object) -> None:
        if not isinstance(value, dict):
            report.add(path, "a text object is expected")
        elif value.get("type") not in allowed:
            report.add(path, f"type {value.get('type')!r}, {' or '.join(allowed)} only")
        else:
            # The length is told of the text object: that is the part which Slack's pages name.
            filled(report, path, value.get("text"), at_most)
            struct({"type": anything}, {"text": anything, **keys[value["type"]]})(report, path, value)

    return check


def plain(at_most: int) -> Check:
    return text(at_most, "plain_text")


CONFIRM = struct(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": STYLE},
)

# Every interactive element may have an id, and may ask "are you sure?" first.
_ACTION: dict[str, Check] = {"action_id": string(255)}
_CONFIRMED: dict[str, Check] = {**_ACTION, "confirm": CONFIRM}
_FOCUSED: dict[str, Check] = {**_CONFIRMED, "focus_on_load": flag}
_SELECT: dict[str, Check] = {**_FOCUSED, "placeholder": plain(150)}


def _option(label: Check, **extra: Check) -> Check:
    return struct({"text": label, "value": string(150)}, {"description": label, **extra})


OPTION = _option(plain(75))
# Only radio buttons and checkboxes show mrkdwn, only overflow menus follow links.
RICH_OPTION = _option(text(75))
LINK_OPTION = _option(plain(75), url=ADDRESS)
OPTIONS = listing(OPTION, 100, unit="options")
OPTION_GROUPS = listing(struct({"label": plain(75), "options": OPTIONS}), 100, unit="option groups")
FEEDBACK_BUTTON = struct({"text": plain(75), "value": string(2000)}, {"accessibility_label": sentence(75)})
DISPATCH = struct({"trigger_actions_on": listing(choice("on_enter_pressed", "on_character_entered"), 2)})
FILTER = struct(
    {},
    {
        "include": listing(choice("im", "mpim", "private", "public"), 4),
        "exclude_bot_users": flag,
        "exclude_external_shared_channels": flag,
    },
    at_least_one("include", "exclude_bot_users", "exclude_external_shared_channels"),
)
SLACK_FILE = struct({}, {"id": string(255), "url": PICTURE}, exactly_one("id", "url"))

# ---- elements


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _initial_is_offered(report: Report, path: str, value: object) -> None:
    if not isinstance(value, dict):
        return
    groups = [value, *_list(value.get("option_groups"))]
    offered = [option for group in groups if isinstance(group, dict) for option in _list(group.get("options"))]
    chosen = [value["initial_option"]] if "initial_option" in value else _list(value.get("initial_options"))
    if any(option not in offered for option in chosen):
        report.add(path, "what is chosen at first is not among the options")


def _fits_its_own_limit(report: Report, path: str, value: object) -> None:
    if isinstance(value, dict) and isinstance(value.get("max_length"), int):
        length(report, f"{path}.initial_value", len(str(value.get("initial_value", ""))), value["max_length"])


def _menu(**extra: Check) -> Check:
    rules = (exactly_one("options", "option_groups"), _initial_is_offered)
    return typed({}, {**_SELECT, "options": OPTIONS, "option_groups": OPTION_GROUPS, **extra}, *rules)


def _ticks(**extra: Check) -> Check:
    """Radio buttons or checkboxes: at most ten, all in sight."""
    options = listing(RICH_OPTION, 10, unit="options")
    return typed({"options": options}, {**_FOCUSED, **extra}, _initial_is_offered)


ELEMENTS: dict[str, Check] = {
    "button": typed(
        {"text": plain(75)},
        {
            **_CONFIRMED,
            "url": ADDRESS,
            "value": string(2000),
            "style": STYLE,
            "accessibility_label": sentence(75),
            "agent_prompt": sentence(4000),
            "agent_prompt_display": sentence(75),
            "visible_to_user_ids": USER_IDS,
        },
    ),
    "static_select": _menu(initial_option=OPTION),
    "multi_static_select": _menu(
        initial_options=listing(OPTION, 100, unit="options"),
        max_selected_items=number(1, 100),
    ),
    "external_select": typed({}, {**_SELECT, "initial_option": OPTION, "min_query_length": number(0, 3000)}),
    "conversations_select": typed(
        {},
        {
            **_SELECT,
            "initial_conversation": string(50, pattern=r"[CDGUW][A-Z0-9]+"),
            "default_to_current_conversation": flag,
            "response_url_enabled": flag,
            "filter": FILTER,
        },
    ),
    "overflow": typed({"options": listing(LINK_OPTION, 5, unit="options")}, _CONFIRMED),
    "radio_buttons": _ticks(initial_option=RICH_OPTION),
    "checkboxes": _ticks(initial_options=listing(RICH_OPTION, 10, unit="options")),
    "datepicker": typed({}, {**_SELECT, "initial_date": string(10, pattern=r"\d{4}-\d\d-\d\d")}),
    "plain_text_input": typed(
        {},
        {
            **_ACTION,
            "placeholder": plain(150),
            "initial_value": string(3000, at_least=0),
            "multiline": flag,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
            "dispatch_action_config": DISPATCH,
            "focus_on_load": flag,
        },
        _fits_its_own_limit,
    ),
    "image": typed(
        {"alt_text": sentence(2000)},
        {"image_url": PICTURE, "slack_file": SLACK_FILE},
        exactly_one("image_url", "slack_file"),
    ),
    "feedback_buttons": typed({"positive_button": FEEDBACK_BUTTON, "negative_button": FEEDBACK_BUTTON}, _ACTION),
    "icon_button": typed(
        {"icon": choice("trash"), "text": plain(75)},
        {
            **_CONFIRMED,
            "value": string(2000),
            "accessibility_label": sentence(75),
            "visible_to_user_ids": USER_IDS,
        },
    ),
}

_CHOOSERS = frozenset(
    {
        "static_select",
        "multi_static_select",
        "external_select",
        "conversations_select",
        "radio_buttons",
        "checkboxes",
        "datepicker",
    }
)
_BUTTON = tagged(ELEMENTS, "element", {"button"})
_IMAGE = tagged(ELEMENTS, "element", {"image"})

# ---- blocks

# Rich text is looked at from above only: each of its leaves has keys of its own.
_LEAVES = listing(struct({"type": string(50)}, others=anything), 10_000, at_least=0)
_RUN = typed({"elements": _LEAVES}, {"border": number(0, 1), "language": string(50)})
_RICH_TEXT: dict[str, Check] = {
    "rich_text_section": typed({"elements": _LEAVES}),
    "rich_text_preformatted": _RUN,
    "rich_text_quote": _RUN,
    "rich_text_list": typed(
        {"elements": _LEAVES, "style": choice("bullet", "ordered")},
        {"indent": number(0, 8), "offset": number(0, 10_000), "border": number(0, 1)},
    ),
}


def _block(required: Mapping[str, Check] | None = None, optional: Mapping[str, Check] | None = None, *rules: Check) -> Check:
    return typed(required or {}, {"block_id": string(255), **(optional or {})}, *rules)


RICH_TEXT = _block({"elements": listing(tagged(_RICH_TEXT, "rich text"), 1000)})
_CELL = tagged(
    {
        # A blank is how an empty cell is written.
        "raw_text": typed({"text": sentence(3000, may_be_blank=True)}),
        "raw_number": typed({"value": anything, "text": sentence(3000)}),
        "rich_text": RICH_TEXT,
    },
    "cell",
)


def _column(report: Report, path: str, value: object) -> None:
    # null leaves a column as it is, so that the next one can be set.
    if value is not None:
        struct({}, {"align": choice("left", "center", "right"), "is_wrapped": flag})(report, path, value)


def _table_is_short(report: Report, path: str, value: object) -> None:
    length(report, path, text_size(value), TABLE_CHARACTERS, "characters in the cells")


def _nested(report: Report, path: str, value: object) -> None:
    tagged(BLOCKS, "block", BLOCKS.keys() - {"container", "carousel", "input"})(report, path, value)


CARD = _block(
    {},
    {
        "hero_image": _IMAGE,
        "icon": _IMAGE,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "actions": listing(_BUTTON, 3, unit="buttons"),
    },
    at_least_one("hero_image", "title", "actions", "body"),
)

BLOCKS: dict[str, Check] = {
    "section": _block(
        {},
        {
            "text": text(3000),
            "fields": listing(text(2000), 10, unit="fields"),
            "accessory": tagged(ELEMENTS, "element", _CHOOSERS | {"button", "overflow", "image"}),
            "expand": flag,
        },
        at_least_one("text", "fields"),
    ),
    "divider": _block(),
    "header": _block({"text": plain(150)}),
    "context": _block(
        {
            "elements": listing(
                tagged({"plain_text": text(), "mrkdwn": text(), "image": ELEMENTS["image"]}, "element"),
                10,
                unit="elements",
            )
        }
    ),
    "actions": _block(
        {"elements": listing(tagged(ELEMENTS, "element", _CHOOSERS | {"button", "overflow"}), 25, unit="elements")}
    ),
    "context_actions": _block(
        {"elements": listing(tagged(ELEMENTS, "element", {"feedback_buttons", "icon_button"}), 5, unit="elements")}
    ),
    "input": _block(
        {"label": plain(2000), "element": tagged(ELEMENTS, "element", _CHOOSERS | {"plain_text_input"})},
        {"hint": plain(2000), "optional": flag, "dispatch_action": flag},
    ),
    "image": _block(
        {"alt_text": sentence(2000)},
        {"image_url": PICTURE, "slack_file": SLACK_FILE, "title": plain(2000)},
        exactly_one("image_url", "slack_file"),
    ),
    "markdown": _block({"text": sentence(12_000)}),
    "rich_text": RICH_TEXT,
    "table": _block(
        {"rows": listing(listing(_CELL, 20, unit="cells"), 100, unit="rows")},
        {"column_settings": listing(_column, 20, unit="columns")},
        _table_is_short,
    ),
    "alert": _block({"text": text()}, {"level": choice("default", "info", "warning", "error", "success")}),
    "card": CARD,
    "carousel": _block({"elements": listing(tagged({"card": CARD}, "card"), 10, unit="cards")}),
    "container": _block(
        {"child_blocks": listing(_nested, 10, unit="blocks")},
        {
            "title": plain(150),
            "rich_text_title": RICH_TEXT,
            "subtitle": text(150),
            "width": choice("narrow", "standard", "wide", "full"),
            "icon": _IMAGE,
            "is_collapsible": flag,
            "default_collapsed": flag,
            "has_header_divider": flag,
        },
        at_least_one("title", "rich_text_title"),
    ),
}

# Slack's pages list a card for modals and a table for the Home tab too, where neither shows: kept out of both.
_MESSAGE, _MODAL, _HOME = frozenset({"message"}), frozenset({"modal"}), frozenset({"home"})
SURFACES: dict[str, frozenset[str]] = {
    "alert": _MODAL,
    "card": _MESSAGE | _HOME,
    "carousel": _MESSAGE | _HOME,
    "container": _MESSAGE,
    "context_actions": _MESSAGE,
    "markdown": _MESSAGE,
    "table": _MESSAGE,
}

# ---- views

_VIEW: dict[str, Check] = {
    "private_metadata": string(3000, at_least=0),
    "callback_id": string(255),
    "external_id": string(255),
}
VIEWS: dict[str, Check] = {
    "modal": typed(
        {"title": plain(24), "blocks": anything},
        {
            **_VIEW,
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": flag,
            "notify_on_close": flag,
            "submit_disabled": flag,
        },
    ),
    "home": typed({"blocks": anything}, _VIEW),
}


def text_size(value: object) -> int:
    """How many characters a payload shows, at any depth."""
    texts = (part.get("text") for _, part in objects("", value))
    return sum(len(shown) for shown in texts if isinstance(shown, str))
