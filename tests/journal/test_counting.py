"""What the journal counts of a period, and what it leaves out."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from eig_bot.clock import PARIS
from eig_bot.journal.feedback import JudgedAnswer
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from eig_bot.journal.questions import Question
from eig_bot.journal.repository import new_id
from eig_bot.journal.requests import Asking, Recipient
from eig_bot.journal.usage import Comment, Counts, Found, Opinions, Period, Usage, Wording
from tests.garden import SPRING
from tests.journal.conftest import OTHER, OTHER_SECRET, TEAM, USER, at_minute
from tests.postgres import Server
from tests.watch import Watch

DAY = 24 * 60

WEEK = Period.last(SPRING, 7)
WATER, PLOT, TOOLS = "eau.md\tL'eau", "parcelle.md\tUne parcelle", "outils.md\tLes outils"


def asked(
    journal: Journal,
    text: str = "combien coûte une parcelle",
    kind: str = "answer",
    *,
    days: float = 0.01,
    user: str = USER,
    passage: str | None = PLOT,
) -> str:
    """Record a question asked some days before `SPRING`, and return its id."""
    name = new_id()
    moment = SPRING - timedelta(days=days)
    question = Question(name, moment, journal.keys.hashed(user), "dm", text, kind, passage, 0.5, 3)
    journal.questions.record(question)
    return name


def chosen(journal: Journal, question: str, passage: str | None, *, days: float = 0.01, user: str = USER) -> None:
    at_minute(journal, -days * DAY).feedback.choose(question, user, passage)


def judged(
    journal: Journal,
    question: str,
    *,
    is_good: bool,
    user: str = USER,
    passage: str = PLOT,
    days: float = 0.01,
    reason: str | None = None,
    comment: str | None = None,
) -> None:
    judgement = JudgedAnswer(question, user, passage)
    at_minute(journal, -days * DAY).feedback.judge(judgement, is_good=is_good)
    if reason:
        journal.feedback.explain(judgement, reason, comment)


def a_fortnight(journal: Journal) -> Usage:
    """Fill a journal with something of everything."""
    question = asked(journal, user=OTHER)
    judged(journal, question, is_good=False, reason="wrong", comment="Écrivez à moi@exemple.fr")
    judged(journal, question, is_good=True, user=OTHER)
    for days in (0.01, 2, 8):
        asked(journal, "et l'eau ?", "no_answer", days=days, passage=None)
        chosen(journal, asked(journal, "où arroser", "suggestions", days=days, passage=WATER), WATER, days=days)
        chosen(journal, asked(journal, "des ruches ?", "suggestions", days=days, passage=TOOLS), None, days=days)
    asked(journal, "bonjour", "small_talk", passage=None)
    asked(journal, "c'est ouvert ?", "call_status", days=30)
    at_minute(journal, -20 * DAY).requests.add(Asking(new_id(), "Qui signe ?", Recipient(USER)))
    return journal.usage(WEEK)


# --- counts


def test_an_empty_journal_counts_nothing(journal: Journal) -> None:
    found = journal.usage(WEEK)
    assert (found.counts, found.before, found.people, found.oldest) == (Counts(0, 0, 0), Counts(0, 0, 0), 0, None)
    assert (found.unanswered, found.opinions, found.comments, found.found, found.waiting) == ((), {}, (), (), 0)


def test_questions_are_counted_by_what_they_got_and_a_greeting_is_none(journal: Journal) -> None:
    for kind, times in {"answer": 3, "call_status": 1, "suggestions": 2, "no_answer": 1, "small_talk": 4}.items():
        for _ in range(times):
            asked(journal, kind=kind)
    found = journal.usage(WEEK)
    assert found.counts == Counts(answered=4, suggested=2, silent=1)
    assert (found.counts.asked, found.counts.held_back) == (7, 3)


def test_a_question_belongs_to_one_period_alone(journal: Journal) -> None:
    for moment in (WEEK.since, WEEK.until, WEEK.before.since, WEEK.before.until, WEEK.since - timedelta(microseconds=1)):
        asked(journal, days=(SPRING - moment) / timedelta(days=1))
    found = journal.usage(WEEK)
    assert (found.counts.asked, found.before.asked) == (1, 1)
    assert found.oldest == WEEK.before.since


def test_the_parts_of_a_period_add_up(journal: Journal) -> None:
    for days in (0.01, 1, 1, 3, 6, 9):
        asked(journal, days=days)
    found = journal.usage(WEEK)
    assert [counts.asked for _, counts in found.parts] == [1, 0, 0, 1, 0, 2, 1]
    assert sum(counts.asked for _, counts in found.parts) == found.counts.asked


def test_a_day_is_a_day_in_france(journal: Journal) -> None:
    moment = datetime(2031, 4, 8, 22, 30, tzinfo=UTC)  # half past midnight of the 9th
    asked(journal, days=(SPRING - moment) / timedelta(days=1))
    by_day = {part.since.astimezone(PARIS).day: counts.asked for part, counts in journal.usage(WEEK).parts}
    assert (by_day[8], by_day[9]) == (0, 1)


def test_a_person_counts_once_however_often_they_ask(journal: Journal) -> None:
    for user in (USER, USER, OTHER):
        asked(journal, user=user)
    asked(journal, "bonjour", "small_talk", user=TEAM)
    asked(journal, user=TEAM, days=10)
    assert journal.usage(WEEK).people == 2


# --- what found no answer


def test_the_most_asked_wording_comes_first_and_suggestions_that_were_turned_down_are_no_answer(journal: Journal) -> None:
    asked(journal, "des ruches ?", "no_answer")
    for _ in range(2):
        chosen(journal, asked(journal, "un hôtel à insectes ?", "suggestions"), None)
    chosen(journal, asked(journal, "où arroser", "suggestions"), WATER)
    asked(journal, "que planter", "suggestions")
    found = journal.usage(WEEK)
    assert found.unanswered == (Wording("un hôtel à insectes ?", 2), Wording("des ruches ?", 1))
    assert (found.turned_down, found.unanswered_count) == (2, 3)


def test_only_the_most_asked_wordings_are_read(journal: Journal) -> None:
    for text in ("des ruches ?", "des poules ?", "des ruches ?"):
        asked(journal, text, "no_answer")
    found = journal.usage(WEEK, wordings=1)
    assert (found.unanswered, found.unanswered_count) == ((Wording("des ruches ?", 2),), 3)


# --- what was judged


def test_judgements_are_counted_by_passage_with_their_reasons(journal: Journal) -> None:
    question = asked(journal)
    judged(journal, question, is_good=True, user=TEAM)
    judged(journal, question, is_good=False, user=USER, reason="wrong")
    judged(journal, question, is_good=False, user=OTHER)
    judged(journal, question, is_good=False, passage="", reason="beside")
    found = journal.usage(WEEK).opinions
    assert found == {PLOT: Opinions(1, {"": 1, "wrong": 1}), "": Opinions(0, {"beside": 1})}
    assert (found[PLOT].bad, found[PLOT].judged) == (2, 3)


def test_only_the_last_judgement_of_a_person_counts(journal: Journal) -> None:
    question = asked(journal)
    judged(journal, question, is_good=False, reason="wrong")
    judged(journal, question, is_good=True)
    assert journal.usage(WEEK).opinions == {PLOT: Opinions(1, {})}


def test_a_judgement_belongs_to_the_week_in_which_it_was_given(journal: Journal) -> None:
    question = asked(journal, days=9)
    judged(journal, question, is_good=True)
    judged(journal, question, is_good=True, user=OTHER, days=9)
    assert journal.usage(WEEK).opinions == {PLOT: Opinions(1, {})}


def test_a_comment_comes_with_its_question_the_last_first(journal: Journal) -> None:
    question = asked(journal)
    judged(journal, question, is_good=False, reason="wrong", comment="Le prix a changé.", days=2)
    judged(journal, question, is_good=False, user=OTHER, reason="beside", comment="Voyez 06 12 34 56 78.")
    text = "combien coûte une parcelle"
    assert journal.usage(WEEK).comments == (
        Comment("Voyez [téléphone].", "beside", PLOT, text),
        Comment("Le prix a changé.", "wrong", PLOT, text),
    )


# --- passages, requests


def test_a_passage_is_found_when_it_answers_or_is_chosen(journal: Journal) -> None:
    asked(journal)
    asked(journal, days=8)
    asked(journal, days=8)
    chosen(journal, asked(journal, kind="suggestions", passage=TOOLS), WATER)
    asked(journal, kind="suggestions", passage=TOOLS)
    asked(journal, kind="no_answer", passage=TOOLS)
    assert journal.usage(WEEK).found == (Found(WATER, 1, 0), Found(PLOT, 1, 2))


def test_what_was_found_long_ago_was_found_all_the_same(journal: Journal) -> None:
    asked(journal, days=100)
    assert journal.usage(WEEK).found == (Found(PLOT, 0, 0),)


def test_requests_of_the_period_are_counted_and_all_that_wait(journal: Journal) -> None:
    names = [new_id() for _ in range(3)]
    for name, days in zip(names, (1, 2, 20), strict=True):
        at_minute(journal, -days * DAY).requests.add(Asking(name, "Qui signe ?", Recipient(USER)))
    at_minute(journal, 0).requests.answer(names[0], TEAM, "La mairie.")
    found = journal.usage(WEEK)
    assert (found.requests, found.waiting) == (2, 2)


# --- everywhere


@pytest.fixture
def on_a_server(postgres: Server, tmp_path: Path) -> Iterator[Journal]:
    with closing(Journal.open(tmp_path, Keys(OTHER_SECRET), postgres.new_database(), now=Watch(SPRING))) as journal:
        yield journal


def test_both_databases_count_the_same(journal: Journal, on_a_server: Journal) -> None:
    found = a_fortnight(journal)
    assert found == a_fortnight(on_a_server)
    assert (found.counts.asked, found.turned_down, len(found.comments), len(found.found)) == (7, 2, 1, 2)


def test_no_figure_tells_who_asked(journal: Journal) -> None:
    shown = repr(a_fortnight(journal))
    for user in (USER, OTHER):
        assert journal.keys.hashed(user) not in shown
        assert user not in shown
    assert "exemple.fr" not in shown
