"""A question as typed -> what is searched: corrected words, stems, and concepts with their synonyms."""

from collections.abc import Sequence
from dataclasses import dataclass

from eig_bot.search.analyzer import STOP_WORDS, stem, words
from eig_bot.search.lexical import Concept
from eig_bot.search.lexicon import Thesaurus
from eig_bot.search.spelling import Speller

SYNONYM = 0.6
"""Weight of a synonym beside the word that was typed (1); set on the development questions."""
MAX_WORDS = 80
"""A question's first words say what it asks; a text pasted whole is cut here, which bounds the time of a search."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood."""

    words: tuple[str, ...]
    """Folded words, spelt out and corrected, stop words included."""
    concepts: tuple[Concept, ...]
    """One a word or expression that carries meaning."""
    groups: tuple[int, ...]
    """Synonym groups that it touches."""
    unknown: int
    """How many of its words the folder does not have, even corrected."""
    is_english: bool
    """True when the question is in English, not French with an English word."""


class Understanding:
    """Turns questions into queries, with the words of one folder."""

    def __init__(self, thesaurus: Thesaurus, speller: Speller) -> None:
        """Take what explains and corrects words."""
        self._thesaurus = thesaurus
        self._speller = speller

    def query(self, question: str) -> Query:
        """Return the question as it is searched."""
        typed = words(question)[:MAX_WORDS]
        spelt, english = self._thesaurus.spelt_out(typed)
        corrected = [better for word in spelt for better in self._speller.correct(word)]
        meaningful = [word for word in corrected if word not in STOP_WORDS]
        stems = [stem(word) for word in meaningful]
        concepts, groups = self._concepts(stems)
        return Query(
            words=tuple(corrected),
            concepts=concepts,
            groups=groups,
            unknown=sum(not self._speller.knows(word) for word in meaningful),
            is_english=english >= 2 and 2 * english >= len([word for word in typed if word not in STOP_WORDS]),
        )

    def spelt_out(self, text: str) -> tuple[str, ...]:
        """Return the words of a phrasing: spelt out, not corrected, since its words are the vocabulary."""
        return tuple(self._thesaurus.spelt_out(words(text)[:MAX_WORDS])[0])

    def groups(self, text: Sequence[str]) -> set[int]:
        """Return the synonym groups that folded words touch."""
        stems = [stem(word) for word in text if word not in STOP_WORDS]
        return {group for _, _, group in self._thesaurus.groups_in(stems)}

    def _concepts(self, stems: Sequence[str]) -> tuple[tuple[Concept, ...], tuple[int, ...]]:
        """A concept is a distinct stem with the members of its groups; an expression's members join its first word's."""
        alternatives: dict[str, dict[str, float]] = {term: {term: 1.0} for term in stems}
        groups = []
        for start, length, group in self._thesaurus.groups_in(stems):
            groups.append(group)
            for member in self._thesaurus.members(group):
                for term in member:
                    for typed in stems[start : start + length]:
                        known = alternatives[typed].get(term, 0.0)
                        alternatives[typed][term] = max(known, SYNONYM / len(member) ** 0.5)
        return tuple(tuple(terms.items()) for terms in alternatives.values()), tuple(dict.fromkeys(groups))
