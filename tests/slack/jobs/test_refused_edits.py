"""The team's channel hears of an edit that is refused, once, and once that it is mended."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from eig_bot.answers.live import LiveResponder
from eig_bot.clock import PARIS
from eig_bot.knowledge.last_good import LastGoodFolder
from eig_bot.knowledge.library import Library
from eig_bot.slack.jobs import refused_edits
from tests.slack.clicks import borrowing
from tests.slack.conftest import TEAM_CHANNEL, Bot
from tests.slack.pages import PAGES, write_pages

BAD = "---\ntitle: Trouver un terrain\nurl: [\n---\nTexte.\n"


@pytest.fixture
def reading(shared_responder: LiveResponder) -> Callable[[Path], LiveResponder]:
    """Read a folder anew, as a bot that starts does."""
    return lambda folder: LiveResponder(folder, rank=borrowing(shared_responder))


@pytest.fixture
def edited(start: Callable[..., Bot], tmp_path: Path, reading: Callable[[Path], LiveResponder]) -> Bot:
    return start(reading(write_pages(tmp_path)))


def edit(bot: Bot, name: str, text: str, *, times: int = 2) -> list[str]:
    """Save a page, and return what the team's channel hears of it in the next runs."""
    bot.fake.forget()
    (bot.folder / name).write_text(text, encoding="utf-8")
    bot.responder.refresh()
    for _ in range(times):
        refused_edits.run(bot.running)
    assert {call.params["channel"] for call in bot.posted()} <= {TEAM_CHANNEL}
    return [call.params["text"] for call in bot.posted()]


def test_a_refused_page_is_told_once_with_its_place_and_the_version_that_stays(edited: Bot) -> None:
    written = datetime.fromtimestamp((edited.folder / "terrain.md").stat().st_mtime, PARIS)
    (told,) = edit(edited, "terrain.md", BAD)
    assert "terrain.md:" in told
    assert f"La version du {written.day}" in told
    assert told.endswith("reste en service.")
    assert edit(edited, "terrain.md", BAD + "\n") == []


def test_a_mended_page_is_told_once(edited: Bot) -> None:
    edit(edited, "terrain.md", BAD)
    (told,) = edit(edited, "terrain.md", PAGES["terrain.md"])
    assert "terrain.md" in told
    assert "corrigé" in told
    assert len(edit(edited, "terrain.md", BAD)) == 1


def test_a_new_page_that_is_refused_has_no_version_in_service(edited: Bot) -> None:
    (told,) = edit(edited, "neuve.md", BAD)
    assert told.endswith("pas en service.")


def test_what_was_told_before_a_restart_is_not_told_again(
    edited: Bot, start: Callable[..., Bot], reading: Callable[[Path], LiveResponder]
) -> None:
    edit(edited, "terrain.md", BAD)
    again = start(reading(edited.folder), edited.folder)
    assert edit(again, "terrain.md", BAD) == []
    assert len(edit(again, "terrain.md", PAGES["terrain.md"])) == 1


def test_a_page_that_is_broken_at_a_start_is_told_with_the_version_that_an_earlier_process_could_read(
    start: Callable[..., Bot], tmp_path: Path, shared_responder: LiveResponder
) -> None:
    folder = write_pages(tmp_path)
    read = partial(Library, kept=LastGoodFolder(tmp_path / "last-good", folder))
    read(folder).load()
    written = datetime.fromtimestamp((folder / "terrain.md").stat().st_mtime, PARIS)
    (folder / "terrain.md").write_text(BAD, encoding="utf-8")
    bot = start(LiveResponder(folder, read=read, rank=borrowing(shared_responder)), folder)
    refused_edits.run(bot.running)
    (told,) = [call.params["text"] for call in bot.posted()]
    assert f"La version du {written.day}" in told
    assert any(passage.page == "terrain.md" for passage in bot.responder.knowledge.passages)


def test_what_could_not_be_said_is_said_in_the_next_run(edited: Bot) -> None:
    (edited.folder / "terrain.md").write_text(BAD, encoding="utf-8")
    edited.responder.refresh()
    edited.fake.fail("chat.postMessage", error="not_in_channel")
    with pytest.raises(Exception, match="not_in_channel"):
        refused_edits.run(edited.running)
    refused_edits.run(edited.running)
    assert len(edited.posted()) == 1


def test_a_file_beside_the_pages_is_not_called_a_page(edited: Bot) -> None:
    (told,) = edit(edited, "site.yml", "adress: https://jardins.example\n")
    assert "site.yml:1:1:" in told
    assert "page n" not in told
