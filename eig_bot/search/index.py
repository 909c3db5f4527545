"""The passages of one knowledge base, ready to be scored; nothing here is fitted.

`Index.fused` adds up the evidence for each passage: the words that it shares with the question (`lexical.py`), what the model
over the phrasings says (`phrasings.py`), and, for a passage without phrasings, its nearest sentence and what it means. Entries
of a catalogue are scored among their like (`shelves.py`, `catalogue.py`).
"""

import re
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from eig_bot.knowledge.markdown import LINK
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search.analyzer import fold
from eig_bot.search.answer_type import TYPES, expected_types
from eig_bot.search.catalogue import Candidates
from eig_bot.search.lexical import WHOLE
from eig_bot.search.people import AboutPeople
from eig_bot.search.phrasings import Example
from eig_bot.search.query import Query, understanding
from eig_bot.search.shelves import ShelvedIndex
from eig_bot.search.vectors import Floats

LEXICAL = 0.25
"""Weight of the words shared beside the phrasings; set on the development questions."""
PUBLISHED = 0.3
"""Weight of a page with a publication date (a post, a past project) beside a reference page; set likewise."""
SITE_NOTICE = 0.5
"""Weight of the notices that every public site must have (legal, accessibility, cookies, press), which speak of the site
itself in words that everyone uses; set likewise."""
SMALLEST = 1e-3
SHORT = 0.8
SHORT_TEXT = 25
"""Characters below which a passage says hardly more than its heading."""
SENTENCE = 1.5
"""Weight of the likeness to a sentence beside the words shared, where there are no phrasings; set likewise."""
HOLDS_WHAT_IS_ASKED = 1.3
"""Factor for a passage with an amount, a date or an address, when that is what the question asks for; set likewise."""
OTHER_READERS = 0.8
"""Weight of a passage for an audience that the bot does not serve; set likewise."""
OUTLINE = 0.7
"""Weight of a heading that only lists those below it, one of which answers. Right first hits of the folders of
`python -m benchmarks.bare_folders`, in percent, as they were when it was set: 55 with it, 52 without."""
MEANING = 0.5
"""Weight of what a passage means (`meaning.py`) beside the words that it shares, where there are no phrasings. Right first hits
of the same folders, likewise: 48 with 0, 52 with 0.3, 55 with 0.5, 56 with 0.8, which a large site loses five points by."""


class Index:
    """Scores the passages of one knowledge base; read-only."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        """Index the passages."""
        self.knowledge = knowledge
        self.passages = knowledge.passages
        self.understanding = understanding(knowledge)
        self.candidates = Candidates.of(self.passages)
        self.lexical = ShelvedIndex(self.passages, self.candidates)
        weights = np.array([_prior(passage, knowledge.site.audience) for passage in self.passages], dtype=np.float32)
        self._prior = weights / weights.max(initial=SMALLEST)  # among posts alone, a post is what readers come for
        self._people = AboutPeople.of(self.passages)
        self._holds = {
            kind: np.array([bool(kind.search(passage.text)) for passage in self.passages], dtype=bool) for kind in TYPES
        }

    @cached_property
    def whole(self) -> ShelvedIndex:
        """All that is said in a passage and asked of it, as one document; only where several voters rank."""
        return ShelvedIndex(self.passages, self.candidates, WHOLE)

    def fused(
        self,
        query: Query,
        lexical: Floats,
        by_phrasing: Floats,
        by_sentence: Floats | None = None,
        by_meaning: Floats | None = None,
    ) -> Floats:
        """Return the score of each passage.

        Args:
            query: the question.
            lexical: lexical score of each passage, as a share of what the question could reach.
            by_phrasing: what the model over the phrasings says of each passage; 0 for one without phrasings.
            by_sentence: likeness to the nearest sentence of each passage; 0 for one whose phrasings tell enough.
            by_meaning: likeness in meaning; likewise.
        """
        scores = lexical if by_sentence is None else lexical + SENTENCE * by_sentence
        scores = (LEXICAL * scores + by_phrasing) * self._prior
        for kind in expected_types(query.text.words):
            scores[self._holds[kind]] *= HOLDS_WHAT_IS_ASKED
        if by_meaning is not None:
            scores = scores + MEANING * by_meaning * self._prior
        return np.asarray(self._people.weighed(scores, query.text.words), dtype=np.float32)

    def worth(self, query: Query) -> Floats:
        """Return the information that a `query` holds for each passage: the sum of the idf of its concepts; 1 without words."""
        return self.lexical.worth(query.concepts)

    def example(self, text: str, label: int | None) -> Example:
        """Return a `text` for the model to learn from, with the number of its class; `label` is None where it has none."""
        return Example(self.understanding.phrasing(text), label)


def sentences_of(passage: Passage) -> Sequence[str]:
    """Return the heading and the sentences of a `passage`."""
    text = LINK.sub(r"\1", passage.text)
    return (passage.section, *(sentence for sentence in _SENTENCE_END.split(text) if len(sentence) > 8))


def _prior(passage: Passage, audience: str | None) -> float:
    """Return the weight of a passage beside a reference page of the readers' own, from the form of its page alone."""
    weight = 1.0
    if passage.published or _IS_DATE.fullmatch(passage.section):
        weight *= PUBLISHED
    if _SITE_NOTICE.search(fold(passage.title)) and not passage.questions:
        weight *= SITE_NOTICE
    if len(passage.text) < SHORT_TEXT:
        weight *= SHORT
    if passage.is_outline and not passage.questions:
        weight *= OUTLINE
    if audience and passage.audience and passage.audience != audience:
        weight *= OTHER_READERS
    return weight


_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n")
_IS_DATE = re.compile(r"\d{1,2}(?:er)? [a-zéû]+ \d{4}", re.IGNORECASE)
_SITE_NOTICE = re.compile(
    r"mentions legales|accessibilite|plan du site|cookies|donnees personnelles|confidentialite|conditions generales|presse"
    r"|parle de nous"
)
