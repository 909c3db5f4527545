"""`POST /knowledge/hook`: it wakes, for the forge alone, and everything else goes on as before."""

import hashlib
import hmac
import io
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from eig_bot.git.hook import HookSecret
from eig_bot.slack.knowledge_hook import PATH, check_with_hook, with_hook
from tests.slack.wsgi import served

SECRET, BODY = "un-secret-de-la-forge-0123", b'{"ref": "refs/heads/main"}'
SIGNATURE = "sha256=" + hmac.new(SECRET.encode(), BODY, hashlib.sha256).hexdigest()


def other(_: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    start("204 No Content", [])
    return []


def call(woken: list[str], *, path: str = PATH, method: str = "POST", signature: str | None = SIGNATURE) -> int:
    about = {"REQUEST_METHOD": method, "CONTENT_LENGTH": str(len(BODY)), "wsgi.input": io.BytesIO(BODY)}
    signed = {"HTTP_X_HUB_SIGNATURE_256": signature} if signature is not None else {}
    return served(with_hook(HookSecret(SECRET), lambda: woken.append("once"), other), path, **about, **signed)[0]


def test_the_forge_wakes_the_bot() -> None:
    woken: list[str] = []
    assert (call(woken), woken) == (202, ["once"])


@pytest.mark.parametrize("signature", [None, "", "sha256=", SIGNATURE.upper(), "é"])
def test_nobody_else_does(signature: str | None) -> None:
    woken: list[str] = []
    assert (call(woken, signature=signature), woken) == (401, [])


def test_it_is_posted_to() -> None:
    woken: list[str] = []
    assert (call(woken, method="GET"), woken) == (405, [])


def test_other_addresses_are_served_as_before() -> None:
    assert call([], path="/slack/events") == 204
    assert served(with_hook(HookSecret(SECRET), lambda: None, None), "/ailleurs")[0] == 404


def test_a_body_is_read_where_the_forge_or_slack_may_have_signed_it() -> None:
    check = check_with_hook(HookSecret(SECRET), lambda headers: None if "X_SLACK_SIGNATURE" in headers else "not signed")
    assert check({"X_HUB_SIGNATURE_256": SIGNATURE}) is None
    assert check({"X_GITLAB_TOKEN": SECRET}) is None
    assert check({"X_SLACK_SIGNATURE": "v0=x"}) is None
    assert check({"X_GITLAB_TOKEN": "autre"}) == "not signed"
