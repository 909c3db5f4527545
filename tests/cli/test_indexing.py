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
from tests.cli.conftest import Run
from tests.garden import SPRING, page, plainly, write
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


# --- what is refused --------------------------------------------------------------------------------------------------


def test_what_cannot_be_read_is_said_with_what_is_served_in_its_place(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    responder_of(settings)
    assert capsys.readouterr().err == ""
    write(settings.knowledge, {"ruche.md": "---\ntitle: [\n", "haie.md": "---\ntitle: La haie\n"})
    assert "juillet" in responder_of(settings).respond("quand récolter le miel", now=SPRING).text
    hedge, honey = plainly(capsys.readouterr().err).splitlines()
    assert hedge.startswith("Page refusée : haie.md:1:1: l’en-tête n’est pas fermé.")
    assert hedge.endswith("Elle n’est pas en service.")
    assert honey.startswith("Page refusée : ruche.md:1:1: ")
    assert honey.endswith("reste en service.")


@pytest.mark.parametrize("command", ["ask", "status", "chat"])
def test_every_command_that_answers_says_it_beside_the_answer(run: Run, folder: Path, command: str) -> None:
    write(folder, {"ruche.md": page("La ruche", "Du miel."), "haie.md": "---\ntitle: La haie\n"})
    words = ["le miel"] if command == "ask" else []
    found = run(command, *words, "--knowledge", str(folder), typed=b"le miel\n")
    assert found.code == 0
    assert "haie.md:1:1: " in found.err
    assert "haie.md" not in found.out
