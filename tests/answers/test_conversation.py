"""Real conversations: thanks, doubt, "non", "la 2"; long messages; questions that say too little."""

import pytest

from eig_bot.answers.answer import Answer, Kind
from eig_bot.answers.responder import Responder
from eig_bot.messages import answers as messages
from tests.garden import CONTACT, SPRING, plainly

PRICE, WATER = "Combien coûte une parcelle ?", "À quelle heure arroser ?"
TEAM = f"L’équipe « Jardins partagés » peut vous répondre : {CONTACT}"


def last(responder: Responder, *said: str) -> Answer:
    """Return the answer to the last message of a thread."""
    *history, question = said
    return responder.respond(question, history, now=SPRING)


def sections(answer: Answer) -> list[str]:
    return [result.passage.section for result in answer.suggestions]


# --- courtesies -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "message",
    [
        "Mille mercis pour ces lumières",
        "ok super, bien noté chef",
        "😂😂",
        "bon, je retourne à mes moutons, à plus",
        "pas clair votre histoire !!",
        "vous êtes sûr de ce que vous avancez ?",
        "espèce de vieille machine rouillée",
        "quelqu'un lit ce que j'écris ?",
        "je peux te demander un truc vite fait ?",
    ],
)
def test_what_asks_nothing_of_the_pages_is_answered_kindly_without_them(responder: Responder, message: str) -> None:
    assert last(responder, message).kind is Kind.SMALL_TALK


def test_stop_is_not_taken_for_thanks(responder: Responder) -> None:
    assert last(responder, "stop").text != messages.THANKS


@pytest.mark.parametrize(
    "message",
    [
        "merci de me dire à quelle heure arroser",
        "bonjour, combien coûte une parcelle ?",
        "non, combien coûte une parcelle ?",
        "prêt d'outils",
        "qui décide des dépenses",
    ],
)
def test_what_only_begins_like_a_courtesy_is_looked_up(responder: Responder, message: str) -> None:
    assert last(responder, message).kind is not Kind.SMALL_TALK


# --- reactions to an answer -------------------------------------------------------------------------------------------


def test_a_doubt_is_given_the_source_again_and_the_team(responder: Responder) -> None:
    answer = last(responder, PRICE, "vous êtes sûrs ?")
    assert "« La cotisation »" in plainly(answer.text)
    assert TEAM in plainly(answer.text)
    assert answer.text.endswith("https://jardins.example/cotisation/")


def test_who_has_not_understood_the_state_of_the_call_is_told_it_in_one_sentence(responder: Responder) -> None:
    answer = last(responder, "l'appel est-il ouvert ?", "j'ai pas compris")
    assert plainly(answer.message).startswith("En bref : L’appel « Un jardin au pied de chez soi » est ouvert.")


@pytest.mark.parametrize("message", ["je n'ai pas compris", "en plus simple ?"])
def test_who_has_not_understood_is_given_the_plainest_sentences(responder: Responder, message: str) -> None:
    answer = last(responder, WATER, message)
    assert (answer.kind, "Arrosez avant 9 h" in plainly(answer.text)) == (Kind.SMALL_TALK, True)


def test_no_is_given_the_next_choices_each_time(responder: Responder) -> None:
    first = last(responder, PRICE, "non")
    second = last(responder, PRICE, "non", "toujours pas ça")
    assert first.kind is second.kind is Kind.SMALL_TALK
    assert sections(first)
    assert sections(second)
    assert not set(sections(first)) & set(sections(second))


def test_a_choice_by_its_number_is_answered(responder: Responder) -> None:
    offered = sections(last(responder, PRICE, "non"))
    answer = last(responder, PRICE, "non", "la 2")
    assert (answer.kind, answer.results[0].passage.section) == (Kind.ANSWER, offered[1])


def test_a_yes_to_choices_takes_the_first(responder: Responder) -> None:
    offered = sections(last(responder, PRICE, "non"))
    assert last(responder, PRICE, "non", "oui").results[0].passage.section == offered[0]


def test_a_yes_to_an_answer_is_told_what_can_be_asked_next(responder: Responder) -> None:
    assert last(responder, PRICE, "oui").kind is Kind.SMALL_TALK


def test_a_follow_up_leans_on_the_last_question_not_on_the_thanks_between(responder: Responder) -> None:
    asked = last(responder, WATER, "et à midi ?")
    assert last(responder, WATER, "merci beaucoup, c'est très clair !", "et à midi ?").text == asked.text


def test_what_is_known_to_have_been_shown_is_what_a_reaction_is_about(responder: Responder) -> None:
    compost = next(passage for passage in responder.knowledge.passages if passage.section == "Que mettre au compost ?")
    answer = responder.respond("vous êtes sûrs ?", [PRICE], now=SPRING, shown=compost.identity)
    assert answer.source is compost


@pytest.mark.parametrize("message", ["la 2", "oui", "non", "à côté de la plaque", "vous êtes sûrs ?", "je n'ai pas compris"])
def test_a_reaction_to_nothing_invents_no_passage(responder: Responder, message: str) -> None:
    answer = last(responder, message)
    assert (answer.results, answer.source) == ((), None)


# --- questions that say too little ------------------------------------------------------------------------------------


@pytest.mark.parametrize("message", ["où ?", "c'est quand", "combien ?", "on peut ?", "et pour moi ?", "quand donc ?"])
def test_a_first_message_that_names_no_subject_is_asked_for_one(responder: Responder, message: str) -> None:
    answer = last(responder, message)
    assert answer.kind is Kind.SUGGESTIONS
    assert answer.text.startswith(messages.ASK_BACK)


def test_in_a_thread_the_same_words_are_about_what_came_before(responder: Responder) -> None:
    assert last(responder, "les restrictions d'eau pendant la sécheresse", "c'est quand ?").text != messages.ASK_BACK
