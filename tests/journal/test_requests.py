"""Requests to the team: kept, posted, answered once, delivered, and forgotten by and by."""

from collections.abc import Sequence

import pytest

from eig_bot.journal.journal import Journal
from eig_bot.journal.requests import Asking, Recipient, Request
from eig_bot.journal.tables import requests as table
from tests.garden import SPRING

from .conftest import OTHER_SECRET, PASSAGE, TEAM, USER, Opened, at_minute, at_once, later, rows

TEXT = "Une école peut-elle jardiner ? moi@exemple.fr"
REDACTED = "Une école peut-elle jardiner ? [adresse]"
REPLY = "Oui : appelez le 06 12 34 56 78."
THREAD = Recipient(USER, "C0JARDINS", "1700000000.000100")
SEALED = ("sealed_text", "sealed_place", "sealed_reply")


def add(journal: Journal, request_id: str = "r1", text: str = TEXT, to: Recipient = THREAD, *, minutes: float = 0) -> None:
    at_minute(journal, minutes).requests.add(Asking(request_id, text, to, "q1"))


def found(journal: Journal, request_id: str = "r1") -> Request:
    request = journal.requests.find(request_id)
    assert request is not None
    return request


def ids(listed: Sequence[Request]) -> list[str]:
    return [request.id for request in listed]


def sealed(journal: Journal) -> set[str]:
    (row,) = rows(journal, table)
    return {name for name in SEALED if row[name] is not None}


def reply(journal: Journal, request_id: str = "r1", *, text: str = REPLY, minutes: float = 1) -> bool:
    return at_minute(journal, minutes).requests.answer(request_id, TEAM, text)


# --- the life of a request


def test_until_it_is_posted_a_request_reads_as_it_was_written(journal: Journal) -> None:
    add(journal)
    request = found(journal)
    assert (request.at, request.text, request.recipient, request.team_ts) == (SPRING, TEXT, THREAD, None)
    assert (request.is_handled, request.reply) == (False, None)
    assert (ids(journal.requests.unposted()), ids(journal.requests.waiting(5)), journal.requests.undelivered()) == (
        ["r1"],
        ["r1"],
        [],
    )
    (row,) = rows(journal, table)
    assert (row["asker"], row["question_id"], row["text"]) == (journal.keys.hashed(USER), "q1", REDACTED)
    assert sealed(journal) == {"sealed_text", "sealed_place"}


def test_once_posted_it_reads_without_what_identifies_a_person(journal: Journal) -> None:
    add(journal)
    journal.requests.posted("r1", "1700000001.000100")
    request = found(journal)
    assert (request.text, request.recipient, request.team_ts) == (REDACTED, THREAD, "1700000001.000100")
    assert (journal.requests.unposted(), ids(journal.requests.waiting(5))) == ([], ["r1"])
    assert sealed(journal) == {"sealed_place"}


def test_a_reply_waits_sealed_until_it_is_delivered(journal: Journal) -> None:
    add(journal)
    journal.requests.posted("r1", "1700000001.000100")
    assert reply(journal)
    request = found(journal)
    assert (request.handled_at, request.reply, request.recipient) == (later(1), REPLY, THREAD)
    assert (journal.requests.waiting(5), ids(journal.requests.undelivered())) == ([], ["r1"])
    (row,) = rows(journal, table)
    assert (row["handler"], row["handled_at"]) == (journal.keys.hashed(TEAM), later(1))
    assert sealed(journal) == {"sealed_place", "sealed_reply"}


@pytest.mark.parametrize("is_there", [True, False])
def test_after_delivery_the_reply_and_whom_it_went_to_are_erased(journal: Journal, *, is_there: bool) -> None:
    add(journal)
    journal.requests.posted("r1", "1700000001.000100")
    reply(journal)
    end = at_minute(journal, 2).requests
    (end.delivered if is_there else end.undeliverable)("r1")
    request = found(journal)
    assert (request.text, request.recipient, request.reply, request.is_handled) == (REDACTED, None, None, True)
    assert (journal.requests.undelivered(), journal.requests.waiting(5), journal.requests.unposted()) == ([], [], [])
    assert sealed(journal) == set()
    assert rows(journal, table)[0]["delivered_at"] == (later(2) if is_there else None)


def test_the_first_reply_counts(journal: Journal) -> None:
    add(journal)
    assert reply(journal)
    assert not reply(journal, text="Non.", minutes=2)
    assert found(journal).reply == REPLY
    at_minute(journal, 3).requests.delivered("r1")
    assert not reply(journal, text="Non.", minutes=4)


def test_of_replies_at_once_one_counts(journal: Journal) -> None:
    add(journal)
    assert at_once([lambda: reply(journal) for _ in range(6)]).count(True) == 1


def test_a_request_made_twice_is_kept_once(journal: Journal) -> None:
    add(journal)
    add(journal, text="Encore", minutes=1)
    assert (len(rows(journal, table)), found(journal).text) == (1, TEXT)


@pytest.mark.parametrize("recipient", [THREAD, Recipient(USER), Recipient(USER, "D0JARDINS")])
def test_a_reply_finds_its_way_back(journal: Journal, recipient: Recipient) -> None:
    add(journal, to=recipient)
    assert found(journal).recipient == recipient


def test_a_very_long_request_is_posted_whole(journal: Journal) -> None:
    add(journal, text="eau " * 2_000)
    assert found(journal).text == "eau " * 2_000
    journal.requests.posted("r1", "1700000001.000100")
    assert len(found(journal).text) <= 2_000


def test_requests_come_oldest_first(journal: Journal) -> None:
    for request_id, minutes in (("r2", 2), ("r1", 1), ("r3", 3)):
        add(journal, request_id, minutes=minutes)
    assert ids(journal.requests.unposted()) == ["r1", "r2", "r3"]
    assert ids(journal.requests.waiting(2)) == ["r1", "r2"]
    reply(journal, "r3", minutes=4)
    reply(journal, "r1", minutes=5)
    assert ids(journal.requests.undelivered()) == ["r3", "r1"]
    assert ids(journal.requests.waiting(5)) == ["r2"]


def test_a_request_that_is_no_longer_kept_cannot_be_answered(journal: Journal) -> None:
    add(journal)
    journal.people.forget(USER)
    assert journal.requests.find("r1") is None
    assert not reply(journal)
    journal.requests.posted("r1", "1700000001.000100")
    journal.requests.delivered("r1")
    assert rows(journal, table) == []


def test_under_another_secret_a_request_reads_without_where_it_came_from(journal: Journal, opened: Opened) -> None:
    add(journal)
    reply(journal)
    request = found(opened(OTHER_SECRET))
    assert (request.text, request.recipient, request.reply, request.is_handled) == (REDACTED, None, None, True)


def test_what_the_teams_reply_is_nearest_to_is_kept(journal: Journal) -> None:
    add(journal)
    journal.requests.nearest("r1", PASSAGE)
    assert [row["passage"] for row in rows(journal, table)] == [PASSAGE]
