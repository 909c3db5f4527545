"""The kept halves of the question sets, asked of this bot and of the other engines, as text: `make bench` alone prints it.

Nothing here is to be tuned on. What each figure means stands with `Reply`, `Marks` and `Bounded`.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import kept_tables, learning_curve, trials
from benchmarks.engines import OTHERS
from benchmarks.kept_tables import BOT
from benchmarks.replies import Reply, replies
from benchmarks.sets import SETS, Asked, Wanted, kept_half
from benchmarks.verdicts import Verdict, of_bot, of_engine
from benchmarks.voters import of_voters
from eig_bot.knowledge.library import Library

BEFORE = ", after the message before"

ABOUT = """\
Messages of `benchmarks/questions/`, the half of each set on which nothing was tuned. All engines are given the same text and
phrasings. A message is right at 1 when the first hit is among the passages named for it, whether it would be shown or not."""


def told(folder: Path, data: Path) -> Iterator[str]:
    """Yield the parts of the text.

    Args:
        folder: the knowledge folder that the sets are about.
        data: where the bot keeps what it fits.

    Raises:
        KeptHalfError: a kept half is not the one whose digest was written down.
        BotFailedError: the bot did not answer all messages.
    """
    messages = [asked for name in SETS for asked in kept_half(name)]
    ours = [asked for asked in messages if asked.has_answer]
    first, later = ([asked for asked in ours if bool(asked.history) == is_later] for is_later in (False, True))
    foreign = [asked for asked in messages if asked.wanted is Wanted.NOTHING and not asked.history]
    said = replies(messages, folder, data)
    alone = replies([asked.without_thread() for asked in later], folder, data)
    others = _others(folder, [*first, *foreign], later)
    yield ABOUT
    firsts = {BOT: of_bot(_only(said, [*first, *foreign])), **others[0]}
    yield "### First messages\n\n" + kept_tables.first(firsts)
    yield kept_tables.by_group(firsts)
    yield kept_tables.by_voter(of_voters(folder, data / "cache", [asked for asked in first if asked.accept]))
    yield "### Later messages of threads\n\n" + kept_tables.later({BOT: of_bot(_only(said, later)), **others[1]}, of_bot(alone))
    yield "### What this bot says\n\n" + kept_tables.said(said)
    yield f"### {trials.TITLE}\n\n" + trials.table(trials.counts(folder, data))
    yield f"### {learning_curve.TITLE}\n\n" + learning_curve.table(Library(folder).load(), [*first, *foreign])
    yield "### Whether its confidence is to be believed\n\n" + kept_tables.believed(said)


def _others(folder: Path, first: Sequence[Asked], later: Sequence[Asked]) -> tuple[dict[str, list[Verdict]], ...]:
    """Return the verdicts on the other engines, for first messages and for follow-ups, alone and after the one before."""
    knowledge = Library(folder).load()
    found: tuple[dict[str, list[Verdict]], dict[str, list[Verdict]]] = ({}, {})
    for name, make in OTHERS.items():
        engine = make()
        engine.index(knowledge)
        found[0][name] = of_engine(engine, knowledge, first)
        found[1][name] = of_engine(engine, knowledge, later)
        found[1][name + BEFORE] = of_engine(engine, knowledge, [asked.after_the_one_before() for asked in later])
    return found


def _only(said: Sequence[Reply], messages: Sequence[Asked]) -> list[Reply]:
    wanted = set(messages)
    return [reply for reply in said if reply.asked in wanted]
