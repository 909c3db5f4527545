"""How the bot speaks: in the thread of a question, or to one person through a `response_url`."""

import logging
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from eig_bot.slack.addresses import is_of_slack
from eig_bot.slack.client import TOKEN_REFUSED, PutOffError, SlackClient
from eig_bot.slack.metrics import RESPONSE_URL, CallOutcome
from eig_bot.slack.retries import was_not_sent
from eig_bot.slack.views.elements import Post

ADDRESS = 4
"""Seconds for a `response_url` to answer: it takes a message at once, or is deaf."""

PERSON_GONE = {
    "account_inactive",
    "cannot_dm_bot",
    "messages_tab_disabled",
    "user_disabled",
    "user_not_found",
    "users_not_found",
}
"""What Slack answers for a person who cannot be written to any more."""
THREAD_GONE = {
    "cannot_reply_to_message",
    "channel_not_found",
    "is_archived",
    "message_not_found",
    "not_in_channel",
    "thread_not_found",
}
"""What Slack answers for a thread, or a whole conversation, that the bot cannot write in any more."""

_REPLY = "reply"

log = logging.getLogger(__name__)


class DeafError(TimeoutError):
    """A `response_url` does not answer: who waits there cannot be told anything that way."""


def post(client: WebClient, channel: str, thread_ts: str | None, message: Post, to: str | None = None) -> str:
    """Post in a thread, or in a channel itself where there is none; return the time that names the message.

    Args:
        client: Slack.
        channel: where.
        thread_ts: the first message of the thread.
        message: what.
        to: the message that it replies to, by which `has_replied` knows it.

    Raises:
        SlackApiError: Slack refuses the message.
    """
    posted = client.chat_postMessage(
        channel=channel,
        thread_ts=thread_ts,
        text=message.text,
        blocks=message.blocks,
        unfurl_links=False,
        unfurl_media=False,
        metadata={"event_type": _REPLY, "event_payload": {"to": to}} if to else None,
    )
    return str(posted["ts"])


def put_off_for(error: SlackApiError | OSError, channel: str, again: float) -> float | None:
    """Return the seconds after which to post again what did not arrive in a channel, and will.

    Args:
        error: as `post` raised it.
        channel: where it was posted; whether it arrived can be seen in direct messages alone, see `has_replied`.
        again: seconds when Slack names none.

    Returns:
        None when it may have arrived, or never will.
    """
    if isinstance(error, PutOffError):
        return error.seconds
    if isinstance(error, SlackApiError):
        is_passing = error.response.status_code >= 500 or error.response.get("error") in TOKEN_REFUSED
        return again if is_passing else None
    return again if channel.startswith("D") or was_not_sent(error) else None


def has_replied(client: WebClient, channel: str, thread_ts: str, to: str) -> bool:
    """Return whether a message was replied to, as far as the bot may look: in direct messages.

    Args:
        client: Slack.
        channel: where the message stands.
        thread_ts: the first message of its thread.
        to: the message, as `post` was told it.
    """
    if not channel.startswith("D"):
        return False
    found = client.conversations_replies(channel=channel, ts=thread_ts, oldest=to, include_all_metadata=True, limit=200)
    thread: list[dict[str, Any]] = found.get("messages", [])
    payloads = ((message.get("metadata") or {}).get("event_payload") or {} for message in thread)
    return any(payload.get("to") == to for payload in payloads)


def direct(client: WebClient, user: str, message: Post) -> None:
    """Post in a person's direct messages.

    Args:
        client: Slack.
        user: the person's id, which stands for their direct messages.
        message: what.

    Raises:
        SlackApiError: Slack refuses the message.
    """
    post(client, user, None, message)


def respond(client: WebClient, response_url: str, message: Post) -> None:
    """Answer a command or a click, to one person alone.

    Args:
        client: Slack, for how often a call is made again.
        response_url: of the command or click; it takes five messages within 30 minutes.
        message: what.

    Raises:
        DeafError: Slack does not answer in time.
        ConnectionError: Slack refuses the message.
    """
    _send(client, response_url, _content(message) | {"response_type": "ephemeral", "replace_original": False})


def replace(client: WebClient, response_url: str, message: Post) -> None:
    """Put a message in the place of the one that was clicked, for one person alone.

    Args:
        client: Slack, for how often a call is made again.
        response_url: of the click.
        message: what.

    Raises:
        DeafError: Slack does not answer in time.
        ConnectionError: Slack refuses the message.
    """
    _send(client, response_url, _content(message) | {"response_type": "ephemeral", "replace_original": True})


def publish(client: WebClient, response_url: str, message: Post, thread_ts: str | None = None) -> None:
    """Show a message to all of a conversation, also where the bot is no member.

    Args:
        client: Slack, for how often a call is made again.
        response_url: of the click or shortcut, which stands for the conversation.
        message: what.
        thread_ts: the first message of the thread that it goes to; None for the conversation itself.

    Raises:
        DeafError: Slack does not answer in time.
        ConnectionError: Slack refuses the message: 30 minutes have passed, or what it belongs to is there no more.
    """
    thread = {"thread_ts": thread_ts} if thread_ts else {}
    _send(client, response_url, _content(message) | {"response_type": "in_channel", "replace_original": False} | thread)


def remove(client: WebClient, response_url: str) -> None:
    """Take away the message that was clicked.

    Args:
        client: Slack, for how often a call is made again.
        response_url: of the click.

    Raises:
        DeafError: Slack does not answer in time.
        ConnectionError: Slack refuses.
    """
    _send(client, response_url, {"delete_original": True})


def _content(message: Post) -> dict[str, Any]:
    return {"text": message.text, "blocks": message.blocks, "unfurl_links": False, "unfurl_media": False}


def _send(client: WebClient, response_url: str, body: dict[str, Any]) -> None:
    outcome = CallOutcome.UNREACHABLE
    try:
        status = _sent(client, response_url, body)
        outcome = CallOutcome.OK if status == 200 else CallOutcome.REFUSED
    finally:
        if isinstance(client, SlackClient):
            client.told(RESPONSE_URL, outcome)
    if status != 200:
        raise ConnectionError(f"response_url answered {status}")


def _sent(client: WebClient, response_url: str, body: dict[str, Any]) -> int:
    """Post to an address that Slack gave, whoever kept it meanwhile, and to no other server than Slack's; return the status."""
    if not is_of_slack(response_url, client.base_url):
        log.error("response_url refused: not Slack's")
        raise ConnectionError("response_url is not Slack's")
    try:
        return WebhookClient(response_url, timeout=ADDRESS, retry_handlers=client.retry_handlers).send_dict(body).status_code
    except OSError as error:
        if isinstance(getattr(error, "reason", error), TimeoutError):
            raise DeafError("response_url does not answer") from error
        raise
    except (HTTPException, UnicodeDecodeError) as error:
        raise ConnectionError("response_url answers what cannot be read") from error
