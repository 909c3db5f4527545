"""Who may speak to the bot over HTTP: Slack alone, which signs the raw bytes of each request with a secret of the app.

The rule is Slack's own (HMAC-SHA256 of version, time and body). What is not proven is refused for a reason, and the reason is
all that is told of it: no part of such a request is read, kept or logged.
"""

import hashlib
import hmac
import re
import time
from collections.abc import Callable, Mapping

SIGNATURE, TIMESTAMP = "X_SLACK_SIGNATURE", "X_SLACK_REQUEST_TIMESTAMP"
"""Names of headers, as CGI and WSGI write them."""
WITHIN = 300
"""Seconds that a signature is good for, before and after the moment that it names: Slack's own rule against replays."""
_SECONDS = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


class Verification:
    """Tells whether a request is Slack's; safe to share between threads."""

    def __init__(self, secret: str, clock: Callable[[], float] = time.time) -> None:
        """Take the secret of the app.

        Args:
            secret: which Slack signs with.
            clock: gives the seconds since 1970.
        """
        self._secret = secret.encode()
        self._clock = clock

    def refusal_of_headers(self, headers: Mapping[str, str]) -> str | None:
        """Return why a request is not worth reading on; None when its body must be read to tell.

        Args:
            headers: by their names in capitals, with underscores.
        """
        timestamp, signature = headers.get(TIMESTAMP), headers.get(SIGNATURE)
        if timestamp is None or signature is None:
            return "not signed"
        if not _SECONDS.fullmatch(timestamp):
            return "no time"
        if abs(self._clock() - int(timestamp)) > WITHIN:
            return "another time"
        return None if _SIGNATURE.fullmatch(signature) else "no signature"

    def refusal(self, headers: Mapping[str, str], body: bytes) -> str | None:
        """Return why a request is refused; None when Slack has sent it.

        Args:
            headers: by their names in capitals, with underscores.
            body: as it came.
        """
        if reason := self.refusal_of_headers(headers):
            return reason
        signed = b"v0:" + headers[TIMESTAMP].encode() + b":" + body
        expected = "v0=" + hmac.new(self._secret, signed, hashlib.sha256).hexdigest()
        return None if hmac.compare_digest(expected.encode(), headers[SIGNATURE].encode()) else "wrong signature"
