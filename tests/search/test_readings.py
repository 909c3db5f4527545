"""A turn is read alone where it stands alone, else also after what came before it."""

import numpy as np
import pytest

from eig_bot.search.message import Message
from eig_bot.search.readings import STANDS_ALONE, nearer, readings

FIRST, LAST = Message.read("où sont les jardins"), Message.read("combien coûte une parcelle")
PAGES = ("a.md", "a.md", "b.md", "b.md")


def nothing(_: str) -> bool:
    """A folder without a word."""
    return False


def texts(turn: str, turns: list[Message], lead: float = 0.5) -> list[str]:
    return [reading.message.text for reading in readings(Message.read(turn), turns, lead, nothing)]


def test_a_first_message_is_read_alone() -> None:
    assert texts("et à midi ?", []) == ["et à midi ?"]


def test_a_turn_is_read_alone_after_the_last_question_and_after_the_first() -> None:
    assert texts("et à midi ?", [FIRST, LAST]) == [
        "et à midi ?",
        "combien coûte une parcelle et à midi ?",
        "où sont les jardins et à midi ?",
    ]


def test_the_second_turn_has_one_before_it() -> None:
    assert texts("et à midi ?", [LAST]) == ["et à midi ?", "combien coûte une parcelle et à midi ?"]


@pytest.mark.parametrize(("turn", "count"), [("que mettre au compost", 1), ("et au compost ?", 2), ("où ?", 1)])
def test_what_leads_alone_stands_alone_unless_it_continues(turn: str, count: int) -> None:
    assert len(texts(turn, [LAST], STANDS_ALONE + 0.1)) == count


@pytest.mark.parametrize("lead", [0.0, 0.5, 2.0])
@pytest.mark.parametrize("turns", [[], [LAST], [FIRST, LAST]])
def test_the_shares_sum_to_one(lead: float, turns: list[Message]) -> None:
    assert sum(reading.share for reading in readings(Message.read("et ça ?"), turns, lead, nothing)) == pytest.approx(1)


def test_the_less_is_found_alone_the_more_counts_what_came_before() -> None:
    sure, unsure = (readings(Message.read("ça coûte ?"), [LAST], lead, nothing) for lead in (2.0, 0.1))
    assert unsure[1].share > sure[1].share


def test_the_page_that_answered_before_is_likelier_its_very_passage_less_so() -> None:
    scores = nearer(np.zeros(4, dtype=np.float32), Message.read("et ça ?"), PAGES, 0)
    assert scores[1] > scores[0] > scores[2] == scores[3]


def test_the_more_a_turn_says_the_less_its_page_counts() -> None:
    zeros = np.array([0, 0, 1, 0], dtype=np.float32)
    short, long = (
        nearer(zeros, Message.read(turn), PAGES, 0) for turn in ("et ça ?", "combien de graines par an et par parcelle")
    )
    assert np.argmax(short) == 1
    assert np.argmax(long) == 2


def test_a_question_from_a_named_place_is_read_with_it_and_without_it() -> None:
    typed = "À la mairie de Brumeval, combien coûte une parcelle ?"
    assert texts(typed, []) == [typed, "combien coûte une parcelle ?"]
    assert texts(typed, [LAST], lead=0.1)[:2] == [typed, "combien coûte une parcelle ?"]
