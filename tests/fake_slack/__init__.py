"""A test double of Slack: a strict server, a validator of blocks, and the payloads that Slack sends."""

from .blocks import view_violations, violations
from .catalogue import Surface
from .payloads import (
    Payload,
    app_home_opened,
    as_bolt,
    as_http,
    block_action,
    bot_message,
    deleted_dm,
    dm,
    edited_dm,
    edited_mention,
    forwarded,
    global_shortcut,
    mention,
    message_shortcut,
    new_ts,
    own_message,
    posted_message,
    slash,
    view_submission,
)
from .rules import ack_problems
from .server import Call, FakeSlack
from .socket_mode import FakeSocket

__all__ = [
    "Call",
    "FakeSlack",
    "FakeSocket",
    "Payload",
    "Surface",
    "ack_problems",
    "app_home_opened",
    "as_bolt",
    "as_http",
    "block_action",
    "bot_message",
    "deleted_dm",
    "dm",
    "edited_dm",
    "edited_mention",
    "forwarded",
    "global_shortcut",
    "mention",
    "message_shortcut",
    "new_ts",
    "own_message",
    "posted_message",
    "slash",
    "view_submission",
    "view_violations",
    "violations",
]
