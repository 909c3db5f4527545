"""What clicks, refusals and the team's replies tell of a question, over all its spellings; and what was decided."""

import pytest

from eig_bot.journal import lessons, questions, requests
from eig_bot.journal.journal import Journal, new_id
from eig_bot.journal.lessons import Decision, Heard, name_of
from eig_bot.journal.requests import Asking, Place

from .conftest import OTHER, PASSAGE, TEAM, USER, ask, later

WATER = "eau.md\tL'eau au jardin\tÀ quelle heure arroser ?"


def heard(journal: Journal) -> Heard:
    """Return what was heard of the one question."""
    (found,) = lessons.heard(journal)
    return found


def choose(journal: Journal, text: str, passage: str | None, *users: str) -> None:
    for user in users:
        question = ask(journal, text, user=user, kind="suggestions")
        questions.choose(journal, question, journal.keys.hashed(user), passage, later(1))


def put_to_team(journal: Journal, text: str, passage: str | None, question_id: str | None = None) -> None:
    asking = Asking(new_id(), text, Place(USER), question_id)
    requests.add(journal, asking, later(2))
    requests.answer(journal, asking.id, TEAM, "Oui.", later(3))
    if passage:
        requests.nearest(journal, asking.id, passage)


def test_a_question_that_was_answered_teaches_nothing(journal: Journal) -> None:
    ask(journal, kind="answer")
    ask(journal, kind="suggestions")
    assert lessons.heard(journal) == ()


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
    assert lessons.heard(journal) == ()


def test_what_a_person_had_deleted_is_heard_no_more(journal: Journal) -> None:
    choose(journal, "arroser quand", WATER, USER)
    put_to_team(journal, "à quelle heure peut-on arroser", WATER)
    journal.forget(journal.keys.hashed(USER))
    assert lessons.heard(journal) == ()


def test_the_last_decision_on_a_question_counts_and_is_kept_once(journal: Journal) -> None:
    for decision in (Decision.SKIPPED, Decision.ACCEPTED):
        lessons.decide(journal, name_of("arroser quand"), decision, later(1))
    lessons.decide(journal, name_of("arroser où"), Decision.OFF_TOPIC, later(2))
    assert lessons.decided(journal) == {name_of("Arroser quand ?"), name_of("arroser où")}


@pytest.mark.parametrize("other", ["ARROSER, l’été ?", "arroser l'ete", " arroser  été "])
def test_a_name_is_short_and_the_same_for_all_spellings(other: str) -> None:
    assert name_of(other) == name_of("arroser l'été")
    assert len(name_of(other)) == 16
    assert name_of(other) != name_of("arroser l'hiver")
