"""A question -> ranked hits, with the probability that the first one is right. Begin reading here.

Steps of `Ranker.rank`:

1. `query.py` understands the question: spelling, abbreviations, English, synonyms;
2. `lexical.py` scores each passage on the words that it shares with the question;
3. `phrasings.py` scores each passage on how people ask for it, and the class "not ours";
4. the two are added up, dated pages and pages for other readers weigh less;
5. `confidence.py` turns what was seen into a probability; `intents.py` tells whether the state of a call is asked for.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from eig_bot.knowledge.markdown import LINK
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search import confidence
from eig_bot.search.analyzer import fold, words
from eig_bot.search.asked_kind import KINDS, asked_for
from eig_bot.search.cache import Cache, key_of
from eig_bot.search.confidence import Calibration, Signals, Zone
from eig_bot.search.intents import call_status_model
from eig_bot.search.lexical import CONTENT, Floats, LexicalIndex
from eig_bot.search.lexicon import Thesaurus, general_lexicon, general_off_topic
from eig_bot.search.phrasings import Example, PhrasingModel, SentenceIndex
from eig_bot.search.query import Query, Understanding
from eig_bot.search.spelling import Speller, word_frequencies

LEXICAL = 0.25
"""Weight of the words shared beside the phrasings; set on the development questions."""
PUBLISHED = 0.3
"""Weight of a page with a publication date (a post, a past project) beside a reference page; set likewise."""
SITE_NOTICE = 0.5
"""Weight of the notices that every public site must have (legal, accessibility, cookies, press), which speak of the site
itself in words that everyone uses; set likewise."""
SHORT = 0.8
SHORT_TEXT = 25
"""Characters below which a passage says hardly more than its heading."""
SENTENCE = 1.5
"""Weight of the likeness to a sentence beside the words shared, where there are no phrasings; set likewise."""
HOLDS_WHAT_IS_ASKED = 1.3
"""Factor for a passage with an amount, a date or an address, when that is what the question asks for; set likewise."""
OTHER_READERS = 0.8
"""Weight of a passage for an audience that the bot does not serve; set likewise."""
SAYS_ITSELF = 0.6
"""Part of what a follow-up says itself, beside what it says together with what its thread is about; set likewise."""
ALREADY_SEEN = 0.7
"""Weight, in a follow-up, of the passage that answered before: one asks for something else; set likewise."""
MAX_HITS = 10
CALIBRATION_PHRASINGS = 640
"""Phrasings asked to calibrate confidence: with half as many, the share answered swings by ten points as contents change."""
CALIBRATION_OFF_TOPIC = 240
OWN_SENTENCES = 1_000
Fitted = tuple[PhrasingModel, PhrasingModel, SentenceIndex | None, Calibration]
Order = np.ndarray[tuple[int], np.dtype[np.int64]]


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
    zone: Zone
    """What that is good for: an answer, a choice of three, or nothing."""
    off_topic: float
    """Score of "not ours": about 1 for such a question, 0 for another."""
    call_status: float
    """Score of "asks for the state of a call", likewise."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for each passage, and for none."""

    scores: Floats
    """Fused score of each passage."""
    ours: float
    """Likeness of the question to what is asked of, or said in, the nearest passage."""
    off_topic: float
    """Likeness to what is not ours."""


class Ranker:
    """Finds passages of one knowledge base; built once, then read-only and safe to share between threads."""

    def __init__(self, knowledge: KnowledgeBase, cache: Cache | None = None) -> None:
        """Index the passages, and fit the models over their phrasings or take them from the cache."""
        self._passages = knowledge.passages
        thesaurus = Thesaurus(general_lexicon(), knowledge.lexicon)
        known = word_frequencies(words(text) for passage in knowledge.passages for text in _texts(passage))
        self._understanding = Understanding(thesaurus, Speller({**dict.fromkeys(thesaurus.known_words(), 1), **known}))
        self._lexical = LexicalIndex(knowledge.passages)
        self._prior = np.array([_prior(passage, knowledge.site.audience) for passage in knowledge.passages], dtype=np.float32)
        self._asked = np.array([at for at, passage in enumerate(knowledge.passages) if passage.questions], dtype=np.int64)
        self._holds = {kind: np.array([bool(kind.search(passage.text)) for passage in self._passages]) for kind in KINDS}
        self._model, self._call_status, self._sentences, self._calibration = self._fitted(knowledge, cache)

    def rank(self, question: str, about: str | None = None) -> Ranking:
        """Return the passages that may answer a question, best first.

        Args:
            question: as typed.
            about: what the thread is about, where the question does not stand alone.
        """
        query = self._understanding.query(question)
        evidence = self._evidence(query)
        if about is not None:
            before = self._evidence(self._understanding.query(about))
            query = self._understanding.query(f"{about} {question}")
            together = self._evidence(query)
            scores = SAYS_ITSELF * evidence.scores + (1 - SAYS_ITSELF) * together.scores
            scores[np.argmax(before.scores)] *= ALREADY_SEEN
            evidence = replace(together, scores=scores)
        order = np.argsort(-evidence.scores, kind="stable")[:MAX_HITS]
        _, matched = self._lexical.scores(query.concepts)
        signals = _signals(evidence.scores, order, matched / self._worth(query), evidence.off_topic)
        probability = self._calibration.probability(signals, evidence.ours - evidence.off_topic)
        return Ranking(
            query=query,
            hits=tuple(Hit(self._passages[at], float(evidence.scores[at])) for at in order if evidence.scores[at] > 0),
            confidence=probability,
            zone=self._calibration.zone(probability),
            off_topic=evidence.off_topic,
            call_status=float(self._call_status.scores(query.text)[0]),
        )

    def _evidence(self, query: Query) -> "_Evidence":
        by_phrasing = self._model.scores(query.text)
        lexical, _ = self._lexical.scores(query.concepts)
        by_sentence = self._sentences.scores(query.text, len(self._passages)) if self._sentences else None
        ours = max(float(by_phrasing[:-1].max(initial=0.0)), float(by_sentence.max()) if by_sentence is not None else 0.0)
        scores = self._fused(query, by_phrasing[:-1], lexical / self._worth(query), by_sentence)
        return _Evidence(scores, ours, float(by_phrasing[-1]))

    def _fused(self, query: Query, asked: Floats, lexical: Floats, by_sentence: Floats | None = None) -> Floats:
        scores = lexical if by_sentence is None else lexical + SENTENCE * by_sentence
        scores = LEXICAL * scores
        scores[self._asked] += asked
        scores *= self._prior
        for kind in asked_for(query.text.words):
            scores[self._holds[kind]] *= HOLDS_WHAT_IS_ASKED
        return np.asarray(scores, dtype=np.float32)

    def _worth(self, query: Query) -> float:
        """Return the information that a question holds."""
        return sum(map(self._lexical.concept_idf, query.concepts)) or 1.0

    def _fitted(self, knowledge: KnowledgeBase, cache: Cache | None) -> Fitted:
        key = key_of(knowledge) if cache else ""
        if cache and (kept := cache.load(key)):
            model, call_status = (PhrasingModel.from_arrays(kept, prefix) for prefix in ("phrasings", "call_status"))
            sentences = SentenceIndex.from_arrays(kept, "sentences") if "sentences_names" in kept else None
            return model, call_status, sentences, Calibration.from_array(kept["calibration"])
        model, calibration = self._fit(knowledge)
        call_status = call_status_model(knowledge, self._example)
        labelled = [self._example(text, at) for at, passage in enumerate(self._passages) for text in _sentences(passage)]
        sentences = SentenceIndex.build(labelled) if labelled else None
        if cache:
            arrays = {**model.arrays("phrasings"), **call_status.arrays("call_status"), "calibration": calibration.array()}
            cache.save(key, arrays | (sentences.arrays("sentences") if sentences else {}))
        return model, call_status, sentences, calibration

    def _fit(self, knowledge: KnowledgeBase) -> tuple[PhrasingModel, Calibration]:
        """Fit the model over the phrasings, and the calibration on phrasings that it is made to forget one by one."""
        not_ours = len(self._asked)
        labelled = [(text, label) for label, at in enumerate(self._asked) for text in knowledge.passages[at].questions]
        off_topic = [(text, not_ours) for text in (*general_off_topic(), *knowledge.off_topic)]
        headings = [(knowledge.passages[at].section, label) for label, at in enumerate(self._asked)]
        left_out = [
            *_spread(len(labelled), CALIBRATION_PHRASINGS),
            *(len(labelled) + at for at in _spread(len(off_topic), CALIBRATION_OFF_TOPIC)),
        ]
        examples = [self._example(text, label) for text, label in (*labelled, *off_topic, *headings)]
        examples += [self._example(text, None) for text in self._own_sentences()]
        model = PhrasingModel.fit(examples, not_ours + 1, left_out if labelled else ())
        return model, self._calibrated(model, examples, left_out) if labelled else confidence.general()

    def _own_sentences(self) -> Sequence[str]:
        """Return sentences of reference passages without phrasings: what "not ours" must be told from."""
        texts = [text for passage in self._passages if not passage.published for text in _sentences(passage)]
        return [texts[at] for at in _spread(len(texts), OWN_SENTENCES)]

    def _calibrated(self, model: PhrasingModel, examples: Sequence[Example], left_out: Sequence[int]) -> Calibration:
        content = LexicalIndex(self._passages, CONTENT)
        seen, right = [], []
        for number, predicted in zip(left_out, model.left_out, strict=True):
            query = self._understanding.query(" ".join(examples[number].text.words))
            lexical, matched = content.scores(query.concepts)
            worth = self._worth(query)
            scores = self._fused(query, predicted[:-1], lexical / worth)
            order = np.argsort(-scores, kind="stable")[:2]
            seen.append(_signals(scores, order, matched / worth, float(predicted[-1])))
            label = examples[number].label
            right.append(label != len(self._asked) and bool(order[0] == self._asked[label]))
        return confidence.fit(seen, right)

    def _example(self, text: str, label: int | None) -> Example:
        return Example(self._understanding.phrasing(text), label)


def _texts(passage: Passage) -> Iterable[str]:
    return (passage.text, *passage.heading_path, *passage.questions)


def _sentences(passage: Passage) -> list[str]:
    """Return the heading and the sentences of a passage that has no phrasings."""
    if passage.questions:
        return []
    text = LINK.sub(r"\1", passage.text)
    return [passage.section, *(sentence for sentence in _SENTENCE_END.split(text) if len(sentence) > 8)]


def _prior(passage: Passage, audience: str | None) -> float:
    """Return the weight of a passage beside a reference page of the readers' own, from the form of its page alone."""
    weight = 1.0
    if passage.published or _IS_DATE.fullmatch(passage.section):
        weight *= PUBLISHED
    if _SITE_NOTICE.search(fold(passage.title)) and not passage.questions:
        weight *= SITE_NOTICE
    if len(passage.text) < SHORT_TEXT:
        weight *= SHORT
    if audience and passage.audience and passage.audience != audience:
        weight *= OTHER_READERS
    return weight


_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n")
_IS_DATE = re.compile(r"\d{1,2}(?:er)? [a-zéû]+ \d{4}", re.IGNORECASE)
_SITE_NOTICE = re.compile(
    r"mentions legales|accessibilite|plan du site|cookies|donnees personnelles|confidentialite|conditions generales|presse"
    r"|parle de nous"
)


def _signals(scores: Floats, order: Order, coverage: Floats, off_topic: float) -> Signals:
    if not len(order):
        return Signals(0.0, 0.0, 0.0, off_topic)
    first = float(scores[order[0]])
    second = float(scores[order[1]]) if len(order) > 1 else 0.0
    return Signals(first, first - second, float(coverage[order[0]]), off_topic)


def _spread(total: int, limit: int) -> range:
    """Take at most `limit` numbers below `total`, evenly."""
    return range(0, total, max(1, -(-total // limit)))
