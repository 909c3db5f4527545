"""What a message in Slack says: in its `text`, else in its blocks, else in what is attached to it; and what it forwards."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from eig_bot.slack import mrkdwn

_LINES = ("rich_text_preformatted", "rich_text_quote", "rich_text_section")
"""Parts of rich text that are a line each."""
_SILENT = ("actions", "context_actions", "input")
"""Blocks that say nothing."""
_CODES = re.compile(r"[0-9a-f]{2,5}(?:-[0-9a-f]{2,5}){0,9}")
_INNER = ("text", "fields", "elements")


def text_of(message: Mapping[str, Any]) -> str:
    """Return what a message says, as `mrkdwn.typed` does; what it forwards comes after what its author wrote.

    Args:
        message: as Slack gives it; parts of it that are none of Slack's say nothing.
    """
    own = mrkdwn.typed(str(message.get("text") or "")) or _of_blocks(message.get("blocks"))
    attached = [each for each in message.get("attachments") or () if isinstance(each, Mapping)]
    read = [each for each in attached if each.get("is_share")] if own else attached
    return "\n".join(filter(None, [own, *map(_of_attachment, read)]))


def _of_attachment(attachment: Mapping[str, Any]) -> str:
    forwarded = [each.get("message") for each in _objects(attachment.get("message_blocks"))]
    return (
        _typed(attachment.get("text"))
        or _of_blocks(attachment.get("blocks"))
        or "\n".join(filter(None, (_of_blocks(each.get("blocks")) for each in _objects(forwarded))))
        or _typed(attachment.get("fallback"))
    )


def _of_blocks(blocks: object) -> str:
    lines = (" ".join(line.split()) for part in _parts(blocks) for line in part.split("\n"))
    return "\n".join(filter(None, lines))


def _parts(part: object) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _parts(each)
    if not isinstance(part, Mapping) or part.get("type") in _SILENT:
        return
    kind, text = part.get("type"), part.get("text")
    if kind in _LINES:
        yield "".join(_leaf(each) for each in _objects(part.get("elements")))
    elif isinstance(text, str):
        yield text if kind == "plain_text" else mrkdwn.typed(text)
    else:
        yield from (found for name in _INNER for found in _parts(part.get(name)))


def _leaf(element: Mapping[str, Any]) -> str:
    """Return what one element of rich text says; people and channels say nothing, an emoji of the workspace's own neither."""
    found = element.get("text") or element.get("url") or _emoji(element.get("unicode"))
    return found if isinstance(found, str) else " "


def _emoji(codes: object) -> str:
    """Return the emoji of code points as Slack gives them ("1f44d-1f3fd"); nothing for what are none."""
    found = _CODES.fullmatch(codes) if isinstance(codes, str) else None
    return "".join(chr(int(code, 16)) for code in found[0].split("-")).encode(errors="ignore").decode() if found else ""


def _typed(text: object) -> str:
    return mrkdwn.typed(text) if isinstance(text, str) else ""


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
