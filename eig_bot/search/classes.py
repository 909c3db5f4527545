"""What the models over the phrasings tell apart: one class a passage, and one for all entries of a catalogue."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eig_bot.knowledge.passage import Passage
from eig_bot.search.vectors import Floats

CATALOGUE = ""
"""What stands for the identity of all entries of the catalogue, whose phrasings are one class."""


@dataclass(frozen=True, slots=True)
class Classes:
    """What the models over the phrasings tell apart."""

    members: tuple[tuple[Passage, ...], ...]
    """The passages of each class: one, or all entries of the catalogue."""
    identities: tuple[str, ...]
    """Of the passage of each class; `CATALOGUE` for the catalogue."""
    asked: NDArray[np.int64]
    """Number of the passage of each class; -1 for the catalogue."""

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> "Classes":
        """Return the classes of a folder: those of passages in their order, last that of the catalogue where it has phrasings.

        Args:
            passages: all of it.
        """
        identities = identities_of(passages)
        asked = [at for at, passage in enumerate(passages) if passage.questions and not passage.is_entry]
        entries = tuple(passage for passage in passages if passage.is_entry)
        catalogue = [entries] if any(entry.questions for entry in entries) else []
        return cls(
            (*((passages[at],) for at in asked), *catalogue),
            (*(identities[at] for at in asked), *(CATALOGUE for _ in catalogue)),
            np.array([*asked, *(-1 for _ in catalogue)], dtype=np.int64),
        )

    def __len__(self) -> int:
        return len(self.members)

    def phrasings(self) -> list[tuple[str, int]]:
        """Return all phrasings, each with the number of its class."""
        return [(text, at) for at, those in enumerate(self.members) for passage in those for text in passage.questions]

    def headings(self) -> list[tuple[str, int]]:
        """Return the heading of each passage, with the number of its class."""
        return [(passage.section, at) for at, those in enumerate(self.members) for passage in those]


def spread_out(by_class: Floats, asked: NDArray[np.int64], passages: int) -> Floats:
    """Return the scores of classes as scores of passages: 0 for a passage without class.

    Args:
        by_class: shape (classes,).
        asked: number of the passage of each class, or -1.
        passages: how many there are.
    """
    scores = np.zeros(passages, dtype=np.float32)
    there = asked >= 0
    scores[asked[there]] = by_class[there]
    return scores


def identities_of(passages: Sequence[Passage]) -> list[str]:
    """Name each passage by its page and headings, and by its rank among namesakes."""
    seen: Counter[str] = Counter()
    found = []
    for passage in passages:
        name = passage.identity
        found.append(f"{name}\t{seen[name]}")
        seen[name] += 1
    return found
