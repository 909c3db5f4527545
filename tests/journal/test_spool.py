"""The spool: what a process must not lose, in a folder of its own, for the next one to find."""

import resource
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from eig_bot.journal.keys import Keys
from eig_bot.journal.spool import ASIDE, Content, Spool

from .conftest import OTHER_SECRET, SECRET

Started = Callable[..., Spool]


@pytest.fixture
def started(tmp_path: Path) -> Started:
    """Start processes with one data folder, as often as the test asks."""
    return lambda secret=SECRET: Spool(tmp_path / "spool", Keys(secret))


@pytest.fixture
def spool(started: Started) -> Iterator[Spool]:
    spool = started()
    yield spool
    spool.close()


def contents(spool: Spool) -> list[Content]:
    return [entry.content for entry in spool.entries()]


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name not in {"lock", ".name"}]


# --- of one process


def test_what_was_written_is_read_in_order_until_it_is_removed(spool: Spool) -> None:
    written = [spool.write({"number": number}) for number in range(12)]
    assert [content["number"] for content in contents(spool)] == list(range(12))
    for path in (written[3], written[3]):
        spool.remove(path)
    assert [entry.path for entry in spool.entries()] == written[:3] + written[4:]


def test_one_entry_is_read_until_it_is_removed_or_by_another_secret(spool: Spool, started: Started) -> None:
    first, second = (spool.write({"number": number}) for number in (1, 2))
    assert spool.read(first) == {"number": 1}
    spool.remove(first)
    assert spool.read(first) is None
    stranger = started(OTHER_SECRET)
    assert stranger.read(second) is None
    assert contents(spool) == []
    stranger.close()


def test_no_file_tells_what_it_holds_and_none_is_for_others(spool: Spool, tmp_path: Path) -> None:
    spool.write({"text": "une parcelle à Clairval"})
    (file,) = files(tmp_path)
    assert b"Clairval" not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_another_entry_did_meanwhile_is_passed_over(spool: Spool) -> None:
    spool.write({"number": 1})
    last = spool.write({"number": 2})
    found = []
    for entry in spool.entries():
        found.append(entry.content["number"])
        spool.remove(last)
    assert found == [1]


def test_a_full_disk_refuses_and_leaves_nothing_half_written(spool: Spool, tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        with pytest.raises(OSError, match="large"):
            spool.write({"text": "une parcelle"})
        problem = spool.problem()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert problem
    assert problem.startswith("the data folder cannot be written (")
    assert files(tmp_path) == []


def test_a_spool_that_can_be_written_has_no_problem_and_keeps_no_trace_of_the_question(spool: Spool, tmp_path: Path) -> None:
    assert spool.problem() is None
    assert files(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        Spool(tmp_path / "file" / "spool", Keys(SECRET))


# --- of several


def test_what_a_process_left_is_inherited_once_it_has_ended_and_comes_behind_ones_own(started: Started, spool: Spool) -> None:
    gone, other = started(), started()
    for number in (1, 2):
        gone.write({"number": number})
    spool.write({"number": 0})
    assert (spool.inherit(), contents(spool)) == (0, [{"number": 0}])
    gone.close()
    assert (spool.inherit(), other.inherit()) == (2, 0)
    assert [content["number"] for content in contents(spool)] == [0, 1, 2]
    other.close()


def test_a_process_that_has_ended_leaves_no_folder(started: Started, spool: Spool, tmp_path: Path) -> None:
    started().close()
    spool.inherit()
    assert len([path for path in (tmp_path / "spool").iterdir() if path.is_dir()]) == 1


def test_what_is_inherited_leaves_no_lock_open(started: Started, spool: Spool) -> None:
    other = started()
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        started().close()
        spool.inherit()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    other.close()


def test_processes_of_one_data_folder_have_one_name(started: Started, spool: Spool, tmp_path: Path) -> None:
    other, elsewhere = started(), Spool(tmp_path / "ailleurs", Keys(SECRET))
    assert spool.owner == other.owner != elsewhere.owner
    for each in (other, elsewhere):
        each.close()


def test_what_another_secret_sealed_is_taken_out(started: Started, spool: Spool, tmp_path: Path) -> None:
    gone = started(OTHER_SECRET)
    gone.write({"number": 1})
    gone.close()
    assert spool.inherit() == 1
    assert contents(spool) == []
    assert files(tmp_path) == []


# --- what could not be handled


def test_what_is_set_aside_is_no_entry_any_more_and_can_still_be_read(spool: Spool, tmp_path: Path) -> None:
    spool.set_aside(spool.write({"number": 1}))
    spool.write({"number": 2})
    assert ([content["number"] for content in contents(spool)], spool.count_aside()) == ([2], 1)
    (aside,) = (tmp_path / "spool" / ASIDE).iterdir()
    assert spool.read(aside) == {"number": 1}


def test_what_is_there_no_more_is_not_set_aside(spool: Spool) -> None:
    path = spool.write({"number": 1})
    spool.remove(path)
    spool.set_aside(path)
    assert spool.count_aside() == 0


def test_the_next_process_does_not_inherit_what_was_set_aside(started: Started) -> None:
    gone = started()
    gone.set_aside(gone.write({"number": 1}))
    gone.close()
    spool = started()
    assert (spool.inherit(), contents(spool), spool.count_aside()) == (0, [], 1)
    spool.close()


def test_what_was_set_aside_is_deleted_when_it_is_old(spool: Spool) -> None:
    now = datetime.now(UTC)
    spool.set_aside(spool.write({"number": 1}))
    spool.purge(now - timedelta(minutes=1))
    assert spool.count_aside() == 1
    spool.purge(now + timedelta(minutes=1))
    assert spool.count_aside() == 0
