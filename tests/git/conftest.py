"""A forge for each test that asks for one, and bots that follow it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from eig_bot.config import Settings
from eig_bot.git.command import Git
from eig_bot.git.follow import Following
from eig_bot.git_settings import GitSettings
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase
from tests.git.forge import TOKEN, Forge, plain_environment
from tests.watch import Watch

SECRET = "un secret de seize lettres"
Open = Callable[..., "Replica"]


@pytest.fixture
def forge(tmp_path: Path) -> Iterator[Forge]:
    with Forge(tmp_path) as served:
        yield served


@pytest.fixture
def git_settings(forge: Forge) -> GitSettings:
    return settings_of(forge)


def settings_of(forge: Forge, **variables: str) -> GitSettings:
    """Return the settings that lead to a forge; `variables` without `EIG_BOT_KNOWLEDGE_`, as TOKEN="…"."""
    all_of_them = {"GIT": forge.address, "FOLDER": "knowledge", "TOKEN": TOKEN, **variables}
    own = {f"EIG_BOT_KNOWLEDGE_{name}": value for name, value in all_of_them.items()}
    found = Settings.read({**plain_environment(forge.root), **own}).git
    assert found
    return found


def page(title: str, text: str = "Du texte.") -> str:
    return f"---\ntitle: {title}\n---\n{text}\n"


BROKEN = "---\ntitle: [\n---\nDu texte.\n"
FIRST = {"knowledge/eau.md": page("L’eau"), "knowledge/terre.md": page("La terre")}


@dataclass
class Replica:
    """One process's side: its data folder, the journal that it may share, what follows the forge, what reads the folder."""

    data: Path
    following: Following
    journal: Journal
    library: Library

    def begin(self) -> "Replica":
        """Start; the folder is read as a running bot does."""
        self.following.begin()
        self.library.load()
        return self

    def poll(self) -> "Replica":
        """Ask the forge; what changed is taken in as by a running bot."""
        self.following.poll()
        self.library.refresh()
        return self

    @property
    def served(self) -> str | None:
        return self.following.state.commit

    @property
    def knowledge(self) -> KnowledgeBase:
        return self.library.load(allow_empty=True)

    @property
    def titles(self) -> set[str]:
        """Of the pages in service."""
        return {passage.heading_path[0] for passage in self.knowledge.passages}

    @property
    def refused(self) -> list[str]:
        return sorted({problem.path for problem in self.knowledge.problems if problem.is_error})


@pytest.fixture
def watch() -> Watch:
    """The clock that all replicas of a test share."""
    return Watch()


@pytest.fixture
def replica(forge: Forge, tmp_path: Path, watch: Watch) -> Iterator[Open]:
    """Open a replica: `name` tells its data folder, and `database` its database; others with that name have the same."""
    opened: list[Replica] = []

    def open_replica(
        name: str = "un",
        database: str = "base",
        *,
        settings: GitSettings | None = None,
        limit: float = 30,
        spacing: float = 0,
    ) -> Replica:
        found = settings or settings_of(forge)
        data = tmp_path / name
        journal = Journal.open(tmp_path / database, Keys(SECRET), now=watch)
        git = Git(found, data / "home", limit=limit)
        following = Following(
            found, data / "git", journal, last_good=data / "last-good", clock=watch, git=git, spacing=spacing, period=3_600
        )
        opened.append(Replica(data, following, journal, following.read(following.folder)))
        return opened[-1]

    yield open_replica
    for each in opened:
        each.following.close()
        each.journal.close()
