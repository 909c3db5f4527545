from dataclasses import replace

from benchmarks.learning_curve import STEPS, Written
from eig_bot.knowledge.passage import KnowledgeBase, Passage

RUCHE = Passage("ruche.md", 1, ("La ruche",), "Le miel se récolte en juillet.", questions=("a", "b", "c", "d", "e"))
FOLDER = KnowledgeBase((RUCHE, replace(RUCHE, page="haie.md", questions=())), off_topic=("f", "g", "h"))


def test_each_passage_keeps_the_same_part_of_its_phrasings() -> None:
    half = Written(phrasings=2, off_topic=1).of(FOLDER)
    assert [passage.questions for passage in half.passages] == [("a", "c", "e"), ()]
    assert half.off_topic == FOLDER.off_topic


def test_what_is_not_ours_is_thinned_apart_from_the_phrasings() -> None:
    half = Written(phrasings=1, off_topic=2).of(FOLDER)
    assert half.passages == FOLDER.passages
    assert half.off_topic == ("f", "h")


def test_the_curve_ends_with_all_that_is_written() -> None:
    assert STEPS[-1].of(FOLDER) == FOLDER
