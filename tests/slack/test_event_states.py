"""The life of an event, arrow by arrow; and what becomes of its file at each end."""

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from eig_bot.slack.event_states import EventState, EventStates, Turn
from tests.waiting import PATIENCE

FILE = Path("spool/000000000001")
ENDS = (EventState.ANSWERED, EventState.TAKEN, EventState.LEFT)
WAYS = {
    EventState.NEW: (),
    EventState.CLAIMED: (EventState.CLAIMED,),
    EventState.LATE: (EventState.LATE,),
    EventState.PUT_OFF: (EventState.CLAIMED, EventState.PUT_OFF),
}
"""Each state that is no end, and how an event comes there."""
ARROWS = {
    EventState.NEW: {EventState.CLAIMED, EventState.LATE, EventState.TAKEN, EventState.LEFT},
    EventState.LATE: {EventState.CLAIMED, EventState.ANSWERED, EventState.TAKEN, EventState.LEFT},
    EventState.CLAIMED: {EventState.PUT_OFF, EventState.ANSWERED, EventState.LEFT},
    EventState.PUT_OFF: {EventState.CLAIMED},
}


@pytest.fixture
def removed() -> list[Path]:
    return []


@pytest.fixture
def states(removed: list[Path]) -> EventStates:
    return EventStates(removed.append)


def come(states: EventStates, to: EventState) -> None:
    """Lead a new event, which has a file, to a state."""
    assert states.begin("Ev1", FILE)
    for state in WAYS[to]:
        states.move("Ev1", state)


@pytest.mark.parametrize("state", WAYS)
def test_an_event_that_is_under_way_does_not_begin_again(states: EventStates, state: EventState) -> None:
    come(states, state)
    assert not states.begin("Ev1")
    assert states.begin("Ev2")
    assert states.under_way() == ("Ev1", "Ev2")


@pytest.mark.parametrize(("state", "to"), [(state, to) for state in ARROWS for to in EventState])
def test_only_the_arrows_of_the_drawing_lead_on(states: EventStates, state: EventState, to: EventState) -> None:
    come(states, state)
    if to in ARROWS[state]:
        states.move("Ev1", to)
        assert (states.under_way() == ()) == (to in ENDS)
        return
    with pytest.raises(ValueError, match=f"{state.name} does not lead to {to.name}"):
        states.move("Ev1", to)
    assert states.under_way() == ("Ev1",)


@pytest.mark.parametrize(
    ("end", "is_removed"), [(EventState.ANSWERED, True), (EventState.TAKEN, True), (EventState.LEFT, False)]
)
def test_the_file_of_what_was_left_stays_and_the_others_go(
    states: EventStates, removed: list[Path], end: EventState, *, is_removed: bool
) -> None:
    come(states, EventState.LATE)
    assert removed == []
    states.move("Ev1", end)
    assert removed == ([FILE] if is_removed else [])


@pytest.mark.parametrize("end", ENDS)
def test_an_event_that_comes_again_after_its_end_is_new(states: EventStates, end: EventState) -> None:
    come(states, EventState.LATE)
    states.move("Ev1", end)
    assert states.begin("Ev1")
    states.move("Ev1", EventState.CLAIMED)


def test_a_file_that_cannot_be_removed_leaves_the_event_under_way() -> None:
    def refuse(file: Path) -> None:
        raise PermissionError(file)

    states = EventStates(refuse)
    come(states, EventState.CLAIMED)
    with pytest.raises(PermissionError):
        states.move("Ev1", EventState.ANSWERED)
    assert not states.begin("Ev1")


def test_the_file_may_come_once_the_event_has_begun(states: EventStates, removed: list[Path]) -> None:
    states.begin("Ev1")
    states.keep("Ev1", FILE)
    states.move("Ev1", EventState.TAKEN)
    assert removed == [FILE]


def test_an_event_without_a_file_ends_as_well(states: EventStates, removed: list[Path]) -> None:
    states.begin("Ev1")
    states.move("Ev1", EventState.TAKEN)
    assert (removed, states.under_way()) == ([], ())


@pytest.mark.parametrize("to", EventState)
def test_an_event_that_is_not_known_here_stays_unknown(states: EventStates, to: EventState) -> None:
    states.move("Ev1", to)
    assert states.under_way() == ()
    assert states.late_claim("Ev1") is None


def test_the_claim_of_a_late_event_is_known_until_it_is_claimed(states: EventStates) -> None:
    claim: Future[bool] = Future()
    come(states, EventState.NEW)
    assert states.late_claim("Ev1") is None
    states.move("Ev1", EventState.LATE, claim=claim)
    assert states.late_claim("Ev1") is claim
    states.move("Ev1", EventState.CLAIMED)
    assert states.late_claim("Ev1") is None


def test_of_threads_that_begin_at_once_one_does(states: EventStates) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(states.begin, ["Ev1"] * 50)).count(True) == 1


# --- turns


def put_off(states: EventStates, ts: str, channel: str = "C0JARDINS", due: float = 0) -> str:
    """Put an event off that was asked at some time, and return its name."""
    event_id = f"{channel} {ts}"
    states.begin(event_id, FILE)
    states.move(event_id, EventState.CLAIMED)
    states.move(event_id, EventState.PUT_OFF, turn=Turn(channel, ts, due))
    return event_id


def taken(states: EventStates, now: float = 0) -> list[str]:
    return [event_id for event_id, _ in states.take_turns(now)]


def test_of_a_channel_one_at_a_time_has_its_turn_in_the_order_in_which_people_asked(states: EventStates) -> None:
    late, early = put_off(states, "1700000002.000100"), put_off(states, "1700000001.000100")
    assert taken(states) == [early]
    assert taken(states) == []
    states.move(early, EventState.ANSWERED)
    assert taken(states) == [late]


def test_channels_do_not_wait_for_each_other(states: EventStates) -> None:
    assert sorted([put_off(states, "1.0", "C0JARDINS"), put_off(states, "2.0", "C0POTAGER")]) == sorted(taken(states))


def test_none_comes_before_it_is_due_and_none_overtakes_the_first(states: EventStates) -> None:
    first, _ = put_off(states, "1.0", due=10), put_off(states, "2.0", due=0)
    assert taken(states, 9.9) == []
    assert taken(states, 10) == [first]


def test_one_that_is_put_off_again_stays_the_first(states: EventStates) -> None:
    first, _ = put_off(states, "1.0"), put_off(states, "2.0")
    assert taken(states) == [first]
    states.move(first, EventState.PUT_OFF, turn=Turn("C0JARDINS", "1.0", 5))
    assert taken(states, 4) == []
    assert taken(states, 5) == [first]


@pytest.mark.parametrize("end", [EventState.ANSWERED, EventState.LEFT])
def test_a_channel_has_turns_until_the_last_is_at_its_end(states: EventStates, end: EventState) -> None:
    assert not states.has_turns("C0JARDINS")
    event_id = put_off(states, "1.0")
    assert (states.has_turns("C0JARDINS"), states.has_turns("C0POTAGER")) == (True, False)
    assert taken(states) == [event_id]
    assert states.has_turns("C0JARDINS")
    states.move(event_id, end)
    assert not states.has_turns("C0JARDINS")


def test_what_was_put_off_keeps_its_file_and_is_under_way(states: EventStates, removed: list[Path]) -> None:
    event_id = put_off(states, "1.0")
    assert (states.file(event_id), states.under_way(), removed) == (FILE, (event_id,), [])
    assert states.file("Ev2") is None


def test_who_waits_for_turns_is_woken_by_what_happens_to_one(states: EventStates) -> None:
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(states.wait_for_turns, PATIENCE)
        put_off(states, "1.0")
        waiting.result(PATIENCE / 2)
