"""A question that could not be answered, nor even apologized for, is answered by a later round."""

from eig_bot.clock import utc_now
from eig_bot.journal.questions import Question
from eig_bot.slack.service import Surface
from tests.fake_slack import as_bolt, dm
from tests.slack.conftest import Bot
from tests.slack.test_faults import recorded


def resume(bot: Bot) -> None:
    bot.deduplicator.resume(bot.app)
    bot.settle()


def test_a_question_whose_apology_failed_too_is_answered_by_the_next_round(bot: Bot) -> None:
    bot.fake.fail("chat.postMessage", error="fatal_error", times=2)
    bot.receive(dm("qui prête une parcelle ?"))
    assert bot.posted() == []
    for _ in range(2):
        resume(bot)
    assert len(bot.posted()) == 1
    assert recorded(bot) == ["qui prête une parcelle ?"]


def test_a_question_is_refused_while_slack_does_not_say_who_the_bot_is(bot: Bot) -> None:
    question = dm("qui prête une parcelle ?")
    bot.fake.fail("auth.test", error="fatal_error")
    assert bot.app.dispatch(as_bolt(question)).status == 503
    assert bot.receive(question, retry_num=1).status == 200
    assert len(bot.posted()) == 1


def test_what_the_database_cannot_hold_is_left_out_of_a_text(bot: Bot) -> None:
    bot.receive(dm("qui prête\0 une parcelle \ud83d ?"))
    assert "50 à 200 m²" in bot.posted()[0].params["text"]
    assert recorded(bot) == ["qui prête une parcelle  ?"]


def test_an_entry_that_the_database_refuses_does_not_hold_up_the_next(bot: Bot) -> None:
    kept = Question("1", utc_now(), "p1", Surface.DM, "où jardiner ?", "answer", None, 0.5, 3)
    for question in (kept.to_plain() | {"id": "2", "asker": None}, kept.to_plain()):
        bot.service.spool.write({"question": question})
    resume(bot)
    assert recorded(bot) == ["où jardiner ?"]
    assert list(bot.service.spool.entries()) == []
