"""What is learnt from one knowledge base: the models over its phrasings, and how sure they may be of themselves.

`fitted` takes it from the cache or fits it. A running bot whose folder was edited first ranks the new passages with what was
fitted on the old ones (`Fitted.asked` finds them again by page and heading), then fits anew aside.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search import blending, confidence
from eig_bot.search.as_typed import TypedModel, TypedText
from eig_bot.search.blending import Parts
from eig_bot.search.cache import Cache, array_to_text, key_for_all, key_of, text_to_array
from eig_bot.search.confidence import Calibration, Signals
from eig_bot.search.index import Index, sentences_of
from eig_bot.search.intents import CallStatusModel
from eig_bot.search.lexical import CONTENT
from eig_bot.search.lexicon import general_off_topic
from eig_bot.search.message import Message
from eig_bot.search.phrasings import Example, PhrasingModel, Prediction, SentenceIndex, Text
from eig_bot.search.reactions import ReactionModel, general
from eig_bot.search.sampling import steady_sample
from eig_bot.search.shelves import ShelvedIndex
from eig_bot.search.vectors import Floats

CALIBRATION_PHRASINGS = 640
"""Phrasings asked to calibrate confidence, where one voter ranks alone: with half as many, the share answered swings by ten
points as contents change."""
OFF_TOPIC_FOR_EACH = 0.375
"""Questions that are not ours beside each of these: with more of them than phrasings, nothing would be answered."""
OWN_SENTENCES = 1_000
QUICK = 1_000
"""Phrasings of which a running bot learns first, where there are more and nothing is kept yet."""
CATALOGUE = ""
"""What stands for the identity of all entries of the catalogue, whose phrasings are one class."""
MANY = 640
"""Phrasings from which a model over raw words and letters is fitted: it has no synonyms, and learns from many alone."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was learnt; read-only."""

    classes: tuple[str, ...]
    """Identity of the passage of each class of `phrasings`; `CATALOGUE` for all its entries. After the last is "not ours"."""
    phrasings: PhrasingModel
    call_status: CallStatusModel
    reactions: ReactionModel
    sentences: SentenceIndex | None
    """None when the phrasings of every passage tell enough."""
    calibration: Calibration
    """Of the signals: how likely the first hit is right, as the phrasings have it; the general one where there are none, or so
    many that several voters rank, who have their own."""
    told: float
    """How much the phrasings tell, from 0 to 1."""
    typed: TypedModel | None = None
    """Over what was typed, with the same classes as `phrasings`; None for a folder with few phrasings."""

    def asked(self, passages: Sequence[Passage]) -> NDArray[np.int64]:
        """Return, for each class, the number of its passage among `passages`; -1 for one that is there no more."""
        numbers = {identity: at for at, identity in enumerate(_identities(passages))}
        return np.array([numbers.get(identity, -1) for identity in self.classes], dtype=np.int64)

    @property
    def catalogue(self) -> int | None:
        """The class of the catalogue; None where there was none when this was learnt."""
        return self.classes.index(CATALOGUE) if CATALOGUE in self.classes else None


@dataclass(frozen=True, slots=True)
class Said:
    """What passages say, and how much that counts beside what they are asked."""

    parts: Parts
    sentences: SentenceIndex | None
    """None where they are not known, and where they do not count."""

    def likeness(self, text: Text, to_phrasings: Floats) -> Floats:
        """Return the likeness of a question to what each passage says or is asked by: shape (passages,), from 0 to 1.

        Args:
            text: the question.
            to_phrasings: its likeness to the nearest phrasing of each passage; 0 for one without.
        """
        return np.asarray(self.parts.sentences * self.nearest(text, to_phrasings), dtype=np.float32)

    def nearest(self, text: Text, to_phrasings: Floats) -> Floats:
        """Return the same without the weight that it has beside what the phrasings tell.

        Args:
            text: the question.
            to_phrasings: as for `likeness`.
        """
        size = len(to_phrasings)
        to_sentences = self.sentences.scores(text, size) if self.sentences else np.zeros(size, dtype=np.float32)
        return blending.nearest(to_sentences, to_phrasings)


def fitted(index: Index, cache: Cache | None) -> Fitted:
    """Return what is learnt from the knowledge base of an `index`, from the `cache` when it has it; None: fit it anew."""
    return _kept(key_of(index.knowledge) if cache else "", cache, lambda reactions: _fit(index, reactions))


def quickly(knowledge: KnowledgeBase, cache: Cache) -> Fitted:
    """Return what is learnt from a part of the phrasings, by one voter: in some seconds instead of twenty.

    Args:
        knowledge: what to learn from.
        cache: has it, or keeps it, beside what is learnt from all.
    """
    key = hashlib.sha256(f"quickly {key_of(knowledge)}".encode()).hexdigest()
    return _kept(key, cache, lambda reactions: _fit_quickly(Index(knowledge), reactions))


def takes_long(knowledge: KnowledgeBase) -> bool:
    """Return whether there are so many phrasings in a `knowledge` base that what `quickly` learns is worth having first."""
    return sum(len(passage.questions) for passage in knowledge.passages) > QUICK


def _kept(key: str, cache: Cache | None, fit: Callable[[ReactionModel], Fitted]) -> Fitted:
    reactions = _reactions(cache)
    if cache and (kept := cache.load(key)):
        return Fitted(
            tuple(array_to_text(kept["classes"])) if kept["classes"].size else (),
            PhrasingModel.from_arrays(kept, "phrasings"),
            CallStatusModel.from_arrays(kept, "call_status"),
            reactions,
            SentenceIndex.from_arrays(kept, "sentences") if "sentences_names" in kept else None,
            Calibration.from_array(kept["calibration"]),
            float(kept["told"]),
            TypedModel.from_arrays(kept, "typed") if "typed_names" in kept else None,
        )
    found = fit(reactions)
    if cache:
        sentences = found.sentences.arrays("sentences") if found.sentences else {}
        typed = found.typed.arrays("typed") if found.typed else {}
        cache.save(
            key,
            {
                "classes": text_to_array(list(found.classes)),
                "calibration": found.calibration.array(),
                "told": np.array(found.told),
                **found.phrasings.arrays("phrasings"),
                **found.call_status.arrays("call_status"),
                **sentences,
                **typed,
            },
        )
    return found


def _reactions(cache: Cache | None) -> ReactionModel:
    """Return the model that is the same for every folder, from an entry of its own: an edit fits no more than what it changes.

    It is read each time, so that it is never among the entries that were not used for long.
    """
    if cache is None:
        return general()
    key = key_for_all("reactions")
    if kept := cache.load(key):
        return ReactionModel.from_arrays(kept, "reactions")
    found = general()
    cache.save(key, found.arrays("reactions"))
    return found


def _fit_quickly(index: Index, reactions: ReactionModel) -> Fitted:
    classes = _Classes.of(index.passages)
    model, calibration = _phrasings(index, classes, Said(Parts.of(index.passages, 1.0), None), QUICK // 4, QUICK)
    calls = CallStatusModel.fit(index.knowledge, index.example)
    return Fitted(classes.identities, model, calls, reactions, None, calibration, 1.0)


def _fit(index: Index, reactions: ReactionModel) -> Fitted:
    classes = _Classes.of(index.passages)
    told = blending.told_by(index.passages)
    said = _said(index, Parts.of(index.passages, told))
    typed = _typed(index, classes)
    model, calibration = _phrasings(index, classes, said, 0 if typed else CALIBRATION_PHRASINGS)
    return Fitted(
        classes.identities,
        model,
        CallStatusModel.fit(index.knowledge, index.example),
        reactions,
        said.sentences,
        calibration,
        told,
        typed,
    )


@dataclass(frozen=True, slots=True)
class _Classes:
    """What the models over the phrasings tell apart."""

    members: tuple[tuple[Passage, ...], ...]
    """The passages of each class: one, or all entries of the catalogue."""
    identities: tuple[str, ...]
    asked: NDArray[np.int64]
    """Number of the passage of each class; -1 for the catalogue."""

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> "_Classes":
        identities = _identities(passages)
        asked = [at for at, passage in enumerate(passages) if passage.questions and not passage.is_entry]
        entries = tuple(passage for passage in passages if passage.is_entry)
        catalogue = [entries] if any(entry.questions for entry in entries) else []
        return cls(
            (*((passages[at],) for at in asked), *catalogue),
            (*(identities[at] for at in asked), *(CATALOGUE for _ in catalogue)),
            np.array([*asked, *(-1 for _ in catalogue)], dtype=np.int64),
        )

    def __len__(self) -> int:
        return len(self.members)

    def phrasings(self) -> list[tuple[str, int]]:
        """Return all phrasings, each with the number of its class."""
        return [(text, at) for at, those in enumerate(self.members) for passage in those for text in passage.questions]

    def headings(self) -> list[tuple[str, int]]:
        return [(passage.section, at) for at, those in enumerate(self.members) for passage in those]


def _said(index: Index, parts: Parts) -> Said:
    found = [(text, at) for at in np.flatnonzero(parts.sentences) for text in _said_or_asked(index.passages[at])]
    return Said(parts, SentenceIndex.build([index.example(text, int(at)) for text, at in found]) if found else None)


def _said_or_asked(passage: Passage) -> Sequence[str]:
    """Entries of a catalogue have no class of their own: their phrasings are more sentences to compare with."""
    return (*sentences_of(passage), *passage.questions) if passage.is_entry else sentences_of(passage)


def _typed(index: Index, classes: _Classes) -> TypedModel | None:
    """Fit the model over what is typed, where there are phrasings enough, in all and for each passage."""
    examples = classes.phrasings()
    if len(examples) < MANY or not blending.is_asked_often(index.passages):
        return None
    examples += classes.headings()
    examples += [(text, len(classes)) for text in (*general_off_topic(), *index.knowledge.off_topic)]
    return TypedModel.fit([TypedText(Message.read(text).searched, label) for text, label in examples], len(classes) + 1)


def _phrasings(
    index: Index, classes: _Classes, said: Said, calibrated_on: int, most: int | None = None
) -> tuple[PhrasingModel, Calibration]:
    """Fit the model over the phrasings, and the calibration on some phrasings that it is made to forget one by one.

    With `most`, at most so many phrasings are learnt from, and as many questions that are not ours.
    """
    not_ours = len(classes)
    labelled = _some(classes.phrasings(), most)
    off_topic = _some([(text, not_ours) for text in (*general_off_topic(), *index.knowledge.off_topic)], most)
    of_one = [at for at, (_, label) in enumerate(labelled) if classes.asked[label] >= 0]  # none of a catalogue
    ours = [of_one[at] for at in steady_sample([labelled[at][0] for at in of_one], calibrated_on)]
    others = steady_sample([text for text, _ in off_topic], round(OFF_TOPIC_FOR_EACH * len(ours)))
    left_out = [*ours, *(len(labelled) + at for at in others)]
    examples = [index.example(text, label) for text, label in (*labelled, *off_topic, *classes.headings())]
    examples += [index.example(text, None) for text in _own_sentences(index.passages, said.parts)]
    model = PhrasingModel.fit(examples, not_ours + 1, left_out)
    if not left_out:
        return model, confidence.general()
    return model, _calibration(index, classes, said, model.left_out, [examples[at] for at in left_out])


def _some(labelled: Sequence[tuple[str, int]], most: int | None) -> Sequence[tuple[str, int]]:
    return labelled if most is None else [labelled[at] for at in steady_sample([text for text, _ in labelled], most)]


def _own_sentences(passages: Sequence[Passage], parts: Parts) -> Sequence[str]:
    """Return sentences of reference passages whose phrasings do not tell enough: what "not ours" must be told from."""
    of_each = zip(passages, parts.sentences, strict=True)
    silent = (passage for passage, part in of_each if part and not (passage.published or passage.is_entry))
    texts = [text for passage in silent for text in sentences_of(passage)]
    return [texts[at] for at in steady_sample(texts, OWN_SENTENCES)]


def _calibration(index: Index, classes: _Classes, said: Said, left_out: Prediction, examples: Sequence[Example]) -> Calibration:
    """Ask each example as if it had been left out; its own words count in no lexical score, since only content is indexed."""
    content, size = ShelvedIndex(index.passages, index.candidates, CONTENT), len(index.passages)
    seen, right = [], []
    for example, predicted, nearest in zip(examples, left_out.scores, left_out.likeness, strict=True):
        query = index.understanding.query(Message.read(" ".join(example.text.words)))
        lexical, matched = content.scores(query.concepts)
        worth = index.worth(query)
        by_phrasing = said.parts.phrasings * spread_out(predicted[:-1], classes.asked, size)
        by_sentence = said.likeness(query.text, spread_out(nearest[:-1], classes.asked, size))
        scores = index.fused(query, lexical / worth, by_phrasing, by_sentence)
        seen.append(Signals.of(scores, matched / worth, float(predicted[-1])))
        right.append(example.label != len(classes) and int(np.argmax(scores)) == classes.asked[example.label or 0])
    return confidence.fit(seen, right)


def spread_out(by_class: Floats, asked: NDArray[np.int64], passages: int) -> Floats:
    """Return the scores of classes as scores of passages: 0 for a passage without class.

    Args:
        by_class: shape (classes,).
        asked: number of the passage of each class, or -1.
        passages: how many there are.
    """
    scores = np.zeros(passages, dtype=np.float32)
    there = asked >= 0
    scores[asked[there]] = by_class[there]
    return scores


def _identities(passages: Sequence[Passage]) -> list[str]:
    """Name each passage by its page and headings, and by its rank among namesakes."""
    seen: Counter[str] = Counter()
    found = []
    for passage in passages:
        name = passage.identity
        found.append(f"{name}\t{seen[name]}")
        seen[name] += 1
    return found
