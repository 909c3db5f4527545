"""What `check` says of expected questions: those that no longer find their passage."""

import pytest

from eig_bot.answers.answer import Kind
from eig_bot.answers.responder import Responder
from eig_bot.check.expectations import unmet_expectations
from eig_bot.evaluation.measure import own_questions
from tests.evaluation.told import PAYING, PRICE, TOOLS, WATER, Told, says
from tests.garden import SPRING, plainly


@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.SUGGESTIONS, Kind.CALL_STATUS])
def test_an_expectation_is_met_when_its_passage_is_among_the_three_shown_first(kind: Kind) -> None:
    answers = {"le prix ?": says(kind, WATER, TOOLS, PRICE), "chèque ?": says(kind, PAYING)}
    assert unmet_expectations(Told(answers), SPRING) == ()


def test_an_expectation_that_is_not_met_says_what_comes_first_instead() -> None:
    answers = {"le prix ?": says(Kind.ANSWER, WATER, TOOLS, PAYING, PRICE), "chèque ?": says(Kind.ANSWER, PAYING)}
    (problem,) = unmet_expectations(Told(answers), SPRING)
    assert (problem.path, problem.line, problem.is_error) == ("cotisation.md", 37, True)
    assert plainly(problem.message) == (
        "la question « le prix ? » (expect) n’amène plus « Combien coûte une parcelle ? » parmi les trois premiers passages : "
        "vient d’abord « À quelle heure arroser ? » (eau.md:29). "
        "Ajoutez à ce passage une façon de demander qui lui ressemble, ou reformulez-la."
    )


@pytest.mark.parametrize("kind", [Kind.NO_ANSWER, Kind.SMALL_TALK])
def test_an_expectation_that_is_shown_nothing_is_not_met(kind: Kind) -> None:
    answers = {"le prix ?": says(Kind.ANSWER, PRICE), "chèque ?": says(kind, PAYING)}
    (problem,) = unmet_expectations(Told(answers), SPRING)
    assert plainly(problem.message).startswith(
        "la question « chèque ? » (expect) n’amène plus « Comment la régler ? » parmi les trois premiers passages : "
        "aucun passage n’est montré. "
    )


def test_the_garden_finds_what_it_expects(responder: Responder) -> None:
    assert len(own_questions(responder.knowledge)) == 2
    assert unmet_expectations(responder, SPRING) == ()
