"""The engines compared say how sure they are: the best hit first, and nothing for a question without words."""

import pytest

from benchmarks.engines import SHOWN, Bm25s, Engine, Fts5, RapidFuzz, Tantivy
from eig_bot.knowledge.passage import KnowledgeBase

LIBRARIES = {Bm25s: "bm25s", Tantivy: "tantivy"}


@pytest.mark.parametrize("make", [Fts5, RapidFuzz, Bm25s, Tantivy])
def test_hits_come_with_falling_scores_the_right_one_first(make: type[Engine], garden: KnowledgeBase) -> None:
    if library := LIBRARIES.get(make):
        pytest.importorskip(library, reason="comes with `make bench`")
    engine = make()
    engine.index(garden)
    found = engine.find(garden.passages[0].questions[0])
    scores = [hit.score for hit in found]
    assert garden.passages[found[0].number] is garden.passages[0]
    assert scores == sorted(scores, reverse=True)
    assert (len(found) <= SHOWN, min(scores) > 0) == (True, True)


def test_a_question_without_words_finds_nothing(garden: KnowledgeBase) -> None:
    engine = Fts5()
    engine.index(garden)
    assert list(engine.find("?!")) == []
