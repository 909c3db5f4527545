"""Work in a thread of its own: at intervals, when woken, whatever fails."""

import threading

import pytest

from eig_bot.background import BackgroundJob
from tests.waiting import PATIENCE


def test_work_is_done_at_once_and_again() -> None:
    done = threading.Semaphore(0)
    job = BackgroundJob("test", done.release, period=0)
    job.start()
    assert all(done.acquire(timeout=PATIENCE) for _ in range(3))
    job.close()


def test_work_that_waits_to_be_woken_is_done_once_for_each_call() -> None:
    done = threading.Semaphore(0)
    job = BackgroundJob("test", done.release, period=None, at_once=False)
    job.start()
    assert not done.acquire(blocking=False)
    for _ in range(2):
        job.wake()
        assert done.acquire(timeout=PATIENCE)
    job.close()
    assert not done.acquire(blocking=False)


def test_what_fails_stops_neither_the_rest_nor_the_next_run(caplog: pytest.LogCaptureFixture) -> None:
    done = threading.Semaphore(0)

    def fail() -> None:
        raise ValueError("ce que quelqu’un a écrit")

    job = BackgroundJob("test", fail, done.release, period=0)
    job.start()
    assert all(done.acquire(timeout=PATIENCE) for _ in range(2))
    job.close()
    assert vars(caplog.records[0]).items() >= {"job": "test", "error": "ValueError"}.items()
    assert "quelqu’un" not in caplog.text


def test_work_may_end_itself() -> None:
    runs: list[int] = []
    ended = threading.Event()

    def work() -> None:
        runs.append(1)
        job.close()
        ended.set()

    job = BackgroundJob("test", work, period=0)
    job.start()
    assert ended.wait(PATIENCE)
    job.close()
    assert runs == [1]


def test_a_job_that_was_never_started_can_be_closed() -> None:
    BackgroundJob("test", lambda: None, period=None).close()


def test_the_pause_differs_each_time_where_a_part_of_it_is_left_to_chance() -> None:
    job = BackgroundJob("a", lambda: None, period=55, jitter=10)
    pauses = [job._pause() or 0 for _ in range(50)]
    assert 55 <= min(pauses) < max(pauses) <= 65
    assert BackgroundJob("a", lambda: None, period=None)._pause() is None
