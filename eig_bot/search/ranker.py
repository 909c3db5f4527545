"""A question -> ranked hits, with the probability that the first one is right. Begin reading here.

Steps of `Ranker.rank`:

1. `query.py` understands the question: spelling, abbreviations, English, synonyms;
2. `lexical.py` scores each passage on the words that it shares with the question;
3. `phrasings.py` scores each passage on how people ask for it, and the class "not ours";
4. the two are added up, dated pages and pages for other readers weigh less;
5. `confidence.py` turns what was seen into a probability; `intents.py` tells whether the state of a call is asked for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search import confidence
from eig_bot.search.analyzer import words
from eig_bot.search.intents import call_status_model
from eig_bot.search.lexical import Floats, LexicalIndex
from eig_bot.search.lexicon import Thesaurus, general_lexicon, general_off_topic
from eig_bot.search.phrasings import Example, PhrasingModel
from eig_bot.search.query import Query, Understanding
from eig_bot.search.spelling import Speller, word_frequencies

LEXICAL = 0.3
"""Weight of the words shared beside the phrasings; set on the development questions."""
PUBLISHED = 0.3
"""Weight of a page with a publication date (a post, a past project) beside a reference page; set likewise."""
OTHER_READERS = 0.8
"""Weight of a passage for an audience that the bot does not serve; set likewise."""
MAX_HITS = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that may answer."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was found for a question."""

    query: Query
    hits: tuple[Hit, ...]
    """Best first, at most `MAX_HITS`, none with a score of 0."""
    confidence: float
    """Probability that the first hit is right, from 0 to 1."""
    off_topic: float
    """Score of "not ours": about 1 for such a question, 0 for another."""
    call_status: float
    """Score of "asks for the state of a call", likewise."""


class Ranker:
    """Finds passages of one knowledge base; built once, then read-only and safe to share between threads."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        """Index the passages and fit the model over their phrasings."""
        self._passages = knowledge.passages
        thesaurus = Thesaurus(general_lexicon(), knowledge.lexicon)
        known = word_frequencies(words(text) for passage in knowledge.passages for text in _texts(passage))
        self._understanding = Understanding(thesaurus, Speller({**dict.fromkeys(thesaurus.known_words(), 1), **known}))
        self._lexical = LexicalIndex(knowledge.passages)
        self._prior = np.array([_prior(passage, knowledge.site.audience) for passage in knowledge.passages], dtype=np.float32)
        self._asked = np.array([at for at, passage in enumerate(knowledge.passages) if passage.questions], dtype=np.int64)
        not_ours = len(self._asked)
        examples = [
            self._example(text, label)
            for label, at in enumerate(self._asked)
            for text in (*knowledge.passages[at].questions, knowledge.passages[at].section)
        ]
        examples += [self._example(text, not_ours) for text in (*general_off_topic(), *knowledge.off_topic)]
        self._model = PhrasingModel(examples, not_ours + 1)
        self._call_status = call_status_model(knowledge, self._example)

    def rank(self, question: str) -> Ranking:
        """Return the passages that may answer a question, best first."""
        query = self._understanding.query(question)
        lexical, matched = self._lexical.scores(query.concepts)
        worth = sum(map(self._lexical.concept_idf, query.concepts)) or 1.0
        by_phrasing = self._model.scores(query.words, query.groups)
        asked, off_topic = by_phrasing[:-1], float(by_phrasing[-1])
        scores = LEXICAL * lexical / worth
        scores[self._asked] += asked
        scores *= self._prior
        order = np.argsort(-scores, kind="stable")[:MAX_HITS]
        signals = confidence.Signals(
            phrasing=float(asked.max(initial=0.0)),
            score=float(scores[order[0]]) if len(order) else 0.0,
            margin=_margin(scores, order),
            lexical=float(lexical[order[0]]) / worth if len(order) else 0.0,
            coverage=float(matched[order[0]]) / worth if len(order) else 0.0,
            off_topic=off_topic,
        )
        return Ranking(
            query=query,
            hits=tuple(Hit(self._passages[at], float(scores[at])) for at in order if scores[at] > 0),
            confidence=confidence.probability(signals, has_phrasings=len(self._asked) > 0),
            off_topic=off_topic,
            call_status=float(self._call_status.scores(query.words, query.groups)[0]),
        )

    def _example(self, text: str, label: int | None) -> Example:
        spelt = self._understanding.spelt_out(text)
        return Example(spelt, tuple(self._understanding.groups(spelt)), label)


def _texts(passage: Passage) -> Iterable[str]:
    return (passage.text, *passage.heading_path, *passage.questions)


def _prior(passage: Passage, audience: str | None) -> float:
    weight = PUBLISHED if passage.published else 1.0
    is_for_others = audience and passage.audience and passage.audience != audience
    return weight * OTHER_READERS if is_for_others else weight


def _margin(scores: Floats, order: Sequence[int] | np.ndarray[tuple[int], np.dtype[np.int64]]) -> float:
    return float(scores[order[0]] - scores[order[1]]) if len(order) > 1 else float(scores[order[0]]) if len(order) else 0.0
