"""What passages say, for those whose phrasings do not tell how people ask: their sentences, and their meaning."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eig_bot.knowledge.passage import Passage
from eig_bot.search import blending
from eig_bot.search.blending import Parts
from eig_bot.search.index import Index, sentences_of
from eig_bot.search.meaning import Meaning
from eig_bot.search.message import Message
from eig_bot.search.phrasings import LETTERS_UP_TO, SentenceIndex, Text
from eig_bot.search.query import Query
from eig_bot.search.sampling import steady_sample
from eig_bot.search.vectors import Floats

OWN_SENTENCES = 1_000
"""Sentences of the folder that are learnt from at most."""


@dataclass(frozen=True, slots=True)
class Said:
    """What passages say, and how much that counts beside what they are asked."""

    parts: Parts
    sentences: SentenceIndex | None
    """None where they are not known, and where they do not count."""
    meaning: Meaning | None = None
    """Likewise."""

    @classmethod
    def of(cls, index: Index, parts: Parts, meant: Meaning | None) -> "Said":
        """Index what the passages say whose phrasings do not tell enough.

        Args:
            index: of the folder.
            parts: how much that counts for each of them.
            meant: what they mean.
        """
        told_of = [int(at) for at in np.flatnonzero(parts.sentences)]
        if not told_of:
            return cls(parts, None, meant)
        few = sum(len(_sentences_of(index.passages[at])) for at in told_of) <= LETTERS_UP_TO
        found = (index.example(text, at) for at in told_of for text in _sentences_of(index.passages[at]))
        return cls(parts, SentenceIndex.build(found, with_letters=few), meant)

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


def own_sentences(passages: Sequence[Passage], parts: Parts) -> Sequence[str]:
    """Return sentences of reference passages whose phrasings do not tell enough: what "not ours" must be told from.

    Args:
        passages: of the folder.
        parts: how much what each says counts.
    """
    of_each = zip(passages, parts.sentences, strict=True)
    silent = (passage for passage, part in of_each if part and not (passage.published or passage.is_entry))
    texts = [text for passage in silent for text in sentences_of(passage)]
    return [texts[at] for at in steady_sample(texts, OWN_SENTENCES)]


def _sentences_of(passage: Passage) -> Sequence[str]:
    """Entries of a catalogue have no class of their own: their phrasings are more sentences to compare with."""
    return (*sentences_of(passage), *passage.questions) if passage.is_entry else sentences_of(passage)
