"""How the bot calls Slack: again where that helps, never for long, and not at all while Slack limits what it is about."""

import time
from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError

from eig_bot.slack.client import PAUSE, PutOffError, SlackClient
from eig_bot.slack.rate_limits import Limited, RateLimits
from eig_bot.slack.timing import Timing
from tests.fake_slack import FakeSlack, names
from tests.slack.conftest import NOWHERE
from tests.waiting import PATIENCE
from tests.watch import Watch

HOUR = {"Retry-After": "3600"}
NOW = {"Retry-After": "0"}


@pytest.fixture
def client(fake: FakeSlack, watch: Watch) -> SlackClient:
    return SlackClient("xoxb-fake", fake.url, RateLimits(now=watch.seconds), Timing(tries=2))


def say(client: SlackClient, channel: str = names.CHANNEL) -> object:
    return client.chat_postMessage(channel=channel, text="Arrosez le soir.", unfurl_links=False, unfurl_media=False)


def calls(fake: FakeSlack) -> int:
    return len(fake.calls_of("chat.postMessage"))


# --- limits


def test_a_limit_that_is_over_is_no_error(client: SlackClient, fake: FakeSlack) -> None:
    fake.fail("chat.postMessage", status=429, headers=NOW, times=2)
    say(client)
    assert calls(fake) == 3


def test_a_limit_that_never_ends_is_tried_a_few_times_and_then_a_little_later(client: SlackClient, fake: FakeSlack) -> None:
    fake.fail("chat.postMessage", status=429, headers=NOW, times=9)
    with pytest.raises(PutOffError) as raised:
        say(client)
    assert (calls(fake), raised.value.seconds) == (3, PAUSE)


def test_a_call_that_must_wait_for_long_is_put_off_with_the_time_that_slack_names(client: SlackClient, fake: FakeSlack) -> None:
    fake.fail("chat.postMessage", status=429, headers=HOUR)
    with pytest.raises(PutOffError) as raised:
        say(client)
    assert raised.value.seconds == pytest.approx(3_600, abs=PATIENCE)
    assert raised.value.response["error"] == "ratelimited"


def test_slack_is_not_asked_again_about_that_channel_until_then(client: SlackClient, fake: FakeSlack, watch: Watch) -> None:
    fake.fail("chat.postMessage", status=429, headers=HOUR)
    for _ in range(3):
        with pytest.raises(PutOffError):
            say(client)
    assert calls(fake) == 1
    say(client, names.DM)
    watch.move(timedelta(hours=1))
    say(client)
    assert calls(fake) == 3


def test_all_that_call_for_the_bot_know_the_limit(client: SlackClient, fake: FakeSlack) -> None:
    fake.fail("chat.postMessage", status=429, headers=HOUR)
    for one in (client, client.at_once()):
        with pytest.raises(PutOffError):
            say(one)
    assert calls(fake) == 1


def test_a_client_that_puts_all_off_waits_not_even_for_a_second(client: SlackClient, fake: FakeSlack) -> None:
    fake.fail("chat.postMessage", status=429, headers={"Retry-After": "1"})
    with pytest.raises(PutOffError):
        say(client.at_once())
    assert calls(fake) == 1


@pytest.mark.parametrize("method", ["views.publish", "conversations.replies"])
def test_what_a_form_or_a_query_is_about_is_known_as_well(client: SlackClient, fake: FakeSlack, method: str) -> None:
    arguments = {"channel": names.DM, "ts": "1700000000.000100"} if method == "conversations.replies" else {}
    fake.fail(method, status=429, headers=HOUR)
    with pytest.raises(PutOffError):
        client.api_call(method, params=arguments)
    what = Limited(names.DM, is_channel=True) if arguments else Limited(method, is_channel=False)
    assert client.limits.left(what) > 0


# --- what fails


def test_a_server_error_is_tried_again(client: SlackClient, fake: FakeSlack) -> None:
    fake.fail("chat.postMessage", status=503)
    say(client)
    assert calls(fake) == 2


def test_one_that_comes_too_late_is_not(fake: FakeSlack) -> None:
    hurried = SlackClient("xoxb-fake", fake.url, RateLimits(), Timing(tries_end=0))
    fake.fail("chat.postMessage", status=503)
    with pytest.raises(SlackApiError):
        say(hurried)
    assert calls(fake) == 1


def test_what_slack_refuses_is_not(client: SlackClient, fake: FakeSlack) -> None:
    fake.fail("chat.postMessage", error="is_archived", times=2)
    with pytest.raises(SlackApiError, match="is_archived"):
        say(client)
    assert calls(fake) == 1


def test_nobody_at_the_address_is_tried_again_and_an_error_of_the_network(watch: Watch) -> None:
    nobody = SlackClient("xoxb-fake", NOWHERE, RateLimits(now=watch.seconds), Timing(tries=0))
    with pytest.raises(OSError, match="refused"):
        say(nobody)


def test_a_slack_that_hangs_is_left_after_a_while_and_not_asked_again(fake: FakeSlack, watch: Watch) -> None:
    hurried = SlackClient("xoxb-fake", fake.url, RateLimits(now=watch.seconds), Timing(call=1))
    fake.hold("chat.postMessage")
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        say(hurried)
    assert time.monotonic() - began < PATIENCE / 4
    assert calls(fake) == 1
    fake.let_go()


@pytest.mark.parametrize("body", ["{", '{"ok": tr', "{}{}"])
def test_an_answer_that_cannot_be_read_is_an_error_of_the_network(client: SlackClient, fake: FakeSlack, body: str) -> None:
    fake.garble("chat.postMessage", body)
    with pytest.raises(ConnectionError, match="cannot be read"):
        say(client)
