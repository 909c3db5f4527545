"""Announcements of calls: who is told what, when, and never twice."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from eig_bot.answers.live import LiveResponder
from eig_bot.messages import slack as messages
from eig_bot.slack.jobs import notices
from tests.fake_slack import Call, app_home_opened, names
from tests.garden import at, plainly
from tests.slack.clicks import borrowing, button, click, commanded, edit, labels, read, receive
from tests.slack.conftest import NOWHERE, Bot
from tests.slack.pages import write_pages
from tests.waiting import PATIENCE

BEFORE, OPENING = "2029-12-03T12:00", "2030-01-07T09:00"
WEEK_BEFORE, DAY_BEFORE = "2030-03-08T09:00", "2030-03-14T09:00"

Start = Callable[..., Bot]
OnCall = Callable[[str], Bot]


@pytest.fixture
def on_call(start: Start, folder: Path, shared_responder: LiveResponder) -> OnCall:
    """Start a bot on a folder of its own, whose call has these keys."""

    def on_call(keys: str) -> Bot:
        (write_pages(folder) / "appel.md").write_text(_page(keys), encoding="utf-8")
        return start(LiveResponder(folder, rank=borrowing(shared_responder)), folder)

    return on_call


def _page(keys: str) -> str:
    return f"---\ntitle: Appel à potagers\nurl: /appel\ncalls:\n  - name: Appel à potagers 2030\n    {keys}\n---\n\nVingt.\n"


def _dates(opens: str, closes: str) -> str:
    return f"opens: {opens}\n    closes: {closes}"


def _set(bot: Bot, moment: str) -> None:
    now = at(moment)
    bot.service.clock = lambda: now


def _follow(bot: Bot, moment: str = BEFORE, user: str = names.USER) -> None:
    _set(bot, moment)
    click(bot, commanded(bot, "/eig-statut", user=user), messages.FOLLOW, user=user)


def _told(bot: Bot, moment: str) -> list[Call]:
    """Return what people are told at a moment."""
    _set(bot, moment)
    before = len(bot.posted())
    notices.run(bot.running)
    return bot.posted()[before:]


def _days_told(bot: Bot, first: str, last: str) -> list[str]:
    """Return each moment at which something is told, looking from one day to another before, at and after nine o'clock."""
    days = [at(first) + timedelta(number) for number in range((at(last) - at(first)).days + 1)]
    moments = [f"{day:%Y-%m-%d}T{hour}" for day in days for hour in ("08:59", "09:00", "09:20", "18:59")]
    return [moment for moment in moments for _ in _told(bot, moment)]


# --- who


def test_the_state_of_the_call_comes_with_a_way_to_be_told_and_out_again(bot: Bot) -> None:
    (told,) = click(bot, commanded(bot, "/eig-statut"), messages.FOLLOW)
    assert (told.params["response_type"], read(told)) == ("ephemeral", messages.followed(None))
    status = commanded(bot, "/eig-statut")
    assert messages.FOLLOW not in labels(status)
    (told,) = click(bot, status, messages.UNFOLLOW)
    assert read(told) == messages.UNFOLLOWED
    assert messages.FOLLOW in labels(commanded(bot, "/eig-statut"))


def test_so_does_the_app_home_which_shows_at_once_what_was_chosen(bot: Bot) -> None:
    (home,) = receive(bot, app_home_opened())
    opened, home = click(bot, home, messages.FOLLOW)
    assert messages.followed(None) in read(opened)
    opened, home = click(bot, home, messages.UNFOLLOW)
    assert messages.UNFOLLOWED in read(opened)
    assert messages.FOLLOW in labels(home)


def test_who_follows_twice_is_told_once(bot: Bot) -> None:
    status = commanded(bot, "/eig-statut")
    _set(bot, BEFORE)
    click(bot, status, messages.FOLLOW)
    click(bot, status, messages.FOLLOW)
    assert len(_told(bot, OPENING)) == 1


def test_a_notice_leads_to_the_page_and_holds_the_way_out(bot: Bot) -> None:
    _follow(bot)
    (notice,) = _told(bot, OPENING)
    assert notice.params["channel"] == names.USER
    assert messages.NOTICE_WHY in read(notice)
    assert button(notice, messages.OPEN_PAGE)["url"] == "https://potagers.example/appel"
    (told,) = click(bot, notice, messages.UNFOLLOW)
    assert read(told) == messages.UNFOLLOWED
    assert _told(bot, WEEK_BEFORE) == []


def test_who_subscribes_after_the_opening_is_told_of_the_end_alone(bot: Bot) -> None:
    _follow(bot, OPENING)
    assert _days_told(bot, "2030-01-07", "2030-03-20") == [WEEK_BEFORE, DAY_BEFORE]


@pytest.mark.parametrize("error", ["account_inactive", "channel_not_found", "user_not_found"])
def test_the_subscription_of_someone_who_left_ends(bot: Bot, error: str) -> None:
    _follow(bot)
    bot.fake.fail("chat.postMessage", error=error)
    assert _told(bot, OPENING) == []
    assert _told(bot, OPENING) == []
    assert messages.FOLLOW in labels(commanded(bot, "/eig-statut"))


# --- what and when


def test_a_call_is_told_of_when_it_opens_a_week_before_its_end_and_the_day_before_each_once(bot: Bot) -> None:
    _follow(bot)
    assert _days_told(bot, "2029-12-03", "2030-03-20") == [OPENING, WEEK_BEFORE, DAY_BEFORE]
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
    bot = on_call(_dates(opens, closes))
    _follow(bot)
    assert _days_told(bot, days[0][:8] + "15", closes) == [f"{day}T09:00" for day in days]
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
    _follow(bot)
    assert _told(bot, missed) == []
    assert len(_told(bot, then)) == 1


def test_what_is_over_is_no_longer_told(bot: Bot) -> None:
    _follow(bot)
    assert _told(bot, "2030-03-18T09:00") == []


def test_an_edit_that_opens_a_call_is_told_of_once(on_call: OnCall) -> None:
    bot = on_call(_dates("2030-06-03", "2030-09-02"))
    _follow(bot, "2030-02-01T12:00")
    assert _told(bot, "2030-02-04T12:00") == []
    edit(bot, "appel.md", _page(_dates("2030-02-04", "2030-09-02")))
    (notice,) = _told(bot, "2030-02-04T12:01")
    assert "est ouvert" in read(notice)
    assert _told(bot, "2030-02-05T12:00") == []


def test_a_flag_that_opens_a_call_is_told_of_each_time_that_it_opens(on_call: OnCall) -> None:
    flagged = "---\ntitle: Candidater\nurl: /candidater\nopen: {}\n---\nDéposez votre dossier.\n"
    bot = on_call(_dates("2029-01-08", "2029-02-01"))
    edit(bot, "candidater.md", flagged.format("false"))
    _follow(bot, "2030-02-01T12:00")
    assert _told(bot, "2030-02-04T12:00") == []
    for month in ("03", "04"):
        edit(bot, "candidater.md", flagged.format("true"))
        assert ["est ouvert" in read(call) for call in _told(bot, f"2030-{month}-04T12:00")] == [True]
        assert _told(bot, f"2030-{month}-05T12:00") == []
        edit(bot, "candidater.md", flagged.format("false"))
        assert _told(bot, f"2030-{month}-06T12:00") == []


def test_a_call_that_is_put_off_is_told_of_for_its_new_end(on_call: OnCall) -> None:
    bot = on_call(_dates("2030-01-07", "2030-03-15"))
    _follow(bot, "2030-02-01T12:00")
    assert len(_told(bot, WEEK_BEFORE)) == 1
    edit(bot, "appel.md", _page(_dates("2030-01-07", "2030-04-15")))
    assert _days_told(bot, "2030-03-08", "2030-04-16") == ["2030-04-08T09:00", "2030-04-12T09:00"]


@pytest.mark.parametrize("closes", ["2030-02-08", "2030-02-05"])
def test_a_call_that_opens_in_its_last_week_is_told_of_once_and_not_twice_at_the_same_moment(
    on_call: OnCall, closes: str
) -> None:
    bot = on_call(_dates("2030-06-03", "2030-09-02"))
    _follow(bot, "2030-02-01T12:00")
    edit(bot, "appel.md", _page(_dates("2030-02-04", closes)))
    assert len(_told(bot, "2030-02-04T12:00")) == 1


# --- never twice, never lost


def test_a_bot_that_starts_again_does_not_tell_again(bot: Bot, start: Start) -> None:
    _follow(bot)
    assert len(_told(bot, OPENING)) == 1
    assert _told(start(bot.responder), OPENING) == []


def test_two_bots_on_one_journal_tell_each_person_once(bot: Bot, start: Start) -> None:
    people = [f"U0AGENT{number:02}" for number in range(8)]
    for user in people:
        _follow(bot, user=user)
    bots = (bot, start(bot.responder))
    together = threading.Barrier(2)

    def tell_with(each: Bot) -> None:
        _set(each, OPENING)
        together.wait(PATIENCE)
        notices.run(each.running)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(tell_with, bots))
    assert sorted(call.params["channel"] for call in bot.posted()) == people


def test_what_slack_refused_once_is_told_by_the_next_run_to_whom_it_did_not_reach(bot: Bot) -> None:
    for user in ("U0AGENT1", "U0AGENT2"):
        _follow(bot, user=user)
    bot.fake.fail("chat.postMessage", error="internal_error")
    _set(bot, "2030-01-08T09:00")
    notices.run(bot.running)
    assert len(bot.posted()) == 1
    notices.run(bot.running)
    notices.run(bot.running)
    assert sorted(call.params["channel"] for call in bot.posted()) == ["U0AGENT1", "U0AGENT2"]


def test_what_no_network_carried_is_told_once_there_is_one(bot: Bot, start: Start) -> None:
    _follow(bot)
    _set(bot, OPENING)
    notices.run(start(bot.responder, api_url=NOWHERE, tries=0).running)
    assert bot.posted() == []
    assert len(_told(bot, OPENING)) == 1


def test_who_had_everything_deleted_is_told_nothing(bot: Bot) -> None:
    _follow(bot)
    click(bot, commanded(bot, "/eig", "oublier"), messages.FORGET)
    assert _told(bot, OPENING) == []
