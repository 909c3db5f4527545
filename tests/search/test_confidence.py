"""A probability is learnt from what was seen, and says as much as it should."""

from dataclasses import astuple, replace

import numpy as np
import pytest

from eig_bot.search import confidence
from eig_bot.search.confidence import EASIER, Calibration, Signals, Unasked, fit, general, logistic

GOOD = Signals(score=0.9, margin=0.6, coverage=1.0, off_topic=0.0)
BAD = Signals(score=0.2, margin=0.01, coverage=0.3, off_topic=0.4)


def probability(calibration: Calibration, signals: Signals) -> float:
    return calibration.probability(*astuple(signals))


def test_what_speaks_for_the_first_hit_makes_it_likelier() -> None:
    usual = Calibration(-1.0, confidence.USUAL)
    assert 0 < probability(usual, BAD) < 0.5 < probability(usual, GOOD) < 1


@pytest.mark.parametrize("name", ["score", "margin", "coverage"])
def test_each_signal_counts_in_its_direction(name: str) -> None:
    usual = Calibration(-1.0, confidence.USUAL)
    assert probability(usual, replace(BAD, **{name: 0.99})) > probability(usual, BAD)


FOUND = Unasked(score=0.3, lead=0.1, coverage=0.5, like_not_ours=0.2, agree=0.5)


@pytest.mark.parametrize("with_meaning", [False, True])
@pytest.mark.parametrize("name", ["score", "lead", "coverage"])
def test_without_phrasings_each_signal_counts_in_its_direction_too(name: str, with_meaning: bool) -> None:
    calibration, more = general(with_meaning=with_meaning), replace(FOUND, **{name: 0.9})
    assert calibration.probability(*astuple(more)) > calibration.probability(*astuple(FOUND))


@pytest.mark.parametrize("with_meaning", [False, True])
def test_what_is_like_what_is_not_ours_is_less_likely(with_meaning: bool) -> None:
    calibration, foreign = general(with_meaning=with_meaning), replace(FOUND, like_not_ours=0.9)
    assert calibration.probability(*astuple(foreign)) < calibration.probability(*astuple(FOUND))


def test_what_words_and_meaning_both_find_first_is_likelier() -> None:
    calibration, both = general(with_meaning=True), replace(FOUND, agree=1.0)
    assert calibration.probability(*astuple(both)) > calibration.probability(*astuple(FOUND))


def test_the_lead_is_over_the_best_three_others_and_agreement_the_share_of_those_that_find_it_first() -> None:
    scores = np.array([0.1, 0.8, 0.4, 0.3, 0.2], dtype=np.float32)
    found = Unasked.of(scores, 1, 0.5, 0.1, (1, 2))
    assert astuple(found) == pytest.approx((0.8, 0.5, 0.5, 0.1, 0.5))
    assert Unasked.of(scores[1:2], 0, 1.0, 0.0, (0,)).lead == pytest.approx(0.8)


@pytest.mark.parametrize("intercept", [-1e9, 1e9])
def test_no_signal_is_so_strong_that_the_sum_overflows(intercept: float) -> None:
    assert 0 <= Calibration(intercept, confidence.USUAL).probability(*astuple(GOOD)) <= 1


def test_a_signal_too_many_or_too_few_is_a_fault_of_the_code() -> None:
    with pytest.raises(ValueError, match="zip"):
        general(with_meaning=True).probability(1.0)


def test_a_hard_folder_is_less_sure_than_an_easy_one() -> None:
    seen = [GOOD, BAD] * 50
    easy, hard = fit(seen, [True, True] * 50), fit(seen, [True, False, False, False] * 25)
    assert probability(easy, GOOD) > probability(hard, GOOD)


def test_few_examples_leave_the_usual_weights_almost_as_they_are() -> None:
    assert fit([GOOD, BAD], [True, False]).weights == pytest.approx(confidence.USUAL, abs=0.2)


def test_a_real_question_is_easier_than_a_forgotten_phrasing() -> None:
    seen, right = [GOOD, BAD, GOOD, BAD], [True, False, False, True]
    bare = logistic(np.array([astuple(signals) for signals in seen]), right, confidence.USUAL)
    assert fit(seen, right).intercept == pytest.approx(bare.intercept + EASIER)


def test_the_logistic_model_states_the_share_that_it_saw() -> None:
    dice = np.random.default_rng(20_310_410)
    values = dice.uniform(0, 1, (4_000, 1))
    truth = 1 / (1 + np.exp(4 - 8 * values[:, 0]))
    found = logistic(values, (dice.uniform(size=4_000) < truth).tolist(), (8.0,), penalty=0.1)
    stated = np.array([found.probability(float(value)) for value in values[:, 0]])
    assert np.abs(stated - truth).max() < 0.05


def test_examples_that_are_all_alike_do_not_send_it_to_infinity() -> None:
    found = logistic(np.linspace(0, 1, 50)[:, None], [1.0] * 50, (8.0,), penalty=0.1)
    assert np.isfinite([found.intercept, *found.weights]).all()


def test_a_calibration_survives_the_way_through_an_array() -> None:
    found = general(with_meaning=True)
    assert Calibration.from_array(found.array()) == found


def test_the_margin_of_a_chosen_passage_is_over_the_best_of_the_others() -> None:
    scores, coverage = np.array([0.75, 0.25], dtype=np.float32), np.array([1.0, 0.5], dtype=np.float32)
    assert Signals.of(scores, coverage, 0.1) == Signals(score=0.75, margin=0.5, coverage=1.0, off_topic=0.1)
    assert Signals.of(scores, coverage, 0.1, at=1) == Signals(score=0.25, margin=-0.5, coverage=0.5, off_topic=0.1)
