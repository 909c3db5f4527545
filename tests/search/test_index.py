"""Evidence is added up; dated pages, notices of the site and pages for others weigh less."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from eig_bot.knowledge.passage import KnowledgeBase, Passage, Site
from eig_bot.search.index import Index, sentences_of
from eig_bot.search.message import Message
from eig_bot.search.vectors import Floats

REFERENCE = Passage("ruche.md", 1, ("La ruche",), "Le miel de la ruche se récolte en juillet, à deux.")
ZEROS = np.zeros(2, dtype=np.float32)


def scores(index: Index, question: str, by_phrasing: Floats = ZEROS) -> list[float]:
    query = index.understanding.query(Message.read(question))
    lexical, _ = index.lexical.scores(query.concepts)
    return [float(score) for score in index.fused(query, lexical, by_phrasing)]


@pytest.mark.parametrize(
    "lesser",
    [
        replace(REFERENCE, page="post.md", published=date(2030, 1, 1)),
        replace(REFERENCE, page="enfants.md", audience="enfants"),
        replace(REFERENCE, page="cookies.md", heading_path=("Cookies", "La ruche")),
        replace(REFERENCE, page="court.md", text="Le miel de la ruche."),
    ],
    ids=["a post", "for others", "a notice of the site", "a few words"],
)
def test_some_pages_weigh_less_than_a_reference_page(lesser: Passage) -> None:
    index = Index(KnowledgeBase((REFERENCE, lesser), site=Site(audience="adultes")))
    evidence = np.full(2, 0.5, dtype=np.float32)
    reference, other = scores(index, "", evidence)
    assert 0 < other < reference


def test_a_passage_that_holds_what_is_asked_for_gains() -> None:
    index = Index(KnowledgeBase((REFERENCE, replace(REFERENCE, page="prix.md", text="Le miel de la ruche coûte 8 € le pot."))))
    evidence = np.full(2, 0.5, dtype=np.float32)
    without, with_amount = scores(index, "combien", evidence)
    assert with_amount > without


def test_words_shared_and_phrasings_add_up() -> None:
    index = Index(KnowledgeBase((REFERENCE, replace(REFERENCE, page="haie.md", text="La haie se taille en mars, à trois."))))
    assert scores(index, "miel")[0] > scores(index, "miel")[1]
    assert scores(index, "miel", np.array([0.0, 0.9], dtype=np.float32))[1] > scores(index, "miel")[0]


def test_a_question_without_a_word_is_worth_one() -> None:
    index = Index(KnowledgeBase((REFERENCE,)))
    assert set(index.worth(index.understanding.query(Message.read("?")))) == {1.0}


def test_sentences_are_the_heading_and_those_of_the_text_without_their_addresses() -> None:
    passage = replace(REFERENCE, text="Le miel se [récolte](https://jardins.example/miel/) en juillet. Puis vient l'hiver.")
    assert sentences_of(passage) == ("La ruche", "Le miel se récolte en juillet.", "Puis vient l'hiver.")
