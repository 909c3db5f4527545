"""Requests are posted and replies delivered once, whatever failed or stopped in between."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from eig_bot.journal.requests import Asking, Recipient
from eig_bot.messages import slack as messages
from eig_bot.slack.jobs import requests
from tests.fake_slack import app_home_opened, names
from tests.slack.clicks import read, receive, send
from tests.slack.conftest import TEAM_CHANNEL, TEAM_USER, Bot
from tests.slack.team import REPLY, THREAD, WANTED, delivered, form_of, in_team, reply_form, reply_to, request_of, waiting
from tests.watch import Watch

Start = Callable[..., Bot]
Wait = Callable[[], None]


@pytest.fixture
def wait(watch: Watch) -> Wait:
    """Let so much time pass that another process may try to post or to deliver."""
    return lambda: watch.move(2 * requests.ATTEMPT)


def _run(bot: Bot) -> None:
    requests.run(bot.running)


def test_a_request_that_the_teams_channel_does_not_take_is_kept_and_posted_once_it_does(bot: Bot, wait: Wait) -> None:
    bot.fake.members.discard(TEAM_CHANNEL)
    told = send(bot, form_of(bot), {messages.TEAM_LABEL: WANTED})
    assert messages.TEAM_SENT in read(told)
    wait()
    _run(bot)
    assert in_team(bot) == []
    bot.fake.members.add(TEAM_CHANNEL)
    for _ in range(3):
        wait()
        _run(bot)
    (request,) = in_team(bot)
    reply_to(bot, request)
    assert len(delivered(bot)) == 1


def test_a_request_that_slack_refused_once_is_posted_by_a_later_run_and_not_by_one_at_once(bot: Bot, wait: Wait) -> None:
    opened = form_of(bot)
    bot.fake.fail("chat.postMessage", error="fatal_error")
    send(bot, opened, {messages.TEAM_LABEL: WANTED})
    _run(bot)
    assert in_team(bot) == []
    wait()
    _run(bot)
    assert len(in_team(bot)) == 1


def test_a_bot_that_stopped_between_keeping_and_posting_posts_when_it_starts_again(bot: Bot, start: Start) -> None:
    bot.service.journal.requests.add(Asking("0" * 32, WANTED, Recipient(names.USER)))
    again = start(bot.responder)
    _run(again)
    _run(again)
    (request,) = in_team(again)
    reply_to(again, request)
    assert len(delivered(again)) == 1


@pytest.mark.parametrize(("error", "times"), [("account_inactive", 1), ("user_not_found", 1), ("channel_not_found", 2)])
def test_the_team_is_told_once_when_the_asker_has_left_and_nothing_of_them_is_kept(
    bot: Bot, wait: Wait, error: str, times: int
) -> None:
    opened = reply_form(bot, request_of(bot))
    (kept,) = waiting(bot)
    bot.fake.fail("chat.postMessage", error=error, times=times)
    send(bot, opened, {messages.REPLY_LABEL: REPLY}, user=TEAM_USER)
    wait()
    _run(bot)
    (_, told) = in_team(bot)
    assert (read(told), told.params["thread_ts"]) == (messages.NOT_DELIVERED, kept.team_ts)
    assert delivered(bot) == []
    assert list(bot.service.journal.requests.undelivered()) == []
    found = bot.service.journal.requests.find(kept.id)
    assert found
    assert (found.recipient, found.reply) == (None, None)


def test_a_reply_that_slack_refused_once_is_delivered_by_a_later_run_once(bot: Bot, wait: Wait) -> None:
    opened = reply_form(bot, request_of(bot))
    bot.fake.fail("chat.postMessage", error="fatal_error")
    send(bot, opened, {messages.REPLY_LABEL: REPLY}, user=TEAM_USER)
    assert delivered(bot) == []
    for _ in range(3):
        wait()
        _run(bot)
    assert len(delivered(bot)) == 1


def test_a_bot_that_started_again_between_the_request_and_the_reply_delivers_it(bot: Bot, start: Start) -> None:
    request = request_of(bot)
    again = start(bot.responder)
    reply_to(again, request)
    (reply,) = delivered(again)
    assert (reply.params["channel"], reply.params["thread_ts"]) == (names.DM, THREAD)


def test_a_bot_that_stopped_between_the_reply_and_its_delivery_delivers_when_it_starts_again(bot: Bot, start: Start) -> None:
    request_of(bot)
    (kept,) = waiting(bot)
    bot.service.journal.requests.answer(kept.id, TEAM_USER, REPLY)
    again = start(bot.responder)
    _run(again)
    _run(again)
    (reply,) = delivered(again)
    assert (reply.params["thread_ts"], REPLY in read(reply)) == (THREAD, True)


def test_a_request_that_has_its_reply_is_no_longer_posted(bot: Bot, wait: Wait) -> None:
    bot.fake.members.discard(TEAM_CHANNEL)
    send(bot, form_of(bot), {messages.TEAM_LABEL: WANTED})
    (home,) = receive(bot, app_home_opened(user=TEAM_USER))
    reply_to(bot, home)
    assert len(delivered(bot)) == 1
    bot.fake.members.add(TEAM_CHANNEL)
    wait()
    _run(bot)
    assert in_team(bot) == []


def test_a_request_that_slack_refuses_holds_up_no_other(bot: Bot) -> None:
    for text in ("un", "deux"):
        bot.service.journal.requests.add(Asking(text * 8, text, Recipient(names.USER)))
    bot.fake.fail("chat.postMessage", error="invalid_blocks")
    _run(bot)
    assert [read(call).count("deux") for call in in_team(bot)] == [1]


def test_two_bots_on_one_journal_post_a_request_and_deliver_a_reply_once(bot: Bot, start: Start) -> None:
    for text in ("un", "deux"):
        bot.service.journal.requests.add(Asking(text * 8, text, Recipient(names.USER)))
    bot.service.journal.requests.answer("deux" * 8, TEAM_USER, REPLY)
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(_run, (bot, start(bot.responder))))
    assert ["un" in read(call).split("\n") for call in in_team(bot)].count(True) == 1
    assert len(delivered(bot)) == 1


def test_a_request_and_a_reply_that_slack_limits_are_posted_and_delivered_once_that_is_over(bot: Bot, watch: Watch) -> None:
    for channel in (TEAM_CHANNEL, names.USER):
        bot.fake.limit(channel, "3600")
    for text in ("un", "deux"):
        bot.service.journal.requests.add(Asking(text * 8, text, Recipient(names.USER)))
    bot.service.journal.requests.answer("deux" * 8, TEAM_USER, REPLY)
    for _ in range(5):
        _run(bot)
        watch.move(2 * requests.ATTEMPT)
    assert (in_team(bot), len(bot.fake.calls_of("chat.postMessage"))) == ([], 2)
    for channel in (TEAM_CHANNEL, names.USER):
        bot.fake.unlimit(channel)
    watch.move(timedelta(hours=1))
    for _ in range(2):
        _run(bot)
    assert (len(in_team(bot)), len(delivered(bot))) == (1, 1)
