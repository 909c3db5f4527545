"""Slack's sizes, and how a text is cut to one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.slack import limits
from eig_bot.slack.limits import clip


def test_a_text_that_fits_stays_as_it_is() -> None:
    assert clip("des fèves", 9) == "des fèves"


def test_a_longer_one_is_cut_at_a_word_and_says_so() -> None:
    assert clip("des fèves et des pois", 14) == "des fèves …"


@pytest.mark.parametrize(
    ("text", "shown"), [("anticonstitutionnellement", "antico …"), (" anticonstitutionnellement", " antic …")]
)
def test_a_word_that_is_too_long_is_cut_itself(text: str, shown: str) -> None:
    assert clip(text, 8) == shown


@given(st.text(), st.integers(3, 40))
def test_whatever_the_text_it_fits(text: str, limit: int) -> None:
    assert len(clip(text, limit)) <= limit


def test_what_is_cut_before_it_is_escaped_fits_once_it_is() -> None:
    assert limits.TEXT // 2 * len("&amp;") <= 13_200
