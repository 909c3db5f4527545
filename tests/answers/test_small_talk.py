"""A greeting is greeted back, and a message that also asks something is left to the search."""

import pytest

from eig_bot.answers.answer import Kind
from eig_bot.answers.responder import Responder
from eig_bot.answers.small_talk import reply
from eig_bot.messages import answers as messages
from eig_bot.search.message import Message
from tests.garden import SPRING, plainly

NAME = "Jardins partagés"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Bonjour !", messages.greeting(NAME)),
        ("bjr", messages.greeting(NAME)),
        ("bonjoru", messages.greeting(NAME)),
        ("bonsoir", messages.greeting(NAME)),
        ("salut", messages.greeting(NAME)),
        ("Merci 🙏", messages.THANKS),
        ("merci beaucoup", messages.THANKS),
        ("Qui es-tu ?", messages.identity(NAME)),
        ("t'es un robot ?", messages.identity(NAME)),
        ("aide", messages.help_text(NAME)),
        ("comment ça marche ?", messages.help_text(NAME)),
        ("au revoir", messages.GOODBYE),
        ("Bye", messages.GOODBYE),
    ],
)
def test_small_talk_gets_a_kind_word(message: str, expected: str) -> None:
    assert reply(Message.read(message), NAME) == expected


@pytest.mark.parametrize(
    "message",
    [
        "",
        "🌱",
        "combien coûte une parcelle",
        "bonjour, combien coûte une parcelle ?",
        "merci de me dire à quelle heure arroser les tomates",
        "aide à l'achat d'outils",
    ],
)
def test_a_message_that_asks_something_is_no_small_talk(message: str) -> None:
    assert reply(Message.read(message), NAME) is None


def test_without_a_name_none_is_said() -> None:
    said = plainly(reply(Message.read("bonjour"), None) or "")
    assert said == "Bonjour ! Posez-moi votre question : je cherche la réponse dans les pages officielles."


def test_a_greeting_before_a_question_does_not_hide_it(responder: Responder) -> None:
    answer = responder.respond("Bonjour, combien coûte une parcelle ? Merci !", now=SPRING)
    assert answer.kind is Kind.ANSWER


def test_small_talk_comes_without_passages(responder: Responder) -> None:
    answer = responder.respond("bonjour", now=SPRING)
    assert (answer.kind, answer.results, answer.others, answer.suggestions) == (Kind.SMALL_TALK, (), (), ())
