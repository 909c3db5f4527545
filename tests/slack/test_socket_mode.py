"""Socket Mode: what comes through the socket reaches the listeners, from the first connection to the last."""

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from eig_bot.slack.socket_mode import SocketModeReceiver
from tests.fake_slack import FakeSlack, Payload, dm
from tests.waiting import wait_until


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def receiver(fake: FakeSlack, heard: list[str]) -> SocketModeReceiver:
    app = App(client=WebClient("xoxb-fake", base_url=fake.url), token_verification_enabled=False)

    @app.event("message")
    def hear(event: Payload) -> None:
        heard.append(event["text"])

    return SocketModeReceiver(app, "xapp-fake")


def test_what_comes_through_the_socket_is_heard(receiver: SocketModeReceiver, fake: FakeSlack, heard: list[str]) -> None:
    receiver.connect()
    fake.socket().wait_for_ack(fake.socket().send("events_api", dm("arroser")))
    wait_until(lambda: heard == ["arroser"])
    receiver.close()


def test_it_is_a_problem_not_to_be_connected(receiver: SocketModeReceiver) -> None:
    assert receiver.problem() == "not connected to Slack"
    receiver.connect()
    assert receiver.problem() is None
    receiver.close()
    assert receiver.problem() == "not connected to Slack"


def test_a_token_that_slack_refuses_is_an_error(receiver: SocketModeReceiver, fake: FakeSlack) -> None:
    fake.fail("apps.connections.open", error="invalid_auth")
    with pytest.raises(SlackApiError, match="invalid_auth"):
        receiver.connect()


def test_nothing_of_it_comes_to_the_port(receiver: SocketModeReceiver) -> None:
    assert (receiver.mode, receiver.events) == ("socket", None)
