"""The threads behind the acknowledgements."""

import threading

from eig_bot.slack.pool import SameThread, WorkerPool
from tests.waiting import PATIENCE


def test_what_a_thread_asks_for_it_does_itself_and_at_once() -> None:
    pool = WorkerPool(1)
    threads = pool.submit(lambda: (threading.get_ident(), pool.submit(threading.get_ident).result())).result(PATIENCE)
    assert threads[0] == threads[1] != threading.get_ident()


def test_a_thread_knows_whether_it_is_one_of_the_pool() -> None:
    pool = WorkerPool(1)
    assert (pool.is_here, pool.submit(lambda: pool.is_here).result(PATIENCE)) == (False, True)


def test_no_more_is_taken_than_can_be_done() -> None:
    pool, may_end = WorkerPool(1, most_waiting=2), threading.Event()
    fullness = []
    for _ in range(4):
        fullness.append(pool.is_full)
        pool.submit(may_end.wait, PATIENCE)
    may_end.set()
    pool.shutdown()
    assert fullness[:2] == [False, False]
    assert fullness[3]


def test_what_was_taken_is_done_before_the_end() -> None:
    pool = WorkerPool(2)
    done: list[int] = []
    for number in range(50):
        pool.submit(done.append, number)
    pool.shutdown(wait=True)
    assert sorted(done) == list(range(50))


# --- without a thread


def test_what_is_done_in_the_same_thread_has_come_to_its_end_whatever_it_is() -> None:
    done, failed = SameThread().submit(threading.get_ident), SameThread().submit(int, "zibeline")
    assert (done.done(), done.result(), failed.done()) == (True, threading.get_ident(), True)
    assert isinstance(failed.exception(), ValueError)
