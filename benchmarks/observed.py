"""What the search saw of labelled questions, and whether its first hit was right: what a calibration is fitted on."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from benchmarks.corpus import Question
from benchmarks.sets import Asked, Wanted
from benchmarks.verdicts import accepted
from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.search.confidence import Numbers
from eig_bot.search.message import Message
from eig_bot.search.ranker import Ranker, Ranking

ALONE = frozenset({Wanted.ANSWER, Wanted.SEVERAL, Wanted.NOTHING})
"""Messages that a folder without phrasings is asked."""
IN_THREAD = frozenset({Wanted.ANSWER, Wanted.NOTHING, Wanted.SMALL_TALK, Wanted.ASK_BACK})
"""Messages that voters are asked: whatever is taken for a question, but for several at once and for the state of a call."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What was seen of the questions that one folder was asked."""

    name: str
    """Of the folder, in what is printed."""
    signals: Numbers
    """Shape (questions, signals)."""
    right: tuple[bool, ...]
    """Whether the first hit of each was right."""
    groups: tuple[str, ...] = ()
    """For each question, what it must not be parted from where some are left out: its thread."""

    def only(self, taken: Sequence[int]) -> "Observed":
        """Return what was seen of some of the questions.

        Args:
            taken: their numbers; one may be taken several times.
        """
        return Observed(self.name, self.signals[taken], tuple(self.right[at] for at in taken))

    @classmethod
    def joined(cls, parts: Sequence["Observed"]) -> "Observed":
        """Return what was seen of several lots of questions of one folder; a lot that is there twice counts twice.

        Args:
            parts: at least one.
        """
        return cls(
            parts[0].name,
            np.concatenate([part.signals for part in parts]),
            tuple(right for part in parts for right in part.right),
            tuple(group for part in parts for group in part.groups),
        )


def by_signals(name: str, ranker: Ranker, questions: Iterable[Question]) -> Observed:
    """Ask a folder without phrasings; questions whose page it does not have tell nothing, and are left out.

    Args:
        name: of the folder, in what is printed.
        ranker: over the folder.
        questions: its own and others.
    """
    numbers = {id(passage): number for number, passage in enumerate(ranker.knowledge.passages)}
    asked = [question for question in questions if question.right or question.is_foreign]
    found = [ranker.rank(Message.read(question.text)) for question in asked]
    right = (
        bool(seen.hits) and numbers[id(seen.hits[0].passage)] in question.right
        for question, seen in zip(asked, found, strict=True)
    )
    return Observed(name, np.array([astuple(seen.unasked) for seen in found if seen.unasked]), tuple(right))


def by_voters(name: str, ranker: Ranker, messages: Iterable[Asked]) -> Observed:
    """Ask a folder with phrasings, within threads; what is taken for a courtesy, there and here, is left out.

    Args:
        name: of the folder, in what is printed.
        ranker: over the folder.
        messages: of question sets.
    """
    asked = [one for one in messages if one.wanted in IN_THREAD and not ranker.reaction(Message.read(one.text))]
    found = [_in_thread(ranker, one) for one in asked]
    return Observed(
        name,
        np.array([astuple(seen.belief) for seen in found if seen.belief]),
        tuple(_is_first_right(one, seen) for one, seen in zip(asked, found, strict=True)),
        tuple(one.row for one in asked),
    )


def questions_alone(messages: Iterable[Asked], knowledge: KnowledgeBase) -> list[Question]:
    """Return the first messages of sets, as questions to a folder.

    Args:
        messages: of the sets.
        knowledge: the folder that they are about, with phrasings or without.
    """
    places = [(passage.page, passage.section) for passage in knowledge.passages]
    return [
        Question(
            asked.text,
            frozenset(number for number, place in enumerate(places) if place in accepted(asked)),
            is_foreign=asked.wanted is Wanted.NOTHING,
        )
        for asked in messages
        if asked.wanted in ALONE and not asked.history
    ]


def _in_thread(ranker: Ranker, asked: Asked) -> Ranking:
    turns = [Message.read(text) for text in asked.history]
    return ranker.rank_turn(Message.read(asked.text), [turn for turn in turns if not ranker.reaction(turn)])


def _is_first_right(asked: Asked, seen: Ranking) -> bool:
    return bool(seen.hits) and (seen.hits[0].passage.page, seen.hits[0].passage.section) in accepted(asked)
