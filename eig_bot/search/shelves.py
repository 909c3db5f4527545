"""BM25F of the passages of a folder, those of its catalogue among their like.

How rare a word is and how long a text usually is are counted on each of the two shelves: a hundred entries of past projects do
not make "ministère" a common word of the reference pages, nor what each of them says a rare one.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from eig_bot.knowledge.passage import Passage
from eig_bot.search.catalogue import Candidates
from eig_bot.search.lexical import FIELDS, Field, LexicalIndex
from eig_bot.search.lexicon import Concept
from eig_bot.search.vectors import Floats


class ShelvedIndex:
    """`LexicalIndex` for each shelf; read-only."""

    def __init__(self, passages: Sequence[Passage], candidates: Candidates, fields: Sequence[Field] = FIELDS) -> None:
        """Index the passages.

        Args:
            passages: of the folder.
            candidates: which of them are entries of its catalogue.
            fields: as for `LexicalIndex`.
        """
        self._size = len(passages)
        numbers = [shelf for shelf in (candidates.others, candidates.entries) if shelf.size]
        self._shelves = [(shelf, LexicalIndex([passages[at] for at in shelf], fields)) for shelf in numbers]

    def scores(self, concepts: Iterable[Concept]) -> tuple[Floats, Floats]:
        """Return the score of each passage, and the idf matched, as `LexicalIndex.scores` does."""
        said = tuple(concepts)
        found = np.zeros((2, self._size), dtype=np.float32)
        for shelf, index in self._shelves:
            found[:, shelf] = index.scores(said)
        return found[0], found[1]

    def worth(self, concepts: Iterable[Concept]) -> Floats:
        """Return the information that concepts hold for each passage: the sum of their idf on its shelf; 1 without any."""
        said = tuple(concepts)
        found = np.ones(self._size, dtype=np.float32)
        for shelf, index in self._shelves:
            found[shelf] = sum(map(index.concept_idf, said)) or 1.0
        return found
