"""Requests to the team: kept, posted, answered once, delivered, and forgotten by and by; and who may do what is done once."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from eig_bot.journal import requests
from eig_bot.journal.journal import CLAIMS_LAST, Journal
from eig_bot.journal.requests import Asking, Place, Request
from eig_bot.journal.tables import requests as table
from tests.garden import SPRING

from .conftest import OTHER, OTHER_SECRET, TEAM, USER, Opened, at_once, later, rows

TEXT = "Une école peut-elle jardiner ? moi@exemple.fr"
REDACTED = "Une école peut-elle jardiner ? [adresse]"
REPLY = "Oui : appelez le 06 12 34 56 78."
THREAD = Place(USER, "C0JARDINS", "1700000000.000100")
SEALED = ("sealed_text", "sealed_place", "sealed_reply")


def add(journal: Journal, request_id: str = "r1", *, text: str = TEXT, place: Place = THREAD, minutes: float = 0) -> None:
    requests.add(journal, Asking(id=request_id, text=text, place=place, question_id="q1"), later(minutes))


def found(journal: Journal, request_id: str = "r1") -> Request:
    request = requests.find(journal, request_id)
    assert request is not None
    return request


def ids(listed: Sequence[Request]) -> list[str]:
    return [request.id for request in listed]


def sealed(journal: Journal) -> set[str]:
    (row,) = rows(journal, table)
    return {name for name in SEALED if row[name] is not None}


def reply(journal: Journal, request_id: str = "r1", *, text: str = REPLY, minutes: float = 1) -> bool:
    return requests.answer(journal, request_id, TEAM, text, later(minutes))


# --- the life of a request


def test_until_it_is_posted_a_request_reads_as_it_was_written(journal: Journal) -> None:
    add(journal)
    request = found(journal)
    assert (request.at, request.text, request.place, request.team_ts) == (SPRING, TEXT, THREAD, None)
    assert (request.is_handled, request.reply) == (False, None)
    assert (ids(requests.unposted(journal)), ids(requests.waiting(journal, 5)), requests.undelivered(journal)) == (
        ["r1"],
        ["r1"],
        [],
    )
    (row,) = rows(journal, table)
    assert (row["asker"], row["question_id"], row["text"]) == (journal.keys.hashed(USER), "q1", REDACTED)
    assert sealed(journal) == {"sealed_text", "sealed_place"}


def test_once_posted_it_reads_without_what_identifies_a_person(journal: Journal) -> None:
    add(journal)
    requests.posted(journal, "r1", "1700000001.000100")
    request = found(journal)
    assert (request.text, request.place, request.team_ts) == (REDACTED, THREAD, "1700000001.000100")
    assert (requests.unposted(journal), ids(requests.waiting(journal, 5))) == ([], ["r1"])
    assert sealed(journal) == {"sealed_place"}


def test_a_reply_waits_sealed_until_it_is_delivered(journal: Journal) -> None:
    add(journal)
    requests.posted(journal, "r1", "1700000001.000100")
    assert reply(journal)
    request = found(journal)
    assert (request.is_handled, request.reply, request.place) == (True, REPLY, THREAD)
    assert (requests.waiting(journal, 5), ids(requests.undelivered(journal))) == ([], ["r1"])
    (row,) = rows(journal, table)
    assert (row["handler"], row["handled_at"]) == (journal.keys.hashed(TEAM), later(1))
    assert sealed(journal) == {"sealed_place", "sealed_reply"}


@pytest.mark.parametrize("minutes", [2, None], ids=["delivered", "nobody-there"])
def test_after_delivery_the_reply_and_its_place_are_erased(journal: Journal, minutes: float | None) -> None:
    moment = None if minutes is None else later(minutes)
    add(journal)
    requests.posted(journal, "r1", "1700000001.000100")
    reply(journal)
    requests.delivered(journal, "r1", moment)
    request = found(journal)
    assert (request.text, request.place, request.reply, request.is_handled) == (REDACTED, None, None, True)
    assert (requests.undelivered(journal), requests.waiting(journal, 5), requests.unposted(journal)) == ([], [], [])
    assert sealed(journal) == set()
    assert rows(journal, table)[0]["delivered_at"] == moment


def test_the_first_reply_counts(journal: Journal) -> None:
    add(journal)
    assert reply(journal)
    assert not reply(journal, text="Non.", minutes=2)
    assert found(journal).reply == REPLY
    requests.delivered(journal, "r1", later(3))
    assert not reply(journal, text="Non.", minutes=4)


def test_of_replies_at_once_one_counts(journal: Journal) -> None:
    add(journal)
    assert at_once([lambda: reply(journal) for _ in range(6)]).count(True) == 1


def test_a_request_made_twice_is_kept_once(journal: Journal) -> None:
    add(journal)
    add(journal, text="Encore", minutes=1)
    assert (len(rows(journal, table)), found(journal).text) == (1, TEXT)


@pytest.mark.parametrize("place", [THREAD, Place(USER), Place(USER, "D0JARDINS")])
def test_a_reply_finds_its_way_back(journal: Journal, place: Place) -> None:
    add(journal, place=place)
    assert found(journal).place == place


def test_a_very_long_request_is_posted_whole(journal: Journal) -> None:
    add(journal, text="eau " * 2_000)
    assert found(journal).text == "eau " * 2_000
    requests.posted(journal, "r1", "1700000001.000100")
    assert len(found(journal).text) <= 2_000


def test_requests_come_oldest_first(journal: Journal) -> None:
    for request_id, minutes in (("r2", 2), ("r1", 1), ("r3", 3)):
        add(journal, request_id, minutes=minutes)
    assert ids(requests.unposted(journal)) == ["r1", "r2", "r3"]
    assert ids(requests.waiting(journal, 2)) == ["r1", "r2"]
    reply(journal, "r3", minutes=4)
    reply(journal, "r1", minutes=5)
    assert ids(requests.undelivered(journal)) == ["r3", "r1"]
    assert ids(requests.waiting(journal, 5)) == ["r2"]


def test_a_request_that_is_no_longer_kept_cannot_be_answered(journal: Journal) -> None:
    add(journal)
    journal.forget(journal.keys.hashed(USER))
    assert requests.find(journal, "r1") is None
    assert not reply(journal)
    requests.posted(journal, "r1", "1700000001.000100")
    requests.delivered(journal, "r1", SPRING)
    assert rows(journal, table) == []


def test_under_another_secret_a_request_reads_without_where_it_came_from(journal: Journal, opened: Opened) -> None:
    add(journal)
    reply(journal)
    request = found(opened(OTHER_SECRET))
    assert (request.text, request.place, request.reply, request.is_handled) == (REDACTED, None, None, True)


# --- claims: what several may do and one does


def test_the_first_who_claims_a_name_has_it(journal: Journal, opened: Opened) -> None:
    assert journal.claim("post r1", SPRING)
    assert not journal.claim("post r1", later(1))
    assert not opened().claim("post r1", later(1))
    assert journal.claim("post r2", SPRING)


@pytest.mark.parametrize("lasts", [timedelta(seconds=5), CLAIMS_LAST])
def test_a_claim_expires(journal: Journal, lasts: timedelta) -> None:
    assert journal.claim("post r1", SPRING, lasts)
    assert not journal.claim("post r1", SPRING + lasts, lasts)
    after = SPRING + lasts + timedelta(seconds=1)
    assert journal.claim("post r1", after, lasts)
    assert not journal.claim("post r1", after + lasts, lasts)


def test_of_claims_at_once_one_is_granted(journal: Journal, opened: Opened) -> None:
    other = opened()
    claims = [lambda: journal.claim("post r1", SPRING), lambda: other.claim("post r1", SPRING)] * 4
    assert at_once(claims).count(True) == 1


def test_of_claims_at_once_of_one_that_has_expired_one_is_granted(journal: Journal) -> None:
    journal.claim("post r1", SPRING, timedelta(minutes=1))
    again = at_once([lambda: journal.claim("post r1", later(2), timedelta(minutes=1)) for _ in range(8)])
    assert again.count(True) == 1


def test_a_claim_that_was_given_up_is_free(journal: Journal) -> None:
    journal.claim("post r1", SPRING)
    journal.claim("post r2", SPRING)
    assert journal.release("post r1")
    assert not journal.release("post r1")
    assert journal.claim("post r1", SPRING)
    assert not journal.claim("post r2", SPRING)


def test_a_clock_that_is_set_back_frees_what_was_claimed_in_its_future(journal: Journal) -> None:
    journal.claim("post r1", later(60), timedelta(minutes=1))
    assert journal.claim("post r1", SPRING, timedelta(minutes=1))


def test_two_long_names_that_end_differently_are_two(journal: Journal) -> None:
    beginning = "click " + "x" * 240
    assert journal.claim(f"{beginning} {OTHER}", SPRING)
    assert journal.claim(f"{beginning} {USER}", SPRING)
