"""When a call to Slack that failed is made again: soon, a few times, or not at all; no thread waits for long."""

import errno
import json
import socket
import time
from collections.abc import Mapping
from urllib.error import URLError
from urllib.parse import parse_qsl

from slack_sdk.http_retry import HttpRequest, HttpResponse, RetryHandler, RetryState
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler, ServerErrorRetryHandler

from eig_bot.slack.rate_limits import RateLimits, limited_as
from eig_bot.slack.timing import Timing

LIMITED = 429
_NO_WAY = {errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTDOWN, errno.EHOSTUNREACH}


def retry_handlers(limits: RateLimits, timing: Timing) -> list[RetryHandler]:
    """Return what makes a call again: without a connection, after a server error, when a limit of Slack's is over soon.

    A call that was not answered in time is not made again: it has held its thread for long enough. Nor is one that says
    something and may have arrived: it would be said twice.

    Args:
        limits: those that are known; what Slack answers is noted there.
        timing: how often a call is made again, whatever the reason, and how long it waits for a limit.
    """
    return [_NoConnection(timing), _Limited(limits, timing), _ServerError(timing)]


def was_not_sent(error: OSError) -> bool:
    """Return whether a call surely did not reach Slack; after a time-out it may have.

    Args:
        error: as the call raised it.
    """
    reason = getattr(error, "reason", error)
    return isinstance(reason, (ConnectionRefusedError, socket.gaierror)) or getattr(reason, "errno", None) in _NO_WAY


class _NoConnection(ConnectionErrorRetryHandler):
    def __init__(self, timing: Timing) -> None:
        super().__init__(max_retry_count=timing.tries)
        self._end = timing.tries_end

    def _can_retry(
        self, *, state: RetryState, request: HttpRequest, response: HttpResponse | None = None, error: Exception | None = None
    ) -> bool:
        is_late = isinstance(error, URLError) and isinstance(error.reason, TimeoutError)
        is_lost = super()._can_retry(state=state, request=request, response=response, error=error)
        is_harmless = not _says_something(request) or (isinstance(error, OSError) and was_not_sent(error))
        return is_lost and not is_late and is_harmless and _since_first_failure(state) < self._end


class _ServerError(ServerErrorRetryHandler):
    def __init__(self, timing: Timing) -> None:
        super().__init__(max_retry_count=timing.tries)
        self._end = timing.tries_end

    def _can_retry(
        self, *, state: RetryState, request: HttpRequest, response: HttpResponse | None = None, error: Exception | None = None
    ) -> bool:
        is_fault = super()._can_retry(state=state, request=request, response=response, error=error)
        return is_fault and _since_first_failure(state) < self._end


class _Limited(RetryHandler):
    """Waits for a limit that is over soon, when there is a place to wait."""

    def __init__(self, limits: RateLimits, timing: Timing) -> None:
        super().__init__(max_retry_count=timing.tries)
        self._limits = limits
        self._longest_wait = timing.longest_wait

    def can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002 - the form that `RetryHandler` asks for
    ) -> bool:
        """Note what is limited, also when the call is not made again; see `RetryHandler.can_retry`."""
        if response is None or response.status_code != LIMITED:
            return False
        what = limited_as(_method(request), _arguments(request.data or b""))
        self._limits.note(what, _retry_after(response.headers))
        rest = self._longest_wait - _since_first_failure(state)
        return state.current_attempt < self.max_retry_count and self._limits.wait(what, rest)

    def prepare_for_next_attempt(
        self,
        *,
        state: RetryState,
        request: HttpRequest,  # noqa: ARG002 - the form that `RetryHandler` asks for
        response: HttpResponse | None = None,  # noqa: ARG002 - likewise
        error: Exception | None = None,  # noqa: ARG002 - likewise
    ) -> None:
        """Make the call again, now that it has waited; see `RetryHandler.prepare_for_next_attempt`."""
        state.next_attempt_requested = True
        state.increment_current_attempt()


def _says_something(request: HttpRequest) -> bool:
    """A method has a dot in its name, and but one of them makes a message; what has none is a `response_url`."""
    method = _method(request)
    return method == "chat.postMessage" or "." not in method


def _method(request: HttpRequest) -> str:
    return request.url.rpartition("/")[2]


def _since_first_failure(state: RetryState) -> float:
    values = state.custom_values = state.custom_values or {"first_failure": time.monotonic()}
    return time.monotonic() - float(values["first_failure"])


def _arguments(body: bytes) -> Mapping[str, object]:
    """Read the arguments of a call as `WebClient` has written them."""
    if not body.startswith(b"{"):
        return dict(parse_qsl(body.decode()))
    arguments: Mapping[str, object] = json.loads(body)
    return arguments


def _retry_after(headers: Mapping[str, str | list[str]]) -> str | None:
    found = next((value for name, value in headers.items() if name.lower() == "retry-after"), None)
    return found[0] if isinstance(found, list) and found else None
