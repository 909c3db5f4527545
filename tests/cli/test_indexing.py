"""From the settings to what answers, and what a person who waits for it is told."""

import io
import sys
import threading
from pathlib import Path

import pytest

from eig_bot.cli.indexing import indexed, responder_of, told_of_waiting
from eig_bot.config import Settings
from eig_bot.knowledge.library import Library
from eig_bot.messages import cli as messages
from tests.garden import SPRING, page, write
from tests.waiting import PATIENCE, wait_until


class Terminal(io.StringIO):
    """Standard error with a person before it, who is told something at some moment."""

    def __init__(self) -> None:
        super().__init__()
        self.told = threading.Event()

    def isatty(self) -> bool:
        return True

    def flush(self) -> None:
        self.told.set()


def before_a_person(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    return terminal


@pytest.fixture
def settings(folder: Path, tmp_path: Path) -> Settings:
    write(folder, {"ruche.md": page("La ruche", "Le miel se récolte en juillet.", ["récolter le miel"])})
    return Settings(knowledge=folder, data=tmp_path / "data")


def test_the_folder_of_the_settings_answers_and_what_is_learnt_is_kept_in_their_cache(settings: Settings) -> None:
    assert "juillet" in responder_of(settings).respond("quand récolter le miel", now=SPRING).text
    assert list(settings.cache.iterdir())


def test_a_folder_that_is_read_already_is_not_read_again(settings: Settings) -> None:
    knowledge = Library(settings.knowledge).load()
    (settings.knowledge / "ruche.md").unlink()
    assert "juillet" in indexed(knowledge, settings).respond("quand récolter le miel", now=SPRING).text


def test_a_person_who_waits_is_told_what_for(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = before_a_person(monkeypatch)
    with told_of_waiting(patience=0):
        assert terminal.told.wait(PATIENCE)
    assert terminal.getvalue() == f"{messages.INDEXING}\n"


def test_what_is_quick_is_done_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = before_a_person(monkeypatch)
    with told_of_waiting(patience=PATIENCE):
        pass
    wait_until(lambda: not any(isinstance(thread, threading.Timer) for thread in threading.enumerate()))
    assert terminal.getvalue() == ""


def test_a_program_is_told_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with told_of_waiting(patience=0):
        pass
    assert capsys.readouterr().err == ""
