"""Questions that were put off are answered when their turn has come, by a job that looks again and again."""

from datetime import timedelta
from functools import partial

from eig_bot.background import BackgroundJob
from eig_bot.slack.jobs import turns
from tests.fake_slack import mention, names
from tests.slack.conftest import Bot
from tests.watch import Watch


def job_of(bot: Bot) -> BackgroundJob:
    return BackgroundJob("turns", partial(turns.run, bot.running), period=turns.PERIOD)


def test_all_that_waits_is_answered_one_after_the_other(bot: Bot, watch: Watch) -> None:
    asked = [mention(f"où jardiner ? ({number})") for number in range(6)]
    bot.fake.limit(names.CHANNEL, "3600")
    for question in asked:
        bot.receive(question)
    bot.fake.unlimit(names.CHANNEL)
    job = job_of(bot)
    job.start()
    watch.move(timedelta(hours=1))
    bot.fake.wait_for("chat.postMessage", 7)
    job.close()
    bot.settle()
    assert [call.params["thread_ts"] for call in bot.posted()] == [question["event"]["ts"] for question in asked]


def test_a_bot_that_ends_lets_no_further_turn_come(bot: Bot, watch: Watch) -> None:
    bot.fake.limit(names.CHANNEL, "3600")
    bot.receive(mention("où jardiner ?"))
    bot.fake.unlimit(names.CHANNEL)
    watch.move(timedelta(hours=1))
    bot.deduplicator.end()
    job_of(bot).run_once()
    bot.settle()
    assert bot.posted() == []
    assert len(list(bot.service.spool.entries())) == 1
