"""The journal of a bot that runs beside the commands."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys, kept_secret
from eig_bot.journal.questions import Question
from tests.cli.conftest import Outcome

USER = "U0HABITANT"

Ask = Callable[..., None]


@pytest.fixture
def journal(data: Path) -> Iterator[Journal]:
    """The journal of a bot that runs meanwhile."""
    journal = Journal.open(data, Keys(kept_secret(data)))
    yield journal
    journal.close()


@pytest.fixture
def ask(journal: Journal) -> Ask:
    """Record a question, whose text is its id."""

    def ask(text: str, *, days_ago: int = 0, user: str = USER) -> None:
        at, asker = datetime.now(UTC) - timedelta(days=days_ago), journal.keys.hashed(user)
        journal.questions.record(Question(text, at, asker, "dm", text, "answer", None, 0.5, 3))

    return ask


def texts(found: Outcome) -> list[str]:
    """Return the questions of an export."""
    return [row["text"] for row in found.objects if row["table"] == "questions"]
