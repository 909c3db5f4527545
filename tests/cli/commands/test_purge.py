"""`eig-bot purge`."""

import pytest

from tests.cli.commands.conftest import Ask, texts
from tests.cli.conftest import Run
from tests.garden import plainly


def test_what_is_older_than_the_retention_is_purged(run: Run, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EIG_BOT_RETENTION_DAYS", "30")
    for days_ago in (0, 29, 31, 200):
        ask(f"il y a {days_ago} jours", days_ago=days_ago)
    assert plainly(run("purge").out) == "2 éléments de plus de 30 jours effacés.\n"
    assert texts(run("export")) == ["il y a 29 jours", "il y a 0 jours"]
