"""The model learns from phrasings which passage a question means, and what is not ours."""

import pytest

from eig_bot.search.analyzer import words
from eig_bot.search.phrasings import Example, PhrasingModel, Text

WATER, PRICE, NOT_OURS = range(3)
LEARNT = {
    "à quelle heure arroser": WATER,
    "peut-on arroser à midi": WATER,
    "horaires d'arrosage": WATER,
    "combien coûte une parcelle": PRICE,
    "le prix de la cotisation": PRICE,
    "quel montant payer": PRICE,
    "à quelle heure ouvre la piscine": NOT_OURS,
    "qui a gagné le match": NOT_OURS,
}


def example(text: str, label: int | None = None) -> Example:
    return Example(Text(tuple(words(text))), label)


@pytest.fixture(scope="module")
def model() -> PhrasingModel:
    return PhrasingModel.fit([*(example(text, label) for text, label in LEARNT.items()), example("bonjour à vous")], 3)


def scores(model: PhrasingModel, text: str) -> list[float]:
    return [float(score) for score in model.predict(Text(tuple(words(text)))).scores]


@pytest.mark.parametrize(("text", "label"), LEARNT.items())
def test_a_phrasing_that_was_learnt_finds_its_class(model: PhrasingModel, text: str, label: int) -> None:
    found = scores(model, text)
    assert found.index(max(found)) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [("arroser à quelle heure", WATER), ("le prix d'une parcelle", PRICE), ("on arrose à midi ?", WATER), ("match", NOT_OURS)],
)
def test_another_wording_finds_it_too(model: PhrasingModel, text: str, label: int) -> None:
    found = scores(model, text)
    assert found.index(max(found)) == label


def test_words_never_seen_score_nothing(model: PhrasingModel) -> None:
    assert scores(model, "zzz qqq") == pytest.approx([0, 0, 0])


def test_no_word_scores_nothing(model: PhrasingModel) -> None:
    assert scores(model, "") == pytest.approx([0, 0, 0])


def test_a_model_kept_as_arrays_scores_alike(model: PhrasingModel) -> None:
    kept = PhrasingModel.from_arrays(model.arrays("a"), "a")
    for text in LEARNT:
        assert scores(kept, text) == scores(model, text)
