"""A week of the team: a question fails, stands in the report, is learnt, and the running bot answers it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eig_bot.answers.live import LiveResponder
from eig_bot.answers.models import Models
from eig_bot.cli import app as cli
from eig_bot.messages import answers as answers_messages
from eig_bot.messages import learning as learning_messages
from eig_bot.messages import slack as messages
from eig_bot.search.cache import Cache
from tests.slack.clicks import asked, click, read, send
from tests.slack.conftest import SECRET, TEAM_USER, Bot
from tests.slack.pages import write_pages
from tests.waiting import wait_until

QUESTION = "zxqv brrtk"


@pytest.fixture
def bot(start: Callable[..., Bot], tmp_path: Path) -> Iterator[Bot]:
    """A bot that follows its folder."""
    folder = tmp_path / "pages"
    folder.mkdir()
    responder = LiveResponder(write_pages(folder), Models(Cache(tmp_path / "cache")))
    responder.watch()
    yield start(responder, folder)
    responder.close()


def run(bot: Bot, *arguments: str, typed: str = "") -> Result:
    data = bot.folder.parent / "data"
    environment = {"EIG_BOT_DATA": str(data), "EIG_BOT_KNOWLEDGE": str(bot.folder), "EIG_BOT_SECRET_KEY": SECRET}
    return CliRunner(env={**environment, "EIG_BOT_TODAY": "2030-02-01"}).invoke(cli.cli, arguments, input=typed)


def unanswered(bot: Bot) -> str:
    return json.dumps(json.loads(run(bot, "report", "--json").output)["unanswered"], ensure_ascii=False)


def test_a_question_that_failed_is_answered_once_the_team_has_taught_it(bot: Bot) -> None:
    failed = asked(bot, QUESTION)
    assert answers_messages.NO_ANSWER in read(failed)
    assert QUESTION in unanswered(bot)

    (form,) = click(bot, failed, messages.TALK_TO_TEAM)
    send(bot, form, {messages.TEAM_LABEL: QUESTION})
    (reply_form,) = click(bot, bot.posted()[-1], messages.REPLY, user=TEAM_USER)
    send(bot, reply_form, {messages.REPLY_LABEL: "La mairie prête un terrain de 50 à 200 m² pour trois ans."}, user=TEAM_USER)

    learnt = run(bot, "learn", typed="a\n")
    assert learnt.exit_code == 0, learnt.output
    assert QUESTION in (bot.folder / "terrain.md").read_text(encoding="utf-8")

    wait_until(lambda: "50 à 200 m²" in read(asked(bot, QUESTION)), every=0.1)
    assert learning_messages.NOTHING_TO_LEARN in run(bot, "learn").output
