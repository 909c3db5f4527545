"""The Bolt app: middleware, then one `register` a surface. Begin reading here."""

from concurrent.futures import ThreadPoolExecutor

from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk import WebClient

from eig_bot.config import Settings
from eig_bot.messages import slack as messages
from eig_bot.slack import middleware
from eig_bot.slack.ack_priority import AckPriority
from eig_bot.slack.deduplicator import Deduplicator, question_of
from eig_bot.slack.listeners import answers as actions
from eig_bot.slack.listeners import commands, conversation, home, learning, notices, shortcuts
from eig_bot.slack.listeners import requests as team
from eig_bot.slack.listeners import subjects as browse
from eig_bot.slack.reply import retry_handlers
from eig_bot.slack.service import AnswerService

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


def build_app(settings: Settings, service: AnswerService, deduplicator: Deduplicator) -> App:
    """Return the app with all its listeners; nothing is sent to Slack yet."""
    client = WebClient(settings.slack_bot_token, base_url=settings.slack_api_url, retry_handlers=retry_handlers())
    app = _App(
        client=client,
        listener_executor=ThreadPoolExecutor(WORKERS, thread_name_prefix="listener"),
        signing_secret=settings.slack_signing_secret or "",
        request_verification_enabled=settings.slack_app_token is None,
        token_verification_enabled=False,
        user_facing_authorize_error_message=messages.NOT_INSTALLED,
    )
    app.ack_priority = service.ack_priority
    app.use(middleware.Noted())
    app.use(deduplicator)
    middleware.apologize(app, deduplicator)
    conversation.register(app, service, deduplicator)
    for surface in (commands, actions, team, notices, home, browse, shortcuts, learning):
        surface.register(app, service)
    return app
