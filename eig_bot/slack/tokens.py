"""Whether Slack takes the bot's tokens: at the start, and from then on once a minute."""

import logging
import re
import time
from collections.abc import Callable

from slack_sdk.errors import SlackApiError

from eig_bot.background import BackgroundJob
from eig_bot.config import Settings
from eig_bot.messages import settings as messages
from eig_bot.slack.client import TOKEN_REFUSED, PutOffError, SlackClient
from eig_bot.slack.rate_limits import RateLimits
from eig_bot.slack.timing import DEFAULT, Timing

BOT_TOKEN, APP_TOKEN = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"
NO_SCOPE = "missing_scope"
"""What Slack answers for an app's token that may not open a socket."""
_PAGES = {BOT_TOKEN: "OAuth & Permissions", APP_TOKEN: "Basic Information"}
"""Where each token stands in the app's settings."""
_CODE = re.compile(r"[a-z_]{1,50}")

log = logging.getLogger(__name__)


class TokenCheck:
    """Asks Slack whether it takes the tokens, in a thread of its own, so that nothing waits for a Slack that hangs.

    A network that fails is no reason not to start. A wrong token is one to stop, as long as Slack has never taken it; one that
    it takes no more is told until the process is started with another.
    """

    def __init__(
        self,
        settings: Settings,
        connect: Callable[[], object],
        stop: Callable[[], None],
        *,
        timing: Timing = DEFAULT,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take what is asked; `start` begins.

        Args:
            settings: they hold the bot's token, and Slack's address.
            connect: connects with the app's token, once Slack has taken the bot's.
            stop: called when Slack refuses a token that it has never taken.
            timing: how often Slack is asked, and how long a call may take.
            now: gives seconds that never go back.
        """
        self._client = SlackClient(settings.slack_bot_token, settings.slack_api_url, RateLimits(), timing)
        self._connect = connect
        self._stop = stop
        self._timing = timing
        self._now = now
        self._job = BackgroundJob("token-check", self._ask_when_due, period=min(timing.retry, timing.check))
        self._problem: str | None = "Slack was not reached yet"
        self._asked_at = now()
        self._has_begun = False
        self._is_over = False
        self.refused: str | None = None
        """The sentence to end with when Slack refuses a token at the start."""

    @property
    def problem(self) -> str | None:
        """What is wrong, in a few words; None when all is well."""
        silent = self._now() - self._asked_at
        is_late = silent >= self._timing.late and not self._is_over
        return self._problem or (f"Slack has not answered for {silent:.0f} s" if is_late else None)

    def start(self) -> None:
        """Begin to ask."""
        self._job.start()

    def close(self) -> None:
        """Ask no more."""
        self._is_over = True
        self._job.close()

    def _ask_when_due(self) -> None:
        if self._problem or self._now() - self._asked_at >= self._timing.check:
            self._ask()
            self._asked_at = self._now()

    def _ask(self) -> None:
        token = BOT_TOKEN
        try:
            self._client.auth_test()
            if not self._has_begun:
                token = APP_TOKEN
                self._connect()
                self._has_begun = True
        except PutOffError:  # Slack is there, and says nothing about the token
            log.warning("slack limits the check of the tokens")
            self._problem = None if self._has_begun else "Slack limits the start"
        except SlackApiError as error:
            self._not_taken(error, token)
        except OSError as error:
            self._problem = out_of_reach(error)
            log.warning("slack out of reach", extra={"error": type(error).__name__})
        else:
            self._problem = None

    def _not_taken(self, error: SlackApiError, token: str) -> None:
        code = code_of(error)
        self._problem = not_taken(code, token)
        log.warning("slack refuses", extra={"slack_error": code, "token": token})
        if is_refused(code, token):
            self.close()
            if not self._has_begun:
                self.refused = _sentence(code, token)
                self._stop()


def not_taken(code: str, token: str) -> str:
    """Return a few words on what Slack answers.

    Args:
        code: as `code_of` returns it.
        token: name of the variable of the token that was sent along.
    """
    if is_refused(code, token):
        return f"Slack refuses {token} ({code}): set a new one and start again"
    return f"Slack answers {code}"


def out_of_reach(error: OSError) -> str:
    """Return a few words on a network that fails.

    Args:
        error: as a call raised it.
    """
    reason = getattr(error, "reason", error)
    return f"Slack is out of reach ({type(reason if isinstance(reason, OSError) else error).__name__})"


def is_refused(code: str, token: str) -> bool:
    """Return whether a token will never be taken; what else Slack answers may pass.

    Args:
        code: as `code_of` returns it.
        token: name of its variable; that of the app has but one scope, without which it is worth nothing.
    """
    return code in TOKEN_REFUSED or (code == NO_SCOPE and token == APP_TOKEN)


def code_of(error: SlackApiError) -> str:
    """Return Slack's code of an error; the status of an answer that is none of Slack's, whose text nobody knows.

    Args:
        error: as a call raised it.
    """
    code = str(error.response.get("error"))
    return code if _CODE.fullmatch(code) else f"with the status {error.response.status_code}"


def _sentence(code: str, token: str) -> str:
    return messages.MISSING_SCOPE if code == NO_SCOPE else messages.token_refused(token, _PAGES[token])
