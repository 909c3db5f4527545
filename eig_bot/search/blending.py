"""How much a folder's own phrasings tell, and what holds until they tell enough.

Without phrasings, passages are compared by their sentences, and confidence is the general one. Where all passages have many,
the models over the phrasings rank, and confidence is fitted on them. In between each has its part: the first phrasings of a
folder add to what is known of it, and take nothing away.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eig_bot.knowledge.passage import Passage
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
        passages: all of the folder; posts, lists of headings and entries of a catalogue are not expected to have any.
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


def tells_enough(passage: Passage) -> bool:
    """Return whether the phrasings of a `passage` tell how people ask for it, whatever those of the others do."""
    return len(passage.questions) >= ENOUGH


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


def nearest(sentences: Floats, phrasings: Floats) -> Floats:
    """Return the likeness to what each passage says, or is asked by: shape (passages,), from 0 to 1.

    A phrasing is much shorter than a sentence, and like any other question: only what is very like it counts.

    Args:
        sentences: to its nearest sentence, from 0 to 1.
        phrasings: to its nearest phrasing.
    """
    return np.asarray(np.maximum(sentences, np.maximum(phrasings, 0) ** STEEP), dtype=np.float32)


def part_in_confidence(told: float) -> float:
    """Return the part of the calibration that a folder's own phrasings gave, from 0 to 1, beside the general one.

    It is the square of what is told. The few phrasings of a passage were written to be unlike each other: made to forget one,
    the models find it less often than they find what people ask.

    Args:
        told: how much the phrasings tell, from 0 to 1.
    """
    return told**2


def blended(general: float, own: float, told: float) -> float:
    """Return log-odds between those of two calibrations, each by its part.

    Args:
        general: by the one that holds where the phrasings tell nothing. It was fitted where there are none, and is asked about
            what passages say alone: what the models over the phrasings add to a score would be taken for more of the same.
        own: by the one that was fitted on the phrasings, asked about all that was seen.
        told: how much they tell, from 0 to 1.
    """
    part = part_in_confidence(told)
    return (1 - part) * general + part * own


def _wanted(passages: Sequence[Passage]) -> Sequence[Passage]:
    reference = [passage for passage in passages if not passage.is_entry]
    return [passage for passage in reference if passage.questions or not (passage.is_outline or passage.published)]


def _known(passage: Passage) -> float:
    return 0.0 if passage.is_entry else min(len(passage.questions), ENOUGH) / ENOUGH
