"""Synonyms, abbreviations and English words bring a question to the words of the pages."""

import pytest

from eig_bot.knowledge.passage import Lexicon
from eig_bot.search.analyzer import terms, words
from eig_bot.search.lexicon import Thesaurus, general_lexicon, general_off_topic, more_off_topic

OWN = Lexicon(
    synonyms=(("parcelle", "lopin de terre"), ("cabanon", "gloriette"), ("seul",)),
    abbreviations={"jp": "jardin partagé", "ag": "assemblée des jardiniers"},
    english={"plot": "parcelle", "water butt": "récupérateur d'eau", "water": "eau"},
)


@pytest.fixture
def thesaurus() -> Thesaurus:
    return Thesaurus(Lexicon(abbreviations={"ag": "agriculture"}), OWN)


def companions(thesaurus: Thesaurus, text: str) -> set[str]:
    """Return the stems that the synonym groups of a text bring along."""
    groups = [group for _, _, group in thesaurus.groups_in(terms(text))]
    return {term for group in groups for member in thesaurus.members(group) for term in member}


@pytest.mark.parametrize(
    ("typed", "spelt"),
    {
        "un jp": ["un", "jardin", "partage"],
        "the plot": ["the", "parcelle"],
        "water": ["eau"],
        "water butt": ["recuperateur", "eau"],
        "la haie": ["la", "haie"],
        "": [],
    }.items(),
)
def test_abbreviations_and_english_are_spelt_out(thesaurus: Thesaurus, typed: str, spelt: list[str]) -> None:
    assert thesaurus.spelt_out(words(typed)) == spelt


def test_what_the_folder_says_of_an_abbreviation_wins(thesaurus: Thesaurus) -> None:
    assert thesaurus.spelt_out(["ag"]) == ["assemblee", "des", "jardiniers"]


@pytest.mark.parametrize("typed", ["parcelle", "mes parcelles", "un lopin de terre"])
def test_each_member_of_a_group_brings_the_others(thesaurus: Thesaurus, typed: str) -> None:
    assert companions(thesaurus, typed) == {*terms("parcelle"), *terms("lopin de terre")}


@pytest.mark.parametrize("typed", ["lopin", "terre", "une haie", "seul"])
def test_part_of_an_expression_or_a_group_of_one_brings_nothing(thesaurus: Thesaurus, typed: str) -> None:
    assert companions(thesaurus, typed) == set()


def test_a_thesaurus_of_nothing_leaves_a_question_as_it_is() -> None:
    assert Thesaurus().spelt_out(["une", "haie"]) == ["une", "haie"]


def test_the_data_of_the_package_can_be_read_and_names_no_programme() -> None:
    lexicon = general_lexicon()
    assert lexicon.synonyms
    not_ours = (*general_off_topic(), *more_off_topic())
    assert len({text.lower() for text in not_ours}) == len(not_ours) >= 600
    assert "eig" not in {word for group in lexicon.synonyms for member in group for word in words(member)}
