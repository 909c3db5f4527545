"""What a text means -> which class it is of: a linear model over its vector (`encoder.py`).

Beside `as_typed.py`, which knows the words that people used before, it errs differently: a question in none of these words is
near to the phrasings that ask the same. Alone it is right less often; of 1,711 questions to `knowledge/` that none had learnt
(messages of the open halves and the development sets, `expect:` questions, phrasings that were set apart), the voters rank the
right passage first in 27 more with it than without.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eig_bot.search import encoder, softmax
from eig_bot.search.vectors import Floats

PENALTY = 1 / 30
"""Of the squares of the weights; with three and ten times as much, as many right first hits within half a point, and the
confidence tells less (log-loss .350 instead of .346)."""
STEPS = 30
"""Steps at most: 70 more move no probability of a phrasing by more than 0.03."""


@dataclass(frozen=True, slots=True)
class MeantModel:
    """Log-probability of each class for a text; read-only."""

    weights: Floats
    """Shape (dimensions, classes)."""
    intercepts: Floats
    """Shape (classes,)."""

    @classmethod
    def fit(cls, texts: Sequence[str], labels: Sequence[int], classes: int) -> "MeantModel":
        """Fit the model.

        Args:
            texts: the examples.
            labels: class of each.
            classes: number of classes; labels run from 0.
        """
        vectors = encoder.loaded().embed([text[: encoder.QUESTION] for text in texts])
        weights = _fitted(
            np.column_stack([vectors, np.ones(len(texts), dtype=np.float32)]), np.array(labels, dtype=np.int64), classes
        )
        return cls(weights[:-1], weights[-1])

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], prefix: str) -> "MeantModel":
        """Return the model whose `arrays` were kept among others, under names that begin with a `prefix`."""
        return cls(arrays[f"{prefix}_weights"], arrays[f"{prefix}_intercepts"])

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """Return the model as arrays whose names begin with a `prefix`, to be kept on disk."""
        return {f"{prefix}_weights": self.weights, f"{prefix}_intercepts": self.intercepts}

    def log_probabilities(self, typed: str, corrected: str) -> Floats:
        """Return the logarithm of the probability of each class for a text: shape (classes,).

        Args:
            typed: the text.
            corrected: its words, spelt out and corrected.
        """
        return softmax.log_softmax(encoder.question_vector(typed, corrected) @ self.weights + self.intercepts)


def _fitted(rows: Floats, labels: NDArray[np.int64], classes: int) -> Floats:
    """Return the weights that minimise the cross-entropy plus half of `PENALTY` times their squares: shape (columns, classes).

    There are few columns here, so that these weights themselves are what is looked for, and not one for each example as in
    `softmax.py`: that takes a fifth of the room.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 - SciPy takes 0.2 s, which a process with a warm cache saves

    shape, examples = (rows.shape[1], classes), np.arange(len(labels))
    # columns that go together are taken apart first, by the curvature that all classes have about in common
    heights, directions = np.linalg.eigh(rows.T @ rows / classes + PENALTY * np.eye(shape[0], dtype=np.float32))
    apart = directions / np.sqrt(heights)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = apart @ flat.reshape(shape).astype(np.float32)
        shares = softmax.softmax(rows @ weights)
        surprise = -np.log(np.maximum(shares[examples, labels], _LEAST)).sum()
        shares[examples, labels] -= 1
        slope = apart.T @ (rows.T @ shares + PENALTY * weights)
        return float(surprise + PENALTY / 2 * np.vdot(weights, weights)), slope.ravel().astype(np.float64)

    found = minimize(loss, np.zeros(shape[0] * shape[1]), method="L-BFGS-B", jac=True, options={"maxiter": STEPS})
    return np.asarray(apart @ found.x.reshape(shape), dtype=np.float32)


_LEAST = 1e-30
