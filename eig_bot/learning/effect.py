"""What a proposal would change for the `expect:` questions of the folder, before any file is touched."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum

from eig_bot.answers.responder import Responder
from eig_bot.evaluation.measure import LabelledQuestion, evaluate, own_questions
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.learning.proposals import Proposal
from eig_bot.search.cache import Cache
from eig_bot.search.ranker import Ranker


class State(IntEnum):
    """What becomes of an `expect:` question; see `evaluation/measure.py`."""

    MISSED = 0
    HELPFUL = 1
    RIGHT = 2


@dataclass(frozen=True, slots=True)
class Measured:
    """The folder's `expect:` questions, asked."""

    responder: Responder
    states: Mapping[tuple[str, str], State]
    """Question and identity of its passage -> what became of it."""

    @property
    def right(self) -> int:
        """How many get the right answer."""
        return sum(state is State.RIGHT for state in self.states.values())

    @property
    def helpful(self) -> int:
        """How many bring their passage among the three shown first."""
        return sum(state is not State.MISSED for state in self.states.values())


@dataclass(frozen=True, slots=True)
class Changed:
    """An `expect:` question whose state changes."""

    question: str
    before: State
    after: State


@dataclass(frozen=True, slots=True)
class Effect:
    """What a proposal changes for the `expect:` questions."""

    before: Measured
    after: Measured

    @property
    def changed(self) -> tuple[Changed, ...]:
        """The questions whose state changes, losses first."""
        found = [
            Changed(key[0], state, self.after.states[key])
            for key, state in self.before.states.items()
            if self.after.states.get(key, state) is not state
        ]
        return tuple(sorted(found, key=lambda one: (one.after - one.before, one.question)))


def measure(knowledge: KnowledgeBase, now: datetime, cache: Cache | None = None) -> Measured:
    """Ask the `expect:` questions of a folder.

    Args:
        knowledge: the folder, read.
        now: the moment at which they are asked, with its time zone.
        cache: of fitted models; what it does not have is fitted, in some seconds.
    """
    responder = Responder(Ranker(knowledge, cache))
    questions = own_questions(knowledge)
    missed = {
        _key(miss.question): State.HELPFUL if miss.is_helpful else State.MISSED
        for miss in evaluate(questions, responder, now).misses
    }
    return Measured(responder, {key: missed.get(key, State.RIGHT) for key in map(_key, questions)})


def effect_of(proposal: Proposal, before: Measured, now: datetime, *, is_off_topic: bool = False) -> Effect:
    """Return what accepting a proposal, or saying that it is off topic, would change.

    Models are fitted on the changed folder in memory: some seconds, and no file is touched. `Effect.after` is what the next
    proposal is compared with once this one is accepted.

    Args:
        proposal: with the passage that would take it, unless it is off topic.
        before: the folder as it is.
        now: the moment at which its questions are asked, with its time zone.
        is_off_topic: True to look at the question as one that is nobody's here.
    """
    return Effect(before, measure(taught(before.responder.knowledge, proposal, is_off_topic=is_off_topic), now))


def taught(knowledge: KnowledgeBase, proposal: Proposal, *, is_off_topic: bool = False) -> KnowledgeBase:
    """Return a folder's content as it will be once a proposal is written.

    Args:
        knowledge: the folder as it is.
        proposal: with the passage that takes it; where the folder has it no more, nothing changes.
        is_off_topic: True where the question goes to those that are nobody's here.
    """
    if is_off_topic:
        return replace(knowledge, off_topic=(*knowledge.off_topic, proposal.question))
    at = next((at for at, passage in enumerate(knowledge.passages) if _is_same(passage, proposal.passage)), None)
    if at is None:
        return knowledge
    passage = knowledge.passages[at]
    gained = replace(passage, questions=(*passage.questions, proposal.question))
    return replace(knowledge, passages=(*knowledge.passages[:at], gained, *knowledge.passages[at + 1 :]))


def says_the_same(one: KnowledgeBase, other: KnowledgeBase) -> bool:
    """Return whether two readings of a folder differ at most in line numbers and in the order of phrasings.

    Args:
        one: what was foreseen.
        other: what was read.
    """
    return _content(one) == _content(other)


def _content(knowledge: KnowledgeBase) -> KnowledgeBase:
    passages = tuple(replace(passage, line=0, questions=tuple(sorted(passage.questions))) for passage in knowledge.passages)
    return replace(knowledge, passages=passages, problems=(), written={})


def _key(question: LabelledQuestion) -> tuple[str, str]:
    return question.text, question.passage.identity if question.passage else ""


def _is_same(passage: Passage, other: Passage | None) -> bool:
    return other is not None and passage.identity == other.identity
