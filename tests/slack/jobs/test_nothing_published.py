"""The team's channel hears once that no page is published any more, and again only after one was."""

from collections.abc import Callable
from pathlib import Path

import pytest

from eig_bot.answers.live import LiveResponder
from eig_bot.slack.jobs import nothing_published
from tests.slack.clicks import borrowing
from tests.slack.conftest import TEAM_CHANNEL, Bot
from tests.slack.pages import write_pages


@pytest.fixture
def bot(start: Callable[..., Bot], tmp_path: Path, shared_responder: LiveResponder) -> Bot:
    folder = write_pages(tmp_path)
    return start(LiveResponder(folder, rank=borrowing(shared_responder)), folder)


def published(bot: Bot, *, is_one: bool) -> None:
    """Make drafts of all pages, or pages of all drafts."""
    for file in bot.folder.glob("*.md"):
        text = file.read_text(encoding="utf-8").replace("---\ndraft: true\n", "---\n", 1)
        file.write_text(text if is_one else text.replace("---\n", "---\ndraft: true\n", 1), encoding="utf-8")
    bot.responder.refresh()


def told(bot: Bot) -> list[tuple[str, str]]:
    """Return what is posted in the next two runs, and where."""
    bot.fake.forget()
    for _ in range(2):
        nothing_published.run(bot.running)
    return [(call.params["channel"], call.params["text"]) for call in bot.posted()]


def test_that_nothing_is_published_is_told_once(bot: Bot) -> None:
    assert told(bot) == []
    published(bot, is_one=False)
    ((channel, text),) = told(bot)
    assert channel == TEAM_CHANNEL
    assert "ne répond plus à rien" in text
    assert told(bot) == []


def test_it_is_told_again_once_a_page_was_published_meanwhile(bot: Bot) -> None:
    for _ in range(2):
        published(bot, is_one=False)
        assert len(told(bot)) == 1
        published(bot, is_one=True)
        assert told(bot) == []


def test_what_could_not_be_said_is_said_in_the_next_run(bot: Bot) -> None:
    published(bot, is_one=False)
    bot.fake.fail("chat.postMessage", error="not_in_channel")
    with pytest.raises(Exception, match="not_in_channel"):
        nothing_published.run(bot.running)
    assert len(told(bot)) == 1
