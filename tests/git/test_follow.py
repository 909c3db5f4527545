"""A bot that follows a branch: what is pushed is in service, and what goes wrong leaves what was good there."""

import shutil
import time
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from eig_bot.errors import KnowledgeError
from eig_bot.git.errors import GitFault
from eig_bot.git.state import SyncOutcome
from tests.git.conftest import BROKEN, FIRST, Open, page, settings_of
from tests.git.forge import Forge
from tests.waiting import wait_until


def test_a_start_serves_the_last_commit_of_the_branch(forge: Forge, replica: Open) -> None:
    head = forge.commit(FIRST)
    bot = replica().begin()
    assert (bot.served, bot.titles) == (head, {"L’eau", "La terre"})


def test_an_edit_that_is_pushed_is_in_service_after_the_next_question_to_the_forge(forge: Forge, replica: Open) -> None:
    forge.commit(FIRST)
    bot = replica().begin()
    head = forge.commit({"knowledge/eau.md": page("L’eau de pluie"), "knowledge/terre.md": None})
    assert (bot.poll().served, bot.titles) == (head, {"L’eau de pluie"})


def test_a_page_is_as_old_as_the_commit_that_changed_it(forge: Forge, replica: Open) -> None:
    forge.commit(FIRST, at=1_700_000_000)
    bot = replica().begin()
    forge.commit({"knowledge/eau.md": page("L’eau de pluie")}, at=1_700_086_400)
    written = bot.poll().knowledge.written
    assert written == {
        "eau.md": datetime.fromtimestamp(1_700_086_400, UTC),
        "terre.md": datetime.fromtimestamp(1_700_000_000, UTC),
    }


def test_a_page_that_is_broken_stays_as_it_was_and_the_rest_of_the_commit_is_served(forge: Forge, replica: Open) -> None:
    forge.commit(FIRST)
    bot = replica().begin()
    head = forge.commit({"knowledge/eau.md": BROKEN, "knowledge/terre.md": page("Le compost")})
    assert (bot.poll().served, bot.titles, bot.refused) == (head, {"L’eau", "Le compost"}, ["eau.md"])


@pytest.mark.parametrize(
    "bad",
    [
        {"knowledge/eau.md": BROKEN, "knowledge/terre.md": BROKEN},
        {"knowledge/eau.md": None, "knowledge/terre.md": None},
        {"knowledge/eau.md": None, "knowledge/terre.md": None, "knowledge/lisez.bin": b"\0"},
    ],
    ids=["all pages broken", "folder gone", "folder without a page"],
)
def test_a_commit_of_which_nothing_can_be_served_leaves_the_one_before_and_the_next_one_is_taken(
    forge: Forge, replica: Open, bad: dict[str, str | bytes | None]
) -> None:
    good = forge.commit(FIRST)
    bot = replica().begin()
    head = forge.commit({**bad, "autre.txt": "x"})
    assert (bot.poll().served, bot.titles) == (good, {"L’eau", "La terre"})
    unusable = bot.following.state.unusable
    assert unusable
    assert unusable.sha == head
    mended = forge.commit({"knowledge/eau.md": page("La pluie"), "knowledge/terre.md": page("La terre")})
    assert (bot.poll().served, bot.titles, bot.following.state.unusable) == (mended, {"La pluie", "La terre"}, None)


def test_what_has_become_of_each_question_to_the_forge_is_counted(forge: Forge, replica: Open) -> None:
    forge.commit(FIRST)
    bot = replica().begin()
    bot.poll()
    forge.commit({"knowledge/eau.md": None, "knowledge/terre.md": None, "autre.txt": "x"})
    bot.poll()
    shutil.rmtree(forge.repository)
    bot.poll()
    assert bot.following.state.outcomes == {SyncOutcome.OK: 2, SyncOutcome.UNUSABLE: 1, SyncOutcome.FAILED: 1}


def test_a_history_that_was_rewritten_is_followed(forge: Forge, replica: Open) -> None:
    forge.commit(FIRST)
    bot = replica().begin()
    head = forge.commit({"knowledge/feu.md": page("Le feu")}, new_root=True)
    assert (bot.poll().served, bot.titles) == (head, {"Le feu"})


def test_a_disk_that_was_lost_while_the_forge_is_down_comes_back_from_the_database(forge: Forge, replica: Open) -> None:
    forge.commit(FIRST)
    bot = replica().begin()
    head = forge.commit({"knowledge/eau.md": BROKEN, "knowledge/terre.md": page("Le compost")})
    before = bot.poll().knowledge.written
    forge.stop()
    shutil.rmtree(bot.data)
    again = replica().begin()
    assert (again.served, again.titles, again.refused) == (head, {"L’eau", "Le compost"}, ["eau.md"])
    assert again.knowledge.written == before
    trouble = again.poll().following.state.trouble
    assert trouble
    assert trouble.fault is GitFault.UNREACHABLE


def test_a_restart_with_its_disk_does_not_wait_for_the_forge(forge: Forge, replica: Open) -> None:
    head = forge.commit(FIRST)
    replica().begin()
    forge.manners.hangs = True
    assert replica(database="autre").begin().served == head


def test_a_first_start_without_the_forge_says_so_in_a_sentence(forge: Forge, replica: Open) -> None:
    forge.commit(FIRST)
    forge.stop()
    with pytest.raises(KnowledgeError, match="injoignable"):
        replica().begin()


def test_a_first_start_on_a_commit_that_cannot_be_served_says_why(forge: Forge, replica: Open) -> None:
    forge.commit({"knowledge/eau.md": BROKEN})
    with pytest.raises(KnowledgeError, match=r"eau\.md"):
        replica().begin()


def test_what_is_kept_of_one_repository_is_never_another_ones(forge: Forge, replica: Open) -> None:
    forge.commit(FIRST)
    forge.commit({"knowledge/feu.md": page("Le feu")}, branch="essai", new_root=True)
    replica().begin()
    assert replica(settings=settings_of(forge, BRANCH="essai")).begin().titles == {"Le feu"}


def test_however_often_the_forge_calls_it_is_asked_no_more_than_so_often(forge: Forge, replica: Open) -> None:
    forge.commit(FIRST)
    bot = replica(spacing=0.3).begin()
    moments: list[float] = []
    look = bot.following.mirror.head

    def head() -> str:
        moments.append(time.monotonic())
        return look()

    bot.following.mirror.head = head  # type: ignore[method-assign]  # to know when it is asked
    bot.following.follow()

    def is_asked_again() -> bool:
        bot.following.wake()
        return len(moments) == 4

    wait_until(is_asked_again)
    assert min(later - earlier for earlier, later in pairwise(moments)) > 0.29
