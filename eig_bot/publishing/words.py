"""What became of accepted questions, in sentences."""

from collections.abc import Sequence

from eig_bot.journal.outbox import Hindrance, OutboxEntry
from eig_bot.messages import publishing as messages
from eig_bot.publishing.progress import Progress, Stage

LISTED = 5
_WHY = {
    None: messages.NOT_TRIED,
    Hindrance.AWAY: messages.AWAY,
    Hindrance.NOT_ALLOWED: messages.NOT_ALLOWED,
    Hindrance.PROTECTED: messages.PROTECTED,
    Hindrance.CROWDED: messages.CROWDED,
}


def said(question: str, progress: Progress) -> str:
    """Say to who has accepted a question what became of it.

    Args:
        question: as it was accepted.
        progress: what became of it.
    """
    match progress.stage:
        case Stage.PROPOSED:
            return messages.proposed(question, _where(progress))
        case Stage.WAITING:
            return messages.waiting(question, _WHY[progress.hindrance])
        case Stage.UNFIT:
            return messages.fits_no_more(question, progress.why)
        case _:
            return messages.pushed(question)


def listed(entries: Sequence[OutboxEntry], at_most: int = LISTED) -> list[str]:
    """Return what is not in service yet, a line each; the last one says how many there is no room for.

    Args:
        entries: of the outbox.
        at_most: lines.
    """
    room = at_most if len(entries) <= at_most else at_most - 1
    lines = [_line(entry, Progress.of(entry)) for entry in entries[:room]]
    return [*lines, messages.more_in_list(len(entries) - room)] if entries[room:] else lines


def _line(entry: OutboxEntry, progress: Progress) -> str:
    if progress.stage is Stage.PROPOSED:
        return messages.to_merge_in_list(entry.question, entry.path, _where(progress))
    return messages.waits_in_list(entry.question, entry.path, _WHY[progress.hindrance])


def _where(progress: Progress) -> str:
    return progress.address or messages.the_branch(progress.branch or "")
