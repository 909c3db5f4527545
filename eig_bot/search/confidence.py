"""What the search saw -> the probability that its first hit is right; what is done with it is decided in `answers/policy.py`.

A logistic model over a few signals (Platt, "Probabilistic Outputs for Support Vector Machines", 1999): a raw score says
nothing, since the same score goes with hits and with misses. `fit` learns it for one folder from its own phrasings, each
asked as if it had been left out, and from questions that are not ours. A folder without phrasings takes `general`, fitted
on what several made folders are asked (`Unasked`). `logistic` is the method, which the model of the call's state shares.
"""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache

import numpy as np
import yaml
from numpy.typing import NDArray

from eig_bot.search.lexicon import data_text
from eig_bot.search.vectors import Floats

Numbers = NDArray[np.float64]
"""Values of a fit, which loses too much in single precision."""
EASIER = 1.3
"""Log-odds by which a real question is easier than a phrasing made to be forgotten, whose like was written on purpose not to
be there twice: with it, what is stated and what is observed on the development questions agree."""
STEPS = 25
"""Newton's method on so few signals settles within ten."""
USUAL = (3.5, 2.5, 1.5, -4.0)
"""Weights that are usual for folders with phrasings. A few hundred phrasings tell how hard a folder is (the intercept), but
not four weights at once: fitted freely, they swing from one sample to another."""
BEST_OTHERS = 3
"""Others that the first hit of a folder without phrasings is measured by. Log-loss of the folders of
`python -m benchmarks.bare_folders`, each by a calibration that has not seen it: .493 with the best alone, .489 with 3 and 5."""
PENALTY = 20.0
"""How hard it is to leave the usual weights."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What tells a right first hit from a wrong one."""

    score: float
    """Fused score of the first hit."""
    margin: float
    """By how much it leads the best of the others; below 0 for a hit that a reader chose."""
    coverage: float
    """Share of the question's information that it has, 0 to 1."""
    off_topic: float
    """Score of the class "not ours"."""

    @classmethod
    def of(cls, scores: Floats, coverage: Floats, off_topic: float, at: int | None = None) -> "Signals":
        """Return what tells whether a passage is the right one; nothing does where there is none.

        Args:
            scores: score of each passage.
            coverage: share of the question's information that each has.
            off_topic: score of "not ours".
            at: number of the passage; None: the one with the best score.
        """
        if not scores.size:  # every page has come out of its dates
            return cls(0.0, 0.0, 0.0, off_topic)
        chosen = int(np.argmax(scores)) if at is None else at
        score = float(scores[chosen])
        others = np.delete(scores, chosen).max(initial=-np.inf)
        margin = score - float(others) if len(scores) > 1 else score
        return cls(score, margin, float(coverage[chosen]), off_topic)


@dataclass(frozen=True, slots=True)
class Unasked:
    """The same for a folder of which no phrasings tell what is asked."""

    score: float
    """Fused score of the first hit."""
    lead: float
    """By how much it leads the best three others, on average: one that answers alike takes little from it."""
    coverage: float
    """Share of the question's information that it has, 0 to 1."""
    like_not_ours: float
    """Likeness of the question to the nearest one that is known not to be ours, 0 to 1."""
    agree: float
    """Share of those that rank, by words and by meaning, who each by themselves find it first, 0 to 1."""

    @classmethod
    def of(cls, scores: Floats, at: int, coverage: float, like_not_ours: float, firsts: Sequence[int]) -> "Unasked":
        """Return what tells whether a passage is the right one.

        Args:
            scores: score of each passage.
            at: number of the passage.
            coverage: as above.
            like_not_ours: as above.
            firsts: number of the first one by each that ranks.
        """
        score = float(scores[at])
        others = np.sort(np.delete(scores, at))[-BEST_OTHERS:]
        lead = score - float(others.mean()) if len(others) else score
        return cls(score, lead, coverage, like_not_ours, sum(first == at for first in firsts) / len(firsts))


@dataclass(frozen=True, slots=True)
class Calibration:
    """A fitted logistic model."""

    intercept: float
    weights: tuple[float, ...]
    """One a signal, in their order."""

    @classmethod
    def from_array(cls, values: Numbers) -> "Calibration":
        """Return the calibration whose `array` gave these `values`."""
        intercept, *weights = map(float, values)
        return cls(intercept, tuple(weights))

    def array(self) -> Numbers:
        """Return the intercept, then the weights."""
        return np.array([self.intercept, *self.weights])

    def probability(self, *values: float) -> float:
        """Return a probability, above 0 and below 1.

        Args:
            values: one a weight, in their order, such as those of `Signals`.
        """
        return probability(self.log_odds(*values))

    def log_odds(self, *values: float) -> float:
        """Return the log-odds of the same.

        Args:
            values: as for `probability`.
        """
        return self.intercept + sum(weight * value for weight, value in zip(self.weights, values, strict=True))


NOTHING_TOLD = Calibration(0.0, USUAL)
"""In the place of a calibration where no phrasings tell anything."""


def probability(log_odds: float) -> float:
    """Return the probability, above 0 and below 1, that has these `log_odds`."""
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, log_odds))))


def fit(seen: Sequence[Signals], right: Sequence[bool]) -> Calibration:
    """Return the model of "the first hit is right" given the signals.

    Args:
        seen: signals of phrasings that were made to be forgotten, and of questions that are not ours.
        right: whether the first hit of each was right.
    """
    found = logistic(np.array([astuple(signals) for signals in seen]), right, USUAL)
    return Calibration(found.intercept + EASIER, found.weights)


def logistic(values: Numbers, targets: Sequence[float], usual: Sequence[float], penalty: float = PENALTY) -> Calibration:
    """Return the logistic model of targets given values, by Newton's method.

    Args:
        values: shape (examples, weights).
        targets: one an example, from 0 to 1.
        usual: one a weight: what it is without evidence.
        penalty: how many examples, about, it takes to leave these.
    """
    columns = np.column_stack([np.ones(len(values)), values])
    wanted = np.asarray(targets, dtype=float)
    share = np.clip(wanted.mean(), 0.01, 0.99)
    start = np.array([math.log(share / (1 - share)) - values.mean(axis=0) @ np.array(usual), *usual])  # near enough for Newton
    weights = start.copy()
    ridge = penalty * np.diag([0.0, *np.ones(len(usual))])
    for _ in range(STEPS):
        predicted = 1 / (1 + np.exp(-np.clip(columns @ weights, -50, 50)))
        gradient = columns.T @ (wanted - predicted) - ridge @ (weights - start)
        hessian = (columns * (predicted * (1 - predicted))[:, None]).T @ columns + ridge + 1e-9 * np.eye(len(weights))
        weights += np.linalg.solve(hessian, gradient)
    return Calibration(float(weights[0]), tuple(map(float, weights[1:])))


@cache
def general(*, with_meaning: bool) -> Calibration:
    """Return the calibration for a folder without phrasings.

    Args:
        with_meaning: whether its passages are also ranked by what they mean (`meaning.py`), or by words alone.
    """
    values = yaml.safe_load(data_text("calibration.yml"))["meaning" if with_meaning else "words"]
    return Calibration(float(values["intercept"]), tuple(float(values[name]) for name in Unasked.__dataclass_fields__))
