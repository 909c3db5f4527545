"""`eig-bot fit`: what takes long at a start is done before it."""

from pathlib import Path

import pytest

from eig_bot.knowledge.library import Library
from eig_bot.search.cache import Cache
from tests.cli.conftest import Run
from tests.garden import FOLDER


def test_all_that_is_learnt_is_there_for_the_next_start(run: Run, data: Path) -> None:
    found = run("fit")
    assert (found.code, found.err) == (0, "")
    assert "C’est prêt" in found.out
    assert Cache(data / "cache").has(Library(FOLDER).load())


def test_a_folder_that_cannot_be_served_is_said_in_a_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EIG_BOT_KNOWLEDGE", str(tmp_path / "absent"))
    assert run("fit").code == 2
