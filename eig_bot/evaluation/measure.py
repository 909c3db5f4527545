"""Question sets -> metrics: how often the bot is right, of use, misleading, silent. Begin reading at `evaluate`.

Of a question that has an answer, the bot is

- *right* when it answers and the first result is right;
- *helpful* when the right one is among the first three, of an answer or of a choice;
- *misleading* when it answers and the first result is wrong;
- *silent* when it shows no passage.

A question that has none is *held back* when it gets no answer. `question_sets.py` reads questions from files.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from eig_bot.answers.answer import SUGGESTED, Answer, Kind
from eig_bot.answers.responder import Responder
from eig_bot.knowledge.passage import KnowledgeBase, Passage

BINS = 10
"""Of the confidence, in the reliability table."""
_ANSWERED = frozenset({Kind.ANSWER, Kind.CALL_STATUS})
_SHOWS_PASSAGES = _ANSWERED | {Kind.SUGGESTIONS}


@dataclass(frozen=True, slots=True)
class Target:
    """Where an answer stands."""

    page: str
    """Path within the folder; its ".md" may be left out."""
    section: str | None = None
    """A heading, or None for the whole page."""


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question with what answers it."""

    text: str
    targets: tuple[Target, ...] = ()
    """Its own target first, then others as good."""
    facts: tuple[re.Pattern[str], ...] = ()
    """What the reader must find: they alone judge a question whose own page is not in the folder."""
    passage: Passage | None = None
    """The very passage wanted, for a question of the folder's own."""
    style: str | None = None
    topic: str | None = None
    off_topic: str | None = None
    """How far it is from the subject ("far", "near"), for a question without answer."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question with what the bot said."""

    question: LabelledQuestion
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
        """True when it answers, and the first result is right."""
        return self.is_answered and self.is_first

    @property
    def is_helpful(self) -> bool:
        """True when the right one is among the three that are shown first, of an answer or of a choice."""
        return self.answer.kind in _SHOWS_PASSAGES and self.is_among_three

    @property
    def is_misleading(self) -> bool:
        """True when it answers, and the first result is wrong."""
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
        """Count.

        Args:
            outcomes: of questions that have an answer.
        """
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
        """Count.

        Args:
            outcomes: of questions that have none.
        """
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
class Metrics:
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
    """Questions that nothing can judge: their page is not in the folder, and they have no facts."""


def evaluate(questions: Iterable[LabelledQuestion], responder: Responder, now: datetime) -> Metrics:
    """Ask every question, each in a thread of its own, and count.

    Args:
        questions: each with what answers it.
        responder: the bot.
        now: the moment at which it is asked, with its time zone.
    """
    questions = tuple(questions)
    pages = frozenset(_path(passage.page) for passage in responder.knowledge.passages)
    judged = [question for question in questions if _is_judged(question, pages)]
    outcomes = [_outcome(question, responder.respond(question.text, now=now), pages) for question in judged]
    ours = [outcome for outcome in outcomes if outcome.question.off_topic is None]
    foreign = [outcome for outcome in outcomes if outcome.question.off_topic is not None]
    missed = [outcome for outcome in outcomes if (outcome.is_answered if outcome.question.off_topic else not outcome.is_right)]
    return Metrics(
        overall=Tally.of(ours),
        by_style=tuple((name, Tally.of(group)) for name, group in _groups(ours, lambda question: question.style)),
        by_topic=tuple((name, Tally.of(group)) for name, group in _groups(ours, lambda question: question.topic)),
        off_topic=tuple((name, HeldBack.of(group)) for name, group in _groups(foreign, lambda question: question.off_topic)),
        reliability=tuple(_bins([outcome for outcome in outcomes if outcome.answer.kind is not Kind.SMALL_TALK])),
        misses=tuple(sorted(missed, key=lambda outcome: (not outcome.is_answered, -outcome.answer.confidence))),
        left_out=len(questions) - len(judged),
    )


def own_questions(knowledge: KnowledgeBase) -> tuple[LabelledQuestion, ...]:
    """Return the `expect:` questions of a folder; what each must find is its very passage.

    Args:
        knowledge: the folder, read.
    """
    return tuple(
        LabelledQuestion(text, passage=passage, topic=passage.title)
        for passage in knowledge.passages
        for text in passage.expect
    )


# --- is it right? -----------------------------------------------------------------------------------------------------


def _is_judged(question: LabelledQuestion, pages: frozenset[str]) -> bool:
    return bool(question.off_topic or question.passage or question.facts) or _is_at_home(question, pages)


def _is_at_home(question: LabelledQuestion, pages: frozenset[str]) -> bool:
    return bool(question.targets) and _path(question.targets[0].page) in pages


def _outcome(question: LabelledQuestion, answer: Answer, pages: frozenset[str]) -> Outcome:
    shown = [result.passage for result in answer.results[:SUGGESTED]]
    if question.off_topic:
        return Outcome(question, answer, is_first=False, is_among_three=False)
    if question.passage or _is_at_home(question, pages):
        hits = [_is_wanted(passage, question) for passage in shown]
        return Outcome(question, answer, is_first=hits[:1] == [True], is_among_three=any(hits))
    first, three = (_says(answer, count, question.facts) for count in (1, SUGGESTED))
    return Outcome(question, answer, is_first=first, is_among_three=three)


def _is_wanted(passage: Passage, question: LabelledQuestion) -> bool:
    if question.passage:
        return passage == question.passage
    headings = set(map(_heading, passage.heading_path))
    return any(
        _path(target.page) == _path(passage.page) and (target.section is None or _heading(target.section) in headings)
        for target in question.targets
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


def _groups(outcomes: Iterable[Outcome], name_of: Callable[[LabelledQuestion], str | None]) -> list[tuple[str, list[Outcome]]]:
    """Return the outcomes by the name of their questions, the largest group first; those without are in none."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if name := name_of(outcome.question):
            groups.setdefault(name, []).append(outcome)
    return sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))


def _bins(outcomes: Sequence[Outcome]) -> Iterator[Bin]:
    for number in range(BINS):
        found = [outcome for outcome in outcomes if min(int(outcome.answer.confidence * BINS), BINS - 1) == number]
        if found:
            stated = sum(outcome.answer.confidence for outcome in found) / len(found)
            right = sum(outcome.is_first for outcome in found)
            yield Bin(number / BINS, (number + 1) / BINS, len(found), stated, right)
