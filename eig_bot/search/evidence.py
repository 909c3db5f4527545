"""What speaks for each passage, and for none, when a message is read by itself: every model asked once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eig_bot.search import encoder
from eig_bot.search.blending import Parts, tells_enough
from eig_bot.search.classes import spread_out
from eig_bot.search.fitting import Fitted
from eig_bot.search.fusion import Votes
from eig_bot.search.index import Index
from eig_bot.search.lexicon import Concept
from eig_bot.search.message import Message
from eig_bot.search.query import Query
from eig_bot.search.said import Said
from eig_bot.search.vectors import Floats


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for one reading of a message."""

    query: Query
    scores: Floats
    """Score of each passage over words spelt out (`Index.fused`)."""
    coverage: Floats
    """Share of the question's information that each passage has, from 0 to 1."""
    said: Floats
    """The same without what the models over the phrasings add: what passages say, a phrasing being one more sentence."""
    firsts: tuple[int, ...]
    """Number of the first passage by what is said alone: by words, then by meaning where that is known."""
    ours: float
    """Likeness of the question to what is asked of, or said in, the nearest passage."""
    off_topic: float
    """Score of "not ours"."""
    like_not_ours: float
    """Likeness to the nearest question that is known not to be ours, 0 to 1."""
    votes: Votes | None
    """What the voters say of each candidate; None where too few phrasings make one voter of all."""
    among: Floats
    """How high each entry of the catalogue stands among its like, in deviations."""

    @property
    def lead(self) -> float:
        """By how much it is ours."""
        return self.ours - self.off_topic


class EvidenceSource:
    """Asks the models of one folder; read-only."""

    def __init__(self, index: Index, learnt: Fitted) -> None:
        """Take the passages, and what was learnt of them or of an earlier version of them."""
        self.index = index
        self._learnt = learnt
        self._asked = learnt.asked(index.passages)
        self._catalogue = learnt.catalogue
        self._more_often = index.candidates.more_often(index.passages)
        self._whole = index.whole if learnt.typed else None
        self._said = Said(Parts.of(index.passages, learnt.told), learnt.sentences, learnt.meaning)
        learnt_of = set(self._asked.tolist())
        self._well_asked = np.array(
            [tells_enough(one) and at in learnt_of for at, one in enumerate(index.passages)], dtype=bool
        )
        if learnt.meant or learnt.meaning:
            encoder.load_aside()  # last, and beside what follows: hardly a question waits for it

    def of(self, message: Message) -> Evidence:
        """Return what is found for a `message`, read by itself."""
        query = self.index.understanding.query(message)
        size = len(self.index.passages)
        predicted = self._learnt.phrasings.predict(query.text)
        typed = self._learnt.typed.log_probabilities(message.searched) if self._learnt.typed else None
        asked_for = self._asked_for(query, typed)
        by_phrasing = self._said.parts.phrasings * self._spread_out(predicted.scores) * asked_for
        likeness = self._likeness(query, predicted.likeness)
        nearest = self._of_named(likeness, query, asked_for)
        meant = self._of_named(self._said.meant(message, query), query, asked_for)
        by_sentence = None if nearest is None else np.asarray(self._said.parts.sentences * nearest, dtype=np.float32)
        lexical, matched = (found * asked_for for found in self.index.lexical.scores(query.concepts))
        worth = self.index.worth(query)
        scores = self.index.fused(query, lexical / worth, by_phrasing, by_sentence, self._said.weighed(meant))
        is_partly = 0 < self._learnt.told < 1
        nothing = np.zeros(size, dtype=np.float32)
        said = self.index.fused(query, lexical / worth, nothing, nearest, meant) if is_partly else scores
        whole = nothing if self._whole is None else self._whole.scores(_as_typed(message))[0] * asked_for
        ours = max(by_phrasing.max(initial=0.0), by_sentence.max(initial=0.0) if by_sentence is not None else 0.0)
        return Evidence(
            query,
            scores,
            coverage=matched / worth,
            said=said,
            firsts=self._firsts(query, lexical / worth, said, nearest, meant) if size else (),
            ours=float(ours),
            off_topic=float(predicted.scores[-1]),
            like_not_ours=float(predicted.likeness[-1]),
            votes=None if typed is None else self._votes(message, query, (scores, whole, typed), asked_for),
            among=self.index.candidates.among(lexical, whole, nothing if likeness is None else likeness * asked_for),
        )

    def _asked_for(self, query: Query, typed: Floats | None) -> NDArray[np.bool_]:
        likely = 0.0 if typed is None or self._catalogue is None else float(typed[self._catalogue])
        return self.index.candidates.asked_for(query.concepts, likely)

    def _firsts(
        self, query: Query, lexical: Floats, said: Floats, nearest: Floats | None, meant: Floats | None
    ) -> tuple[int, ...]:
        if meant is None:
            return (int(np.argmax(said)),)
        nothing = np.zeros(len(lexical), dtype=np.float32)
        by_words = self.index.fused(query, lexical, nothing, nearest)
        by_meaning = self.index.fused(query, nothing, nothing, None, meant)
        return int(np.argmax(by_words)), int(np.argmax(by_meaning))

    def _spread_out(self, by_class: Floats) -> Floats:
        """Return the scores of classes, without that of "not ours", as scores of passages."""
        found = spread_out(by_class[:-1], self._asked, len(self.index.passages))
        if self._catalogue is not None:
            found[self.index.candidates.entries] = by_class[self._catalogue]
        return found

    def _likeness(self, query: Query, to_phrasings: Floats) -> Floats | None:
        """None where the phrasings of every passage tell enough."""
        if not self._said.parts.sentences.any():
            return None
        return self._said.nearest(query.text, spread_out(to_phrasings[:-1], self._asked, len(self.index.passages)))

    def _of_named(self, likeness: Floats | None, query: Query, asked_for: NDArray[np.bool_]) -> Floats | None:
        """Return a likeness to what passages say, without entries that are not meant.

        Their class says whether the catalogue is meant; what they say tells them apart, and counts only for one that is named.
        """
        if likeness is None:
            return None
        found = np.asarray(likeness * asked_for, dtype=np.float32)
        if self._catalogue is not None:
            found[self.index.candidates.not_named(query.concepts)] = 0
        return found

    def _votes(
        self, message: Message, query: Query, found: tuple[Floats, Floats, Floats], asked_for: NDArray[np.bool_]
    ) -> Votes | None:
        """Return what the voters say of the candidates; `found` is what three of them do: spelt out, whole, as typed."""
        spelt_out, whole, typed = found
        if self._learnt.meant is None:
            return None
        meant = self._learnt.meant.log_probabilities(message.text, " ".join(query.text.words))
        best = self.index.candidates.best
        by_typed, by_meant = (best(self._of_passages(classes, query, asked_for)) for classes in (typed, meant))
        return Votes(best(spelt_out), best(whole), by_typed, float(typed[-1]), by_meant, float(meant[-1]))

    def _of_passages(self, by_class: Floats, query: Query, asked_for: NDArray[np.bool_]) -> Floats:
        """Return the log-probability of each passage, that of one with hardly any phrasings being no less than of most.

        An entry has that of the catalogue, as if this had no more phrasings than a passage; one that is asked for by its name
        is as likely as the likeliest.
        """
        classes = by_class[:-1]
        found = np.full(len(self.index.passages), -np.inf, dtype=np.float32)
        there = self._asked >= 0
        found[self._asked[there]] = classes[there]
        most = float(found[self._well_asked].mean()) if self._well_asked.any() else float(np.mean(classes))
        found[~self._well_asked] = np.maximum(found, most)[~self._well_asked]
        if self._catalogue is not None:
            by_name = found.max() if self.index.candidates.is_asked_by_name(query.concepts) else -np.inf
            found[self.index.candidates.entries] = max(classes[self._catalogue] - self._more_often, by_name)
            found[~asked_for] = found.min()
        return found


def _as_typed(message: Message) -> list[Concept]:
    return [((term, 1.0),) for term in dict.fromkeys(message.terms)]
