"""The question sets of `benchmarks/questions/`, one half at a time. Begin reading at `open_half`.

Half of each set, by a hash of the ids, is kept: nothing is tuned on it, only `make bench` asks it, once in a while. `kept_half`
refuses a half that is no longer the one whose digest is in the repository; after a label was mended on purpose,

    python -m benchmarks.sets > benchmarks/questions/kept.sha256

writes the digests anew. The `TRIALS` are kept as a whole. What each file holds is told in `benchmarks/questions/README.md`.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("questions")
SETS = ("questions", "threads", "off_topic", "courtesies", "long")
TRIALS = ("negations", "places", "no_such_scheme")
"""Sets that are asked for one property each (`benchmarks/trials.py`): they have no open half."""
WHOLLY_KEPT = "kept-"
"""What the ids of the rows of `TRIALS` begin with."""
DIGESTS = "kept.sha256"

Place = tuple[str, str]
"""The page of a passage, as the path of its file in the folder, and its heading."""


class Wanted(StrEnum):
    """What a good bot does with a message."""

    ANSWER = "answer"
    """It shows a passage that answers."""
    SEVERAL = "several"
    """It shows a passage for each of the questions of the message."""
    STATUS = "status"
    """It tells the state of a call."""
    NOTHING = "absent"
    """It does not answer: no passage does."""
    SMALL_TALK = "small_talk"
    """It replies as to a courtesy or a reaction."""
    ASK_BACK = "ask_back"
    """It asks back: the message says too little."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A message of a set, with what a good bot does with it."""

    id: str
    """Of the row; for a turn of a thread, or one of several questions of a row of `TRIALS`, with its number: `t07/2`."""
    text: str
    wanted: Wanted
    group: str
    """What the figures are told apart by: the style of a question, the class of a courtesy, `near` or `far`, the trial."""
    accept: tuple[Place, ...] = ()
    """The passages that answer, or tell the state of the call, the best first; empty where none does."""
    parts: tuple[tuple[Place, ...], ...] = ()
    """For several questions: the passages that answer each."""
    call: str = ""
    """Whose call's state is asked for, or answers as well as a passage: `administrations` or `candidats`."""
    history: tuple[str, ...] = ()
    """The earlier messages of its thread, oldest first."""

    @property
    def has_answer(self) -> bool:
        """True when some passage answers it; the state of a call is computed, and counted apart."""
        return self.wanted in {Wanted.ANSWER, Wanted.SEVERAL}

    @property
    def row(self) -> str:
        """The id of its row, by which its half is told."""
        return self.id.partition("/")[0]

    def without_thread(self) -> "Asked":
        """Return the same message as if it were the first of its thread."""
        return replace(self, history=())

    def after_the_one_before(self) -> "Asked":
        """Return the message as one text with the one before it: the thread for an engine that knows of none."""
        return replace(self, text=f"{self.history[-1]} {self.text}", history=())


class KeptHalfError(Exception):
    """The kept half was about to be used for what it is not kept for, or is not the one that was kept."""


def open_half(name: str, folder: Path = FOLDER) -> tuple[Asked, ...]:
    """Return the messages of a set that one may look at, and tune on.

    Args:
        name: one of `SETS`.
        folder: where its file is.
    """
    return tuple(asked for _, row in _rows(name, folder) if not is_kept(row["id"]) for asked in _messages(name, row))


def kept_half(name: str, folder: Path = FOLDER) -> tuple[Asked, ...]:
    """Return the messages of a set that are kept to judge the result; for `make bench` and `benchmarks.trials` alone.

    Args:
        name: one of `SETS` or `TRIALS`; of the latter, all are kept.
        folder: where its file is, and the digests.

    Raises:
        KeptHalfError: it is not the half whose digest was written down.
    """
    if digest(name, folder) != _written(name, folder):
        message = f"{folder / name}.jsonl: its kept half is not the one in {DIGESTS}; see benchmarks/sets.py"
        raise KeptHalfError(message)
    return tuple(asked for _, row in _rows(name, folder) if is_kept(row["id"]) for asked in _messages(name, row))


def read_file(file: Path) -> tuple[Asked, ...]:
    """Return the messages of any file of the same form: threads, or single messages with a `kind`; no half of it is kept.

    Args:
        file: one row a line.
    """
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
    return tuple(asked for row in rows for asked in _messages("threads" if "turns" in row else "long", row))


def refuse_kept(messages: Iterable[Asked]) -> None:
    """Stop what would tune on the kept half.

    Args:
        messages: what is about to be tuned on.

    Raises:
        KeptHalfError: one of them is kept.
    """
    kept = sorted({asked.row for asked in messages if is_kept(asked.row)})
    if kept:
        message = f"{', '.join(kept)}: kept to judge the result; nothing is tuned on it"
        raise KeptHalfError(message)


def is_kept(row: str) -> bool:
    """Return whether a row is kept, which its id alone tells: another hash would have drawn another half.

    Args:
        row: the id of the row.
    """
    return row.startswith(WHOLLY_KEPT) or int(hashlib.sha256(row.encode()).hexdigest(), 16) % 2 == 0


def digest(name: str, folder: Path = FOLDER) -> str:
    """Return the SHA-256 of the kept lines of a set, in their order, in hexadecimal.

    Args:
        name: one of `SETS` or `TRIALS`.
        folder: where its file is.
    """
    kept = (line for line, row in _rows(name, folder) if is_kept(row["id"]))
    return hashlib.sha256("\n".join(kept).encode()).hexdigest()


def _rows(name: str, folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").split("\n"):
        if line:
            yield line, json.loads(line)


def _written(name: str, folder: Path) -> str | None:
    lines = (folder / DIGESTS).read_text(encoding="utf-8").splitlines()
    return {file: found for found, file in map(str.split, lines)}.get(f"{name}.jsonl")


def _messages(name: str, row: dict[str, Any]) -> Iterator[Asked]:
    if name in TRIALS:
        wanted = Wanted.ANSWER if "pair" in row or "accept" in row else Wanted.NOTHING
        for number, one in enumerate(_trial(row), 1):
            yield _message(f"{row['id']}/{number}", wanted, {"kind": name} | one)
        return
    if name != "threads":
        yield _message(row["id"], _WANTED.get(name) or Wanted(_KINDS.get(row["kind"], row["kind"])), row)
        return
    before: list[str] = []
    for number, turn in enumerate(row["turns"], 1):
        yield replace(_message(f"{row['id']}/{number}", Wanted(turn["kind"]), turn), history=tuple(before))
        before.append(turn["q"])


def _trial(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the questions of a row: a question and its contrary, one with a place and the same without it, or one alone."""
    return row["pair"] if "pair" in row else [row, *([row | {"q": row["without"]}] if "without" in row else [])]


def _message(name: str, wanted: Wanted, row: dict[str, Any]) -> Asked:
    return Asked(
        id=name,
        text=row["q"],
        wanted=wanted,
        group=next(row[key] for key in ("style", "class", "kind") if key in row),
        accept=_places(row.get("accept", ())),
        parts=tuple(_places(part["accept"]) for part in row.get("parts", ())),
        call=row.get("call", ""),
    )


def _places(pairs: Iterable[Iterable[str]]) -> tuple[Place, ...]:
    return tuple((page, heading) for page, heading in pairs)


_WANTED = {"questions": Wanted.ANSWER, "off_topic": Wanted.NOTHING, "courtesies": Wanted.SMALL_TALK}
_KINDS = {"long": "answer"}

if __name__ == "__main__":
    for each in (*SETS, *TRIALS):
        print(f"{digest(each)}  {each}.jsonl")
