"""What the team accepts reaches the branch that is served, whoever else writes there and whatever is in the way."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from eig_bot.git.push import Copy, Pushed
from eig_bot.journal.outbox import Hindrance
from eig_bot.publishing import publisher as module
from eig_bot.publishing.progress import Progress, Stage
from eig_bot.publishing.replay import author_of
from tests.garden import SPRING, plainly
from tests.git.forge import Forge, Link
from tests.git.test_push import hook
from tests.publishing.conftest import HEDGE, HIVE, PAGES, SERVICE, VISITS, Desk, NewDesk
from tests.waiting import PATIENCE

PUSHED = Progress(Stage.PUSHED)
LONG = timedelta(minutes=2)


def waiting(why: Hindrance) -> Progress:
    return Progress(Stage.WAITING, hindrance=why)


def before_each_push(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object], times: int = 1) -> list[str]:
    """Let something happen between what is made and its push, so many times; return the commits that were pushed."""
    push, tried = Copy.push, []

    def later(copy: Copy, commit: str, branch: str) -> Pushed:
        tried.append(commit)
        if len(tried) <= times:
            happens()
        return push(copy, commit, branch)

    monkeypatch.setattr(Copy, "push", later)
    return tried


def test_a_phrasing_is_one_commit_of_the_service_and_names_nobody(desk: Desk, forge: Forge) -> None:
    assert desk.accept("où acheter du miel") == PUSHED
    assert forge.read(HIVE).decode() == PAGES[HIVE].replace("ruche\n---", "ruche\n  - où acheter du miel\n---")
    assert forge.git("log", "-1", "--format=%an|%s") == f"{SERVICE}|Ajoute une façon de demander à ruche.md"
    assert "«\u00a0où acheter du miel\u00a0»" in forge.git("log", "-1", "--format=%b")
    assert forge.git("rev-list", "--count", "main") == "2"
    assert desk.left() == []
    assert desk.told == ["pushed"]


def test_a_question_that_is_nobodys_here_makes_its_file(desk: Desk, forge: Forge) -> None:
    assert desk.accept("quel temps fait-il", None) == PUSHED
    assert forge.read("knowledge/hors-sujet.yml") == b"questions:\n  - quel temps fait-il\n"


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["", "docs/pages"])
def test_the_folder_may_stand_anywhere_in_the_repository(desk_of: NewDesk, forge: Forge, folder: str) -> None:
    path = f"{folder}/ruche.md".strip("/")
    forge.commit({path: PAGES[HIVE]})
    assert desk_of(FOLDER=folder).accept("où acheter du miel") == PUSHED
    assert b"- o\xc3\xb9 acheter du miel\n" in forge.read(path)


def test_who_writes_in_between_to_the_same_list_loses_nothing_and_neither_do_we(
    desk: Desk, forge: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = PAGES[HIVE].replace("  - qui garde la ruche\n", "  - qui garde la ruche\n  - leur question\n")
    tried = before_each_push(monkeypatch, lambda: forge.commit({HIVE: theirs}))
    assert desk.accept("où acheter du miel") == PUSHED
    assert forge.read(HIVE).decode() == theirs.replace("leur question\n", "leur question\n  - où acheter du miel\n")
    assert (len(tried), len(desk.waits)) == (2, 1)
    assert forge.git("rev-list", "--count", "main") == "3"
    assert forge.git("rev-list", "--merges", "--count", "main") == "0"


@pytest.mark.slow
def test_who_writes_the_same_question_in_between_has_done_it(desk: Desk, forge: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = PAGES[HIVE].replace("  - qui garde la ruche\n", "  - qui garde la ruche\n  - Où acheter du miel ?\n")
    before_each_push(monkeypatch, lambda: forge.commit({HIVE: theirs}))
    assert desk.accept("où acheter du miel") == PUSHED
    assert forge.read(HIVE).decode() == theirs


@pytest.mark.slow
def test_who_is_never_fast_enough_waits_and_is_tried_again(desk: Desk, forge: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = iter(range(100))
    tried = before_each_push(monkeypatch, lambda: forge.commit({HEDGE: f"---\ntitle: {next(numbers)}\n---\nOui.\n"}), 5)
    assert desk.accept("où acheter du miel") == waiting(Hindrance.CROWDED)
    assert len(tried) == 5
    assert all(0 <= pause <= module.PAUSE * number for number, pause in enumerate(desk.waits, 1))
    desk.watch.stop(SPRING + LONG)
    assert list(desk.publisher.look().values()) == [PUSHED]


@pytest.mark.slow
def test_two_processes_that_accept_at_once_for_one_list_both_arrive(desk_of: NewDesk, forge: Forge) -> None:
    desks = [desk_of(data, data) for data in ("one", "two")]  # two databases: nothing but the forge is between them
    questions = [f"question numéro {number}" for number in range(6)]
    with ThreadPoolExecutor(2) as threads:
        mine = [threads.submit(list, map(desk.accept, questions[at::2])) for at, desk in enumerate(desks)]
        done = {progress for each in mine for progress in each.result(PATIENCE)}
    left = [question for desk in desks for question in desk.left()]
    for desk in desks:
        desk.watch.stop(SPRING + LONG)
        desk.publisher.look()
    assert done <= {PUSHED, waiting(Hindrance.CROWDED)}
    assert len(left) < 3
    page = forge.read(HIVE).decode()
    assert [page.count(f"- {question}\n") for question in questions] == [1] * 6


def test_of_two_replicas_one_pushes_what_both_have_accepted(desk_of: NewDesk, forge: Forge) -> None:
    desks = [desk_of("data", name) for name in ("one", "two")]
    desks[0].journal.claims.take(module.CLAIM, module.LASTS)
    assert desks[1].accept("où acheter du miel") == Progress(Stage.WAITING)
    assert sum(desks[1].waits) == module.PATIENCE
    desks[0].journal.claims.release(module.CLAIM)
    assert desks[0].publisher.look() == {"où acheter du miel of ruche.md": PUSHED}
    assert desks[1].publisher.look() == {}
    assert forge.git("rev-list", "--count", "main") == "2"


@pytest.mark.slow
def test_what_a_replica_pushed_for_another_is_known_to_it(desk_of: NewDesk, forge: Forge) -> None:
    one, two = (desk_of("data", name) for name in ("one", "two"))
    one.journal.claims.take(module.CLAIM, module.LASTS)

    def pushes_meanwhile(seconds: float) -> None:
        assert seconds
        if one.journal.claims.release(module.CLAIM):
            one.publisher.publish()

    two.publisher._wait = pushes_meanwhile
    assert two.accept("où acheter du miel") == PUSHED
    assert forge.git("rev-list", "--count", "main") == "2"


@pytest.mark.slow
def test_a_process_that_is_killed_after_its_push_has_done_it(desk: Desk, forge: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.publisher, "_note", None)
    with pytest.raises(TypeError):
        desk.accept("où acheter du miel")
    monkeypatch.undo()
    assert desk.left() == ["où acheter du miel"]
    assert list((desk.publisher.publish() or {}).values()) == [PUSHED]
    assert forge.git("rev-list", "--count", "main") == "2"


# --- what is in the way


def test_what_a_read_only_token_cannot_push_waits_until_the_token_may(desk: Desk, forge: Forge) -> None:
    forge.manners.pushes = "refused"
    assert desk.accept("où acheter du miel") == waiting(Hindrance.NOT_ALLOWED)
    assert desk.left() == ["où acheter du miel"]
    forge.manners.pushes = "taken"
    assert desk.publisher.look() == {}
    desk.watch.stop(SPRING + LONG)
    assert list(desk.publisher.look().values()) == [PUSHED]
    assert desk.told == ["pushed"]


@pytest.mark.slow
def test_a_branch_that_is_protected_makes_it_wait(desk: Desk, forge: Forge) -> None:
    hook(forge, "pre-receive", "not allowed to push to a protected branch", 1)
    assert desk.accept("où acheter du miel") == waiting(Hindrance.PROTECTED)
    (forge.repository / "hooks" / "pre-receive").unlink()
    assert list((desk.publisher.publish() or {}).values()) == [PUSHED]


@pytest.mark.slow
def test_with_the_forge_down_all_waits_and_comes_in_order_once_it_is_back(desk: Desk, forge: Forge) -> None:
    forge.stop()
    assert desk.accept("où acheter du miel") == waiting(Hindrance.AWAY)
    assert desk.accept("voir les abeilles", VISITS) == waiting(Hindrance.AWAY)
    forge.start()
    desk.watch.stop(SPRING + LONG)
    assert list(desk.publisher.look().values()) == [PUSHED, PUSHED]
    assert forge.git("log", "--format=%b", "-2").index("voir les abeilles") < 10


def test_a_page_that_can_take_it_no_more_says_so_and_it_is_to_be_decided_again(desk: Desk, forge: Forge) -> None:
    forge.commit({HIVE: PAGES[HIVE].replace("## Visites", "## Horaires")})
    found = desk.accept("voir les abeilles", VISITS)
    assert (found.stage, desk.left(), desk.journal.lessons.decided()) == (Stage.UNFIT, [], frozenset())
    assert found.why.startswith("ruche.md:1:1: ")
    forge.commit({HIVE: None})
    assert desk.accept("où acheter du miel").why.startswith("ruche.md:1:1: ")


@pytest.mark.slow
def test_what_fits_no_more_does_not_hold_up_the_rest(desk: Desk, forge: Forge) -> None:
    forge.stop()
    desk.accept("voir les abeilles", VISITS)
    desk.accept("tailler la haie", "haie.md\tLa haie")
    forge.start()
    forge.commit({HIVE: "---\ntitle: [\n---\n"})
    assert [progress.stage for progress in (desk.publisher.publish() or {}).values()] == [Stage.PUSHED, Stage.UNFIT]
    assert b"- tailler la haie\n" in forge.read(HEDGE)


@pytest.mark.slow
def test_a_link_in_the_place_of_a_page_is_not_written_through(desk: Desk, forge: Forge) -> None:
    forge.commit({HIVE: Link("haie.md")})
    found = desk.accept("où acheter du miel")
    assert (found.stage, plainly(found.why).split(":")[0]) == (Stage.UNFIT, "ruche.md")
    assert forge.read(HEDGE).decode() == PAGES[HEDGE]


def test_a_bot_that_ends_has_said_nothing_of_what_it_was_at(desk: Desk) -> None:
    desk.publisher._mode._pen._git.close()
    assert desk.accept("où acheter du miel") == Progress(Stage.WAITING)
    assert [one.tried_at for one in desk.journal.outbox.all()] == [None]


@pytest.mark.parametrize(
    ("service", "author"), [(None, "eig-bot"), (" <Jardins>\n partagés. ", "Jardins partagés"), ("<>", "eig-bot")]
)
def test_a_service_without_a_name_for_git_has_one_all_the_same(service: str | None, author: str) -> None:
    assert author_of(service) == author
