"""What Slack limits: known until it is over, waited for by few, and never for as long as it would make no sense."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from eig_bot.slack.rate_limits import OF_A_CHANNEL, OF_A_METHOD, UNKNOWN, Limited, RateLimits, limited_as
from tests.waiting import PATIENCE

CHANNEL = Limited("C0JARDINS", is_channel=True)
METHOD = Limited("views.open", is_channel=False)
LONGEST = 2.0


class Hands:
    """A clock that moves when somebody sleeps by it, or when a test moves it."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def limits(hands: Hands) -> RateLimits:
    return RateLimits(now=hands, sleep=hands.sleep)


def test_what_is_not_limited_is_free_at_once(limits: RateLimits, hands: Hands) -> None:
    assert limits.left(CHANNEL) == 0
    assert limits.wait(CHANNEL, LONGEST)
    assert hands.slept == []


def test_a_limit_is_known_until_it_is_over(limits: RateLimits, hands: Hands) -> None:
    limits.note(CHANNEL, "30")
    hands.now += 29
    assert limits.left(CHANNEL) == 1
    hands.now += 1
    assert limits.left(CHANNEL) == 0


def test_it_holds_for_one_channel_or_method_alone(limits: RateLimits) -> None:
    limits.note(CHANNEL, "30")
    assert limits.left(Limited("C0POTAGER", is_channel=True)) == limits.left(METHOD) == 0


def test_one_that_is_over_soon_is_waited_for(limits: RateLimits, hands: Hands) -> None:
    limits.note(CHANNEL, "1.5")
    assert limits.wait(CHANNEL, LONGEST)
    assert (hands.slept, limits.left(CHANNEL)) == ([1.5], 0)


def test_one_that_lasts_is_not_waited_for_at_all(limits: RateLimits, hands: Hands) -> None:
    limits.note(CHANNEL, "3")
    assert not limits.wait(CHANNEL, LONGEST)
    assert hands.slept == []


def test_the_last_word_of_slack_counts(limits: RateLimits) -> None:
    for retry_after in ("30", "5"):
        limits.note(CHANNEL, retry_after)
    assert limits.left(CHANNEL) == 5


@pytest.mark.parametrize("retry_after", [None, "", "soon", "-5", "nan", "Wed, 21 Oct 2015 07:28:00 GMT", "1,5"])
@pytest.mark.parametrize("what", [CHANNEL, METHOD])
def test_a_limit_that_makes_no_sense_lasts_a_little(limits: RateLimits, what: Limited, retry_after: str | None) -> None:
    limits.note(what, retry_after)
    assert limits.left(what) == UNKNOWN


@pytest.mark.parametrize("retry_after", ["86400", "99999999999999999999", "1e300", "inf"])
@pytest.mark.parametrize(("what", "longest"), [(CHANNEL, OF_A_CHANNEL), (METHOD, OF_A_METHOD)])
def test_one_that_is_absurd_is_tried_in_an_hour_or_a_minute(
    limits: RateLimits, what: Limited, longest: float, retry_after: str
) -> None:
    limits.note(what, retry_after)
    assert limits.left(what) == longest


def test_few_threads_wait_and_the_others_are_told_at_once() -> None:
    is_over, waiting = threading.Event(), threading.Semaphore(0)

    def sleep(_seconds: float) -> None:
        waiting.release()
        is_over.wait(PATIENCE)

    limits = RateLimits(now=lambda: 0.0, sleep=sleep, places=2)
    limits.note(CHANNEL, "1")
    with ThreadPoolExecutor(2) as threads:
        patient = [threads.submit(limits.wait, CHANNEL, LONGEST) for _ in range(2)]
        assert all(waiting.acquire(timeout=PATIENCE) for _ in patient)
        assert not limits.wait(CHANNEL, LONGEST)
        is_over.set()
        assert [future.result(PATIENCE) for future in patient] == [True, True]
    assert limits.wait(CHANNEL, LONGEST)


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ({"channel": "C0JARDINS", "text": "bonjour"}, CHANNEL),
        ({"channel_id": "C0JARDINS"}, CHANNEL),
        ({"trigger_id": "1.2"}, METHOD),
        ({"channel": None}, METHOD),
    ],
)
def test_a_call_is_limited_with_its_channel_else_with_its_method(arguments: dict[str, object], what: Limited) -> None:
    assert limited_as("views.open", arguments) == what
