"""A question as typed -> what is searched: corrected words, stems, and concepts with their synonyms."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.search.analyzer import STOP_WORDS, page_words, stem, words
from eig_bot.search.lexicon import Concept, Thesaurus, general_off_topic, thesaurus_of
from eig_bot.search.message import MAX_WORDS, Language, Message
from eig_bot.search.phrasings import Text
from eig_bot.search.spelling import Speller, french_words, word_frequencies

SYNONYM = 0.6
"""Weight of a synonym beside the word that was typed (1); set on the development questions."""
MAX_SLIPS = 12
"""Unknown words that are corrected: a question has few, a pasted text would take long."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood."""

    text: Text
    """Its words, spelt out and corrected."""
    concepts: tuple[Concept, ...]
    """One a word or expression that carries meaning."""
    language: Language
    """What the question is written in; French with an English word is French."""


class Understanding:
    """Turns questions into queries, with the words of one folder."""

    def __init__(self, thesaurus: Thesaurus, speller: Speller) -> None:
        """Take what explains and corrects words."""
        self._thesaurus = thesaurus
        self._speller = speller

    def query(self, message: Message) -> Query:
        """Return what is searched for a `message`: its words corrected and spelt out, with what means the same."""
        corrected = self._corrected(message.searched)
        meaningful = [word for word in corrected if word not in STOP_WORDS]
        stems = [stem(word) for word in meaningful]
        concepts, groups = self._concepts(stems)
        return Query(
            text=Text(tuple(corrected), groups, _related(concepts)),
            concepts=concepts,
            language=message.language,
        )

    def knows(self, word: str) -> bool:
        """Return whether the folder has a `word`, folded, as it stands or in another form."""
        return self._speller.knows(word)

    def phrasing(self, text: str) -> Text:
        """Return a phrasing as the model learns it: corrected as questions are, since a slip is no word of its own.

        Args:
            text: of a knowledge file, or of the package's own lists; its first `MAX_WORDS` words count.
        """
        spelt = self._corrected(words(text)[:MAX_WORDS])
        concepts, groups = self._concepts([stem(word) for word in spelt if word not in STOP_WORDS])
        return Text(tuple(spelt), groups, _related(concepts))

    def _corrected(self, typed: Sequence[str]) -> list[str]:
        """Return the words spelt out, without slips."""
        spelt = self._thesaurus.spelt_out(typed)
        slips = [word for word in dict.fromkeys(spelt) if not self._speller.knows(word)][:MAX_SLIPS]
        return [better for word in spelt for better in (self._speller.correct(word) if word in slips else (word,))]

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


def understanding(knowledge: KnowledgeBase) -> Understanding:
    """Return what understands questions to a folder.

    Args:
        knowledge: its passages have the words that are known, its lexicon what some of them mean.
    """
    thesaurus = thesaurus_of(knowledge.lexicon)
    texts = (text for passage in knowledge.passages for text in (passage.text, *passage.heading_path))
    said = word_frequencies(map(page_words, texts))
    phrasings = [text for passage in knowledge.passages for text in passage.questions]
    asked = word_frequencies(map(page_words, (*phrasings, *knowledge.off_topic, *general_off_topic())))
    french = {word: count for word, count in asked.items() if word in said or word in french_words()}
    known = {**dict.fromkeys(thesaurus.known_words(), 1), **Counter(said) + Counter(french)}
    # phrasings are written as people type, so that what is like a known word is no word of its own
    slips = Speller(known).slips([*asked])
    own = {word: count for word, count in asked.items() if word not in slips}
    return Understanding(thesaurus, Speller({**own, **known}))


def _related(concepts: Sequence[Concept]) -> tuple[str, ...]:
    """Return the terms that stand beside those that were typed."""
    return tuple(dict.fromkeys(term for concept in concepts for term, weight in concept if weight < 1))
