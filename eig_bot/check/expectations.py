"""Questions of `expect:`, asked of the folder: what `check` tells of their answers.

`evaluation.measure.evaluate` asks them, once; `unmet_expectations` names those that no longer find their passage,
`too_misleading` compares the share of misleading answers with the one that the folder bears.
"""

from collections.abc import Sequence

from eig_bot.check.problems import error
from eig_bot.evaluation.measure import Outcome, Tally
from eig_bot.knowledge.extras import SITE_FILE
from eig_bot.knowledge.outline import NO_OUTLINES, Outlines, position_of
from eig_bot.knowledge.passage import Passage, Problem
from eig_bot.messages import check as messages
from eig_bot.search.analyzer import words

LIMIT = "misleading_limit"


def unmet_expectations(misses: Sequence[Outcome], outlines: Outlines = NO_OUTLINES) -> tuple[Problem, ...]:
    """Return an error for each `expect:` question that does not bring its passage among the three shown first.

    Args:
        misses: those that did not get the right answer (`Metrics.misses`).
        outlines: what stands where in each file.
    """
    return tuple(
        _unmet(miss, miss.question.passage, outlines) for miss in misses if miss.question.passage and not miss.is_helpful
    )


def too_misleading(found: Tally, limit: float | None, outlines: Outlines = NO_OUTLINES) -> tuple[Problem, ...]:
    """Return an error where more answers mislead than the folder bears, none otherwise; a share that is equal is borne.

    Args:
        found: what all `expect:` questions got.
        limit: share of them from 0 to 1 (`Site.misleading_limit`); None for no limit.
        outlines: what stands where in each file, `site.yml` among them.
    """
    if limit is None or found.misleading <= limit * found.questions:
        return ()
    site = outlines.get(SITE_FILE)
    written = site.value(LIMIT) if site else None
    message = messages.too_misleading(found.misleading, found.questions, limit)
    return (error(SITE_FILE, written.position if written else (1, 1), message),)


def _unmet(outcome: Outcome, wanted: Passage, outlines: Outlines) -> Problem:
    text = outcome.question.text
    results = () if outcome.is_silent else outcome.answer.results
    first = messages.passage_at(results[0].passage.section, _place(results[0].passage)) if results else None
    message = messages.expectation_missed(text, wanted.section, first, is_a_word=len(words(text)) == 1)
    return error(wanted.page, position_of(outlines, wanted, "expect", text=text), message)


def _place(passage: Passage) -> str:
    return f"{passage.page}:{passage.line}"
