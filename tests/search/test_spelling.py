"""A slip becomes the word of the folder that was meant, and a word that is no slip is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.search.spelling import Speller, sound, word_frequencies

KNOWN = ("parcelle", "cotisation", "arrosage", "jardin", "jardinier", "compost", "cabanon", "date", "limite", "recolte")


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(dict.fromkeys(KNOWN, 3))


@pytest.mark.parametrize(
    ("typed", "meant"),
    {
        "parselle": ("parcelle",),
        "cotisasion": ("cotisation",),
        "kotisation": ("cotisation",),
        "arosage": ("arrosage",),
        "compots": ("compost",),
        "jrdin": ("jardin",),
        "kabanon": ("cabanon",),
        "larrosage": ("arrosage",),
        "djardinier": ("jardinier",),
        "unjardin": ("un", "jardin"),
        "lacotisation": ("la", "cotisation"),
        "datelimite": ("date", "limite"),
    }.items(),
)
def test_a_slip_becomes_the_word_that_was_meant(speller: Speller, typed: str, meant: tuple[str, ...]) -> None:
    assert speller.correct(typed) == meant


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("jardin", id="known"),
        pytest.param("jardins", id="plural-of-a-known-word"),
        pytest.param("piscine", id="french-word-of-another-subject"),
        pytest.param("2031", id="number"),
        pytest.param("jar", id="too-short-to-tell"),
        pytest.param("ab12", id="letters-and-digits"),
        pytest.param("xyzzyqw", id="near-to-nothing"),
        pytest.param("pour", id="stop-word"),
    ],
)
def test_a_word_that_is_no_slip_is_left_alone(speller: Speller, word: str) -> None:
    assert speller.correct(word) == (word,)


@pytest.mark.parametrize("word", ["parselle", "kotisation", "arosage", "larrosage"])
def test_what_is_like_a_known_word_is_a_slip_of_it(speller: Speller, word: str) -> None:
    assert speller.slips([word]) == {word}


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("jardin", id="known"),
        pytest.param("piscine", id="french-word-of-another-subject"),
        pytest.param("garden", id="nearer-to-no-word-than-a-name-may-be"),
        pytest.param("datelimite", id="words-glued"),
        pytest.param("jar", id="too-short-to-tell"),
    ],
)
def test_what_is_not_is_a_word_of_its_own(speller: Speller, word: str) -> None:
    assert speller.slips([word]) == frozenset()


def test_among_no_words_there_is_no_slip() -> None:
    assert Speller({}).slips(["parselle"]) == Speller({"ail": 1}).slips([]) == frozenset()


def test_what_was_corrected_once_is_corrected_alike_again(speller: Speller) -> None:
    assert speller.correct("parselle") == speller.correct("parselle")


@pytest.mark.parametrize(
    ("by_ear", "right"),
    [("kotisasion", "cotisation"), ("ekilibre", "equilibre"), ("kabanon", "cabanon"), ("bato", "bateau")],
)
def test_spellings_by_ear_sound_alike(by_ear: str, right: str) -> None:
    assert sound(by_ear) == sound(right)


def test_without_any_word_nothing_is_corrected() -> None:
    assert Speller({}).correct("parselle") == ("parselle",)


@given(st.text(alphabet=st.characters(categories=["Ll", "Lo", "Nd"]), min_size=1, max_size=40))
def test_any_word_is_corrected_to_at_least_one_word(word: str) -> None:
    assert Speller(dict.fromkeys(KNOWN, 1)).correct(word)


def test_words_are_counted_over_all_texts() -> None:
    assert word_frequencies([["ail", "ail"], ["ail", "thym"]]) == {"ail": 3, "thym": 1}
