"""Ridge regression in closed form, in its dual, for more features than examples.

Saunders, Gammerman and Vovk, "Ridge Regression Learning Algorithm in Dual Variables", ICML 1998: with K the products of all
pairs of examples, dual = (K + ridge I)^-1 targets and weights = examples^T dual. The inverse's diagonal gives what would be
predicted of an example left out: target - dual / diagonal.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_array

from eig_bot.search.nearest import Floats, Row

BLOCK = 256
"""Examples multiplied at once: the product of two sparse matrices takes twice the room of its dense form."""


@dataclass(frozen=True, slots=True)
class Solution:
    """What `solve` found."""

    weights: Floats
    """Shape (features, classes)."""
    predictions: Floats
    """What would be predicted of the examples left out: shape (left_out, classes)."""
    products: Floats
    """Products of the examples left out with all examples: shape (left_out, examples)."""


def solve(rows: Sequence[Row], columns: int, targets: Floats, ridge: float, left_out: Sequence[int]) -> Solution:
    """Return the weights, and what would be predicted of the examples left out.

    Args:
        rows: sparse vectors: numbers of columns, values.
        columns: number of features.
        targets: shape (examples, classes).
        ridge: regularisation, above 0.
        left_out: numbers of examples.
    """
    chosen = list(left_out)
    starts = np.cumsum([0, *(len(numbers) for numbers, _ in rows)])
    values = np.concatenate([row for _, row in rows])
    matrix = csr_array((values, np.concatenate([numbers for numbers, _ in rows]), starts), shape=(len(rows), columns))
    gram = _regularised_gram(matrix, ridge)
    factor = cho_factor(gram, lower=True, overwrite_a=True, check_finite=False)
    dual = cho_solve(factor, targets, check_finite=False)
    predictions = _left_out(factor, targets, dual, chosen)
    del gram, factor  # the largest array by far: its room is needed for what follows
    products = (matrix[chosen] @ matrix.T).toarray()
    return Solution((matrix.T @ dual).astype(np.float32, copy=False), predictions, products)


def _regularised_gram(matrix: csr_array, ridge: float) -> Floats:
    """Return the lower half of the products of all pairs plus the ridge, in the memory order that LAPACK can overwrite."""
    total = matrix.shape[0]
    gram = np.zeros((total, total), dtype=np.float32, order="F")
    for start in range(0, total, BLOCK):
        stop = min(start + BLOCK, total)
        gram[start:, start:stop] = (matrix[start:] @ matrix[start:stop].T).toarray()
    gram[np.diag_indices(total)] += ridge
    return gram


def _left_out(factor: tuple[Floats, bool], targets: Floats, dual: Floats, rows: list[int]) -> Floats:
    """Leave-one-out predictions in closed form: target minus dual, over the diagonal of the inverse."""
    units = np.zeros((len(targets), len(rows)), dtype=np.float32, order="F")
    units[rows, np.arange(len(rows))] = 1.0
    inverse = cho_solve(factor, units, overwrite_b=True, check_finite=False)
    diagonal = inverse[rows, np.arange(len(rows))]
    return np.asarray(targets[rows] - dual[rows] / diagonal[:, None], dtype=np.float32)
