"""The words that a passage shares with a question make its score."""

import pytest

from eig_bot.knowledge.passage import Passage
from eig_bot.search.analyzer import terms
from eig_bot.search.lexical import LexicalIndex


def passage(heading: str, text: str, questions: tuple[str, ...] = (), tags: tuple[str, ...] = ()) -> Passage:
    return Passage("a.md", 1, ("Jardins", heading), text, questions=questions, tags=tags)


PASSAGES = (
    passage("Le compost", "Des feuilles mortes au jardin."),
    passage("Les feuilles", "Ratissez le jardin en automne, puis le compost."),
    passage("Les outils", "La bêche du jardin est au cabanon.", questions=("où est le râteau",), tags=("prêt",)),
    passage("Le robinet", "Fermez-le ; voyez [le jardin des eaux](https://jardins.example/fontaine/)."),
)


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    return LexicalIndex(PASSAGES)


def scores(index: LexicalIndex, text: str) -> list[float]:
    return [float(score) for score in index.scores([[(term, 1.0)] for term in terms(text)])[0]]


@pytest.mark.parametrize(
    ("field", "typed", "found"),
    [
        ("heading", "robinet", 3),
        ("text", "bêches", 2),
        ("phrasing", "râteaux", 2),
        ("tag", "prêts", 2),
        ("label of a link", "eaux", 3),
    ],
)
def test_a_word_of_any_field_finds_its_passage(index: LexicalIndex, field: str, typed: str, found: int) -> None:
    assert [at for at, score in enumerate(scores(index, typed)) if score > 0] == [found], field


def test_a_heading_says_more_than_a_text(index: LexicalIndex) -> None:
    compost = scores(index, "compost")
    assert compost[0] > compost[1] > 0


def test_a_rare_word_counts_more_than_a_common_one(index: LexicalIndex) -> None:
    assert index.concept_idf([(terms("bêche")[0], 1.0)]) > index.concept_idf([(terms("jardin")[0], 1.0)])


def test_more_words_in_common_score_more(index: LexicalIndex) -> None:
    assert scores(index, "bêche du cabanon")[2] > scores(index, "bêche")[2]


def test_an_unknown_word_scores_nowhere(index: LexicalIndex) -> None:
    assert not any(scores(index, "locomotive"))


def test_an_address_is_not_searched(index: LexicalIndex) -> None:
    assert not any(scores(index, "fontaine"))


def test_a_concept_is_credited_once_with_its_best_term(index: LexicalIndex) -> None:
    outil, beche = terms("outils bêche")
    both, _ = index.scores([[(outil, 1.0), (beche, 0.5)]])
    best, _ = index.scores([[(outil, 1.0)]])
    assert float(both[2]) == float(best[2])


def test_the_share_that_is_matched_never_exceeds_what_the_question_is_worth(index: LexicalIndex) -> None:
    concepts = [[(term, 1.0)] for term in terms("bêche du jardin et locomotive")]
    _, matched = index.scores(concepts)
    assert 0 < float(max(matched)) < sum(map(index.concept_idf, concepts))


def test_an_index_of_nothing_finds_nothing() -> None:
    assert list(LexicalIndex(()).scores([[("jardin", 1.0)]])[0]) == []
