"""What Slack sends, read as what it is: an object whose parts have the shape that the bot, and Bolt, rely on.

What has another shape is malformed, and refused before anything looks into it. Half characters (a lone surrogate) and null
characters, which databases and Slack itself do not take, are replaced, so that what a person wrote is answered all the same.
"""

import json
import math
import re
from collections.abc import Mapping
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from eig_bot.slack.shapes import MalformedError, Shape, each, matching, of_all, record, text

DEPTH = 64
"""Objects and lists within each other; Slack's deepest, lists in a message that was forwarded, take about 20."""
FIELDS = 1_000
"""Fields of a form; Slack's have some 15."""
AT_ONCE = frozenset({"block_actions", "message_action", "shortcut"})
"""Types of payloads that are acknowledged without a word; commands, which have no type, are too."""
_UNWANTED = re.compile("[\x00\ud800-\udfff]")


class Received(dict[str, Any]):
    """A payload that was checked."""


def read(body: bytes, content_type: str) -> Received:
    """Return the payload of a request.

    Args:
        body: JSON, or a form with JSON in its field `payload`, or a form.
        content_type: of the body.

    Raises:
        MalformedError: it is none of Slack's.
    """
    try:
        text = body.decode()
        if text.startswith("{") or content_type.partition(";")[0].strip().lower() == "application/json":
            return checked(_json(text))
        form = dict(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=FIELDS))
        return checked(_json(form["payload"]) if "payload" in form else form)
    except (ValueError, RecursionError) as error:
        raise MalformedError("body") from error


def checked(body: object) -> Received:
    """Return a payload that has the shape of Slack's, each unwanted character in it replaced by U+FFFD.

    What it has returned before is taken as it is.

    Args:
        body: as it was read from JSON or a form.

    Raises:
        MalformedError: it has another shape.
    """
    if isinstance(body, Received):
        return body
    found = _cleaned(body, DEPTH)
    if not isinstance(found, dict):
        raise MalformedError("body")
    _read_by_bolt(found, "body")
    _kind_of(found)(found, "body")
    return Received(found)


def is_acknowledged_at_once(body: Mapping[str, Any]) -> bool:
    """Return whether the acknowledgement of a payload says nothing, so that it need not wait for a listener.

    Args:
        body: that was checked.
    """
    return body["type"] in AT_ONCE if "type" in body else "command" in body


def _json(text: str) -> object:
    return json.loads(text, parse_constant=_refuse)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _cleaned(value: object, depth: int) -> object:
    if not depth:
        raise MalformedError("depth")
    if isinstance(value, str):
        return _UNWANTED.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {_cleaned(key, depth): _cleaned(part, depth - 1) for key, part in value.items()}
    if isinstance(value, list):
        return [_cleaned(part, depth - 1) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise MalformedError("number")
    return value


_ID = matching(r"[A-Za-z0-9]{1,64}")
_EVENT_ID = matching(r"[!-~]{1,255}")
_TS = matching(r"[0-9]{1,20}\.[0-9]{1,20}")
_ANY_OBJECT = record()
_OBJECTS = each(_ANY_OBJECT)
_WITH_ID = record({"id": _ID})

_WRITTEN = {"text": text, "blocks": _OBJECTS, "attachments": _OBJECTS, "thread_ts": _TS}
_MESSAGE = record({"channel": _ID, "ts": _TS}, {**_WRITTEN, "user": _ID, "subtype": text, "channel_type": text})
_EVENTS = {
    "message": _MESSAGE,
    "app_mention": _MESSAGE,
    "app_home_opened": record({"user": _ID, "channel": _ID}, {"tab": text}),
}
"""Events that the bot listens to, by their type."""

_VIEW = record(
    {"id": matching(r"[!-~]{1,255}"), "type": text},
    {
        "callback_id": text,
        "private_metadata": text,
        "hash": text,
        "state": record({}, {"values": of_all(of_all(record({}, {"value": text, "selected_option": _ANY_OBJECT})))}),
    },
)
_OPTION = record({}, {"value": text})
_ACTION = record(
    {"action_id": text, "type": text},
    {"value": text, "text": record({}, {"text": text}), "selected_option": _OPTION},
)
_CONTAINER = record({}, {"channel_id": _ID, "message_ts": _TS, "thread_ts": _TS})
_PLACE = {"container": _CONTAINER, "channel": _WITH_ID, "trigger_id": text, "response_url": text}


def _event(value: object, at: str) -> None:
    record({"event_id": _EVENT_ID, "event": record({"type": text})})(value, at)
    assert isinstance(value, dict)  # noqa: S101 - for mypy: it was checked in the line above
    event = value["event"]
    _EVENTS.get(event["type"], _ANY_OBJECT)(event, f"{at}.event")


_KINDS: Mapping[str, Shape] = {
    "event_callback": _event,
    "url_verification": record({"challenge": text}),
    "block_actions": record(
        {"user": _WITH_ID, "actions": each(_ACTION, least=1)}, {**_PLACE, "view": _VIEW, "message": _ANY_OBJECT}
    ),
    "view_submission": record({"user": _WITH_ID, "view": _VIEW}),
    "shortcut": record({"user": _WITH_ID, "callback_id": text}, _PLACE),
    "message_action": record({"user": _WITH_ID, "callback_id": text, "message": record({}, {**_WRITTEN, "ts": _TS})}, _PLACE),
}
"""What Slack sends to this bot, by its type."""
_COMMAND = record(
    {"command": text, "user_id": _ID, "response_url": text}, {"text": text, "channel_id": _ID, "trigger_id": text}
)
_SSL_CHECK = record({"ssl_check": matching("1")})


def _kind_of(body: Mapping[str, Any]) -> Shape:
    kind = body.get("type")
    if isinstance(kind, str) and kind in _KINDS:
        return _KINDS[kind]
    if kind is None and "command" in body:
        return _COMMAND
    if kind is None and "ssl_check" in body:
        return _SSL_CHECK
    raise MalformedError("body.type")


# --- what Bolt reads of any payload, and of the parts of it, to know whose it is

_NAMED = ("channel", "enterprise", "team", "user")
"""The name of one, or an object that has it."""
_LISTS = ("authorizations", "response_urls")
_WITHIN = ("assistant_thread", "event", "item", "message", "previous_message")


def _read_by_bolt(body: Mapping[str, Any], at: str) -> None:
    for name in _NAMED:
        if not isinstance(body.get(name), str | dict | None):
            raise MalformedError(f"{at}.{name}")
    for name in _LISTS:
        if name in body and not (name == "authorizations" and body[name] is None):
            _OBJECTS(body[name], f"{at}.{name}")
    for part in (*(body.get(name) for name in _WITHIN), *(body.get("authorizations") or ())):
        if isinstance(part, dict):
            _read_by_bolt(part, at)
