"""A question that was left unanswered is answered by the next run, once."""

from eig_bot.slack.jobs import unanswered
from tests.fake_slack import dm
from tests.slack.conftest import Bot


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
