"""The Bolt app: middleware first, then the listeners of `listeners/`. Begin reading here."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult

from eig_bot.config import Settings
from eig_bot.slack import listeners, middleware
from eig_bot.slack.ack_priority import AckPriority
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.client import SlackClient
from eig_bot.slack.deduplicator import Deduplicator
from eig_bot.slack.rate_limits import RateLimits
from eig_bot.slack.service import AnswerService
from eig_bot.slack.team_gate import TeamGate

WORKERS = 60
"""Listeners at work at once; each waits for Slack most of its time, and a command is acknowledged by one."""


class _App(App):
    """Bolt's app, which knows how many requests it has not acknowledged yet."""

    ack_priority: AckPriority

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Answer Slack; see `App.dispatch`."""
        with self.ack_priority.arriving():
            return super().dispatch(req)


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
    client = client or SlackClient(settings.slack_bot_token, settings.slack_api_url, RateLimits())
    app = _App(
        client=client,
        listener_executor=ThreadPoolExecutor(workers, thread_name_prefix="listener"),
        signing_secret=settings.slack_signing_secret or "",
        request_verification_enabled=settings.slack_app_token is None,
        authorize=_authorized(client),
    )
    app.ack_priority = service.ack_priority
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
