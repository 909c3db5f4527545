"""Who may wake the bot: who signs the very bytes that came, or knows the secret."""

import base64
import hashlib
import hmac

import pytest

from eig_bot.git.hook import WITHIN, HookSecret

SECRET = "un-secret-de-la-forge-0123"
BODY = b'{"ref": "refs/heads/main", "nom": "\xc3\xa9t\xc3\xa9"}'
NOW = 1_800_000_000


def signed(body: bytes = BODY, secret: str = SECRET) -> dict[str, str]:
    """As GitHub does."""
    return {"X_HUB_SIGNATURE_256": "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}


def signed_with_time(body: bytes = BODY, key: bytes = SECRET.encode(), at: int = NOW) -> dict[str, str]:
    """As GitLab does where a signing token is set."""
    digest = hmac.new(key, f"m1.{at}.".encode() + body, hashlib.sha256).digest()
    signature = "v1," + base64.b64encode(digest).decode()
    return {"WEBHOOK_ID": "m1", "WEBHOOK_TIMESTAMP": str(at), "WEBHOOK_SIGNATURE": f"v2,other {signature}"}


@pytest.fixture
def secret() -> HookSecret:
    return HookSecret(SECRET, lambda: NOW)


@pytest.mark.parametrize("headers", [signed(), signed_with_time(), {"X_GITLAB_TOKEN": SECRET}])
def test_each_forge_is_known_in_its_way(secret: HookSecret, headers: dict[str, str]) -> None:
    assert secret.is_worth_reading(headers)
    assert secret.refusal(headers, BODY) is None


def test_a_signing_token_as_it_is_shown_is_the_key_in_base64() -> None:
    key = bytes(range(24))
    secret = HookSecret("whsec_" + base64.b64encode(key).decode(), lambda: NOW)
    assert secret.refusal(signed_with_time(key=key), BODY) is None


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X_GITLAB_TOKEN": ""},
        {"X_GITLAB_TOKEN": SECRET + "x"},
        {"X_GITLAB_TOKEN": "é"},
        {"X_HUB_SIGNATURE_256": ""},
        {"X_HUB_SIGNATURE_256": "sha256=" + "0" * 64},
        {"X_HUB_SIGNATURE_256": "sha256=é"},
        signed(secret="un-autre-secret-0123456789"),
        signed(BODY + b" "),
        signed(BODY.decode().encode("latin-1")),
        signed_with_time(BODY + b" "),
        signed_with_time(at=NOW - WITHIN - 1),
        signed_with_time(at=NOW + WITHIN + 1),
        {**signed_with_time(), "WEBHOOK_ID": "m2"},
        {**signed_with_time(), "WEBHOOK_TIMESTAMP": "²"},
        {**signed_with_time(), "WEBHOOK_SIGNATURE": "v1,"},
        {**signed(b"x"), "X_GITLAB_TOKEN": SECRET},
    ],
)
def test_what_is_not_proven_is_refused(secret: HookSecret, headers: dict[str, str]) -> None:
    assert secret.refusal(headers, BODY) is not None


def test_a_body_that_nobody_claims_to_have_signed_is_not_read(secret: HookSecret) -> None:
    assert not secret.is_worth_reading({"CONTENT_TYPE": "application/json", "X_GITLAB_TOKEN": "autre"})
