"""BM25F over the fields of a passage.

Each passage has fields (its heading, the headings above it, its phrasings, its text, its tags). BM25F (Robertson, Zaragoza
and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004) weighs the frequency of a term in each field,
normalised by that field's length, adds them up, and saturates the sum once:

    tf(t, p)  = sum over fields f of  weight_f * count(t, f) / (1 - b_f + b_f * length_f / mean_length_f)
    score(t, p) = idf(t) * tf / (k1 + tf)           with idf(t) = log(1 + (N - n_t + 0.5) / (n_t + 0.5))
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eig_bot.knowledge.markdown import LINK
from eig_bot.knowledge.passage import Passage
from eig_bot.search.analyzer import page_terms
from eig_bot.search.lexicon import Concept
from eig_bot.search.vectors import Floats

K1 = 1.2
Integers = NDArray[np.int32]


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
        self.vocabulary: dict[str, int] = {}
        terms_of, self._passages, frequencies = _weighted_frequencies(passages, fields, self.vocabulary)
        counts = np.bincount(terms_of, minlength=len(self.vocabulary))
        self._starts = np.concatenate([[0], np.cumsum(counts)])
        self.idf: Floats = np.log1p((self.size - counts + 0.5) / (counts + 0.5)).astype(np.float32)
        self._scores: Floats = np.repeat(self.idf, counts) * frequencies / (K1 + frequencies)

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


def _weighted_frequencies(
    passages: Sequence[Passage], fields: Sequence[Field], vocabulary: dict[str, int]
) -> tuple[Integers, Integers, Floats]:
    """Return postings by term, then by passage: the number of the term, that of the passage, the weighted frequency.

    They are gathered in arrays: as Python's own numbers, those of 100,000 passages take a gigabyte that is not given back.

    Args:
        passages: to index.
        fields: of each.
        vocabulary: numbers of the terms, which grows.
    """
    found = [array("i") for _ in ("term", "passage", "field", "count")]
    lengths = np.zeros((len(passages), len(fields)), dtype=np.float32)
    for number, passage in enumerate(passages):
        for at, field in enumerate(fields):
            counted = Counter(term for text in field.text(passage) for term in page_terms(text))
            lengths[number, at] = sum(counted.values())
            size = len(counted)
            found[0].extend(vocabulary.setdefault(term, len(vocabulary)) for term in counted)
            for column, values in zip(found[1:], ([number] * size, [at] * size, counted.values()), strict=True):
                column.extend(values)
    term, owner, of_field, count = (np.frombuffer(column, dtype=np.int32) for column in found)
    if not len(term):
        return term, owner, np.zeros(0, dtype=np.float32)
    means = np.maximum(1, lengths.sum(axis=0) / np.maximum(1, (lengths > 0).sum(axis=0)))
    weight, b = (np.array([getattr(field, name) for field in fields]) for name in ("weight", "b"))
    norms = weight / (1 - b + b * lengths.astype(np.float64) / means.astype(np.float64))
    order = np.lexsort((of_field, owner, term))
    term, owner = term[order], owner[order]
    firsts = np.flatnonzero(np.concatenate([[True], (term[1:] != term[:-1]) | (owner[1:] != owner[:-1])]))
    weighted = np.add.reduceat(norms[owner, of_field[order]] * count[order], firsts)
    return term[firsts], owner[firsts], weighted.astype(np.float32)
