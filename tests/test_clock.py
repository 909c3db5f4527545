"""The moment that answers go by, and the real one."""

from datetime import UTC, date, datetime, timedelta

from eig_bot.clock import PARIS, clock, utc_now
from tests.garden import at


def test_a_date_that_is_fixed_for_trials_is_at_noon_in_france_and_stays() -> None:
    fixed = clock(date(2031, 7, 14))
    assert fixed() == fixed() == at("2031-07-14T12:00")


def test_without_one_it_is_the_real_moment_in_france() -> None:
    moment = clock(None)()
    assert abs(moment - datetime.now(UTC)) < timedelta(minutes=1)
    assert moment.tzinfo is PARIS


def test_what_happens_happens_at_the_real_moment() -> None:
    assert abs(utc_now() - datetime.now(UTC)) < timedelta(minutes=1)
    assert utc_now().tzinfo is UTC
