"""`eig-bot purge`."""

from datetime import timedelta
from pathlib import Path

import pytest

from eig_bot.clock import utc_now
from eig_bot.journal.file_database import FILE
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys, kept_secret
from eig_bot.journal.team_acts import RETENTION, Act, TeamAct
from eig_bot.messages import journal as messages
from tests.cli.commands.conftest import Ask, texts
from tests.cli.conftest import Run
from tests.garden import plainly
from tests.journal.damage import raw_files, read_by_another


def test_what_is_older_than_the_retention_is_purged(run: Run, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EIG_BOT_RETENTION_DAYS", "30")
    for days_ago in (0, 29, 31, 200):
        ask(f"il y a {days_ago} jours", days_ago=days_ago)
    assert plainly(run("purge").out) == "2 éléments de plus de 30 jours effacés.\n"
    assert texts(run("export")) == ["il y a 29 jours", "il y a 0 jours"]


def test_what_the_team_did_is_purged_after_a_time_of_its_own(
    run: Run, data: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EIG_BOT_RETENTION_DAYS", "30")
    ask("il y a 40 jours", days_ago=40)
    for age in (timedelta(days=40), RETENTION + timedelta(days=1)):
        then = Journal.open(data, Keys(kept_secret(data)), now=lambda age=age: utc_now() - age)  # type: ignore[misc]  # mypy cannot infer the default
        then.team_acts.add(TeamAct("U0EQUIPE1", Act.SKIPPED, f"{age.days}"))
        then.close()
    run("purge")
    assert [row["about"] for row in run("export").objects] == ["40"]


@pytest.mark.slow
def test_what_another_program_still_reads_is_said_to_be_in_the_files(run: Run, ask: Ask, data: Path) -> None:
    ask("zibeline", days_ago=200)
    with read_by_another(data / FILE):
        found = run("purge")
        assert (found.code, found.err) == (0, f"{messages.STILL_IN_FILES}\n")
    assert run("purge").err == ""
    assert b"zibeline" not in raw_files(data)
