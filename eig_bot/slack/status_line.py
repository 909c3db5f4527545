"""The line beside the bot's name that says that it is at work, where an answer is long in coming.

Slack takes the line away when the bot posts in its thread; one that arrives later would stay for two minutes. So an answer
waits for a line that is on its way. Most answers are there before a line could be read: they wait for nothing, and Slack is
not asked.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Timer

from slack_sdk.errors import SlackApiError

from eig_bot.slack.client import SlackClient
from eig_bot.slack.rate_limits import RateLimits

log = logging.getLogger(__name__)


@contextmanager
def status_line(client: SlackClient, channel: str, thread_ts: str, status: str) -> Iterator[None]:
    """Show that the bot is at work, once the block takes longer than `Timing.status`; what fails here costs this nicety only.

    Args:
        client: Slack; its timing says when the line is shown, and how long it may take.
        channel: where the question was asked.
        thread_ts: the first message of its thread.
        status: what is shown beside the bot's name.
    """
    timer = Timer(client.timing.status, _show, (client, channel, thread_ts, status))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def _show(client: SlackClient, channel: str, thread_ts: str, status: str) -> None:
    once = replace(client.timing, call=client.timing.status_call, longest_wait=0, tries=0)
    quick = SlackClient(client.token, client.base_url, RateLimits(), once, client.told)
    try:
        quick.assistant_threads_setStatus(channel_id=channel, thread_ts=thread_ts, status=status)
    except (SlackApiError, OSError) as error:
        log.debug("no status line", extra={"error": type(error).__name__})
