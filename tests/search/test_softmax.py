"""Logistic regression finds the one minimum of its loss, and its probabilities are probabilities."""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.sparse import csr_array

from eig_bot.search.softmax import fit, softmax

PENALTY = 0.1
CLASSES = 3
ROWS = np.random.default_rng(1).random((40, 6)).astype(np.float32)
LABELS = np.argmax(ROWS[:, :CLASSES], axis=1)


def loss(weights: np.ndarray[tuple[int, ...], np.dtype[np.floating]]) -> float:
    logits = ROWS.astype(float) @ weights.reshape(6, CLASSES)
    likely = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return float(-likely[np.arange(40), LABELS].sum() + PENALTY / 2 * np.square(weights).sum())


def test_the_weights_are_those_of_the_least_loss() -> None:
    least = minimize(loss, np.zeros(6 * CLASSES), method="BFGS").fun
    assert loss(fit(csr_array(ROWS), LABELS, CLASSES, PENALTY)) == pytest.approx(least, rel=1e-4)


def test_most_examples_are_of_the_class_that_they_are_said_to_be() -> None:
    predicted = np.argmax(ROWS @ fit(csr_array(ROWS), LABELS, CLASSES, PENALTY), axis=1)
    assert np.mean(predicted == LABELS) > 0.9


def test_more_penalty_gives_smaller_weights() -> None:
    small, large = (np.abs(fit(csr_array(ROWS), LABELS, CLASSES, penalty)).sum() for penalty in (10.0, 0.1))
    assert small < large


def test_a_class_without_example_is_unlikely() -> None:
    weights = fit(csr_array(ROWS), LABELS, CLASSES + 1, PENALTY)
    assert softmax(ROWS @ weights)[:, CLASSES].max() < 0.1


def test_probabilities_sum_to_one_however_large_the_logits() -> None:
    assert softmax(np.array([[1e4, 0, -1e4], [0, 0, 0]], dtype=np.float32)).sum(axis=1) == pytest.approx([1, 1])


def test_examples_without_features_are_told_apart_by_nothing() -> None:
    weights = fit(csr_array(np.zeros((4, 2), dtype=np.float32)), np.array([0, 1, 0, 1]), 2, PENALTY)
    assert weights == pytest.approx(np.zeros((2, 2)))
