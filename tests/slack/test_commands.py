"""Slash commands, from the payload to what reaches the asker."""

from typing import Any

from eig_bot import messages
from tests.fake_slack import slash
from tests.slack.conftest import Bot


def _answer(bot: Bot, command: str, text: str = "") -> dict[str, Any]:
    response = bot.receive(slash(command, text, response_url=bot.fake.response_url()))
    assert response.status == 200
    (call,) = bot.fake.calls_of("response_url")
    return call.params


def test_a_question_is_answered_to_the_asker_alone(bot: Bot) -> None:
    answer = _answer(bot, "/eig", "qui prête une parcelle ?")
    assert answer["response_type"] == "ephemeral"
    assert "50 à 200 m²" in answer["text"]
    assert bot.fake.calls_of("chat.postMessage") == []


def test_a_question_works_where_the_bot_is_no_member(bot: Bot) -> None:
    url = bot.fake.response_url()
    bot.receive(slash("/eig", "qui prête une parcelle ?", response_url=url, channel="C0AUTRES"))
    assert "50 à 200 m²" in bot.fake.calls_of("response_url")[0].params["text"]


def test_the_command_gives_help_when_asked(bot: Bot) -> None:
    assert _answer(bot, "/eig", "Aide")["text"] == messages.command_help("Potagers partagés", "/eig", "/eig-statut")


def test_the_status_command_says_open_with_the_days_left(bot: Bot) -> None:
    text = _answer(bot, "/eig-statut")["text"]
    assert "L’appel à potagers 2030 est ouvert." in text
    assert "vendredi 15 mars 2030 à 23 h 59" in text
    assert "il vous reste 42 jours" in text


def test_a_response_url_that_fails_once_is_tried_again(bot: Bot) -> None:
    bot.fake.fail("response_url", status=500)
    bot.receive(slash("/eig", "qui prête une parcelle ?", response_url=bot.fake.response_url()))
    assert "50 à 200 m²" in bot.fake.calls_of("response_url")[-1].params["text"]
