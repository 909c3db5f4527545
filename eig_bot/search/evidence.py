"""What speaks for each passage, and for none, when a message is read by itself: every model asked once."""

from dataclasses import dataclass

import numpy as np

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
    firsts: tuple[int, ...]
    """Number of the first passage by what is said alone: by words, then by meaning where that is known."""
    ours: float
    """Likeness of the question to what is asked of, or said in, the nearest passage."""
    off_topic: float
    """Score of "not ours"."""
    like_not_ours: float
    """Likeness to the nearest question that is known not to be ours, 0 to 1."""
    votes: Votes | None
    """What the voters say; None where too few phrasings make one voter of all."""

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
        self._whole = index.whole if learnt.typed else None
        self._said = Said(Parts.of(index.passages, learnt.told), learnt.sentences, learnt.meaning)
        learnt_of = set(self._asked.tolist())
        self._well_asked = np.array(
            [tells_enough(one) and at in learnt_of for at, one in enumerate(index.passages)], dtype=bool
        )

    def of(self, message: Message) -> Evidence:
        """Return what is found for a `message`, read by itself."""
        query = self.index.understanding.query(message)
        size = len(self.index.passages)
        predicted = self._learnt.phrasings.predict(query.text)
        by_phrasing = self._said.parts.phrasings * spread_out(predicted.scores[:-1], self._asked, size)
        nearest = self._nearest(query, predicted.likeness)
        by_sentence = None if nearest is None else np.asarray(self._said.parts.sentences * nearest, dtype=np.float32)
        lexical, matched = self.index.lexical.scores(query.concepts)
        worth = self.index.worth(query)
        meant = self._said.meant(message, query)
        scores = self.index.fused(query, lexical / worth, by_phrasing, by_sentence, self._said.weighed(meant))
        is_partly = 0 < self._learnt.told < 1
        nothing = np.zeros(size, dtype=np.float32)
        said = self.index.fused(query, lexical / worth, nothing, nearest, meant) if is_partly else scores
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
            votes=self._votes(message, query, scores),
        )

    def _firsts(
        self, query: Query, lexical: Floats, said: Floats, nearest: Floats | None, meant: Floats | None
    ) -> tuple[int, ...]:
        if meant is None:
            return (int(np.argmax(said)),)
        nothing = np.zeros(len(lexical), dtype=np.float32)
        by_words = self.index.fused(query, lexical, nothing, nearest)
        by_meaning = self.index.fused(query, nothing, nothing, None, meant)
        return int(np.argmax(by_words)), int(np.argmax(by_meaning))

    def _nearest(self, query: Query, likeness: Floats) -> Floats | None:
        """None where the phrasings of every passage tell enough."""
        if not self._said.parts.sentences.any():
            return None
        return self._said.nearest(query.text, spread_out(likeness[:-1], self._asked, len(self.index.passages)))

    def _votes(self, message: Message, query: Query, spelt_out: Floats) -> Votes | None:
        if self._learnt.typed is None or self._learnt.meant is None or self._whole is None:
            return None
        typed = self._learnt.typed.log_probabilities(message.searched)
        meant = self._learnt.meant.log_probabilities(message.text, " ".join(query.text.words))
        whole, _ = self._whole.scores([[(term, 1.0)] for term in dict.fromkeys(message.terms)])
        return Votes(
            spelt_out, whole, self._of_passages(typed[:-1]), float(typed[-1]), self._of_passages(meant[:-1]), float(meant[-1])
        )

    def _of_passages(self, classes: Floats) -> Floats:
        """Return the log-probability of each passage, that of one with hardly any phrasings being no less than of most."""
        found = np.full(len(self.index.passages), -np.inf, dtype=np.float32)
        there = self._asked >= 0
        found[self._asked[there]] = classes[there]
        most = float(found[self._well_asked].mean()) if self._well_asked.any() else float(np.mean(classes))
        found[~self._well_asked] = np.maximum(found, most)[~self._well_asked]
        return found
