"""Dates and numbers as people write them in French."""

from datetime import date

import pytest

from eig_bot.messages import french
from tests.garden import at, plainly


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (date(2031, 3, 1), "samedi 1er mars 2031"),
        (date(2031, 5, 15), "jeudi 15 mai 2031"),
        (date(2031, 8, 31), "dimanche 31 août 2031"),
    ],
)
def test_a_date_is_written_as_people_do(moment: date, written: str) -> None:
    assert french.weekday(moment) == written
    assert written.endswith(french.day(moment))


@pytest.mark.parametrize(("moment", "written"), {"T23:59": "23 h 59", "T09:00": "9 h", "T12:05": "12 h 05"}.items())
def test_a_time_is_written_as_people_do(moment: str, written: str) -> None:
    assert plainly(french.hour(at(f"2031-05-15{moment}"))) == written


@pytest.mark.parametrize(("count", "written"), {0: "0 jour", 1: "1 jour", 2: "2 jours"}.items())
def test_zero_and_one_take_the_singular(count: int, written: str) -> None:
    assert plainly(french.plural(count, "jour")) == written


@pytest.mark.parametrize(
    ("part", "whole", "written"), [(1, 3, "33,3 %"), (0.914, 1, "91,4 %"), (0, 5, "0,0 %"), (5, 5, "100,0 %"), (0, 0, "–")]
)
def test_a_share_has_one_decimal_after_a_comma(part: float, whole: float, written: str) -> None:
    assert plainly(french.percent(part, whole)) == written


@pytest.mark.parametrize(("count", "written"), {0: "0", 999: "999", 14_000: "14 000", 1_234_567: "1 234 567"}.items())
def test_a_large_number_is_written_by_thousands(count: int, written: str) -> None:
    assert plainly(french.number(count)) == written


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2031, 4, 4), date(2031, 4, 4), "le 4 avril 2031"),
        (date(2031, 4, 1), date(2031, 4, 10), "du 1er au 10 avril 2031"),
        (date(2031, 3, 28), date(2031, 4, 3), "du 28 mars au 3 avril 2031"),
        (date(2030, 12, 28), date(2031, 1, 3), "du 28 décembre 2030 au 3 janvier 2031"),
    ],
)
def test_a_period_says_its_month_and_year_once_where_they_are_the_same(first: date, last: date, written: str) -> None:
    assert plainly(french.span(first, last)) == written


def test_a_day_without_its_year_fits_below_a_chart() -> None:
    assert plainly(french.short_day(date(2031, 3, 4))) == "4 mars"
