"""A turn of a thread that does not stand alone takes along what the thread is about."""

import pytest

from eig_bot.answers.answer import Kind
from eig_bot.answers.follow_up import about, continues, says_little
from eig_bot.answers.responder import Responder
from eig_bot.search.message import Message
from tests.garden import CALL, SPRING, plainly


@pytest.mark.parametrize("turn", ["et pour une école ?", "Et à midi ?", "mais sans outils ?", "ou par chèque", "pour deux ?"])
def test_a_turn_that_opens_like_a_continuation_continues(turn: str) -> None:
    assert continues(Message.read(turn))


@pytest.mark.parametrize(
    "turn",
    [
        "combien coûte une parcelle",
        "étudiants",
        "Et comment fait-on pour emprunter une brouette et deux râteaux au cabanon ?",
        "outre-mer",
        "Où garer mon vélo ?",
        "",
    ],
)
def test_a_question_of_its_own_does_not_continue(turn: str) -> None:
    assert not continues(Message.read(turn))


@pytest.mark.parametrize(
    ("turn", "little"),
    {"et les chèques ?": True, "pourquoi ?": True, "combien ça coûte": True, "on y va comment le dimanche": True}.items()
    | {"combien coûte une parcelle au jardin": False, "que mettre au compost": False}.items(),
)
def test_a_turn_with_a_word_or_a_pronoun_says_little(turn: str, little: bool) -> None:
    assert says_little(Message.read(turn)) is little


def test_the_last_turn_that_stands_alone_is_what_the_thread_is_about() -> None:
    history = ["où sont les jardins de la ville ?", "comment payer la cotisation annuelle ?", "et par chèque ?"]
    assert about([*map(Message.read, history)]).text == "comment payer la cotisation annuelle ?"


def test_else_the_first_turn_is() -> None:
    assert about([Message.read("jardins ?"), Message.read("et ici ?")]).text == "jardins ?"


@pytest.mark.parametrize(
    ("earlier", "turn", "section"),
    [
        ("comment payer la cotisation", "et les chèques ?", "Comment se règle la cotisation ?"),
        ("à quelle heure arroser", "et à midi ?", "À quelle heure arroser ?"),
        ("où sont les jardins", "et à la gare ?", "Où sont les jardins ?"),
        ("combien coûte une parcelle", "et pour les étudiants ?", "Combien coûte une parcelle ?"),
        ("combien coûte une parcelle", "et ça ?", "Combien coûte une parcelle ?"),
    ],
)
def test_a_follow_up_is_answered_within_its_thread(responder: Responder, earlier: str, turn: str, section: str) -> None:
    answer = responder.respond(turn, [earlier], now=SPRING)
    assert answer.results[0].passage.section == section
    assert answer.question == turn


@pytest.mark.parametrize("question", ["que mettre au compost", "à quelle heure arroser", "comment emprunter une brouette"])
def test_a_question_that_stands_alone_is_answered_as_without_a_thread(responder: Responder, question: str) -> None:
    history = ["combien coûte une parcelle", "et pour les étudiants ?"]
    assert responder.respond(question, history, now=SPRING) == responder.respond(question, now=SPRING)


def test_the_state_of_the_call_can_be_asked_in_a_follow_up(responder: Responder) -> None:
    answer = responder.respond("et c'est encore ouvert ?", ["comment créer un nouveau jardin"], now=SPRING)
    assert plainly(answer.message).startswith(f"{CALL} est ouvert.")


@pytest.mark.parametrize(
    ("turn", "is_about_it"), [("et pour les candidats ?", True), ("quelle est la recette du clafoutis ?", False)]
)
def test_what_follows_a_question_about_the_call_is_about_it_where_it_adds_to_it(
    shipped: Responder, turn: str, *, is_about_it: bool
) -> None:
    answer = shipped.respond(turn, ["c'est encore ouvert ?"], now=SPRING)
    assert (answer.kind is Kind.CALL_STATUS) == is_about_it


def test_thanks_in_a_thread_are_only_thanks(responder: Responder) -> None:
    assert responder.respond("merci !", ["combien coûte une parcelle"], now=SPRING).kind is Kind.SMALL_TALK
