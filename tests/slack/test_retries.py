"""Which calls that failed surely did not arrive, and may be made again without saying anything twice."""

import errno
import socket
import urllib.error

import pytest

from eig_bot.slack.client import SlackClient
from eig_bot.slack.rate_limits import RateLimits
from eig_bot.slack.reply import respond
from eig_bot.slack.retries import was_not_sent
from eig_bot.slack.timing import Timing
from eig_bot.slack.views.elements import plain_message
from tests.fake_slack import FakeSlack, names


@pytest.fixture
def client(fake: FakeSlack) -> SlackClient:
    return SlackClient("xoxb-fake", fake.url, RateLimits(), Timing(tries=2))


@pytest.mark.parametrize(
    ("error", "is_sure"),
    [
        (ConnectionRefusedError(), True),
        (urllib.error.URLError(ConnectionRefusedError()), True),
        (urllib.error.URLError(socket.gaierror()), True),
        (urllib.error.URLError(OSError(errno.ENETUNREACH, "")), True),
        (TimeoutError(), False),
        (urllib.error.URLError(TimeoutError()), False),
        (ConnectionResetError(), False),
    ],
)
def test_what_surely_was_not_sent_is_told_from_what_may_have_been(error: OSError, is_sure: bool) -> None:
    assert was_not_sent(error) is is_sure


def test_a_message_whose_answer_was_lost_is_not_posted_again(client: SlackClient, fake: FakeSlack) -> None:
    fake.lose_answers("chat.postMessage")
    with pytest.raises(ConnectionError):
        client.chat_postMessage(channel=names.DM, text="Arrosez le soir.", unfurl_links=False, unfurl_media=False)
    assert len(fake.calls_of("chat.postMessage")) == 1


def test_nor_is_one_through_a_response_url(client: SlackClient, fake: FakeSlack) -> None:
    fake.lose_answers("response_url")
    with pytest.raises(ConnectionError):
        respond(client, fake.response_url(), plain_message("Arrosez le soir."))
    assert len(fake.calls_of("response_url")) == 1


def test_what_says_nothing_is_called_again(client: SlackClient, fake: FakeSlack) -> None:
    fake.lose_answers("auth.test")
    assert client.auth_test()["ok"]
    assert len(fake.calls_of("auth.test")) == 2
