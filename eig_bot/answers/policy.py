"""What is done with what was found: the one place where it is decided to answer, to offer a choice, to hold back.

`zone` takes the first row of `RULES` that applies. What each row was set on, and what it gives, is printed by
`python -m benchmarks.rules FILE...`, which asks question sets with all rows and then without each one in turn; the figures
beside the rows are those of the development questions (FIGURES).

Two rules come before the table: a question about the state of a call gets that (`asks_for_call_status`), and a turn of a thread
that says too little is read with what its thread is about (`leans_on_thread`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from eig_bot.answers import follow_up
from eig_bot.answers.answer import CallStatus
from eig_bot.search.message import Message
from eig_bot.search.ranker import Ranking


class Zone(StrEnum):
    """What is done with the first hit."""

    ANSWER = "answer"
    """It is given as the answer."""
    SUGGEST = "suggest"
    """It is offered with two others to choose from."""
    HOLD_BACK = "hold_back"
    """Nothing is shown."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where a zone begins."""

    answer: float
    """Confidence from which the first hit is given as the answer."""
    suggest: float
    """Confidence from which three are offered."""
    not_ours: float
    """By how much a question must be more like what is not ours than like ours, so that nothing is given as the answer."""

    @property
    def surely_not_ours(self) -> float:
        """By how much, so that nothing is offered either."""
        return NOTHING * self.not_ours


FAINT = 0.03
"""Score below which nothing speaks for any passage; every right first hit of the development questions has more."""
NOTHING = 1.8
"""How many times the lead of "not ours" that forbids an answer it takes to offer nothing."""
WITH_PHRASINGS = Thresholds(answer=0.5, suggest=0.2, not_ours=0.1)
"""Set on the development questions over `knowledge/`: an answer is more often right than wrong."""
WITHOUT_PHRASINGS = Thresholds(answer=0.25, suggest=0.08, not_ours=0.2)
"""Set on those over a folder for which nobody wrote phrasings: an answer that is right one time in two still comes with three
other links."""
ASKS_FOR_CALL_STATUS = 0.4
"""Score of "asks for the state of a call" from which a question may be about it; set on the development questions."""
SURELY_ASKS_FOR_CALL_STATUS = 0.5
"""Score from which it is, whatever the passages say; set likewise."""
ANSWERS_WELL = 0.45
"""Confidence from which a passage wins over a doubtful question about the call; set likewise."""
SUBJECT_OF_ITS_OWN = 0.2
"""Score of "not ours" from which a short turn of a thread is a subject of its own, and is not read with what came before; set
likewise."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table."""

    name: str
    zone: Zone
    applies: Callable[[Ranking, Thresholds], bool]


RULES = (
    Rule("nothing speaks for any passage", Zone.HOLD_BACK, lambda seen, _: seen.signals.score < FAINT),
    Rule("surely not ours", Zone.HOLD_BACK, lambda seen, at: seen.lead < -at.surely_not_ours),
    Rule("perhaps not ours", Zone.SUGGEST, lambda seen, at: seen.lead < -at.not_ours and seen.confidence >= at.suggest),
    Rule("sure", Zone.ANSWER, lambda seen, at: seen.confidence >= at.answer),
    Rule("unsure", Zone.SUGGEST, lambda seen, at: seen.confidence >= at.suggest),
)
"""First row that applies; where none does, nothing is shown."""


def zone(seen: Ranking, rules: Sequence[Rule] = RULES) -> Zone:
    """Return what is done with the first hit.

    Args:
        seen: what was found.
        rules: the table, or a part of it, to learn what a row is worth.
    """
    at = WITH_PHRASINGS if seen.has_phrasings else WITHOUT_PHRASINGS
    return next((rule.zone for rule in rules if rule.applies(seen, at)), Zone.HOLD_BACK)


def asks_for_call_status(seen: Ranking, calls: Sequence[CallStatus]) -> bool:
    """Return whether a question is answered with the state of a call rather than with a passage.

    Args:
        seen: what was found for it.
        calls: the state of the folder's calls.
    """
    if seen.call_status < ASKS_FOR_CALL_STATUS:
        return False
    if not calls:
        return zone(seen) is not Zone.ANSWER
    tells_of_a_call = bool(seen.hits) and any(call.page == seen.hits[0].passage.page for call in calls)
    return seen.call_status >= SURELY_ASKS_FOR_CALL_STATUS or tells_of_a_call or not _answers_well(seen)


def leans_on_thread(message: Message, alone: Ranking) -> bool:
    """Return whether a turn of a thread is read with what the thread is about.

    Args:
        message: the turn; there is at least one before it.
        alone: what was found for it by itself.
    """
    if follow_up.continues(message):
        return True
    is_a_subject = zone(alone) is Zone.ANSWER or alone.signals.off_topic >= SUBJECT_OF_ITS_OWN
    return follow_up.says_little(message) and not is_a_subject


def _answers_well(seen: Ranking) -> bool:
    """A passage that may not be given as the answer wins over nothing."""
    at = WITH_PHRASINGS if seen.has_phrasings else WITHOUT_PHRASINGS
    return seen.signals.score >= FAINT and seen.lead >= -at.not_ours and seen.confidence >= ANSWERS_WELL
