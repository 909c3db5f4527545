"""Where a person merges: one branch at a time takes what is accepted, until that is merged or refused."""

from datetime import timedelta

import pytest

from eig_bot.journal.outbox import Hindrance
from eig_bot.publishing.progress import Progress, Stage
from tests.garden import SPRING
from tests.git.forge import Forge
from tests.git.test_push import hook
from tests.publishing.conftest import HEDGE, HIVE, PAGES, VISITS, Desk, NewDesk

PUSHED = Progress(Stage.PUSHED)
TODAY = f"eig-bot/{SPRING.date().isoformat()}"


@pytest.fixture
def desk(desk_of: NewDesk) -> Desk:
    return desk_of(MODE="branch")


def proposed(address: str | None = None, branch: str = TODAY) -> Progress:
    return Progress(Stage.PROPOSED, branch, address)


def looked_at(desk: Desk, days: int = 1) -> list[Progress]:
    desk.watch.stop(SPRING + timedelta(days=days))
    return list(desk.publisher.look().values())


def merge(forge: Forge, branch: str = TODAY) -> None:
    """Merge as a forge does that squashes: the branch that is served gets the files, and nothing of the history."""
    changed = forge.git("diff", "--name-only", "main", branch).splitlines()
    forge.commit({path: forge.read(path, branch) for path in changed}, message="Fusion")


def test_the_branch_that_is_served_stays_as_it_is_and_the_forge_tells_where_to_merge(desk: Desk, forge: Forge) -> None:
    address = forge.address.removesuffix(".git") + "/pulls/1"
    hook(forge, "post-receive", address, 0)
    before = forge.head()
    assert desk.accept("où acheter du miel") == proposed(address)
    assert forge.head() == before
    assert b"- o\xc3\xb9 acheter du miel\n" in forge.read(HIVE, TODAY)
    assert desk.left() == ["où acheter du miel"]
    assert desk.told == []


@pytest.mark.slow
def test_one_branch_takes_all_that_is_accepted_until_it_is_merged(desk: Desk, forge: Forge) -> None:
    hook(forge, "post-receive", forge.address + "/pulls/1", 0)
    desk.accept("où acheter du miel")
    hook(forge, "post-receive", "", 0)
    desk.watch.stop(SPRING + timedelta(days=3))
    forge.commit({HEDGE: PAGES[HEDGE] + "\nEt en mai.\n"})
    assert desk.accept("voir les abeilles", VISITS) == proposed(forge.address + "/pulls/1")
    assert forge.git("for-each-ref", "--format=%(refname:short)").split() == [TODAY, "main"]
    merge(forge)
    assert looked_at(desk, 4) == [PUSHED, PUSHED]
    assert (desk.left(), desk.told) == ([], ["pushed"])
    later = f"eig-bot/{(SPRING + timedelta(days=4)).date().isoformat()}"
    assert desk.accept("encore du miel") == proposed(branch=later)


def test_a_branch_that_was_merged_and_stays_there_is_not_written_to_again(desk: Desk, forge: Forge) -> None:
    desk.accept("où acheter du miel")
    merge(forge)
    assert desk.accept("voir les abeilles", VISITS) == proposed(branch=f"{TODAY}-2")
    assert b"abeilles" not in forge.read(HIVE, TODAY)
    assert b"miel\n" in forge.read(HIVE, f"{TODAY}-2")


@pytest.mark.slow
def test_a_branch_that_was_refused_and_deleted_is_over_and_its_questions_stay_decided(desk: Desk, forge: Forge) -> None:
    desk.accept("où acheter du miel")
    forge.delete(TODAY)
    assert looked_at(desk) == [Progress(Stage.DROPPED)]
    assert desk.left() == []
    assert len(desk.journal.lessons.decided()) == 1


@pytest.mark.slow
def test_a_question_that_was_reworded_on_the_branch_is_over_and_the_others_wait(desk: Desk, forge: Forge) -> None:
    desk.accept("où acheter du miel")
    desk.accept("voir les abeilles", VISITS)
    forge.commit({HIVE: forge.read(HIVE, TODAY).replace(b"- o\xc3\xb9 acheter du miel", b"- acheter du miel")}, branch=TODAY)
    assert looked_at(desk) == [Progress(Stage.DROPPED), proposed()]
    assert desk.left() == ["voir les abeilles"]


@pytest.mark.slow
def test_what_waits_to_be_merged_is_looked_at_now_and_then(desk: Desk, forge: Forge) -> None:
    desk.accept("où acheter du miel")
    assert looked_at(desk) == [proposed()]
    asked = len(forge.requests)
    assert looked_at(desk) == []
    assert len(forge.requests) == asked


@pytest.mark.slow
def test_a_process_that_is_killed_after_its_push_goes_on_with_that_branch(
    desk: Desk, forge: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.publisher, "_note", None)
    with pytest.raises(TypeError):
        desk.accept("où acheter du miel")
    monkeypatch.undo()
    assert desk.accept("voir les abeilles", VISITS) == proposed()
    assert forge.git("rev-list", "--count", TODAY) == "3"
    assert forge.git("for-each-ref", "--format=%(refname:short)").split() == [TODAY, "main"]


@pytest.mark.slow
def test_what_cannot_be_pushed_waits_and_what_was_proposed_stays_so(desk: Desk, forge: Forge) -> None:
    desk.accept("où acheter du miel")
    forge.manners.pushes = "refused"
    assert desk.accept("voir les abeilles", VISITS) == Progress(Stage.WAITING, hindrance=Hindrance.NOT_ALLOWED)
    assert [one.branch for one in desk.journal.outbox.all()] == [TODAY, None]


@pytest.mark.slow
def test_a_bot_that_pushes_directly_from_now_on_takes_along_what_was_proposed(desk_of: NewDesk, forge: Forge) -> None:
    desk_of(MODE="branch").accept("où acheter du miel")
    assert looked_at(desk_of(MODE="direct")) == [PUSHED]
    assert b"- o\xc3\xb9 acheter du miel\n" in forge.read(HIVE)
