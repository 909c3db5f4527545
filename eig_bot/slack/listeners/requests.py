"""Requests to the team: the asker's form, and that of the reply.

Both are kept before anything is posted or delivered; `jobs/requests.py` takes up what a stop or a failure left.
"""

import hashlib
import logging

from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from eig_bot.answers.answer import Kind
from eig_bot.clock import PARIS
from eig_bot.errors import JournalError
from eig_bot.journal.requests import Asking, Recipient, Request
from eig_bot.journal.team_acts import Act, TeamAct
from eig_bot.messages import slack as messages
from eig_bot.slack import ids
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.carried import OutdatedError, metadata_of, text_in
from eig_bot.slack.click import Body, Click, open_modal
from eig_bot.slack.ids import Reference
from eig_bot.slack.jobs.requests import deliver_reply, or_later, post_request
from eig_bot.slack.service import AnswerService
from eig_bot.slack.views import modals
from eig_bot.slack.views.team import handled_message

log = logging.getLogger(__name__)


def register(bot: SlackBot) -> None:
    """Listen to what leads to the team and back.

    Args:
        bot: whose app listens, and whose service answers.
    """
    team = _Team(bot.service)
    bot.app.action(ids.TALK_TO_TEAM)(team.talk)
    bot.app.view(ids.TEAM_FORM)(team.ask)
    bot.team.action(ids.REPLY, team.open_reply)
    bot.team.view(ids.REPLY_FORM, team.reply)


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
        text, metadata = text_in(view, ids.TEXT), metadata_of(view, "place", "question_id")
        if not text:
            ack(response_action="errors", errors={ids.TEXT: messages.EMPTY_REQUEST})
            return
        # The modal names the request, so that two clicks on its button make one.
        request_id = hashlib.sha256(view["id"].encode()).hexdigest()[:32]
        asking = Asking(request_id, text, _recipient(metadata["place"]), metadata["question_id"])
        try:
            self._service.journal.requests.add(asking)
        except JournalError as error:
            log.error("request not kept", extra={"error": str(error)})  # noqa: TRY400 - its text may repeat what a person wrote
            ack(response_action="errors", errors={ids.TEXT: messages.TEAM_NOT_KEPT})
            return
        ack(response_action="update", view=modals.notice(messages.TEAM_TITLE, messages.TEAM_SENT))
        with or_later("request"):
            request = self._service.journal.requests.find(request_id)
            if request and not request.team_ts:
                post_request(self._service, client, request)

    def open_reply(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Open the form of the reply, if it is still awaited."""
        ack()
        click = Click.read(body)
        request = self._service.journal.requests.find(click.value)
        if request is None:
            view = modals.notice(messages.REPLY_TITLE, messages.REQUEST_GONE)
        elif request.is_handled:
            view = modals.notice(messages.REPLY_TITLE, messages.ALREADY_HANDLED)
        else:
            self._service.journal.team_acts.add(TeamAct(click.user, Act.REQUEST_OPENED, request.id))
            view = modals.reply(request.text, request.id, is_public=bool(request.recipient and request.recipient.is_public))
        open_modal(client, click, view)

    def reply(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Keep the reply, mark the request as handled, and deliver it."""
        request_id, handler = str(body["view"].get("private_metadata")), str(body["user"]["id"])
        text = text_in(body["view"], ids.TEXT)
        refusal = self._keep_reply(request_id, handler, text)
        if refusal:
            ack(response_action="errors", errors={ids.TEXT: refusal})
            return
        ack()
        with or_later("reply"):
            request = self._service.journal.requests.find(request_id)
            self._keep_nearest(request_id, text)
            if request:
                self._mark(client, request, handler, text)
                deliver_reply(self._service, client, request)

    def _keep_reply(self, request_id: str, handler: str, text: str) -> str | None:
        """Keep a reply; return what to tell its author when it is not kept."""
        if not text:
            return messages.EMPTY_REPLY
        requests = self._service.journal.requests
        try:
            if requests.answer(request_id, handler, text):
                return None
            return messages.ALREADY_HANDLED if requests.find(request_id) else messages.REQUEST_GONE
        except JournalError as error:
            log.error("reply not kept", extra={"error": str(error)})  # noqa: TRY400 - its text may repeat what a person wrote
            return messages.REPLY_NOT_KEPT

    def _keep_nearest(self, request_id: str, text: str) -> None:
        """Keep which passage a reply comes nearest to: the question may become one of its phrasings."""
        found = self._service.responder.respond(text, now=self._service.clock())
        if found.kind is Kind.ANSWER:
            self._service.journal.requests.nearest(request_id, found.results[0].passage.identity)

    def _mark(self, client: WebClient, request: Request, handler: str, reply: str) -> None:
        """Say in the team's channel that a request is handled; a message that was deleted there is no loss."""
        if not (request.handled_at and request.team_ts and self._service.team_channel):
            return
        message = handled_message(request, request.handled_at.astimezone(PARIS), handler, reply)
        text, blocks = message.text[:1_000], message.blocks
        try:
            client.chat_update(channel=self._service.team_channel, ts=request.team_ts, text=text, blocks=blocks)
        except SlackApiError as error:
            log.info("request not marked", extra={"slack_error": error.response.get("error")})


def _recipient(place: object) -> Recipient:
    try:
        return Recipient(**place)  # type: ignore[arg-type]  # an older version may have carried anything
    except TypeError as error:
        raise OutdatedError from error
