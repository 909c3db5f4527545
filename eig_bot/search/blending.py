"""How much a folder's own phrasings tell, and what holds until they tell enough.

Without phrasings, passages are compared by their sentences, and confidence is the general one. Where all passages have many,
the models over the phrasings rank, and confidence is fitted on them. In between each has its part: the first phrasings of a
folder add to what is known of it, and take nothing away.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eig_bot.knowledge.passage import Passage
from eig_bot.search.confidence import Calibration
from eig_bot.search.vectors import Floats

ENOUGH = 16
"""Phrasings of a passage that tell how people ask for it. Three folders given a hundred, beside none, over three draws
each (`python -m benchmarks.few_phrasings --draws 3 --steps 100`): 18 right answers more, 20 misleading ones fewer, 4 off-topic
questions fewer answered; with 8, 6 more, 39 and 5 fewer, and three times more than one right answer lost; with 24, 11 more, 11
fewer, 6 more."""
STEEP = 2
"""Power of the likeness to a phrasing beside that to a sentence, since one short question is like any other; set likewise: with
1, 16 right answers more, 3 misleading ones and 8 off-topic ones more; with 3, 12 more, 20 and 2 fewer."""


OFTEN = 20
"""Phrasings of a passage, on average, from which several voters rank: their confidence was fitted on a folder that has 30. On
the development questions, right and misleading answers in percent, with them and without: 57 / 6 and 66 / 8 with 16 phrasings
a passage, 67 / 6 and 71 / 12 with 24, 22 / 15 and 49 / 19 with 32 for one passage in seven and none for the others."""


def told_by(passages: Sequence[Passage]) -> float:
    """Return how much the phrasings of a folder tell, from 0 (there are none) to 1 (no more are needed).

    Args:
        passages: all of the folder; posts and lists of headings are not expected to have any.
    """
    wanted = _wanted(passages)
    return sum(map(_known, wanted)) / max(1, len(wanted))


def is_asked_often(passages: Sequence[Passage]) -> bool:
    """Return whether a folder has so many phrasings a passage that several voters may rank.

    Args:
        passages: all of the folder, as for `told_by`.
    """
    wanted = _wanted(passages)
    return sum(len(passage.questions) for passage in wanted) >= OFTEN * len(wanted)


@dataclass(frozen=True, slots=True)
class Parts:
    """What counts how much in the score of a passage.

    A passage without phrasings has no class in the models over them: where few have one, these would win by being there alone.
    """

    phrasings: float
    """Weight of what the model over the phrasings says, from 0 to 1."""
    sentences: Floats
    """Weight of the likeness to the sentences of each passage, from 0 to 1."""

    @classmethod
    def of(cls, passages: Sequence[Passage], told: float) -> "Parts":
        """Return the parts for a folder.

        Args:
            passages: all of it.
            told: how much its phrasings tell, from 0 to 1.
        """
        return cls(told, np.array([1 - told * _known(passage) for passage in passages], dtype=np.float32))

    def likeness(self, sentences: Floats, phrasings: Floats) -> Floats:
        """Return the likeness to what each passage says, or is asked by, with its weight: shape (passages,).

        A phrasing is much shorter than a sentence, and like any other question: only what is very like it counts.

        Args:
            sentences: to its nearest sentence, from 0 to 1.
            phrasings: to its nearest phrasing.
        """
        return np.asarray(self.sentences * np.maximum(sentences, np.maximum(phrasings, 0) ** STEEP), dtype=np.float32)


def blended(general: Calibration, own: Calibration, told: float) -> Calibration:
    """Return the calibration whose log-odds are those of two, each by its part.

    The own one gets the square of what is told. The few phrasings of a passage were written to be unlike each other: made to
    forget one, the models find it less often than they find what people ask.

    Args:
        general: the one that holds where the phrasings tell nothing.
        own: the one that was fitted on them, of as many weights.
        told: how much they tell, from 0 to 1.
    """
    part = told**2
    return Calibration.from_array((1 - part) * general.array() + part * own.array())


def _wanted(passages: Sequence[Passage]) -> Sequence[Passage]:
    return [passage for passage in passages if passage.questions or not (passage.is_outline or passage.published)]


def _known(passage: Passage) -> float:
    return min(len(passage.questions), ENOUGH) / ENOUGH
