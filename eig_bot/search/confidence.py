"""What the search saw -> the probability that its first hit is right.

A logistic model over a few signals (Platt, "Probabilistic Outputs for Support Vector Machines", 1999); a raw score says
nothing, since the same score goes with hits and with misses. Its coefficients are in `data/calibration.yml`: one set for
folders with phrasings, one for folders without.
"""

import math
from dataclasses import astuple, dataclass
from functools import cache

import yaml

from eig_bot.search.lexicon import data_text

ANSWER = 0.5
"""From here on the first hit is given as the answer."""
SUGGEST = 0.25
"""From here on the first three are offered as a choice; below, the bot says that it does not know."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What tells a right first hit from a wrong one."""

    phrasing: float
    """Best score of a passage in the model over the phrasings."""
    score: float
    """Fused score of the first hit."""
    margin: float
    """By how much it leads the second."""
    lexical: float
    """Its lexical score, as a share of what the question could reach."""
    coverage: float
    """Share of the question's information that it has, 0 to 1."""
    off_topic: float
    """Score of the "not ours" class."""


def probability(signals: Signals, *, has_phrasings: bool) -> float:
    """Return the probability that the first hit is right, from 0 to 1."""
    intercept, weights = _calibration()["with_phrasings" if has_phrasings else "without_phrasings"]
    logit = intercept + sum(weight * value for weight, value in zip(weights, astuple(signals), strict=True))
    return 1 / (1 + math.exp(-logit))


@cache
def _calibration() -> dict[str, tuple[float, tuple[float, ...]]]:
    sets = yaml.safe_load(data_text("calibration.yml"))
    names = Signals.__dataclass_fields__
    return {key: (float(values["intercept"]), tuple(float(values[name]) for name in names)) for key, values in sets.items()}
