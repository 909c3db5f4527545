"""Phrasings are given to a folder at random, a larger step having those of a smaller one; and what counts as worse."""

import pytest

from benchmarks.few_phrasings import FOLDERS, STEPS, Counts, Folder, with_phrasings

NONE = Counts(right=20, helpful=30, misleading=5, off_topic=2)


@pytest.mark.parametrize("name", with_phrasings())
def test_each_folder_has_enough_questions_and_phrasings_all_of_which_have_their_passage(name: str) -> None:
    folder = Folder(FOLDERS / name)
    passages = folder.asked(folder.phrasings).passages
    assert sum(len(passage.questions) for passage in passages) == len(folder.phrasings) > max(STEPS)
    ours = [question for question in folder.questions if not question.off_topic]
    places = {(passage.page, passage.section) for passage in passages}
    assert len(ours) >= 40
    assert {(target.page, target.section) for question in ours for target in question.targets} <= places


@pytest.mark.parametrize("name", with_phrasings())
def test_no_question_is_one_of_the_phrasings(name: str) -> None:
    folder = Folder(FOLDERS / name)
    assert not {one.text.lower() for one in folder.phrasings} & {one.text.lower() for one in folder.questions}


def test_a_larger_step_of_a_draw_has_the_phrasings_of_a_smaller_one_and_another_draw_has_others() -> None:
    folder = Folder(FOLDERS / "cantine")
    assert set(folder.drawn(3, 0)) < set(folder.drawn(10, 0))
    assert folder.drawn(3, 0) != folder.drawn(3, 1)


@pytest.mark.parametrize(
    ("found", "is_worse"),
    [
        (NONE, False),
        (Counts(19, 29, 5, 2), False),
        (Counts(18, 30, 5, 2), True),
        (Counts(25, 30, 6, 2), True),
        (Counts(25, 30, 5, 3), True),
    ],
)
def test_one_right_answer_fewer_is_borne_and_nothing_wrong_more(found: Counts, is_worse: bool) -> None:
    assert found.is_worse_than(NONE) is is_worse
