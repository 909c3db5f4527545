"""What is kept too long is deleted, and nothing before."""

from datetime import timedelta

from eig_bot.slack.jobs import purge
from tests.fake_slack import names
from tests.slack.clicks import commanded
from tests.slack.conftest import Bot
from tests.watch import Watch

QUESTION = "qui prête une parcelle ?"


def _kept(bot: Bot) -> tuple[str, ...]:
    return bot.service.journal.questions.last_of(names.USER, 5)


def test_questions_are_deleted_once_the_operators_retention_is_over(bot: Bot, watch: Watch) -> None:
    commanded(bot, "/eig", QUESTION)
    watch.move(bot.service.retention - timedelta(days=1))
    purge.run(bot.running)
    assert _kept(bot) == (QUESTION,)
    watch.move(timedelta(days=2))
    purge.run(bot.running)
    assert _kept(bot) == ()
