"""Two questions in one message are each answered, when each has an answer of its own."""

import pytest

from eig_bot.answers.answer import Kind
from eig_bot.answers.json_output import as_json
from eig_bot.answers.responder import Responder
from eig_bot.answers.segmentation import questions_in
from eig_bot.search.message import Message
from tests.garden import CALL, SPRING, plainly

PRICE, WATER = "La cotisation est de 24 €", "Arrosez avant 9 h"


@pytest.mark.parametrize(
    ("message", "questions"),
    {
        "Combien coûte une parcelle ? À quelle heure arroser ?": ["Combien coûte une parcelle ?", "À quelle heure arroser ?"],
        "combien coûte une parcelle\nà quelle heure arroser": ["combien coûte une parcelle", "à quelle heure arroser"],
        "combien coûte une parcelle et quand arroser ?": ["combien coûte une parcelle", "quand arroser ?"],
        "combien coûte une parcelle ?": [],
        "les allées et les haies, à qui sont-elles ?": [],
        "Bonjour ? Merci !": [],
        "arroser ?\ncompost ?\noutils ?\nparcelle ?": [],
        "": [],
    }.items(),
)
def test_a_message_is_cut_into_its_questions(message: str, questions: list[str]) -> None:
    assert [part.text for part in questions_in(Message.read(message))] == questions


def test_both_questions_are_answered_in_their_order(responder: Responder) -> None:
    text = plainly(responder.respond("Combien coûte une parcelle ? À quelle heure arroser ?", now=SPRING).text)
    assert 0 <= text.index(PRICE) < text.index(WATER)


def test_a_passage_and_the_state_of_the_call_can_be_asked_together(responder: Responder) -> None:
    answer = responder.respond("Combien coûte une parcelle ? L'appel est-il ouvert ?", now=SPRING)
    assert PRICE in plainly(answer.text)
    assert f"{CALL} est ouvert." in plainly(answer.text)
    assert as_json(answer)["call"]["state"] == "open"


def test_what_two_questions_share_is_answered_once(responder: Responder) -> None:
    text = plainly(responder.respond("Combien coûte une parcelle ? Quel est le prix d'une parcelle ?", now=SPRING).text)
    assert text.count(PRICE) == 1


def test_a_question_with_a_far_one_is_not_half_answered_as_two(responder: Responder) -> None:
    answer = responder.respond("Combien coûte une parcelle ? 17 x 23 ?", now=SPRING)
    assert answer.parts == ()
    assert answer.kind in set(Kind)
