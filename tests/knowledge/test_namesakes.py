"""Each heading of a page has a name that no other has."""

from hypothesis import given
from hypothesis import strategies as st

from eig_bot.knowledge.headings import normalized_heading
from eig_bot.knowledge.namesakes import names_of


def test_the_first_has_its_own_text_and_the_next_ones_a_number() -> None:
    assert names_of(["Prix", "Don", "PRIX :", "Prix"]) == ["Prix", "Don", "PRIX : (2)", "Prix (3)"]


def test_a_number_that_a_heading_has_already_is_passed_over() -> None:
    assert names_of(["Prix", "Prix", "Prix (2)"]) == ["Prix", "Prix (3)", "Prix (2)"]


@given(st.lists(st.sampled_from(["Prix", "prix", "Prix (2)", "Prix 2", "Prix (3)", "Don", "Don (2)"])))
def test_no_two_are_the_same(headings: list[str]) -> None:
    names = [normalized_heading(name) for name in names_of(headings)]
    kinds = [normalized_heading(heading) for heading in headings]
    assert len(set(names)) == len(names)
    assert all(names[kinds.index(kind)] == kind for kind in kinds)
