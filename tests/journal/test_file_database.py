"""A journal in a file that other programs hold, read, replace: who writes waits once, who reads never."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from eig_bot.errors import InputError, JournalError, SettingsError
from eig_bot.journal.file_database import FILE, FileDatabase
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from eig_bot.messages import journal as messages
from tests.garden import SPRING
from tests.watch import Watch

from .conftest import SECRET, USER, ask, at_once, open_journal
from .damage import held, read_by_another

SHORT = 0.2


@pytest.fixture
def database() -> None:
    """A journal that is a file."""


def impatient(data: Path, wait: float = SHORT, away: float = 60) -> Journal:
    """Open a journal of one question that waits for others so long, and not again for a minute."""
    journal = Journal(FileDatabase(data / FILE, wait, away=away), Keys(SECRET), Watch(SPRING))
    ask(journal, "eau")
    return journal


@pytest.fixture
def journal(data: Path) -> Iterator[Journal]:
    journal = impatient(data)
    yield journal
    journal.close()


def refused(action: Callable[[], object]) -> float:
    """Return how many seconds it took until something was refused."""
    began = time.monotonic()
    with pytest.raises(JournalError):
        action()
    return time.monotonic() - began


def test_what_is_read_goes_over_the_connection_that_was_used_last(journal: Journal) -> None:
    def used() -> int:
        with journal.database.read() as connection:
            return id(connection.connection.dbapi_connection)

    with journal.database.read() as last, journal.database.read():
        expected = id(last.connection.dbapi_connection)
    assert [used() for _ in range(3)] == [expected] * 3


# --- held by another program


def test_who_writes_waits_once_and_is_then_refused_at_once(journal: Journal, data: Path) -> None:
    with held(data / FILE):
        assert refused(lambda: ask(journal)) >= SHORT
        assert sum(refused(lambda: ask(journal)) for _ in range(20)) < SHORT


def test_who_writes_at_the_same_time_waits_no_longer_in_all(journal: Journal, data: Path) -> None:
    with held(data / FILE):
        began = time.monotonic()
        at_once([lambda: refused(lambda: ask(journal))] * 8)
        assert time.monotonic() - began < 2.5 * SHORT + 1  # eight who wait in a row would take eight times as long


def test_many_who_write_at_once_are_no_program_that_holds_it(data: Path) -> None:
    with closing(impatient(data, wait=0.5)) as journal:

        def write() -> None:
            with journal.database.begin():
                time.sleep(0.1)

        at_once([write] * 8)  # the last one waits for longer than for another program


def test_it_is_tried_again_after_a_while_without_waiting_until_it_is_free(data: Path) -> None:
    with closing(impatient(data, wait=5, away=0)) as journal:
        journal.database._is_held = True  # type: ignore[attr-defined]  # as one that has waited in vain
        with held(data / FILE):
            assert refused(lambda: ask(journal)) < 1
        ask(journal, "terre", minutes=1)
        assert journal.questions.last_of(USER, 5) == ("terre", "eau")


def test_who_reads_does_not_wait(journal: Journal, data: Path) -> None:
    with held(data / FILE):
        refused(lambda: ask(journal))
        began = time.monotonic()
        assert journal.questions.last_of(USER, 5) == ("eau",)
        assert time.monotonic() - began < SHORT


def test_who_may_not_even_read_waits_once(journal: Journal, data: Path) -> None:
    journal.close()
    with held(data / FILE, against_readers=True):
        refused(lambda: journal.questions.last_of(USER, 5))
        assert sum(refused(lambda: journal.questions.last_of(USER, 5)) for _ in range(20)) < SHORT


def test_who_reads_waits_for_no_thread_that_writes(journal: Journal) -> None:
    is_writing, may_end = threading.Event(), threading.Event()

    def write() -> None:
        with journal.database.begin():
            is_writing.set()
            may_end.wait()

    writer = threading.Thread(target=write)
    writer.start()
    is_writing.wait()
    assert journal.questions.last_of(USER, 5) == ("eau",)
    assert refused(lambda: ask(journal)) >= SHORT
    may_end.set()
    writer.join()


# --- at the start


def test_a_bot_starts_beside_a_program_that_holds_its_journal(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    impatient(data).close()
    with held(data / FILE), closing(FileDatabase.open(data / FILE, SHORT)) as found:
        found.check()
    assert "journal out of reach, the bot answers without it: held" in caplog.messages


def test_a_command_reads_what_another_program_holds_unless_it_may_not_even_read(data: Path) -> None:
    impatient(data).close()
    with held(data / FILE), closing(FileDatabase.open(data / FILE, SHORT, mends=False)) as found:
        found.check()
    with held(data / FILE, against_readers=True), pytest.raises(InputError) as raised:
        FileDatabase.open(data / FILE, SHORT, mends=False)
    assert str(raised.value) == messages.JOURNAL_HELD


def test_who_may_not_write_does_not_start(data: Path) -> None:
    impatient(data).close()
    (data / FILE).rename(data / "ailleurs.sqlite")
    (data / FILE).mkdir()
    with pytest.raises(SettingsError):
        FileDatabase.open(data / FILE)


# --- replaced while it is in use


def test_a_file_that_comes_into_the_place_of_another_is_used_at_once(journal: Journal, data: Path, tmp_path: Path) -> None:
    with closing(open_journal(tmp_path / "autre")) as other:
        ask(other, "terre")
    journal.close()
    (tmp_path / "autre" / FILE).replace(data / FILE)
    assert journal.questions.last_of(USER, 5) == ("terre",)


def test_a_file_that_is_gone_is_begun_anew_for_its_owners_eyes_alone(journal: Journal, data: Path) -> None:
    for path in data.glob(f"{FILE}*"):
        path.unlink()
    assert journal.questions.last_of(USER, 5) == ()
    ask(journal, "terre")
    assert (data / FILE).stat().st_mode & 0o777 == 0o600
    assert journal.questions.last_of(USER, 5) == ("terre",)


# --- what was deleted


def test_what_was_deleted_is_written_over_as_soon_as_nobody_reads_it_any_more(data: Path) -> None:
    with closing(impatient(data, away=0)) as journal:
        ask(journal, "une rocaille très reconnaissable")
        with read_by_another(data / FILE):
            journal.people.forget(USER)
            assert not journal.database.erase()
            assert b"reconnaissable" in (data / f"{FILE}-wal").read_bytes()
        journal.claims.take("a")
        assert (data / f"{FILE}-wal").read_bytes() == b""
        assert b"reconnaissable" not in (data / FILE).read_bytes()
        assert journal.database.erase()


def test_a_file_is_written_anew_after_a_deletion_by_whoever_comes_to_it(data: Path) -> None:
    with closing(impatient(data)) as journal, journal.database.begin() as connection:
        journal.database.note_deletion(connection, of_a_person=True)
    with closing(open_journal(data)) as journal:
        assert journal.database.erase()
        with journal.database.read() as connection:
            assert connection.execute(text("PRAGMA user_version")).scalar() == 0
