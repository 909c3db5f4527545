"""What the bot says to the messages of a set, asked through its command line in a process of its own. Begin at `replies`.

The command line is what stays when the inside changes, and waits for all that is fitted.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.sets import Asked, Place

ROOT = Path(__file__).parents[1]
DAY = "2026-11-29"
"""The day on which the bot is asked, so that an answer does not depend on that of the measurement."""
SHOWN = 3
"""Passages that a reader sees at once."""
PATIENCE = 900
"""Seconds after which a bot that has not answered all is stopped."""
ANSWERS = frozenset({"answer", "call_status"})
SHOWING = ANSWERS | {"suggestions"}


class BotFailedError(Exception):
    """The bot ended without having answered all messages; the text is the last line of what it said."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot said to a message."""

    asked: Asked
    kind: str
    """As in JSON: `answer`, `suggestions`, `no_answer`, `call_status`, `small_talk`."""
    confidence: float
    """What it states as the probability that its first result is right."""
    places: tuple[Place, ...]
    """Of its results, best first, whether shown or not."""
    call: str
    """Whose call it tells the state of; empty where it tells none."""

    @property
    def is_answered(self) -> bool:
        """True when a passage, or the state of a call, was given as the answer."""
        return self.kind in ANSWERS

    @property
    def is_first_right(self) -> bool:
        """True when the first result is right, whatever was made of it, or the state of the call that is meant is told."""
        tells_of_that_call = self.kind == "call_status" and bool(self.asked.call) and self.call == self.asked.call
        return tells_of_that_call or (bool(self.places) and self.places[0] in self._accepted)

    @property
    def is_right(self) -> bool:
        """True when it is answered, and rightly."""
        return self.is_answered and self.is_first_right

    @property
    def is_misleading(self) -> bool:
        """True when it is answered, and wrongly."""
        return self.is_answered and not self.is_first_right

    @property
    def is_among_three(self) -> bool:
        """True when a right one is among the first three results, whatever was made of them."""
        return not self._accepted.isdisjoint(self.places[:SHOWN])

    @property
    def is_helpful(self) -> bool:
        """True when a right one is among the three that are shown, as the answer or to choose from."""
        return self.kind in SHOWING and self.is_among_three

    @property
    def are_all_met(self) -> bool:
        """True when, of several questions, each has an answer among the first three that are shown."""
        return self.kind in SHOWING and all(set(part).intersection(self.places[:SHOWN]) for part in self.asked.parts)

    @property
    def _accepted(self) -> frozenset[Place]:
        return frozenset(place for places in (self.asked.accept, *self.asked.parts) for place in places)


def replies(messages: Sequence[Asked], knowledge: Path, data: Path, package: Path = ROOT) -> list[Reply]:
    """Ask the bot all messages, in their order, each with its thread.

    Args:
        messages: of one or several sets.
        knowledge: the folder that it answers from.
        data: where it keeps what it fits.
        package: the folder that holds its `eig_bot/`.

    Raises:
        BotFailedError: it did not answer all of them.
    """
    lines = [{"id": asked.id, "question": asked.text, "history": asked.history} for asked in messages]
    command = [sys.executable, "-m", "eig_bot", "ask", "--batch", "-", "--json", "--knowledge", str(knowledge.resolve())]
    ran = subprocess.run(
        command,
        input="\n".join(map(json.dumps, lines)),
        cwd=package,
        env=_environment(data),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    said = [json.loads(line) for line in ran.stdout.splitlines()]
    if ran.returncode or len(said) != len(messages):
        raise BotFailedError((ran.stderr.strip() or "no word of why").splitlines()[-1])
    return [as_reply(asked, found) for asked, found in zip(messages, said, strict=True)]


def as_reply(asked: Asked, found: Mapping[str, Any]) -> Reply:
    """Return the reply to a message.

    Args:
        asked: the message.
        found: what the bot said, as its command line does with `--json`.
    """
    call = found.get("call") or {}
    return Reply(
        asked=asked,
        kind=found["kind"],
        confidence=found["confidence"],
        places=tuple((result["page"], result["section"]) for result in found["results"]),
        call=(call.get("audience") or "administrations") if call else "",
    )


def _environment(data: Path) -> dict[str, str]:
    """As this process has it, without what is set for another bot, with one thread a process."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("EIG_BOT_", "SLACK_"))}
    return kept | {"EIG_BOT_DATA": str(data.resolve()), "EIG_BOT_TODAY": DAY, "OPENBLAS_NUM_THREADS": "1"}
