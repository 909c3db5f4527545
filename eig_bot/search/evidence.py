"""What speaks for each passage, and for none, when a message is read by itself: every model asked once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eig_bot.search.blending import Parts, tells_enough
from eig_bot.search.fitting import Fitted, Said, spread_out
from eig_bot.search.fusion import Votes
from eig_bot.search.index import Index
from eig_bot.search.message import Message
from eig_bot.search.query import Query
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
        self._said = Said(Parts.of(index.passages, learnt.told), learnt.sentences)
        learnt_of = set(self._asked.tolist())
        self._well_asked = np.array(
            [tells_enough(one) and at in learnt_of for at, one in enumerate(index.passages)], dtype=bool
        )

    def of(self, message: Message) -> Evidence:
        """Return what is found for a `message`, read by itself."""
        query = self.index.understanding.query(message)
        size = len(self.index.passages)
        predicted = self._learnt.phrasings.predict(query.text)
        typed = self._learnt.typed.log_probabilities(message.searched) if self._learnt.typed else None
        likely = 0.0 if typed is None or self._catalogue is None else float(typed[self._catalogue])
        meant = self.index.candidates.meant(query.concepts, likely)
        by_phrasing = self._said.parts.phrasings * self._spread_out(predicted.scores) * meant
        nearest = self._nearest(query, predicted.likeness, meant)
        likeness = np.zeros(size, dtype=np.float32) if nearest is None else nearest
        if nearest is not None and self._catalogue is not None:
            # its class says whether the catalogue is meant: sentences tell its entries apart, but for one that is named
            nearest = nearest.copy()
            nearest[self.index.candidates.not_named(query.concepts)] = 0
        by_sentence = None if nearest is None else np.asarray(self._said.parts.sentences * nearest, dtype=np.float32)
        lexical, matched = (found * meant for found in self.index.lexical.scores(query.concepts))
        worth = self.index.worth(query)
        scores = self.index.fused(query, lexical / worth, by_phrasing, by_sentence)
        is_partly = 0 < self._learnt.told < 1
        said = self.index.fused(query, lexical / worth, np.zeros(size, dtype=np.float32), nearest) if is_partly else scores
        whole = self.index.whole.scores([[(term, 1.0)] for term in dict.fromkeys(message.terms)])[0] * meant
        ours = max(by_phrasing.max(initial=0.0), by_sentence.max(initial=0.0) if by_sentence is not None else 0.0)
        return Evidence(
            query,
            scores,
            coverage=matched / worth,
            said=said,
            ours=float(ours),
            off_topic=float(predicted.scores[-1]),
            like_not_ours=float(predicted.likeness[-1]),
            votes=None if typed is None else self._votes(query, scores, whole, typed, meant),
            among=self.index.candidates.among(lexical, whole, likeness),
        )

    def _spread_out(self, by_class: Floats) -> Floats:
        """Return the scores of classes, without that of "not ours", as scores of passages."""
        found = spread_out(by_class[:-1], self._asked, len(self.index.passages))
        if self._catalogue is not None:
            found[self.index.candidates.entries] = by_class[self._catalogue]
        return found

    def _nearest(self, query: Query, likeness: Floats, meant: NDArray[np.bool_]) -> Floats | None:
        """None where the phrasings of every passage tell enough."""
        if not self._said.parts.sentences.any():
            return None
        return self._said.nearest(query.text, spread_out(likeness[:-1], self._asked, len(self.index.passages))) * meant

    def _votes(self, query: Query, spelt_out: Floats, whole: Floats, by_class: Floats, meant: NDArray[np.bool_]) -> Votes:
        *classes, not_ours = by_class
        typed = np.full(len(spelt_out), -np.inf, dtype=np.float32)
        there = self._asked >= 0
        typed[self._asked[there]] = np.array(classes, dtype=np.float32)[there]
        # a passage that hardly anybody wrote phrasings for is no less likely than most
        most = float(typed[self._well_asked].mean()) if self._well_asked.any() else float(np.mean(classes))
        typed[~self._well_asked] = np.maximum(typed, most)[~self._well_asked]
        if self._catalogue is not None:
            entries = self.index.candidates.entries
            by_name = max(typed) if self.index.candidates.is_asked_by_name(query.concepts) else -np.inf
            typed[entries] = max(classes[self._catalogue] - self._more_often, by_name)
            typed[~meant] = min(typed)
        best = self.index.candidates.best
        return Votes(best(spelt_out), best(whole), best(typed), float(not_ours))
