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

from dataclasses import astuple, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search.blending import Parts
from eig_bot.search.cache import Cache
from eig_bot.search.confidence import Signals
from eig_bot.search.fitting import Fitted, Said, fitted, spread_out
from eig_bot.search.index import Index
from eig_bot.search.message import Message
from eig_bot.search.query import Query
from eig_bot.search.vectors import Floats

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
    """What was found for a question: what was seen, and no decision (`answers/policy.py`)."""

    query: Query
    hits: tuple[Hit, ...]
    """Best first, at most `MAX_HITS`, none with a score of 0 but one that the reader chose, which is the first."""
    confidence: float
    """Probability that the first hit is right, from 0 to 1."""
    signals: Signals
    """What that was computed from."""
    lead: float
    """By how much the question is more like what is asked of the folder than like what is not ours; below 0: less."""
    call_status: float
    """Score of "asks for the state of a call": about 1 for such a question, 0 for another."""
    call_status_confidence: float
    """Probability that it does, from 0 to 1."""
    told: float
    """How much the folder's own phrasings tell, from 0 (there are none) to 1: their part in the confidence."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for each passage, and for none."""

    scores: Floats
    """Fused score of each passage."""
    ours: float
    """Likeness of the question to what is asked of, or said in, the nearest passage."""
    off_topic: float
    """Likeness to what is not ours."""

    @property
    def lead(self) -> float:
        """By how much it is ours."""
        return self.ours - self.off_topic


class Ranker:
    """Finds passages of one knowledge base; built once, then read-only and safe to share between threads."""

    def __init__(self, knowledge: KnowledgeBase, cache: Cache | None = None, learnt: Fitted | None = None) -> None:
        """Index the passages.

        Args:
            knowledge: what to search.
            cache: where what was fitted is kept; None: it is fitted anew.
            learnt: what was fitted on an earlier version, to rank this one at once; its sentences have moved, and are left out.
        """
        self.knowledge = knowledge
        self._index = Index(knowledge)
        self.learnt = replace(learnt, sentences=None) if learnt else fitted(self._index, cache)
        self._asked = self.learnt.asked(knowledge.passages)
        self._said = Said(Parts.of(knowledge.passages, self.learnt.told), self.learnt.sentences)

    def rank(self, message: Message, about: Message | None = None, chosen: Passage | None = None) -> Ranking:
        """Return the passages that may answer a message, best first.

        Args:
            message: the question.
            about: what the thread is about, where the question does not stand alone.
            chosen: the passage of this knowledge base that the reader chose: the first hit, whatever its score.
        """
        query, evidence = self._alone(message) if about is None else self._in_thread(message, about)
        at = None if chosen is None else next(n for n, passage in enumerate(self._index.passages) if passage is chosen)
        signals = self._index.signals(query, evidence.scores, evidence.off_topic, at=at)
        asks_for_status = self.learnt.call_status.score(query.text)
        return Ranking(
            query=query,
            hits=self._hits(evidence.scores, at),
            confidence=self.learnt.calibration.probability(*astuple(signals)),
            signals=signals,
            lead=evidence.lead,
            call_status=asks_for_status,
            call_status_confidence=self.learnt.call_status.probability(asks_for_status),
            told=self.learnt.told,
        )

    def _alone(self, message: Message) -> tuple[Query, _Evidence]:
        query = self._index.understanding.query(message)
        return query, self._evidence(query)

    def _in_thread(self, message: Message, about: Message) -> tuple[Query, _Evidence]:
        """A short turn may look like anything: it is as much ours as what its thread is about."""
        _, alone = self._alone(message)
        _, before = self._alone(about)
        query, together = self._alone(message.after(about))
        scores = SAYS_ITSELF * alone.scores + (1 - SAYS_ITSELF) * together.scores
        scores[np.argmax(before.scores)] *= ALREADY_SEEN
        nearer = max(alone, before, together, key=lambda seen: seen.lead)
        return query, replace(nearer, scores=scores)

    def _evidence(self, query: Query) -> _Evidence:
        size = len(self._index.passages)
        *asked, off_topic = self.learnt.phrasings.scores(query.text)
        by_phrasing = self._said.parts.phrasings * spread_out(np.array(asked, dtype=np.float32), self._asked, size)
        by_sentence = self._by_sentence(query)
        lexical, _ = self._index.lexical.scores(query.concepts)
        scores = self._index.fused(query, lexical / self._index.worth(query), by_phrasing, by_sentence)
        ours = max(by_phrasing.max(initial=0.0), by_sentence.max() if by_sentence is not None else 0.0)
        return _Evidence(scores, float(ours), float(off_topic))

    def _by_sentence(self, query: Query) -> Floats | None:
        """None where the phrasings of every passage tell enough."""
        if not self._said.parts.sentences.any():
            return None
        *asked, _ = self.learnt.phrasings.likeness(query.text)
        return self._said.likeness(
            query.text, spread_out(np.array(asked, dtype=np.float32), self._asked, len(self._index.passages))
        )

    def _hits(self, scores: Floats, chosen: int | None) -> tuple[Hit, ...]:
        best = [Hit(self._index.passages[at], float(scores[at])) for at in _best(scores, MAX_HITS) if scores[at] > 0]
        if chosen is None:
            return tuple(best)
        passage = self._index.passages[chosen]
        first = Hit(passage, max((hit.score for hit in best), default=1.0))
        return (first, *(hit for hit in best if hit.passage is not passage))[:MAX_HITS]


def _best(scores: Floats, count: int) -> NDArray[np.int64]:
    """Return where the largest scores are, largest first, the earlier of two equal ones first; only these are sorted."""
    least = np.partition(scores, -count)[-count] if len(scores) > count else -np.inf
    found = np.flatnonzero(scores >= least)
    return found[np.argsort(-scores[found], kind="stable")][:count]
