"""HTTP mode: what Slack has signed reaches the listeners, nothing else does."""

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from eig_bot.slack.ack_priority import AckPriority
from eig_bot.slack.http_mode import HttpReceiver
from eig_bot.slack.verification import Verification
from tests.fake_slack import FakeSlack, Payload, dm
from tests.slack.wsgi import posted

SECRET = "signing-secret"


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def receiver(fake: FakeSlack, heard: list[str]) -> HttpReceiver:
    client = WebClient("xoxb-fake", base_url=fake.url)
    app = App(client=client, request_verification_enabled=False, token_verification_enabled=False, process_before_response=True)

    @app.event("message")
    def hear(event: Payload) -> None:
        heard.append(event["text"])

    return HttpReceiver(app, Verification(SECRET), AckPriority())


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


def test_there_is_no_connection_to_lose(receiver: HttpReceiver) -> None:
    receiver.connect()
    receiver.close()
    assert (receiver.mode, receiver.problem()) == ("http", None)
