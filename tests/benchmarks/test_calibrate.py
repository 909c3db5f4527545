"""The general calibration is fitted on folders without phrasings, and written as the package reads it."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
import yaml

from benchmarks import calibrate
from benchmarks.bare import bare
from benchmarks.calibrate import Seen
from benchmarks.corpus import Question
from eig_bot.knowledge.library import Library
from eig_bot.search.confidence import USUAL, Calibration, Signals
from tests.garden import FOLDER

WIDTH = len(fields(Signals))
TRUE = Calibration(-2.0, USUAL)


def seen(count: int = 400, seed: int = 1) -> Seen:
    """What a folder shows whose first hits are right as `TRUE` says."""
    chance = np.random.default_rng(seed)
    signals = chance.uniform(0, 1, (count, WIDTH))
    right = tuple(bool(chance.random() < TRUE.probability(*row)) for row in signals)
    return Seen("jardins", signals, right)


def test_what_is_fitted_states_what_is_observed() -> None:
    folder = seen()
    stated = [calibrate.fitted([folder]).probability(*row) for row in folder.signals]
    assert np.mean(stated) == pytest.approx(np.mean(folder.right), abs=0.05)
    assert calibrate.log_loss(calibrate.fitted([folder]), folder) < calibrate.log_loss(Calibration(0.0, (0.0,) * WIDTH), folder)


def test_a_small_folder_weighs_as_much_as_a_large_one() -> None:
    signals = np.full((1, WIDTH), 0.5)
    never, always = Seen("petit", signals, (False,)), Seen("grand", np.repeat(signals, 900, axis=0), (True,) * 900)
    assert calibrate.fitted([never, always]).probability(*signals[0]) == pytest.approx(0.5, abs=0.01)


def test_the_file_is_as_the_package_reads_it() -> None:
    values = yaml.safe_load(calibrate.as_yaml(TRUE, [seen(3)]))
    assert list(values) == ["intercept", *(field.name for field in fields(Signals))]
    assert (values["intercept"], *list(values.values())[1:]) == (-2.0, *USUAL)


def test_a_question_is_seen_with_whether_its_first_hit_is_right(tmp_path: Path) -> None:
    garden = Library(bare(FOLDER, tmp_path / "bare")).load()
    passage = garden.passages[0]
    asked = [
        Question(passage.section, frozenset({0})),
        Question("crêpes", frozenset(), is_foreign=True),
        Question("?", frozenset()),
    ]
    found = calibrate.seen_in("jardins", garden, asked)
    assert (found.signals.shape, found.right) == ((2, WIDTH), (True, False))


def test_the_open_halves_are_questions_to_the_shipped_folder() -> None:
    knowledge = Library(Path(__file__).parents[2] / "knowledge").load()
    asked = calibrate.own_questions(knowledge)
    assert all(bool(question.right) != question.is_foreign for question in asked)
    assert len(asked) > 150
