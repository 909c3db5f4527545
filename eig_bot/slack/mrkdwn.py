"""Slack's text: what people type -> plain text; plain text -> what `text` may hold."""

import html
import re

_MENTION = re.compile(r"<(?:@|!subteam\^|!)[^>]*>")
_LABELLED = re.compile(r"<[^>|]*\|([^>]*)>")
_BARE = re.compile(r"<(?:mailto:)?([^>]*)>")
_EMOJI = re.compile(r"(?<!\d):(?=[a-z0-9_+-]*[a-z])[a-z0-9_+-]+(?:::skin-tone-\d)?:|:[+-]1:(?::skin-tone-\d:)?")


def typed(text: str) -> str:
    """Return what a person wrote, without mentions, link marks, emoji codes and entities; blank lines are left out.

    Args:
        text: as Slack gives it.
    """
    text = _MENTION.sub(" ", text)
    text = _BARE.sub(r"\1", _LABELLED.sub(r"\1", text))
    lines = (" ".join(line.split()) for line in _EMOJI.sub(" ", html.unescape(text)).split("\n"))
    return "\n".join(filter(None, lines))


def escape(text: str) -> str:
    """Return plain text as `text` and mrkdwn take it; unescaped, `<!channel>` would notify everyone."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
