"""Requests to the team: from the asker's modal to the team's channel, and the reply back to the asker.

A request is kept before it is posted, a reply before it is delivered: `resume` takes up what a stop or a failure left.
"""

import hashlib
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from eig_bot.answers.answer import Kind
from eig_bot.clock import PARIS
from eig_bot.errors import JournalError
from eig_bot.journal.requests import Asking, Recipient, Request
from eig_bot.messages import slack as messages
from eig_bot.slack import ids
from eig_bot.slack.click import Body, Click, open_modal
from eig_bot.slack.ids import Reference
from eig_bot.slack.reply import direct, post
from eig_bot.slack.service import AnswerService
from eig_bot.slack.views import modals
from eig_bot.slack.views.elements import Post, plain_message
from eig_bot.slack.views.team import handled_message, reply_message, request_message

ATTEMPT = timedelta(minutes=1)
"""How long one process has to post or deliver, before another may try."""
LEFT = {"account_inactive", "cannot_dm_bot", "messages_tab_disabled", "user_disabled", "user_not_found", "users_not_found"}
"""What Slack answers for a person who cannot be written to any more."""
_NOT_THERE = {"channel_not_found", "is_archived", "not_in_channel", "thread_not_found", "cannot_reply_to_message"}

log = logging.getLogger(__name__)


def register(app: App, service: AnswerService) -> None:
    """Listen to what leads to the team and back."""
    team = _Team(service)
    app.action(ids.TALK_TO_TEAM)(team.talk)
    app.view(ids.TEAM_FORM)(team.ask)
    app.action(ids.REPLY)(team.open_reply)
    app.view(ids.REPLY_FORM)(team.reply)


def resume(service: AnswerService, client: WebClient) -> None:
    """Post the requests and deliver the replies that are still waiting for it."""
    if service.team_channel:
        for request in service.journal.requests.unposted():
            _post(service, client, request)
    for request in service.journal.requests.undelivered():
        with _or_later("reply"):
            _deliver(service, client, request)


class _Team:
    def __init__(self, service: AnswerService) -> None:
        self._service = service

    def talk(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Open the form, with the question in it."""
        ack()
        click = Click.read(body)
        question_id = Reference.read(click.value).question
        # A reply to what one person alone sees goes to that person's direct messages.
        is_thread = bool(click.channel and click.thread_ts) and not click.is_private
        recipient = Recipient(click.user, click.channel, click.thread_ts) if is_thread else Recipient(click.user)
        question = self._service.best_effort.text_of(question_id)
        open_modal(client, click, modals.request(question or "", question_id, recipient))

    def ask(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Keep a request, tell so, and post it."""
        view = body["view"]
        if not _text(view):
            ack(response_action="errors", errors={ids.TEXT: messages.EMPTY_REQUEST})
            return
        metadata = json.loads(view["private_metadata"])
        # The modal names the request, so that two clicks on its button make one.
        request_id = hashlib.sha256(view["id"].encode()).hexdigest()[:32]
        asking = Asking(request_id, _text(view), Recipient(**metadata["place"]), metadata["question_id"])
        try:
            self._service.journal.requests.add(asking)
        except JournalError as error:
            log.error("request not kept", extra={"error": str(error)})  # noqa: TRY400 - its text may repeat what a person wrote
            ack(response_action="errors", errors={ids.TEXT: messages.TEAM_NOT_KEPT})
            return
        ack(response_action="update", view=modals.told(messages.TEAM_TITLE, messages.TEAM_SENT))
        with _or_later("request"):
            request = self._service.journal.requests.find(request_id)
            if request and not request.team_ts:
                _post(self._service, client, request)

    def open_reply(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Open the form of the reply, if it is still awaited."""
        ack()
        click = Click.read(body)
        request = self._service.journal.requests.find(click.value)
        if request is None:
            view = modals.told(messages.REPLY_TITLE, messages.REQUEST_GONE)
        elif request.is_handled:
            view = modals.told(messages.REPLY_TITLE, messages.ALREADY_HANDLED)
        else:
            view = modals.reply(request.text, request.id, is_public=bool(request.recipient and request.recipient.is_public))
        open_modal(client, click, view)

    def reply(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Keep the reply, mark the request as handled, and deliver it."""
        request_id, handler, text = str(body["view"]["private_metadata"]), str(body["user"]["id"]), _text(body["view"])
        if not text:
            ack(response_action="errors", errors={ids.TEXT: messages.EMPTY_REPLY})
            return
        try:
            is_first = self._service.journal.requests.answer(request_id, handler, text)
            is_there = self._service.journal.requests.find(request_id) is not None
        except JournalError as error:
            log.error("reply not kept", extra={"error": str(error)})  # noqa: TRY400 - its text may repeat what a person wrote
            ack(response_action="errors", errors={ids.TEXT: messages.REPLY_NOT_KEPT})
            return
        if not is_first:
            why = messages.ALREADY_HANDLED if is_there else messages.REQUEST_GONE
            ack(response_action="errors", errors={ids.TEXT: why})
            return
        ack()
        with _or_later("reply"):
            request = self._service.journal.requests.find(request_id)
            found = self._service.responder.respond(text, now=self._service.clock())
            if found.kind is Kind.ANSWER:
                self._service.journal.requests.nearest(request_id, found.results[0].passage.identity)
            if request and request.handled_at and request.team_ts and self._service.team_channel:
                handled = handled_message(request, request.handled_at.astimezone(PARIS), handler, text)
                _mark(client, self._service.team_channel, request.team_ts, handled)
            if request:
                _deliver(self._service, client, request)


@contextmanager
def _or_later(what: str) -> Iterator[None]:
    """What is kept is done by a later round when it cannot be done now."""
    try:
        yield
    except (SlackApiError, OSError, JournalError) as error:
        log.warning("%s left for later", what, extra={"error": type(error).__name__})


def _post(service: AnswerService, client: WebClient, request: Request) -> None:
    if not service.team_channel or not service.journal.claims.take(f"post {request.id}", ATTEMPT):
        return
    with _or_later("request"):
        service.journal.requests.posted(request.id, post(client, service.team_channel, None, request_message(request)))


def _deliver(service: AnswerService, client: WebClient, request: Request) -> None:
    """Deliver a reply; when nobody is there any more, the team is told.

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
        if error.response.get("error") not in LEFT | _NOT_THERE:
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
            if error.response.get("error") not in _NOT_THERE:
                raise
        else:
            return
    direct(client, recipient.user, message)


def _mark(client: WebClient, channel: str, ts: str, message: Post) -> None:
    """Say in the team's channel that a request is handled; a message that was deleted there is no loss."""
    try:
        client.chat_update(channel=channel, ts=ts, text=message.text[:1_000], blocks=message.blocks)
    except SlackApiError as error:
        log.info("request not marked", extra={"slack_error": error.response.get("error")})


def _text(view: Body) -> str:
    return str(view["state"]["values"][ids.TEXT][ids.TEXT]["value"] or "").strip()
