"""Engines are compared on the same terms: the first hit, the first three, and what their scores are worth."""

from collections.abc import Sequence

from benchmarks.engines import Found, Fts5
from benchmarks.marks import Share
from benchmarks.replies import Reply
from benchmarks.sets import Asked, Wanted
from benchmarks.verdicts import Verdict, bounded, of_bot, of_engine
from eig_bot.knowledge.passage import KnowledgeBase

OURS = Asked("q1", "une parcelle ?", Wanted.ANSWER, "plain", (("potagers.md", "Demander"),))
FOREIGN = Asked("o1", "la recette des crêpes ?", Wanted.NOTHING, "far")


class Fixed:
    """Finds the same passages whatever is asked."""

    def __init__(self, *hits: Found) -> None:
        self._hits = hits

    def index(self, knowledge: KnowledgeBase) -> None:
        """Nothing to read."""

    def find(self, question: str) -> Sequence[Found]:  # noqa: ARG002 - as every engine
        return self._hits


def verdict(*, score: float, right: bool = False, ours: bool = True) -> Verdict:
    return Verdict(OURS if ours else FOREIGN, right, right, (score,))


def place(knowledge: KnowledgeBase, number: int) -> Asked:
    passage = knowledge.passages[number]
    return Asked("q1", passage.section, Wanted.ANSWER, "plain", ((passage.page, passage.section),))


def test_the_first_hit_and_the_first_three_are_told_apart(garden: KnowledgeBase) -> None:
    engine = Fixed(Found(1, 5.0), Found(0, 3.0))
    second, first = of_engine(engine, garden, [place(garden, 0), place(garden, 1)])
    assert (first.is_first_right, second.is_first_right, second.is_among_three) == (True, False, True)
    assert first.signals == (5.0, 2.0)


def test_what_finds_nothing_is_wrong_and_never_answers(garden: KnowledgeBase) -> None:
    found = of_engine(Fixed(), garden, [place(garden, 0)])
    assert (found[0].is_first_right, found[0].signals) == (False, ())


def test_a_real_engine_finds_a_heading(garden: KnowledgeBase) -> None:
    engine = Fts5()
    engine.index(garden)
    assert of_engine(engine, garden, [place(garden, 0)])[0].is_first_right


def test_the_bot_is_judged_by_the_confidence_that_it_states() -> None:
    said = Reply(OURS, "no_answer", 0.3, OURS.accept, "")
    assert of_bot([said]) == [Verdict(OURS, is_first_right=True, is_among_three=True, signals=(0.3,))]


def test_answers_are_given_from_the_lowest_score_at_which_few_mislead() -> None:
    found = [verdict(score=score, right=True) for score in (9, 8, 7, 2)]
    found += [verdict(score=6), verdict(score=3), verdict(score=7.5, ours=False), verdict(score=1, ours=False)]
    assert bounded(found, misleading=0.17).right == Share(3, 6)
    assert bounded(found, misleading=0.4) == bounded(found, misleading=0.34)
    assert bounded(found, misleading=0.34).right == Share(4, 6)
    assert bounded(found, misleading=0.17).held_back == Share(1, 2)


def test_equal_scores_are_answered_together_or_not_at_all() -> None:
    found = [verdict(score=5, right=True), verdict(score=5), verdict(score=4, right=True)]
    assert bounded(found, misleading=0.3).right == Share(0, 3)


def test_an_engine_is_given_its_better_signal() -> None:
    found = [Verdict(OURS, False, False, (9.0, 0.1)), Verdict(OURS, True, True, (1.0, 0.9))]
    assert bounded(found, misleading=0.0).right == Share(1, 2)
