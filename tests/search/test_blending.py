"""The first phrasings of a folder add to what it could answer, and take nothing away."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from benchmarks.few_phrasings import FOLDERS, Counts, Folder
from eig_bot.knowledge.passage import Passage
from eig_bot.search.blending import ENOUGH, OFTEN, Parts, blended, is_asked_often, nearest, part_in_confidence, told_by

RUCHE = Passage("ruche.md", 1, ("La ruche",), "Le miel se récolte en juillet.")
HAIE = Passage("haie.md", 1, ("La haie",), "La haie se taille en mars.")


def asked(passage: Passage, count: int) -> Passage:
    return replace(passage, questions=tuple(f"question {number}" for number in range(count)))


@pytest.fixture(scope="module")
def canteen() -> Folder:
    return Folder(FOLDERS / "cantine")


@pytest.fixture(scope="module")
def without(canteen: Folder) -> Counts:
    return canteen.counts(0)


@pytest.mark.parametrize(("phrasings", "draw"), [(1, 0), (10, 0), (10, 1)])
def test_a_few_phrasings_leave_a_folder_as_able_as_without(canteen: Folder, without: Counts, phrasings: int, draw: int) -> None:
    assert not canteen.counts(phrasings, draw).is_worse_than(without)


def test_a_hundred_phrasings_find_more_than_none(canteen: Folder, without: Counts) -> None:
    found = canteen.counts(100)
    assert found.right + found.helpful >= without.right + without.helpful - 1
    assert found.misleading <= without.misleading


def test_phrasings_tell_nothing_where_there_are_none_and_all_where_each_passage_has_enough() -> None:
    assert told_by([RUCHE, HAIE]) == told_by([]) == 0
    assert told_by([asked(RUCHE, ENOUGH), asked(HAIE, ENOUGH + 9)]) == 1


def test_they_tell_more_the_more_there_are_and_the_more_passages_have_some() -> None:
    one, both, many = ([asked(RUCHE, 4), HAIE], [asked(RUCHE, 4), asked(HAIE, 4)], [asked(RUCHE, ENOUGH), HAIE])
    assert 0 < told_by(one) < told_by(both) < 1
    assert 0 < told_by(one) < told_by(many) < 1


def test_several_voters_wait_until_passages_are_asked_often_not_only_a_few_of_them() -> None:
    assert is_asked_often([asked(RUCHE, OFTEN), asked(HAIE, OFTEN)])
    assert is_asked_often([asked(RUCHE, 2 * OFTEN), HAIE])
    assert not is_asked_often([asked(RUCHE, 2 * OFTEN), HAIE, HAIE])
    assert not is_asked_often([asked(RUCHE, OFTEN - 1)] * 40)


def test_posts_and_lists_of_headings_need_none() -> None:
    post, outline = replace(HAIE, published=date(2031, 3, 1)), replace(HAIE, is_outline=True)
    assert told_by([asked(RUCHE, ENOUGH), post, outline]) == 1


def test_one_phrasing_leaves_almost_all_of_the_part_of_sentences() -> None:
    passages = [asked(RUCHE, 1), HAIE]
    parts = Parts.of(passages, told_by(passages))
    assert 0 < parts.phrasings < 0.05
    assert parts.sentences.tolist() == pytest.approx([1, 1], abs=0.01)


def test_sentences_have_no_part_in_a_passage_whose_phrasings_tell_enough() -> None:
    assert Parts.of([asked(RUCHE, ENOUGH), HAIE], 1).sentences.tolist() == [0, 1]


def test_a_phrasing_that_is_asked_word_for_word_counts_as_much_as_a_sentence() -> None:
    sentences, phrasings = np.array([0.2, 0.4], dtype=np.float32), np.array([1.0, 0.4], dtype=np.float32)
    assert nearest(sentences, phrasings).tolist() == pytest.approx([1.0, 0.4])


def test_the_part_of_two_calibrations_goes_from_one_to_the_other() -> None:
    assert [blended(-1.0, 3.0, told) for told in (0, 0.5, 1)] == [-1.0, 0.0, 3.0]


def test_the_general_calibration_gives_way_later_than_the_ranking_by_sentences() -> None:
    assert part_in_confidence(0.5) < 0.5
