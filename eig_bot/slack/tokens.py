"""Whether Slack takes the bot's tokens."""

import logging
from collections.abc import Callable

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from eig_bot.background import BackgroundJob
from eig_bot.config import Settings
from eig_bot.messages import settings as messages

RETRY = 5.0
"""Seconds between two tries to reach Slack."""
_WRONG = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type"}

log = logging.getLogger(__name__)


class TokenCheck:
    """Asks Slack until it takes the tokens, in a thread of its own, so that nothing waits for a Slack that hangs.

    A network that fails is no reason not to start, a wrong token is one to stop.
    """

    def __init__(
        self, settings: Settings, connect: Callable[[], object], stop: Callable[[], None], *, retry: float = RETRY
    ) -> None:
        """Take what is asked; `start` begins.

        Args:
            settings: they hold the bot's token, and Slack's address.
            connect: connects with the app's token, once Slack has taken the bot's.
            stop: called when Slack refuses a token.
            retry: seconds between two tries.
        """
        self._client = WebClient(settings.slack_bot_token, base_url=settings.slack_api_url, timeout=10)
        self._connect = connect
        self._stop = stop
        self._job = BackgroundJob("token-check", self._ask, period=retry)
        self.problem: str | None = "Slack was not reached yet"
        """What is wrong, in a few words; None when all is well."""
        self.refused: str | None = None
        """The sentence to end with when Slack refuses a token."""

    def start(self) -> None:
        """Begin to ask."""
        self._job.start()

    def close(self) -> None:
        """Ask no more."""
        self._job.close()

    def _ask(self) -> None:
        token, page = "SLACK_BOT_TOKEN", "OAuth & Permissions"
        try:
            self._client.auth_test()
            token, page = "SLACK_APP_TOKEN", "Basic Information"
            self._connect()
        except SlackApiError as error:
            self._is_refused(error, token, page)
        except OSError as error:
            self.problem = f"Slack is out of reach ({type(error).__name__})"
            log.warning("slack out of reach", extra={"error": type(error).__name__})
        else:
            self.problem = None
            self.close()

    def _is_refused(self, error: SlackApiError, token: str, page: str) -> None:
        code = error.response.get("error")
        self.problem = f"Slack answers {code}"
        log.warning("slack refuses", extra={"slack_error": code, "token": token})
        if code in _WRONG:
            self.refused = messages.token_refused(token, page)
            self.close()
            self._stop()
