"""Three sets that ask for one property each: a negation, a place that one writes from, a scheme that does not exist.

    python -m benchmarks.trials [--knowledge DIR]

They are kept as a whole (`TRIALS` of `benchmarks/sets.py`): counts alone are printed, here and by `make bench`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks import report
from benchmarks.marks import Share
from benchmarks.replies import ROOT, Reply, replies
from benchmarks.sets import TRIALS, kept_half

TITLE = "Negations, places, schemes that do not exist"
HONEST = frozenset({"suggestions", "no_answer"})
"""What a question is held back with."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What the three sets say of the bot."""

    neither_misled: Share
    """Of the pairs of a question and its contrary, those in which each is answered rightly, or honestly held back."""
    both_right: Share
    """Those in which both are answered rightly."""
    newly_held_back: Share
    """Of the questions that are answered rightly without a place, those that are not answered with it."""
    newly_wrong: Share
    """Those that are answered wrongly with it."""
    held_back: Share
    """Of the questions on schemes that do not exist, those not answered."""

    @classmethod
    def of(cls, negations: Sequence[Reply], places: Sequence[Reply], schemes: Sequence[Reply]) -> "Counts":
        """Count.

        Args:
            negations: each question, then its contrary.
            places: each question with a place, then the same without it.
            schemes: the questions on schemes that do not exist.
        """
        pairs = list(zip(negations[::2], negations[1::2], strict=True))
        within = [one for one, without in zip(places[::2], places[1::2], strict=True) if without.is_right]
        return cls(
            neither_misled=Share(sum(_is_fair(one) and _is_fair(other) for one, other in pairs), len(pairs)),
            both_right=Share(sum(one.is_right and other.is_right for one, other in pairs), len(pairs)),
            newly_held_back=Share.of(within, lambda reply: not reply.is_answered),
            newly_wrong=Share.of(within, lambda reply: reply.is_misleading),
            held_back=Share.of(schemes, lambda reply: not reply.is_answered),
        )


def counts(knowledge: Path, data: Path) -> Counts:
    """Ask the three sets.

    Args:
        knowledge: the folder that they are about.
        data: where the bot keeps what it fits.

    Raises:
        KeptHalfError: a set is not the one whose digest was written down.
        BotFailedError: the bot did not answer all messages.
    """
    sets = [kept_half(name) for name in TRIALS]
    found = iter(replies([asked for one in sets for asked in one], knowledge, data))
    return Counts.of(*([next(found) for _ in one] for one in sets))


def table(found: Counts) -> str:
    """Return the counts as a table.

    Args:
        found: the counts.
    """
    rows = [
        ("a question and its contrary: each answered rightly, or held back", found.neither_misled),
        ("both answered rightly", found.both_right),
        ("answered rightly without a place: held back with it", found.newly_held_back),
        ("answered wrongly with it", found.newly_wrong),
        ("a scheme that does not exist: held back", found.held_back),
    ]
    return report.table(("messages", "of them", "of"), [(name, str(share.part), str(share.whole)) for name, share in rows])


def _is_fair(reply: Reply) -> bool:
    return reply.is_right or reply.kind in HONEST


@click.command()
@click.option("--knowledge", type=click.Path(path_type=Path), default=ROOT / "knowledge")
def main(knowledge: Path) -> None:
    """Ask the three sets, and print the counts."""
    with TemporaryDirectory() as data:
        click.echo(table(counts(knowledge, Path(data))))


if __name__ == "__main__":
    main()
