"""Announcements of calls: what is told, when, and never twice."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from eig_bot.answers.live import LiveResponder
from eig_bot.messages import slack as messages
from eig_bot.slack.jobs import notices
from eig_bot.slack.timing import Timing
from tests.garden import plainly
from tests.slack.announcements import (
    DAY_BEFORE,
    OPENING,
    WEEK_BEFORE,
    dates,
    days_told,
    follow,
    page_of,
    set_clock,
    told_at,
)
from tests.slack.clicks import borrowing, click, commanded, edit, labels, read
from tests.slack.conftest import NOWHERE, Bot
from tests.slack.pages import write_pages
from tests.waiting import PATIENCE
from tests.watch import Watch

Start = Callable[..., Bot]
OnCall = Callable[[str], Bot]


@pytest.fixture
def on_call(start: Start, folder: Path, shared_responder: LiveResponder) -> OnCall:
    """Start a bot on a folder of its own, whose call has these keys."""

    def on_call(keys: str) -> Bot:
        (write_pages(folder) / "appel.md").write_text(page_of(keys), encoding="utf-8")
        return start(LiveResponder(folder, rank=borrowing(shared_responder)), folder)

    return on_call


@pytest.mark.parametrize("error", ["account_inactive", "channel_not_found", "user_not_found"])
def test_the_subscription_of_someone_who_left_ends(bot: Bot, error: str) -> None:
    follow(bot)
    bot.fake.fail("chat.postMessage", error=error)
    assert told_at(bot, OPENING) == []
    assert told_at(bot, OPENING) == []
    assert messages.FOLLOW in labels(commanded(bot, "/eig-statut"))


def test_a_call_is_told_of_when_it_opens_a_week_before_its_end_and_the_day_before_each_once(bot: Bot) -> None:
    follow(bot)
    assert days_told(bot, "2029-12-03", "2030-03-20") == [OPENING, WEEK_BEFORE, DAY_BEFORE]
    opened, week, day = (plainly(call.params["text"]) for call in bot.posted())
    assert opened.startswith("L’appel à potagers 2030 est ouvert. Il ferme le vendredi 15 mars 2030 à 23 h 59 :")
    assert week.endswith("il vous reste 7 jours.")
    assert day.endswith("Il ferme demain, vendredi 15 mars 2030, à 23 h 59.")


@pytest.mark.parametrize(
    ("opens", "closes", "days"),
    [
        ("2030-06-01", "2030-06-17", ["2030-05-31", "2030-06-07", "2030-06-14"]),  # Saturday; Whit Monday; Sunday
        ("2030-05-01", "2030-05-09", ["2030-04-30", "2030-05-02", "2030-05-07"]),  # 1 May; a Thursday; 8 May
        ("2030-12-25", "2031-01-02", ["2030-12-24", "2030-12-26", "2030-12-31"]),  # Christmas; a Thursday; 1 January
        ("2030-04-22", "2030-05-31", ["2030-04-19", "2030-05-24", "2030-05-29"]),  # Easter Monday; a Friday; Ascension
    ],
)
def test_what_falls_on_a_day_off_is_told_on_the_working_day_before(
    on_call: OnCall, opens: str, closes: str, days: list[str]
) -> None:
    bot = on_call(dates(opens, closes))
    follow(bot)
    assert days_told(bot, days[0][:8] + "15", closes) == [f"{day}T09:00" for day in days]
    assert "n’est pas encore ouvert. Il ouvrira le " in plainly(bot.posted()[0].params["text"])


@pytest.mark.parametrize(
    ("missed", "then"),
    [
        ("2030-01-07T19:00", "2030-01-08T09:00"),
        ("2030-01-11T23:30", "2030-01-14T09:00"),
        ("2030-01-12T12:00", "2030-01-14T15:00"),
        ("2030-01-08T08:59", "2030-01-08T18:59"),
    ],
)
def test_what_comes_late_is_told_within_the_hours_of_a_working_day(bot: Bot, missed: str, then: str) -> None:
    follow(bot)
    assert told_at(bot, missed) == []
    assert len(told_at(bot, then)) == 1


def test_what_is_over_is_no_longer_told(bot: Bot) -> None:
    follow(bot)
    assert told_at(bot, "2030-03-18T09:00") == []


def test_an_edit_that_opens_a_call_is_told_of_once(on_call: OnCall) -> None:
    bot = on_call(dates("2030-06-03", "2030-09-02"))
    follow(bot, "2030-02-01T12:00")
    assert told_at(bot, "2030-02-04T12:00") == []
    edit(bot, "appel.md", page_of(dates("2030-02-04", "2030-09-02")))
    (notice,) = told_at(bot, "2030-02-04T12:01")
    assert "est ouvert" in read(notice)
    assert told_at(bot, "2030-02-05T12:00") == []


def test_a_flag_that_opens_a_call_is_told_of_each_time_that_it_opens(on_call: OnCall) -> None:
    flagged = "---\ntitle: Candidater\nurl: /candidater\nopen: {}\n---\nDéposez votre dossier.\n"
    bot = on_call(dates("2029-01-08", "2029-02-01"))
    edit(bot, "candidater.md", flagged.format("false"))
    follow(bot, "2030-02-01T12:00")
    assert told_at(bot, "2030-02-04T12:00") == []
    for month in ("03", "04"):
        edit(bot, "candidater.md", flagged.format("true"))
        assert ["est ouvert" in read(call) for call in told_at(bot, f"2030-{month}-04T12:00")] == [True]
        assert told_at(bot, f"2030-{month}-05T12:00") == []
        edit(bot, "candidater.md", flagged.format("false"))
        assert told_at(bot, f"2030-{month}-06T12:00") == []


def test_a_call_that_is_put_off_is_told_of_for_its_new_end(on_call: OnCall) -> None:
    bot = on_call(dates("2030-01-07", "2030-03-15"))
    follow(bot, "2030-02-01T12:00")
    assert len(told_at(bot, WEEK_BEFORE)) == 1
    edit(bot, "appel.md", page_of(dates("2030-01-07", "2030-04-15")))
    assert days_told(bot, "2030-03-08", "2030-04-16") == ["2030-04-08T09:00", "2030-04-12T09:00"]


@pytest.mark.parametrize("closes", ["2030-02-08", "2030-02-05"])
def test_a_call_that_opens_in_its_last_week_is_told_of_once_and_not_twice_at_the_same_moment(
    on_call: OnCall, closes: str
) -> None:
    bot = on_call(dates("2030-06-03", "2030-09-02"))
    follow(bot, "2030-02-01T12:00")
    edit(bot, "appel.md", page_of(dates("2030-02-04", closes)))
    assert len(told_at(bot, "2030-02-04T12:00")) == 1


def test_a_bot_that_starts_again_does_not_tell_again(bot: Bot, start: Start) -> None:
    follow(bot)
    assert len(told_at(bot, OPENING)) == 1
    assert told_at(start(bot.responder), OPENING) == []


def test_two_bots_on_one_journal_tell_each_person_once(bot: Bot, start: Start) -> None:
    people = [f"U0AGENT{number:02}" for number in range(8)]
    for user in people:
        follow(bot, user=user)
    bots = (bot, start(bot.responder))
    together = threading.Barrier(2)

    def tell_with(each: Bot) -> None:
        set_clock(each, OPENING)
        together.wait(PATIENCE)
        notices.run(each.running)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(tell_with, bots))
    assert sorted(call.params["channel"] for call in bot.posted()) == people


def test_what_slack_refused_once_is_told_by_the_next_run_to_whom_it_did_not_reach(bot: Bot) -> None:
    for user in ("U0AGENT1", "U0AGENT2"):
        follow(bot, user=user)
    bot.fake.fail("chat.postMessage", error="internal_error")
    set_clock(bot, "2030-01-08T09:00")
    notices.run(bot.running)
    assert len(bot.posted()) == 1
    notices.run(bot.running)
    notices.run(bot.running)
    assert sorted(call.params["channel"] for call in bot.posted()) == ["U0AGENT1", "U0AGENT2"]


def test_what_no_network_carried_is_told_once_there_is_one(bot: Bot, start: Start) -> None:
    follow(bot)
    set_clock(bot, OPENING)
    notices.run(start(bot.responder, api_url=NOWHERE, timing=Timing(tries=0)).running)
    assert bot.posted() == []
    assert len(told_at(bot, OPENING)) == 1


def test_who_had_everything_deleted_is_told_nothing(bot: Bot) -> None:
    follow(bot)
    click(bot, commanded(bot, "/eig", "oublier"), messages.FORGET)
    assert told_at(bot, OPENING) == []


def test_whom_slack_limits_is_told_once_that_is_over_and_the_others_at_once(bot: Bot, watch: Watch) -> None:
    for user in ("U0AGENT1", "U0AGENT2"):
        follow(bot, user=user)
    bot.fake.limit("U0AGENT1", "3600")
    assert [call.params["channel"] for call in told_at(bot, OPENING)] == ["U0AGENT2"]
    assert told_at(bot, OPENING) == []
    bot.fake.unlimit("U0AGENT1")
    watch.move(timedelta(hours=1))
    assert [call.params["channel"] for call in told_at(bot, OPENING)] == ["U0AGENT1"]
    assert told_at(bot, OPENING) == []
