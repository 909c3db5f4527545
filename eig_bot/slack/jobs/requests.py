"""Requests to the team: posted in its channel, and the replies delivered, as soon as that can be done.

A request is kept before it is posted, a reply before it is delivered: what a stop or a failure left is taken up here.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from eig_bot.errors import JournalError
from eig_bot.journal.requests import Recipient, Request
from eig_bot.messages import slack as messages
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.reply import PERSON_GONE, THREAD_GONE, direct, post
from eig_bot.slack.service import AnswerService
from eig_bot.slack.views.elements import Post, plain_message
from eig_bot.slack.views.team import reply_message, request_message

ATTEMPT = timedelta(minutes=1)
"""How long one process has to post or deliver, before another may try."""

log = logging.getLogger(__name__)


def run(bot: SlackBot) -> None:
    """Post the requests and deliver the replies that are still waiting for it.

    Args:
        bot: who posts and delivers.
    """
    service = bot.service
    if service.team_channel:
        for request in service.journal.requests.unposted():
            post_request(service, bot.client, request)
    for request in service.journal.requests.undelivered():
        with or_later("reply"):
            deliver_reply(service, bot.client, request)


@contextmanager
def or_later(what: str) -> Iterator[None]:
    """Leave what is kept to a later run when it cannot be done now.

    Args:
        what: is left, for the log: "request" or "reply".
    """
    try:
        yield
    except (SlackApiError, OSError, JournalError) as error:
        log.warning("%s left for later", what, extra={"error": type(error).__name__})


def post_request(service: AnswerService, client: WebClient, request: Request) -> None:
    """Post a request in the team's channel, where there is one, unless another process is at it; else leave it for later.

    Args:
        service: knows the channel and the journal.
        client: Slack.
        request: not posted yet.
    """
    if not service.team_channel or not service.journal.claims.take(f"post {request.id}", ATTEMPT):
        return
    with or_later("request"):
        message = request_message(request, can_be_answered=service.access.is_on)
        service.journal.requests.posted(request.id, post(client, service.team_channel, None, message))


def deliver_reply(service: AnswerService, client: WebClient, request: Request) -> None:
    """Deliver a reply, unless another process is at it; when nobody is there any more, the team is told.

    Args:
        service: knows the team's channel and the journal.
        client: Slack.
        request: with its reply and its recipient; without one of them nothing is done.

    Raises:
        SlackApiError: it could not be delivered now.
        OSError: likewise.
    """
    if request.recipient is None or request.reply is None or not service.journal.claims.take(f"deliver {request.id}", ATTEMPT):
        return
    try:
        question = None if request.recipient.is_public else request.text
        _say(client, request.recipient, reply_message(question, request.reply))
    except SlackApiError as error:
        if error.response.get("error") not in PERSON_GONE | THREAD_GONE:
            raise
        log.warning("nobody to deliver a reply to", extra={"slack_error": error.response.get("error")})
        if service.team_channel:
            post(client, service.team_channel, request.team_ts, plain_message(messages.NOT_DELIVERED))
        service.journal.requests.undeliverable(request.id)
        return
    service.journal.requests.delivered(request.id)


def _say(client: WebClient, recipient: Recipient, message: Post) -> None:
    """Speak in the thread; in the person's direct messages when it is out of reach."""
    if recipient.channel:
        try:
            post(client, recipient.channel, recipient.thread_ts, message)
        except SlackApiError as error:
            if error.response.get("error") not in THREAD_GONE:
                raise
        else:
            return
    direct(client, recipient.user, message)
