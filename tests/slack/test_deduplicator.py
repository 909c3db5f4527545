"""Which payloads are questions, and that each is taken once, kept until it is answered, and found again when it was not."""

import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from eig_bot.journal.events import Event
from eig_bot.journal.spool import Content
from eig_bot.journal.tables import events
from eig_bot.slack.deduplicator import question_of
from eig_bot.slack.jobs import unanswered
from tests.fake_slack import app_home_opened, as_bolt, dm, edited_mention, mention, names, new_ts
from tests.slack.clicks import journal_away
from tests.slack.conftest import TEAM_CHANNEL, Bot, StartOn
from tests.slack.test_faults import recorded
from tests.waiting import PATIENCE
from tests.watch import Watch

QUESTION = "qui prête une parcelle ?"


def resume(bot: Bot, times: int = 1) -> None:
    for _ in range(times):
        unanswered.run(bot.running)
        bot.settle()


@contextmanager
def spool_away(bot: Bot) -> Iterator[None]:
    """Let nothing be written to the spool until the block ends."""
    (spool,) = [path for path in (bot.folder / "data" / "spool").iterdir() if path.is_dir()]
    aside = spool.with_suffix(".aside")
    spool.rename(aside)
    yield
    aside.rename(spool)


def in_spool(bot: Bot) -> list[Content]:
    return [entry.content for entry in bot.service.spool.entries()]


# --- what is a question


def changed(**changes: object) -> Mapping[str, Any]:
    """Return a direct message whose event is another one in some way."""
    payload = dm(QUESTION)
    return {**payload, "event": {**payload["event"], **changes}}


@pytest.mark.parametrize(
    "payload",
    [dm(QUESTION), mention(QUESTION), changed(subtype="file_share"), changed(subtype="thread_broadcast")],
    ids=["dm", "mention", "file", "broadcast"],
)
def test_what_a_person_writes_to_the_bot_is_a_question(payload: Mapping[str, Any]) -> None:
    assert question_of(payload) == Event(payload["event_id"], payload)


@pytest.mark.parametrize(
    "payload",
    [
        changed(subtype="message_changed"),
        changed(edited={"user": "U0HABITANT", "ts": "1.2"}),
        changed(bot_id="B0AUTRE"),
        changed(channel_type="channel"),
        changed(type="reaction_added"),
        {"event_id": "Ev1"},
        {"event": {"type": "app_mention"}},
        app_home_opened(),
    ],
    ids=["change", "edited", "bot", "channel", "reaction", "no-event", "no-id", "home"],
)
def test_all_else_that_slack_sends_is_none(payload: Mapping[str, Any]) -> None:
    assert question_of(payload) is None


def test_what_is_no_question_is_never_held_for_one_that_was_sent_again(bot: Bot) -> None:
    opened = app_home_opened()
    for _ in range(2):
        bot.receive(opened)
    assert len(bot.fake.calls_of("views.publish")) == 2
    assert in_spool(bot) == []


# --- taken once


def test_a_question_that_is_sent_again_is_answered_once_and_leaves_no_file(bot: Bot) -> None:
    question = dm(QUESTION)
    assert [bot.receive(question, retry_num=number).status for number in (None, 1, 2)] == [200, 200, 200]
    assert len(bot.posted()) == 1
    assert in_spool(bot) == []


def test_a_question_that_is_sent_again_while_it_is_answered_is_answered_once(bot: Bot) -> None:
    bot.fake.delay("chat.postMessage", 0.2)
    question = dm(QUESTION)
    assert [bot.app.dispatch(as_bolt(question)).status for _ in range(2)] == [200, 200]
    bot.settle()
    assert len(bot.posted()) == 1


def test_a_question_that_cannot_be_kept_is_refused_and_answered_once_it_can(bot: Bot) -> None:
    question = dm(QUESTION)
    with spool_away(bot):
        assert bot.receive(question).status == 503
    assert bot.receive(question, retry_num=1).status == 200
    assert len(bot.posted()) == 1


def test_what_was_answered_while_the_database_was_away_is_known_there_once_it_is_back(bot: Bot) -> None:
    question = dm(QUESTION)
    with journal_away(bot):
        bot.receive(question)
        assert {key for content in in_spool(bot) for key in content} == {"question", "answered"}
    resume(bot)
    assert (recorded(bot), in_spool(bot)) == ([QUESTION], [])
    bot.receive(question, retry_num=1)
    assert len(bot.posted()) == 1


def test_an_answer_that_nothing_can_keep_as_given_is_followed_by_no_apology_and_kept_once_there_is_room(bot: Bot) -> None:
    bot.fake.hold("chat.postMessage")
    question = dm(QUESTION)
    bot.app.dispatch(as_bolt(question))
    bot.fake.wait_for("chat.postMessage")
    with journal_away(bot), spool_away(bot):
        bot.fake.let_go()
        bot.settle()
    assert [list(content) for content in in_spool(bot)] == [["event", "body"]]
    resume(bot, times=2)
    assert (len(bot.posted()), in_spool(bot)) == (1, [])
    bot.receive(question, retry_num=1)
    assert len(bot.posted()) == 1


@pytest.mark.parametrize("is_elsewhere", [True, False])
def test_a_question_is_answered_before_its_claim_unless_that_says_in_time_that_another_process_does(
    start_on: StartOn, *, is_elsewhere: bool
) -> None:
    claims, is_acknowledged = ThreadPoolExecutor(1), threading.Event()
    bot, question = start_on(None, "a", claim_waits=0, claims=claims), dm(QUESTION)
    if is_elsewhere:
        bot.service.journal.events.take(Event(question["event_id"], question), "another machine")
    claims.submit(is_acknowledged.wait)
    today = bot.service.clock()

    def claimed_while_it_is_answered() -> datetime:
        is_acknowledged.set()
        claims.shutdown(wait=True)
        return today

    bot.service.clock = claimed_while_it_is_answered
    assert bot.receive(question).status == 200
    assert (len(bot.posted()), in_spool(bot)) == (0 if is_elsewhere else 1, [])


# --- under way


def test_a_question_that_is_under_way_is_not_taken_up_however_long_it_takes(bot: Bot, watch: Watch) -> None:
    today, may_go_on = bot.service.clock(), threading.Event()

    def at_length() -> datetime:
        may_go_on.wait(PATIENCE)
        return today

    bot.service.clock = at_length
    bot.app.dispatch(as_bolt(dm(QUESTION)))
    for _ in range(3):
        watch.move(timedelta(seconds=50))
        unanswered.run(bot.running)
    assert bot.service.journal.events.abandoned() == []
    may_go_on.set()
    bot.settle()
    resume(bot)
    assert len(bot.posted()) == 1


def test_what_the_database_cannot_hold_is_replaced_in_a_text(bot: Bot) -> None:
    bot.receive(dm("qui prête\0 une parcelle \ud83d ?"))
    assert "50 à 200 m²" in bot.posted()[0].params["text"]
    assert recorded(bot) == ["qui prête� une parcelle � ?"]


def test_events_that_were_never_under_way_may_be_done_or_given_up(bot: Bot) -> None:
    bot.deduplicator.done("Ev0JAMAIS1")
    bot.deduplicator.given_up("None")
    assert bot.deduplicator.is_ours("Ev0JAMAIS2")
    assert in_spool(bot) == []


# --- a mention that is edited


def test_a_mention_that_an_edit_has_added_is_answered_once(bot: Bot) -> None:
    added = edited_mention(QUESTION)
    for payload in (added, added, edited_mention(QUESTION, ts=added["event"]["ts"])):
        assert bot.receive(payload).status == 200
    assert len(bot.posted()) == 1
    assert in_spool(bot) == []


def test_a_mention_is_known_by_its_channel_and_its_moment(bot: Bot) -> None:
    ts = new_ts()
    for channel in (names.CHANNEL, TEAM_CHANNEL):
        bot.receive(mention(QUESTION, ts=ts, channel=channel))
    assert [call.params["channel"] for call in bot.posted()] == [names.CHANNEL, TEAM_CHANNEL]


def test_the_journal_does_not_name_the_message_that_was_answered(bot: Bot) -> None:
    asked = mention(QUESTION)
    bot.receive(asked)
    with bot.service.journal.database.begin() as connection:
        (row,) = connection.execute(select(events)).mappings()
    assert asked["event"]["ts"] not in str(row)
    assert asked["event"]["channel"] not in str(row)
    assert asked["event_id"] not in str(row)


def test_a_mention_that_a_stop_left_is_answered_once_also_when_it_is_edited_meanwhile(bot: Bot) -> None:
    asked = mention(QUESTION)
    bot.service.spool.write({"event": "Ev0ANCIEN1", "body": asked})
    resume(bot, times=2)
    assert len(bot.posted()) == 1
    assert in_spool(bot) == []
