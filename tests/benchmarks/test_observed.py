"""What is observed of labelled questions: signals and beliefs, each with whether the first hit is right."""

from dataclasses import fields
from pathlib import Path

import pytest

from benchmarks import observed
from benchmarks.bare import bare
from benchmarks.corpus import Question
from benchmarks.sets import Asked, Wanted, open_half
from eig_bot.knowledge.library import Library
from eig_bot.search.belief import Belief
from eig_bot.search.cache import Cache
from eig_bot.search.confidence import Unasked
from eig_bot.search.ranker import Ranker
from tests.garden import FOLDER

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    """Over a folder with phrasings enough for several voters."""
    return Ranker(Library(ROOT / "knowledge").load(), Cache(ROOT / "data" / "cache"))


def test_a_question_alone_is_seen_with_whether_its_first_hit_is_right(tmp_path: Path) -> None:
    garden = Library(bare(FOLDER, tmp_path / "bare")).load()
    asked = [
        Question(garden.passages[0].section, frozenset({0})),
        Question("crêpes", frozenset(), is_foreign=True),
        Question("nobody knows", frozenset()),
    ]
    found = observed.by_signals("jardins", Ranker(garden), asked)
    assert (found.signals.shape, found.right) == ((2, len(fields(Unasked))), (True, False))


def test_voters_are_asked_within_threads_and_courtesies_are_left_out(ranker: Ranker) -> None:
    passage = ranker.knowledge.passages[0]
    place = ((passage.page, passage.section),)
    first = Asked("t1/1", passage.questions[0], Wanted.ANSWER, "plain", place)
    then = Asked("t1/2", "et plus en détail ?", Wanted.ANSWER, "plain", place, history=(first.text, "merci !"))
    thanks = Asked("t1/3", "merci !", Wanted.SMALL_TALK, "thanks", history=(first.text,))
    at_last = Asked("t1/4", "et en bref ?", Wanted.ANSWER, "plain", place, history=(first.text, then.text))
    found = observed.by_voters("ours", ranker, [first, then, thanks, at_last])
    names = [field.name for field in fields(Belief)]
    assert found.signals[:, names.index("in_thread")].tolist() == [0, 1, 1]
    assert found.signals[:, names.index("later")].tolist() == [0, 0, 1]
    assert (found.groups, found.right[0]) == (("t1", "t1", "t1"), True)


def test_some_of_what_was_observed_may_be_taken(ranker: Ranker) -> None:
    found = observed.by_voters("ours", ranker, open_half("questions")[:4])
    assert found.only([2, 2]).right == (found.right[2],) * 2
    assert found.only([2, 2]).signals.tolist() == [found.signals[2].tolist()] * 2


def test_the_first_messages_of_the_open_halves_are_questions_to_the_shipped_folder(ranker: Ranker) -> None:
    asked = observed.questions_alone(
        [*open_half("questions"), *open_half("off_topic"), *open_half("threads")], ranker.knowledge
    )
    assert all(bool(question.right) != question.is_foreign for question in asked)
    assert len(asked) > 150
