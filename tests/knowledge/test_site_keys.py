"""What a page of a website tells of itself in keys of its own."""

import pytest

from eig_bot.knowledge.front_matter import read_ours
from eig_bot.knowledge.yaml_nodes import FieldError


@pytest.mark.parametrize("key", ["nom", "name", "titre", "fullname", "nom_complet", "heroText"])
def test_a_name_is_a_title_unless_there_is_one(key: str) -> None:
    assert read_ours(f"{key}: Camille").title == "Camille"
    assert read_ours(f"title: Équipe\n{key}: Camille").title == "Équipe"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("categories: [Vie privée, eau]", ("Vie privée", "eau")),
        ("categories: vie eau", ("vie", "eau")),
        ("categories: vie privée, eau", ("vie privée", "eau")),
        ("category: vie privée", ("vie privée",)),
        ("layout: post", ()),
    ],
)
def test_categories_are_read_as_those_who_put_them_into_addresses_do(written: str, found: tuple[str, ...]) -> None:
    assert read_ours(written).categories == found


def test_the_categories_of_a_post_are_no_tags() -> None:
    assert read_ours("categories: [eau]\nkeywords: [pluie]").tags == ("pluie", "eau")
    assert read_ours("date: 2031-04-10\ncategories: [eau]\nkeywords: [pluie]").tags == ("pluie",)


@pytest.mark.parametrize("key", ["review", "reviewer", "except", "expert"])
def test_a_word_of_a_site_is_no_slip_of_ours(key: str) -> None:
    assert list(read_ours(f"layout: page\n{key}: 2031-04-10").content) == ["layout", key]


def test_a_slip_is_one_on_a_page_of_ours() -> None:
    with pytest.raises(FieldError):
        read_ours("audience: habitants\nreviewd: 2031-04-10")


def test_the_other_names_of_a_note_are_searched_and_earlier_addresses_are_not() -> None:
    assert read_ours("aliases: [RTT, Repos, /vieux/repos/, vieux.html]").tags == ("RTT", "Repos")
    assert read_ours("aliases: RTT").tags == ("RTT",)
