"""A catalogue: entries that are alike (past projects), each of which is asked for seldom.

Beside reference pages that are asked for in many ways, a hundred entries with a handful of phrasings each would be a hundred
classes that hardly anything is known of, and that one question in ten looks like by chance. So all entries together are one
candidate, with one class in the models over the phrasings, and words that count by how rare they are among entries. Which
entry it is, is told by its words, phrasings and sentences, among its like.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eig_bot.knowledge.markdown import LINK
from eig_bot.knowledge.passage import Passage
from eig_bot.search.analyzer import page_terms, stem
from eig_bot.search.confidence import probability
from eig_bot.search.fusion import standardised
from eig_bot.search.lexicon import Concept
from eig_bot.search.spelling import french_words
from eig_bot.search.vectors import Floats

EVEN = 1.0
"""Deviations by which an entry must lead the next one to be as likely right as wrong: of 96 questions about past projects, one
that leads by more than 2 was right in 7 of 10, one that leads by less than 1 in 2 of 10."""
SURE = 5.0
"""Deviations by which the only entry of a catalogue leads."""
OFTEN = 1 / 6
"""Share of the entries above which a word sets none apart."""
ELSEWHERE = 1 / 10
"""Share of the reference pages above which a word is theirs."""
UNLIKELY = -4.0
"""Logarithm of the probability, by how a question was typed, below which it hardly asks for an entry: it holds back 3 of 77
questions about past projects, and 34 of 89 others that entries were shown for."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What a question may mean: each passage, in their order, and last the catalogue as one, where there is one."""

    others: NDArray[np.int64]
    """Numbers of the passages that are no entries."""
    entries: NDArray[np.int64]
    """Numbers of the entries; empty where there is no catalogue."""
    numbers: NDArray[np.int64]
    """For each passage, the number of its candidate."""
    pages: tuple[str, ...]
    """The page of each candidate; all of the catalogue counts as the page of its first entry."""
    apart: frozenset[str]
    """Stems of the words that set entries apart from each other and from most of the folder."""
    theirs: frozenset[str]
    """Those of them that the rest of the folder never says."""
    named: Mapping[str, NDArray[np.int64]]
    """Those of them that stand in headings, with the numbers of their entries: names and fields."""
    names: tuple[frozenset[str], ...]
    """The stems of the headings that are names."""

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> "Candidates":
        """Return the candidates of a folder.

        Args:
            passages: all of it.
        """
        is_entry = np.array([passage.is_entry for passage in passages], dtype=bool)
        others, entries = np.flatnonzero(~is_entry), np.flatnonzero(is_entry)
        numbers = np.where(is_entry, len(others), np.cumsum(~is_entry) - 1)
        shown = [*others, *entries[:1]]
        shelf, rest = ([passages[int(at)] for at in those] for those in (entries, others))
        apart, theirs = _apart(shelf, rest)
        named: dict[str, list[int]] = {}
        for at, entry in zip(entries, shelf, strict=True):
            for term in apart.intersection(page_terms(entry.section)):
                named.setdefault(term, []).append(int(at))
        pages = tuple(passages[at].page for at in shown)
        headings = [frozenset(page_terms(entry.section)) for entry in shelf]
        names = tuple(name for name in headings if name & theirs or len(name & apart) > 1)
        numbered = {term: np.array(found) for term, found in named.items()}
        return cls(others, entries, numbers, pages, apart, theirs, numbered, names)

    def more_often(self, passages: Sequence[Passage]) -> float:
        """Return the logarithm of how many more phrasings the catalogue has than a passage, and is likelier for it alone.

        Args:
            passages: of the folder.
        """
        usual = sum(len(passages[at].questions) for at in self.others) / max(1, len(self.others))
        return math.log(max(1.0, sum(len(passages[at].questions) for at in self.entries) / max(1.0, usual)))

    def asked_for(self, concepts: Sequence[Concept], likely: float = 0.0) -> NDArray[np.bool_]:
        """Return which passages a question may ask for: entries only where a word sets some of them apart, or it names one.

        Args:
            concepts: of the question.
            likely: logarithm of the probability that it asks for an entry, by how it was typed; where that is low, only a word
                that the rest of the folder never says tells that it does.
        """
        telling = self.apart if likely > UNLIKELY else self.theirs
        found = np.ones(len(self.numbers), dtype=bool)
        if telling.isdisjoint(_said(concepts)) and not self.is_asked_by_name(concepts):
            found[self.entries] = False
        return found

    def is_asked_by_name(self, concepts: Iterable[Concept]) -> bool:
        """Return whether a question has all words of a heading: two that set its entry apart, or one that is nowhere else.

        Args:
            concepts: of the question.
        """
        said = frozenset(_said(concepts))
        return any(name <= said for name in self.names)

    def has_name(self, words: Iterable[str]) -> bool:
        """Return whether a message has a word of an entry's heading that is a name: no French.

        Args:
            words: of the message, folded.
        """
        return any(stem(word) in self.named and word not in french_words() for word in words)

    def not_named(self, concepts: Iterable[Concept]) -> NDArray[np.int64]:
        """Return the numbers of the entries whose heading has no word of a question that sets it apart.

        Args:
            concepts: of the question.
        """
        found = [self.named[term] for term in _said(concepts) if term in self.named]
        return np.setdiff1d(self.entries, np.concatenate(found)) if found else self.entries

    def best(self, scores: Floats) -> Floats:
        """Return the score of each candidate: of the catalogue, that of its best entry.

        Args:
            scores: shape (passages,).
        """
        if not self.entries.size:
            return scores
        return np.append(scores[self.others], scores[self.entries].max())

    def spread(self, scores: Floats, among: Floats) -> Floats:
        """Return the score of each passage: the best entry has that of the catalogue, others as much less as they stand below.

        Args:
            scores: of each candidate, in deviations.
            among: of each entry among its like, in deviations.
        """
        if not self.entries.size:
            return scores
        found = np.empty(len(self.numbers), dtype=np.float32)
        found[self.others] = scores[:-1]
        found[self.entries] = scores[-1] + among - among.max()
        return found

    def certainty(self, among: Floats, at: int) -> float:
        """Return the probability that a passage is the one that is asked for, where its candidate is: 1 for a reference page.

        Args:
            among: as `spread` takes it.
            at: number of the passage.
        """
        entry = np.flatnonzero(self.entries == at)
        if not entry.size:
            return 1.0
        lead = float(among[entry[0]]) - float(np.delete(among, entry[0]).max(initial=among[entry[0]] - SURE))
        return probability(lead - EVEN)

    def among(self, shared: Floats, whole: Floats, nearest: Floats) -> Floats:
        """Return how high each entry stands among its like, in deviations.

        Args:
            shared: score of each passage for the words that it shares with the question.
            whole: BM25 of each passage over all that is said in it and asked of it.
            nearest: likeness of each passage to the question, by its nearest phrasing or sentence.
        """
        if not self.entries.size:
            return np.zeros(0, dtype=np.float32)
        return standardised(np.sum([standardised(scores[self.entries]) for scores in (shared, whole, nearest)], axis=0))


def _apart(entries: Sequence[Passage], others: Sequence[Passage]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems that set `entries` apart from most of the `others`, and those of them that none of these has."""
    having = Counter(term for entry in entries for term in _terms_of(_content(entry)))
    elsewhere = Counter(term for other in others for term in _terms_of((*_content(other), *other.questions)))
    telling = [term for term, count in having.items() if count <= max(1, OFTEN * len(entries))]
    apart = frozenset(term for term in telling if elsewhere[term] <= ELSEWHERE * len(others))
    return apart, frozenset(term for term in telling if not elsewhere[term])


def _said(concepts: Iterable[Concept]) -> Iterator[str]:
    """Return the stems of a question without those that mean the same."""
    return (term for concept in concepts for term, weight in concept if weight == 1)


def _content(passage: Passage) -> Iterable[str]:
    return (*passage.heading_path, LINK.sub(r"\1", passage.text), *passage.tags)


def _terms_of(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(term for text in texts for term in page_terms(text))
