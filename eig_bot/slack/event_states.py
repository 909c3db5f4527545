"""The life of an event: a question that Slack hands over, as the process that it was handed to sees it.

::

                        +--> TAKEN     by another process, or answered before: its file is removed
                        |      ^
                        |      |  the claim says so before the answer is posted
                        |      |
    delivered --> NEW --+--> LATE -----+--> ANSWERED  its file is removed
    or found            |      |       |
    unanswered          |      v       |
                        +--> CLAIMED --+--> LEFT      its file stays: a later round begins with it anew
                        |     |   ^                        ^
                        |     v   |  its turn has come     |
                        |    PUT_OFF                       |
                        +----------------------------------+  it cannot be kept, or the database is away

In the database the event is claimed by one process; its file is its entry in this machine's spool. TAKEN, ANSWERED and LEFT end
a life: the event is forgotten here, and one that comes again is NEW. `deduplicator.py` says what is done in each state.

What is PUT_OFF waits until Slack takes messages in its channel again. Of a channel one at a time has its turn, in the order in
which people asked; whoever asks there meanwhile comes after them.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path


class EventState(Enum):
    """How far an event has come; see the drawing of this module."""

    NEW = auto()
    """It came, or was found; whether this process may answer it is not known yet."""
    CLAIMED = auto()
    """This process answers it: the database has said so, or is away."""
    LATE = auto()
    """This process answers it, unless the database says in time that another one does."""
    PUT_OFF = auto()
    """This process will answer it, when its turn comes."""
    ANSWERED = auto()
    TAKEN = auto()
    LEFT = auto()


_NEXT = {
    EventState.NEW: {EventState.CLAIMED, EventState.LATE, EventState.TAKEN, EventState.LEFT},
    EventState.LATE: {EventState.CLAIMED, EventState.ANSWERED, EventState.TAKEN, EventState.LEFT},
    EventState.CLAIMED: {EventState.PUT_OFF, EventState.ANSWERED, EventState.LEFT},
    EventState.PUT_OFF: {EventState.CLAIMED},
}
"""The arrows of the drawing; what is not a key here is an end."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The place of an event among those of its channel that were put off."""

    channel: str
    ts: str
    """When it was asked, as Slack writes it."""
    due: float
    """Seconds, by a clock that never goes back, before which it is not tried again."""


@dataclass(frozen=True, slots=True)
class _Life:
    state: EventState = EventState.NEW
    file: Path | None = None
    claim: Future[bool] | None = None
    """The answer of the database, which is awaited in LATE."""
    turn: Turn | None = None
    """From the first time that it was put off."""


class EventStates:
    """The events that this process is at, each with its state; safe to share between threads."""

    def __init__(self, remove: Callable[[Path], None]) -> None:
        """Begin without any.

        Args:
            remove: takes the file of an event out of the spool, once it is of no use any more.
        """
        self._remove = remove
        self._lock = threading.Condition()
        self._lives: dict[str, _Life] = {}
        self._has_changed = False

    def begin(self, event_id: str, file: Path | None = None) -> bool:
        """Note that an event is NEW.

        Args:
            event_id: as Slack calls it.
            file: its entry in the spool; None when it has none, or none yet.

        Returns:
            False when this process is at it already.
        """
        with self._lock:
            if event_id in self._lives:
                return False
            self._lives[event_id] = _Life(file=file)
            return True

    def keep(self, event_id: str, file: Path) -> None:
        """Note where an event stands in the spool.

        Args:
            event_id: of one that has begun.
            file: its entry.
        """
        with self._lock:
            self._lives[event_id] = replace(self._lives[event_id], file=file)

    def move(self, event_id: str, to: EventState, *, claim: Future[bool] | None = None, turn: Turn | None = None) -> None:
        """Take one arrow of the drawing; an event that this process is not at stays unknown.

        Args:
            event_id: as Slack calls it.
            to: the next state.
            claim: in LATE, the answer of the database that is awaited.
            turn: in PUT_OFF, when it comes.

        Raises:
            ValueError: no arrow leads there.
        """
        with self._lock:
            life = self._lives.get(event_id)
            if life is None:
                return
            if to not in _NEXT[life.state]:
                raise ValueError(f"{life.state.name} does not lead to {to.name}")
            if to in {EventState.ANSWERED, EventState.TAKEN} and life.file:
                self._remove(life.file)
            if to in _NEXT:
                self._lives[event_id] = replace(life, state=to, claim=claim, turn=turn or life.turn)
            else:
                del self._lives[event_id]  # last: until then nobody takes it for one that was left
            if turn or life.turn:
                self._has_changed = True
                self._lock.notify_all()

    def has_turns(self, channel: str) -> bool:
        """Return whether events of a channel were put off, and are not all at their end.

        Args:
            channel: its id.
        """
        with self._lock:
            return any(life.turn and life.turn.channel == channel for life in self._lives.values())

    def take_turns(self, now: float) -> Sequence[tuple[str, Path]]:
        """Take the arrow from PUT_OFF to CLAIMED, in each channel for the event that was asked first, if it is due.

        Args:
            now: by the clock of `Turn.due`.

        Returns:
            The events, each with its entry in the spool; none of a channel in which one is answered already.
        """
        with self._lock:
            first: dict[str, tuple[bool, str, str]] = {}
            for event_id, life in self._lives.items():
                if life.turn:
                    place = (life.state is EventState.PUT_OFF, life.turn.ts, event_id)
                    first[life.turn.channel] = min(first.get(life.turn.channel, place), place)
            return [
                taken for is_put_off, _, event_id in first.values() if is_put_off and (taken := self._take_turn(event_id, now))
            ]

    def wait_for_turns(self, seconds: float) -> None:
        """Wait until something has happened to an event that was put off, since the last time.

        Args:
            seconds: at most; a turn may become due meanwhile.
        """
        with self._lock:
            self._lock.wait_for(lambda: self._has_changed, seconds)
            self._has_changed = False

    def file(self, event_id: str) -> Path | None:
        """Return the entry of an event in the spool; None when it has none.

        Args:
            event_id: as Slack calls it.
        """
        with self._lock:
            life = self._lives.get(event_id)
            return life.file if life else None

    def late_claim(self, event_id: str) -> Future[bool] | None:
        """Return the answer of the database that is awaited for an event; None unless it is LATE.

        Args:
            event_id: as Slack calls it.
        """
        with self._lock:
            life = self._lives.get(event_id)
            return life.claim if life else None

    def under_way(self) -> tuple[str, ...]:
        """Return the events that this process is at, the first that began first."""
        with self._lock:
            return tuple(self._lives)

    def _take_turn(self, event_id: str, now: float) -> tuple[str, Path] | None:
        life = self._lives[event_id]
        if life.turn is None or life.file is None or life.turn.due > now:
            return None
        self._lives[event_id] = replace(life, state=EventState.CLAIMED)
        return event_id, life.file
