"""What several may do and one does: the first who takes a name."""

from datetime import timedelta

import pytest

from eig_bot.journal.claims import CLAIMS_LAST, UNTIL_RELEASED
from eig_bot.journal.journal import Journal

from .conftest import OTHER, USER, Opened, at_minute, at_once


def test_the_first_who_claims_a_name_has_it(journal: Journal, opened: Opened) -> None:
    assert journal.claims.take("post r1")
    assert not at_minute(journal, 1).claims.take("post r1")
    assert not at_minute(opened(), 1).claims.take("post r1")
    assert journal.claims.take("post r2")


@pytest.mark.parametrize("lasts", [timedelta(seconds=5), CLAIMS_LAST])
def test_a_claim_expires(journal: Journal, lasts: timedelta) -> None:
    minutes = lasts / timedelta(minutes=1)
    assert journal.claims.take("post r1", lasts)
    assert not at_minute(journal, minutes).claims.take("post r1", lasts)
    assert at_minute(journal, minutes + 0.1).claims.take("post r1", lasts)
    assert not at_minute(journal, 2 * minutes + 0.1).claims.take("post r1", lasts)


def test_of_claims_at_once_one_is_granted(journal: Journal, opened: Opened) -> None:
    other = opened()
    claims = [lambda: journal.claims.take("post r1"), lambda: other.claims.take("post r1")] * 4
    assert at_once(claims).count(True) == 1


def test_of_claims_at_once_of_one_that_has_expired_one_is_granted(journal: Journal) -> None:
    journal.claims.take("post r1", timedelta(minutes=1))
    again = at_once([lambda: at_minute(journal, 2).claims.take("post r1", timedelta(minutes=1)) for _ in range(8)])
    assert again.count(True) == 1


def test_a_claim_that_was_given_up_is_free(journal: Journal) -> None:
    journal.claims.take("post r1")
    journal.claims.take("post r2")
    assert journal.claims.release("post r1")
    assert not journal.claims.release("post r1")
    assert journal.claims.take("post r1")
    assert not journal.claims.take("post r2")


def test_a_clock_that_is_set_back_frees_what_was_claimed_in_its_future(journal: Journal) -> None:
    at_minute(journal, 60).claims.take("post r1", timedelta(minutes=1))
    assert at_minute(journal, 0).claims.take("post r1", timedelta(minutes=1))


def test_what_holds_until_it_is_released_never_expires(journal: Journal) -> None:
    name = f"{UNTIL_RELEASED}refused eau.md"
    assert journal.claims.take(name)
    assert not at_minute(journal, 10 * CLAIMS_LAST / timedelta(minutes=1)).claims.take(name)
    assert journal.claims.release(name)
    assert journal.claims.take(name)


def test_names_are_found_by_their_beginning_in_order_and_letter_by_letter(journal: Journal) -> None:
    for name in ("post b", "post a", "p_st c", "deliver a"):
        journal.claims.take(name)
    assert journal.claims.taken("post ") == ["post a", "post b"]
    assert journal.claims.taken("p_st") == ["p_st c"]
    assert journal.claims.taken("post r") == []


def test_two_long_names_that_end_differently_are_two(journal: Journal) -> None:
    beginning = "click " + "x" * 240
    assert journal.claims.take(f"{beginning} {OTHER}")
    assert journal.claims.take(f"{beginning} {USER}")
