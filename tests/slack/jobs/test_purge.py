"""What is kept too long is deleted, and nothing else."""

from datetime import timedelta

from eig_bot.journal import questions
from eig_bot.journal.questions import Question
from eig_bot.slack.jobs import purge
from eig_bot.slack.service import now
from tests.fake_slack import names
from tests.slack.conftest import Bot


def _ask(bot: Bot, text: str, age: timedelta) -> None:
    question = Question(text, now() - age, bot.service.person(names.USER), "dm", text, "answer", None, 0.5, 3)
    questions.record(bot.service.journal, question)


def test_questions_are_deleted_after_the_operators_retention(bot: Bot) -> None:
    day = timedelta(days=1)
    for text, age in {"vieille": bot.service.retention + day, "jeune": bot.service.retention - day}.items():
        _ask(bot, text, age)
    purge.run(bot.running)
    kept = {text: questions.text_of(bot.service.journal, text) for text in ("vieille", "jeune")}
    assert kept == {"vieille": None, "jeune": "jeune"}
