"""Multinomial logistic regression over sparse features: which class a text is of, as probabilities that sum to one.

The weights that minimise the cross-entropy plus half of `penalty` times their squares are a sum of the examples (the
representer theorem), so that L-BFGS (Nocedal and Wright, "Numerical Optimization", algorithm 7.4) looks for one coefficient an
example and class instead of one a feature and class: a tenth of the room. With X the examples, Y their classes, A the
coefficients, F = X X^T A what is predicted and P its softmax, the gradient in the metric of X X^T is P - Y + penalty A; one
product with X X^T is all that a step costs.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from eig_bot.search.vectors import Floats

if TYPE_CHECKING:
    from scipy.sparse import csr_array

STEPS = 40
"""Steps at most; from 30 to 120, right first hits of the development questions are the same within half a point."""
REMEMBERED = 3
"""Steps from which the curvature is guessed; each keeps four arrays of examples times classes. With 8, the loss after all steps
is the same, a quarter of the way it is a little lower."""
LOOKS = 8
"""Lengths that are tried along one line, at most."""
FLAT = 0.1
"""Share of its slope that is left where one stops on a line."""
ENOUGH = 3e-3
"""Size of the gradient, as a share of that at the start, at which no prediction changes any more."""


def fit(rows: "csr_array", labels: NDArray[np.int64], classes: int, penalty: float, steps: int = STEPS) -> Floats:
    """Return the weights: shape (features, classes).

    Args:
        rows: the examples, shape (examples, features).
        labels: class of each example.
        classes: how many there are.
        penalty: weight of the squares, above 0.
        steps: at most how many.
    """
    wanted = np.zeros((rows.shape[0], classes), dtype=np.float32)
    wanted[np.arange(len(labels)), labels] = 1.0
    columns = rows.T.tocsr()
    point = _Point(np.zeros_like(wanted), np.zeros_like(wanted))
    slope = softmax(point.predicted) - wanted
    reach = _times(rows, columns, slope)
    least = ENOUGH**2 * _inner(slope, reach)
    memory: list[_Step] = []
    for _ in range(steps):
        if _inner(slope, reach) <= least:
            break
        direction = _direction(slope, reach, memory)
        memory = memory[1 - REMEMBERED :]  # what follows has the room of the oldest step
        length = _length(point, direction, wanted, penalty)
        moved = _Point(length * direction.coefficients, length * direction.predicted)
        del direction
        point = _Point(point.coefficients + moved.coefficients, point.predicted + moved.predicted)
        new = softmax(point.predicted) - wanted + penalty * point.coefficients
        new_reach = _times(rows, columns, new)
        memory = [*memory, _Step(moved, _Point(new - slope, new_reach - reach))]
        slope, reach = new, new_reach
    return np.asarray(columns @ point.coefficients, dtype=np.float32)


def softmax(logits: Floats) -> Floats:
    """Return the probabilities of which `logits` are the logarithms, each but for a constant of its row."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)


def log_softmax(logits: Floats) -> Floats:
    """Return the logarithms of the probabilities for the `logits` of one text: shape (classes,)."""
    shifted = logits - logits.max()
    return np.asarray(shifted - np.log(np.exp(shifted).sum()), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Point:
    """Coefficients A, or a difference of such, with what they predict: X X^T A. Both of shape (examples, classes)."""

    coefficients: Floats
    predicted: Floats


@dataclass(frozen=True, slots=True)
class _Step:
    """How far it went, and by how much the gradient changed on the way."""

    moved: _Point
    bent: _Point

    @property
    def curvature(self) -> float:
        return _inner(self.moved.predicted, self.bent.coefficients)


def _times(rows: "csr_array", columns: "csr_array", values: Floats) -> Floats:
    return np.asarray(rows @ (columns @ values), dtype=np.float32)


def _inner(left: Floats, right: Floats) -> float:
    return float(np.vdot(left, right))


def _direction(slope: Floats, reach: Floats, memory: list[_Step]) -> _Point:
    """Return where to go: the gradient, corrected by what the last steps tell of the curvature (the two loops of L-BFGS)."""
    found, product = slope.copy(), reach.copy()
    shares = []
    for step in reversed(memory):
        share = _inner(step.moved.predicted, found) / step.curvature
        found -= share * step.bent.coefficients
        product -= share * step.bent.predicted
        shares.append(share)
    if memory:
        last = memory[-1]
        scale = last.curvature / _inner(last.bent.coefficients, last.bent.predicted)
        found *= scale
        product *= scale
    for step, share in zip(memory, reversed(shares), strict=True):
        rest = share - _inner(step.bent.coefficients, product) / step.curvature
        found += rest * step.moved.coefficients
        product += rest * step.moved.predicted
    return _Point(-found, -product)


def _length(point: _Point, direction: _Point, wanted: Floats, penalty: float) -> float:
    """Return how far to go: where the slope along the line is a tenth of what it is here, which needs no product with examples.

    Newton's method, kept between what is known to be too short and too long.
    """
    across = _inner(direction.coefficients, point.predicted)
    along = _inner(direction.coefficients, direction.predicted)

    def look(length: float) -> tuple[float, float]:
        shares = softmax(point.predicted + np.float32(length) * direction.predicted)
        weighted = shares * direction.predicted
        means = weighted.sum(axis=1)
        slope = float(weighted.sum()) - _inner(wanted, direction.predicted) + penalty * (across + length * along)
        return slope, _inner(weighted, direction.predicted) - _inner(means, means) + penalty * along

    low, high, length = 0.0, math.inf, 0.0
    slope, bend = look(length)
    flat = FLAT * abs(slope)
    for _ in range(LOOKS):
        low, high = (length, high) if slope < 0 else (low, length)
        aimed = length - slope / bend
        furthest = min(high, 10 * low or math.inf)
        middle = (low + high) / 2 if high < math.inf else 10 * low
        length = aimed if low < aimed < furthest else middle
        slope, bend = look(length)
        if abs(slope) <= flat:
            break
    return length
