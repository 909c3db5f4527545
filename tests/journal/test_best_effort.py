"""What answers do without while the database is away, and what they keep on disk meanwhile."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from eig_bot.journal.best_effort import CATCH_UP, DOUBLE_CLICK, BestEffortJournal
from eig_bot.journal.events import Event
from eig_bot.journal.journal import Journal
from eig_bot.journal.people import Kept
from eig_bot.journal.questions import Question
from eig_bot.journal.requests import Asking, Recipient
from eig_bot.journal.spool import Spool
from tests.garden import SPRING

from .conftest import PASSAGE, PRIVATE, USER, ask, at_minute, at_once, judged, later

QUESTION = Question("q1", SPRING, "p1", "dm", f"appelez le {PRIVATE[1]}", "answer", None, 0.5, 3, "fil")

Asked = Callable[[BestEffortJournal], object]


@pytest.fixture
def database() -> None:
    """A server that is away is the subject of `test_faults.py`."""


@pytest.fixture
def spool(data: Path, journal: Journal) -> Iterator[Spool]:
    spool = Spool(data / "spool", journal.keys)
    yield spool
    spool.close()


@pytest.fixture
def best_effort(journal: Journal, spool: Spool) -> BestEffortJournal:
    return BestEffortJournal(journal, spool)


@pytest.fixture
def away(best_effort: BestEffortJournal, journal: Journal) -> BestEffortJournal:
    """The same, with the file of the database out of reach."""
    path = journal.database.path
    assert path
    journal.close()
    path.unlink()
    path.mkdir()
    return best_effort


def records(spool: Spool) -> list[str]:
    return [entry.content["question"]["text"] for entry in spool.entries()]


# --- in reach


def test_in_reach_it_says_and_keeps_what_the_journal_does(best_effort: BestEffortJournal, journal: Journal) -> None:
    asked = ask(journal, "où arroser", thread="fil", kind="suggestions")
    best_effort.choose(asked, USER, None)
    journal.subscriptions.add(USER, ())
    journal.requests.add(Asking("r1", "et l'eau ?", Recipient(USER)))
    assert best_effort.turns("fil") == best_effort.last_of(USER, 5) == best_effort.unanswered(5) == ("où arroser",)
    assert best_effort.turns("fil", but=asked) == ()
    assert (best_effort.text_of(asked), best_effort.text_of(None)) == ("où arroser", None)
    assert best_effort.judge(judged(asked), is_good=False)
    assert best_effort.explain(judged(asked), "wrong", None)
    assert best_effort.is_subscribed(USER)
    assert best_effort.kept_about(USER) == Kept(1, 2, 1, is_subscribed=True)
    assert [request.id for request in best_effort.waiting(5) or ()] == ["r1"]


def test_in_reach_a_question_is_recorded_in_the_journal(best_effort: BestEffortJournal, journal: Journal, spool: Spool) -> None:
    best_effort.record(QUESTION)
    assert journal.questions.text_of("q1") == "appelez le [téléphone]"
    assert records(spool) == []


def test_a_second_click_is_one_with_the_first_for_a_moment_or_until_it_is_allowed_again(
    best_effort: BestEffortJournal, journal: Journal
) -> None:
    assert [best_effort.first("clic"), best_effort.first("clic"), best_effort.first("autre")] == [True, False, True]
    best_effort.allow_again("clic")
    assert [best_effort.first("clic"), best_effort.first("clic")] == [True, False]
    at_minute(journal, (DOUBLE_CLICK / timedelta(minutes=1)) + 0.1)
    assert best_effort.first("clic")


def test_the_name_of_a_click_tells_nobody_who_clicked(best_effort: BestEffortJournal, journal: Journal) -> None:
    best_effort.first(f"clic {USER}")
    assert not any(USER in name for name in journal.claims.taken(""))


def test_an_event_that_is_under_way_is_not_abandoned(best_effort: BestEffortJournal, journal: Journal) -> None:
    journal.events.take(Event("Ev1", {}), "a")
    at_minute(journal, 2)
    best_effort.still_at(["Ev1"])
    assert journal.events.abandoned() == []


# --- out of reach


@pytest.mark.parametrize(
    ("asked", "instead"),
    [
        (lambda journal: journal.turns("fil"), ()),
        (lambda journal: journal.shown("fil"), None),
        (lambda journal: journal.thread_of(USER, "dm"), None),
        (lambda journal: journal.text_of("q1"), None),
        (lambda journal: journal.last_of(USER, 5), ()),
        (lambda journal: journal.unanswered(5), None),
        (lambda journal: journal.choose("q1", USER, PASSAGE), None),
        (lambda journal: journal.judge(judged("q1"), is_good=True), False),
        (lambda journal: journal.explain(judged("q1"), "wrong", None), False),
        (lambda journal: journal.is_subscribed(USER), False),
        (lambda journal: journal.kept_about(USER), None),
        (lambda journal: journal.waiting(5), None),
        (lambda journal: [journal.first("clic"), journal.first("clic")], [True, True]),
        (lambda journal: journal.allow_again("clic"), None),
        (lambda journal: journal.still_at(["Ev1"]), None),
    ],
    ids=range(15),
)
def test_out_of_reach_it_does_without_and_says_so_in_the_log(
    away: BestEffortJournal, caplog: pytest.LogCaptureFixture, asked: Asked, instead: object
) -> None:
    assert asked(away) == instead
    assert set(caplog.messages) == {"journal out of reach"}


def test_out_of_reach_a_question_waits_in_the_spool_without_what_identifies_a_person(
    away: BestEffortJournal, spool: Spool, caplog: pytest.LogCaptureFixture
) -> None:
    away.record(QUESTION)
    assert records(spool) == ["appelez le [téléphone]"]
    assert caplog.messages == ["question kept in the spool"]


def test_with_the_disk_gone_too_a_question_is_not_recorded_and_answered_all_the_same(
    away: BestEffortJournal, data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.rmtree(data / "spool")
    away.record(QUESTION)
    assert caplog.messages[-1] == "question not recorded"


def test_what_is_no_fault_of_the_database_is_not_hidden(best_effort: BestEffortJournal) -> None:
    with pytest.raises(TypeError):
        best_effort.last_of(None, 5)  # type: ignore[arg-type]  # a bug


# --- back in reach


@pytest.fixture
def come_back(journal: Journal) -> Callable[[], None]:
    """Let the file be there again."""

    def come_back() -> None:
        assert journal.database.path
        journal.database.path.rmdir()

    return come_back


def spooled(minutes: float, thread: str = "fil") -> Question:
    return replace(QUESTION, id=f"q{minutes}", text=f"question {minutes}", at=later(minutes), thread=thread)


def test_what_was_asked_meanwhile_is_kept_before_what_is_asked_then(
    away: BestEffortJournal, journal: Journal, spool: Spool, come_back: Callable[[], None]
) -> None:
    for minutes in (1, 2):
        away.record(spooled(minutes))
    come_back()
    away.record(spooled(3))
    assert journal.questions.turns("fil") == ("question 1", "question 2", "question 3")
    assert records(spool) == []


def test_who_asks_further_leans_on_it(away: BestEffortJournal, spool: Spool, come_back: Callable[[], None]) -> None:
    for minutes in (1, 2):
        away.record(spooled(minutes))
    assert away.turns("fil") == ()
    come_back()
    assert away.turns("fil") == ("question 1", "question 2")
    assert records(spool) == []


def test_much_of_it_keeps_nobody_waiting(
    away: BestEffortJournal, journal: Journal, spool: Spool, come_back: Callable[[], None]
) -> None:
    for number in range(2 * CATCH_UP + 1):
        away.record(spooled(number))
    come_back()
    away.record(spooled(99))
    assert len(records(spool)) == CATCH_UP + 1
    for _ in range(2):
        away.turns("fil")
    assert (records(spool), journal.questions.text_of("q40")) == ([], "question 40")


def test_many_who_ask_at_once_keep_each_of_it_once(
    away: BestEffortJournal, journal: Journal, come_back: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for minutes in range(5):
        away.record(spooled(minutes))
    come_back()
    kept: list[str] = []
    record = journal.questions.record

    def count(question: Question) -> None:
        kept.append(question.id)
        record(question)

    monkeypatch.setattr(journal.questions, "record", count)
    at_once([lambda: away.turns("fil")] * 6)
    assert kept == [f"q{minutes}" for minutes in range(5)]


def test_what_is_no_question_is_left_to_others(
    away: BestEffortJournal, journal: Journal, spool: Spool, come_back: Callable[[], None]
) -> None:
    spool.write({"question": {"id": "q0"}})
    spool.write({"answered": "Ev1"})
    away.record(spooled(1))
    come_back()
    away.record(spooled(2))
    assert journal.questions.turns("fil") == ("question 1", "question 2")
    assert [*spool.entries()][1].content == {"answered": "Ev1"}
