"""A question -> ranked hits, with the probability that the first one is right. Begin reading here.

Steps of `Ranker.rank`:

1. `query.py` understands the question: spelling, abbreviations, English, synonyms;
2. `lexical.py` scores each passage on the words that it shares with the question;
3. `phrasings.py` scores each passage on how people ask for it, and the class "not ours"; a passage without phrasings, on its
   nearest sentence;
4. `index.py` adds them up: dated pages and pages for other readers weigh less;
5. `confidence.py` turns what was seen into a probability; `intents.py` tells whether the state of a call is asked for.

What is learnt from a folder, and kept for the next start, is in `fitting.py`.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search.cache import Cache
from eig_bot.search.confidence import Zone
from eig_bot.search.fitting import Fitted, fitted, spread_out
from eig_bot.search.index import Index
from eig_bot.search.lexical import Floats
from eig_bot.search.query import Query

SAYS_ITSELF = 0.6
"""Part of what a follow-up says itself, beside what it says together with what its thread is about; set likewise."""
ALREADY_SEEN = 0.7
"""Weight, in a follow-up, of the passage that answered before: one asks for something else; set likewise."""
MAX_HITS = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that may answer."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was found for a question."""

    query: Query
    hits: tuple[Hit, ...]
    """Best first, at most `MAX_HITS`, none with a score of 0."""
    confidence: float
    """Probability that the first hit is right, from 0 to 1."""
    zone: Zone
    """What that is good for: an answer, a choice of three, or nothing."""
    off_topic: float
    """Score of "not ours": about 1 for such a question, 0 for another."""
    call_status: float
    """Score of "asks for the state of a call", likewise."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for each passage, and for none."""

    scores: Floats
    """Fused score of each passage."""
    ours: float
    """Likeness of the question to what is asked of, or said in, the nearest passage."""
    off_topic: float
    """Likeness to what is not ours."""


class Ranker:
    """Finds passages of one knowledge base; built once, then read-only and safe to share between threads."""

    def __init__(self, knowledge: KnowledgeBase, cache: Cache | None = None, learnt: Fitted | None = None) -> None:
        """Index the passages.

        Args:
            knowledge: what to search.
            cache: where what was fitted is kept.
            learnt: what was fitted on an earlier version, to rank this one at once; its sentences have moved, and are left out.
        """
        self._index = Index(knowledge)
        self.learnt = replace(learnt, sentences=None) if learnt else fitted(self._index, cache)
        self._asked = self.learnt.asked(knowledge.passages)

    def rank(self, question: str, about: str | None = None) -> Ranking:
        """Return the passages that may answer a question, best first.

        Args:
            question: as typed.
            about: what the thread is about, where the question does not stand alone.
        """
        query = self._index.understanding.query(question)
        evidence = self._evidence(query)
        if about is not None:
            before = self._evidence(self._index.understanding.query(about))
            query = self._index.understanding.query(f"{about} {question}")
            together = self._evidence(query)
            scores = SAYS_ITSELF * evidence.scores + (1 - SAYS_ITSELF) * together.scores
            scores[np.argmax(before.scores)] *= ALREADY_SEEN
            # A short turn may look like anything: it is as much ours as what its thread is about.
            nearer = max(evidence, before, together, key=lambda seen: seen.ours - seen.off_topic)
            evidence = replace(nearer, scores=scores)
        signals = self._index.signals(query, evidence.scores, evidence.off_topic)
        probability = self.learnt.calibration.probability(signals, evidence.ours - evidence.off_topic)
        order = _best(evidence.scores, MAX_HITS)
        return Ranking(
            query=query,
            hits=tuple(Hit(self._index.passages[at], float(evidence.scores[at])) for at in order if evidence.scores[at] > 0),
            confidence=probability,
            zone=self.learnt.calibration.zone(probability),
            off_topic=evidence.off_topic,
            call_status=float(self.learnt.call_status.scores(query.text)[0]),
        )

    def _evidence(self, query: Query) -> _Evidence:
        size = len(self._index.passages)
        *asked, off_topic = self.learnt.phrasings.scores(query.text)
        by_phrasing = spread_out(np.array(asked, dtype=np.float32), self._asked, size)
        by_sentence = self.learnt.sentences.scores(query.text, size) if self.learnt.sentences else None
        lexical, _ = self._index.lexical.scores(query.concepts)
        scores = self._index.fused(query, lexical / self._index.worth(query), by_phrasing, by_sentence)
        ours = max(by_phrasing.max(initial=0.0), by_sentence.max() if by_sentence is not None else 0.0)
        return _Evidence(scores, float(ours), float(off_topic))


def _best(scores: Floats, count: int) -> NDArray[np.int64]:
    """Return where the largest scores are, largest first, the earlier of two equal ones first; only these are sorted."""
    least = np.partition(scores, -count)[-count] if len(scores) > count else -np.inf
    found = np.flatnonzero(scores >= least)
    return found[np.argsort(-scores[found], kind="stable")][:count]
