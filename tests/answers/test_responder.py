"""What a message gets: an answer with its source, a choice, or "je ne sais pas" with whom to ask."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.answers import call_status
from eig_bot.answers.answer import SUGGESTED, Answer, Kind, Result
from eig_bot.answers.json_output import as_json
from eig_bot.answers.responder import Responder
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import Passage
from eig_bot.messages import answers as messages
from eig_bot.search.message import MAX_CHARACTERS
from tests.garden import CONTACT, SPRING, SUMMER, at, bold, page, plainly, write


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

Answering = Callable[[Path], Responder]
FAR = (
    "quelle est la capitale de l'Australie",
    "17 x 23",
    "score du rugby hier soir",
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


def test_a_name_without_a_contact_invents_none_either(answering: Answering, folder: Path) -> None:
    pages = {"site.yml": "name: Ruches\n", "ruche.md": page("La ruche", "Le miel se récolte en juillet.")}
    bees = answering(write(folder, pages))
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


@pytest.mark.parametrize("message", ["", " \n\t ", "…", "—", "\x00\x07\u200b", "\ufeff"])
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
    assert len(responder.respond(message, now=SPRING).question) <= MAX_CHARACTERS


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
    return Result(Passage("a.md", 1, ("Jardins", section), "", url=None), score)


RESULTS = tuple(result(name, score) for name, score in [("un", 0.9), ("deux", 0.5), ("trois", 0.2), ("quatre", 0.1)])


def sections(results: tuple[Result, ...]) -> list[str]:
    return [found.passage.section for found in results]


def test_a_choice_offers_the_first_three_and_no_others() -> None:
    answer = Answer(question="q", kind=Kind.SUGGESTIONS, confidence=0.4, text="", results=RESULTS)
    assert sections(answer.suggestions) == ["un", "deux", "trois"]
    assert answer.others == ()


def test_an_answer_shows_beside_it_only_what_is_worth_a_look() -> None:
    answer = Answer(question="q", kind=Kind.ANSWER, confidence=0.9, text="", results=RESULTS)
    assert sections(answer.others) == ["deux"]
    assert answer.suggestions == ()
    assert replace(answer, kind=Kind.NO_ANSWER).others == ()


# --- a passage that the reader has chosen


def passage_of(responder: Responder, section: str) -> Passage:
    return next(passage for passage in responder.knowledge.passages if passage.section == section)


def test_a_choice_makes_a_passage_no_more_likely_than_it_was(responder: Responder) -> None:
    price = passage_of(responder, "Combien coûte une parcelle ?")
    asked = responder.respond("Combien coûte une parcelle ?", now=SPRING)
    assert responder.show(price, "Combien coûte une parcelle ?", SPRING).confidence == asked.confidence
    assert responder.show(price, "Que mettre au compost ?", SPRING).confidence < 0.5


def test_a_chosen_passage_is_the_answer_whatever_the_question(responder: Responder) -> None:
    compost = passage_of(responder, "Que mettre au compost ?")
    for question in ("Combien coûte une parcelle ?", "17 x 23", "", None):
        answer = responder.show(compost, question, SPRING)
        assert (answer.kind, answer.source) == (Kind.ANSWER, compost)
        assert plainly(answer.text) == (
            "Des épluchures, du marc de café, des feuilles mortes. Ni viande, ni agrumes, ni litière.\n\n"
            "Source : https://jardins.example/outils/"
        )


def test_a_chosen_passage_comes_before_what_the_question_finds_and_once(responder: Responder) -> None:
    question = "comment obtenir une parcelle"
    found = [result.passage for result in responder.respond(question, now=SPRING).results]
    for chosen in (found[0], found[2], passage_of(responder, "Que mettre au compost ?")):
        results = responder.show(chosen, question, SPRING).results
        expected = [chosen, *(passage for passage in found if passage is not chosen)][:10]
        assert [result.passage for result in results] == expected
        assert all(0 <= result.score <= 1 for result in results)


def test_the_words_of_the_question_are_in_bold_in_a_chosen_passage(responder: Responder) -> None:
    compost = passage_of(responder, "Que mettre au compost ?")
    answer = responder.show(compost, "le marc de café et les feuilles", SPRING)
    assert {"marc", "café", "feuilles"} <= set(bold(answer.results[0].snippet))
    assert answer.question == "le marc de café et les feuilles"


def test_without_a_question_a_chosen_passage_answers_its_own_heading(responder: Responder) -> None:
    answer = responder.show(passage_of(responder, "Combien de temps attend-on ?"), None, SPRING)
    assert answer.question == "Combien de temps attend-on ?"
    assert answer.others


def test_a_chosen_passage_says_what_the_reader_must_know(responder: Responder) -> None:
    dry = responder.show(passage_of(responder, "Restrictions de la sécheresse"), None, SPRING)
    school = responder.show(passage_of(responder, "Les jardins d'école"), "can our school have a garden", SPRING)
    assert (dry.notes, dry.is_dated) == ((messages.expired(date(2030, 10, 31)),), True)
    assert (school.notes, school.is_dated) == ((messages.ENGLISH, messages.for_others("écoles")), False)
    assert all(note in answer.text for answer in (dry, school) for note in answer.notes)


@given(st.text(max_size=100))
def test_any_question_leaves_a_chosen_passage_its_place(responder: Responder, question: str) -> None:
    chosen = passage_of(responder, "Emprunter un outil")
    assert responder.show(chosen, question, SPRING).results[0].passage is chosen


# --- what has passed


@pytest.mark.parametrize(
    ("question", "moment", "is_dated"),
    [
        ("y a-t-il des restrictions d'eau", at("2030-10-31"), False),
        ("y a-t-il des restrictions d'eau", at("2030-11-01"), True),
        ("quand a lieu la fête des récoltes ?", at("2030-09-20"), False),
        ("quand a lieu la fête des récoltes ?", SPRING, True),
        ("combien coûte une parcelle", SPRING, False),
        ("l'appel est-il ouvert ?", SUMMER, False),
        ("17 x 23", SPRING, False),
    ],
)
def test_an_answer_knows_that_what_it_tells_has_passed(
    responder: Responder, question: str, moment: datetime, *, is_dated: bool
) -> None:
    assert responder.respond(question, now=moment).is_dated is is_dated


# --- the documents of a call


def documents(folder: Path, pages: dict[str, str]) -> list[tuple[str, str | None]]:
    knowledge = Library(write(folder, {"site.yml": "address: https://ruches.example\n", **pages})).load()
    return [(found.text, found.url) for found in call_status.documents(call_status.statuses(knowledge, SPRING)[0], knowledge)]


def linked(*names: str) -> str:
    return "Voyez " + ", ".join(f"[{name}](/{name})" for name in names) + "."


def names(found: list[tuple[str, str | None]]) -> list[str]:
    return [name for name, _ in found]


def test_the_state_of_the_calls_comes_with_the_files_that_the_page_links_to(answering: Answering, folder: Path) -> None:
    text = "Lisez [le règlement](/reglement.pdf), [la page](/page), [le modèle](https://ailleurs.example/modele.ODT?v=2)."
    expected = [
        ("le règlement", "https://ruches.example/reglement.pdf"),
        ("le modèle", "https://ailleurs.example/modele.ODT?v=2"),
    ]
    assert documents(folder, {"appel.md": page("Appel", text, open="true")}) == expected
    answer = answering(folder).status(SPRING)
    assert [(found.text, found.url) for found in answer.documents] == expected


@pytest.mark.parametrize("other", ["abeilles.md", "zinnias.md"])
def test_files_of_the_calls_own_page_come_before_those_of_its_folder(folder: Path, other: str) -> None:
    pages = {"appel.md": page("Appel", linked("a.pdf", "b.pdf"), open="true"), other: page("Autre", linked("b.pdf", "c.pdf"))}
    assert names(documents(folder, pages))[:2] == ["a.pdf", "b.pdf"]


def test_a_page_without_files_takes_those_of_its_folder_alone(folder: Path) -> None:
    pages = {
        "ruches/appel.md": page("Appel", "Écrivez-nous.", open="true"),
        "ruches/miel.md": page("Miel", linked("miel.pdf")),
        "fleurs/rose.md": page("Rose", linked("rose.pdf")),
        "ruches/essaims.md": page("Essaims", linked("essaims.pdf"), audience="apiculteurs"),
        "ruches/fete.md": page("Fête", linked("fete.pdf"), date="2030-09-12", layout="post"),
    }
    assert names(documents(folder, pages)) == ["miel.pdf"]


def test_at_most_three_files_are_shown_the_first_ones_each_once(folder: Path) -> None:
    text = linked("a.pdf", "b.docx", "a.pdf", "c.zip", "d.pdf", "a.pdf")
    assert names(documents(folder, {"appel.md": page("Appel", text, open="true")})) == ["a.pdf", "b.docx", "c.zip"]


def test_files_are_shown_where_the_calls_were_asked_for_without_a_question(responder: Responder, stranger: Responder) -> None:
    assert [document.text for document in responder.status(SPRING).documents] == ["plan des jardins"]
    assert stranger.status(SPRING).documents == ()
    assert responder.respond("l'appel est-il ouvert ?", now=SPRING).documents == ()
