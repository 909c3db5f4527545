"""The journal that a command opens: the one that is there, and none made where there is none."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from eig_bot.cli.journal import opened_journal
from eig_bot.config import Settings
from eig_bot.errors import InputError, JournalError
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys, kept_secret
from eig_bot.messages import journal as messages
from tests.cli.conftest import Run


@contextmanager
def opened(folder: Path) -> Iterator[Journal]:
    with opened_journal(Settings(knowledge=folder, data=folder)) as journal:
        yield journal


def test_what_a_bot_has_written_is_there(tmp_path: Path) -> None:
    Journal.open(tmp_path, Keys(kept_secret(tmp_path))).close()
    with opened(tmp_path) as journal:
        journal.database.check()


def test_a_journal_that_goes_meanwhile_is_said_to_be_held(tmp_path: Path) -> None:
    Journal.open(tmp_path, Keys(kept_secret(tmp_path))).close()
    with pytest.raises(InputError, match=messages.JOURNAL_HELD), opened(tmp_path):
        raise JournalError("gone")


@pytest.mark.parametrize("command", [("purge",), ("export",), ("backup", "copie.sqlite"), ("report",), ("learn",)])
def test_without_a_journal_each_command_says_so_and_makes_none(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("EIG_BOT_DATA", str(folder))
    found = run(*command)
    assert (found.code, found.err) == (2, f"{messages.no_journal_yet(str(folder))}\n")
    assert list(folder.iterdir()) == []
