"""What the search saw -> the probability that its first hit is right.

A logistic model over a few signals (Platt, "Probabilistic Outputs for Support Vector Machines", 1999): a raw score says
nothing, since the same score goes with hits and with misses. `fit` learns it for one folder from its own phrasings, each
asked as if it had been left out, and from questions that are not ours. A folder without phrasings takes `general`, fitted
in the same way on development questions.
"""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum
from functools import cache

import numpy as np
import yaml
from numpy.typing import NDArray

from eig_bot.search.lexicon import data_text

Numbers = NDArray[np.float64]
EASIER = 1.3
"""Log-odds by which a real question is easier than a phrasing made to be forgotten, whose like was written on purpose not to
be there twice: with it, what is stated and what is observed on the development questions agree."""
ANSWER, SUGGEST = 0.5, 0.2
"""From the first on, the first hit is given as the answer; from the second on, three are offered; set likewise."""
NOT_OURS = 0.1
"""Lead of "not ours" from which nothing is given as the answer; set likewise."""
FAINT = 0.03
"""Score below which nothing speaks for any passage; every right first hit of the development questions has more."""
NOTHING = 1.8
"""How many times that lead it takes to offer nothing; set likewise."""
WITHOUT_PHRASINGS = (0.25, 0.08, 0.2)
"""The same three where nobody wrote phrasings: an answer that is right one time in two still comes with three other links."""
STEPS = 25
"""Newton's method on so few signals settles within ten."""
USUAL = (3.5, 2.5, 1.5, -4.0)
"""Weights that are usual for folders with phrasings. A few hundred phrasings tell how hard a folder is (the intercept), but
not four weights at once: fitted freely, they swing from one sample to another."""
PENALTY = 20.0
"""How hard it is to leave the usual weights."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What tells a right first hit from a wrong one."""

    score: float
    """Fused score of the first hit."""
    margin: float
    """By how much it leads the second."""
    coverage: float
    """Share of the question's information that it has, 0 to 1."""
    off_topic: float
    """Score of the "not ours" class."""


class Zone(StrEnum):
    """What a confidence is good for."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    HOLD_BACK = "hold_back"


@dataclass(frozen=True, slots=True)
class Calibration:
    """A fitted logistic model, and what its probabilities are good for."""

    intercept: float
    weights: tuple[float, ...]
    """One a signal, in their order."""
    answer: float = ANSWER
    suggest: float = SUGGEST
    not_ours: float = NOT_OURS

    @classmethod
    def from_array(cls, values: Numbers) -> "Calibration":
        """Return a calibration from `array`."""
        answer, suggest, not_ours, intercept, *weights = map(float, values)
        return cls(intercept, tuple(weights), answer, suggest, not_ours)

    def array(self) -> Numbers:
        """Return all of it as numbers."""
        return np.array([self.answer, self.suggest, self.not_ours, self.intercept, *self.weights])

    def zone(self, probability: float) -> Zone:
        """Return what a probability is good for."""
        if probability >= self.answer:
            return Zone.ANSWER
        return Zone.SUGGEST if probability >= self.suggest else Zone.HOLD_BACK

    def probability(self, signals: Signals, lead: float) -> float:
        """Return the probability that the first hit is right, from 0 to 1.

        Args:
            signals: what was seen.
            lead: by how much the question is more like ours than like what is not ours. Below 0 it is likely not ours, which
                the logistic model alone does not hold for sure enough: it then leaves at most a choice of three, or nothing.
        """
        logit = self.intercept + sum(weight * value for weight, value in zip(self.weights, astuple(signals), strict=True))
        probability = 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))
        if signals.score < FAINT or lead < -NOTHING * self.not_ours:
            return min(probability, self.suggest / 2)
        return min(probability, (self.answer + self.suggest) / 2) if lead < -self.not_ours else probability


def fit(seen: Sequence[Signals], right: Sequence[bool]) -> Calibration:
    """Return the logistic model of "the first hit is right" given the signals, by Newton's method.

    Args:
        seen: signals of phrasings that were made to be forgotten, and of questions that are not ours.
        right: whether the first hit of each was right.
    """
    values = np.column_stack([np.ones(len(seen)), np.array([astuple(signals) for signals in seen])])
    targets = np.array(right, dtype=float)
    usual = np.array([0.0, *USUAL])
    weights = usual.copy()
    penalty = PENALTY * np.diag([0.0, *np.ones(values.shape[1] - 1)])
    for _ in range(STEPS):
        predicted = 1 / (1 + np.exp(-np.clip(values @ weights, -50, 50)))
        gradient = values.T @ (targets - predicted) - penalty @ (weights - usual)
        hessian = (values * (predicted * (1 - predicted))[:, None]).T @ values + penalty + 1e-9 * np.eye(len(weights))
        weights += np.linalg.solve(hessian, gradient)
    return Calibration(float(weights[0]) + EASIER, tuple(map(float, weights[1:])))


@cache
def general() -> Calibration:
    """Return the calibration for a folder without phrasings."""
    values = yaml.safe_load(data_text("calibration.yml"))
    weights = tuple(float(values[name]) for name in Signals.__dataclass_fields__)
    return Calibration(float(values["intercept"]), weights, *WITHOUT_PHRASINGS)
