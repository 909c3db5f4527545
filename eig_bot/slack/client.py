"""Slack's Web API as the bot calls it: no call waits for long, and none is made while Slack limits what it is about."""

from collections.abc import Callable
from dataclasses import replace
from http.client import HTTPException
from json import JSONDecodeError
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from eig_bot.slack.metrics import CallOutcome
from eig_bot.slack.rate_limits import RateLimits, limited_as
from eig_bot.slack.retries import LIMITED, retry_handlers
from eig_bot.slack.timing import DEFAULT, Timing

TOKEN_REFUSED = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type"}
"""What Slack answers for a token that is wrong, or that it no longer takes: nothing mends that but another token."""
Told = Callable[[str, CallOutcome], object]
"""Takes the name of a method, and what has become of a call."""
PAUSE = 1.0
"""Seconds until a call is made again that Slack limits again and again for none."""


class PutOffError(SlackApiError):
    """A call was not made, or not taken, since Slack limits what it is about for longer than a call may wait."""

    def __init__(self, seconds: float, response: SlackResponse) -> None:
        """Take what Slack answers.

        Args:
            seconds: after which the call may be made again.
            response: with the status 429.
        """
        super().__init__("Slack limits this call", response)  # type: ignore[no-untyped-call]  # slack_sdk does not type its errors
        self.seconds = max(seconds, PAUSE)


class SlackClient(WebClient):
    """A client that knows the limits; whoever shares it shares them."""

    def __init__(
        self, token: str | None, base_url: str, limits: RateLimits, timing: Timing = DEFAULT, told: Told = lambda *_: None
    ) -> None:
        """Take where Slack is; nothing is sent yet.

        Args:
            token: of the bot.
            base_url: Slack's address, or another server's.
            limits: those that are known.
            timing: how long a call may take, and wait for a limit, and how often it is made again.
            told: is told what has become of each call.
        """
        super().__init__(token, base_url=base_url, timeout=timing.call, retry_handlers=retry_handlers(limits, timing))
        self.limits = limits
        self.timing = timing
        self.told = told

    def at_once(self) -> "SlackClient":
        """Return the same client for calls that wait for no limit, however short, since they can be put off."""
        return SlackClient(self.token, self.base_url, self.limits, replace(self.timing, longest_wait=0), self.told)

    def api_call(self, api_method: str, **more: Any) -> SlackResponse:  # noqa: ANN401 - as `WebClient`
        """Call a method; see `WebClient.api_call`.

        Args:
            api_method: as "chat.postMessage".
            more: its arguments, and how they are sent.

        Raises:
            PutOffError: Slack limits it for longer than it may wait.
            SlackApiError: Slack refuses it.
            ConnectionError: what comes back cannot be read; other errors of the network are raised as they are.
        """
        outcome = CallOutcome.UNREACHABLE
        try:
            found = self._call(api_method, **more)
            outcome = CallOutcome.OK
        except PutOffError:
            outcome = CallOutcome.LIMITED
            raise
        except SlackApiError:
            outcome = CallOutcome.REFUSED
            raise
        finally:
            self.told(api_method, outcome)
        return found

    def _call(self, api_method: str, **more: Any) -> SlackResponse:  # noqa: ANN401 - likewise
        what = limited_as(api_method, {**(more.get("params") or {}), **(more.get("json") or {})})
        if not self.limits.wait(what, self.timing.longest_wait):
            raise PutOffError(self.limits.left(what), self._limited(api_method))
        try:
            return super().api_call(api_method, **more)
        except SlackApiError as error:
            if error.response.status_code != LIMITED:
                raise
            raise PutOffError(self.limits.left(what), error.response) from error
        except (HTTPException, JSONDecodeError, UnicodeDecodeError) as error:
            raise ConnectionError("Slack's answer cannot be read") from error

    def _limited(self, method: str) -> SlackResponse:
        """Return what Slack would answer."""
        return SlackResponse(
            client=self,
            http_verb="POST",
            api_url=method,
            req_args={},
            data={"ok": False, "error": "ratelimited"},
            headers={},
            status_code=LIMITED,
        )
