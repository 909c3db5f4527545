"""The line that says that the bot is at work: where an answer is long in coming, and never after it."""

import threading
from collections.abc import Callable
from datetime import datetime

import pytest

from eig_bot.answers.live import LiveResponder
from eig_bot.messages import slack as messages
from eig_bot.slack.client import SlackClient
from eig_bot.slack.rate_limits import RateLimits
from eig_bot.slack.status_line import status_line
from eig_bot.slack.timing import Timing
from tests.fake_slack import FakeSlack, dm, names
from tests.slack.conftest import NOWHERE, Bot
from tests.waiting import PATIENCE, wait_until

STATUS = "assistant.threads.setStatus"
THREAD = "1700000000.000100"
AT_ONCE = Timing(status=0)


def client(url: str, timing: Timing = AT_ONCE) -> SlackClient:
    return SlackClient("xoxb-fake", url, RateLimits(), timing)


def timers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]


def test_it_shows_what_the_bot_is_at_while_it_is(fake: FakeSlack) -> None:
    with status_line(client(fake.url), names.DM, THREAD, "cherche…"):
        (shown,) = fake.wait_for(STATUS)
    assert shown.params == {"channel_id": names.DM, "thread_ts": THREAD, "status": "cherche…"}


def test_what_is_done_soon_asks_slack_for_none(fake: FakeSlack) -> None:
    with status_line(client(fake.url, Timing(status=PATIENCE)), names.DM, THREAD, "cherche…"):
        pass
    assert (timers(), fake.calls) == ([], [])


def test_nothing_is_said_while_one_is_on_its_way_since_it_would_stay_below_it(fake: FakeSlack) -> None:
    fake.delay(STATUS, 0.2)
    with status_line(client(fake.url), names.DM, THREAD, "cherche…"):
        fake.wait_for(STATUS)
    assert timers() == []


def test_one_that_slack_refuses_is_not_tried_again(fake: FakeSlack) -> None:
    fake.fail(STATUS, status=429, headers={"Retry-After": "0"}, times=2)
    with status_line(client(fake.url), names.DM, THREAD, "cherche…"):
        fake.wait_for(STATUS)
    assert len(fake.calls_of(STATUS)) == 1


def test_nor_is_one_that_reaches_nobody(caplog: pytest.LogCaptureFixture) -> None:
    with status_line(client(NOWHERE), names.DM, THREAD, "cherche…"):
        wait_until(lambda: timers() == [])
    assert [record.name for record in caplog.records] == ["slack_sdk.web.base_client"]


def test_a_slack_that_hangs_holds_an_answer_up_for_a_moment_only(fake: FakeSlack) -> None:
    fake.hold(STATUS)
    with status_line(client(fake.url, Timing(status=0, status_call=1)), names.DM, THREAD, "cherche…"):
        fake.wait_for(STATUS)
    assert timers() == []
    fake.let_go()


# --- on the way to an answer


@pytest.fixture
def slow(start: Callable[..., Bot], shared_responder: LiveResponder) -> Bot:
    """A bot that answers only once Slack was asked for the line."""
    bot = start(shared_responder, timing=AT_ONCE)
    clock = bot.service.clock

    def once_it_is_shown() -> datetime:
        bot.fake.wait_for(STATUS)
        return clock()

    bot.service.clock = once_it_is_shown
    return bot


def test_who_waits_for_an_answer_sees_that_the_bot_is_at_work(slow: Bot) -> None:
    slow.receive(dm("qui prête une parcelle ?", ts=THREAD))
    status, answer = slow.fake.calls
    assert (status.method, status.params["thread_ts"], status.params["status"]) == (STATUS, THREAD, messages.SEARCHING)
    assert (answer.method, answer.params["thread_ts"]) == ("chat.postMessage", THREAD)


def test_a_workspace_without_the_line_gets_its_answer(slow: Bot) -> None:
    slow.fake.removed_methods.add(STATUS)
    slow.receive(dm("qui prête une parcelle ?"))
    assert "50 à 200 m²" in slow.posted()[0].params["text"]


def test_a_line_that_fails_costs_nothing_but_itself(slow: Bot) -> None:
    slow.fake.fail(STATUS, error="internal_error")
    slow.receive(dm("qui prête une parcelle ?"))
    assert len(slow.posted()) == 1
