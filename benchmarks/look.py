"""The open halves of the question sets, asked of this bot: the figures, and each message that went wrong, to learn from.

    python -m benchmarks.look [--misses N] [--set NAME]... [--knowledge DIR]

Wrong answers come first, the surest first; then what was wrongly held back, or not shown. The kept halves are left alone: what
one has looked at judges nothing any more.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks import kept_tables
from benchmarks.replies import ROOT, SHOWN, Reply, replies
from benchmarks.sets import SETS, Wanted, open_half


@click.command()
@click.option("--misses", type=int, default=20, help="How many to print.")
@click.option("--set", "names", type=click.Choice(SETS), multiple=True, default=SETS, help="Of which sets.")
@click.option("--knowledge", type=click.Path(path_type=Path), default=ROOT / "knowledge")
def main(misses: int, names: tuple[str, ...], knowledge: Path) -> None:
    """Ask the open halves, and print the figures and the misses."""
    with TemporaryDirectory() as data:
        found = replies([asked for name in names for asked in open_half(name)], knowledge, Path(data))
    click.echo(kept_tables.said(found) + "\n\n" + kept_tables.believed(found))
    for reply in missed(found)[:misses]:
        click.echo("\n" + "\n".join(_told(reply)))


def missed(found: Iterable[Reply]) -> list[Reply]:
    """Return the replies that are not what a good bot says, the most harmful first.

    Args:
        found: replies to messages of any kind.
    """
    wrong = [reply for reply in found if not _is_good(reply)]
    return sorted(wrong, key=lambda reply: (not reply.is_answered, -reply.confidence))


def _is_good(reply: Reply) -> bool:
    match reply.asked.wanted:
        case Wanted.ANSWER:
            return reply.is_right or (not reply.is_answered and reply.is_helpful)
        case Wanted.SEVERAL:
            return reply.are_all_met and not reply.is_misleading
        case Wanted.STATUS:
            return reply.is_right
        case Wanted.SMALL_TALK:
            return reply.kind == "small_talk"
        case Wanted.NOTHING | Wanted.ASK_BACK:
            return not reply.is_answered


def _told(reply: Reply) -> Iterator[str]:
    asked = reply.asked
    yield f"{asked.id} {asked.wanted} ({asked.group}): {reply.kind} {reply.confidence:.2f}"
    yield from (f"   before: {' '.join(text.split())}" for text in asked.history[-2:])
    yield f"   asked:  {' '.join(asked.text.split())}"
    yield f"   got:    {_headings(reply.places[:SHOWN])}"
    yield f"   wanted: {' | '.join(map(_headings, asked.parts)) or _headings(asked.accept)}{asked.call}"


def _headings(places: Sequence[tuple[str, str]]) -> str:
    return "; ".join(heading for _, heading in places) or "-"


if __name__ == "__main__":
    main()
