"""Several processes on one database: all serve the newest commit that any of them could load."""

from datetime import timedelta
from pathlib import Path

import pytest

from eig_bot.git.errors import GitFault
from tests.git.conftest import BROKEN, FIRST, Open, Replica, page
from tests.git.forge import Forge
from tests.watch import Watch


def test_one_that_cannot_reach_the_forge_takes_the_commit_from_the_database(forge: Forge, replica: Open) -> None:
    forge.commit(FIRST)
    one, other = replica("un").begin(), replica("deux").begin()
    head = forge.commit({"knowledge/eau.md": page("La pluie")})
    one.poll()
    forge.stop()
    assert (other.poll().served, other.titles) == (head, {"La pluie", "La terre"})
    assert not other.following.state.is_behind


def test_one_that_comes_later_has_the_last_good_version_of_a_page_that_is_refused(forge: Forge, replica: Open) -> None:
    forge.commit(FIRST)
    one = replica("un").begin()
    forge.commit({"knowledge/eau.md": BROKEN})
    one.poll()
    other = replica("deux").begin()
    assert (other.served, other.titles, other.refused) == (one.served, one.titles, one.refused)
    assert other.knowledge.written == one.knowledge.written


@pytest.mark.slow
def test_one_that_starts_on_a_branch_whose_end_is_broken_serves_what_the_others_serve(forge: Forge, replica: Open) -> None:
    good = forge.commit(FIRST)
    replica("un").begin()
    forge.commit({"knowledge/eau.md": BROKEN, "knowledge/terre.md": None})
    other = replica("deux").begin().poll()
    assert (other.served, other.titles) == (good, {"L’eau", "La terre"})
    assert other.following.state.unusable


@pytest.mark.slow
def test_a_commit_that_nobody_can_load_makes_nobody_late(forge: Forge, replica: Open, watch: Watch) -> None:
    forge.commit(FIRST)
    replicas = [replica("un").begin(), replica("deux").begin()]
    forge.commit({"knowledge/eau.md": BROKEN, "knowledge/terre.md": None})
    for _ in range(2):
        watch.move(timedelta(minutes=6))
        assert [one.poll().following.state.is_behind for one in replicas] == [False, False]


def test_one_that_cannot_have_what_another_serves_is_late_after_five_minutes_and_no_more_once_it_has_it(
    forge: Forge, replica: Open, watch: Watch
) -> None:
    forge.commit(FIRST)
    one, other = replica("un").begin(), replica("deux").begin()
    head = forge.commit({"knowledge/eau.md": page("La pluie")})
    one.poll()
    forge.stop()
    trees = Path(other.following.folder.parent, "trees")
    kept = trees.rename(trees.with_name("ailleurs"))
    trees.write_text("a file where a folder should be: nothing can be written there")
    assert not is_late(other)
    watch.move(timedelta(minutes=5, seconds=1))
    assert is_late(other)
    trees.unlink()
    kept.rename(trees)
    assert not is_late(other)
    assert other.served == head


@pytest.mark.slow
def test_a_branch_that_goes_back_takes_all_with_it(forge: Forge, replica: Open) -> None:
    first = forge.commit(FIRST)
    one, other = replica("un").begin(), replica("deux").begin()
    forge.commit({"knowledge/eau.md": page("La pluie")})
    for each in (one, other):
        each.poll()
    forge.git("update-ref", "refs/heads/main", first)
    one.poll()
    forge.stop()
    assert (other.poll().served, other.titles) == (first, {"L’eau", "La terre"})


@pytest.mark.slow
def test_what_was_loaded_while_the_database_was_away_is_not_given_up_for_an_older_commit(
    forge: Forge, replica: Open, tmp_path: Path
) -> None:
    forge.commit(FIRST)
    one = replica("un").begin()
    head = forge.commit({"knowledge/eau.md": page("La pluie")})
    database = tmp_path / "base"
    one.journal.close()
    away = database.rename(tmp_path / "loin")
    database.write_text("no folder")
    one.following.poll()
    database.unlink()
    away.rename(database)
    forge.stop()
    one.poll()
    assert one.served == head
    trouble = one.following.state.trouble
    assert trouble
    assert trouble.fault is GitFault.UNREACHABLE


def is_late(one: Replica) -> bool:
    one.following.poll()
    return one.following.state.is_behind
