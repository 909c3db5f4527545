"""Several voters that err differently -> one score for each passage.

Each voter scores on a scale of its own, so that its scores of one question are standardised before they are added: by how many
standard deviations a passage stands above the others.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eig_bot.search.vectors import Floats

SPELT_OUT = 0.5
"""Weight of the score over words spelt out, corrected and joined by synonyms, beside 1 for the model over what was typed; from
0.25 to 1, right first hits of the development questions stay within half a point.
`make tune`: 0.4 74.8/10.1/82.8, **0.5** 73.9/10.6/82.8, 0.625 74.3/10.1/82.8"""
WHOLE = 0.5
"""Weight of BM25 over text and phrasings as one document; set likewise.
`make tune`: 0.4 74.3/10.1/81.6, **0.5** 73.9/10.6/82.8, 0.625 73.9/10.6/82.8"""

MEANT = 0.75
"""Weight of the model over what the question means: of 100 first messages 92.6 are right first hits, 91.9 with 0.5, 92.9 with
1, which turns of threads lose by."""


@dataclass(frozen=True)
class Votes:
    """What each voter says of a question; of shape (candidates,) each (`catalogue.py`)."""

    spelt_out: Floats
    """Score over words spelt out (`Index.fused`)."""
    whole: Floats
    """BM25 over text and phrasings as one document."""
    typed: Floats
    """Log-probability of the model over what was typed (`as_typed.py`)."""
    not_ours: float
    """That model's log-probability of "not ours"."""
    meant: Floats
    """Log-probability of the model over what the question means."""
    means_not_ours: float
    """That model's log-probability of "not ours"."""

    @cached_property
    def fused(self) -> Floats:
        """The weighted sum of the voters: mean 0, deviation 1."""
        voters = ((1.0, self.typed), (SPELT_OUT, self.spelt_out), (WHOLE, self.whole), (MEANT, self.meant))
        return standardised(np.sum([weight * standardised(scores) for weight, scores in voters], axis=0))

    @classmethod
    def mixed(cls, votes: Sequence["Votes"], shares: Sequence[float]) -> "Votes":
        """Return what the voters say of several readings of a question together.

        Args:
            votes: one a reading.
            shares: weight of each reading; they sum to 1.
        """
        if len(votes) == 1:
            return votes[0]

        def mean(values: Sequence[Floats]) -> Floats:
            return np.asarray(np.average(values, axis=0, weights=shares), dtype=np.float32)

        return cls(
            mean([each.spelt_out for each in votes]),
            mean([standardised(each.whole) for each in votes]),
            np.log(mean([np.exp(each.typed) for each in votes])),
            float(np.average([each.not_ours for each in votes], weights=shares)),
            np.log(mean([np.exp(each.meant) for each in votes])),
            float(np.average([each.means_not_ours for each in votes], weights=shares)),
        )


def standardised(scores: Floats) -> Floats:
    """Return by how many standard deviations each of the `scores` is above their mean; all 0 where none differs."""
    above = scores - scores.mean()
    spread = math.sqrt(np.vdot(above, above) / len(above))
    return np.asarray(above / (spread or 1.0), dtype=np.float32)
