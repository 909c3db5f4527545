"""HTTP mode: what Slack has signed reaches the listeners, nothing else does."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from eig_bot.slack.ack_priority import AckPriority
from eig_bot.slack.http_mode import PATH, HttpReceiver
from eig_bot.slack.verification import Verification
from tests.fake_slack import FakeSlack, Payload, as_http, dm
from tests.slack.wsgi import posted

SECRET = "signing-secret"


@pytest.fixture
def heard() -> list[str]:
    return []


class Arriving(AckPriority):
    """Tells whether answers give way at the moment."""

    is_held = False

    @contextmanager
    def arriving(self) -> Iterator[None]:
        with super().arriving():
            self.is_held = True
            yield
            self.is_held = False


@pytest.fixture
def ack_priority() -> Arriving:
    return Arriving()


@pytest.fixture
def receiver(fake: FakeSlack, heard: list[str], ack_priority: Arriving) -> HttpReceiver:
    client = WebClient("xoxb-fake", base_url=fake.url)
    app = App(client=client, request_verification_enabled=False, token_verification_enabled=False, process_before_response=True)

    @app.event("message")
    def hear(event: Payload) -> None:
        heard.append(event["text"])

    return HttpReceiver(app, Verification(SECRET), ack_priority)


def test_what_slack_has_signed_is_heard(receiver: HttpReceiver, heard: list[str]) -> None:
    assert posted(receiver, dm("arroser"), SECRET) == 200
    assert heard == ["arroser"]


def test_what_is_signed_by_others_or_long_ago_or_sent_elsewhere_is_not(receiver: HttpReceiver, heard: list[str]) -> None:
    found = [
        posted(receiver, dm("arroser"), "another-secret"),
        posted(receiver, dm("arroser"), SECRET, age=600),
        posted(receiver, dm("arroser"), SECRET, path="/ailleurs"),
    ]
    assert (found, heard) == ([401, 401, 404], [])


def test_answers_give_way_until_the_acknowledgement_was_sent(receiver: HttpReceiver, ack_priority: Arriving) -> None:
    body, headers = as_http(dm("arroser"), SECRET)
    named = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    about = {"REQUEST_METHOD": "POST", "PATH_INFO": PATH, "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}
    while_sent: list[bool] = []

    def start(*_about: object) -> Callable[[bytes], None]:
        return lambda _body: while_sent.append(ack_priority.is_held)

    assert receiver.events
    assert list(receiver.events({**about, **named}, start)) == []
    assert (while_sent, ack_priority.is_held) == ([True], False)


def test_there_is_no_connection_to_lose(receiver: HttpReceiver) -> None:
    receiver.connect()
    receiver.close()
    assert (receiver.mode, receiver.problem()) == ("http", None)
