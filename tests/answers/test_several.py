"""Several questions in one message are each answered, under their own words."""

from eig_bot.answers.answer import Answer, Kind, Result
from eig_bot.answers.json_output import as_json
from eig_bot.answers.responder import Responder
from eig_bot.answers.several import together
from eig_bot.knowledge.passage import Passage
from eig_bot.search.message import Message
from tests.garden import CALL, SPRING, plainly

PRICE, WATER = "La cotisation est de 24 €", "Arrosez avant 9 h"


def text_of(responder: Responder, message: str) -> str:
    return plainly(responder.respond(message, now=SPRING).text)


def test_each_question_is_answered_under_its_words_in_their_order(responder: Responder) -> None:
    text = text_of(responder, "Bonjour ! Combien coûte une parcelle ? À quelle heure arroser ? Merci")
    places = [text.index(said) for said in ("« Combien coûte une parcelle ? »", PRICE, "« À quelle heure arroser ? »", WATER)]
    assert places == sorted(places)


def test_a_passage_and_the_state_of_the_call_can_be_asked_together(responder: Responder) -> None:
    answer = responder.respond("Combien coûte une parcelle ? L'appel est-il ouvert ?", now=SPRING)
    assert PRICE in plainly(answer.text)
    assert f"{CALL} est ouvert." in plainly(answer.text)
    assert as_json(answer)["call"]["state"] == "open"


def test_what_two_questions_share_is_answered_once(responder: Responder) -> None:
    assert text_of(responder, "Combien coûte une parcelle ? Quel est le prix d'une parcelle ?").count(PRICE) == 1


def test_two_questions_with_one_answer_stand_above_it_together(responder: Responder) -> None:
    asked = "Combien coûte une parcelle ? Quel est le prix d'une parcelle ? À quelle heure arroser ?"
    answer = responder.respond(asked, now=SPRING)
    assert [part.question for part in answer.parts] == [
        "Combien coûte une parcelle ? Quel est le prix d'une parcelle ?",
        "À quelle heure arroser ?",
    ]


def test_a_question_that_is_not_ours_is_told_beside_two_that_are(responder: Responder) -> None:
    answer = responder.respond("Combien coûte une parcelle ? À quelle heure arroser ? Convertir 17 pouces ?", now=SPRING)
    assert [part.kind for part in answer.parts] == [Kind.ANSWER, Kind.ANSWER, Kind.NO_ANSWER]


def test_one_answer_beside_a_far_question_is_not_two(responder: Responder) -> None:
    answer = responder.respond("Combien coûte une parcelle ? Convertir 17 pouces ?", now=SPRING)
    assert answer.parts == ()


def test_three_are_answered_and_the_others_named(responder: Responder) -> None:
    asked = "Combien coûte une parcelle ? À quelle heure arroser ? Que mettre au compost ? Comment emprunter une brouette ?"
    answer = responder.respond(asked, now=SPRING)
    assert len(answer.parts) == 3
    assert plainly(answer.text).endswith("Reposez-moi ensuite : « Comment emprunter une brouette ? »")


def test_the_first_passage_of_each_comes_first_and_each_passage_once(responder: Responder) -> None:
    answer = responder.respond("Combien coûte une parcelle ? À quelle heure arroser ?", now=SPRING)
    sections = [result.passage.identity for result in answer.results]
    assert [result.passage.section for result in answer.results[:2]] == [
        "Combien coûte une parcelle ?",
        "À quelle heure arroser ?",
    ]
    assert len(set(sections)) == len(sections) <= 10


def part(kind: Kind, confidence: float, *sections: str) -> Answer:
    results = tuple(Result(Passage("a.md", 1, ("Jardins", name), ""), 0.9) for name in sections)
    return Answer(question="?", kind=kind, confidence=confidence, text="", results=results)


def test_after_the_first_of_each_come_those_of_the_part_that_is_least_sure() -> None:
    parts = [part(Kind.ANSWER, 0.9, "eau", "pluie"), part(Kind.SUGGESTIONS, 0.4, "outils", "bêches")]
    answer = together(Message.read("eau ? outils ?"), parts, [])
    assert answer
    assert [result.passage.section for result in answer.results] == ["eau", "outils", "bêches", "pluie"]
    assert (answer.kind, answer.confidence) == (Kind.ANSWER, 0.9)


def test_what_is_answered_comes_before_what_is_asked_back() -> None:
    parts = [part(Kind.SUGGESTIONS, 0.4, "outils"), part(Kind.ANSWER, 0.9, "eau")]
    answer = together(Message.read("outils ? eau ?"), parts, [])
    assert answer
    assert [result.passage.section for result in answer.results] == ["eau", "outils"]
