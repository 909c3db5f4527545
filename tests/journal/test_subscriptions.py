"""Who is told of calls: each thing once, and what was not delivered again."""

import pytest

from eig_bot.journal.journal import Journal
from eig_bot.journal.subscriptions import Subscription
from eig_bot.journal.tables import notices
from eig_bot.journal.tables import subscriptions as table
from tests.garden import SPRING

from .conftest import OTHER, OTHER_SECRET, USER, Opened, at_minute, at_once, rows

OPENS, CLOSES = "o" * 64, "c" * 64


def follow(journal: Journal, user: str = USER, *already: str, minutes: float = 0) -> None:
    at_minute(journal, minutes).subscriptions.add(user, already)


def awaiting(journal: Journal, notice: str = OPENS) -> list[str | None]:
    return [subscription.user for subscription in journal.subscriptions.to_tell(notice)]


def subscription_of(journal: Journal, user: str = USER) -> Subscription:
    return next(each for each in journal.subscriptions.to_tell("never told") if each.user == user)


def tell(journal: Journal, user: str = USER, notice: str = OPENS) -> bool:
    return journal.subscriptions.begin_to_tell(subscription_of(journal, user), notice)


def test_those_who_subscribed_first_are_told_first(journal: Journal) -> None:
    assert awaiting(journal) == []
    follow(journal, OTHER, minutes=1)
    follow(journal)
    assert awaiting(journal) == [USER, OTHER]


def test_to_subscribe_twice_is_to_subscribe_once(journal: Journal) -> None:
    follow(journal)
    tell(journal)
    follow(journal, minutes=1)
    assert [(row["subscriber"], row["at"]) for row in rows(journal, table)] == [(journal.keys.hashed(USER), SPRING)]
    assert awaiting(journal) == []


def test_a_person_knows_whether_they_are_subscribed(journal: Journal) -> None:
    follow(journal, OTHER)
    assert not journal.subscriptions.is_subscribed(USER)
    follow(journal)
    assert journal.subscriptions.is_subscribed(USER)
    journal.subscriptions.remove(USER)
    assert not journal.subscriptions.is_subscribed(USER)
    assert awaiting(journal) == [OTHER]


def test_nobody_is_told_a_thing_twice(journal: Journal) -> None:
    follow(journal)
    follow(journal, OTHER, minutes=1)
    assert tell(journal)
    assert not tell(journal)
    assert (awaiting(journal), awaiting(journal, CLOSES)) == ([OTHER], [USER, OTHER])


def test_of_those_who_tell_at_once_one_does(journal: Journal, opened: Opened) -> None:
    follow(journal)
    other = opened()
    assert at_once([lambda: tell(journal), lambda: tell(other), lambda: tell(journal), lambda: tell(other)]).count(True) == 1


def test_what_a_person_has_just_read_is_not_told(journal: Journal) -> None:
    follow(journal, USER, OPENS)
    assert (awaiting(journal), awaiting(journal, CLOSES)) == ([], [USER])
    follow(journal, USER, OPENS, CLOSES, minutes=1)
    assert awaiting(journal, CLOSES) == []


def test_a_notice_that_did_not_reach_a_person_is_told_to_them_again(journal: Journal) -> None:
    for user in (USER, OTHER):
        follow(journal, user)
        tell(journal, user)
    tell(journal, notice=CLOSES)
    journal.subscriptions.take_back(OPENS, subscription_of(journal))
    assert (awaiting(journal), awaiting(journal, CLOSES)) == ([USER], [OTHER])
    assert tell(journal)


def test_a_notice_of_what_has_ended_is_told_to_all_again(journal: Journal) -> None:
    for user in (USER, OTHER):
        follow(journal, user)
        tell(journal, user)
        tell(journal, user, CLOSES)
    journal.subscriptions.take_back(OPENS)
    assert (set(awaiting(journal)), awaiting(journal, CLOSES)) == ({USER, OTHER}, [])


def test_who_comes_back_begins_anew(journal: Journal) -> None:
    follow(journal)
    tell(journal)
    for _ in range(2):
        journal.subscriptions.remove(USER)
    assert rows(journal, notices) == []
    follow(journal, minutes=1)
    assert awaiting(journal) == [USER]


def test_who_has_just_left_is_told_nothing(journal: Journal) -> None:
    follow(journal)
    leaving = subscription_of(journal)
    journal.subscriptions.remove(USER)
    assert not journal.subscriptions.begin_to_tell(leaving, OPENS)


@pytest.mark.parametrize("notice", [OPENS, CLOSES])
def test_under_another_secret_nobody_can_be_written_to(journal: Journal, opened: Opened, notice: str) -> None:
    follow(journal)
    assert awaiting(opened(OTHER_SECRET), notice) == [None]
