"""Where a question is asked."""

from enum import StrEnum


class Surface(StrEnum):
    """Where a question was asked."""

    DM = "dm"
    MENTION = "mention"
    COMMAND = "command"
    HOME = "home"
    SHORTCUT = "shortcut"
