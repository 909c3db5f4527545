"""Rounds: what the bot does without being asked, all of it in each round, whatever fails in a part."""

import logging
import threading
from datetime import datetime, timedelta

import pytest

from eig_bot.journal.requests import Asking, Recipient
from eig_bot.messages import slack as messages
from eig_bot.slack.jobs import rounds
from eig_bot.slack.jobs.rounds import Rounds
from tests.fake_slack import names
from tests.garden import at
from tests.slack.clicks import asked, click, commanded, lose_journal, read
from tests.slack.conftest import TEAM_CHANNEL, Bot
from tests.watch import Watch

TUESDAY = at("2030-01-08T09:00")
"""A call has opened the day before, and no digest is due."""


def _rounds(bot: Bot) -> Rounds:
    return Rounds(bot.service, bot.app, bot.deduplicator)


def _leave_request(bot: Bot, text: str) -> None:
    """Keep a request as a bot does that stops before it has posted it."""
    bot.service.journal.requests.add(Asking(f"{text:0>32}", text, Recipient(names.USER)))


def _follow(bot: Bot) -> None:
    bot.service.clock = lambda: TUESDAY - timedelta(days=7)
    click(bot, commanded(bot, "/eig-statut"), messages.FOLLOW)


def _channels(bot: Bot) -> list[str]:
    return [call.params["channel"] for call in bot.posted()]


def test_a_round_tells_posts_and_deletes_what_is_kept_too_long(bot: Bot, watch: Watch) -> None:
    _follow(bot)
    _leave_request(bot, "une demande")
    commanded(bot, "/eig", "qui prête une parcelle ?")
    bot.service.clock = lambda: TUESDAY
    _rounds(bot).make()
    assert sorted(_channels(bot)) == [TEAM_CHANNEL, names.USER]
    assert "1 question" in read(commanded(bot, "/eig", "oublier")).replace("\u00a0", " ")

    watch.move(bot.service.retention + timedelta(days=1))
    _rounds(bot).make()
    kept = read(commanded(bot, "/eig", "oublier"))
    assert kept.split("\n")[0] == messages.kept(0, 0, 0, is_subscribed=True)


def test_what_fails_in_a_part_of_a_round_stops_no_other_part(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    _leave_request(bot, "zibeline")

    def broken() -> datetime:
        raise RuntimeError("zibeline")

    bot.service.clock = broken
    _rounds(bot).make()
    assert _channels(bot) == [TEAM_CHANNEL]
    assert {record.message for record in caplog.records if record.levelno == logging.ERROR} == {"round failed"}
    assert not any("zibeline" in str(record.__dict__) for record in caplog.records)


def test_a_round_survives_a_journal_out_of_reach(bot: Bot) -> None:
    lose_journal(bot)
    _rounds(bot).make()
    assert "50 à 200 m²" in asked(bot, "qui prête une parcelle ?").params["text"]


def test_the_first_round_is_made_at_once_and_the_others_until_the_end(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "PERIOD", 0.02)
    _leave_request(bot, "un")
    made = _rounds(bot)
    made.start()
    bot.fake.wait_for("chat.postMessage")
    _leave_request(bot, "deux")
    bot.fake.wait_for("chat.postMessage", 2)
    made.close()
    for thread in threading.enumerate():
        if thread.name == "rounds":
            thread.join(5)
            assert not thread.is_alive()
