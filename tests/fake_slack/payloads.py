"""What Slack sends to a bot, as plain dicts: events, commands, clicks, forms, shortcuts.

Every payload has ids and times of its own, so that two of them are never taken for a retry of one. Text is given as a
person types it; it arrives as Slack sends it, with `&`, `<` and `>` escaped.
"""

import copy
import itertools
import json
import re
import time
import uuid
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import urlencode

from slack_bolt.request import BoltRequest
from slack_sdk.signature import SignatureVerifier

from . import names

Payload = dict[str, Any]

VERIFICATION = "legacy-verification-token"
FIRST_SECOND = 1_700_000_000
_ticks = itertools.count(1)
# What Slack writes itself when a person picks someone, a channel or a link.
_MARKUP = re.compile(r"(<(?:[@#!][^<>\s][^<>]*|(?:https?|mailto):[^<>]+)>)")


def new_ts() -> str:
    """The time of a new message, later than all before."""
    return f"{FIRST_SECOND + next(_ticks)}.{next(_ticks) % 1_000_000:06d}"


# ---- parts


def escaped(typed: str) -> str:
    """What a person typed, as Slack passes it on; mentions and links are markup already."""
    parts = _MARKUP.split(typed)
    return "".join(
        part if place % 2 else part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        for place, part in enumerate(parts)
    )


def rich_text(typed: str) -> Payload:
    """The block that Slack makes of a typed text; unlike `text`, it is not escaped."""
    elements = [_leaf(part) for part in _MARKUP.split(typed) if part]
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": _id(""), "elements": [section]}


def _leaf(part: str) -> Payload:
    if not _MARKUP.fullmatch(part):
        return {"type": "text", "text": part}
    mark, target = part[1], part[2:-1].partition("|")[0]
    if mark == "@":
        return {"type": "user", "user_id": target}
    if mark == "#":
        return {"type": "channel", "channel_id": target}
    if mark == "!":
        return {"type": "broadcast", "range": target}
    return {"type": "link", "url": part[1:-1].partition("|")[0]}


def _id(prefix: str) -> str:
    return f"{prefix}{uuid.uuid4().hex[:8].upper()}"


def _trigger() -> str:
    return f"{next(_ticks)}.1700000000.{uuid.uuid4().hex}"


def _event(event: Payload, event_id: str | None) -> Payload:
    """The envelope of the Events API."""
    return {
        "token": VERIFICATION,
        "team_id": names.TEAM,
        "context_team_id": names.TEAM,
        "context_enterprise_id": None,
        "api_app_id": names.APP,
        "event": event,
        "type": "event_callback",
        "event_id": event_id or _id("Ev0"),
        "event_time": int(float(event["event_ts"])),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": names.TEAM,
                "user_id": names.BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{_id('')}",
    }


def _message(typed: str, user: str, ts: str) -> Payload:
    return {
        "user": user,
        "type": "message",
        "ts": ts,
        "client_msg_id": str(uuid.uuid4()),
        "text": escaped(typed),
        "team": names.TEAM,
        "blocks": [rich_text(typed)],
    }


def _in_thread(thread_ts: str | None) -> Payload:
    return {} if thread_ts is None else {"thread_ts": thread_ts}


# ---- events


def dm(
    text: str,
    *,
    ts: str | None = None,
    thread_ts: str | None = None,
    user: str = names.USER,
    channel: str = names.DM,
    event_id: str | None = None,
    **extra: object,
) -> Payload:
    """A person writes to the bot; `extra` goes into the event, or replaces what is there."""
    when = ts or new_ts()
    place = {"channel": channel, "event_ts": when, "channel_type": "im"}
    return _event({**_message(text, user, when), **_in_thread(thread_ts), **place, **extra}, event_id)


def mention(
    text: str,
    *,
    channel: str = names.CHANNEL,
    ts: str | None = None,
    thread_ts: str | None = None,
    user: str = names.USER,
    event_id: str | None = None,
    **extra: object,
) -> Payload:
    """A person names the bot in a channel; its mention is put first if the text has none."""
    tag = f"<@{names.BOT_USER}>"
    when = ts or new_ts()
    event = _message(text if tag in text else f"{tag} {text}", user, when)
    place = {"type": "app_mention", "channel": channel, "event_ts": when}
    return _event({**event, **_in_thread(thread_ts), **place, **extra}, event_id)


def edited_mention(text: str, *, ts: str | None = None, channel: str = names.CHANNEL) -> Payload:
    """A person edits a message in a channel that names the bot, before or only now: Slack does not say which."""
    return mention(text, channel=channel, ts=ts, edited={"user": names.USER, "ts": new_ts()})


def forwarded(text: str, comment: str = "") -> Payload:
    """A person forwards somebody's message to the bot, with a word of their own or without."""
    source = {"team": names.TEAM, "channel": names.OTHER_CHANNEL, "ts": new_ts()}
    shared = {
        "ts": source["ts"],
        "channel_id": names.OTHER_CHANNEL,
        "channel_team": names.TEAM,
        "is_msg_unfurl": True,
        "is_share": True,
        "message_blocks": [{**source, "message": {"blocks": [rich_text(text)]}}],
        "id": 1,
        "author_id": "U0AUTRE01",
        "author_name": "Autre Exemple",
        "fallback": f"[{FIRST_SECOND}] autre.exemple: {escaped(text)}",
        "text": escaped(text),
        "mrkdwn_in": ["text"],
        "footer": "Message partagé",
    }
    blocks = [rich_text(comment)] if comment else []
    return dm(comment, blocks=blocks, attachments=[shared])


def edited_dm(
    text: str,
    *,
    previous: str = "avant",
    ts: str | None = None,
    thread_ts: str | None = None,
    user: str = names.USER,
    channel: str = names.DM,
    event_id: str | None = None,
    **extra: object,
) -> Payload:
    """A person corrects what they wrote to the bot."""
    when, now = ts or new_ts(), new_ts()
    before = {**_message(previous, user, when), **_in_thread(thread_ts)}
    edited = {"user": user, "ts": now}
    after = {**before, **_message(text, user, when), "client_msg_id": before["client_msg_id"], "edited": edited}
    return _changed("message_changed", now, channel, event_id, {"message": after, "previous_message": before, **extra})


def deleted_dm(
    text: str = "avant",
    *,
    ts: str | None = None,
    user: str = names.USER,
    channel: str = names.DM,
    event_id: str | None = None,
    **extra: object,
) -> Payload:
    """A person takes back what they wrote to the bot."""
    when, now = ts or new_ts(), new_ts()
    parts = {"deleted_ts": when, "previous_message": _message(text, user, when), **extra}
    return _changed("message_deleted", now, channel, event_id, parts)


def _changed(subtype: str, now: str, channel: str, event_id: str | None, parts: Payload) -> Payload:
    frame = {"type": "message", "subtype": subtype, "channel": channel, "hidden": True}
    return _event({**frame, "ts": now, "event_ts": now, "channel_type": "im", **parts}, event_id)


def bot_message(
    text: str,
    *,
    ts: str | None = None,
    channel: str = names.DM,
    event_id: str | None = None,
    **extra: object,
) -> Payload:
    """Another bot writes where this one listens."""
    when = ts or new_ts()
    event = {"type": "message", "subtype": "bot_message", "bot_id": "BAUTRE001", "username": "autre-robot"}
    place = {"channel": channel, "event_ts": when, "channel_type": "im"}
    return _event({**event, "text": escaped(text), "ts": when, **place, **extra}, event_id)


def own_message(
    text: str,
    *,
    ts: str | None = None,
    thread_ts: str | None = None,
    channel: str = names.DM,
    event_id: str | None = None,
    **extra: object,
) -> Payload:
    """What the bot itself wrote comes back as an event."""
    when = ts or new_ts()
    profile = {"id": names.BOT, "app_id": names.APP, "name": names.BOT_NAME, "team_id": names.TEAM, "deleted": False}
    author = {"bot_id": names.BOT, "app_id": names.APP, "bot_profile": profile}
    event = {**_message(text, names.BOT_USER, when), **author, **_in_thread(thread_ts)}
    del event["client_msg_id"]
    place = {"channel": channel, "event_ts": when, "channel_type": "im"}
    return _event({**event, **place, **extra}, event_id)


def app_home_opened(
    tab: Literal["home", "messages"] = "home",
    *,
    user: str = names.USER,
    channel: str = names.DM,
    event_id: str | None = None,
    **extra: object,
) -> Payload:
    """A person opens the bot's Home tab, or its conversation."""
    event = {"type": "app_home_opened", "user": user, "channel": channel, "tab": tab, "event_ts": new_ts()}
    return _event({**event, **extra}, event_id)


# ---- commands, clicks, forms


def _person(user: str) -> Payload:
    return {"id": user, "username": names.PERSON_NAME, "name": names.PERSON_NAME, "team_id": names.TEAM}


def _interaction(kind: str, user: str, trigger_id: str | None) -> Payload:
    return {
        "type": kind,
        "token": VERIFICATION,
        "api_app_id": names.APP,
        "team": {"id": names.TEAM, "domain": names.DOMAIN},
        "user": _person(user),
        "trigger_id": trigger_id or _trigger(),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _place(channel: str) -> Payload:
    return {"id": channel, "name": "directmessage" if channel.startswith("D") else "projet"}


def slash(
    command: str,
    text: str = "",
    *,
    response_url: str,
    channel: str = names.OTHER_CHANNEL,
    user: str = names.USER,
    trigger_id: str | None = None,
) -> Payload:
    """A person runs a command, by default in a channel where the bot is no member."""
    return {
        "token": VERIFICATION,
        "team_id": names.TEAM,
        "team_domain": names.DOMAIN,
        "channel_id": channel,
        "channel_name": _place(channel)["name"],
        "user_id": user,
        "user_name": names.PERSON_NAME,
        "command": command,
        "text": escaped(text),
        "api_app_id": names.APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id or _trigger(),
    }


def posted_message(text: str = "réponse", *, ts: str | None = None, thread_ts: str | None = None, **extra: object) -> Payload:
    """A message of the bot, as it comes along with a click on it."""
    message = {**_message(text, names.BOT_USER, ts or new_ts()), "bot_id": names.BOT, "app_id": names.APP}
    return {**message, **_in_thread(thread_ts), **extra}


def block_action(
    action: Mapping[str, Any],
    *,
    message: Mapping[str, Any] | None = None,
    view: Mapping[str, Any] | None = None,
    response_url: str = "",
    channel: str = names.DM,
    user: str = names.USER,
    trigger_id: str | None = None,
    values: Mapping[str, Mapping[str, Any]] | None = None,
    ephemeral: bool = False,
) -> Payload:
    """A person uses an element of a message or of a view: give what the bot sent, and what Slack adds is added."""
    if message is not None and view is not None:
        raise ValueError("an action is in a message or in a view, not in both")
    state = {"state": {"values": _values(values or {})}}
    clicked = {"type": "button", "block_id": "b0", "action_ts": new_ts(), **action}
    body = {**_interaction("block_actions", user, trigger_id), "actions": [clicked], **state}
    if view is not None:
        shown = _view(view, values or {})
        return {**body, "container": {"type": "view", "view_id": shown["id"]}, "view": shown}
    return {**body, **_clicked(dict(message or posted_message()), channel, response_url, ephemeral=ephemeral)}


def _clicked(message: Payload, channel: str, response_url: str, *, ephemeral: bool) -> Payload:
    place = {"type": "message", "message_ts": message["ts"], "channel_id": channel, "is_ephemeral": ephemeral}
    container = {**place, **_in_thread(message.get("thread_ts"))}
    # Slack does not send an ephemeral message back with the click on it.
    shown = {} if ephemeral else {"message": message}
    return {"container": container, "channel": _place(channel), "response_url": response_url, **shown}


def _values(values: Mapping[str, Mapping[str, Any]]) -> Payload:
    """The state of a form; a bare string or None stands for what a text field holds."""
    return {
        block_id: {
            action_id: value if isinstance(value, dict) else {"type": "plain_text_input", "value": value}
            for action_id, value in fields.items()
        }
        for block_id, fields in values.items()
    }


def _view(view: Mapping[str, Any], values: Mapping[str, Mapping[str, Any]]) -> Payload:
    """A view as Slack sends it back: with ids, a hash and what was filled in."""
    view_id = view.get("id") or _id("V0")
    return {
        "id": view_id,
        "team_id": names.TEAM,
        "type": "modal",
        "private_metadata": "",
        "callback_id": "",
        "hash": f"1700000000.{uuid.uuid4().hex[:8]}",
        "title": {"type": "plain_text", "text": "Titre", "emoji": True},
        "blocks": [],
        "clear_on_close": False,
        "notify_on_close": False,
        "close": None,
        "submit": None,
        "previous_view_id": None,
        "root_view_id": view_id,
        "app_id": names.APP,
        "external_id": "",
        "app_installed_team_id": names.TEAM,
        "bot_id": names.BOT,
        **view,
        "state": {"values": _values(values)},
    }


def view_submission(
    callback_id: str,
    values: Mapping[str, Mapping[str, Any]],
    private_metadata: str = "",
    *,
    view: Mapping[str, Any] | None = None,
    user: str = names.USER,
    trigger_id: str | None = None,
) -> Payload:
    """A person sends a form: `values` is block_id, then action_id, then what is in it."""
    known = {**(view or {}), "callback_id": callback_id, "private_metadata": private_metadata}
    body = _interaction("view_submission", user, trigger_id)
    return {**body, "view": _view(known, values), "response_urls": []}


def message_shortcut(
    callback_id: str,
    message: Mapping[str, Any] | None = None,
    response_url: str = "",
    *,
    channel: str = names.CHANNEL,
    user: str = names.USER,
    trigger_id: str | None = None,
) -> Payload:
    """A person picks a shortcut of the bot in the menu of a message, by default somebody's question."""
    chosen = dict(message) if message is not None else _message("combien ça coûte ?", "U0AUTRE01", new_ts())
    return {
        **_interaction("message_action", user, trigger_id),
        "callback_id": callback_id,
        "action_ts": new_ts(),
        "channel": _place(channel),
        "response_url": response_url,
        "message_ts": chosen["ts"],
        "message": chosen,
    }


def global_shortcut(callback_id: str, *, user: str = names.USER, trigger_id: str | None = None) -> Payload:
    """A person picks a shortcut of the bot beside the place where they write."""
    return {**_interaction("shortcut", user, trigger_id), "callback_id": callback_id, "action_ts": new_ts()}


# ---- on their way to the bot


def as_http(
    payload: Mapping[str, Any],
    signing_secret: str,
    *,
    timestamp: int | None = None,
    retry_num: int | None = None,
    retry_reason: str | None = None,
) -> tuple[bytes, dict[str, str]]:
    """The body and the signed headers with which Slack posts a payload to the bot's address."""
    body, content_type = _encoded(payload)
    moment = int(time.time()) if timestamp is None else timestamp
    signature = SignatureVerifier(signing_secret).generate_signature(timestamp=str(moment), body=body)
    headers = {
        "Content-Type": content_type,
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": str(moment),
        "X-Slack-Signature": signature or "",
    }
    return body.encode(), headers | _retry_headers(retry_num, retry_reason)


def _encoded(payload: Mapping[str, Any]) -> tuple[str, str]:
    """Events travel as JSON, commands as a form, the rest as JSON in the one field of a form."""
    if "command" in payload:
        return urlencode(payload), "application/x-www-form-urlencoded"
    content = json.dumps(payload, ensure_ascii=False)
    if payload.get("type") in {"event_callback", "url_verification"}:
        return content, "application/json"
    return urlencode({"payload": content}), "application/x-www-form-urlencoded"


def _retry_headers(num: int | None, reason: str | None) -> dict[str, str]:
    if num is None:
        return {}
    return {"X-Slack-Retry-Num": str(num), "X-Slack-Retry-Reason": reason or "http_timeout"}


def as_bolt(payload: Mapping[str, Any], *, retry_num: int | None = None, retry_reason: str | None = None) -> BoltRequest:
    """The request that Bolt makes of a payload which came by Socket Mode, for `App.dispatch`."""
    headers: dict[str, Any] = dict(_retry_headers(retry_num, retry_reason))
    if not headers and payload.get("type") == "event_callback":
        # In Socket Mode the first attempt is numbered too: these headers alone do not make a retry.
        headers = {"X-Slack-Retry-Num": "0", "X-Slack-Retry-Reason": ""}
    # Bolt and the listeners may change the body: the payload stays good for a second time.
    return BoltRequest(mode="socket_mode", body=copy.deepcopy(dict(payload)), headers=headers)
