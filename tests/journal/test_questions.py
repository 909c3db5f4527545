"""What is remembered of questions: their text, their threads, who asked last what, what found no answer."""

import json
from datetime import timedelta

import pytest

from eig_bot.journal.journal import Journal
from eig_bot.journal.questions import THREAD_LASTS, TURNS, Question
from eig_bot.journal.redact import MAX_TEXT
from eig_bot.journal.tables import questions as table
from tests.garden import SPRING

from .conftest import OTHER, PASSAGE, PRIVATE, USER, ask, at_minute, at_once, rows

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
    assert journal.questions.text_of(asked) == "à quelle heure arroser"
    assert journal.questions.text_of(UNKNOWN) is None


def test_what_identifies_a_person_is_not_kept(journal: Journal) -> None:
    asked = ask(journal, "Écrivez à {}, ou appelez le {} ; mon numéro : {}.".format(*PRIVATE))
    assert journal.questions.text_of(asked) == "Écrivez à [adresse], ou appelez le [téléphone] ; mon numéro : [numéro]."


def test_a_long_question_is_kept_by_its_beginning(journal: Journal) -> None:
    kept = journal.questions.text_of(ask(journal, "eau " * MAX_TEXT))
    assert kept
    assert len(kept) <= MAX_TEXT
    assert kept.startswith("eau eau")


# --- threads


def turns(journal: Journal, minutes: float = 60) -> tuple[str, ...]:
    return at_minute(journal, minutes).questions.turns(THREAD)


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
    at_minute(journal, minutes).feedback.choose(question_id, user, passage)


def test_a_chosen_suggestion_stands_in_the_place_of_its_question(journal: Journal) -> None:
    unclear = ask(journal, "le délai", thread=THREAD, kind="suggestions")
    ask(journal, "et ensuite ?", minutes=1, thread=THREAD)
    choose(journal, unclear, PASSAGE)
    assert turns(journal) == ("Combien de temps attend-on ?", "et ensuite ?")


def test_a_question_whose_suggestions_were_turned_down_stands_as_it_was_asked(journal: Journal) -> None:
    choose(journal, ask(journal, "le délai", thread=THREAD, kind="suggestions"), None)
    assert turns(journal) == ("le délai",)


def test_what_a_thread_was_shown_last_is_known_whatever_courtesies_follow(journal: Journal) -> None:
    assert journal.questions.shown(THREAD) is None
    ask(journal, "à quelle heure arroser", thread=THREAD)
    ask(journal, "merci", minutes=1, thread=THREAD, kind="small_talk")
    assert journal.questions.shown(THREAD) == PASSAGE


@pytest.mark.parametrize("kind", ["suggestions", "no_answer", "call_status"])
def test_what_was_not_answered_with_a_passage_has_shown_none_until_one_is_chosen(journal: Journal, kind: str) -> None:
    unclear = ask(journal, "le délai", thread=THREAD, kind=kind)
    assert journal.questions.shown(THREAD) is None
    choose(journal, unclear, PASSAGE)
    assert journal.questions.shown(THREAD) == PASSAGE
    assert journal.questions.shown(THREAD, but=unclear) is None


def test_what_a_person_talked_of_last_is_known_for_a_while(journal: Journal) -> None:
    ask(journal, "à quelle heure arroser", thread=THREAD)
    ask(journal, "merci", minutes=1, thread="autre fil", kind="small_talk")
    assert at_minute(journal, 5).questions.thread_of(USER, "dm") == THREAD
    assert at_minute(journal, 5).questions.thread_of(USER, "mention") is None
    assert at_minute(journal, 5).questions.thread_of(OTHER, "dm") is None
    assert at_minute(journal, 16).questions.thread_of(USER, "dm") is None


# --- what was asked last


def test_the_last_questions_of_a_person_come_newest_first_each_once(journal: Journal) -> None:
    for minutes, text in enumerate(("eau", "terre", "eau", "outils")):
        ask(journal, text, minutes=minutes)
    ask(journal, "compost", minutes=9, user=OTHER)
    assert journal.questions.last_of(USER, 5) == ("outils", "eau", "terre")
    assert journal.questions.last_of(USER, 2) == ("outils", "eau")


def test_what_found_no_answer_comes_newest_first_each_once(journal: Journal) -> None:
    for minutes, text in enumerate(("vélos", "piscine", "vélos")):
        ask(journal, text, minutes=minutes, user=OTHER if minutes else USER, kind="no_answer")
    ask(journal, "parcelle", minutes=4)
    choose(journal, ask(journal, "le délai", minutes=5, kind="suggestions"), None)
    choose(journal, ask(journal, "le prix", minutes=6, kind="suggestions"), PASSAGE)
    assert journal.questions.unanswered(5) == ("le délai", "vélos", "piscine")
    assert journal.questions.unanswered(1) == ("le délai",)


def test_a_suggestion_chosen_after_all_makes_a_question_answered(journal: Journal) -> None:
    asked = ask(journal, "le délai", kind="suggestions")
    choose(journal, asked, None)
    choose(journal, asked, PASSAGE, minutes=2)
    assert journal.questions.unanswered(5) == ()


# --- as plain values, and by its id


def test_a_question_is_the_same_after_json_but_for_what_identifies_a_person() -> None:
    question = Question("q1", SPRING, "p1", "dm", f"appelez le {PRIVATE[1]}", "answer", None, 0.5, 3, "t1")
    read = Question.from_plain(json.loads(json.dumps(question.to_plain())))
    assert (read.at, read.asker, read.thread, read.passage) == (SPRING, "p1", "t1", None)
    assert read.text == "appelez le [téléphone]"


def test_an_event_has_one_question_and_what_is_no_event_a_new_one_each_time(journal: Journal) -> None:
    of_an_event = {journal.questions.id_of("Ev1"), journal.questions.id_of("Ev1"), journal.questions.id_of("Ev2")}
    assert len(of_an_event) == 2
    assert "Ev1" not in str(of_an_event)
    assert journal.questions.id_of(None) != journal.questions.id_of(None)


def test_a_question_that_is_answered_again_is_no_turn_before_itself_and_is_kept_as_it_was(journal: Journal) -> None:
    first = ask(journal, "où arroser", thread=THREAD)
    again = ask(journal, "et quand ?", thread=THREAD, minutes=1)
    assert at_minute(journal, 2).questions.turns(THREAD, but=again) == ("où arroser",)
    journal.questions.record(Question(first, SPRING, "p1", "dm", "autre chose", "answer", None, 0.5, 3))
    assert journal.questions.text_of(first) == "où arroser"


def test_questions_written_at_once_are_all_kept(journal: Journal) -> None:
    at_once([lambda: ask(journal) for _ in range(8)])
    assert journal.people.kept_about(USER).questions == 8
