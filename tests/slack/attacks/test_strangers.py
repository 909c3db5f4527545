"""Whoever does not have the secret gets a 401 and has no other effect: no call, no row, no file, no word in the log."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.fake_slack import Payload, as_http, block_action, dm, posted_message, slash, view_submission
from tests.slack.attacks.conftest import ANSWER, QUESTION, Door
from tests.slack.process import SECRET

TIMESTAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
TIMESTAMPS = {
    "letters": "abc",
    "empty": "",
    "exponent": "1e9",
    "long": "9" * 400,
    "negative": "-1",
    "other digits": "٣٣٣".encode().decode("latin-1"),
    "superscript": "²³",
    "NaN": "nan",
    "spaces": "1 700 000 000",
    "underscores": "1_700_000_000",
    "point": "1700000000.5",
}
SIGNATURES = {
    "accent": "v0=é",
    "accents": "é" * 64,
    "empty": "",
    "nothing behind": "v0=",
    "another version": "v1=" + "0" * 64,
    "control": "\x80",
    "zeros": "v0=" + "0" * 64,
    "long": "v0=" + "0" * 4_000,
}
ELSEWHERE = [
    ("/", "POST"),
    ("/slack/events/", "POST"),
    ("//slack/events", "POST"),
    ("/slack/events?x=1", "POST"),
    ("/slack/events", "PUT"),
    ("/slack/events", "GET"),
    ("/healthz", "POST"),
]
"""Other addresses and methods than Slack's."""


class Relay:
    """A server that a stranger would like the bot to call; it never answers."""

    def __init__(self) -> None:
        self.called: list[str] = []
        relay = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                relay.called.append(self.path)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the standard library
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.002,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/commands/T/1/x"


@pytest.fixture
def relay() -> Iterator[Relay]:
    found = Relay()
    yield found
    found.server.shutdown()
    found.server.server_close()


def forged(payload: Payload, **changed: str) -> tuple[bytes, dict[str, str]]:
    """Return a request of somebody who has another secret, with other headers in the place of some."""
    body, headers = as_http(payload, "another secret")
    return body, headers | {name.replace("_", "-"): value for name, value in changed.items()}


def all_kinds(url: str) -> list[Payload]:
    """Return one payload of each kind that makes the bot speak."""
    return [
        dm(QUESTION),
        slash("/eig", QUESTION, response_url=url),
        block_action({"action_id": "share", "value": "- -"}, message=posted_message(), response_url=url),
        view_submission("ask_form", {"text": {"text": QUESTION}}),
    ]


@pytest.mark.parametrize("timestamp", TIMESTAMPS.values(), ids=TIMESTAMPS)
def test_a_timestamp_that_is_none_is_refused(door: Door, timestamp: str) -> None:
    before = door.trace()
    assert door.process.post_raw(*forged(dm(QUESTION), X_Slack_Request_Timestamp=timestamp)) == 401
    assert door.trace() == before


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=SIGNATURES)
def test_a_signature_that_is_none_is_refused(door: Door, signature: str) -> None:
    before = door.trace()
    assert door.process.post_raw(*forged(dm(QUESTION), X_Slack_Signature=signature)) == 401
    assert door.trace() == before


@pytest.mark.parametrize("name", [SIGNATURE, TIMESTAMP])
def test_without_one_of_the_two_headers_nobody_gets_in(door: Door, name: str) -> None:
    before = door.trace()
    body, headers = as_http(dm(QUESTION), SECRET)
    assert door.process.post_raw(body, {key: value for key, value in headers.items() if key != name}) == 401
    assert door.trace() == before


@pytest.mark.parametrize("seconds", [-600, -301, 360, 86_400])
def test_what_was_signed_at_another_time_is_refused(door: Door, seconds: int) -> None:
    before = door.trace()
    assert door.process.post_raw(*as_http(dm(QUESTION), SECRET, timestamp=int(time.time()) + seconds)) == 401
    assert door.trace() == before


def test_a_signature_holds_for_one_body_alone(door: Door) -> None:
    before = door.trace()
    _, headers = as_http(dm(QUESTION), SECRET)
    assert door.process.post_raw(json.dumps(dm("autre chose")).encode(), headers) == 401
    assert door.trace() == before


def test_no_kind_of_request_has_an_effect_or_calls_an_address_of_its_sender(door: Door, relay: Relay) -> None:
    before = door.trace()
    for payload in all_kinds(relay.url):
        for changed in ({"X_Slack_Request_Timestamp": "abc"}, {"X_Slack_Signature": "v0=é"}, {}):
            assert door.process.post_raw(*forged(payload, **changed)) == 401
    assert door.works()
    assert relay.called == []
    assert (door.trace()[1]["requests"], door.spooled()) == (before[1]["requests"], [])


@pytest.mark.parametrize(("path", "method"), ELSEWHERE)
def test_no_other_address_or_method_is_a_way_in(door: Door, path: str, method: str) -> None:
    before = door.trace()
    for changed in ({"X_Slack_Request_Timestamp": "abc"}, {}):
        assert door.process.post_raw(*forged(dm(QUESTION), **changed), path=path, method=method) == 401
    assert door.trace() == before


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"{", b"payload={", b"ssl_check=1", b'{"type":"url_verification","challenge":"x"}']
)
def test_nothing_is_read_before_it_is_proven(door: Door, body: bytes) -> None:
    before = door.trace()
    for kind in ("application/json", "application/x-www-form-urlencoded", "text/é", ""):
        assert (
            door.process.post_raw(body, {"Content-Type": kind, TIMESTAMP: str(int(time.time())), SIGNATURE: "v0=" + "0" * 64})
            == 401
        )
    assert door.trace() == before


def test_what_is_refused_is_logged_without_its_content(door: Door) -> None:
    assert door.process.post_raw(*forged(dm("zibeline"), X_Slack_Request_Timestamp="zibeline")) == 401
    assert (
        door.process.post_raw(*forged(dm("zibeline"), X_Slack_Signature="v0=zibeline", zibeline="x"), path="/zibeline") == 401
    )
    assert door.works()
    assert "request refused" in door.process.log
    assert "zibeline" not in door.process.log
    assert "Traceback" not in door.process.log


def test_an_event_id_that_a_stranger_sent_can_still_be_answered(door: Door) -> None:
    question = dm(QUESTION)
    assert door.process.post_raw(*forged(question, X_Slack_Request_Timestamp="abc")) == 401
    assert ANSWER in door.ask(question)


# --- with the secret


def share(url: str) -> Payload:
    return block_action({"action_id": "share", "value": "- call_status"}, message=posted_message(), response_url=url)


@pytest.mark.parametrize("kind", [lambda url: slash("/eig", QUESTION, response_url=url), share], ids=["command", "click"])
def test_even_what_is_signed_cannot_make_the_bot_call_another_host_than_slacks(
    door: Door, relay: Relay, kind: Callable[[str], Payload]
) -> None:
    assert door.send(kind(relay.url)) < 500
    assert door.works()
    assert relay.called == []
    assert relay.url not in door.process.log
