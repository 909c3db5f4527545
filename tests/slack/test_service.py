"""From a question to a recorded answer: what is kept of it, what it leans on, and what is forgotten."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, select

from eig_bot.answers.answer import Kind
from eig_bot.answers.live import LiveResponder
from eig_bot.config import Settings
from eig_bot.errors import JournalError, SettingsError
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from eig_bot.journal.spool import Content
from eig_bot.journal.tables import questions
from eig_bot.messages import journal as messages
from eig_bot.slack.ids import CALL_STATUS, Reference
from eig_bot.slack.service import AnswerService, Thread
from eig_bot.slack.surface import Surface
from tests.fake_slack import names
from tests.slack.clicks import lose_journal
from tests.slack.conftest import SECRET, Bot
from tests.watch import Watch

OTHER = "U0VOISINE"
QUESTION = "qui prête une parcelle ?"
THREAD = Thread(names.DM, "1700000000.000100")
MOMENT = datetime(2030, 2, 1, 9, tzinfo=UTC)


def rows(bot: Bot) -> list[dict[str, object]]:
    with bot.service.journal.database.begin() as connection:
        return [dict(row) for row in connection.execute(select(questions).order_by(questions.c.number)).mappings()]


# --- asked


def test_a_question_is_recorded_with_what_it_was_answered_and_when_it_really_was(bot: Bot, watch: Watch) -> None:
    watch.stop(MOMENT)
    asked = bot.service.ask(QUESTION, names.USER, Surface.DM, THREAD)
    (row,) = rows(bot)
    keys = bot.service.journal.keys
    assert (row["id"], row["at"], row["surface"], row["text"]) == (asked.id, MOMENT, "dm", QUESTION)
    assert (row["asker"], row["thread"]) == (keys.hashed(names.USER), keys.hashed(THREAD.channel, THREAD.ts))
    assert (row["kind"], row["passage"]) == ("answer", asked.answer.results[0].passage.identity)


def test_a_question_leans_on_what_was_asked_before_in_its_thread_alone(bot: Bot) -> None:
    bot.service.ask("combien donne-t-on pour acheter des outils ?", names.USER, Surface.DM, THREAD)
    follow_up = "et le délai de versement ?"
    there = bot.service.ask(follow_up, names.USER, Surface.DM, THREAD).answer
    elsewhere = bot.service.ask(follow_up, names.USER, Surface.COMMAND).answer
    assert there.results[0].passage.page == "aide.md"
    assert there.confidence != elsewhere.confidence


def test_an_event_is_recorded_once_however_often_it_is_answered_and_is_no_turn_before_itself(bot: Bot) -> None:
    first, again = (bot.service.ask(QUESTION, names.USER, Surface.DM, THREAD, "Ev1") for _ in range(2))
    assert (first.id, first.answer.text) == (again.id, again.answer.text)
    assert [row["id"] for row in rows(bot)] == [first.id]
    assert bot.service.ask(QUESTION, names.USER, Surface.DM).id != bot.service.ask(QUESTION, names.USER, Surface.DM).id


def test_while_the_journal_is_away_a_question_is_answered_and_waits_in_the_spool(bot: Bot) -> None:
    lose_journal(bot)
    asked = bot.service.ask(QUESTION, names.USER, Surface.DM, THREAD)
    assert "50 à 200 m²" in asked.answer.text
    assert [entry.content["question"]["id"] for entry in bot.service.spool.entries()] == [asked.id]


# --- what buttons need


def test_buttons_know_the_team_the_reader_and_where_they_stand(bot: Bot) -> None:
    bot.service.journal.subscriptions.add(names.USER, ())
    status = bot.service.responder.status(bot.service.clock())
    context = bot.service.context(status, "q1", names.USER, needs_mention=True, may_share=True)
    assert (context.question, context.has_team, context.is_subscribed) == ("q1", True, True)
    assert (context.needs_mention, context.may_share) == (True, True)
    bot.service.team_channel = None
    assert not bot.service.context(status, None, OTHER).has_team
    assert not bot.service.context(status, None, OTHER).is_subscribed


def test_only_what_tells_of_a_call_asks_the_journal_whether_its_reader_is_told_of_calls(bot: Bot) -> None:
    asked = bot.service.ask(QUESTION, names.USER, Surface.DM)
    read: list[str] = []
    event.listen(bot.service.journal.database.engine, "before_cursor_execute", lambda *about: read.append(about[2]))
    bot.service.context(asked.answer, asked.id, names.USER)
    assert read == []
    bot.service.context(bot.service.responder.status(bot.service.clock()), None, names.USER)
    assert len(read) == 1


def test_an_answer_stands_again_for_its_passage_its_question_or_the_state_of_the_calls(bot: Bot) -> None:
    asked = bot.service.ask(QUESTION, names.USER, Surface.COMMAND)
    passage = asked.answer.results[0].passage.key

    def again(question: str | None, about: str | None) -> Kind | None:
        found = bot.service.again(Reference(question, about))
        return found.kind if found else None

    assert (again(None, passage), again(asked.id, None)) == (Kind.ANSWER, Kind.ANSWER)
    assert again(None, CALL_STATUS) is Kind.CALL_STATUS
    assert [again(None, "gone"), again("gone", None), again(None, None)] == [None, None, None]


# --- forgotten


def test_who_is_forgotten_is_forgotten_in_the_spool_too(bot: Bot) -> None:
    bot.service.ask(QUESTION, names.USER, Surface.DM)
    question = {"id": "q1", "asker": bot.service.journal.keys.hashed(names.USER)}
    bot.service.spool.write({"question": question})
    others: list[Content] = [{"question": {**question, "asker": "p2"}}, {"answered": "Ev1"}]
    for content in others:
        bot.service.spool.write(content)
    bot.service.forget(names.USER)
    assert rows(bot) == []
    assert [entry.content for entry in bot.service.spool.entries()] == others


def test_while_the_journal_is_away_nothing_is_forgotten(bot: Bot) -> None:
    lose_journal(bot)
    bot.service.ask(QUESTION, names.USER, Surface.DM)
    with pytest.raises(JournalError):
        bot.service.forget(names.USER)
    assert len(list(bot.service.spool.entries())) == 1


def test_a_data_folder_that_cannot_be_written_is_refused_with_a_sentence(
    shared_responder: LiveResponder, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    journal = Journal.open(data, Keys(SECRET))
    (data / "spool").touch()
    with pytest.raises(SettingsError) as refused:
        AnswerService(Settings(knowledge=tmp_path, data=data), shared_responder, journal)
    assert str(refused.value) == messages.no_journal(str(data))
    journal.close()
