"""The Bolt app: middleware first, then the listeners of `listeners/`. Begin reading here."""

from concurrent.futures import ThreadPoolExecutor

from slack_bolt import App, BoltRequest, BoltResponse

from eig_bot.config import Settings
from eig_bot.messages import slack as messages
from eig_bot.slack import listeners, middleware
from eig_bot.slack.ack_priority import AckPriority
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.client import SlackClient
from eig_bot.slack.deduplicator import Deduplicator, question_of
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
            response = super().dispatch(req)
        # Bolt asks Slack who it is at the first request; when that fails it answers 200, and the question would be lost.
        is_lost = response.status == 200 and req.context.authorize_result is None and question_of(req.body)
        return BoltResponse(status=503, body="") if is_lost else response


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
        token_verification_enabled=False,
        user_facing_authorize_error_message=messages.NOT_INSTALLED,
    )
    app.ack_priority = service.ack_priority
    app.use(middleware.Noted())
    app.use(middleware.OneClient(client))
    app.use(deduplicator)
    middleware.apologize(app, deduplicator)
    bot = SlackBot(app, client, service, deduplicator, TeamGate(app, service.access))
    listeners.register(bot)
    return bot
