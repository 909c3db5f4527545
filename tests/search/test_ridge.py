"""Both ways give the weights of a ridge regression, and one what a model fitted without an example would have said of it."""

import numpy as np
import pytest
from numpy.typing import NDArray

from eig_bot.search.ridge import BLOCK, solve

SparseVector = tuple[NDArray[np.int32], NDArray[np.float32]]
RIDGE = 2.0
COLUMNS = 8


@pytest.fixture(scope="module")
def rows() -> list[SparseVector]:
    random = np.random.default_rng(3)
    found = []
    for _ in range(12):
        numbers = np.sort(random.choice(COLUMNS, size=4, replace=False)).astype(np.int32)
        found.append((numbers, random.random(4).astype(np.float32)))
    return found


TARGETS = np.eye(3, dtype=np.float32)[[0, 1, 2] * 4]


def dense(rows: list[SparseVector]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    matrix = np.zeros((len(rows), COLUMNS))
    for at, (numbers, values) in enumerate(rows):
        matrix[at, numbers] = values
    return matrix


@pytest.mark.parametrize("left_out", [[], [0]], ids=["nothing left out", "one left out"])
@pytest.mark.parametrize("count", [1, 11, 12, 2 * BLOCK + 3], ids="{} examples".format)
def test_the_weights_are_those_of_a_ridge_regression(rows: list[SparseVector], count: int, left_out: list[int]) -> None:
    examples, targets = (rows * count)[:count], np.resize(TARGETS, (count, 3))
    matrix = dense(examples)
    expected = np.linalg.solve(matrix.T @ matrix + RIDGE * np.eye(COLUMNS), matrix.T @ targets)
    found = solve(examples, COLUMNS, targets, RIDGE, left_out)
    np.testing.assert_allclose(found.weights, expected, atol=1e-4)


def test_a_class_without_examples_has_no_weights(rows: list[SparseVector]) -> None:
    targets = np.hstack([TARGETS, np.zeros((len(rows), 1), dtype=np.float32)])
    np.testing.assert_array_equal(solve(rows, COLUMNS, targets, RIDGE, []).weights[:, -1], 0)


@pytest.mark.parametrize("left_out", [0, 5, 11])
def test_what_is_left_out_is_predicted_as_by_a_model_without_it(rows: list[SparseVector], left_out: int) -> None:
    others = [at for at in range(len(rows)) if at != left_out]
    without = solve([rows[at] for at in others], COLUMNS, TARGETS[others], RIDGE, [])
    found = solve(rows, COLUMNS, TARGETS, RIDGE, [left_out])
    np.testing.assert_allclose(found.predictions[0], dense(rows)[left_out] @ without.weights, atol=1e-5)
