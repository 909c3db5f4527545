"""How the bot speaks: in the thread of a question, or to one person through a `response_url`."""

import logging

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import RetryHandler
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)
from slack_sdk.webhook import WebhookClient

from eig_bot.slack.blocks import Message

MAX_TRIES = 3
NICETY = 2
"""Seconds that an answer may wait for a nicety."""

log = logging.getLogger(__name__)


def retry_handlers() -> list[RetryHandler]:
    """Return what tries a call again: no connection, rate limit (after the time that Slack names), server error."""
    return [
        ConnectionErrorRetryHandler(max_retry_count=MAX_TRIES),
        RateLimitErrorRetryHandler(max_retry_count=MAX_TRIES),
        ServerErrorRetryHandler(max_retry_count=MAX_TRIES),
    ]


def post(client: WebClient, channel: str, thread_ts: str, message: Message) -> None:
    """Post in the thread of a question.

    Raises:
        SlackApiError: Slack refuses the message.
    """
    client.chat_postMessage(
        channel=channel,
        thread_ts=thread_ts,
        text=message.text,
        blocks=message.blocks,
        unfurl_links=False,
        unfurl_media=False,
    )


def respond(response_url: str, message: Message) -> None:
    """Answer a slash command, to the asker alone.

    Raises:
        ConnectionError: Slack refuses the message.
    """
    webhook = WebhookClient(response_url, retry_handlers=retry_handlers())
    response = webhook.send(
        text=message.text, blocks=message.blocks, response_type="ephemeral", unfurl_links=False, unfurl_media=False
    )
    if response.status_code != 200:
        raise ConnectionError(f"response_url answered {response.status_code}")


def show_status(client: WebClient, channel: str, thread_ts: str, status: str) -> None:
    """Show that the bot is at work; whatever fails here, or takes over `NICETY` seconds, costs this nicety only."""
    quick = WebClient(client.token, base_url=client.base_url, timeout=NICETY, retry_handlers=[])
    try:
        quick.assistant_threads_setStatus(channel_id=channel, thread_ts=thread_ts, status=status)
    except (SlackApiError, OSError) as error:
        log.debug("no status line", extra={"error": type(error).__name__})
