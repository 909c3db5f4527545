"""Signed requests, also of what Slack would never send."""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from tests.slack.process import SECRET

JSON, FORM = "application/json", "application/x-www-form-urlencoded"


def signed(body: bytes, kind: str = JSON) -> tuple[bytes, dict[str, str]]:
    """Return a body as it is, and headers that sign it."""
    now = str(int(time.time()))
    signature = hmac.new(SECRET.encode(), f"v0:{now}:".encode() + body, hashlib.sha256).hexdigest()
    return body, {"Content-Type": kind, "X-Slack-Request-Timestamp": now, "X-Slack-Signature": f"v0={signature}"}


def escaped_json(payload: Mapping[str, Any]) -> tuple[bytes, str]:
    """Return a payload and its type as Slack sends it, every other character than ASCII escaped."""
    if payload.get("type") == "event_callback" or "type" not in payload:
        return json.dumps(payload).encode(), JSON
    return urlencode({"payload": json.dumps(payload)}).encode(), FORM
