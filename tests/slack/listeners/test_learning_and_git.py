"""What the team accepts where the pages come from a repository: told before, told after, and shown for as long as it waits."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from eig_bot.answers.live import LiveResponder
from eig_bot.git.follow import Following
from eig_bot.journal.journal import Journal
from eig_bot.messages import learning as messages
from eig_bot.messages import publishing as said
from eig_bot.slack.jobs import outbox
from tests.fake_slack import app_home_opened
from tests.git.conftest import forge as forge  # noqa: PLC0414 - a fixture
from tests.git.conftest import settings_of
from tests.git.forge import Forge
from tests.git.test_push import hook
from tests.slack.clicks import borrowing, click, labels, read
from tests.slack.conftest import TEAM_CHANNEL, TEAM_USER, Bot
from tests.slack.listeners.test_learning import MONDAY, QUESTION, choose, digested, learning
from tests.slack.pages import PAGES, write_pages
from tests.watch import Watch

Start = Callable[..., Bot]


@pytest.fixture
def on_git(start: Start, tmp_path: Path, shared_responder: LiveResponder, forge: Forge, today: Watch) -> Start:
    """Start a bot whose pages are those of a repository."""

    def begin(**variables: str) -> Bot:
        forge.commit({f"knowledge/{name}": text for name, text in PAGES.items()})
        folder = tmp_path / "pages"
        folder.mkdir()
        settings = settings_of(forge, **variables)

        def following(journal: Journal) -> Following:
            return Following(settings, tmp_path / "git", journal, last_good=tmp_path / "last-good", clock=today)

        return start(LiveResponder(write_pages(folder), rank=borrowing(shared_responder)), folder, following=following)

    return begin


def accepted(bot: Bot) -> str:
    """Accept the one question, and return what is said then."""
    modal = choose(bot, learning(bot), "Trouver un terrain")
    assert said.BEFORE in read(modal)
    assert QUESTION in read(modal)
    return read(click(bot, modal, messages.ACCEPT, user=TEAM_USER)[-1])


def home(bot: Bot) -> str:
    bot.receive(app_home_opened(user=TEAM_USER))
    return read(bot.fake.calls_of("views.publish")[-1])


@pytest.mark.slow
def test_it_is_on_the_forge_when_the_team_is_told_and_the_folder_is_left_to_who_follows_it(on_git: Start, forge: Forge) -> None:
    bot = on_git()
    assert accepted(bot) == f"{said.pushed(QUESTION)}\n{messages.NOTHING_TO_LEARN}"
    assert f"- {QUESTION}\n" in forge.read("knowledge/terrain.md").decode()
    assert forge.git("log", "-1", "--format=%an") == "Potagers partagés"
    assert QUESTION not in (bot.folder / "terrain.md").read_text(encoding="utf-8")
    assert said.HOME_OUTBOX not in home(bot)


@pytest.mark.slow
def test_what_a_person_merges_is_not_said_to_be_live_and_is_shown_until_it_is(on_git: Start, forge: Forge) -> None:
    address = forge.address.removesuffix(".git") + "/pulls/1"
    hook(forge, "post-receive", address, 0)
    bot = on_git(MODE="branch")
    assert accepted(bot).startswith(said.proposed(QUESTION, address))
    shown = home(bot)
    assert said.to_merge_in_list(QUESTION, "terrain.md", address) in shown
    assert said.DIGEST_OUTBOX in read(digested(bot, MONDAY + timedelta(days=7)))
    assert QUESTION not in forge.read("knowledge/terrain.md").decode()


@pytest.mark.slow
def test_what_cannot_be_pushed_is_said_to_wait_and_is_pushed_by_a_job(on_git: Start, forge: Forge, watch: Watch) -> None:
    bot = on_git()
    forge.manners.pushes = "refused"
    assert accepted(bot).startswith(said.waiting(QUESTION, said.NOT_ALLOWED))
    assert said.waits_in_list(QUESTION, "terrain.md", said.NOT_ALLOWED) in home(bot)
    forge.manners.pushes = "taken"
    watch.move(timedelta(minutes=2))
    outbox.run(bot.running)
    assert f"- {QUESTION}\n" in forge.read("knowledge/terrain.md").decode()
    assert said.HOME_OUTBOX not in home(bot)


@pytest.mark.slow
def test_a_passage_that_has_gone_from_the_repository_meanwhile_is_said_and_nothing_is_decided(
    on_git: Start, forge: Forge
) -> None:
    bot = on_git()
    forge.commit({"knowledge/terrain.md": "---\ntitle: Autre chose\n---\nRien.\n"})
    told = accepted(bot)
    assert told.startswith("terrain.md:1:1: ")
    assert QUESTION in told
    assert bot.service.journal.lessons.decided() == frozenset()


@pytest.mark.slow
def test_what_waited_and_fits_no_more_is_told_to_the_team_and_proposed_again(on_git: Start, forge: Forge, watch: Watch) -> None:
    bot = on_git()
    forge.stop()
    accepted(bot)
    forge.start()
    forge.commit({"knowledge/terrain.md": None})
    watch.move(timedelta(minutes=2))
    outbox.run(bot.running)
    told = bot.posted()[-1]
    assert told.params["channel"] == TEAM_CHANNEL
    assert QUESTION in read(told)
    assert messages.button(1) in labels(digested(bot, MONDAY + timedelta(days=7)))


def test_the_job_of_a_bot_without_a_repository_does_nothing(bot: Bot) -> None:
    outbox.run(bot.running)
