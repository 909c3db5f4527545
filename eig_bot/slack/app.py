"""The Bolt app: what is malformed is refused, then middleware, then the listeners of `listeners/`. Begin reading here."""

import logging
import time
from collections.abc import Callable
from functools import partial

from slack_bolt import Ack, App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult

from eig_bot.config import Settings
from eig_bot.slack import listeners, middleware, outdated
from eig_bot.slack.ack_priority import AckPriority
from eig_bot.slack.awaited import AwaitedResponder, tell_to_wait
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.client import SlackClient
from eig_bot.slack.deduplicator import AGAIN, Deduplicator
from eig_bot.slack.metrics import ServiceMetrics
from eig_bot.slack.payload import checked, is_acknowledged_at_once
from eig_bot.slack.pool import WORKERS, WorkerPool
from eig_bot.slack.rate_limits import RateLimits
from eig_bot.slack.service import AnswerService
from eig_bot.slack.shapes import MalformedError
from eig_bot.slack.team_gate import TeamGate

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
    awaited: AwaitedResponder
    metrics: ServiceMetrics

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Answer Slack, at once where the answer says nothing and a thread can do the rest; see `App.dispatch`."""
        began = time.perf_counter()
        try:
            return self._dispatch(req)
        finally:
            if AGAIN not in req.context:  # which nobody waits for
                self.metrics.acknowledged(time.perf_counter() - began)

    def _dispatch(self, req: BoltRequest) -> BoltResponse:
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
        with self.awaited.telling(partial(tell_to_wait, self.client, req.body)):
            self._handle(req)

    def _handle(self, req: BoltRequest) -> BoltResponse:
        req.context["ack"] = _KeptAck()
        response = super().dispatch(req)
        if response.status == 404 and (is_acknowledged_at_once(req.body) or req.body.get("type") == "view_submission"):
            return outdated.answer(req.body, self.client)
        return response


def build_bot(
    settings: Settings,
    service: AnswerService,
    deduplicator: Deduplicator,
    *,
    workers: int = WORKERS,
    client: SlackClient | None = None,
) -> SlackBot:
    """Return the bot with all its listeners; nothing is sent to Slack yet.

    Args:
        settings: they hold the tokens, and Slack's address.
        service: answers questions and remembers them.
        deduplicator: lets each question through once.
        workers: listeners at work at once.
        client: Slack, as the bot; None for one as the settings say.
    """
    client = client or SlackClient(settings.slack_bot_token, settings.slack_api_url, RateLimits(), told=service.metrics.called)
    pool = WorkerPool(workers)
    app = _App(
        # Bolt would find the same through the whole stack, which takes longer than all else here. It gives a logger of this
        # name the root's level: the package's own must not have it.
        name="app.py",
        client=client,
        listener_executor=pool,
        request_verification_enabled=False,  # `http_mode.py` lets nothing else in than what Slack has signed
        authorize=_authorized(client),
    )
    app.pool = pool
    app.ack_priority = service.ack_priority
    app.awaited = service.awaited
    app.metrics = service.metrics
    app.use(middleware.Noted())
    app.use(middleware.OneClient(client))
    app.use(deduplicator)
    middleware.apologize(app, deduplicator)
    bot = SlackBot(app, client, service, deduplicator, TeamGate(app, service.access, client))
    listeners.register(bot)
    return bot


def _authorized(client: SlackClient) -> Callable[[str | None, str | None], AuthorizeResult]:
    """Bolt would ask Slack who the bot is before it takes the first request: none must wait for a Slack that hangs."""

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=client.token)

    return authorize
