"""A forge with two pages, and what brings accepted questions there."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from eig_bot.git.command import Git
from eig_bot.git.push import Pen
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from eig_bot.journal.lessons import Decision
from eig_bot.journal.outbox import OutboxEntry
from eig_bot.publishing.progress import Progress
from eig_bot.publishing.publisher import Publisher
from tests.garden import SPRING
from tests.git.conftest import forge as forge  # noqa: PLC0414 - a fixture
from tests.git.conftest import settings_of
from tests.git.forge import Forge
from tests.watch import Watch

SERVICE = "Jardins partagés"
HIVE, HEDGE = "knowledge/ruche.md", "knowledge/haie.md"
PAGES = {
    HIVE: "---\ntitle: La ruche\nquestions:\n  - qui garde la ruche\n---\nLe miel.\n\n## Visites\n\nLe samedi.\n",
    HEDGE: "---\ntitle: La haie\n---\nElle se taille en mars.\n",
}
TOP, VISITS = "ruche.md\tLa ruche", "ruche.md\tLa ruche\tVisites"


def entry(question: str, passage: str | None = TOP) -> OutboxEntry:
    path = passage.partition("\t")[0] if passage else "hors-sujet.yml"
    return OutboxEntry(f"{question} of {path}", path, passage, question)


@dataclass
class Desk:
    """One process: its publisher, and what it has told."""

    publisher: Publisher
    journal: Journal
    watch: Watch
    waits: list[float] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def accept(self, question: str, passage: str | None = TOP) -> Progress:
        decision = Decision.ACCEPTED if passage else Decision.OFF_TOPIC
        return self.publisher.accept(entry(question, passage), decision)

    def left(self) -> list[str]:
        """Return the questions that are not served yet."""
        return [one.question for one in self.journal.outbox.all()]


NewDesk = Callable[..., Desk]


@pytest.fixture
def desk_of(forge: Forge, tmp_path: Path) -> Iterator[NewDesk]:
    """Begin a process: on the database of the others unless `data` names another folder."""
    forge.commit(PAGES)
    with ExitStack() as stack:

        def begin(data: str = "data", name: str = "one", **variables: str) -> Desk:
            settings = settings_of(forge, **variables)
            watch = Watch(SPRING)
            (tmp_path / data).mkdir(exist_ok=True)
            journal = Journal.open(tmp_path / data, Keys("un secret de seize lettres"), now=watch)
            stack.callback(journal.close)
            pen = Pen(Git(settings, tmp_path / name), tmp_path / name)
            waits: list[float] = []
            told: list[str] = []
            publisher = Publisher(
                journal, pen, settings, lambda: SERVICE, pushed=lambda: told.append("pushed"), wait=waits.append
            )
            return Desk(publisher, journal, watch, waits, told)

        yield begin


@pytest.fixture
def desk(desk_of: NewDesk) -> Desk:
    return desk_of()
