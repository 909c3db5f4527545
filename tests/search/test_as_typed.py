"""What was typed, letter by letter, tells which class it is of."""

import numpy as np
import pytest

from eig_bot.search.analyzer import words
from eig_bot.search.as_typed import TypedModel, TypedText, features

WATER, PRICE, NOT_OURS = range(3)
LEARNT = {
    "à quelle heure arroser": WATER,
    "peut-on arroser à midi": WATER,
    "horaires d'arrosage": WATER,
    "combien coûte une parcelle": PRICE,
    "le prix de la cotisation": PRICE,
    "quel montant payer, combien": PRICE,
    "à quelle heure ouvre la piscine": NOT_OURS,
    "qui a gagné le match": NOT_OURS,
    "le match de piscine": NOT_OURS,
}


@pytest.fixture(scope="module")
def model() -> TypedModel:
    return TypedModel.fit([TypedText(tuple(words(text)), label) for text, label in LEARNT.items()], 3)


def likely(model: TypedModel, text: str) -> list[float]:
    return [float(value) for value in np.exp(model.log_probabilities(words(text)))]


@pytest.mark.parametrize(
    ("text", "label"),
    [*LEARNT.items(), ("on arose à midi ?", WATER), ("combien la parcele", PRICE), ("piscinne", NOT_OURS), ("match", NOT_OURS)],
)
def test_a_text_learnt_or_typed_with_slips_finds_its_class(model: TypedModel, text: str, label: int) -> None:
    found = likely(model, text)
    assert found.index(max(found)) == label


@pytest.mark.parametrize("text", ["", "zzz qqq", *LEARNT])
def test_probabilities_sum_to_one(model: TypedModel, text: str) -> None:
    assert sum(likely(model, text)) == pytest.approx(1, abs=1e-5)


def test_a_model_kept_as_arrays_says_the_same(model: TypedModel) -> None:
    kept = TypedModel.from_arrays(model.arrays("a"), "a")
    for text in LEARNT:
        assert likely(kept, text) == likely(model, text)


def test_features_are_words_pairs_and_runs_of_letters_across_words() -> None:
    found = features(["la", "haie"])
    assert {"wla", "wla haie", "ca h", "c hai", "chaie"} <= set(found)


def test_what_one_example_alone_has_is_no_feature(model: TypedModel) -> None:
    names = bytes(model.arrays("a")["a_names"]).decode().split("\n")
    assert "wa" in names
    assert "wgagne" not in names
