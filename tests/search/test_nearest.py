"""The nearest example of each class, beside a naive search."""

import numpy as np
import pytest

from eig_bot.search.nearest import Nearest
from eig_bot.search.vectors import SparseVector

FEATURES, CLASSES = 12, 4


def sparse(dense: np.ndarray) -> SparseVector:
    numbers = np.flatnonzero(dense).astype(np.int32)
    return numbers, dense[numbers].astype(np.float32)


@pytest.fixture
def examples() -> np.ndarray:
    dice = np.random.default_rng(20_310_410)
    dense = dice.uniform(size=(30, FEATURES)) * (dice.uniform(size=(30, FEATURES)) < 0.4)
    dense[:, 0] += 0.1
    found: np.ndarray = dense / np.linalg.norm(dense, axis=1, keepdims=True)
    return found


@pytest.fixture
def labels() -> list[int]:
    return [at % (CLASSES + 1) for at in range(30)]


def test_it_finds_what_comparing_with_every_example_finds(examples: np.ndarray, labels: list[int]) -> None:
    nearest = Nearest.index([sparse(row) for row in examples], FEATURES, labels)
    products = examples @ examples[7]
    expected = [max(products[at] for at in range(30) if labels[at] == label) for label in range(CLASSES)]
    assert nearest.similarities(sparse(examples[7]), CLASSES) == pytest.approx(expected, abs=1e-3)


def test_an_example_is_as_near_to_itself_as_can_be(examples: np.ndarray, labels: list[int]) -> None:
    nearest = Nearest.index([sparse(row) for row in examples], FEATURES, labels)
    assert nearest.similarities(sparse(examples[0]), CLASSES)[labels[0]] == pytest.approx(1, abs=1e-3)


def test_what_has_no_feature_is_near_to_nothing(examples: np.ndarray, labels: list[int]) -> None:
    nearest = Nearest.index([sparse(row) for row in examples], FEATURES, labels)
    assert nearest.similarities(sparse(np.zeros(FEATURES)), CLASSES).tolist() == [0.0] * CLASSES


def test_an_index_survives_the_way_through_arrays(examples: np.ndarray, labels: list[int]) -> None:
    nearest = Nearest.index([sparse(row) for row in examples], FEATURES, labels)
    kept = Nearest.from_arrays(nearest.arrays("p") | {"q_starts": np.zeros(1)}, "p")
    row = sparse(examples[3])
    assert kept.similarities(row, CLASSES).tolist() == nearest.similarities(row, CLASSES).tolist()
