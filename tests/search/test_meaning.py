"""Passages are compared with questions by what they mean, with vectors that are made once."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search import encoder, meaning
from eig_bot.search.blending import ENOUGH, Parts
from eig_bot.search.cache import Cache
from eig_bot.search.fitting import fitted, quickly
from eig_bot.search.index import Index
from eig_bot.search.meaning import Meaning, keys_of
from eig_bot.search.message import Message
from eig_bot.search.ranker import Ranker
from eig_bot.search.said import Said
from eig_bot.search.vectors import Floats

pytestmark = pytest.mark.usefixtures("fitted_anew")

REFUND = Passage("retour.md", 1, ("Renoncer à un achat",), "Vous avez quatorze jours pour nous renvoyer un article.")
HOURS = Passage("horaires.md", 1, ("Horaires",), "Le magasin ouvre du mardi au samedi.")
JOBS = Passage("emploi.md", 1, ("Travailler chez nous",), "Nous recrutons des vendeurs chaque printemps.")
SHOP = KnowledgeBase((HOURS, REFUND, JOBS))
ASKED = "je ne veux plus de ma commande, puis-je être remboursé ?"
"""Shares no word that carries meaning with any page."""


class Counting:
    """An encoder that tells what it was asked for."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> Floats:
        self.texts += texts
        return encoder.loaded().embed(texts)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    found = Counting()
    monkeypatch.setattr(meaning, "loaded", lambda: found)
    return found


def likeness(ranker: Ranker, typed: str) -> Floats:
    message, found = Message.read(typed), ranker.learnt.meaning
    assert found
    return found.likeness(message, Index(ranker.knowledge).understanding.query(message))


def test_a_passage_is_found_by_what_it_means_where_no_word_is_shared() -> None:
    ranker = Ranker(SHOP)
    assert likeness(ranker, ASKED).argmax() == 1
    assert ranker.rank(Message.read(ASKED)).hits[0].passage is REFUND
    assert Ranker(SHOP, learnt=replace(ranker.learnt, meaning=None)).rank(Message.read(ASKED)).confidence < 0.5


def test_vectors_are_the_same_whatever_stands_beside_a_text() -> None:
    alone, among = Meaning.of((REFUND,), {}), Meaning.of(SHOP.passages, {})
    assert np.array_equal(alone.vectors[0], among.vectors[1])


@pytest.mark.parametrize("typed", ["", "?!", "\N{SEEDLING}"])
def test_a_question_without_words_is_like_nothing(typed: str) -> None:
    assert likeness(Ranker(SHOP), typed).tolist() == [0.0] * 3


def test_an_edit_makes_the_vectors_of_what_it_changed_alone(tmp_path: Path, counting: Counting) -> None:
    cache = Cache(tmp_path)
    before = fitted(Index(SHOP), cache).meaning
    counting.texts.clear()
    edited = replace(JOBS, text="Nous cherchons un boulanger.")
    after = fitted(Index(replace(SHOP, passages=(HOURS, REFUND, edited))), cache).meaning
    assert before
    assert after
    assert [text for text in counting.texts if "article" in text or "ouvre" in text] == []
    assert any("boulanger" in text for text in counting.texts)
    assert np.array_equal(before.vectors[:2], after.vectors[:2])


def test_what_is_kept_ranks_as_what_is_new(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    new, kept = fitted(Index(SHOP), cache).meaning, fitted(Index(SHOP), cache).meaning
    assert new
    assert kept
    assert new.vectors.tolist() == kept.vectors.tolist()
    assert new.usual.tolist() == kept.usual.tolist()


def test_after_an_edit_passages_that_say_the_same_keep_sentences_and_meaning() -> None:
    before = Ranker(SHOP)
    edited = replace(HOURS, text="Le magasin est ouvert tous les jours.")
    after = Ranker(replace(SHOP, passages=(JOBS, edited, REFUND)), learnt=before.learnt)
    found, old = after.learnt.meaning, before.learnt.meaning
    assert found
    assert old
    assert found.vectors[[0, 2]].tolist() == old.vectors[[2, 1]].tolist()
    assert found.usual.tolist() == [old.usual[2], 0.0, old.usual[1]]
    assert likeness(after, ASKED).argmax() == 2
    assert after.learnt.sentences
    query = Index(SHOP).understanding.query(Message.read("quatorze jours pour renvoyer un article"))
    assert after.learnt.sentences.scores(query.text, 3).argmax() == 2
    assert after.learnt.sentences.scores(query.text, 3)[1] == 0


def test_what_is_learnt_quickly_is_words_alone(tmp_path: Path, counting: Counting) -> None:
    assert quickly(SHOP, Cache(tmp_path)).meaning is None
    assert counting.texts == []


def test_a_folder_whose_phrasings_tell_enough_has_no_vectors(counting: Counting) -> None:
    asked = tuple(replace(one, questions=tuple(f"{one.section} {at} ?" for at in range(ENOUGH))) for one in SHOP.passages)
    assert fitted(Index(replace(SHOP, passages=asked)), None).meaning is None
    assert counting.texts == []


def test_a_passage_whose_phrasings_tell_enough_has_no_part_in_it() -> None:
    asked = replace(REFUND, questions=tuple(f"rendre un article, façon {at}" for at in range(ENOUGH)))
    ranker = Ranker(replace(SHOP, passages=(HOURS, asked, JOBS)))
    said = Said(Parts.of(ranker.knowledge.passages, 1.0), None, ranker.learnt.meaning)
    weighed = said.weighed(likeness(ranker, ASKED))
    assert weighed is not None
    assert weighed[1] == 0


def test_too_many_passages_have_no_vectors(monkeypatch: pytest.MonkeyPatch, counting: Counting) -> None:
    monkeypatch.setattr(meaning, "MOST", 2)
    assert fitted(Index(SHOP), None).meaning is None
    assert counting.texts == []


def test_a_long_text_is_read_as_far_as_it_is_shown_to_the_encoder(counting: Counting) -> None:
    Meaning.of((replace(HOURS, text="mot " * 5_000),), {})
    assert max(map(len, counting.texts)) < 500


def test_keys_tell_contents_apart_and_nothing_else() -> None:
    same, other = replace(HOURS, line=9, url="https://magasin.example"), replace(HOURS, text="Fermé.")
    assert keys_of((HOURS, same, other)).tolist() == [*keys_of((HOURS,)).tolist() * 2, *keys_of((other,)).tolist()]
