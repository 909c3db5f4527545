"""The calibration of several voters is fitted on labelled messages, and written as the package reads it."""

import json
from dataclasses import fields, replace
from pathlib import Path

import click
import numpy as np
import pytest
import yaml

from benchmarks import calibrate_voters
from benchmarks.calibrate_voters import Labelled, of_file
from benchmarks.sets import is_kept
from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.search.belief import Belief
from eig_bot.search.confidence import Calibration
from eig_bot.search.ranker import Ranker

WIDTH = len(fields(Belief))
TRUE = Calibration(-1.0, (2.0,) + (0.0,) * (WIDTH - 1))


def test_what_is_fitted_states_what_is_observed() -> None:
    chance = np.random.default_rng(1)
    values = chance.uniform(0, 1, (800, WIDTH))
    right = np.array([chance.random() < TRUE.probability(*row) for row in values])
    stated = np.array([calibrate_voters.fitted(values, right).probability(*row) for row in values])
    assert stated.mean() == pytest.approx(right.mean(), abs=0.02)
    assert np.mean(stated[values[:, 0] > 0.8]) > np.mean(stated[values[:, 0] < 0.2]) + 0.2


def test_the_report_tells_a_good_confidence_from_a_bad_one() -> None:
    right = np.array([True, True, False, False])
    good, bad = np.array([0.9, 0.8, 0.2, 0.1]), np.array([0.1, 0.2, 0.8, 0.9])
    assert "area 1.000" in calibrate_voters.report(good, right)
    assert "area 0.000" in calibrate_voters.report(bad, right)


def test_the_file_is_as_the_package_reads_it() -> None:
    values = yaml.safe_load(calibrate_voters.as_yaml(TRUE, 800))
    assert list(values) == ["intercept", *(field.name for field in fields(Belief))]
    assert tuple(values.values()) == (-1.0, *TRUE.weights)


def test_a_file_holds_messages_and_threads_and_what_nothing_answers(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "q": "prix ?", "accept": [["a.md", "Prix"]], "kind": "answer"},
        {
            "id": "b",
            "turns": [{"q": "merci", "kind": "small_talk"}, {"q": "piscine ?", "kind": "absent", "accept": [["a.md", "x"]]}],
        },
        {"id": "c", "q": "eau ?", "facts": ["midi"]},
    ]
    (tmp_path / "set.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert list(of_file(tmp_path / "set.jsonl")) == [
        Labelled("a/1", "prix ?", (), frozenset({("a.md", "Prix")})),
        Labelled("b/2", "piscine ?", ("merci",), frozenset()),
        Labelled("c/1", "eau ?", (), frozenset(), ("midi",)),
    ]


def test_no_row_of_a_kept_half_is_read() -> None:
    file = Path(calibrate_voters.__file__).with_name("questions") / "questions.jsonl"
    found = [one.id.partition("/")[0] for one in of_file(file)]
    assert found
    assert not any(map(is_kept, found))


def test_a_passage_is_right_by_its_place_or_by_what_it_says(garden: KnowledgeBase) -> None:
    passage = garden.passages[0]
    by_place = Labelled("a", "", (), frozenset({(passage.page, passage.section)}))
    assert by_place.is_answered_by(passage)
    assert not by_place.is_answered_by(replace(passage, page="ailleurs.md"))
    assert Labelled("a", "", (), frozenset(), (passage.title,)).is_answered_by(passage)
    assert not Labelled("a", "", (), frozenset()).is_answered_by(passage)


def test_a_folder_with_one_voter_has_nothing_to_calibrate(ranker: Ranker) -> None:
    with pytest.raises(click.ClickException, match="too few phrasings"):
        calibrate_voters.seen_of([Labelled("a", "combien coûte une parcelle", (), frozenset())], ranker)
