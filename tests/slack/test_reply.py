"""How the bot speaks, and how it tries again."""

import time

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from eig_bot.slack.client import PutOffError, SlackClient
from eig_bot.slack.rate_limits import RateLimits
from eig_bot.slack.reply import (
    DeafError,
    direct,
    has_replied,
    post,
    publish,
    put_off_for,
    remove,
    replace,
    respond,
)
from eig_bot.slack.timing import Timing
from eig_bot.slack.views.elements import plain_message
from tests.fake_slack import Call, FakeSlack, names
from tests.waiting import PATIENCE

SAID = plain_message("Arrosez le soir.")
THREAD = "1700000000.000100"


@pytest.fixture
def client(fake: FakeSlack) -> SlackClient:
    return SlackClient("xoxb-fake", fake.url, RateLimits(), Timing(tries=1))


def _last(fake: FakeSlack) -> Call:
    return fake.calls[-1]


# --- in threads


def test_what_is_posted_stands_in_its_thread_and_unfolds_no_link(client: WebClient, fake: FakeSlack) -> None:
    posted = post(client, names.CHANNEL, THREAD, SAID)
    params = _last(fake).params
    assert (params["channel"], params["thread_ts"], params["text"]) == (names.CHANNEL, THREAD, "Arrosez le soir.")
    assert (params["unfurl_links"], params["unfurl_media"]) == (False, False)
    assert posted


def test_what_slack_refuses_is_an_error(client: WebClient, fake: FakeSlack) -> None:
    fake.fail("chat.postMessage", error="is_archived")
    with pytest.raises(SlackApiError, match="is_archived"):
        post(client, names.CHANNEL, None, SAID)


def test_a_person_is_written_to_under_their_id(client: WebClient, fake: FakeSlack) -> None:
    direct(client, names.USER, SAID)
    assert _last(fake).params["channel"] == names.USER


def test_a_reply_in_direct_messages_is_known_again(client: WebClient) -> None:
    post(client, names.DM, THREAD, SAID, to="1700000000.000200")
    assert has_replied(client, names.DM, THREAD, to="1700000000.000200")
    assert not has_replied(client, names.DM, THREAD, to="1700000000.000300")


def test_a_channel_is_not_looked_into(client: WebClient, fake: FakeSlack) -> None:
    assert not has_replied(client, names.CHANNEL, THREAD, to=THREAD)
    assert fake.calls == []


# --- through a response_url


@pytest.mark.parametrize(
    ("speak", "shown_to", "replaces"),
    [(respond, "ephemeral", False), (replace, "ephemeral", True), (publish, "in_channel", False)],
)
def test_a_click_is_answered_to_one_or_to_all(
    client: WebClient, fake: FakeSlack, speak: object, shown_to: str, replaces: bool
) -> None:
    assert callable(speak)
    speak(client, fake.response_url(), SAID)
    params = _last(fake).params
    assert (params["response_type"], params["replace_original"], params["text"]) == (shown_to, replaces, "Arrosez le soir.")


def test_an_answer_can_be_published_in_a_thread(client: WebClient, fake: FakeSlack) -> None:
    publish(client, fake.response_url(), SAID, THREAD)
    assert _last(fake).params["thread_ts"] == THREAD


def test_a_message_that_was_clicked_can_be_taken_away(client: WebClient, fake: FakeSlack) -> None:
    remove(client, fake.response_url())
    assert _last(fake).params == {"delete_original": True}


def test_an_address_that_is_used_up_is_an_error(client: WebClient, fake: FakeSlack) -> None:
    fake.fail("response_url", status=404, error="used_url")
    with pytest.raises(ConnectionError, match="404"):
        respond(client, fake.response_url(), SAID)


def test_one_that_never_answers_is_left_after_some_seconds(client: WebClient, fake: FakeSlack) -> None:
    fake.hold("response_url")
    began = time.monotonic()
    with pytest.raises(DeafError):
        respond(client, fake.response_url(), SAID)
    assert time.monotonic() - began < PATIENCE / 4
    assert len(fake.calls_of("response_url")) == 1
    fake.let_go()


# --- trying again


def test_a_call_is_made_again_as_often_as_was_asked_for(client: WebClient, fake: FakeSlack) -> None:
    fake.fail("chat.postMessage", status=429, headers={"Retry-After": "0"})
    post(client, names.CHANNEL, None, SAID)
    fake.fail("chat.postMessage", status=429, headers={"Retry-After": "0"}, times=2)
    with pytest.raises(SlackApiError):
        post(client, names.CHANNEL, None, SAID)


def test_so_is_an_answer_through_a_response_url(client: WebClient, fake: FakeSlack) -> None:
    fake.fail("response_url", status=429, headers={"Retry-After": "0"})
    respond(client, fake.response_url(), SAID)
    assert len(fake.calls_of("response_url")) == 2


def limited(seconds: float) -> SlackApiError:
    """Return the error of a call that Slack limits."""
    return PutOffError(seconds, answered("ratelimited", 429))


def refused(error: str, status: int = 200) -> SlackApiError:
    return SlackApiError(error, answered(error, status))  # type: ignore[no-untyped-call]  # slack_sdk's errors are not typed


def answered(error: str, status: int) -> SlackResponse:
    return SlackResponse(
        client=None, http_verb="", api_url="", req_args={}, data={"error": error}, headers={}, status_code=status
    )


@pytest.mark.parametrize(
    ("error", "in_direct", "in_channel"),
    [
        (limited(90), 90, 90),
        (refused("token_revoked"), 20, 20),
        (refused("account_inactive"), 20, 20),
        (refused("fatal_error", 503), 20, 20),
        (refused("is_archived"), None, None),
        (ConnectionRefusedError(), 20, 20),
        (TimeoutError(), 20, None),
        (ConnectionResetError(), 20, None),
    ],
)
def test_what_did_not_arrive_and_will_is_posted_again_where_that_says_nothing_twice(
    error: SlackApiError | OSError, in_direct: float | None, in_channel: float | None
) -> None:
    assert (put_off_for(error, names.DM, 20), put_off_for(error, names.CHANNEL, 20)) == (in_direct, in_channel)
