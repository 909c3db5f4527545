"""Where a folder has phrasings enough for several voters: what they find for a message in its thread, and how sure that is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eig_bot.search.belief import Belief
from eig_bot.search.evidence import Evidence, EvidenceSource
from eig_bot.search.fusion import Votes, standardised
from eig_bot.search.message import Message
from eig_bot.search.readings import TurnReading, nearer, readings
from eig_bot.search.vectors import Floats

TURNS = 2
"""Questions before a turn that are read; with 3, as many turns find their passage, and each costs half as much again."""
FOURTH = 3
"""Which of the others the first hit is measured by; beside the best of them, log-loss .412 instead of .416."""
NEXT = 4
"""Hits after the first that may be on its page; with two, the confidence of messages left out of its fit tells a little less
(log-loss .384, not .378)."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the voters found for a message."""

    message: Message
    alone: Evidence
    """When it is read by itself."""
    readings: tuple[TurnReading, ...]
    evidence: tuple[Evidence, ...]
    """One a reading."""
    votes: Votes
    """Those of all readings together."""
    standing: Floats
    """Of each candidate, in deviations."""
    among: Floats
    """Of each entry of the catalogue among its like, likewise."""
    scores: Floats
    """Of each passage, likewise."""

    @property
    def leans(self) -> bool:
        """True where it was read with what came before it in its thread."""
        return any(reading.leans for reading in self.readings)

    @property
    def is_probably_not_ours(self) -> bool:
        """True where the message, read by itself, is likelier not ours than any of the passages."""
        return _votes(self.alone).not_ours > math.log(0.5)

    def mean(self, values: Sequence[float]) -> float:
        """Return the mean of `values`, one a reading, by the weights of the readings."""
        return sum(reading.share * value for reading, value in zip(self.readings, values, strict=True))


def seen(source: EvidenceSource, message: Message, turns: Sequence[Message] = (), given: int | None = None) -> Seen:
    """Return what is found for a message.

    Args:
        source: the models of the folder, which has phrasings enough.
        message: the turn.
        turns: the questions before it in its thread, oldest first; courtesies and reactions left out.
        given: number of the passage that the thread was shown last; None to find out what answered the last of the turns.
    """
    kept = turns[-TURNS:]
    candidates = source.index.candidates
    alone = source.of(message)
    ways = readings(message, kept, _lead(_votes(alone).fused), source.index.understanding.knows)
    if len(ways) == 1:
        votes = _votes(alone)
        scores = candidates.spread(votes.fused, alone.among)
        return Seen(message, alone, ways, (alone,), votes, votes.fused, alone.among, scores)
    found = (alone, *(source.of(way.message) for way in ways[1:]))
    all_votes = [_votes(evidence) for evidence in found]
    scores = np.sum([way.share * votes.fused for way, votes in zip(ways, all_votes, strict=True)], axis=0)
    mixed = Votes.mixed(all_votes, [way.share for way in ways])
    among = np.sum([way.share * evidence.among for way, evidence in zip(ways, found, strict=True)], axis=0)
    if any(way.leans for way in ways):
        last = int(np.argmax(seen(source, kept[-1], kept[:-1]).standing)) if given is None else int(candidates.numbers[given])
        standing = nearer(scores, message, candidates.pages, last)
    else:
        standing = standardised(scores)
    return Seen(message, alone, ways, found, mixed, standing, among, candidates.spread(standing, among))


def belief(what: Seen, source: EvidenceSource, at: int) -> Belief:
    """Return what tells whether a passage is the right one.

    Args:
        what: was found.
        source: the models of the folder.
        at: number of the passage.
    """
    pages, number = source.index.candidates.pages, int(source.index.candidates.numbers[at])
    others = [other for other in np.argsort(-what.standing, kind="stable")[: NEXT + 1] if other != number][:NEXT]
    return Belief(
        lead=_above_others(what.standing, number, FOURTH),
        typed=float(standardised(what.votes.typed)[number]),
        meant=float(what.votes.meant[number]) - what.votes.means_not_ours,
        like_not_ours=what.mean([evidence.like_not_ours for evidence in what.evidence]),
        coverage=what.mean([float(evidence.coverage[at]) for evidence in what.evidence]),
        ours=what.mean([evidence.lead for evidence in what.evidence]),
        words=math.log1p(len(what.message.content)),
        in_thread=float(what.leans),
        slips=_slips(what),
        same_page=sum(pages[other] == pages[number] for other in others) / NEXT,
    )


def _slips(what: Seen) -> float:
    spelt = frozenset(what.alone.query.text.words)
    return sum(word not in spelt for word in what.message.searched) / (1 + len(what.message.content))


def _votes(evidence: Evidence) -> Votes:
    if evidence.votes is None:
        raise ValueError("a folder without voters")
    return evidence.votes


def _lead(scores: Floats) -> float:
    return _above_others(scores, int(np.argmax(scores)))


def _above_others(scores: Floats, at: int, rank: int = 1) -> float:
    """Return by how much a score is above the one that is best, second… of the others, or last where there are not so many."""
    others = np.sort(np.delete(scores, at))[-rank:]
    return float(scores[at] - (others[0] if len(others) else scores[at]))
