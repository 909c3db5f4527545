"""Folders without phrasings are judged by a calibration that has not seen them."""

from dataclasses import fields

import numpy as np
import pytest

from benchmarks import bare_folders
from benchmarks.bare_folders import Asked, Bare
from benchmarks.corpus import Question
from benchmarks.observed import Observed
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search.confidence import Unasked

WIDTH = len(fields(Unasked))
MILK = Passage("lait.md", 1, ("Le lait",), "La crémerie ouvre le mardi.")
BREAD = Passage("pain.md", 1, ("Le pain",), "Le four chauffe dès six heures.")
SHOP = Bare(
    "épicerie",
    KnowledgeBase((MILK, BREAD)),
    (
        Question("quand ouvre la crémerie ?", frozenset({0})),
        Question("à quelle heure chauffe le four ?", frozenset({1})),
        Question("où acheter des vis ?", frozenset(), is_foreign=True),
    ),
)


def test_a_small_folder_weighs_as_much_as_a_large_one() -> None:
    signals = np.full((1, WIDTH), 0.5)
    never, always = Observed("petit", signals, (False,)), Observed("grand", np.repeat(signals, 900, axis=0), (True,) * 900)
    assert bare_folders.calibrated([never, always]).probability(*signals[0]) == pytest.approx(0.5, abs=0.01)


def test_each_folder_is_judged_by_the_others() -> None:
    signals = np.full((10, WIDTH), 0.5)
    wrong, right = Observed("faux", signals, (False,) * 10), Observed("juste", signals, (True,) * 10)
    told = bare_folders.left_out([Asked(one, (True,) * 10, 1.0) for one in (wrong, right)])
    assert min(said for said, _ in told[0]) > 0.9
    assert max(said for said, _ in told[1]) < 0.1


def test_groups_are_of_equal_size_and_go_from_the_least_sure_to_the_surest() -> None:
    told = [(at / 100, at >= 50) for at in range(100)]
    found = bare_folders.groups(told)
    assert [count for _, _, count in found] == [25] * 4
    assert [seen for _, seen, _ in found] == [0.0, 0.0, 1.0, 1.0]


def test_the_surest_questions_are_at_the_least_risk() -> None:
    assert bare_folders.risks([(0.9, True), (0.8, True), (0.7, False), (0.3, True), (0.1, False)]) == pytest.approx(
        [0, 0, 1 / 3, 1 / 4, 2 / 5]
    )


def test_a_folder_is_asked_what_it_answers_and_what_it_does_not() -> None:
    found = bare_folders.ask(SHOP, words_alone=True)
    assert (found.own, found.at_1, found.at_3) == ((True, True, False), 1.0, 1.0)
    assert found.seen.right == (True, True, False)


def test_words_alone_rank_without_vectors() -> None:
    assert SHOP.ranker(words_alone=True).learnt.meaning is None
    assert SHOP.ranker().learnt.meaning is not None


def test_the_made_folders_have_questions_of_all_kinds_and_passages_that_answer_them() -> None:
    folders = list(bare_folders.made())
    assert len(folders) >= 9
    for folder in folders:
        assert sum(bool(question.right) for question in folder.questions) >= 45, folder.name
        assert sum(question.is_foreign for question in folder.questions) >= 30, folder.name
