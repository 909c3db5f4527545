"""Pages and questions come to the same terms, however they are typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.search.analyzer import fold, stem, terms, words

WORDS = {
    "l'eau": ["eau"],
    "L’eau": ["eau"],
    "lʼeau": ["eau"],
    "qu'un jardin d'hiver": ["un", "jardin", "hiver"],
    "lorsqu'on arrose, jusqu'au soir": ["on", "arrose", "au", "soir"],
    "Où SÈME-t-on ?": ["ou", "seme", "t", "on"],
    "œuf et læsé": ["oeuf", "et", "laese"],
    "3 500 €": ["3500"],
    "3\u00a0500 €": ["3500"],
    "3\u202f500 €": ["3500"],
    "3.500 €": ["3500"],
    "1 234 567 graines": ["1234567", "graines"],
    "le 14 mars 2031": ["le", "14", "mars", "2031"],
    "co-jardinage": ["cojardinage", "co", "jardinage"],
    "co\u2011jardinage": ["cojardinage", "co", "jardinage"],
    "peut-elle": ["peut", "elle"],
    "coti\u00adsation": ["cotisation"],
    "𝐂𝐨𝐦𝐩𝐨𝐬𝐭": ["compost"],
    "compost / haie_basse": ["compost", "haie", "basse"],
    "🌱 … ?!": [],
    "": [],
}


@pytest.mark.parametrize(("text", "expected"), WORDS.items())
def test_a_text_is_cut_into_folded_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("text", ["récolte d’été", "où sème-t-on l’ail ?", "Ça coûte 3 500 €", "Noël à l'île"])
def test_a_decomposed_accent_is_the_same_letter(text: str) -> None:
    assert words(unicodedata.normalize("NFD", text)) == words(text)


@pytest.mark.parametrize("text", ["récolte", "Récolte", "RECOLTE", "recolte", "rÉcolte"])
def test_case_and_accents_do_not_count(text: str) -> None:
    assert fold(text) == "recolte"


@pytest.mark.parametrize(
    "family",
    [
        ("parcelle", "parcelles"),
        ("inscrit", "inscrits", "inscrite", "inscrites"),
        ("selectionne", "selectionnee", "selectionnes", "selectionnees"),
        ("arroser", "arrose", "arrosez"),
    ],
)
def test_a_family_of_words_has_one_stem(family: tuple[str, ...]) -> None:
    assert len({stem(word) for word in family}) == 1


def test_terms_leave_out_the_words_that_say_nothing() -> None:
    assert terms("Bonjour, est-ce que je peux avoir une parcelle svp ?") == terms("parcelles")


def test_a_question_made_of_courtesy_has_no_term() -> None:
    assert terms("bonjour, pouvez-vous me dire quoi faire, merci") == []


@given(st.text())
def test_any_text_becomes_words_without_case_marks_or_gaps(text: str) -> None:
    assert all(word and word == word.casefold() and not set(word) & set(" -_'\n\t") for word in words(text))


@given(st.text())
def test_a_folded_text_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)
