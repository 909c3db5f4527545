"""Phrasings that another passage could claim as well: what `check` tells of them.

Two signs are certain enough to be told, each set on folders in which all phrasings stand where they should:

- two passages are asked for in the same words, whatever their order, their endings, and the little words around them;
- a passage says nothing of what its phrasing asks, in its text, its headings or its other phrasings, while another passage says
  all of it and is asked for nearly so.

A model made to forget a phrasing tells less: phrasings are written to be unlike each other, and six in ten would go elsewhere.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eig_bot.check.passages import position_of_question
from eig_bot.check.problems import warning
from eig_bot.knowledge.outline import NO_OUTLINES, Outlines
from eig_bot.knowledge.passage import KnowledgeBase, Passage, Problem
from eig_bot.messages import check as messages
from eig_bot.search.analyzer import STOP_WORDS, stem, words
from eig_bot.search.lexicon import Thesaurus, thesaurus_of

NEAR = 0.5
"""Likeness (cosine of the words, rare ones counting more) to another passage's phrasing from which it may be what was meant."""
FAR = 0.1
"""Likeness up to which a passage's own phrasings have nothing in common with one of them.

With both, 5,100 phrasings of a folder of 161 passages gave two alarms, with which a reader agrees; one in twenty of those put
into another passage at random was found. A likeness of 0.4 finds one more in a hundred, and raises alarms that are false.
"""
LEAST = 2
"""Words that carry meaning, below which a phrasing says too little to tell what it is about."""
TELLING = frozenset({
    "qui", "quoi", "quel", "quelle", "quels", "quelles", "quand", "ou", "comment", "combien", "pourquoi",
    "who", "what", "which", "when", "where", "how", "why", "much", "many",
    "je", "j", "me", "moi", "mon", "ma", "mes", "nous", "notre", "nos", "ils", "elles", "leur", "leurs",
    "i", "my", "we", "our", "they", "their",
    "pas", "sans", "non", "peut", "puis", "pouvons", "doit", "dois", "faut", "dire",
})  # fmt: skip
"""Stop words that tell two questions apart: what is asked, for whom, whether one may or must."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A phrasing with its words, spelt out."""

    question: str
    number: int
    at: int
    """Number of its passage."""
    stems: frozenset[str]
    meaning: frozenset[str]
    """The stems that carry meaning."""
    telling: frozenset[str]


def ambiguous_phrasings(knowledge: KnowledgeBase, outlines: Outlines = NO_OUTLINES) -> tuple[Problem, ...]:
    """Return a warning for each phrasing that another passage could claim as well.

    Args:
        knowledge: the passages with their phrasings.
        outlines: what stands where in each file.
    """
    thesaurus = thesaurus_of(knowledge.lexicon)
    written = [(question, at) for at, passage in enumerate(knowledge.passages) for question in passage.questions]
    folder = _Folder(knowledge.passages, [_asked(*one, number, thesaurus) for number, one in enumerate(written)], thesaurus)
    pairs = {one.number: (one, other) for one, other in (*folder.strays(), *folder.same())}
    return tuple(_problem(*pair, knowledge.passages, outlines) for _, pair in sorted(pairs.items()))


def _problem(one: _Asked, other: _Asked, passages: Sequence[Passage], outlines: Outlines) -> Problem:
    passage, claiming = passages[one.at], passages[other.at]
    there, _ = position_of_question(other.question, claiming, outlines)
    message = messages.nearer_elsewhere(one.question, other.question, claiming.section, f"{claiming.page}:{there}")
    return warning(passage.page, position_of_question(one.question, passage, outlines), message)


def _asked(question: str, at: int, number: int, thesaurus: Thesaurus) -> _Asked:
    spelt = frozenset(thesaurus.spelt_out(words(question)))
    meaning = frozenset(map(stem, spelt - STOP_WORDS))
    return _Asked(question, number, at, meaning.union(map(stem, spelt & STOP_WORDS)), meaning, TELLING & spelt)


class _Folder:
    """What each passage says, and how near phrasings are to each other."""

    def __init__(self, passages: Sequence[Passage], asked: Sequence[_Asked], thesaurus: Thesaurus) -> None:
        self._passages = passages
        self._asked = asked
        self._of_passage: dict[int, list[_Asked]] = defaultdict(list)
        self._with: dict[str, list[_Asked]] = defaultdict(list)
        self._count: dict[int, Counter[str]] = defaultdict(Counter)
        for one in asked:
            self._of_passage[one.at].append(one)
            self._count[one.at].update(one.meaning)
            for term in one.meaning:
                self._with[term].append(one)
        said = {at: " ".join((*passages[at].heading_path, passages[at].text)) for at in self._of_passage}
        self._text = {at: frozenset(map(stem, thesaurus.spelt_out(words(text)))) for at, text in said.items()}
        found = Counter(term for one in asked for term in one.stems)
        self._worth = {term: math.log1p(len(asked) / count) ** 2 for term, count in found.items()}

    def strays(self) -> Iterator[tuple[_Asked, _Asked]]:
        """Yield (phrasing, the nearest one of a passage that says all of it) where its own passage says nothing of it."""
        for one in self._asked:
            if len(one.meaning) < LEAST or any(self._says(one.at, term, one) for term in one.meaning):
                continue
            if max((self._likeness(one, other) for other in self._of_passage[one.at] if other is not one), default=0) > FAR:
                continue
            others = {other for term in one.meaning for other in self._with[term] if self._could_claim(other.at, one)}
            nearest = max(others, key=lambda other: (self._likeness(one, other), -other.number), default=None)
            if nearest and self._likeness(one, nearest) >= NEAR:
                yield one, nearest

    def same(self) -> Iterator[tuple[_Asked, _Asked]]:
        """Yield (phrasing, the same one of another passage, which says more of it); to the letter, that is an error already."""
        first: dict[tuple[frozenset[str], frozenset[str]], _Asked] = {}
        for one in self._asked:
            other = first.setdefault((one.meaning, one.telling), one)
            if one.meaning and one.at != other.at and words(one.question) != words(other.question):
                yield (other, one) if self._said(one) > self._said(other) else (one, other)

    def _said(self, one: _Asked) -> int:
        return sum(self._says(one.at, term, one) for term in one.meaning)

    def _could_claim(self, at: int, one: _Asked) -> bool:
        audiences = {self._passages[at].audience, self._passages[one.at].audience} - {None}
        return at != one.at and len(audiences) < 2 and all(self._says(at, term, one) for term in one.meaning)

    def _says(self, at: int, term: str, but: _Asked) -> bool:
        return term in self._text[at] or self._count[at][term] > (at == but.at)

    def _likeness(self, one: _Asked, other: _Asked) -> float:
        shared, left, right = (self._sum(terms) for terms in (one.stems & other.stems, one.stems, other.stems))
        return shared / math.sqrt(left * right) if shared else 0.0

    def _sum(self, terms: frozenset[str]) -> float:
        return sum(self._worth[term] for term in terms)
