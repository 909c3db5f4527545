"""What `check` says of expected questions: those that no longer find their passage."""

from collections.abc import Sequence

import pytest

from eig_bot.answers.answer import Kind
from eig_bot.answers.responder import Responder
from eig_bot.check.expectations import too_misleading, unmet_expectations
from eig_bot.evaluation.measure import LabelledQuestion, Outcome, Tally, evaluate, own_questions
from eig_bot.knowledge.outline import Outline, Value
from tests.evaluation.told import PAYING, PRICE, TOOLS, WATER, Told, says
from tests.garden import SPRING, plainly


def misses(responder: Responder) -> Sequence[Outcome]:
    return evaluate(own_questions(responder.knowledge), responder, SPRING).misses


@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.SUGGESTIONS, Kind.CALL_STATUS])
def test_an_expectation_is_met_when_its_passage_is_among_the_three_shown_first(kind: Kind) -> None:
    answers = {"le prix ?": says(kind, WATER, TOOLS, PRICE), "chèque ?": says(kind, PAYING)}
    assert unmet_expectations(misses(Told(answers))) == ()


def test_an_expectation_that_is_not_met_says_what_comes_first_instead() -> None:
    answers = {"le prix ?": says(Kind.ANSWER, WATER, TOOLS, PAYING, PRICE), "chèque ?": says(Kind.ANSWER, PAYING)}
    (problem,) = unmet_expectations(misses(Told(answers)))
    assert (problem.path, problem.line, problem.is_error) == ("cotisation.md", 37, True)
    assert plainly(problem.message) == (
        "la question « le prix ? » (expect) n’amène plus « Combien coûte une parcelle ? » parmi les trois premiers passages : "
        "vient d’abord « À quelle heure arroser ? » (eau.md:29). "
        "Ajoutez à ce passage une façon de demander qui lui ressemble, ou reformulez-la."
    )


@pytest.mark.parametrize("kind", [Kind.NO_ANSWER, Kind.SMALL_TALK])
def test_an_expectation_that_is_shown_nothing_is_not_met(kind: Kind) -> None:
    answers = {"le prix ?": says(Kind.ANSWER, PRICE), "chèque ?": says(kind, PAYING)}
    (problem,) = unmet_expectations(misses(Told(answers)))
    assert plainly(problem.message).startswith(
        "la question « chèque ? » (expect) n’amène plus « Comment la régler ? » parmi les trois premiers passages : "
        "aucun passage n’est montré. "
    )


@pytest.mark.parametrize(("text", "is_said"), [("CESU ?", True), ("cotisation", True), ("payer par chèque ?", False)])
def test_an_expected_word_that_finds_nothing_may_be_explained_in_the_lexicon(text: str, is_said: bool) -> None:
    asked = LabelledQuestion(text, passage=PRICE)
    outcome = Outcome(asked, says(Kind.NO_ANSWER), is_first=False, is_among_three=False)
    (problem,) = unmet_expectations([outcome])
    assert ("lexique.yml" in problem.message) is is_said


def test_the_garden_finds_what_it_expects(responder: Responder) -> None:
    assert len(own_questions(responder.knowledge)) == 2
    assert unmet_expectations(misses(responder)) == ()


ASKED = Tally(questions=8, right=5, helpful=6, misleading=2, silent=1)


@pytest.mark.parametrize("limit", [None, 0.25, 1.0])
def test_as_many_misleading_answers_as_the_folder_bears_are_no_problem(limit: float | None) -> None:
    assert too_misleading(ASKED, limit) == ()


def test_more_of_them_are_an_error_where_the_limit_is_written() -> None:
    site = Outline("site.yml", (), (Value(("misleading_limit",), "20", (4, 19)),))
    (problem,) = too_misleading(ASKED, 0.2, {"site.yml": site})
    assert (problem.path, problem.line, problem.column, problem.is_error) == ("site.yml", 4, 19, True)
    assert plainly(problem.message) == (
        "25,0 % des réponses aux questions « expect » sont trompeuses, et ce dossier en accepte 20,0 % au plus. "
        "« eig-bot eval » dit lesquelles : ajoutez aux passages attendus des façons de demander qui leur ressemblent."
    )
