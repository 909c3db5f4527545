"""What is learnt from a folder, and how it serves the folder's next version."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search import confidence, fitting
from eig_bot.search.cache import KEPT, Cache
from eig_bot.search.classes import spread_out
from eig_bot.search.fitting import QUICK, fitted, quickly, takes_long
from eig_bot.search.index import Index
from eig_bot.search.lexicon import more_off_topic
from eig_bot.search.message import Message
from eig_bot.search.ranker import Ranker
from eig_bot.search.reactions import Reaction

pytestmark = pytest.mark.usefixtures("fitted_anew")

RUCHE = Passage("ruche.md", 1, ("La ruche",), "Le miel se récolte en juillet.")
HAIE = Passage("haie.md", 1, ("La haie",), "La haie se taille en mars.")


def test_a_folder_without_phrasings_has_no_calibration_of_its_own_but_sentences_and_meaning() -> None:
    learnt = fitted(Index(KnowledgeBase((RUCHE, HAIE))), None)
    assert (learnt.calibration, learnt.told, learnt.classes) == (confidence.NOTHING_TOLD, 0.0, ())
    assert learnt.sentences is not None
    assert learnt.meaning is not None


def test_a_folder_with_phrasings_has_one_of_its_own(ranker: Ranker) -> None:
    assert ranker.learnt.told > 0
    assert ranker.learnt.calibration != confidence.NOTHING_TOLD


def test_classes_find_their_passages_again_when_these_have_moved(ranker: Ranker) -> None:
    passages = ranker.knowledge.passages
    backwards = tuple(reversed(passages))
    found = [backwards[at] for at in ranker.learnt.asked(backwards)]
    assert found == [passages[at] for at in ranker.learnt.asked(passages)]


def test_a_class_whose_passage_has_gone_finds_none(ranker: Ranker) -> None:
    asked = [passage for passage in ranker.knowledge.passages if passage.questions]
    assert ranker.learnt.asked([passage for passage in ranker.knowledge.passages if passage is not asked[0]])[0] == -1


def test_namesakes_are_told_apart_by_their_order() -> None:
    twice = (
        replace(RUCHE, questions=("quand récolter le miel",)),
        replace(RUCHE, text="Une.", questions=("combien de ruches",)),
    )
    assert fitted(Index(KnowledgeBase(twice)), None).asked(twice).tolist() == [0, 1]


def test_what_was_learnt_ranks_the_next_version_at_once(garden: KnowledgeBase, ranker: Ranker) -> None:
    edited = replace(garden, passages=(*garden.passages, RUCHE))
    hits = Ranker(edited, learnt=ranker.learnt).rank(Message.read("combien coûte une parcelle")).hits
    assert hits[0].passage.section == "Combien coûte une parcelle ?"


def test_a_passage_without_class_has_no_score_of_one() -> None:
    assert spread_out(np.array([0.5, 0.25, 0.1], dtype=np.float32), np.array([2, -1, 0]), 3).tolist() == [
        np.float32(0.1),
        0.0,
        0.5,
    ]


def test_what_is_learnt_quickly_finds_what_is_asked_and_is_kept_beside_the_rest(garden: KnowledgeBase, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    ranker = Ranker(garden, learnt=quickly(garden, cache))
    assert ranker.rank(Message.read("combien coûte une parcelle")).hits[0].passage.section == "Combien coûte une parcelle ?"
    assert not ranker.has_voters
    assert not cache.has(garden)
    assert quickly(garden, cache).calibration == ranker.learnt.calibration


def test_what_is_the_same_for_every_folder_is_fitted_for_the_first_one_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, thanks = Cache(tmp_path), Message.read("merci bien !")
    first = Ranker(KnowledgeBase((RUCHE,)), cache)
    monkeypatch.setattr(fitting, "general", lambda: pytest.fail("fitted again"))
    assert Ranker(KnowledgeBase((HAIE,)), cache).reaction(thanks) is first.reaction(thanks) is Reaction.THANKS


def test_it_is_kept_however_many_contents_come_after_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    learnt = fitted(Index(KnowledgeBase((RUCHE,))), cache)
    monkeypatch.setattr(fitting, "_fit", lambda *_: learnt)
    monkeypatch.setattr(fitting, "general", lambda: pytest.fail("fitted again"))
    for number in range(2 * KEPT):
        fitted(Index(KnowledgeBase((replace(RUCHE, text=f"Elle a {number} cadres."),))), cache)


def test_only_many_phrasings_take_long(garden: KnowledgeBase) -> None:
    many = replace(RUCHE, questions=tuple(f"question {number}" for number in range(QUICK + 1)))
    assert not takes_long(garden)
    assert takes_long(KnowledgeBase((many,)))


def test_a_folder_with_many_phrasings_has_several_voters(well_asked: Ranker, ranker: Ranker) -> None:
    assert well_asked.learnt.typed
    assert not ranker.learnt.typed


def test_far_subjects_are_learnt_by_what_they_mean_alone(well_asked: Ranker) -> None:
    text = more_off_topic()[0]
    example = Index(well_asked.knowledge).example(text, None)
    assert well_asked.learnt.meant
    assert int(np.argmax(well_asked.learnt.meant.log_probabilities(text, text))) == len(well_asked.learnt.classes)
    assert float(well_asked.learnt.phrasings.predict(example.text).likeness[-1]) < 0.9
