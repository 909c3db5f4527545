"""Whether each engine finds what answers the messages of a set, all on the same terms. Begin at `of_engine` and `of_bot`.

Its first hit and its first three count; and, in `bounded`, what it is worth to whoever answers from its scores alone.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.engines import Engine
from benchmarks.marks import Share
from benchmarks.replies import SHOWN, Reply
from benchmarks.sets import Asked, Place
from eig_bot.knowledge.passage import KnowledgeBase

MISLEADING = 0.05
"""Share of the messages with an answer that may be answered wrongly, where engines are compared by what they then get right."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an engine found for a message."""

    asked: Asked
    is_first_right: bool
    is_among_three: bool
    signals: tuple[float, ...]
    """By what it may be told whether to answer, more being surer: the same for all verdicts of an engine; empty: none found."""

    @property
    def has_answer(self) -> bool:
        """True when some passage answers the message."""
        return self.asked.has_answer


@dataclass(frozen=True, slots=True)
class Bounded:
    """What an engine gets right where it answers from a score on, such that few answers mislead."""

    right: Share
    """Of the messages with an answer."""
    held_back: Share
    """Of those without one."""


def of_engine(engine: Engine, knowledge: KnowledgeBase, messages: Iterable[Asked]) -> list[Verdict]:
    """Ask an engine that has indexed a folder; the signals are its best score, and by how much that leads the second.

    Args:
        engine: knows nothing of threads: each message is asked as it stands.
        knowledge: the folder.
        messages: of one or several sets.
    """
    places = [(passage.page, passage.section) for passage in knowledge.passages]
    found = []
    for asked in messages:
        hits = engine.find(asked.text)
        right = [places[hit.number] in accepted(asked) for hit in hits[:SHOWN]]
        scores = [*(hit.score for hit in hits), 0.0, 0.0]
        signals = (scores[0], scores[0] - scores[1]) if hits else ()
        found.append(Verdict(asked, right[:1] == [True], any(right), signals))
    return found


def of_bot(replies: Iterable[Reply]) -> list[Verdict]:
    """Return the verdicts on this bot, whose one signal is the confidence that it states.

    Args:
        replies: what it said; whether it showed what it found does not count here.
    """
    return [
        Verdict(reply.asked, reply.is_first_right, reply.is_among_three, (reply.confidence,) if reply.places else ())
        for reply in replies
    ]


def accepted(asked: Asked) -> frozenset[Place]:
    """Return the passages that answer a message, or one of its questions.

    Args:
        asked: the message.
    """
    return frozenset(place for places in (asked.accept, *asked.parts) for place in places)


def bounded(verdicts: Sequence[Verdict], misleading: float = MISLEADING) -> Bounded:
    """Return what is right where answers are given from the lowest score on at which few of them mislead, by the best signal.

    Args:
        verdicts: on one engine.
        misleading: the largest share of the messages with an answer that may be answered wrongly.
    """
    signals = max((len(verdict.signals) for verdict in verdicts), default=0)
    found = [_bounded(verdicts, misleading, _signal(number)) for number in range(signals)]
    return max(found, key=lambda one: (one.right.part, one.held_back.part))


def _signal(number: int) -> Callable[[Verdict], float]:
    return lambda verdict: verdict.signals[number] if verdict.signals else float("-inf")


def _bounded(verdicts: Sequence[Verdict], misleading: float, signal: Callable[[Verdict], float]) -> Bounded:
    ours = sorted((verdict for verdict in verdicts if verdict.has_answer), key=signal, reverse=True)
    foreign = [verdict for verdict in verdicts if not verdict.has_answer]
    right = wrong = best = 0
    least = float("inf")
    for at, verdict in enumerate(ours):
        right += verdict.is_first_right
        wrong += not verdict.is_first_right
        is_last_of_its_score = at + 1 == len(ours) or signal(ours[at + 1]) < signal(verdict)
        if is_last_of_its_score and wrong <= misleading * len(ours) and verdict.signals:
            best, least = right, signal(verdict)
    held = sum(signal(verdict) < least for verdict in foreign)
    return Bounded(Share(best, len(ours)), Share(held, len(foreign)))
