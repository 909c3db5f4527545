"""A turn of a thread, read in several ways: alone, after the question before it, after the first one that is remembered.

Which reading is right cannot be told beforehand, so that all are searched and their scores added, each by its weight; passages
of the page that answered before are a little likelier, the very one that did a little less. A question that stands alone is
not read any other way. The weights are those of a conditional logit over the turns of development threads, rounded.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from eig_bot.search.analyzer import fold
from eig_bot.search.fusion import standardised
from eig_bot.search.message import Message
from eig_bot.search.places import without_place
from eig_bot.search.vectors import Floats

ALONE = 0.4
"""`make tune`: 0.32 73.9/10.6/82.8, **0.4** 73.9/10.6/82.8, 0.5 74.3/10.6/83.9"""
AFTER_LAST = 0.1
"""Least weight of a turn read after the question before it.
`make tune`: 0.08 73.9/10.1/82.8, **0.1** 73.9/10.6/82.8, 0.125 73.9/10.6/82.8"""
AFTER_LAST_WHEN_UNSURE = 0.35
"""What is added to that where nothing leads when the turn is read alone.
`make tune`: 0.28 73.9/10.1/83.9, **0.35** 73.9/10.6/82.8, 0.438 73.9/10.6/82.8"""
AFTER_FIRST = 0.2
"""`make tune`: 0.16 74.3/9.2/82.8, **0.2** 73.9/10.6/82.8, 0.25 73.9/10.6/82.8"""
WITHOUT_PLACE = 0.5
"""Part of a turn by itself that is read without the place that it names: of 326 first messages of the sets, behind invented
places, 79 % are answered rightly, as without them; 51 with 0, 73 with 0.35, and 81 with 0.65, which answers one more of 100
wrongly."""
SAME_PAGE = 2.4
"""Deviations that a passage of the page that answered before gains; by one more than the words of content that the turn has."""
SAME_PASSAGE = -0.6
"""Deviations that the very passage gains.
`make tune`: 0.48 73.9/10.6/82.8, **0.6** 73.9/10.6/82.8, 0.75 73.9/10.1/82.8"""
STANDS_ALONE = 2.5
"""Deviations by which the first passage must lead, so that a turn stands alone: the first is right then in 29 of 31.
`make tune`: 2 73.4/10.6/82.8, **2.5** 73.9/10.6/82.8, 3.12 74.8/10.6/82.8"""
CONTINUES = ("et ", "ou ", "mais ", "sinon ", "pour ", "avec ", "sans ", "chez ", "dans ", "au-dela ", "apres ", "avant ")
"""What a turn begins with that leans on the one before, folded, unless it says much."""
MUCH = 4
"""Words of content from which it does.
`make tune`: 3 73.9/10.6/82.8, **4** 73.9/10.6/82.8, 5 73.9/10.6/82.8"""


@dataclass(frozen=True, slots=True)
class TurnReading:
    """One way to read a turn."""

    message: Message
    share: float
    """Its weight; those of all readings sum to 1."""
    leans: bool = False
    """It is read with what came before it."""


def readings(message: Message, turns: Sequence[Message], lead: float, knows: Callable[[str], bool]) -> tuple[TurnReading, ...]:
    """Return the ways to read a turn, itself first; one that names where it is written from, also without that.

    Args:
        message: the turn.
        turns: the questions before it in its thread, oldest first; courtesies and reactions left out.
        lead: by how many deviations the first passage leads the second when the turn is read alone.
        knows: tells whether the folder has a word, folded.
    """
    rest = without_place(message, knows)
    if not rest:
        return _in_thread(message, turns, lead)
    whole, *others = _in_thread(message, turns, lead)
    return (
        TurnReading(message, (1 - WITHOUT_PLACE) * whole.share),
        TurnReading(rest, WITHOUT_PLACE * whole.share),
        *others,
    )


def _in_thread(message: Message, turns: Sequence[Message], lead: float) -> tuple[TurnReading, ...]:
    if not turns or (lead > STANDS_ALONE and not _continues(message)):
        return (TurnReading(message, 1.0),)
    after_last = AFTER_LAST + AFTER_LAST_WHEN_UNSURE / (1 + lead)
    total = ALONE + after_last + AFTER_FIRST
    last, first = message.after(turns[-1]), message.after(turns[0])
    if len(turns) == 1:
        return TurnReading(message, ALONE / total), TurnReading(last, (after_last + AFTER_FIRST) / total, leans=True)
    return (
        TurnReading(message, ALONE / total),
        TurnReading(last, after_last / total, leans=True),
        TurnReading(first, AFTER_FIRST / total, leans=True),
    )


def nearer(scores: Floats, message: Message, pages: Sequence[str], given: int) -> Floats:
    """Return the scores of a turn with what the passage answered before makes likelier: mean 0, deviation 1.

    Args:
        scores: of each candidate, in deviations.
        message: the turn.
        pages: that of each candidate.
        given: number of the candidate that answered before.
    """
    is_near = np.array([page == pages[given] for page in pages])
    found = scores + SAME_PAGE / (1 + len(message.content)) * is_near
    found[given] += SAME_PASSAGE
    return standardised(np.asarray(found, dtype=np.float32))


def _continues(message: Message) -> bool:
    is_where = message.text.strip().lower().startswith("où")  # folded, it is "ou"
    return fold(message.text).lstrip().startswith(CONTINUES) and not is_where and len(message.content) < MUCH
