"""The Bolt app: what is malformed is refused, then middleware, then the listeners of `listeners/`. Begin reading here."""

import logging

from slack_bolt import Ack, App, BoltRequest, BoltResponse
from slack_sdk import WebClient

from eig_bot.config import Settings
from eig_bot.messages import slack as messages
from eig_bot.slack import listeners, middleware, outdated
from eig_bot.slack.ack_priority import AckPriority
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.deduplicator import Deduplicator, question_of
from eig_bot.slack.payload import checked, is_acknowledged_at_once
from eig_bot.slack.pool import WORKERS, WorkerPool
from eig_bot.slack.reply import MAX_TRIES, retry_handlers
from eig_bot.slack.service import AnswerService
from eig_bot.slack.shapes import MalformedError

log = logging.getLogger(__name__)


class _KeptAck(Ack):
    """An acknowledgement that stays: Bolt takes it back when the listener fails soon after it, and Slack would not be told."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # Bolt's has no types

    def __setattr__(self, name: str, value: object) -> None:
        if not (name == "response" and value is None and getattr(self, name, None)):
            super().__setattr__(name, value)


class _App(App):
    """Bolt's app, behind a look at what it is given, and before what it does not know."""

    pool: WorkerPool
    ack_priority: AckPriority

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Answer Slack, at once where the answer says nothing and a thread can do the rest; see `App.dispatch`."""
        try:
            req.body = checked(req.body)
        except MalformedError as error:
            log.warning("malformed payload", extra={"at": str(error)})
            return BoltResponse(status=400, body="")
        if self.pool.is_here:
            return self._handle(req)
        if not is_acknowledged_at_once(req.body):
            with self.ack_priority.arriving():
                return self._handle(req)
        if self.pool.is_full:
            log.error("too many requests, one is refused", extra={"kind": middleware.kind_of(req.body)})
            return BoltResponse(status=503, body="")
        self.pool.submit(self._handle_later, req)
        return BoltResponse(status=200, body="")

    def _handle_later(self, req: BoltRequest) -> None:
        self.ack_priority.give_way()
        self._handle(req)

    def _handle(self, req: BoltRequest) -> BoltResponse:
        req.context["ack"] = _KeptAck()
        response = super().dispatch(req)
        if response.status == 404 and "event" not in req.body:
            return outdated.answer(req.body, self.client)
        # Bolt asks Slack who it is at the first request; when that fails it answers 200, and the question would be lost.
        is_lost = response.status == 200 and req.context.authorize_result is None and question_of(req.body)
        return BoltResponse(status=503, body="") if is_lost else response


def build_bot(
    settings: Settings,
    service: AnswerService,
    deduplicator: Deduplicator,
    *,
    workers: int = WORKERS,
    tries: int = MAX_TRIES,
) -> SlackBot:
    """Return the bot with all its listeners; nothing is sent to Slack yet.

    Args:
        settings: they hold the tokens, and Slack's address.
        service: answers questions and remembers them.
        deduplicator: lets each question through once.
        workers: listeners at work at once.
        tries: how often a call to Slack that failed is made again.
    """
    client = WebClient(settings.slack_bot_token, base_url=settings.slack_api_url, retry_handlers=retry_handlers(tries))
    pool = WorkerPool(workers)
    app = _App(
        client=client,
        listener_executor=pool,
        request_verification_enabled=False,  # `http_mode.py` lets nothing else in than what Slack has signed
        token_verification_enabled=False,
        user_facing_authorize_error_message=messages.NOT_INSTALLED,
    )
    app.pool = pool
    app.ack_priority = service.ack_priority
    app.use(middleware.Noted())
    app.use(deduplicator)
    middleware.apologize(app, deduplicator)
    bot = SlackBot(app, service, deduplicator)
    listeners.register(bot)
    return bot
