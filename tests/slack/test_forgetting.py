"""Who has everything erased has what is under way erased too: nothing of it is answered later, or comes back."""

from datetime import datetime

import pytest
from sqlalchemy import select

from eig_bot.journal.tables import events, forgotten, metadata
from eig_bot.messages import slack as messages
from eig_bot.slack.jobs import unanswered
from tests.fake_slack import Payload, as_bolt, dm, names
from tests.postgres import Server
from tests.slack.clicks import click, commanded, read
from tests.slack.conftest import Bot, StartOn
from tests.slack.test_faults import recorded
from tests.waiting import wait_until

QUESTION = "qui prête une parcelle ?"
OTHER = "U0VOISINE"


def erase_everything(bot: Bot) -> None:
    bot.service.forget(names.USER)


def ask_to_be_forgotten(bot: Bot) -> None:
    (told,) = click(bot, commanded(bot, "/eig", "oublier"), messages.FORGET)
    assert read(told) == messages.FORGOTTEN


def left_unanswered(bot: Bot, question: Payload) -> Payload:
    """Have Slack refuse an answer, and the apology for it."""
    bot.fake.fail("chat.postMessage", error="fatal_error", times=2)
    bot.receive(question)
    assert bot.posted() == []
    return question


def expect_nothing_to_come_back(*bots: Bot) -> None:
    for bot in bots * 2:
        unanswered.run(bot.running)
        bot.settle()
        assert (bot.posted(), recorded(bot), list(bot.service.spool.entries())) == ([], [], [])


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str | None:
    if request.param == "sqlite":
        return None
    server: Server = request.getfixturevalue("postgres")
    return server.new_database()


# --- left unanswered


def test_a_question_that_slack_did_not_take_the_answer_of_does_not_come_back(start_on: StartOn, database: str | None) -> None:
    bot = start_on(database, "a")
    question = left_unanswered(bot, dm(QUESTION))
    ask_to_be_forgotten(bot)
    expect_nothing_to_come_back(bot)
    assert bot.receive(question, retry_num=1).status == 200
    expect_nothing_to_come_back(bot)


def test_that_of_somebody_else_is_answered_all_the_same(bot: Bot) -> None:
    left_unanswered(bot, dm(QUESTION, user=OTHER))
    erase_everything(bot)
    unanswered.run(bot.running)
    bot.settle()
    assert (len(bot.posted()), recorded(bot)) == (1, [QUESTION])


def test_what_is_asked_afterwards_is_answered(bot: Bot) -> None:
    left_unanswered(bot, dm(QUESTION))
    ask_to_be_forgotten(bot)
    bot.receive(dm("où jardiner ?"))
    assert (len(bot.posted()), recorded(bot)) == (1, ["où jardiner ?"])


def test_another_process_on_the_same_database_does_not_answer_it_either(start_on: StartOn, postgres: Server) -> None:
    database = postgres.new_database()
    one, other = (start_on(database, name) for name in ("a", "b"))
    left_unanswered(one, dm(QUESTION))
    erase_everything(other)
    expect_nothing_to_come_back(one, other)


def test_nor_one_of_the_same_data_folder_that_has_ended_or_that_runs(start_on: StartOn) -> None:
    ended, running, bot = (start_on(None, "a") for _ in range(3))
    for other in (ended, running):
        left_unanswered(other, dm(QUESTION))
    ended.service.spool.close()
    erase_everything(bot)
    expect_nothing_to_come_back(running, bot)


# --- asked while the database was away


def test_what_a_process_answered_and_could_not_keep_is_not_kept_later(start_on: StartOn, postgres: Server) -> None:
    database = postgres.new_database()
    one, other = (start_on(database, name) for name in ("a", "b"))
    postgres.stop()
    one.receive(dm(QUESTION))
    postgres.start()
    wait_until(lambda: recorded(one) == recorded(other) == [])
    erase_everything(other)
    for bot in (one, other):
        unanswered.run(bot.running)
    assert (len(one.posted()), recorded(one), list(one.service.spool.entries())) == (1, [], [])


def test_what_a_process_could_neither_answer_nor_take_is_not_answered_later(start_on: StartOn, postgres: Server) -> None:
    database = postgres.new_database()
    one, other = (start_on(database, name) for name in ("a", "b"))
    postgres.stop()
    left_unanswered(one, dm(QUESTION))
    postgres.start()
    wait_until(lambda: recorded(one) == recorded(other) == [])
    erase_everything(other)
    expect_nothing_to_come_back(one, other)


# --- being answered


def test_a_question_that_is_being_answered_meanwhile_is_neither_answered_nor_kept(bot: Bot) -> None:
    today = bot.service.clock()

    def erased_while_it_is_answered() -> datetime:
        bot.service.clock = lambda: today
        bot.service.forget(names.USER)
        return today

    bot.service.clock = erased_while_it_is_answered
    bot.receive(dm(QUESTION))
    expect_nothing_to_come_back(bot)


def test_an_answer_that_slack_is_slow_to_take_is_not_kept(bot: Bot) -> None:
    bot.fake.hold("chat.postMessage")
    bot.app.dispatch(as_bolt(dm(QUESTION)))
    bot.fake.wait_for("chat.postMessage")
    wait_until(lambda: recorded(bot) == [QUESTION])
    bot.service.forget(names.USER)
    bot.fake.let_go()
    bot.settle()
    unanswered.run(bot.running)
    assert (recorded(bot), list(bot.service.spool.entries())) == ([], [])


def test_nothing_of_it_is_left_in_the_database_but_that_it_is_settled(bot: Bot) -> None:
    left_unanswered(bot, dm(QUESTION))
    erase_everything(bot)
    with bot.service.journal.database.read() as connection:
        (event,) = connection.execute(select(events)).mappings()
        full = {table.name for table in metadata.sorted_tables if connection.execute(select(table)).first()}
    assert (event["sealed_body"], event["author"]) == (None, None)
    assert full <= {events.name, forgotten.name, "claims"}
