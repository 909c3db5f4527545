"""Ridge regression in closed form, in its dual, for more features than examples.

Saunders, Gammerman and Vovk, "Ridge Regression Learning Algorithm in Dual Variables", ICML 1998: with K the products of all
pairs of examples, dual = (K + ridge I)^-1 targets and weights = examples^T dual. The inverse's diagonal gives what would be
predicted of an example left out: target - dual / diagonal.

K is by far the largest array of an indexing, so only half of it is kept, in LAPACK's rectangular full packed format: Gustavson
et al., "Rectangular Full Packed Format for Cholesky's Algorithm", ACM TOMS 37(2), 2010.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg.lapack import spftrf, spftrs
from scipy.sparse import csr_array

from eig_bot.search.vectors import Floats, SparseVector

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


def solve(rows: Sequence[SparseVector], columns: int, targets: Floats, ridge: float, left_out: Sequence[int]) -> Solution:
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
    if len(rows) % 2:  # an example without features changes nothing, and the packed format is written for even sizes
        starts = np.append(starts, starts[-1])
        targets = np.vstack([targets, np.zeros_like(targets[:1])])
    size = len(targets)
    columns_of, values = np.concatenate([numbers for numbers, _ in rows]), np.concatenate([row for _, row in rows])
    matrix = csr_array((values, columns_of, starts), shape=(size, columns))
    factor, _ = spftrf(size, _packed_gram(matrix, ridge), uplo="L", overwrite_a=True)
    dual, _ = spftrs(size, factor, targets, uplo="L")
    predictions = _left_out(factor, targets, dual, chosen)
    del factor  # its room is needed for what follows
    products = (matrix[chosen] @ matrix[: len(rows)].T).toarray()
    return Solution((matrix.T @ dual).astype(np.float32, copy=False), predictions, products)


def _packed_gram(matrix: csr_array, ridge: float) -> Floats:
    """Return the lower half of the products of all pairs plus the ridge, packed: n (n + 1) / 2 numbers.

    With k = n / 2, element (i, j) of the left k columns stands at (i + 1, j) of a rectangle of n + 1 rows and k columns; the
    last k rows and columns stand transposed in the triangle above.
    """
    half = matrix.shape[0] // 2
    packed = np.zeros((2 * half + 1, half), dtype=np.float32, order="F")
    for start in range(0, half, BLOCK):
        stop = min(start + BLOCK, half)
        packed[start + 1 :, start:stop] = (matrix[start:] @ matrix[start:stop].T).toarray()
    for start in range(0, half, BLOCK):
        stop = min(start + BLOCK, half)
        last = (matrix[half : half + stop] @ matrix[half + start : half + stop].T).toarray()
        is_above = np.arange(stop)[:, None] <= np.arange(start, stop)
        np.copyto(packed[:stop, start:stop], last, where=is_above)
    diagonal = np.arange(half)
    packed[diagonal, diagonal] += ridge
    packed[diagonal + 1, diagonal] += ridge
    return packed.ravel(order="F")


def _left_out(factor: Floats, targets: Floats, dual: Floats, rows: list[int]) -> Floats:
    """Leave-one-out predictions in closed form: target minus dual, over the diagonal of the inverse."""
    units = np.zeros((len(targets), len(rows)), dtype=np.float32, order="F")
    units[rows, np.arange(len(rows))] = 1.0
    inverse, _ = spftrs(len(targets), factor, units, uplo="L", overwrite_b=True)
    diagonal = inverse[rows, np.arange(len(rows))]
    return np.asarray(targets[rows] - dual[rows] / diagonal[:, None], dtype=np.float32)
