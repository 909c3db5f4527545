"""What Slack has signed is proven; all else is refused, and for which reason is told."""

import pytest

from eig_bot.slack.verification import WITHIN, Verification
from tests.fake_slack import as_http, dm

SECRET = "signing-secret"
NOW = 1_900_000_000


def _request(secret: str = SECRET, age: int = 0) -> tuple[dict[str, str], bytes]:
    body, headers = as_http(dm("où ?"), secret, timestamp=NOW - age)
    return {name.upper().replace("-", "_"): value for name, value in headers.items()}, body


@pytest.fixture
def verification() -> Verification:
    return Verification(SECRET, lambda: NOW)


@pytest.mark.parametrize("age", [0, WITHIN, -WITHIN])
def test_what_slack_signs_is_let_in(verification: Verification, age: int) -> None:
    assert verification.refusal(*_request(age=age)) is None


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"X_SLACK_REQUEST_TIMESTAMP": "abc"}, "no time"),
        ({"X_SLACK_REQUEST_TIMESTAMP": "1900000000\n"}, "no time"),
        ({"X_SLACK_REQUEST_TIMESTAMP": "١٩٠٠٠٠٠٠٠٠"}, "no time"),
        ({"X_SLACK_SIGNATURE": "v0=é"}, "no signature"),
        ({"X_SLACK_SIGNATURE": "v0=" + "0" * 64 + "\n"}, "no signature"),
        ({"X_SLACK_SIGNATURE": "v0=" + "A" * 64}, "no signature"),
        ({"X_SLACK_SIGNATURE": "v0=" + "0" * 64 + ", v0=" + "0" * 64}, "no signature"),
        ({"X_SLACK_SIGNATURE": "v0=" + "0" * 64}, "wrong signature"),
    ],
)
def test_what_is_none_of_slacks_is_refused(verification: Verification, headers: dict[str, str], reason: str) -> None:
    signed, body = _request()
    assert verification.refusal(signed | headers, body) == reason


@pytest.mark.parametrize("age", [WITHIN + 1, -WITHIN - 1])
def test_what_was_signed_at_another_time_is_refused(verification: Verification, age: int) -> None:
    assert verification.refusal(*_request(age=age)) == "another time"


@pytest.mark.parametrize("name", ["X_SLACK_SIGNATURE", "X_SLACK_REQUEST_TIMESTAMP"])
def test_what_is_not_signed_is_refused_before_its_body_is_read(verification: Verification, name: str) -> None:
    headers, _ = _request()
    del headers[name]
    assert verification.refusal_of_headers(headers) == "not signed"


def test_what_another_secret_or_another_body_has_signed_is_refused(verification: Verification) -> None:
    headers, body = _request()
    assert verification.refusal(*_request("another secret")) == "wrong signature"
    assert verification.refusal(headers, body + b" ") == "wrong signature"
    assert verification.refusal_of_headers(headers) is None
