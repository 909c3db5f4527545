"""Background jobs as a whole: each file is one, they begin at once, go on, and fail alone."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest

from eig_bot.answers.live import LiveResponder
from eig_bot.background import BackgroundJob
from eig_bot.journal.requests import Asking, Recipient
from eig_bot.slack.jobs import PERIOD, background_jobs
from tests.fake_slack import names
from tests.slack.clicks import asked, lose_journal
from tests.slack.conftest import TEAM_CHANNEL, Bot

LONG = 3_600.0
"""Seconds that no test waits for."""


@contextmanager
def _at_work(bot: Bot, period: float) -> Iterator[tuple[BackgroundJob, ...]]:
    """Let the jobs run until the block ends."""
    jobs = background_jobs(bot.running, period)
    for job in jobs:
        job.start()
    yield jobs
    for job in jobs:
        job.close()


def _leave_request(bot: Bot, text: str) -> None:
    """Keep a request as a bot does that stops before it has posted it."""
    bot.service.journal.requests.add(Asking(f"{text:0>32}", text, Recipient(names.USER)))


def _run_each(bot: Bot) -> None:
    for job in background_jobs(bot.running):
        job.run_once()


def test_the_first_run_is_made_at_once(bot: Bot) -> None:
    _leave_request(bot, "un")
    with _at_work(bot, LONG):
        (posted,) = bot.fake.wait_for("chat.postMessage")
    assert posted.params["channel"] == TEAM_CHANNEL


def test_the_others_follow_until_the_end(bot: Bot) -> None:
    began = time.monotonic()
    with _at_work(bot, 0.01):
        for number, text in enumerate(("un", "deux", "trois"), 1):
            _leave_request(bot, text)
            bot.fake.wait_for("chat.postMessage", number)
    assert time.monotonic() - began < 2 * PERIOD


def test_what_has_changed_is_seen_at_once_by_jobs_that_are_woken(bot: Bot) -> None:
    _leave_request(bot, "un")
    with _at_work(bot, LONG) as jobs:
        bot.fake.wait_for("chat.postMessage")
        _leave_request(bot, "deux")
        for job in jobs:
            job.wake()
        bot.fake.wait_for("chat.postMessage", 2)


def test_what_fails_in_one_stops_no_other_and_leaves_nothing_of_it_in_the_log(
    start: Callable[..., Bot], shared_responder: LiveResponder, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> datetime:
        raise RuntimeError("zibeline")

    bot = start(shared_responder, clock=broken)
    _leave_request(bot, "zibeline")
    _run_each(bot)
    assert [call.params["channel"] for call in bot.posted()] == [TEAM_CHANNEL]
    assert {record.message for record in caplog.records if record.levelno == logging.ERROR} == {"background job failed"}
    assert not any("zibeline" in str(record.__dict__) for record in caplog.records)


def test_jobs_survive_a_journal_out_of_reach(bot: Bot) -> None:
    lose_journal(bot)
    _run_each(bot)
    assert "50 à 200 m²" in asked(bot, "qui prête une parcelle ?").params["text"]
