"""The parts of Block Kit that the bot uses.

Text that a person or a page wrote stands in `rich_text` or `plain_text`, never in mrkdwn: nothing in it can become a mention,
and bold works in the middle of a word.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from eig_bot.messages import slack as messages
from eig_bot.slack import limits, mrkdwn

Block = dict[str, Any]
Element = dict[str, Any]
View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Post:
    """What is posted: blocks, and the same in `text` for notifications and screen readers."""

    text: str
    blocks: list[Block] = field(default_factory=list)


def message(text: str, blocks: Sequence[Block]) -> Post:
    """Return a message; escaping makes a text longer, so that it is cut before."""
    return Post(mrkdwn.escape(limits.clip(text, limits.TEXT // 2)), list(blocks))


def plain_message(text: str) -> Post:
    """Return a message of plain text."""
    return message(text, [paragraph(linked(text))])


# --- rich text


def paragraph(elements: Iterable[Element]) -> Block:
    """Return a paragraph of texts and links."""
    return _rich_text([{"type": "rich_text_section", "elements": list(elements)}])


def bullets(items: Iterable[Sequence[Element]]) -> Block:
    """Return a list."""
    sections = [{"type": "rich_text_section", "elements": list(item)} for item in items]
    return _rich_text([{"type": "rich_text_list", "style": "bullet", "elements": sections}])


def quote(shown: str) -> Block:
    """Return what a person wrote, as a quotation."""
    return _rich_text([{"type": "rich_text_quote", "elements": [text(shown)]}])


def verbatim(shown: str) -> Block:
    """Return a text to be copied as it stands."""
    return _rich_text([{"type": "rich_text_preformatted", "elements": [text(shown)]}])


def text(shown: str, **style: bool) -> Element:
    """Return a stretch of text; `bold` and `italic` may be set."""
    marks = {name: True for name, is_set in style.items() if is_set}
    element: Element = {"type": "text", "text": limits.clip(shown, limits.RICH_TEXT)}
    return element | ({"style": marks} if marks else {})


def link(shown: str, url: str) -> Element:
    """Return a link, or its text alone where its address is too long."""
    return {"type": "link", "url": url, "text": shown} if len(url) <= limits.URL else text(shown)


def person(user: str) -> Element:
    """Return a person's name, as each reader sees it; in a new message it would notify them."""
    return {"type": "user", "user_id": user}


def linked(shown: str) -> list[Element]:
    """Return a sentence whose e-mail and web addresses are links."""
    return list(_linked(limits.clip(shown, limits.RICH_TEXT)))


def _linked(shown: str) -> Iterator[Element]:
    end = 0
    for found in _ADDRESS.finditer(shown):
        if found.start() > end:
            yield text(shown[end : found.start()])
        address = found[0]
        yield link(address, address if address.startswith("http") else f"mailto:{address}")
        end = found.end()
    if end < len(shown):
        yield text(shown[end:])


def _rich_text(elements: list[Element]) -> Block:
    return {"type": "rich_text", "elements": elements}


# --- other blocks


def header(shown: str) -> Block:
    """Return a title."""
    return {"type": "header", "text": plain(shown, limits.LABEL)}


def context(*lines: str) -> Block:
    """Return small print."""
    return {"type": "context", "elements": [plain(line, limits.TEXT // 4) for line in lines]}


def divider() -> Block:
    """Return a line."""
    return {"type": "divider"}


def actions(elements: Iterable[Element]) -> list[Block]:
    """Return a row of buttons, or nothing where there are none."""
    found = list(elements)
    return [{"type": "actions", "elements": found}] if found else []


def row(shown: str, beside: Element) -> Block:
    """Return a line of text with a button beside it."""
    return {"type": "section", "text": plain(shown, limits.RICH_TEXT), "accessory": beside}


def button(label: str, action: str, value: object = None, **more: object) -> Element:
    """Return a button; `url`, `style`, `confirm`, `accessibility_label` may be given."""
    found: Element = {"type": "button", "text": plain(label, limits.BUTTON), "action_id": action}
    return found | ({} if value is None else {"value": str(value)[: limits.VALUE]}) | more


def buttons(action: str, labelled: Iterable[tuple[str, object]]) -> list[Element]:
    """Return buttons of one kind, each with its value."""
    return [button(label, f"{action}:{place}", value) for place, (label, value) in enumerate(labelled)]


def sure(title: str, sentence: str, yes: str) -> Element:
    """Return what asks "are you sure?"."""
    return {
        "title": plain(title, 100),
        "text": plain(sentence, 300),
        "confirm": plain(yes, 30),
        "deny": plain(messages.CANCEL, 30),
        "style": "danger",
    }


def plain(shown: str, limit: int) -> Element:
    """Return plain text, cut at a limit; Slack refuses an empty one."""
    return {"type": "plain_text", "text": limits.clip(shown, limit).strip() or "…", "emoji": False}


def field_of(name: str, label: str, element: Element, *, hint: str = "", **more: object) -> Block:
    """Return a field of a form; its block and what is in it have the same name."""
    found: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label, limits.LABEL),
        "element": element | {"action_id": name},
    }
    return found | ({"hint": plain(hint, limits.LABEL)} if hint else {}) | more


def text_field(initial: str = "", *, is_long: bool = True, **more: object) -> Element:
    """Return a field for text."""
    found: Element = {"type": "plain_text_input", "multiline": is_long, "max_length": limits.FIELD}
    return found | ({"initial_value": limits.clip(initial, limits.FIELD)} if initial else {}) | more


def modal(title: str, blocks: Sequence[Block], form: str | None = None, submit: str | None = None, metadata: str = "") -> View:
    """Return a modal.

    Args:
        title: at most 24 characters.
        blocks: what it shows.
        form: what listens to it.
        submit: label of its button; None for a modal that is only read.
        metadata: what comes back with it.
    """
    found: View = {
        "type": "modal",
        "title": plain(title, limits.TITLE),
        "close": plain(messages.CANCEL if submit else messages.CLOSE, limits.TITLE),
        "blocks": list(blocks),
        "private_metadata": metadata,
    }
    return found | ({"callback_id": form} if form else {}) | ({"submit": plain(submit, limits.TITLE)} if submit else {})


_ADDRESS = re.compile(r"https?://[^\s<>«»]+[^\s<>«».,;:!?)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
