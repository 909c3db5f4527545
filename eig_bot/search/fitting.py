"""What is learnt from one knowledge base: the models over its phrasings, and how sure they may be of themselves.

`fitted` takes it from the cache or fits it. A running bot whose folder was edited first ranks the new passages with what was
fitted on the old ones (`Fitted.asked` finds them again by page and heading, `Fitted.moved` by what they say), then fits anew
aside.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search import blending, confidence, meaning
from eig_bot.search.as_meant import MeantModel
from eig_bot.search.as_typed import TypedModel, TypedText
from eig_bot.search.blending import Parts
from eig_bot.search.cache import Arrays, Cache, array_to_text, key_for_all, key_of, text_to_array
from eig_bot.search.classes import CATALOGUE, Classes, identities_of, spread_out
from eig_bot.search.confidence import Calibration, Signals
from eig_bot.search.index import Index
from eig_bot.search.intents import CallStatusModel
from eig_bot.search.lexical import CONTENT
from eig_bot.search.lexicon import general_off_topic, more_off_topic
from eig_bot.search.meaning import ContentKeys, Meaning
from eig_bot.search.message import Message
from eig_bot.search.phrasings import Example, PhrasingModel, Prediction, SentenceIndex
from eig_bot.search.reactions import ReactionModel, general
from eig_bot.search.said import Said, own_sentences
from eig_bot.search.sampling import steady_sample
from eig_bot.search.shelves import ShelvedIndex

CALIBRATION_PHRASINGS = 640
"""Phrasings asked to calibrate confidence, where one voter ranks alone: with half as many, the share answered swings by ten
points as contents change."""
OFF_TOPIC_FOR_EACH = 0.375
"""Questions that are not ours beside each of these: with more of them than phrasings, nothing would be answered."""
QUICK = 1_000
"""Phrasings of which a running bot learns first, where there are more and nothing is kept yet."""
FEW_PASSAGES = 100
"""Passages up to which vectors are made before a running bot answers: they take two seconds."""
MANY = 640
"""Phrasings from which a model over raw words and letters is fitted: it has no synonyms, and learns from many alone."""

Reactions = Callable[[], ReactionModel]
"""Gives the model over reactions; asked last, since another process may be fitting it meanwhile."""


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
        numbers = {identity: at for at, identity in enumerate(identities_of(passages))}
        return np.array([numbers.get(identity, -1) for identity in self.classes], dtype=np.int64)

    @property
    def catalogue(self) -> int | None:
        """The class of the catalogue; None where there was none when this was learnt."""
        return self.classes.index(CATALOGUE) if CATALOGUE in self.classes else None

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


def fitted(index: Index, cache: Cache | None, kept: Arrays | None = None) -> Fitted:
    """Return what is learnt from the knowledge base of an `index`.

    Args:
        index: what to learn from, where it is not `kept`.
        cache: keeps it; None: nowhere.
        kept: what `entry` has found in it, where that was read before.
    """
    key = key_of(index.knowledge) if cache and not kept else ""
    return _kept(key, cache, lambda reactions: _fit(index, reactions, cache), kept)


def entry(knowledge: KnowledgeBase, cache: Cache | None) -> Arrays | None:
    """Return what a `cache` has of a `knowledge` base, which can be read while that is indexed; None where that is nothing."""
    return cache.load(key_of(knowledge)) if cache else None


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
    return 0 < len(passages) <= meaning.MOST and blending.told_by(passages) < 1 and not _have_voters(passages)


def _have_voters(passages: Sequence[Passage]) -> bool:
    asked = [passage for passage in passages if passage.questions]
    return sum(len(one.questions) for one in asked) >= MANY and blending.is_asked_often(passages)


def _kept(key: str, cache: Cache | None, fit: Callable[[Reactions], Fitted], kept: Arrays | None = None) -> Fitted:
    if kept := kept or (cache.load(key) if cache else None):
        return Fitted(
            tuple(array_to_text(kept["classes"])) if kept["classes"].size else (),
            PhrasingModel.from_arrays(kept, "phrasings"),
            CallStatusModel.from_arrays(kept, "call_status"),
            ReactionModel.from_arrays(kept, "reactions"),
            SentenceIndex.from_arrays(kept, "sentences") if "sentences_names" in kept else None,
            Calibration.from_array(kept["calibration"]),
            float(kept["told"]),
            TypedModel.from_arrays(kept, "typed") if "typed_names" in kept else None,
            MeantModel.from_arrays(kept, "meant") if "meant_weights" in kept else None,
            meaning.from_arrays(kept, "meaning") if "meaning_vectors" in kept else None,
            kept.get("keys"),
        )
    found = fit(lambda: general_reactions(cache))
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
                **found.reactions.arrays("reactions"),  # with the rest, so that one entry is all that a start reads
                **sentences,
                **typed,
                **meant,
                **means,
                **keys,
            },
        )
    return found


def general_reactions(cache: Cache | None) -> ReactionModel:
    """Return the model that is the same for every folder, from an entry of its own: an edit fits no more than what it changes.

    It is read for each edit, so that it is never among the entries that were not used for long.

    Args:
        cache: has it, or keeps it; None: it is fitted anew.
    """
    if cache is None:
        return general()
    key = key_for_all("reactions")
    if kept := cache.load(key):
        return ReactionModel.from_arrays(kept, "reactions")
    found = general()
    cache.save(key, found.arrays("reactions"))
    return found


def _fit_quickly(index: Index, reactions: Reactions) -> Fitted:
    if not _has_many_phrasings(index.passages):
        return _fit_all(index, reactions, None)
    classes = Classes.of(index.passages)
    model, calibration = _phrasings(index, classes, Said(Parts.of(index.passages, 1.0), None), QUICK // 4, QUICK)
    calls = CallStatusModel.fit(index.knowledge, index.example)
    return Fitted(classes.identities, model, calls, reactions(), None, calibration, 1.0)


def _fit(index: Index, reactions: Reactions, cache: Cache | None) -> Fitted:
    return _fit_all(index, reactions, meaning.of_folder(index.passages, cache) if _have_meaning(index.passages) else None)


def _fit_all(index: Index, reactions: Reactions, means: Meaning | None) -> Fitted:
    classes = Classes.of(index.passages)
    told = blending.told_by(index.passages)
    said = Said.of(index, Parts.of(index.passages, told), means)
    typed = _typed(index, classes)
    model, calibration = _phrasings(index, classes, said, 0 if typed else CALIBRATION_PHRASINGS)
    meant = _meant(index, classes) if typed else None  # last: the encoder takes room that the others need
    return Fitted(
        classes.identities,
        model,
        CallStatusModel.fit(index.knowledge, index.example),
        reactions(),
        said.sentences,
        calibration,
        told,
        typed,
        meant,
        means,
        meaning.keys_of(index.passages) if said.sentences or means else None,
    )


def _typed(index: Index, classes: Classes) -> TypedModel | None:
    """Fit the model over what is typed, where there are phrasings enough, in all and for each passage."""
    if not _have_voters(index.passages):
        return None
    examples = [TypedText(Message.read(text).searched, label) for text, label in _voted_on(index, classes)]
    return TypedModel.fit(examples, len(classes) + 1)


def _meant(index: Index, classes: Classes) -> MeantModel:
    """Fit the model over what that means; far questions in words that no folder uses teach something to this one alone."""
    examples = [*_voted_on(index, classes), *((text, len(classes)) for text in more_off_topic())]
    return MeantModel.fit([text for text, _ in examples], [label for _, label in examples], len(classes) + 1)


def _voted_on(index: Index, classes: Classes) -> list[tuple[str, int]]:
    return [*classes.phrasings(), *classes.headings(), *((text, len(classes)) for text in _not_ours(index))]


def _phrasings(
    index: Index, classes: Classes, said: Said, calibrated_on: int, most: int | None = None
) -> tuple[PhrasingModel, Calibration]:
    """Fit the model over the phrasings, and the calibration on some phrasings that it is made to forget one by one.

    With `most`, at most so many phrasings are learnt from, and as many questions that are not ours.
    """
    not_ours = len(classes)
    labelled = _some(classes.phrasings(), most)
    off_topic = _some([(text, not_ours) for text in _not_ours(index)], most)
    of_one = [at for at, (_, label) in enumerate(labelled) if classes.asked[label] >= 0]  # none of a catalogue
    ours = [of_one[at] for at in steady_sample([labelled[at][0] for at in of_one], calibrated_on)]
    others = steady_sample([text for text, _ in off_topic], round(OFF_TOPIC_FOR_EACH * len(ours)))
    left_out = [*ours, *(len(labelled) + at for at in others)]
    examples = [index.example(text, label) for text, label in (*labelled, *off_topic, *classes.headings())]
    examples += [index.example(text, None) for text in own_sentences(index.passages, said.parts)]
    model = PhrasingModel.fit(examples, not_ours + 1, left_out)
    if not left_out:
        return model, confidence.NOTHING_TOLD
    return model, _calibration(index, classes, said, model.left_out, [examples[at] for at in left_out])


def _not_ours(index: Index) -> tuple[str, ...]:
    """Return questions that are not for the folder: what it lists, and what no folder answers.

    Those of `more_off_topic` are not among them: their number alone weighs. Beside few phrasings three folders lost 9 of 78
    right answers, beside many `knowledge/` lost 2 of 100, and no more questions were held back.
    """
    return (*general_off_topic(), *index.knowledge.off_topic)


def _some(labelled: Sequence[tuple[str, int]], most: int | None) -> Sequence[tuple[str, int]]:
    return labelled if most is None else [labelled[at] for at in steady_sample([text for text, _ in labelled], most)]


def _calibration(index: Index, classes: Classes, said: Said, left_out: Prediction, examples: Sequence[Example]) -> Calibration:
    """Ask each example as if it had been left out; its own words count in no lexical score, since only content is indexed."""
    content, size = ShelvedIndex(index.passages, index.candidates, CONTENT), len(index.passages)
    seen, right = [], []
    for example, predicted, nearest in zip(examples, left_out.scores, left_out.likeness, strict=True):
        message = Message.read(" ".join(example.text.words))
        query = index.understanding.query(message)
        lexical, matched = content.scores(query.concepts)
        worth = index.worth(query)
        by_phrasing = said.parts.phrasings * spread_out(predicted[:-1], classes.asked, size)
        by_sentence = said.likeness(query.text, spread_out(nearest[:-1], classes.asked, size))
        by_meaning = said.weighed(said.meant(message, query))
        scores = index.fused(query, lexical / worth, by_phrasing, by_sentence, by_meaning)
        seen.append(Signals.of(scores, matched / worth, float(predicted[-1])))
        right.append(example.label != len(classes) and int(np.argmax(scores)) == classes.asked[example.label or 0])
    return confidence.fit(seen, right)
