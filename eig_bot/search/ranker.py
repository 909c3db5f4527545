"""A question -> ranked hits, with the probability that the first one is right. Begin reading here.

Steps of `Ranker.rank`:

1. `query.py` understands the question: spelling, abbreviations, English, synonyms;
2. `lexical.py` scores each passage on the words that it shares with the question;
3. `phrasings.py` scores each passage on how people ask for it, and the class "not ours"; a passage without phrasings, on its
   nearest sentence and on what it means (`meaning.py`);
4. `index.py` adds them up: dated pages and pages for other readers weigh less;
5. where there are phrasings enough, `as_typed.py` and BM25 over all that is said and asked vote beside it (`fusion.py`), and a
   turn of a thread is read in several ways (`readings.py`, `voting.py`);
6. `confidence.py`, or `belief.py` where several vote, turns what was seen into a probability; `intents.py` tells whether the
   state of a call is asked for.

What is learnt from a folder, and kept for the next start, is in `fitting.py`.
"""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import astuple, dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search import belief, voting
from eig_bot.search.analyzer import forget_pages
from eig_bot.search.belief import Belief
from eig_bot.search.blending import blended, part_in_confidence
from eig_bot.search.cache import Cache
from eig_bot.search.confidence import Signals, Unasked, probability
from eig_bot.search.confidence import general as general_calibration
from eig_bot.search.evidence import Evidence, EvidenceSource
from eig_bot.search.fitting import Fitted, entry, fitted
from eig_bot.search.index import Index
from eig_bot.search.message import Message
from eig_bot.search.query import Query
from eig_bot.search.reactions import LIKE_ONE, Reaction, distinct_tokens_of
from eig_bot.search.vectors import Floats

SAYS_ITSELF = 0.6
"""Part of what a follow-up says itself, beside what it says together with what its thread is about; set likewise.
`make tune`: 0.48 37.2/38.5/42.5, **0.6** 37.2/38.1/42.5, 0.75 37.2/38.5/42.5 (no phrasings)"""
ALREADY_SEEN = 0.7
"""Weight, in a follow-up, of the passage that answered before: one asks for something else; set likewise.
`make tune`: 0.56 73.9/10.6/82.8, **0.7** 73.9/10.6/82.8, 0.875 73.9/10.6/82.8"""
REACTS = 0.5
"""Probability from which a message is a reaction: more likely than not.
`make tune`: 0.4 73.9/10.6/83.9, **0.5** 73.9/10.6/82.8, 0.625 74.3/10.6/82.8"""
ASKS_OF_THE_BOT = frozenset({Reaction.HELP, Reaction.CONSENT, Reaction.IDENTITY})
"""What "parlez-moi de …", "présentez-moi …" look like, and are not where an entry of the catalogue has that name."""
EXCLAIMS = 0.3
"""The same for one that ends with an exclamation mark, as questions hardly do."""
MAX_HITS = 10
LATELY = 256
"""Messages of which it is remembered whether they ask: a turn of a thread is looked at again with each one that follows."""

STILL_ASKS = 0.85
"""Of the score of "asks for the state of a call" that the turns before a turn have, what it must have together with them.

After "c'est encore ouvert ?" and "on arrive après la bataille ?", turns about the call ("et pour les candidats ?") keep .83 to
1.1 of it, others .35 to .8, but for some that a passage answers more surely (`Policy.asks_for_call_status`)."""


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
    """The part of the folder's own phrasings in the confidence, from 0 (there are none) to 1."""
    belief: Belief | None = None
    """What the confidence was computed from where several voters rank; else None, and `signals` are that."""
    unasked: Unasked | None = None
    """The same where one voter ranks, as far as no phrasings tell what is asked."""
    leans: bool = False
    """True where a turn was read with what came before it in its thread, by several voters."""


@dataclass(frozen=True, slots=True)
class _Ranked:
    """What the ways of ranking have in common; as in `Ranking`."""

    query: Query
    scores: Floats
    confidence: float
    signals: Signals
    lead: float


class Ranker:
    """Finds passages of one knowledge base; built once, then read-only and safe to share between threads."""

    def __init__(
        self, knowledge: KnowledgeBase, cache: Cache | None = None, learnt: Fitted | Future[Fitted] | None = None
    ) -> None:
        """Index the passages.

        Args:
            knowledge: what to search.
            cache: where what was fitted is kept; None: it is fitted anew.
            learnt: what was fitted on an earlier version, to rank this one at once, or will be in a moment; what it knows of
                passages that changed, it does not know any more.
        """
        self.knowledge = knowledge
        with ThreadPoolExecutor(1, thread_name_prefix="entry") as beside:  # reading takes little of what indexing takes all of
            kept = beside.submit(entry, knowledge, None if learnt else cache)
            self._index = Index(knowledge)
        known = learnt.result() if isinstance(learnt, Future) else learnt
        self.learnt = known.moved(self._index.passages) if known else fitted(self._index, cache, kept.result())
        self._source = EvidenceSource(self._index, self.learnt)
        asked = (text for passage in knowledge.passages for text in (passage.section, *passage.questions))
        self._own_words = distinct_tokens_of(asked)
        forget_pages()
        self._reactions = lru_cache(maxsize=LATELY)(self._read_reaction)

    @property
    def has_voters(self) -> bool:
        """True where the folder has phrasings enough for several voters, which read a turn within its thread themselves."""
        return self.learnt.typed is not None

    def reaction(self, message: Message) -> Reaction | None:
        """Return how a `message` that asks nothing of the pages is taken; None for one that is more like a question."""
        return self._reactions(message)

    def _read_reaction(self, message: Message) -> Reaction | None:
        exclaims = message.text.rstrip().endswith("!") and "?" not in message.text
        likely = EXCLAIMS if exclaims else REACTS
        reading = self.learnt.reactions.read(message, self._own_words, likely)
        least = (2 - self.learnt.told) * LIKE_ONE  # twice as much where no phrasings tell what is asked
        if reading.probability < likely or reading.score < least:
            return None
        if reading.reaction in ASKS_OF_THE_BOT and self._index.candidates.has_name(message.words):
            return None
        text = self._index.understanding.query(message).text
        *asked, _ = self.learnt.phrasings.predict(text).scores
        question = max(*asked, 0.0 if exclaims else self.learnt.call_status.score(text), 0.0)
        return reading.reaction if reading.score >= question else None

    def rank(self, message: Message, about: Message | None = None, chosen: Passage | None = None) -> Ranking:
        """Return the passages that may answer a message, best first.

        Args:
            message: the question.
            about: what the thread is about, where the question does not stand alone, and there is one voter alone.
            chosen: the passage of this knowledge base that the reader chose: the first hit, whatever its score.
        """
        if self.has_voters and about is None:
            return self.rank_turn(message, (), None, chosen)
        evidence = self._source.of(message) if about is None else self._in_thread(message, about)
        at = self._number(chosen)
        signals = Signals.of(evidence.scores, evidence.coverage, evidence.off_topic, at)
        unasked = self._unasked(evidence, at) if evidence.scores.size else None
        confidence = self._confidence(unasked, signals) if unasked else 0.0
        ranking = self._ranking(_Ranked(evidence.query, evidence.scores, confidence, signals, evidence.lead), at)
        return replace(ranking, unasked=unasked)

    def _unasked(self, evidence: Evidence, at: int | None) -> Unasked:
        first = int(np.argmax(evidence.scores)) if at is None else at
        return Unasked.of(evidence.said, first, float(evidence.coverage[first]), evidence.like_not_ours, evidence.firsts)

    def _confidence(self, unasked: Unasked, signals: Signals) -> float:
        general = general_calibration(with_meaning=self.learnt.meaning is not None).log_odds(*astuple(unasked))
        if self.learnt.told == 0:
            return probability(general)
        return probability(blended(general, self.learnt.calibration.log_odds(*astuple(signals)), self.learnt.told))

    def rank_turn(
        self, message: Message, turns: Sequence[Message], given: Passage | None = None, chosen: Passage | None = None
    ) -> Ranking:
        """Return the passages that may answer a turn of a thread, best first, by several voters.

        Args:
            message: the turn.
            turns: the questions before it, oldest first; courtesies and reactions left out.
            given: the passage that the thread was shown last, of this knowledge base; None where nobody kept it.
            chosen: the passage that the reader chose: the first hit, whatever its score.
        """
        seen = voting.seen(self._source, message, turns, self._number(given))
        at = self._number(chosen)
        first = int(np.argmax(seen.scores)) if at is None else at
        off_topic = seen.mean([evidence.off_topic for evidence in seen.evidence])
        candidates = self._index.candidates
        coverage = candidates.best(seen.alone.coverage)
        signals = Signals.of(seen.votes.spelt_out, coverage, off_topic, int(candidates.numbers[first]))
        seen_as = voting.belief(seen, self._source, first)
        confidence = belief.general().probability(*astuple(seen_as)) * candidates.certainty(seen.among, first)
        query = seen.evidence[-1].query if seen.leans else seen.alone.query
        ranking = self._ranking(_Ranked(query, seen.scores, confidence, signals, seen_as.ours), at)
        found = replace(ranking, belief=seen_as, leans=seen.leans)
        if not found.leans:
            return found
        asks_for_status = self._asks_for_status(found, seen, turns)
        return replace(
            found,
            call_status=asks_for_status,
            call_status_confidence=self.learnt.call_status.probability(asks_for_status),
        )

    def _asks_for_status(self, found: Ranking, seen: voting.Seen, turns: Sequence[Message]) -> float:
        """By any reading of a turn that leans on others; with what came before it, where it may be ours and takes little.

        Else whatever follows "c'est encore ouvert ?" would: "et pour nous ?" does, "et la cantine ?" does not.
        """
        alone = self.learnt.call_status.score(seen.alone.query.text)
        if seen.is_probably_not_ours:
            return alone
        texts = (self._index.understanding.query(turn).text for turn in turns[-voting.TURNS :])
        before = max(self.learnt.call_status.score(text) for text in texts)
        return max(alone, found.call_status) if found.call_status > STILL_ASKS * before else alone

    def _ranking(self, seen: _Ranked, at: int | None) -> Ranking:
        asks_for_status = self.learnt.call_status.score(seen.query.text)
        return Ranking(
            query=seen.query,
            hits=self._hits(seen.scores, at),
            confidence=seen.confidence,
            signals=seen.signals,
            lead=seen.lead,
            call_status=asks_for_status,
            call_status_confidence=self.learnt.call_status.probability(asks_for_status),
            told=part_in_confidence(self.learnt.told),
        )

    def _number(self, passage: Passage | None) -> int | None:
        return None if passage is None else next(n for n, other in enumerate(self._index.passages) if other is passage)

    def _in_thread(self, message: Message, about: Message) -> Evidence:
        """A short turn may look like anything: it is as much ours as what its thread is about."""
        alone, before, together = map(self._source.of, (message, about, message.after(about)))
        scores, said = (
            SAYS_ITSELF * by_itself + (1 - SAYS_ITSELF) * by_both
            for by_itself, by_both in ((alone.scores, together.scores), (alone.said, together.said))
        )
        if scores.size:
            for mixed in (scores, said):
                mixed[np.argmax(before.scores)] *= ALREADY_SEEN
        nearest = max(alone, before, together, key=lambda seen: seen.lead)
        return replace(
            nearest, query=together.query, scores=scores, coverage=together.coverage, said=said, firsts=together.firsts
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
