"""Weights in a byte each say what the whole ones say."""

import numpy as np

from eig_bot.search.vectors import Weights

WEIGHTS = np.random.default_rng(20_310_410).normal(size=(40, 7)).astype(np.float32)
ROW = np.array([3, 17, 39], dtype=np.int32), np.array([0.6, -0.64, 0.48], dtype=np.float32)


def test_scores_are_those_of_the_whole_weights_within_a_step() -> None:
    whole = ROW[1] @ WEIGHTS[ROW[0]]
    largest_step = np.abs(WEIGHTS).max() / 127
    assert np.abs(Weights.of(WEIGHTS).times(ROW) - whole).max() < 2 * largest_step


def test_the_largest_weight_of_a_feature_is_kept_whole() -> None:
    rounded = Weights.of(WEIGHTS)
    assert np.allclose(np.abs(rounded.steps).max(axis=1) * rounded.scales, np.abs(WEIGHTS).max(axis=1))


def test_a_feature_that_says_nothing_says_nothing() -> None:
    assert Weights.of(np.zeros((40, 7), dtype=np.float32)).times(ROW).tolist() == [0.0] * 7


def test_a_text_without_features_has_no_score() -> None:
    nothing = np.array([], dtype=np.int32), np.array([], dtype=np.float32)
    assert Weights.of(WEIGHTS).times(nothing).tolist() == [0.0] * 7
