"""The values that an answer is made of."""

from dataclasses import replace

import pytest

from eig_bot.answers.answer import SUGGESTED, Answer, Kind, Result
from eig_bot.knowledge.passage import Passage

PASSAGES = [Passage("outils.md", at, ("Outils", f"Outil {at}"), "Au cabanon.") for at in range(1, 7)]


def results(*scores: float) -> tuple[Result, ...]:
    return tuple(Result(passage, score) for passage, score in zip(PASSAGES, scores, strict=False))


ANSWER = Answer(question="", kind=Kind.ANSWER, confidence=0.9, text="", results=results(1.0, 0.9, 0.4, 0.39, 0.3))


def test_others_worth_a_look_are_near_the_first_one() -> None:
    assert [other.passage.line for other in ANSWER.others] == [2, 3]


def test_at_most_three_others_are_shown() -> None:
    assert len(replace(ANSWER, results=results(1.0, 0.9, 0.9, 0.9, 0.9)).others) == SUGGESTED


@pytest.mark.parametrize("kind", set(Kind) - {Kind.ANSWER})
def test_only_an_answer_has_others(kind: Kind) -> None:
    assert replace(ANSWER, kind=kind).others == ()


@pytest.mark.parametrize("kind", Kind)
def test_only_suggestions_are_chosen_from(kind: Kind) -> None:
    shown = replace(ANSWER, kind=kind).suggestions
    assert shown == (ANSWER.results[:SUGGESTED] if kind is Kind.SUGGESTIONS else ())
