"""What clicks, refusals and the team's replies tell of a question, over all its spellings; and what was decided."""

import pytest

from eig_bot.journal.journal import Journal
from eig_bot.journal.lessons import Decision, Heard, name_of
from eig_bot.journal.repository import new_id
from eig_bot.journal.requests import Asking, Recipient
from eig_bot.journal.tables import lessons as table

from .conftest import OTHER, PASSAGE, TEAM, USER, ask, at_minute, later, rows

WATER = "eau.md\tL'eau au jardin\tÀ quelle heure arroser ?"


def heard(journal: Journal) -> Heard:
    """Return what was heard of the one question."""
    (found,) = journal.lessons.heard()
    return found


def choose(journal: Journal, text: str, passage: str | None, *users: str) -> None:
    for user in users:
        question = ask(journal, text, user=user, kind="suggestions")
        at_minute(journal, 1).feedback.choose(question, user, passage)


def put_to_team(journal: Journal, text: str, passage: str | None, question_id: str | None = None) -> None:
    asking = Asking(new_id(), text, Recipient(USER), question_id)
    at_minute(journal, 2).requests.add(asking)
    at_minute(journal, 3).requests.answer(asking.id, TEAM, "Oui.")
    if passage:
        journal.requests.nearest(asking.id, passage)


def test_a_question_that_was_answered_teaches_nothing(journal: Journal) -> None:
    ask(journal, kind="answer")
    ask(journal, kind="suggestions")
    assert journal.lessons.heard() == ()


def test_clicks_on_suggestions_are_counted_by_passage(journal: Journal) -> None:
    choose(journal, "arroser quand", WATER, USER, OTHER)
    choose(journal, "arroser quand", PASSAGE, TEAM)
    assert heard(journal).chosen == {WATER: 2, PASSAGE: 1}
    assert heard(journal).asked == 3


def test_refusals_and_silences_are_counted(journal: Journal) -> None:
    choose(journal, "arroser quand", None, USER)
    ask(journal, "arroser quand", kind="no_answer", minutes=5)
    found = heard(journal)
    assert (found.asked, found.refused, found.unanswered, found.last) == (2, 1, 1, later(5))
    assert (found.chosen, found.replied) == ({}, {})


def test_spellings_of_one_question_are_one(journal: Journal) -> None:
    for text in ("Arroser quand ?", "arroser QUAND", "arroser quand", "arroser quand"):
        ask(journal, text, kind="no_answer")
    assert (heard(journal).text, heard(journal).asked) == ("arroser quand", 4)


def test_all_askings_of_a_question_count_whatever_became_of_them(journal: Journal) -> None:
    for kind in ("answer", "no_answer"):
        ask(journal, "arroser quand", kind=kind)
    assert (heard(journal).asked, heard(journal).unanswered) == (2, 1)


def test_a_reply_of_the_team_speaks_for_the_question_that_was_asked(journal: Journal) -> None:
    question = ask(journal, "arroser quand", kind="no_answer")
    put_to_team(journal, "bonjour, à quelle heure peut-on arroser, merci", WATER, question)
    found = heard(journal)
    assert (found.text, found.asked, found.replied) == ("arroser quand", 1, {WATER: 1})


def test_a_request_of_its_own_is_a_question_too(journal: Journal) -> None:
    put_to_team(journal, "à quelle heure peut-on arroser", WATER)
    found = heard(journal)
    assert (found.text, found.asked, found.replied, found.last) == ("à quelle heure peut-on arroser", 1, {WATER: 1}, later(2))


def test_a_reply_that_is_near_nothing_teaches_nothing(journal: Journal) -> None:
    put_to_team(journal, "à quelle heure peut-on arroser", None)
    assert journal.lessons.heard() == ()


def test_what_a_person_had_deleted_is_heard_no_more(journal: Journal) -> None:
    choose(journal, "arroser quand", WATER, USER)
    put_to_team(journal, "à quelle heure peut-on arroser", WATER)
    journal.people.forget(USER)
    assert journal.lessons.heard() == ()


def test_the_last_decision_on_a_question_counts_and_is_kept_once(journal: Journal) -> None:
    for decision in (Decision.SKIPPED, Decision.ACCEPTED):
        at_minute(journal, 1).lessons.decide(name_of("arroser quand"), decision)
    journal.lessons.decide(name_of("arroser où"), Decision.OFF_TOPIC)
    assert [row["at"] for row in rows(journal, table)] == [later(1)] * 2
    assert journal.lessons.decided() == {name_of("Arroser quand ?"), name_of("arroser où")}


def test_what_people_showed_something_of_is_looked_at_before_what_was_asked_most(journal: Journal) -> None:
    for _ in range(3):
        ask(journal, "où sont les ruches", kind="no_answer")
    choose(journal, "arroser quand", WATER, USER)
    assert [one.text for one in journal.lessons.heard(at_most=1)] == ["arroser quand"]
    assert len(journal.lessons.heard(at_most=2)) == 2


@pytest.mark.parametrize("other", ["ARROSER, l’été ?", "arroser l'ete", " arroser  été "])
def test_a_name_is_short_and_the_same_for_all_spellings(other: str) -> None:
    assert name_of(other) == name_of("arroser l'été")
    assert len(name_of(other)) == 16
    assert name_of(other) != name_of("arroser l'hiver")
