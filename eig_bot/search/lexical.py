"""BM25F over the fields of a passage.

Each passage has fields (its heading, the headings above it, its phrasings, its text, its tags). BM25F (Robertson, Zaragoza
and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004) weighs the frequency of a term in each field,
normalised by that field's length, adds them up, and saturates the sum once:

    tf(t, p)  = sum over fields f of  weight_f * count(t, f) / (1 - b_f + b_f * length_f / mean_length_f)
    score(t, p) = idf(t) * tf / (k1 + tf)           with idf(t) = log(1 + (N - n_t + 0.5) / (n_t + 0.5))
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from eig_bot.knowledge.markdown import LINK
from eig_bot.knowledge.passage import Passage
from eig_bot.search.analyzer import terms
from eig_bot.search.lexicon import Concept
from eig_bot.search.vectors import Floats

K1 = 1.2


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a passage; `weight` and `b` were set on the development questions."""

    weight: float
    b: float
    text: Callable[[Passage], Iterable[str]]


CONTENT = (
    Field(3.0, 0.3, lambda passage: [passage.section]),
    Field(1.0, 0.3, lambda passage: passage.heading_path[:-1]),
    Field(1.0, 0.6, lambda passage: [LINK.sub(r"\1", passage.text)]),
    Field(0.5, 0.0, lambda passage: passage.tags),
)
WHOLE = (Field(1.0, 0.75, lambda passage: [*passage.heading_path, LINK.sub(r"\1", passage.text), *passage.questions]),)
"""All that is said in a passage and asked of it, as one document."""
FIELDS = (*CONTENT, Field(1.0, 0.6, lambda passage: passage.questions))


class LexicalIndex:
    """Postings of all passages, with the score of each term in each passage computed in advance."""

    def __init__(self, passages: Sequence[Passage], fields: Sequence[Field] = FIELDS) -> None:
        """Index the passages."""
        self.size = len(passages)
        weighted = _weighted_frequencies(passages, fields)
        self.vocabulary: dict[str, int] = {}
        postings: list[list[tuple[int, float]]] = []
        for number, frequencies in enumerate(weighted):
            for term, frequency in frequencies.items():
                at = self.vocabulary.setdefault(term, len(self.vocabulary))
                if at == len(postings):
                    postings.append([])
                postings[at].append((number, frequency))
        self._starts = np.cumsum([0, *map(len, postings)])
        flat = [item for posting in postings for item in posting]
        self._passages = np.array([number for number, _ in flat], dtype=np.int32)
        frequencies_flat = np.array([frequency for _, frequency in flat], dtype=np.float32)
        counts = np.diff(self._starts)
        self.idf: Floats = np.log1p((self.size - counts + 0.5) / (counts + 0.5)).astype(np.float32)
        self._scores: Floats = np.repeat(self.idf, counts) * frequencies_flat / (K1 + frequencies_flat)

    def scores(self, concepts: Iterable[Concept]) -> tuple[Floats, Floats]:
        """Return, for each passage, the sum over the concepts of the best score of their terms, and the idf matched.

        Returns:
            (scores, matched): shape (passages,); `matched` is the part of the concepts' idf that the passage has.
        """
        scores = np.zeros(self.size, dtype=np.float32)
        matched = np.zeros(self.size, dtype=np.float32)
        for concept in concepts:
            best = np.zeros(self.size, dtype=np.float32)
            has = np.zeros(self.size, dtype=np.float32)
            worth = self.concept_idf(concept)
            for term, weight in concept:
                at = self.vocabulary.get(term)
                if at is None:
                    continue
                span = slice(self._starts[at], self._starts[at + 1])
                where = self._passages[span]
                best[where] = np.maximum(best[where], weight * self._scores[span])
                has[where] = np.maximum(has[where], weight)
            scores += best
            matched += worth * has
        return scores, matched

    def concept_idf(self, concept: Concept) -> float:
        """Return how much a concept tells passages apart: the idf of its rarest known term, by its weight.

        A concept of which no term is known is worth as much as the rarest word: the folder does not speak of it.
        """
        known = [weight * float(self.idf[self.vocabulary[term]]) for term, weight in concept if term in self.vocabulary]
        return max(known) if known else float(np.log1p(2 * self.size + 1))


def _weighted_frequencies(passages: Sequence[Passage], fields: Sequence[Field]) -> list[dict[str, float]]:
    counted = [
        [Counter(term for text in field.text(passage) for term in terms(text)) for field in fields] for passage in passages
    ]
    lengths = np.array([[sum(counter.values()) for counter in counters] for counters in counted], dtype=np.float32)
    means = np.maximum(1, lengths.sum(axis=0) / np.maximum(1, (lengths > 0).sum(axis=0))) if len(passages) else lengths
    weighted = []
    for counters, row in zip(counted, lengths, strict=True):
        frequencies: dict[str, float] = {}
        for field, counter, length, mean in zip(fields, counters, row, means, strict=True):
            norm = field.weight / (1 - field.b + field.b * float(length) / float(mean))
            for term, count in counter.items():
                frequencies[term] = frequencies.get(term, 0.0) + norm * count
        weighted.append(frequencies)
    return weighted
