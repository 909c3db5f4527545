"""Commits pushed over ssh, with the robot's key."""

from pathlib import Path

import pytest

from eig_bot.git.command import Git
from eig_bot.git.push import Pen, StalePushError
from tests.git.forge import Forge
from tests.git.test_push import PAGE, pushed
from tests.git.test_ssh import Keys, Server, settings_over_ssh
from tests.git.test_ssh import keys as keys  # noqa: PLC0414 - a fixture
from tests.git.test_ssh import server as server  # noqa: PLC0414 - likewise

pytestmark = pytest.mark.slow


@pytest.fixture
def pen(forge: Forge, server: Server, keys: Keys, tmp_path: Path) -> Pen:
    forge.commit({PAGE: "Le miel.\n"})
    return Pen(Git(settings_over_ssh(server, forge, keys), tmp_path), tmp_path / "room")


def test_a_commit_is_pushed(forge: Forge, pen: Pen) -> None:
    assert pushed(pen, b"Le mien.") == forge.head()


def test_a_plain_sshd_gives_a_whole_copy_at_the_second_attempt(forge: Forge, server: Server, pen: Pen) -> None:
    server.variables = frozenset()
    with pytest.raises(StalePushError), pen.opened("main") as copy:
        copy.read(copy.head, PAGE)
    with pen.opened("main") as copy:
        assert copy.read(copy.head, PAGE) == b"Le miel.\n"
        commit = copy.commit(copy.head, PAGE, b"Le mien.", "Un titre", "Jardins")
        copy.push(commit, "main")
    assert forge.head() == commit
