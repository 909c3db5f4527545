"""What is done with what was found: the one place where it is decided to answer, to offer a choice, to hold back.

`Policy.zone` takes the first row of `RULES` that applies; where none does, nothing is shown:

==============================  =========  =============================================================================
row                             zone       without it, on the development questions (with phrasings; without any)
==============================  =========  =============================================================================
nothing speaks for any passage  hold back  nothing changes there: it is for letters and words of no language
surely not ours                 hold back  of what is not ours, 44 % are shown nothing instead of 66; 4 instead of 8
perhaps not ours                suggest    right 78.5 % instead of 77.1; of what is not ours 72 % held back, not 78
sure                            answer     no passage is ever the answer
unsure                          suggest    helpful 86.1 % instead of 94.4; 56.9 instead of 68.0
==============================  =========  =============================================================================

`python -m benchmarks.rules FILE... [--knowledge DIR]` prints these figures for question sets: all rows, then without each one.
The numbers of a policy were set on the development questions with `eig-bot eval FILE...`, one after the other.

Two decisions come before the table: a question about the state of a call gets that (`asks_for_call_status`), and a turn of a
thread that says too little is read with what its thread is about (`leans_on_thread`).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum

from eig_bot.answers import follow_up
from eig_bot.answers.answer import CallStatus
from eig_bot.answers.call_status import states_it
from eig_bot.search.intents import names_a_call
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
    surely_not_ours: float
    """By how much, so that nothing is offered either."""
    faint: float = 0.03
    """Score below which nothing speaks for any passage; every right first hit of the development questions has more.
    `make tune`: 0.024 73.9/10.6/82.8, **0.03** 73.9/10.6/82.8, 0.0375 73.9/10.6/82.8"""

    def towards(self, others: "Thresholds", part: float, of_lead: float) -> "Thresholds":
        """Return thresholds between these and others.

        Args:
            others: what they come to be.
            part: how near those of the confidence are to these, from 0 to 1.
            of_lead: likewise for those of the lead over what is not ours.
        """
        parts = (part, part, of_lead, of_lead, part)
        pairs = zip(parts, astuple(self), astuple(others), strict=True)
        return Thresholds(*((1 - at) * own + at * other for at, own, other in pairs))


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table."""

    name: str
    zone: Zone
    applies: Callable[[Ranking, Thresholds], bool]


RULES = (
    Rule("nothing speaks for any passage", Zone.HOLD_BACK, lambda seen, at: seen.signals.score < at.faint),
    Rule("surely not ours", Zone.HOLD_BACK, lambda seen, at: seen.lead < -at.surely_not_ours),
    Rule("perhaps not ours", Zone.SUGGEST, lambda seen, at: seen.lead < -at.not_ours and seen.confidence >= at.suggest),
    Rule("sure", Zone.ANSWER, lambda seen, at: seen.confidence >= at.answer),
    Rule("unsure", Zone.SUGGEST, lambda seen, at: seen.confidence >= at.suggest),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """All numbers by which it is decided what a message gets, and what they decide."""

    with_phrasings: Thresholds = Thresholds(answer=0.5, suggest=0.2, not_ours=0.1, surely_not_ours=0.18)
    """For a folder whose phrasings tell enough: an answer is more often right than wrong.
    `make tune` .answer: 0.4 73.9/10.6/82.8, **0.5** 73.9/10.6/82.8, 0.625 73.9/10.6/82.8
    `make tune` .suggest: 0.16 73.9/10.6/82.8, **0.2** 73.9/10.6/82.8, 0.25 73.9/10.6/82.8
    `make tune` .not_ours: 0.08 73.9/10.6/82.8, **0.1** 73.9/10.6/82.8, 0.125 73.9/10.6/82.8
    `make tune` .surely_not_ours: 0.144 73.9/10.6/82.8, **0.18** 73.9/10.6/82.8, 0.225 73.9/10.6/82.8"""
    by_voters: Thresholds = Thresholds(answer=0.5, suggest=0.05, not_ours=math.inf, surely_not_ours=math.inf)
    """For a folder with phrasings enough for several voters: below an even chance nothing is stated, one in twenty is enough
    to be offered among three. What is not ours is one of the signals of their confidence, and no rule beside it: with limits of
    0.3 and 0.4 for the lead, 48 instead of 52 in 100 answers to people's threads were right, 8 instead of 9 misleading."""
    without_phrasings: Thresholds = Thresholds(answer=0.5, suggest=0.05, not_ours=0.2, surely_not_ours=0.5)
    """For one without: nothing is stated below an even chance either, and one in twenty is offered. What is like what is not
    ours is one of the signals of the confidence, so that the lead decides in the clearest cases alone. With few, in between."""
    early: float = 0.25
    """Power of the part of the phrasings in the confidence, which is that of the limits of the lead: the first phrasings
    already teach what a question to the folder is like, and all of them look less like what is not ours.

    Of the three folders of `python -m benchmarks.few_phrasings`, given 3, 10, 30, 100 phrasings in ten draws, 3 of 120 were
    worse off than without, by these thresholds alone; with 0.125 also 3, and 12 right answers fewer; with 0.375, 6; with 0.5,
    15."""
    asks_for_status: float = 0.4
    """Score of "asks for the state of a call" from which a question may be about it.
    `make tune`: 0.32 73.9/12.4/81.6, **0.4** 73.9/10.6/82.8, 0.5 74.8/9.6/83.9"""
    asks_surely: float = 0.9
    """Probability from which a question names a call that a folder without any knows nothing of. Of 153 questions to another
    service, those that do have .96 and more, four that do not .59 to .74."""
    subject_of_its_own: float = 0.2
    """Score of "not ours" from which a short turn of a thread is a subject of its own, not read with what came before.
    `make tune`: 0.16 73.9/10.6/82.8, **0.2** 73.9/10.6/82.8, 0.25 73.9/10.6/82.8"""
    asked_so: float = 0.8
    """Score from which somebody has asked in these very words, though they name no subject ("où ?").
    `make tune`: 0.64 73.9/10.6/82.8, **0.8** 73.9/10.6/82.8, 1 73.9/10.6/82.8"""
    asks_for_status_alone: float = 0.6
    """Score of "asks for the state of a call" from which words that name no subject do ("jusqu'à quand ?").
    `make tune`: 0.48 73.9/10.6/82.8, **0.6** 73.9/10.6/82.8, 0.75 73.9/10.6/82.8"""
    some_subject: float = 0.1
    """Score from which a word alone is one of the folder's.
    `make tune`: 0.08 73.9/10.6/82.8, **0.1** 73.9/10.6/82.8, 0.125 73.9/10.6/82.8"""
    one_subject: float = 0.6
    """Score from which a word alone says which passage is meant ("télétravail"); with less it is asked what of it ("projet").
    With 0.5, two more of six such messages in the development threads were answered; no other figure changed."""
    rules: tuple[Rule, ...] = RULES

    def zone(self, seen: Ranking) -> Zone:
        """Return what is done with the first hit, given what was `seen`."""
        at = self._thresholds(seen)
        return next((rule.zone for rule in self.rules if rule.applies(seen, at)), Zone.HOLD_BACK)

    def asks_for_call_status(self, seen: Ranking, calls: Sequence[CallStatus]) -> bool:
        """Return whether a question is answered with the state of a call rather than with a passage.

        Where the folder has no call, only a question that names one, and surely asks about it, is told so.

        Args:
            seen: what was found for it.
            calls: the state of the folder's calls.
        """
        if seen.call_status < self.asks_for_status:
            return False
        if not calls:
            asks = seen.call_status_confidence >= self.asks_surely and names_a_call(seen.query.text.words)
            return asks and self.zone(seen) is not Zone.ANSWER
        first = seen.hits[0].passage if seen.hits else None
        tells_of_a_call = first and (states_it(first) or any(call.page == first.page for call in calls))
        return bool(tells_of_a_call) or not self._answers_better(seen)

    def says_too_little(self, message: Message, seen: Ranking) -> bool:
        """Return whether a first `message`, for which this was `seen`, names no subject ("où ?"), or one of many ("projet")."""
        if not message.content:
            return seen.signals.score < self.asked_so and seen.call_status < self.asks_for_status_alone
        return len(message.words) == 1 and self.some_subject <= seen.signals.score < self.one_subject

    def leans_on_thread(self, message: Message, alone: Ranking) -> bool:
        """Return whether a turn of a thread is read with what the thread is about.

        Args:
            message: the turn; there is at least one before it.
            alone: what was found for it by itself.
        """
        if follow_up.continues(message):
            return True
        is_a_subject = self.zone(alone) is Zone.ANSWER or alone.signals.off_topic >= self.subject_of_its_own
        return follow_up.says_little(message) and not is_a_subject

    def _answers_better(self, seen: Ranking) -> bool:
        """Return whether the passage is surer than that the question is about the call; one that may not be given never is."""
        at = self._thresholds(seen)
        return seen.signals.score >= at.faint and seen.lead >= -at.not_ours and seen.confidence >= seen.call_status_confidence

    def _thresholds(self, seen: Ranking) -> Thresholds:
        if seen.belief:
            return self.by_voters
        return self.without_phrasings.towards(self.with_phrasings, seen.told, seen.told**self.early)
