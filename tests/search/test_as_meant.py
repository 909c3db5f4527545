"""Texts in other words than those that were learnt go to the class that asks the same."""

import numpy as np
import pytest

from eig_bot.search.as_meant import MeantModel

LEARNT = {
    0: ("combien coûte une parcelle par an ?", "quel est le prix du loyer", "le tarif annuel, il est de combien"),
    1: ("à quelle heure ouvre le jardin ?", "les horaires d'ouverture", "est-ce fermé le dimanche"),
    2: ("quelle est la capitale de l'Australie", "un film à voir ce soir", "mon chat ne mange plus"),
}


@pytest.fixture(scope="module")
def model() -> MeantModel:
    examples = [(text, label) for label, texts in LEARNT.items() for text in texts]
    return MeantModel.fit([text for text, _ in examples], [label for _, label in examples], len(LEARNT))


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ("what does it cost?", 0),
        ("on paie quelle somme chaque année", 0),
        ("on peut venir le week-end ?", 1),
        ("une série policière à me conseiller ?", 2),
    ],
)
def test_a_question_in_other_words_is_of_the_class_that_asks_the_same(model: MeantModel, asked: str, label: int) -> None:
    assert int(np.argmax(model.log_probabilities(asked, asked))) == label


def test_probabilities_sum_to_one(model: MeantModel) -> None:
    assert np.exp(model.log_probabilities("le prix ?", "le prix")).sum() == pytest.approx(1, abs=1e-5)


def test_what_is_kept_says_the_same(model: MeantModel) -> None:
    kept = MeantModel.from_arrays(model.arrays("p") | {"q_weights": np.zeros(1)}, "p")
    assert kept.log_probabilities("le prix ?", "le prix").tolist() == model.log_probabilities("le prix ?", "le prix").tolist()


def test_of_a_long_text_the_beginning_counts(model: MeantModel) -> None:
    asked = "combien coûte une parcelle ? ".ljust(600, ".")
    longer = asked + " horaires" * 500
    assert model.log_probabilities(longer, longer).tolist() == model.log_probabilities(asked, asked).tolist()


def test_a_slip_counts_for_less_beside_what_was_meant(model: MeantModel) -> None:
    typed, corrected = "lé zorère douvertur", "les horaires d ouverture"
    assert model.log_probabilities(typed, corrected)[1] > model.log_probabilities(typed, typed)[1]
