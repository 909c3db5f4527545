"""The parts of Block Kit that the bot uses.

Text that a person or a page wrote stands in `rich_text` or `plain_text`, never in mrkdwn: nothing in it can become a mention,
and bold works in the middle of a word.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from eig_bot.knowledge.links import bare_addresses
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
    """Return what is posted: blocks, and for notifications a text, cut to Slack's limit before escaping makes it longer.

    Args:
        text: as people read it, of any length.
        blocks: the same with its buttons.
    """
    return Post(mrkdwn.escape(limits.clip(text, limits.TEXT // 2)), list(blocks))


def plain_message(text: str) -> Post:
    """Return what is posted of a text alone; addresses in it are links.

    Args:
        text: as people read it.
    """
    return message(text, [paragraph(linked(text))])


# --- rich text


def paragraph(elements: Iterable[Element]) -> Block:
    """Return a paragraph.

    Args:
        elements: texts and links, which follow each other without a space.
    """
    return _rich_text([{"type": "rich_text_section", "elements": list(elements)}])


def bullets(items: Iterable[Sequence[Element]]) -> Block:
    """Return a list with bullets.

    Args:
        items: the texts and links of each line.
    """
    sections = [{"type": "rich_text_section", "elements": list(item)} for item in items]
    return _rich_text([{"type": "rich_text_list", "style": "bullet", "elements": sections}])


def quote(shown: str) -> Block:
    """Return a quotation.

    Args:
        shown: what a person wrote.
    """
    return _rich_text([{"type": "rich_text_quote", "elements": [text(shown)]}])


def verbatim(shown: str) -> Block:
    """Return a text to be copied, in letters of one width.

    Args:
        shown: as it is to be copied.
    """
    return _rich_text([{"type": "rich_text_preformatted", "elements": [text(shown)]}])


def text(shown: str, **style: bool) -> Element:
    """Return a stretch of text.

    Args:
        shown: cut at Slack's limit.
        style: `bold` and `italic`, each where it is True.
    """
    marks = {name: True for name, is_set in style.items() if is_set}
    element: Element = {"type": "text", "text": limits.clip(shown, limits.RICH_TEXT)}
    return element | ({"style": marks} if marks else {})


def link(shown: str, url: str, **style: bool) -> Element:
    """Return a link, or its text alone where its address is too long for Slack.

    Args:
        shown: its text.
        url: its address.
        style: as in `text`.
    """
    element = text(shown, **style)
    return element | {"type": "link", "url": url} if len(url) <= limits.URL else element


def user(user_id: str) -> Element:
    """Return a person's name, as each reader sees it; in a new message it would notify them.

    Args:
        user_id: Slack's id of the person.
    """
    return {"type": "user", "user_id": user_id}


def linked(shown: str, **style: bool) -> list[Element]:
    """Return a text whose e-mail and web addresses are links.

    Args:
        shown: as people read it.
        style: as in `text`.
    """
    return list(_linked(limits.clip(shown, limits.RICH_TEXT), style))


def _linked(shown: str, style: dict[str, bool]) -> Iterator[Element]:
    at = 0
    for start, end, url in bare_addresses(shown):
        if start > at:
            yield text(shown[at:start], **style)
        yield link(shown[start:end], url, **style)
        at = end
    if at < len(shown):
        yield text(shown[at:], **style)


def _rich_text(elements: list[Element]) -> Block:
    return {"type": "rich_text", "elements": elements}


# --- other blocks


def header(shown: str) -> Block:
    """Return a title.

    Args:
        shown: cut at Slack's limit.
    """
    return {"type": "header", "text": plain_text(shown, limits.LABEL)}


def context(*lines: str) -> Block:
    """Return small print.

    Args:
        lines: each on a line of its own, where there is room.
    """
    return {"type": "context", "elements": [plain_text(line, limits.TEXT // 4) for line in lines]}


def divider() -> Block:
    """Return a line."""
    return {"type": "divider"}


def actions(elements: Iterable[Element]) -> list[Block]:
    """Return a row of buttons, or nothing where there are none: Slack refuses an empty row.

    Args:
        elements: buttons and menus.
    """
    found = list(elements)
    return [{"type": "actions", "elements": found}] if found else []


def section(shown: str, beside: Element) -> Block:
    """Return a line of text with a button beside it.

    Args:
        shown: the text, cut at Slack's limit.
        beside: the button.
    """
    return {"type": "section", "text": plain_text(shown, limits.RICH_TEXT), "accessory": beside}


def button(label: str, action: str, value: object = None, **more: object) -> Element:
    """Return a button.

    Args:
        label: on it.
        action: what listens to it.
        value: what comes back with a click, as text; None for nothing.
        more: of Block Kit's own: `url`, `style`, `confirm`.
    """
    found: Element = {"type": "button", "text": plain_text(label, limits.BUTTON), "action_id": action}
    return found | ({} if value is None else {"value": str(value)[: limits.VALUE]}) | more


def buttons(action: str, labelled: Iterable[tuple[str, object]]) -> list[Element]:
    """Return buttons of one kind, each with a name of its own, as Slack wants it in a row.

    Args:
        action: what listens to all of them, through `ids.each`.
        labelled: label and value of each.
    """
    return [button(label, f"{action}:{place}", value) for place, (label, value) in enumerate(labelled)]


def confirmation(title: str, sentence: str, yes: str) -> Element:
    """Return the dialog that asks "are you sure?" before something is deleted.

    Args:
        title: above the question.
        sentence: the question.
        yes: label of the button that goes on.
    """
    return {
        "title": plain_text(title, 100),
        "text": plain_text(sentence, 300),
        "confirm": plain_text(yes, 30),
        "deny": plain_text(messages.CANCEL, 30),
        "style": "danger",
    }


def plain_text(shown: str, limit: int) -> Element:
    """Return plain text, of one character at least: Slack refuses an empty one.

    Args:
        shown: what people read.
        limit: characters at which it is cut.
    """
    return {"type": "plain_text", "text": limits.clip(shown, limit).strip() or "…", "emoji": False}


def input_block(name: str, label: str, element: Element, *, hint: str = "", **more: object) -> Block:
    """Return a field of a form; its block and what is in it have the same name.

    Args:
        name: by which the form's listener finds what was written.
        label: above it.
        element: where a person writes or picks.
        hint: below it; empty for none.
        more: of Block Kit's own: `optional`, `dispatch_action`.
    """
    found: Block = {
        "type": "input",
        "block_id": name,
        "label": plain_text(label, limits.LABEL),
        "element": element | {"action_id": name},
    }
    return found | ({"hint": plain_text(hint, limits.LABEL)} if hint else {}) | more


def text_input(initial: str = "", *, is_long: bool = True, **more: object) -> Element:
    """Return where a person writes.

    Args:
        initial: what stands there already.
        is_long: True for several lines.
        more: of Block Kit's own: `placeholder`, `focus_on_load`.
    """
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
        "title": plain_text(title, limits.TITLE),
        "close": plain_text(messages.CANCEL if submit else messages.CLOSE, limits.TITLE),
        "blocks": list(blocks),
        "private_metadata": metadata,
    }
    return found | ({"callback_id": form} if form else {}) | ({"submit": plain_text(submit, limits.TITLE)} if submit else {})
