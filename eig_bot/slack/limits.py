"""Slack's sizes, in characters; longer is refused (blocks) or cut (text)."""

TEXT = 4_000
"""A message's `text`: what notifications and screen readers use. Slack splits above it."""
RICH_TEXT = 3_000
"""One block of an answer; all blocks of a message together stay far below Slack's 13,200."""
URL = 3_000
LABEL = 150
BUTTON = 75
VALUE = 2_000
TITLE = 24
FIELD = 3_000
"""What a text field holds at first."""


def clip(text: str, limit: int) -> str:
    """Return the text, cut at its last word with "…" when it is longer than the limit."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 2]
    return (cut.rsplit(" ", 1)[0] or cut) + " …"
