"""`eig-bot backup`, beside a bot at work."""

from pathlib import Path

import pytest

from eig_bot.journal.journal import Journal
from tests.cli.commands.conftest import Ask, texts
from tests.cli.conftest import Run


def test_a_copy_taken_from_a_running_bot_can_be_put_back_into_it(run: Run, journal: Journal, ask: Ask) -> None:
    ask("avant")
    assert run("backup", "copie.sqlite").code == 0
    ask("après")
    assert run("backup", "--restore", "copie.sqlite").code == 0
    assert journal.questions.text_of("avant") == "avant"
    assert journal.questions.text_of("après") is None
    ask("ensuite")
    assert texts(run("export")) == ["avant", "ensuite"]


@pytest.mark.parametrize("content", [None, b"", b"rien de tel", b"SQLite format 3\0"])
def test_what_is_no_copy_changes_nothing(run: Run, ask: Ask, tmp_path: Path, content: bytes | None) -> None:
    ask("avant")
    if content is not None:
        (tmp_path / "copie.sqlite").write_bytes(content)
    refused = run("backup", "--restore", "copie.sqlite")
    assert refused.code == 2
    assert "n’est pas une copie du journal" in refused.err
    assert texts(run("export")) == ["avant"]


@pytest.mark.usefixtures("journal")
def test_a_copy_that_cannot_be_written_leaves_nothing_behind(run: Run, tmp_path: Path) -> None:
    assert "ne peut pas être écrit" in run("backup", "absent/copie.sqlite").err
    assert not (tmp_path / "absent").exists()
