"""The general calibrations are fitted on what was observed, and written as the package reads them."""

from dataclasses import fields

import numpy as np
import pytest
import yaml

from benchmarks import calibration
from benchmarks.bare_folders import stated
from benchmarks.observed import Observed
from eig_bot.search.belief import Belief
from eig_bot.search.confidence import USUAL, Calibration, Signals, Unasked

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
    new = stated(calibration.fitted(folder), folder)
    blind = stated(Calibration(0.0, (0.0,) * WIDTH), folder)
    assert calibration.calibration_gap(new) < 0.06 < calibration.calibration_gap(blind)
    assert calibration.log_loss(new) < calibration.log_loss(blind)


def test_each_question_is_stated_once_by_a_model_that_has_not_seen_its_thread() -> None:
    folder = observed(40)
    unseen, seen = calibration.unseen_threads(folder), stated(calibration.fitted(folder), folder)
    assert sorted(right for _, right in unseen) == sorted(folder.right)
    assert calibration.log_loss(unseen) > calibration.log_loss(seen)


def test_the_error_is_the_mean_distance_of_what_is_stated_and_comes_true() -> None:
    assert calibration.calibration_gap([(0.8, True), (0.8, False), (0.1, False), (0.1, False)]) == pytest.approx(
        (0.6 + 0.2) / 4
    )


def test_the_part_of_the_voters_is_as_the_package_reads_it() -> None:
    voters = yaml.safe_load(calibration.as_yaml(BELIEVED, observed(3)))["voters"]
    assert voters == {"intercept": 0.5} | {field.name: float(at) for at, field in enumerate(fields(Belief))}


def test_the_calibrations_of_folders_without_phrasings_can_be_written_alone() -> None:
    text = calibration.FILE.read_text(encoding="utf-8")
    assert text.startswith(calibration.HEAD)
    assert yaml.safe_load(text[text.index(calibration.VOTERS) :]).keys() == {"voters"}
    signals = {"intercept", *(field.name for field in fields(Unasked))}
    assert all(yaml.safe_load(text)[name].keys() == signals for name in ("words", "meaning"))
