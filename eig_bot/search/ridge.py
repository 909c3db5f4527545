"""Ridge regression in its dual, for more features than examples.

Saunders, Gammerman and Vovk, "Ridge Regression Learning Algorithm in Dual Variables", ICML 1998: with K the products of all
pairs of examples, dual = (K + ridge I)^-1 targets and weights = examples^T dual. The inverse's diagonal gives what would be
predicted of an example left out: target - dual / diagonal.

Where no example is left out, conjugate gradients (Hestenes and Stiefel, "Methods of Conjugate Gradients for Solving Linear
Systems", 1952) find the dual without K: for 12,000 examples in a third of the time and half the room. Else K is by far the
largest array of an indexing, so only half of it is kept, in LAPACK's rectangular full packed format: Gustavson et al.,
"Rectangular Full Packed Format for Cholesky's Algorithm", ACM TOMS 37(2), 2010.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg.lapack import spftrf, spftrs
from scipy.sparse import csr_array

from eig_bot.search.vectors import Floats, SparseVector

BLOCK = 256
"""Examples multiplied at once: the product of two sparse matrices takes twice the room of its dense form."""
RESIDUE = 1e-4
"""Share of the targets that conjugate gradients may leave unexplained: no prediction for `knowledge/` is then off by 0.0002."""


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
    columns_of, values = np.concatenate([numbers for numbers, _ in rows]), np.concatenate([row for _, row in rows])
    starts = np.cumsum([0, *(len(numbers) for numbers, _ in rows)])
    matrix = csr_array((values, columns_of, starts), shape=(len(rows), columns))
    chosen = list(left_out)
    dual, predictions = (
        _with_left_out(matrix, targets, ridge, chosen) if chosen else (_dual(matrix, targets, ridge), targets[:0])
    )
    products = (matrix[chosen] @ matrix.T).toarray()
    return Solution((matrix.T @ dual).astype(np.float32, copy=False), predictions, products)


def _dual(matrix: csr_array, targets: Floats, ridge: float) -> Floats:
    """Return the dual by conjugate gradients, one for each column of the targets, all at once."""
    turned = matrix.T.tocsr()
    found, rest = np.zeros_like(targets), targets.copy()
    direction = rest.copy()
    squares = _squares(rest)
    least = RESIDUE**2 * squares
    while np.any(squares > least):
        bent = matrix @ (turned @ direction) + ridge * direction
        length = _ratio(squares, np.einsum("ij,ij->j", direction, bent))
        found += length * direction
        rest -= length * bent
        before, squares = squares, _squares(rest)
        direction = rest + _ratio(squares, before) * direction
    return found


def _squares(columns: Floats) -> Floats:
    return np.asarray(np.einsum("ij,ij->j", columns, columns))


def _ratio(above: Floats, below: Floats) -> Floats:
    """Of a column without targets both are 0, and nothing is left to do."""
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)


def _with_left_out(matrix: csr_array, targets: Floats, ridge: float, rows: list[int]) -> tuple[Floats, Floats]:
    """Return the dual, and what would be predicted of each of the rows left out."""
    size = len(targets)
    if size % 2:  # an example without features changes nothing, and the packed format is written for even sizes
        matrix = csr_array(
            (matrix.data, matrix.indices, np.append(matrix.indptr, matrix.indptr[-1])), (size + 1, matrix.shape[1])
        )
        targets = np.vstack([targets, np.zeros_like(targets[:1])])
    factor, _ = spftrf(len(targets), _packed_gram(matrix, ridge), uplo="L", overwrite_a=True)
    dual, _ = spftrs(len(targets), factor, targets, uplo="L")
    return dual[:size], _left_out(factor, targets, dual, rows)


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
