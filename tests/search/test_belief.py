"""The probability that several voters are right, whatever the folder."""

from dataclasses import astuple, replace

import pytest

from eig_bot.search.belief import Belief, general

GOOD = Belief(
    lead=2.0,
    typed=10.0,
    meant=3.0,
    like_not_ours=0.1,
    coverage=1.0,
    ours=0.6,
    words=1.6,
    in_thread=0.0,
    slips=0.0,
    same_page=0.5,
)
BAD = replace(GOOD, lead=0.1, typed=3.0, meant=-2.0, like_not_ours=0.4, coverage=0.3, ours=-0.1)


def probability(found: Belief) -> float:
    return general().probability(*astuple(found))


def test_what_speaks_for_the_first_hit_makes_it_likely() -> None:
    assert probability(BAD) < 0.2
    assert probability(GOOD) > 0.9


@pytest.mark.parametrize("name", ["lead", "typed", "meant", "coverage", "ours"])
def test_each_sign_counts_in_its_direction(name: str) -> None:
    assert probability(replace(BAD, **{name: getattr(GOOD, name)})) > probability(BAD)


def test_what_is_like_what_is_not_ours_is_less_likely() -> None:
    assert probability(replace(GOOD, like_not_ours=0.9)) < probability(GOOD)
