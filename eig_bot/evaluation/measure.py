"""Question sets -> figures: how often the bot is right, of use, misleading, silent. Begin reading at `evaluate`.

Of a question that has an answer, the bot is

- *right* when it answers and the first result is right;
- *helpful* when the right one is among the first three, of an answer or of a choice;
- *misleading* when it answers and the first result is wrong;
- *silent* when it shows no passage.

A question that has none is *held back* when it gets no answer. `question_sets.py` reads rows from files.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from eig_bot.answers.answer import SUGGESTED, Answer, Kind
from eig_bot.answers.responder import Responder
from eig_bot.knowledge.outline import NO_OUTLINES, Outlines, place_of
from eig_bot.knowledge.passage import KnowledgeBase, Passage, Problem
from eig_bot.messages import check as messages

BINS = 10
"""Of the confidence, in the reliability table."""
_ANSWERED = frozenset({Kind.ANSWER, Kind.CALL_STATUS})
_SHOWS_PASSAGES = _ANSWERED | {Kind.SUGGESTIONS}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands."""

    page: str
    """Path within the folder; its ".md" may be left out."""
    section: str | None = None
    """A heading, or None for the whole page."""


@dataclass(frozen=True, slots=True)
class Row:
    """A question with what answers it."""

    question: str
    places: tuple[Place, ...] = ()
    """Its own place first, then others as good."""
    facts: tuple[re.Pattern[str], ...] = ()
    """What the reader must find: they alone judge a row whose own page is not in the folder."""
    passage: Passage | None = None
    """The very passage wanted, for a question of the folder's own."""
    style: str | None = None
    topic: str | None = None
    off_topic: str | None = None
    """How far it is from the subject ("far", "near"), for a question without answer."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row with what the bot said."""

    row: Row
    answer: Answer
    is_first: bool
    """True when the first result is right, whatever was made of it."""
    is_among_three: bool

    @property
    def is_answered(self) -> bool:
        """True when a passage, or the state of a call, was given as the answer."""
        return self.answer.kind in _ANSWERED

    @property
    def is_right(self) -> bool:
        """True when the answer given is right."""
        return self.is_answered and self.is_first

    @property
    def is_helpful(self) -> bool:
        """True when the reader has what is right before their eyes."""
        return self.answer.kind in _SHOWS_PASSAGES and self.is_among_three

    @property
    def is_misleading(self) -> bool:
        """True when the answer given is wrong."""
        return self.is_answered and not self.is_first

    @property
    def is_silent(self) -> bool:
        """True when no passage is shown."""
        return self.answer.kind not in _SHOWS_PASSAGES


@dataclass(frozen=True, slots=True)
class Tally:
    """Questions that have an answer, counted."""

    questions: int
    right: int
    helpful: int
    misleading: int
    silent: int

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> "Tally":
        """Count outcomes."""
        return cls(
            len(outcomes),
            sum(outcome.is_right for outcome in outcomes),
            sum(outcome.is_helpful for outcome in outcomes),
            sum(outcome.is_misleading for outcome in outcomes),
            sum(outcome.is_silent for outcome in outcomes),
        )


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Questions that have no answer, counted."""

    questions: int
    held_back: int
    """Not answered; a choice of passages is no answer."""
    silent: int
    """Those of them that were shown no passage at all."""

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> "HeldBack":
        """Count outcomes."""
        answered = sum(outcome.is_answered for outcome in outcomes)
        return cls(len(outcomes), len(outcomes) - answered, sum(outcome.is_silent for outcome in outcomes))


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions whose stated confidence lies in one range; that of small talk is of something else, and left out."""

    low: float
    high: float
    questions: int
    stated: float
    """Mean confidence."""
    right: int
    """How many first results were right, whatever was made of them."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a question set says of the bot."""

    overall: Tally
    by_style: tuple[tuple[str, Tally], ...]
    """The most frequent first, as below."""
    by_topic: tuple[tuple[str, Tally], ...]
    off_topic: tuple[tuple[str, HeldBack], ...]
    reliability: tuple[Bin, ...]
    """In rising order, without empty ranges."""
    misses: tuple[Outcome, ...]
    """Questions that did not get the right answer, and off-topic ones that got any: wrong answers first, the surest first."""
    left_out: int
    """Rows that nothing can judge: their page is not in the folder, and they have no facts."""


def evaluate(rows: Iterable[Row], responder: Responder, now: datetime) -> Figures:
    """Ask every question, each in a thread of its own, and count.

    Args:
        rows: questions with what answers them.
        responder: the bot.
        now: the moment at which it is asked, with its time zone.
    """
    rows = tuple(rows)
    pages = frozenset(_path(passage.page) for passage in responder.knowledge.passages)
    judged = [row for row in rows if _is_judged(row, pages)]
    outcomes = [_outcome(row, responder.respond(row.question, now=now), pages) for row in judged]
    ours = [outcome for outcome in outcomes if outcome.row.off_topic is None]
    foreign = [outcome for outcome in outcomes if outcome.row.off_topic is not None]
    missed = [outcome for outcome in outcomes if (outcome.is_answered if outcome.row.off_topic else not outcome.is_right)]
    return Figures(
        overall=Tally.of(ours),
        by_style=tuple((name, Tally.of(group)) for name, group in _groups(ours, lambda row: row.style)),
        by_topic=tuple((name, Tally.of(group)) for name, group in _groups(ours, lambda row: row.topic)),
        off_topic=tuple((name, HeldBack.of(group)) for name, group in _groups(foreign, lambda row: row.off_topic)),
        reliability=tuple(_bins([outcome for outcome in outcomes if outcome.answer.kind is not Kind.SMALL_TALK])),
        misses=tuple(sorted(missed, key=lambda outcome: (not outcome.is_answered, -outcome.answer.confidence))),
        left_out=len(rows) - len(judged),
    )


def own_questions(knowledge: KnowledgeBase) -> tuple[Row, ...]:
    """Return the `expect:` questions of a folder; what each must find is its very passage."""
    return tuple(
        Row(question, passage=passage, topic=passage.title) for passage in knowledge.passages for question in passage.expect
    )


def unmet_expectations(responder: Responder, now: datetime, outlines: Outlines = NO_OUTLINES) -> tuple[Problem, ...]:
    """Return an error for each `expect:` question that does not bring its passage among the three shown first.

    Args:
        responder: the bot.
        now: the moment at which it is asked, with its time zone.
        outlines: what stands where in each file.
    """
    outcomes = (
        _outcome(row, responder.respond(row.question, now=now), frozenset()) for row in own_questions(responder.knowledge)
    )
    return tuple(
        _unmet(outcome, outcome.row.passage, outlines) for outcome in outcomes if outcome.row.passage and not outcome.is_helpful
    )


def _unmet(outcome: Outcome, wanted: Passage, outlines: Outlines) -> Problem:
    question = outcome.row.question
    results = () if outcome.is_silent else outcome.answer.results
    first = messages.passage_at(results[0].passage.section, _place(results[0].passage)) if results else None
    line, column = place_of(outlines, wanted, "expect", value=question)
    return Problem(wanted.page, line, messages.expectation_missed(question, wanted.section, first), column=column)


def _place(passage: Passage) -> str:
    return f"{passage.page}:{passage.line}"


# --- is it right? -----------------------------------------------------------------------------------------------------


def _is_judged(row: Row, pages: frozenset[str]) -> bool:
    return bool(row.off_topic or row.passage or row.facts) or _is_at_home(row, pages)


def _is_at_home(row: Row, pages: frozenset[str]) -> bool:
    return bool(row.places) and _path(row.places[0].page) in pages


def _outcome(row: Row, answer: Answer, pages: frozenset[str]) -> Outcome:
    shown = [result.passage for result in answer.results[:SUGGESTED]]
    if row.off_topic:
        return Outcome(row, answer, is_first=False, is_among_three=False)
    if row.passage or _is_at_home(row, pages):
        hits = [_is_wanted(passage, row) for passage in shown]
        return Outcome(row, answer, is_first=hits[:1] == [True], is_among_three=any(hits))
    return Outcome(row, answer, is_first=_says(answer, 1, row.facts), is_among_three=_says(answer, SUGGESTED, row.facts))


def _is_wanted(passage: Passage, row: Row) -> bool:
    if row.passage:
        return passage == row.passage
    headings = set(map(_heading, passage.heading_path))
    return any(
        _path(place.page) == _path(passage.page) and (place.section is None or _heading(place.section) in headings)
        for place in row.places
    )


def _says(answer: Answer, count: int, facts: Sequence[re.Pattern[str]]) -> bool:
    """Return whether every fact is in what a reader sees of the first results, or in the sentence on a call before them."""
    seen = [answer.text] if answer.kind is Kind.CALL_STATUS else []
    seen += [f"{one.passage.section} {one.passage.title} {one.snippet.plain}" for one in answer.results[:count]]
    forms = [unicodedata.normalize(form, "\n".join(seen)) for form in ("NFC", "NFD")]
    return all(any(fact.search(form) for form in forms) for fact in facts)


def _heading(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().replace("’", "'").split())


def _path(page: str) -> str:
    return page.removeprefix("./").removesuffix(".md")


# --- counting ---------------------------------------------------------------------------------------------------------


def _groups(outcomes: Iterable[Outcome], name_of: Callable[[Row], str | None]) -> list[tuple[str, list[Outcome]]]:
    """Return the outcomes by the name of their rows, the largest group first; those without are in none."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if name := name_of(outcome.row):
            groups.setdefault(name, []).append(outcome)
    return sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))


def _bins(outcomes: Sequence[Outcome]) -> Iterator[Bin]:
    for number in range(BINS):
        found = [outcome for outcome in outcomes if min(int(outcome.answer.confidence * BINS), BINS - 1) == number]
        if found:
            stated = sum(outcome.answer.confidence for outcome in found) / len(found)
            right = sum(outcome.is_first for outcome in found)
            yield Bin(number / BINS, (number + 1) / BINS, len(found), stated, right)
