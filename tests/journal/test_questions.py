"""What is remembered of questions: their threads, what was chosen, what answers were worth."""

from datetime import timedelta
from typing import Any

import pytest

from eig_bot.journal import questions, requests, subscriptions
from eig_bot.journal.journal import Journal, new_id
from eig_bot.journal.questions import MAX_TEXT, THREAD_LASTS, TURNS, Kept
from eig_bot.journal.requests import Asking, Place
from eig_bot.journal.tables import choices, feedback
from eig_bot.journal.tables import questions as table
from eig_bot.journal.tables import requests as requests_table
from tests.garden import SPRING

from .conftest import OTHER, PASSAGE, PRIVATE, USER, ask, at_once, judged, later, rows

THREAD = "fil"
UNKNOWN = "0" * 32


# --- recording


def test_a_question_is_kept_with_what_it_was_answered(journal: Journal) -> None:
    asked = ask(journal, "à quelle heure arroser", thread=THREAD, kind="suggestions")
    (row,) = rows(journal, table)
    expected = {
        "id": asked,
        "at": SPRING,
        "asker": journal.keys.hashed(USER),
        "thread": THREAD,
        "surface": "dm",
        "text": "à quelle heure arroser",
        "kind": "suggestions",
        "passage": PASSAGE,
        "confidence": 0.75,
        "latency_ms": 12,
    }
    assert {name: row[name] for name in expected} == expected
    assert questions.text_of(journal, asked) == "à quelle heure arroser"
    assert questions.text_of(journal, UNKNOWN) is None


def test_what_identifies_a_person_is_not_kept(journal: Journal) -> None:
    asked = ask(journal, "Écrivez à {}, ou appelez le {} ; mon numéro : {}.".format(*PRIVATE))
    assert questions.text_of(journal, asked) == "Écrivez à [adresse], ou appelez le [téléphone] ; mon numéro : [numéro]."


def test_a_long_question_is_kept_by_its_beginning(journal: Journal) -> None:
    kept = questions.text_of(journal, ask(journal, "eau " * MAX_TEXT))
    assert kept
    assert len(kept) <= MAX_TEXT
    assert kept.startswith("eau eau")


@pytest.mark.parametrize("private", PRIVATE)
def test_no_half_of_an_address_or_number_stays_where_a_long_text_is_cut(journal: Journal, private: str) -> None:
    half = private[: len(private) // 2]
    text = ("eau " * MAX_TEXT)[: MAX_TEXT - len(half) - 1] + " " + private
    asked = ask(journal, text)
    questions.judge(journal, judged(journal, asked), is_good=False, now=SPRING)
    questions.explain(journal, judged(journal, asked), "wrong", text)
    requests.add(journal, Asking(id=new_id(), text=text, place=Place(USER)), SPRING)
    kept = [row[name] for row, name in zip(all_rows(journal), ("text", "comment", "text"), strict=True)]
    assert all(each.startswith("eau eau") for each in kept)
    assert [each[-20:] for each in kept if half in each] == []


def all_rows(journal: Journal) -> list[dict[str, Any]]:
    return [row for each in (table, feedback, requests_table) for row in rows(journal, each)]


# --- threads


def turns(journal: Journal, minutes: float = 60) -> tuple[str, ...]:
    return questions.turns(journal, THREAD, later(minutes))


def test_a_thread_is_read_from_its_oldest_question_on(journal: Journal) -> None:
    for minutes, text in enumerate(("à quelle heure arroser", "et le soir ?", "et en août ?")):
        ask(journal, text, minutes=minutes, thread=THREAD)
        ask(journal, "ailleurs", minutes=minutes, thread="un autre fil")
        ask(journal, "nulle part", minutes=minutes)
    assert turns(journal) == ("à quelle heure arroser", "et le soir ?", "et en août ?")


def test_all_who_speak_in_a_thread_are_heard(journal: Journal) -> None:
    ask(journal, "où arroser", thread=THREAD)
    ask(journal, "et quand ?", minutes=1, user=OTHER, thread=THREAD)
    assert turns(journal) == ("où arroser", "et quand ?")


def test_only_the_last_turns_of_a_long_thread_are_read(journal: Journal) -> None:
    for number in range(TURNS + 3):
        ask(journal, f"question {number}", minutes=number, thread=THREAD)
    assert turns(journal) == tuple(f"question {number}" for number in range(3, TURNS + 3))


def test_a_thread_is_forgotten_after_a_day(journal: Journal) -> None:
    ask(journal, "à quelle heure arroser", thread=THREAD)
    day = THREAD_LASTS / timedelta(minutes=1)
    assert turns(journal, day - 1) == ("à quelle heure arroser",)
    assert turns(journal, day) == ()


def choose(journal: Journal, question_id: str, passage: str | None, *, user: str = USER, minutes: float = 1) -> None:
    questions.choose(journal, question_id, journal.keys.hashed(user), passage, later(minutes))


def test_a_chosen_suggestion_stands_in_the_place_of_its_question(journal: Journal) -> None:
    unclear = ask(journal, "le délai", thread=THREAD, kind="suggestions")
    ask(journal, "et ensuite ?", minutes=1, thread=THREAD)
    choose(journal, unclear, PASSAGE)
    assert turns(journal) == ("Combien de temps attend-on ?", "et ensuite ?")


def test_a_question_whose_suggestions_were_turned_down_stands_as_it_was_asked(journal: Journal) -> None:
    choose(journal, ask(journal, "le délai", thread=THREAD, kind="suggestions"), None)
    assert turns(journal) == ("le délai",)


def test_the_last_choice_of_a_person_counts(journal: Journal) -> None:
    unclear = ask(journal, "le délai", thread=THREAD, kind="suggestions")
    for minutes, passage in enumerate(("zinc.md\tLes arrosoirs", None, PASSAGE)):
        choose(journal, unclear, passage, minutes=minutes)
    assert turns(journal) == ("Combien de temps attend-on ?",)
    assert [(row["passage"], row["at"]) for row in rows(journal, choices)] == [(PASSAGE, later(2))]


def test_a_choice_for_a_question_that_is_no_longer_kept_is_left_alone(journal: Journal) -> None:
    choose(journal, UNKNOWN, PASSAGE)
    assert rows(journal, choices) == []


# --- what was asked last


def test_the_last_questions_of_a_person_come_newest_first_each_once(journal: Journal) -> None:
    for minutes, text in enumerate(("eau", "terre", "eau", "outils")):
        ask(journal, text, minutes=minutes)
    ask(journal, "compost", minutes=9, user=OTHER)
    me = journal.keys.hashed(USER)
    assert questions.last_of(journal, me, 5) == ("outils", "eau", "terre")
    assert questions.last_of(journal, me, 2) == ("outils", "eau")


def test_what_found_no_answer_comes_newest_first_each_once(journal: Journal) -> None:
    for minutes, text in enumerate(("vélos", "piscine", "vélos")):
        ask(journal, text, minutes=minutes, user=OTHER if minutes else USER, kind="no_answer")
    ask(journal, "parcelle", minutes=4)
    choose(journal, ask(journal, "le délai", minutes=5, kind="suggestions"), None)
    choose(journal, ask(journal, "le prix", minutes=6, kind="suggestions"), PASSAGE)
    assert questions.unanswered(journal, 5) == ("le délai", "vélos", "piscine")
    assert questions.unanswered(journal, 1) == ("le délai",)


def test_a_suggestion_chosen_after_all_makes_a_question_answered(journal: Journal) -> None:
    asked = ask(journal, "le délai", kind="suggestions")
    choose(journal, asked, None)
    choose(journal, asked, PASSAGE, minutes=2)
    assert questions.unanswered(journal, 5) == ()


# --- what answers were worth


def worth(journal: Journal) -> list[tuple[bool, str | None, str | None]]:
    return [(bool(row["is_good"]), row["reason"], row["comment"]) for row in rows(journal, feedback)]


def test_the_last_judgement_of_a_person_counts(journal: Journal) -> None:
    mine = judged(journal, ask(journal))
    assert questions.judge(journal, mine, is_good=False, now=SPRING)
    assert questions.explain(journal, mine, "wrong", "non")
    assert questions.judge(journal, mine, is_good=True, now=later(1))
    assert worth(journal) == [(True, None, None)]
    assert rows(journal, feedback)[0]["at"] == later(1)


def test_each_person_judges_each_passage_for_themselves(journal: Journal) -> None:
    asked = ask(journal)
    for user, passage, is_good in ((USER, "", True), (OTHER, "", False), (USER, PASSAGE, False)):
        assert questions.judge(journal, judged(journal, asked, user, passage), is_good=is_good, now=SPRING)
    assert sorted(is_good for is_good, _, _ in worth(journal)) == [False, False, True]


def test_a_judgement_on_a_question_that_is_no_longer_kept_is_said_to_be_lost(journal: Journal) -> None:
    assert not questions.judge(journal, judged(journal, UNKNOWN), is_good=True, now=SPRING)
    assert worth(journal) == []


def test_a_reason_comes_with_a_comment_or_without(journal: Journal) -> None:
    mine = judged(journal, ask(journal))
    questions.judge(journal, mine, is_good=False, now=SPRING)
    assert questions.explain(journal, mine, "unclear", None)
    assert worth(journal) == [(False, "unclear", None)]
    assert questions.explain(journal, mine, "wrong", "Rappelez le {1} ({0})".format(*PRIVATE))
    assert worth(journal) == [(False, "wrong", "Rappelez le [téléphone] ([adresse])")]


def test_a_reason_makes_a_judgement_bad(journal: Journal) -> None:
    mine = judged(journal, ask(journal))
    questions.judge(journal, mine, is_good=True, now=SPRING)
    assert questions.explain(journal, mine, "wrong", None)
    assert worth(journal) == [(False, "wrong", None)]


def test_a_reason_without_a_judgement_is_said_to_be_lost(journal: Journal) -> None:
    asked = ask(journal)
    questions.judge(journal, judged(journal, asked, OTHER), is_good=True, now=SPRING)
    assert not questions.explain(journal, judged(journal, asked), "wrong", "non")
    assert worth(journal) == [(True, None, None)]


# --- how much is kept


def test_a_person_is_told_how_much_is_kept_about_them(journal: Journal) -> None:
    me = journal.keys.hashed(USER)
    assert questions.kept_about(journal, me) == Kept(0, 0, 0, is_subscribed=False)
    asked = [ask(journal), ask(journal), ask(journal, user=OTHER)]
    for question_id in asked:
        questions.judge(journal, judged(journal, question_id), is_good=True, now=SPRING)
    requests.add(journal, Asking(new_id(), "et l'eau ?", Place(USER)), SPRING)
    subscriptions.add(journal, USER, (), SPRING)
    assert questions.kept_about(journal, me) == Kept(2, 3, 1, is_subscribed=True)
    assert questions.kept_about(journal, journal.keys.hashed(OTHER)) == Kept(1, 0, 0, is_subscribed=False)


def test_questions_written_at_once_are_all_kept(journal: Journal) -> None:
    at_once([lambda: ask(journal) for _ in range(8)])
    assert questions.kept_about(journal, journal.keys.hashed(USER)).questions == 8
