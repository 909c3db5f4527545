"""What is learnt from one knowledge base: the models over its phrasings, and how sure they may be of themselves.

`fitted` takes it from the cache or fits it. A running bot whose folder was edited first ranks the new passages with what was
fitted on the old ones (`Fitted.asked` finds them again by page and heading, `Fitted.moved` by what they say), then fits anew
aside.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search import blending, confidence, meaning
from eig_bot.search.as_meant import MeantModel
from eig_bot.search.as_typed import TypedModel, TypedText
from eig_bot.search.blending import Parts
from eig_bot.search.cache import Cache, array_to_text, key_for_all, key_of, text_to_array
from eig_bot.search.confidence import Calibration, Signals
from eig_bot.search.index import Index, sentences_of
from eig_bot.search.intents import CallStatusModel
from eig_bot.search.lexical import CONTENT, LexicalIndex
from eig_bot.search.lexicon import general_off_topic, more_off_topic
from eig_bot.search.meaning import ContentKeys, Meaning
from eig_bot.search.message import Message
from eig_bot.search.phrasings import LETTERS_UP_TO, Example, PhrasingModel, Prediction, SentenceIndex, Text
from eig_bot.search.query import Query
from eig_bot.search.reactions import ReactionModel, general
from eig_bot.search.sampling import steady_sample
from eig_bot.search.vectors import Floats

CALIBRATION_PHRASINGS = 640
"""Phrasings asked to calibrate confidence, where one voter ranks alone: with half as many, the share answered swings by ten
points as contents change."""
OFF_TOPIC_FOR_EACH = 0.375
"""Questions that are not ours beside each of these: with more of them than phrasings, nothing would be answered."""
OWN_SENTENCES = 1_000
QUICK = 1_000
"""Phrasings of which a running bot learns first, where there are more and nothing is kept yet."""
FEW_PASSAGES = 100
"""Passages up to which vectors are made before a running bot answers: they take two seconds."""
MANY = 640
"""Phrasings from which a model over raw words and letters is fitted: it has no synonyms, and learns from many alone."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was learnt; read-only."""

    classes: tuple[str, ...]
    """Identity of the passage of each class of `phrasings`; the class after the last is "not ours"."""
    phrasings: PhrasingModel
    call_status: CallStatusModel
    reactions: ReactionModel
    sentences: SentenceIndex | None
    """None when the phrasings of every passage tell enough."""
    calibration: Calibration
    """Of the signals: how likely the first hit is right, as the phrasings have it; of no use where there are none, or so many
    that several voters rank, who have their own."""
    told: float
    """How much the phrasings tell, from 0 to 1."""
    typed: TypedModel | None = None
    """Over what was typed, with the same classes as `phrasings`; None for a folder with few phrasings."""
    meant: MeantModel | None = None
    """Over what a question means, likewise."""
    meaning: Meaning | None = None
    """None when the phrasings tell enough, when there are too many passages, and as long as words alone are known."""
    keys: ContentKeys | None = None
    """What stands for the content of each passage that `sentences` and `meaning` were made of."""

    def asked(self, passages: Sequence[Passage]) -> NDArray[np.int64]:
        """Return, for each class, the number of its passage among `passages`; -1 for one that is there no more."""
        numbers = {identity: at for at, identity in enumerate(_identities(passages))}
        return np.array([numbers.get(identity, -1) for identity in self.classes], dtype=np.int64)

    def moved(self, passages: Sequence[Passage]) -> "Fitted":
        """Return what of this holds for other `passages`: those that say the same keep their sentences and their meaning."""
        if self.keys is None:
            return replace(self, sentences=None, meaning=None)
        known = {int(key): at for at, key in enumerate(self.keys)}
        keys = meaning.keys_of(passages)
        numbers = np.array([known.get(int(key), -1) for key in keys], dtype=np.int64)
        return replace(
            self,
            sentences=self.sentences.moved(numbers, len(self.keys)) if self.sentences else None,
            meaning=self.meaning.moved(numbers) if self.meaning else None,
            keys=keys,
        )


@dataclass(frozen=True, slots=True)
class Said:
    """What passages say, and how much that counts beside what they are asked."""

    parts: Parts
    sentences: SentenceIndex | None
    """None where they are not known, and where they do not count."""
    meaning: Meaning | None = None
    """Likewise."""

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

    def meant(self, message: Message, query: Query) -> Floats | None:
        """Return the likeness of a question in meaning to each passage, without that weight; None where it is not known.

        Args:
            message: the question as typed.
            query: as understood.
        """
        return None if self.meaning is None else self.meaning.likeness(message, query)

    def weighed(self, meant: Floats | None) -> Floats | None:
        """Return what is `meant` with that weight."""
        return None if meant is None else np.asarray(self.parts.sentences * meant, dtype=np.float32)


def fitted(index: Index, cache: Cache | None) -> Fitted:
    """Return what is learnt from the knowledge base of an `index`, from the `cache` when it has it; None: fit it anew."""
    return _kept(key_of(index.knowledge) if cache else "", cache, lambda reactions: _fit(index, reactions, cache))


def quickly(knowledge: KnowledgeBase, cache: Cache) -> Fitted:
    """Return what is learnt from a part of the phrasings, by one voter, and from words alone: within seconds.

    Args:
        knowledge: what to learn from.
        cache: has it, or keeps it, beside what is learnt from all.
    """
    key = hashlib.sha256(f"quickly {key_of(knowledge)}".encode()).hexdigest()
    return _kept(key, cache, lambda reactions: _fit_quickly(Index(knowledge), reactions))


def takes_long(knowledge: KnowledgeBase) -> bool:
    """Return whether a `knowledge` base has so much to learn from that what `quickly` learns is worth having first."""
    return _has_many_phrasings(knowledge.passages) or (
        len(knowledge.passages) > FEW_PASSAGES and _have_meaning(knowledge.passages)
    )


def _has_many_phrasings(passages: Sequence[Passage]) -> bool:
    return sum(len(passage.questions) for passage in passages) > QUICK


def _have_meaning(passages: Sequence[Passage]) -> bool:
    """Return whether what passages mean is made use of: some have too few phrasings, and there is no end of none."""
    return len(passages) <= meaning.MOST and blending.told_by(passages) < 1 and not _have_voters(passages)


def _have_voters(passages: Sequence[Passage]) -> bool:
    asked = [passage for passage in passages if passage.questions]
    return sum(len(one.questions) for one in asked) >= MANY and blending.is_asked_often(passages)


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
            MeantModel.from_arrays(kept, "meant") if "meant_weights" in kept else None,
            meaning.from_arrays(kept, "meaning") if "meaning_vectors" in kept else None,
            kept.get("keys"),
        )
    found = fit(reactions)
    if cache:
        sentences = found.sentences.arrays("sentences") if found.sentences else {}
        typed = found.typed.arrays("typed") if found.typed else {}
        meant = found.meant.arrays("meant") if found.meant else {}
        means = meaning.arrays(found.meaning, "meaning") if found.meaning else {}
        keys = {} if found.keys is None else {"keys": found.keys}
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
                **meant,
                **means,
                **keys,
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
    if not _has_many_phrasings(index.passages):
        return _fit_all(index, reactions, None)
    asked = [at for at, passage in enumerate(index.passages) if passage.questions]
    identities = _identities(index.passages)
    model, calibration = _phrasings(index, asked, Said(Parts.of(index.passages, 1.0), None), QUICK // 4, QUICK)
    calls = CallStatusModel.fit(index.knowledge, index.example)
    return Fitted(tuple(identities[at] for at in asked), model, calls, reactions, None, calibration, 1.0)


def _fit(index: Index, reactions: ReactionModel, cache: Cache | None) -> Fitted:
    return _fit_all(index, reactions, _meaning(index.passages, cache))


def _meaning(passages: Sequence[Passage], cache: Cache | None) -> Meaning | None:
    """Return what passages mean, if it is made use of; after an edit, the cache has the vectors of what it left as it was."""
    if not passages or not _have_meaning(passages):
        return None
    key = key_for_all("meaning")
    kept = (cache.load(key) if cache else None) or {}
    vectors = kept["vectors"].astype(np.float32) if kept else ()
    known = dict(zip(map(int, kept["keys"]), vectors, strict=True)) if kept else {}
    found = Meaning.of(passages, known)
    if cache:
        new = dict(zip(map(int, meaning.keys_of(passages)), found.vectors, strict=True))
        if not new.keys() <= known.keys():
            both = list((new | {key: row for key, row in known.items() if key not in new}).items())[: meaning.MOST]
            keys = np.array([key for key, _ in both], dtype=np.uint64)
            cache.save(key, {"keys": keys, "vectors": meaning.stored(np.array([row for _, row in both]))})
    return found


def _fit_all(index: Index, reactions: ReactionModel, meant: Meaning | None) -> Fitted:
    asked = [at for at, passage in enumerate(index.passages) if passage.questions]
    identities = _identities(index.passages)
    told = blending.told_by(index.passages)
    said = _said(index, Parts.of(index.passages, told), meant)
    typed, by_meaning = _voters(index, asked)
    model, calibration = _phrasings(index, asked, said, 0 if typed else CALIBRATION_PHRASINGS)
    return Fitted(
        tuple(identities[at] for at in asked),
        model,
        CallStatusModel.fit(index.knowledge, index.example),
        reactions,
        said.sentences,
        calibration,
        told,
        typed,
        by_meaning,
        meant,
        meaning.keys_of(index.passages) if said.sentences or meant else None,
    )


def _said(index: Index, parts: Parts, meant: Meaning | None) -> Said:
    told_of = [int(at) for at in np.flatnonzero(parts.sentences)]
    if not told_of:
        return Said(parts, None, meant)
    few = sum(len(sentences_of(index.passages[at])) for at in told_of) <= LETTERS_UP_TO
    found = (index.example(text, at) for at in told_of for text in sentences_of(index.passages[at]))
    return Said(parts, SentenceIndex.build(found, with_letters=few), meant)


def _voters(index: Index, asked: Sequence[int]) -> tuple[TypedModel, MeantModel] | tuple[None, None]:
    """Fit the models over what is typed, and what it means, where there are phrasings enough, in all and for each passage."""
    if not _have_voters(index.passages):
        return None, None
    passages = [index.passages[at] for at in asked]
    examples = [(text, label) for label, passage in enumerate(passages) for text in passage.questions]
    examples += [(passage.section, label) for label, passage in enumerate(passages)]
    examples += [(text, len(asked)) for text in _not_ours(index)]
    classes = len(asked) + 1
    typed = TypedModel.fit([TypedText(Message.read(text).searched, label) for text, label in examples], classes)
    # far questions in words that no folder uses teach something to the model alone that knows what they mean
    examples += [(text, len(asked)) for text in more_off_topic()]
    return typed, MeantModel.fit([text for text, _ in examples], [label for _, label in examples], classes)


def _phrasings(
    index: Index, asked: Sequence[int], said: Said, calibrated_on: int, most: int | None = None
) -> tuple[PhrasingModel, Calibration]:
    """Fit the model over the phrasings, and the calibration on some phrasings that it is made to forget one by one.

    With `most`, at most so many phrasings are learnt from, and as many questions that are not ours.
    """
    not_ours = len(asked)
    labelled = _some([(text, label) for label, at in enumerate(asked) for text in index.passages[at].questions], most)
    off_topic = _some([(text, not_ours) for text in _not_ours(index)], most)
    headings = [(index.passages[at].section, label) for label, at in enumerate(asked)]
    ours = steady_sample([text for text, _ in labelled], calibrated_on)
    others = steady_sample([text for text, _ in off_topic], round(OFF_TOPIC_FOR_EACH * len(ours)))
    left_out = [*ours, *(len(labelled) + at for at in others)]
    examples = [index.example(text, label) for text, label in (*labelled, *off_topic, *headings)]
    examples += [index.example(text, None) for text in _own_sentences(index.passages, said.parts)]
    model = PhrasingModel.fit(examples, not_ours + 1, left_out)
    if not left_out:
        return model, confidence.NOTHING_TOLD
    return model, _calibration(index, asked, said, model.left_out, [examples[at] for at in left_out])


def _not_ours(index: Index) -> tuple[str, ...]:
    """Return questions that are not for the folder: what it lists, and what no folder answers.

    Those of `more_off_topic` are not among them: their number alone weighs. Beside few phrasings three folders lost 9 of 78
    right answers, beside many `knowledge/` lost 2 of 100, and no more questions were held back.
    """
    return (*general_off_topic(), *index.knowledge.off_topic)


def _some(labelled: Sequence[tuple[str, int]], most: int | None) -> Sequence[tuple[str, int]]:
    return labelled if most is None else [labelled[at] for at in steady_sample([text for text, _ in labelled], most)]


def _own_sentences(passages: Sequence[Passage], parts: Parts) -> Sequence[str]:
    """Return sentences of reference passages whose phrasings do not tell enough: what "not ours" must be told from."""
    silent = (passage for passage, part in zip(passages, parts.sentences, strict=True) if part and not passage.published)
    texts = [text for passage in silent for text in sentences_of(passage)]
    return [texts[at] for at in steady_sample(texts, OWN_SENTENCES)]


def _calibration(
    index: Index, asked: Sequence[int], said: Said, left_out: Prediction, examples: Sequence[Example]
) -> Calibration:
    """Ask each example as if it had been left out; its own words count in no lexical score, since only content is indexed."""
    content, size, numbers = LexicalIndex(index.passages, CONTENT), len(index.passages), np.array(asked)
    seen, right = [], []
    for example, predicted, nearest in zip(examples, left_out.scores, left_out.likeness, strict=True):
        message = Message.read(" ".join(example.text.words))
        query = index.understanding.query(message)
        lexical, matched = content.scores(query.concepts)
        worth = index.worth(query)
        by_phrasing = said.parts.phrasings * spread_out(predicted[:-1], numbers, size)
        by_sentence = said.likeness(query.text, spread_out(nearest[:-1], numbers, size))
        by_meaning = said.weighed(said.meant(message, query))
        scores = index.fused(query, lexical / worth, by_phrasing, by_sentence, by_meaning)
        seen.append(Signals.of(scores, matched / worth, float(predicted[-1])))
        right.append(example.label != len(asked) and int(np.argmax(scores)) == asked[example.label or 0])
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
