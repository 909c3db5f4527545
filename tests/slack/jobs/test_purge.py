"""What is kept too long is deleted, and nothing else."""

from datetime import timedelta

from eig_bot.clock import utc_now
from eig_bot.journal.questions import Question
from eig_bot.slack.jobs import purge
from tests.slack.conftest import Bot


def _ask(bot: Bot, text: str, age: timedelta) -> None:
    question = Question(text, utc_now() - age, "p1", "dm", text, "answer", None, 0.5, 3)
    bot.service.journal.questions.record(question)


def test_questions_are_deleted_after_the_operators_retention(bot: Bot) -> None:
    day = timedelta(days=1)
    for text, age in {"vieille": bot.service.retention + day, "jeune": bot.service.retention - day}.items():
        _ask(bot, text, age)
    purge.run(bot.running)
    kept = {text: bot.service.journal.questions.text_of(text) for text in ("vieille", "jeune")}
    assert kept == {"vieille": None, "jeune": "jeune"}
