"""The JSON object of an answer is a contract: its keys, their types, and the identifier as it came."""

import pytest

from eig_bot.answers.json_output import as_json
from eig_bot.answers.responder import Responder
from tests.garden import SPRING

KEYS = ["id", "question", "kind", "confidence", "text", "results"]


@pytest.mark.parametrize(
    "question", ["combien coûte une parcelle", "quelle est la capitale de l'Australie", "bonjour", "", "parcelle ou compost"]
)
def test_every_answer_has_the_same_keys(responder: Responder, question: str) -> None:
    found = as_json(responder.respond(question, now=SPRING))
    assert list(found) == KEYS
    assert found["question"] == question
    assert found["id"] is None


def test_an_answer_about_a_call_also_gives_the_call(responder: Responder) -> None:
    found = as_json(responder.respond("l'appel est-il ouvert ?", now=SPRING))
    assert set(found) == {*KEYS, "call"}
    assert found["call"]["name"] == "Un jardin au pied de chez soi"
    assert found["call"]["results_url"] == "https://jardins.example/laureats/"


def test_a_result_says_where_it_stands_and_what_it_shows(responder: Responder) -> None:
    first = as_json(responder.respond("combien coûte une parcelle", now=SPRING))["results"][0]
    assert 0 < first.pop("score") <= 1
    assert first == {
        "page": "cotisation.md",
        "section": "Combien coûte une parcelle ?",
        "heading_path": ["La cotisation", "Combien coûte une parcelle ?"],
        "title": "La cotisation",
        "snippet": "La cotisation est de 24 € par an pour 25 m², et de 12 € pour les étudiants et les demandeurs d'emploi.",
        "url": "https://jardins.example/cotisation/",
    }


def test_results_come_best_first(responder: Responder) -> None:
    found = as_json(responder.respond("comment obtenir une parcelle", now=SPRING))["results"]
    scores = [row["score"] for row in found]
    assert 1 <= len(scores) <= 10
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("identifier", [7, "q7", None, ["a"], {"b": 1}, 1.5])
def test_the_identifier_comes_back_as_it_was_given(responder: Responder, identifier: object) -> None:
    assert as_json(responder.respond("bonjour", now=SPRING), identifier)["id"] == identifier
