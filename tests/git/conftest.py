"""A forge for each test that asks for one, and settings that lead to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from eig_bot.config import Settings
from eig_bot.git_settings import GitSettings
from tests.git.forge import TOKEN, Forge, plain_environment


@pytest.fixture
def forge(tmp_path: Path) -> Iterator[Forge]:
    with Forge(tmp_path) as served:
        yield served


@pytest.fixture
def git_settings(forge: Forge) -> GitSettings:
    return settings_of(forge)


def settings_of(forge: Forge, **variables: str) -> GitSettings:
    """Return the settings that lead to a forge; `variables` without `EIG_BOT_KNOWLEDGE_`, as TOKEN="…"."""
    own = {f"EIG_BOT_KNOWLEDGE_{name}": value for name, value in {"FOLDER": "knowledge", "TOKEN": TOKEN, **variables}.items()}
    found = Settings.read({**plain_environment(forge.root), "EIG_BOT_KNOWLEDGE_GIT": forge.address, **own}).git
    assert found
    return found
