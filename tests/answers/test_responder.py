"""What a message gets: an answer with its source, a choice, or "je ne sais pas" with whom to ask."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot import messages
from eig_bot.answers.answer import SUGGESTED, Answer, Kind, Result, Snippet
from eig_bot.answers.json_form import as_json
from eig_bot.answers.responder import MAX_QUESTION, Responder
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import Passage
from tests.garden import CONTACT, SPRING, page, plainly, write

pytestmark = pytest.mark.usefixtures("indexed_once")


def test_an_answer_shows_its_passage_and_its_source(responder: Responder) -> None:
    answer = responder.respond("Combien coûte une parcelle ?", now=SPRING)
    assert answer.kind is Kind.ANSWER
    assert plainly(answer.text) == (
        "La cotisation est de 24 € par an pour 25 m², et de 12 € pour les étudiants et les demandeurs d'emploi.\n\n"
        "Source : https://jardins.example/cotisation/"
    )


def test_an_answer_has_at_most_ten_results_and_three_others(responder: Responder) -> None:
    answer = responder.respond("comment obtenir une parcelle", now=SPRING)
    assert len(answer.results) <= 10
    assert len(answer.others) <= SUGGESTED
    assert answer.results[0] not in answer.others


# --- what is not ours -------------------------------------------------------------------------------------------------

FAR = (
    "quelle est la capitale de l'Australie",
    "17 x 23",
    "score du rugby hier soir",
    "recette de la tarte aux pommes",
    "mon chat vomit, c'est grave docteur ?",
    "convertir 12 pouces en centimètres",
)
NOT_OURS = ("louez-vous des vélos électriques", "comment refaire ma carte d'identité", "où déclarer une naissance")
"""Questions of `hors-sujet.yml`."""


@pytest.mark.parametrize("question", [*FAR, *NOT_OURS, "xyz", "مرحبا"])
def test_a_question_that_is_not_ours_is_held_back_with_the_contact_of_the_folder(responder: Responder, question: str) -> None:
    answer = responder.respond(question, now=SPRING)
    assert answer.kind is Kind.NO_ANSWER
    assert plainly(answer.text) == f"{messages.NO_ANSWER} L’équipe « Jardins partagés » peut vous répondre : {CONTACT}"


def test_without_a_site_file_no_contact_is_invented(stranger: Responder) -> None:
    assert stranger.respond("17 x 23", now=SPRING).text == messages.NO_ANSWER
    for question in FAR:
        assert "L’équipe" not in stranger.respond(question, now=SPRING).text


def test_a_name_without_a_contact_invents_none_either(folder: Path) -> None:
    pages = {"site.yml": "name: Ruches\n", "ruche.md": page("La ruche", "Le miel se récolte en juillet.")}
    bees = Responder(Library(write(folder, pages)).load())
    assert bees.respond("17 x 23", now=SPRING).text == messages.NO_ANSWER


@pytest.mark.parametrize(
    "question", ["EIG", "combien gagne un EIG", "la DINUM finance-t-elle les défis ?", *FAR, "bonjour", "aide"]
)
def test_nothing_of_another_programme_stands_in_an_answer(responder: Responder, question: str) -> None:
    said = json.dumps(as_json(responder.respond(question, now=SPRING)) | {"question": ""}, ensure_ascii=False)
    assert not re.search(r"\b(?:eig|etalab|dinum|entrepreneurs? d.intérêt)\b", said, re.IGNORECASE)


def test_a_folder_without_phrasings_answers_from_its_words(stranger: Responder) -> None:
    answer = stranger.respond("quand se récolte le miel de la ruche ?", now=SPRING)
    assert answer.kind is Kind.ANSWER
    assert answer.text == "Le miel se récolte en juillet."


# --- any message ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("message", ["", " \n\t ", "?!…", "🌱🌻", "—", "\x00\x07\u200b", "\ufeff"])
def test_a_message_without_a_word_is_asked_to_be_a_sentence(responder: Responder, message: str) -> None:
    answer = responder.respond(message, now=SPRING)
    assert (answer.kind, answer.text) == (Kind.NO_ANSWER, messages.EMPTY_QUESTION)


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("a" * 40_000, id="one-word"),
        pytest.param("parcelle " * 5_000, id="one-word-again-and-again"),
        pytest.param("z?y " * 10_000, id="many-unknown-words"),
        pytest.param("1 " * 20_000, id="digits"),
        pytest.param("l'" * 20_000, id="elisions"),
        pytest.param("-a" * 20_000, id="hyphens"),
        pytest.param("🌱" * 40_000, id="emoji"),
        pytest.param("e\u0301" * 20_000, id="combining-accents"),
    ],
)
def test_forty_thousand_characters_are_read_at_their_beginning(responder: Responder, message: str) -> None:
    assert len(responder.respond(message, now=SPRING).question) <= MAX_QUESTION


@pytest.mark.parametrize(
    "message", ["مرحبا كيف الحال", "\u202ejardin\u202c", "שלום", "庭園", "combien\x00 coûte\x1b[31m", "\ud83d"]
)
def test_other_scripts_and_control_characters_get_an_answer_or_none(responder: Responder, message: str) -> None:
    assert responder.respond(message, now=SPRING).text


@given(st.text(max_size=300), st.lists(st.text(max_size=50), max_size=4))
def test_any_message_in_any_thread_gets_something_to_read(responder: Responder, message: str, history: list[str]) -> None:
    answer = responder.respond(message, history, now=SPRING)
    assert answer.text
    assert 0 <= answer.confidence <= 1
    assert json.loads(json.dumps(as_json(answer)))["question"] == message


WORDS = ("parcelle", "l'eau", "combien", "et", "?", "appel", "ouvert", "🌱", "3 500", "bjr", "où", "the", "\u202e", "jp")


@given(st.lists(st.sampled_from(WORDS), max_size=12), st.lists(st.sampled_from(WORDS), max_size=3))
def test_any_mix_of_words_gets_an_answer_of_bounded_length(responder: Responder, said: list[str], history: list[str]) -> None:
    answer = responder.respond(" ".join(said), history, now=SPRING)
    assert 0 < len(answer.text) < 3_000
    assert all(0 <= result.score <= 1 for result in answer.results)


# --- the values -------------------------------------------------------------------------------------------------------


def result(section: str, score: float) -> Result:
    return Result(Passage("a.md", 1, ("Jardins", section), "", url=None), Snippet(()), score)


RESULTS = tuple(result(name, score) for name, score in [("un", 0.9), ("deux", 0.5), ("trois", 0.2), ("quatre", 0.1)])


def sections(results: tuple[Result, ...]) -> list[str]:
    return [found.passage.section for found in results]


def test_a_choice_offers_the_first_three_and_no_others() -> None:
    answer = Answer("q", Kind.SUGGESTIONS, 0.4, "", results=RESULTS)
    assert sections(answer.suggestions) == ["un", "deux", "trois"]
    assert answer.others == ()


def test_an_answer_shows_beside_it_only_what_is_worth_a_look() -> None:
    answer = Answer("q", Kind.ANSWER, 0.9, "", results=RESULTS)
    assert sections(answer.others) == ["deux"]
    assert answer.suggestions == ()
    assert replace(answer, kind=Kind.NO_ANSWER).others == ()
