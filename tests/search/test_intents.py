"""Whether a question asks for the state of a call, and how surely."""

import pytest

from eig_bot.search.analyzer import words
from eig_bot.search.intents import CallStatusModel, names_a_call
from eig_bot.search.message import Message
from eig_bot.search.ranker import Ranker, Ranking

ASKS = ("peut-on encore candidater ?", "c'est fermé ?", "jusqu'à quand déposer un dossier", "is the call still open?")
DOES_NOT = (
    "combien coûte une parcelle",
    "que mettre au compost",
    "à quelle heure ouvre le cabanon",
    "on peut échanger leurs rôles ?",
)


def ranked(ranker: Ranker, question: str) -> Ranking:
    return ranker.rank(Message.read(question))


@pytest.mark.parametrize("question", ASKS)
def test_a_question_about_the_state_of_a_call_is_likely_one(ranker: Ranker, question: str) -> None:
    assert ranked(ranker, question).call_status_confidence > 0.5


@pytest.mark.parametrize("question", DOES_NOT)
def test_another_question_hardly_is(ranker: Ranker, question: str) -> None:
    assert ranked(ranker, question).call_status_confidence < 0.5


def test_the_probability_rises_with_the_score(ranker: Ranker) -> None:
    model = ranker.learnt.call_status
    stated = [model.probability(score / 10) for score in range(-5, 15)]
    assert stated == sorted(stated)
    assert 0 < stated[0] < 0.1
    assert 0.9 < stated[-1] < 1


def test_a_model_survives_the_way_through_arrays(ranker: Ranker) -> None:
    model = ranker.learnt.call_status
    kept = CallStatusModel.from_arrays(model.arrays("c"), "c")
    text = ranked(ranker, ASKS[0]).query.text
    assert (kept.score(text), kept.probability(0.4)) == (model.score(text), model.probability(0.4))


def test_phrasings_of_the_passage_that_tells_of_the_call_are_examples_too(ranker: Ranker) -> None:
    told = next(passage for passage in ranker.knowledge.passages if passage.page == ranker.knowledge.calls[0].page)
    assert all(ranked(ranker, question).call_status > 0.4 for question in told.questions)


@pytest.mark.parametrize(
    "question", ["l'appel est-il ouvert", "AAP ouvert ?", "peut-on candidater", "trop tard pour postuler ?"]
)
def test_a_question_may_name_a_call(question: str) -> None:
    assert names_a_call(words(question))


@pytest.mark.parametrize("question", ["quand ferme la cantine", "c'est encore ouvert ?", "qui appeler", "rappel des horaires"])
def test_what_only_sounds_like_it_names_none(question: str) -> None:
    assert not names_a_call(words(question))
