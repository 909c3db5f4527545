"""Questions of `expect:` that no longer find their passage: what `check` tells of them."""

from datetime import datetime

from eig_bot.answers.responder import Responder
from eig_bot.check.problems import error
from eig_bot.evaluation.measure import Outcome, evaluate, own_questions
from eig_bot.knowledge.outline import NO_OUTLINES, Outlines, position_of
from eig_bot.knowledge.passage import Passage, Problem
from eig_bot.messages import check as messages


def unmet_expectations(responder: Responder, now: datetime, outlines: Outlines = NO_OUTLINES) -> tuple[Problem, ...]:
    """Return an error for each `expect:` question that does not bring its passage among the three shown first.

    Args:
        responder: the bot, with the folder that it answers from.
        now: the moment at which it is asked, with its time zone.
        outlines: what stands where in each file.
    """
    misses = evaluate(own_questions(responder.knowledge), responder, now).misses
    return tuple(
        _unmet(miss, miss.question.passage, outlines) for miss in misses if miss.question.passage and not miss.is_helpful
    )


def _unmet(outcome: Outcome, wanted: Passage, outlines: Outlines) -> Problem:
    text = outcome.question.text
    results = () if outcome.is_silent else outcome.answer.results
    first = messages.passage_at(results[0].passage.section, _place(results[0].passage)) if results else None
    message = messages.expectation_missed(text, wanted.section, first)
    return error(wanted.page, position_of(outlines, wanted, "expect", text=text), message)


def _place(passage: Passage) -> str:
    return f"{passage.page}:{passage.line}"
