"""The general calibrations are fitted on what was observed, and written as the package reads them."""

from dataclasses import fields

import numpy as np
import pytest
import yaml

from benchmarks import calibration
from benchmarks.observed import Observed
from eig_bot.search.belief import Belief
from eig_bot.search.confidence import USUAL, Calibration, Signals

WIDTH = len(fields(Signals))
TRUE = Calibration(-2.0, USUAL)
BELIEVED = Calibration(0.5, tuple(float(at) for at, _ in enumerate(fields(Belief))))


def observed(count: int = 400) -> Observed:
    """What a folder shows whose first hits are right as `TRUE` says, in threads of four."""
    chance = np.random.default_rng(1)
    signals = chance.uniform(0, 1, (count, WIDTH))
    right = tuple(bool(chance.random() < TRUE.probability(*row)) for row in signals)
    return Observed("jardins", signals, right, tuple(f"t{at // 4}" for at in range(count)))


def test_what_is_fitted_states_what_is_observed() -> None:
    folder = observed()
    new = calibration.stated(calibration.fitted([folder]), folder)
    blind = calibration.stated(Calibration(0.0, (0.0,) * WIDTH), folder)
    assert calibration.calibration_gap(new) < 0.06 < calibration.calibration_gap(blind)
    assert calibration.log_loss(new) < calibration.log_loss(blind)


def test_a_small_folder_weighs_as_much_as_a_large_one() -> None:
    signals = np.full((1, WIDTH), 0.5)
    never, always = Observed("petit", signals, (False,)), Observed("grand", np.repeat(signals, 900, axis=0), (True,) * 900)
    assert calibration.fitted([never, always]).probability(*signals[0]) == pytest.approx(0.5, abs=0.01)
    assert calibration.fitted([never, always], weighed=None).probability(*signals[0]) > 0.9


def test_each_question_is_stated_once_by_a_model_that_has_not_seen_its_thread() -> None:
    folder = observed(40)
    unseen, seen = calibration.unseen_threads(folder), calibration.stated(calibration.fitted([folder], None), folder)
    assert sorted(right for _, right in unseen) == sorted(folder.right)
    assert calibration.log_loss(unseen) > calibration.log_loss(seen)


def test_the_error_is_the_mean_distance_of_what_is_stated_and_comes_true() -> None:
    assert calibration.calibration_gap([(0.8, True), (0.8, False), (0.1, False), (0.1, False)]) == pytest.approx(
        (0.6 + 0.2) / 4
    )


def test_the_file_is_as_the_package_reads_it() -> None:
    values = yaml.safe_load(calibration.as_yaml(BELIEVED, TRUE, observed(3)))
    voters = values.pop("voters")
    assert list(values) == ["intercept", *(field.name for field in fields(Signals))]
    assert (values["intercept"], *list(values.values())[1:]) == (-2.0, *USUAL)
    assert voters == {"intercept": 0.5} | {field.name: float(at) for at, field in enumerate(fields(Belief))}
