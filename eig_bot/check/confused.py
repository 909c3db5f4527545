"""Passages without phrasings that are most easily taken for another: what one writes phrasings for first.

Two passages are as near as what they mean (`search/meaning.py`). Posts, headings that only list others, and passages whose
phrasings tell how people ask for them are left out.
"""

from dataclasses import dataclass

import numpy as np

from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search.blending import tells_enough
from eig_bot.search.meaning import Meaning
from eig_bot.search.vectors import Floats

MOST = 10
NEAR = 0.4
"""Likeness from which two passages are named: below, they share a subject and no more."""
AT_ONCE = 1_000
"""Passages that are compared with all others at a time."""


@dataclass(frozen=True, slots=True)
class Confused:
    """A passage, and the one that it is most like."""

    passage: Passage
    other: Passage
    likeness: float


def confused(knowledge: KnowledgeBase, meaning: Meaning | None) -> tuple[Confused, ...]:
    """Return the pairs that are most alike, at most `MOST`, each passage in one of them.

    Args:
        knowledge: the folder.
        meaning: what its passages mean; None where it is not known, which tells nothing.
    """
    kept = [at for at, passage in enumerate(knowledge.passages) if _is_compared(passage)]
    if meaning is None or len(kept) < 2:
        return ()
    found: list[Confused] = []
    taken: set[int] = set()
    for likeness, one, other in sorted(_nearest(meaning.vectors[kept]), key=lambda pair: (-pair[0], pair[1])):
        if len(found) < MOST and likeness >= NEAR and not taken & {one, other}:
            found.append(Confused(knowledge.passages[kept[one]], knowledge.passages[kept[other]], likeness))
            taken |= {one, other}
    return tuple(found)


def _is_compared(passage: Passage) -> bool:
    return not (passage.is_outline or passage.published or tells_enough(passage))


def _nearest(vectors: Floats) -> list[tuple[float, int, int]]:
    """Return, for each vector, (likeness, its number, the number of the nearest other one)."""
    apart = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    found = []
    for start in range(0, len(apart), AT_ONCE):
        products = apart[start : start + AT_ONCE] @ apart.T
        numbers = np.arange(len(products))
        products[numbers, numbers + start] = -1
        others = products.argmax(axis=1)
        found += [
            (float(products[at, other]), at + start, int(other)) for at, other in zip(numbers.tolist(), others, strict=True)
        ]
    return found
