"""Socket Mode: what comes through the socket reaches the listeners, from the first connection to the last."""

from collections.abc import Iterator

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from eig_bot.slack.socket_mode import SocketModeReceiver
from eig_bot.slack.timing import Timing
from tests.fake_slack import FakeSlack, Payload, dm
from tests.waiting import wait_until

OFTEN = Timing(ping=0.1, silence=0.25)


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def receiver(fake: FakeSlack, heard: list[str]) -> Iterator[SocketModeReceiver]:
    app = App(client=WebClient("xoxb-fake", base_url=fake.url), token_verification_enabled=False)

    @app.event("message")
    def hear(event: Payload) -> None:
        heard.append(event["text"])

    receiver = SocketModeReceiver(app, "xapp-fake", timing=OFTEN)
    yield receiver
    receiver.close()


def connect(receiver: SocketModeReceiver, fake: FakeSlack) -> None:
    """Open a socket, and wait until both sides know of it."""
    receiver.connect()
    fake.socket().wait_until_connected()


def test_what_comes_through_the_socket_is_heard(receiver: SocketModeReceiver, fake: FakeSlack, heard: list[str]) -> None:
    receiver.connect()
    fake.socket().wait_for_ack(fake.socket().send("events_api", dm("arroser")))
    wait_until(lambda: heard == ["arroser"])


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


@pytest.mark.parametrize(
    ("error", "why"), [("fatal_error", "Slack answers fatal_error"), ("<html>", "Slack answers with the status 200")]
)
def test_why_slack_gives_no_address_is_told_until_it_does(
    receiver: SocketModeReceiver, fake: FakeSlack, error: str, why: str
) -> None:
    connect(receiver, fake)
    fake.fail("apps.connections.open", error=error, times=3)
    fake.socket().hang_up()
    wait_until(lambda: receiver.problem() == f"not connected to Slack: {why}", every=0.001)
    wait_until(lambda: receiver.problem() is None)


def test_a_token_that_is_taken_no_more_is_told_for_good_and_not_shown_again(
    receiver: SocketModeReceiver, fake: FakeSlack
) -> None:
    connect(receiver, fake)
    fake.revoke("xapp-fake")
    fake.socket().hang_up()
    why = "Slack refuses SLACK_APP_TOKEN (token_revoked): set a new one and start again"
    wait_until(lambda: receiver.problem() == f"not connected to Slack: {why}")
    shown = len(fake.calls_of("apps.connections.open"))
    fake.restore("xapp-fake")
    with pytest.raises(SlackApiError):
        receiver._client.connect_to_new_endpoint()
    assert len(fake.calls_of("apps.connections.open")) == shown


def test_one_that_is_refused_while_the_socket_is_still_open_is_told_as_well(
    receiver: SocketModeReceiver, fake: FakeSlack
) -> None:
    connect(receiver, fake)
    fake.revoke("xapp-fake")
    fake.socket().disconnect()
    wait_until(lambda: str(receiver.problem()).startswith("Slack refuses SLACK_APP_TOKEN"))


def test_a_limit_of_an_hour_is_not_slept_away(receiver: SocketModeReceiver, fake: FakeSlack) -> None:
    connect(receiver, fake)
    fake.fail("apps.connections.open", status=429, headers={"Retry-After": "3600"})
    fake.socket().hang_up()
    fake.socket().wait_until_connected(2)
    wait_until(lambda: receiver.problem() is None)


def test_a_socket_is_silent_when_nobody_answers_its_pings_and_another_is_opened(
    receiver: SocketModeReceiver, fake: FakeSlack, heard: list[str]
) -> None:
    line = fake.socket().line()
    connect(receiver, fake)
    line.die()
    wait_until(lambda: str(receiver.problem()).startswith("Slack has been silent for"))
    line.revive()
    wait_until(lambda: receiver.problem() is None)
    fake.socket().send("events_api", dm("arroser"))
    wait_until(lambda: heard == ["arroser"])
