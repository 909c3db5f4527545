"""What the team sees in its channel, and the reply as its asker reads it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from eig_bot.journal.requests import Recipient, Request
from eig_bot.messages import slack as messages
from eig_bot.slack.views.elements import user
from eig_bot.slack.views.team import handled_message, reply_message, request_message
from tests.garden import plainly
from tests.slack.clicks import labels, read

REQUEST = Request(
    "r",
    datetime(2031, 4, 10, 7, 30, tzinfo=UTC),
    "Une parcelle ?",
    Recipient("U0ASKER"),
    team_ts=None,
    handled_at=None,
    reply=None,
)
MORNING = datetime(2031, 4, 11, 9, tzinfo=UTC)


def test_a_request_is_shown_with_its_hour_in_france_and_its_button() -> None:
    post = request_message(REQUEST)
    assert plainly(read(post.blocks)).split("\n") == [
        plainly(messages.REQUEST_HEAD),
        "Une parcelle ?",
        plainly(messages.request_asked(datetime(2031, 4, 10, 9, 30, tzinfo=UTC))),
    ]
    assert labels(post.blocks) == [messages.REPLY]
    assert "Une parcelle ?" in post.text


def test_a_request_that_nobody_may_answer_has_no_button() -> None:
    post = request_message(REQUEST, can_be_answered=False)
    assert labels(post.blocks) == []
    assert "Une parcelle ?" in read(post.blocks)


def test_nothing_of_it_tells_who_asked() -> None:
    assert "U0ASKER" not in str(request_message(REQUEST))
    assert "U0ASKER" not in str(handled_message(REQUEST, MORNING, "U0TEAM", "Oui."))


def test_a_request_that_was_answered_says_by_whom_and_how_and_has_no_button() -> None:
    post = handled_message(REQUEST, MORNING, "U0TEAM", "Oui.")
    assert user("U0TEAM") in post.blocks[3]["elements"][0]["elements"]
    assert read(post.blocks).split("\n")[-1] == "Oui."
    assert labels(post.blocks) == []


@pytest.mark.parametrize(
    ("question", "head"), [("Une parcelle ?", messages.team_reply("Une parcelle ?")), (None, messages.TEAM_REPLY)]
)
def test_the_reply_recalls_the_question_only_to_its_asker(question: str | None, head: str) -> None:
    post = reply_message(question, "Voyez https://jardins.example.")
    assert read(post.blocks) == f"{head}\u00a0:\nVoyez https://jardins.example."
    assert "https://jardins.example" in post.text


def test_a_question_that_is_long_is_recalled_in_part() -> None:
    assert len(reply_message("mot " * 700, "Oui.").text) < 1_000


def test_what_was_asked_stays_whole_for_the_team() -> None:
    long = replace(REQUEST, text="mot " * 700)
    assert long.text in read(request_message(long).blocks)
