"""Replies -> counts: how often the bot is right, misleads, holds back, and whether its confidence is to be believed.

A count is a `Share`: how many of how many. What each means stands with `Reply` (`benchmarks/replies.py`).
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.replies import Reply
from benchmarks.sets import Wanted

TENTHS = 10
Z = 1.96
"""Standard deviations on either side that hold 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    part: int
    whole: int

    @classmethod
    def of(cls, found: Sequence[Reply], is_so: Callable[[Reply], bool]) -> "Share":
        """Count.

        Args:
            found: replies.
            is_so: whether one is to be counted.
        """
        return cls(sum(map(is_so, found)), len(found))

    @property
    def value(self) -> float:
        """From 0 to 1; 0 of nothing."""
        return self.part / self.whole if self.whole else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of Wilson ("Probable Inference", 1927), which holds for few and for shares near 0 and 1 as well."""
        if not self.whole:
            return 0.0, 1.0
        share, of = self.value, self.whole
        middle = (share + Z * Z / (2 * of)) / (1 + Z * Z / of)
        reach = Z * math.sqrt(share * (1 - share) / of + Z * Z / (4 * of * of)) / (1 + Z * Z / of)
        return middle - reach, middle + reach


@dataclass(frozen=True, slots=True)
class Marks:
    """What a set says of the bot."""

    right: Share
    """Of the messages with an answer, those answered rightly."""
    helpful: Share
    """Those of which a right passage is among the three shown."""
    misleading: Share
    """Those answered wrongly."""
    held_back: Share
    """Of the messages without an answer, those not answered."""

    @classmethod
    def of(cls, found: Iterable[Reply]) -> "Marks":
        """Count.

        Args:
            found: replies to messages of any kind; courtesies, calls and what asks back are not counted here.
        """
        found = list(found)
        ours = wanting(found, Wanted.ANSWER, Wanted.SEVERAL)
        return cls(
            right=Share.of(ours, lambda reply: reply.is_right),
            helpful=Share.of(ours, lambda reply: reply.is_helpful),
            misleading=Share.of(ours, lambda reply: reply.is_misleading),
            held_back=Share.of(wanting(found, Wanted.NOTHING), lambda reply: not reply.is_answered),
        )


@dataclass(frozen=True, slots=True)
class Tenth:
    """Replies whose stated confidence lies in one tenth."""

    low: float
    stated: float
    """Mean confidence."""
    right: Share
    """First results that are right, whatever was made of them."""

    @property
    def is_believable(self) -> bool:
        """True when what is stated lies in the interval of what is observed."""
        low, high = self.right.interval
        return low <= self.stated <= high


def wanting(found: Iterable[Reply], *wanted: Wanted) -> list[Reply]:
    """Return the replies to messages of some kinds.

    Args:
        found: replies.
        wanted: these kinds.
    """
    return [reply for reply in found if reply.asked.wanted in wanted]


def tenths(found: Iterable[Reply]) -> list[Tenth]:
    """Return the tenths of confidence that hold replies, in rising order; small talk states no such confidence.

    Args:
        found: replies to messages of any kind.
    """
    groups: dict[int, list[Reply]] = {}
    for reply in found:
        if reply.kind != "small_talk":
            groups.setdefault(min(int(reply.confidence * TENTHS), TENTHS - 1), []).append(reply)
    return [
        Tenth(
            low=number / TENTHS,
            stated=sum(reply.confidence for reply in group) / len(group),
            right=Share.of(group, lambda reply: reply.is_first_right),
        )
        for number, group in sorted(groups.items())
    ]


def calibration_error(found: Sequence[Tenth]) -> float:
    """Return the expected calibration error: by how much what is stated and what is observed differ, a reply in the mean.

    Args:
        found: the tenths.
    """
    whole = sum(tenth.right.whole for tenth in found) or 1
    return sum(tenth.right.whole * abs(tenth.stated - tenth.right.value) for tenth in found) / whole
