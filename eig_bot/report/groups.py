"""Unanswered questions -> groups of questions that are alike, so that the team reads each concern once."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from eig_bot.journal.usage import Wording
from eig_bot.knowledge.passage import Passage
from eig_bot.search.analyzer import terms, words

ALIKE, OVERALL = 80, 60
"""RapidFuzz `token_set_ratio` and `token_sort_ratio` of stems from which two questions are alike; without the second a word
alone would draw in every question that has it. Set on 4,000 misspelt phrasings of `knowledge/` (99 % of a group are one
phrasing, and 96 % of a phrasing in one group) and on questions that no page answers: with more, the same ones stay apart."""
EVERYWHERE, ENOUGH, LOOKED_AT = 0.5, 20, 500
"""Share of the passages from which a word says nothing of what is asked, as the name of the programme; passages below which a
folder cannot tell, and that are looked at."""
COMPARED = 2_000
"""Distinct questions (by their stems) that are compared, the most asked first: about a second on two cores."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are alike."""

    size: int
    """How often they were asked, in all."""
    wordings: tuple[Wording, ...]
    """The most asked first."""


def grouped(
    wordings: Sequence[Wording], everywhere: AbstractSet[str] = frozenset(), *, compared: int = COMPARED
) -> tuple[Group, ...]:
    """Put questions that are alike together: each joins the most asked one that it is like.

    Args:
        wordings: distinct texts. The same ones make the same groups, in whatever order they come.
        everywhere: stems that say nothing of what is asked.
        compared: how many distinct questions to compare, at most.

    Returns:
        The largest group first. What has no word is in none, nor are the rarest of too many questions.
    """
    by_stems: defaultdict[str, list[Wording]] = defaultdict(list)
    for wording in wordings:
        found = set(terms(wording.text))
        if stems := found - everywhere or found or set(words(wording.text)):
            by_stems[" ".join(sorted(stems))].append(wording)
    sizes = {text: sum(wording.count for wording in same) for text, same in by_stems.items()}
    ordered = sorted(sizes, key=lambda text: (-sizes[text], len(text), text))
    chosen = ordered[:compared]
    members: defaultdict[str, list[Wording]] = defaultdict(list)
    for text, first in zip(chosen, _firsts(chosen), strict=True):
        members[first] += by_stems[text]
    groups = (
        Group(sum(one.count for one in alike), tuple(sorted(alike, key=lambda one: (-one.count, one.text))))
        for alike in members.values()
    )
    return tuple(sorted(groups, key=lambda group: (-group.size, group.wordings[0].text)))


def _firsts(texts: Sequence[str]) -> list[str]:
    """Return for each text the first one that it is like: itself, or one that is like no earlier one."""
    alike = process.cdist(texts, texts, scorer=fuzz.token_sort_ratio, score_cutoff=OVERALL, dtype=np.uint8)
    pairs = np.argwhere(np.triu(alike, 1))
    shares = process.cpdist(
        [texts[one] for one, _ in pairs],
        [texts[other] for _, other in pairs],
        scorer=fuzz.token_set_ratio,
        score_cutoff=ALIKE,
        dtype=np.uint8,
    )
    first = list(range(len(texts)))
    for one, other in pairs[shares > 0]:
        if first[one] == one and first[other] == other:
            first[other] = one
    return [texts[number] for number in first]


def stems_of_most(passages: Sequence[Passage]) -> AbstractSet[str]:
    """Return the stems that most passages have, as those of the programme's name: they say nothing of what is asked.

    Args:
        passages: of a folder; of a small one, nothing can be told.
    """
    if len(passages) < ENOUGH:
        return frozenset()
    sample = passages[:: -(-len(passages) // LOOKED_AT)]
    having = Counter(
        stem for passage in sample for stem in set(terms(" ".join((*passage.heading_path, passage.text, *passage.questions))))
    )
    return {stem for stem, count in having.items() if count > EVERYWHERE * len(sample)}
