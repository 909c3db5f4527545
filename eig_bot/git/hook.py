"""Who may say that something was pushed: the forge alone, which signs what it sends, or sends the secret itself.

::

    X-Hub-Signature-256   GitHub, Gitea, Forgejo: HMAC-SHA256 of the body
    webhook-signature     GitLab, where a signing token is set: HMAC-SHA256 of id, time and body (standardwebhooks.com)
    X-Gitlab-Token        GitLab, where a secret token is set: the secret itself

Nothing of what it says is believed or read: the forge is asked, as it is each minute anyway.
"""

import base64
import binascii
import hashlib
import hmac
import re
import time
from collections.abc import Callable, Iterator, Mapping

HUB, GITLAB_TOKEN = "X_HUB_SIGNATURE_256", "X_GITLAB_TOKEN"
SIGNATURE, ID, TIMESTAMP = "WEBHOOK_SIGNATURE", "WEBHOOK_ID", "WEBHOOK_TIMESTAMP"
"""Names of headers, as CGI and WSGI write them."""
PREFIX = "whsec_"
"""What a signing token begins with; the rest is the key in Base64."""
WITHIN = 300
"""Seconds that a signature with a time is good for, before and after it, as its rules have it."""
_SECONDS = re.compile(r"[0-9]{1,12}")


class HookSecret:
    """Tells whether a request is the forge's; safe to share between threads."""

    def __init__(self, secret: str, clock: Callable[[], float] = time.time) -> None:
        """Take the secret that is set here and at the forge.

        Args:
            secret: any text; a signing token of GitLab as it is shown there.
            clock: gives the seconds since 1970.
        """
        self._secret = secret
        self._clock = clock

    def is_worth_reading(self, headers: Mapping[str, str]) -> bool:
        """Return whether the body of a request must be read to tell whose it is.

        Args:
            headers: by their names in capitals, with underscores.
        """
        return HUB in headers or SIGNATURE in headers or self._is_secret(headers.get(GITLAB_TOKEN))

    def refusal(self, headers: Mapping[str, str], body: bytes) -> str | None:
        """Return why a request is refused; None when the forge has sent it.

        Args:
            headers: by their names in capitals, with underscores.
            body: as it came.
        """
        if HUB in headers:
            expected = "sha256=" + hmac.new(self._secret.encode(), body, hashlib.sha256).hexdigest()
            return None if _same(expected, headers[HUB]) else "wrong signature"
        if SIGNATURE in headers:
            return self._refusal_of_signature(headers, body)
        if GITLAB_TOKEN in headers:
            return None if self._is_secret(headers[GITLAB_TOKEN]) else "wrong token"
        return "not signed"

    def _refusal_of_signature(self, headers: Mapping[str, str], body: bytes) -> str | None:
        at = headers.get(TIMESTAMP, "")
        if not _SECONDS.fullmatch(at) or abs(self._clock() - int(at)) > WITHIN:
            return "another time"
        signed = f"{headers.get(ID, '')}.{at}.".encode() + body
        expected = [base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode() for key in self._keys()]
        given = [one.removeprefix("v1,") for one in headers[SIGNATURE].split() if one.startswith("v1,")]
        return None if any(_same(one, other) for one in expected for other in given) else "wrong signature"

    def _keys(self) -> Iterator[bytes]:
        yield self._secret.encode()
        if self._secret.startswith(PREFIX):
            try:
                yield base64.b64decode(self._secret.removeprefix(PREFIX), validate=True)
            except binascii.Error:
                return

    def _is_secret(self, value: str | None) -> bool:
        return value is not None and _same(self._secret, value)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
