"""`purge`, `export` and `backup`, as the operator runs them beside a bot at work."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eig_bot.cli import app as cli
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys, kept_secret
from eig_bot.journal.questions import Question

USER = "U0HABITANT"
NOW = datetime.now(UTC)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """The journal of a bot that runs meanwhile."""
    journal = Journal.open(tmp_path, Keys(kept_secret(tmp_path)))
    yield journal
    journal.close()


def _ask(journal: Journal, text: str, *, days_ago: int = 0, user: str = USER) -> None:
    at, asker = NOW - timedelta(days=days_ago), journal.keys.hashed(user)
    journal.questions.record(Question(text, at, asker, "dm", text, "answer", None, 0.5, 3))


def _run(tmp_path: Path, *arguments: str, **variables: str) -> Result:
    return CliRunner(env={"EIG_BOT_DATA": str(tmp_path), **variables}).invoke(cli.cli, arguments)


def _texts(result: Result) -> list[str]:
    return [row["text"] for row in map(json.loads, result.output.splitlines()) if row["table"] == "questions"]


def test_what_is_older_than_the_retention_is_purged(journal: Journal, tmp_path: Path) -> None:
    for days_ago in (0, 29, 31, 200):
        _ask(journal, f"il y a {days_ago} jours", days_ago=days_ago)
    purged = _run(tmp_path, "purge", EIG_BOT_RETENTION_DAYS="30")
    assert purged.output.replace("\u00a0", " ") == "2 éléments de plus de 30 jours effacés.\n"
    assert _texts(_run(tmp_path, "export")) == ["il y a 29 jours", "il y a 0 jours"]


def test_an_export_holds_one_person_or_all_of_them(journal: Journal, tmp_path: Path) -> None:
    _ask(journal, "la mienne")
    _ask(journal, "celle d'une autre", user="U0VOISINE")
    journal.subscriptions.add(USER, [])
    mine = _run(tmp_path, "export", "--person", USER)
    assert _texts(mine) == ["la mienne"]
    assert [json.loads(line)["table"] for line in mine.output.splitlines()] == ["questions", "subscriptions"]
    assert sorted(_texts(_run(tmp_path, "export"))) == ["celle d'une autre", "la mienne"]
    assert USER not in _run(tmp_path, "export").output


def test_a_copy_taken_from_a_running_bot_can_be_put_back_into_it(journal: Journal, tmp_path: Path) -> None:
    copy = str(tmp_path / "copie.sqlite")
    _ask(journal, "avant")
    assert _run(tmp_path, "backup", copy).exit_code == 0
    _ask(journal, "après")
    assert _run(tmp_path, "backup", "--restore", copy).exit_code == 0
    assert journal.questions.text_of("avant") == "avant"
    assert journal.questions.text_of("après") is None
    _ask(journal, "ensuite")
    assert _texts(_run(tmp_path, "export")) == ["avant", "ensuite"]


@pytest.mark.parametrize("content", [None, b"", b"rien de tel", b"SQLite format 3\0"])
def test_what_is_no_copy_changes_nothing(journal: Journal, tmp_path: Path, content: bytes | None) -> None:
    _ask(journal, "avant")
    copy = tmp_path / "copie.sqlite"
    if content is not None:
        copy.write_bytes(content)
    refused = _run(tmp_path, "backup", "--restore", str(copy))
    assert "n’est pas une copie du journal" in str(refused.exception)
    assert _texts(_run(tmp_path, "export")) == ["avant"]


def test_a_copy_that_cannot_be_written_leaves_nothing_behind(journal: Journal, tmp_path: Path) -> None:
    _ask(journal, "avant")
    target = tmp_path / "absent" / "copie.sqlite"
    assert "ne peut pas être écrit" in str(_run(tmp_path, "backup", str(target)).exception)
    assert not target.parent.exists()


@pytest.mark.parametrize("command", [("purge",), ("export",), ("backup", "copie.sqlite")])
def test_without_a_journal_each_command_says_so_and_makes_none(tmp_path: Path, command: tuple[str, ...]) -> None:
    assert "pas encore de journal" in str(_run(tmp_path, *command).exception)
    assert list(tmp_path.iterdir()) == []
