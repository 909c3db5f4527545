"""Pages about people: each speaks of all that the person does, in words that others use too, and answers who asks for them.

There is no key that tells such a page, so that its folder does: most of its pages have the name of a person as their title.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np
from numpy.typing import NDArray

from eig_bot.knowledge.passage import Passage
from eig_bot.search.analyzer import STOP_WORDS, words
from eig_bot.search.spelling import french_words
from eig_bot.search.vectors import Floats

NOT_NAMED = 0.2
"""Weight of a page about a person who is not named: it is among what is found only where hardly anything else is."""
LEAST = 3
"""Pages of a folder that have a person's name before it is one about people."""
MOST_OF_THEM = 0.6
"""Share of the pages of such a folder that have; the others are its index, or have a name that does not look like one."""


@dataclass(frozen=True, slots=True)
class People:
    """Which passages are about whom."""

    numbers: NDArray[np.int64]
    """Of the passages."""
    names: tuple[frozenset[str], ...]
    """Of the person of each, as folded words."""

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> "People":
        """Find them among all the `passages` of a folder; one with phrasings says itself when it answers."""
        titles = {passage.page: passage.title for passage in passages}
        folders: dict[PurePosixPath, list[str]] = defaultdict(list)
        for page in titles:
            folders[PurePosixPath(page).parent].append(page)
        named = {
            page
            for pages in folders.values()
            if sum(map(_is_name, (titles[page] for page in pages))) >= max(LEAST, MOST_OF_THEM * len(pages))
            for page in pages
            if _is_name(titles[page])
        }
        about = [at for at, passage in enumerate(passages) if passage.page in named and not passage.questions]
        return cls(np.array(about, dtype=np.int64), tuple(_names(passages[at].title) for at in about))

    def weighed(self, scores: Floats, asked: Collection[str]) -> Floats:
        """Return the `scores` of all passages, less for pages about people whom the words `asked` do not name."""
        if not self.names:
            return scores
        said = frozenset(asked)
        found = scores.copy()
        found[self.numbers] *= np.array(
            [NOT_NAMED if said.isdisjoint(names) else 1.0 for names in self.names], dtype=np.float32
        )
        return found


def _is_name(title: str) -> bool:
    """Return whether a title looks like a name: two to four words, each with a capital, of which French does not know all."""
    parts = [part for part in title.split() if part.lower() not in _PARTICLES]
    if not 2 <= len(parts) <= 4 or not all(_NAME.fullmatch(part) for part in parts):
        return False
    found = _names(title)
    return bool(found) and not found <= french_words() and STOP_WORDS.isdisjoint(words(parts[0]))


def _names(title: str) -> frozenset[str]:
    return frozenset(words(title)) - STOP_WORDS - _PARTICLES


_PARTICLES = frozenset({"de", "du", "des", "le", "la", "von", "van", "el", "al", "ben", "da", "dos", "di"})
_NAME = re.compile(r"(?:[^\W\d_]['’])?[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:[-'’][^\W\d_]+)*\.?")
