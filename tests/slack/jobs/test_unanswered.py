"""A question that was left unanswered is answered by the next run, once; what cannot be handled holds up nothing."""

from datetime import timedelta

import pytest

from eig_bot.clock import utc_now
from eig_bot.errors import JournalError
from eig_bot.journal.events import Event
from eig_bot.journal.questions import Question
from eig_bot.slack.jobs import unanswered
from eig_bot.slack.surface import Surface
from tests.fake_slack import dm, names
from tests.slack.clicks import journal_away
from tests.slack.conftest import Bot
from tests.slack.test_deduplicator import QUESTION, in_spool, resume
from tests.slack.test_faults import recorded
from tests.watch import Watch


def test_what_was_left_is_answered_once(bot: Bot) -> None:
    bot.fake.fail("chat.postMessage", error="not_in_channel", times=2)
    question = dm("qui prête une parcelle ?")
    bot.receive(question)
    assert bot.posted() == []
    for _ in range(2):
        unanswered.run(bot.running)
        bot.settle()
    assert [call.params["thread_ts"] for call in bot.posted()] == [question["event"]["ts"]]


def test_what_was_answered_is_not_answered_again(bot: Bot) -> None:
    bot.receive(dm("qui prête une parcelle ?"))
    unanswered.run(bot.running)
    bot.settle()
    assert len(bot.posted()) == 1


def test_a_question_whose_apology_failed_too_is_answered_by_the_next_round(bot: Bot) -> None:
    bot.fake.fail("chat.postMessage", error="fatal_error", times=2)
    bot.receive(dm(QUESTION))
    assert bot.posted() == []
    resume(bot, times=2)
    assert len(bot.posted()) == 1
    assert recorded(bot) == [QUESTION]


def test_what_a_process_left_in_its_spool_is_answered_by_the_next_one_and_not_posted_twice(bot: Bot) -> None:
    left, answered = dm(QUESTION), dm("où jardiner ?")
    bot.receive(answered)
    for payload in (left, answered):
        bot.service.spool.write({"event": payload["event_id"], "body": payload})
    resume(bot, times=2)
    assert [call.params["thread_ts"] for call in bot.posted()] == [answered["event"]["ts"], left["event"]["ts"]]
    assert in_spool(bot) == []


def test_what_cannot_be_taken_up_while_the_database_is_away_is_once_it_is_back(bot: Bot) -> None:
    left = dm(QUESTION)
    bot.service.spool.write({"event": left["event_id"], "body": left})
    with journal_away(bot), pytest.raises(JournalError):
        resume(bot)
    assert len(in_spool(bot)) == 1
    resume(bot)
    assert (len(bot.posted()), in_spool(bot)) == (1, [])


def test_an_entry_that_the_database_refuses_does_not_hold_up_the_next(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    kept = Question("1", utc_now(), "p1", Surface.DM, "où jardiner ?", "answer", None, 0.5, 3)
    for question in (kept.to_plain() | {"id": "2", "asker": None}, kept.to_plain()):
        bot.service.spool.write({"question": question})
    resume(bot)
    assert recorded(bot) == ["où jardiner ?"]
    assert in_spool(bot) == []
    assert "set aside" in caplog.messages


# --- what cannot be handled


def test_what_another_machine_has_left_malformed_is_set_aside_once(
    bot: Bot, watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    event = Event("Ev0PERDU3", dm(QUESTION) | {"event": [], "text": "zibeline"})
    assert bot.service.journal.events.take(event, "another machine")
    watch.move(timedelta(seconds=61))
    resume(bot, times=2)
    assert (caplog.messages.count("set aside"), bot.service.spool.count_aside()) == (1, 1)
    assert "zibeline" not in caplog.text


def test_what_was_set_aside_is_deleted_with_all_that_is_kept_about_its_asker(bot: Bot) -> None:
    for user in (names.USER, "U0AUTRE1"):
        bot.service.spool.set_aside(bot.service.spool.write({"event": "Ev1", "body": dm(QUESTION, user=user)}))
    bot.service.forget(names.USER)
    assert bot.service.spool.count_aside() == 1
    bot.service.forget("U0AUTRE1")
    assert bot.service.spool.count_aside() == 0


# --- a mention that is edited
