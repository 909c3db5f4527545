"""Voters on different scales are added as equals, by their weights."""

import numpy as np
import pytest

from eig_bot.search.fusion import SPELT_OUT, WHOLE, Votes, standardised


def floats(*values: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.array(values, dtype=np.float32)


FLAT = floats(0, 0, 0, 0)
ONE = floats(0, 9, 0, 0)


def votes(spelt_out: np.ndarray = FLAT, whole: np.ndarray = FLAT, typed: np.ndarray = FLAT, meant: np.ndarray = FLAT) -> Votes:
    return Votes(spelt_out, whole, typed, not_ours=-5.0, meant=meant, means_not_ours=-5.0)


def test_scores_are_told_in_deviations() -> None:
    found = standardised(floats(1, 2, 3, 10))
    assert (found.mean(), found.std()) == (pytest.approx(0, abs=1e-6), pytest.approx(1))


def test_where_none_differs_none_stands_out() -> None:
    assert standardised(floats(3, 3, 3)).tolist() == [0, 0, 0]
    assert votes().fused.tolist() == [0, 0, 0, 0]


def test_no_voter_counts_for_more_because_its_scores_are_larger() -> None:
    small, large = votes(spelt_out=ONE, typed=floats(1, 0, 0, 0)), votes(spelt_out=1000 * ONE, typed=floats(1, 0, 0, 0))
    assert small.fused == pytest.approx(large.fused, abs=1e-5)


def test_one_voter_is_outvoted_by_the_one_that_counts_for_more_and_by_two_others_together() -> None:
    other = floats(0, 0, 9, 0)
    assert np.argmax(votes(spelt_out=other, typed=ONE).fused) == 1
    assert SPELT_OUT + WHOLE >= 1
    assert np.argmax(votes(spelt_out=other, whole=other, typed=floats(0, 9, 1, 0)).fused) == 2


def test_one_reading_is_taken_as_it_is() -> None:
    alone = votes(typed=ONE)
    assert Votes.mixed([alone], [1.0]) is alone


def test_readings_are_mixed_by_their_shares() -> None:
    here, there = (
        votes(spelt_out=scores, meant=np.log(floats(*probabilities)))
        for scores, probabilities in ((ONE, (0.5, 0.2, 0.2, 0.1)), (FLAT, (0.1, 0.6, 0.2, 0.1)))
    )
    mixed = Votes.mixed([here, there], [0.75, 0.25])
    assert mixed.spelt_out.tolist() == [0, 6.75, 0, 0]
    assert np.exp(mixed.meant) == pytest.approx([0.4, 0.3, 0.2, 0.1])
