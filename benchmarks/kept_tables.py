"""The tables of the kept halves (`benchmarks/kept.py`), in Markdown."""

from collections import Counter
from collections.abc import Mapping, Sequence

from benchmarks import report
from benchmarks.marks import Marks, Share, calibration_error, tenths, wanting
from benchmarks.replies import Reply
from benchmarks.sets import Wanted
from benchmarks.verdicts import MISLEADING, Verdict, bounded

BOT = "this bot"
"""Its name among the engines."""


def first(found: Mapping[str, Sequence[Verdict]]) -> str:
    """Return the table of all engines on first messages, with and without an answer.

    Args:
        found: the verdicts on each engine, on the same messages; `BOT` is one of them.
    """
    errors = {name: len(ours(verdicts)) - right_at_1(verdicts).part for name, verdicts in found.items()}
    best = min(count for name, count in errors.items() if name != BOT)
    rows = []
    for name, verdicts in found.items():
        few = bounded(verdicts)
        beside = f"{errors[name] / best:.0%}" if best else "-"
        shares = map(report.percent, (right_at_1(verdicts), right_at_3(verdicts), few.right, few.held_back))
        rows.append((name, str(errors[name]), beside, *shares))
    limit = f"{MISLEADING:.0%} misleading"
    head = (
        "engine",
        "errors at 1",
        "of the best peer's",
        "right at 1",
        "right at 3",
        f"right at {limit}",
        f"held back at {limit}",
    )
    number = len(ours(found[BOT]))
    return f"{number} messages with an answer, {len(found[BOT]) - number} without.\n\n{report.table(head, rows)}"


def by_group(found: Mapping[str, Sequence[Verdict]]) -> str:
    """Return the table of what is right at 1, by kinds of messages and by engines.

    Args:
        found: the verdicts on each engine, on the same messages.
    """
    groups = Counter(verdict.asked.group for verdict in ours(found[BOT]))
    rows = [
        (
            group,
            str(number),
            *(report.percent(right_at_1([one for one in verdicts if one.asked.group == group])) for verdicts in found.values()),
        )
        for group, number in groups.most_common()
    ]
    return report.table(("right at 1", "messages", *found), rows)


def by_voter(found: Mapping[str, Sequence[Verdict]]) -> str:
    """Return the table of what each voter of the bot finds alone, and what the others find without it.

    Args:
        found: the verdicts on each, on the same messages with one question.
    """
    rows = [
        (
            name,
            str(len(verdicts) - right_at_1(verdicts).part),
            *map(report.percent, (right_at_1(verdicts), right_at_3(verdicts))),
        )
        for name, verdicts in found.items()
    ]
    return report.table(("voters of this bot, one question a message", "errors at 1", "right at 1", "right at 3"), rows)


def later(found: Mapping[str, Sequence[Verdict]], alone: Sequence[Verdict]) -> str:
    """Return the table of all engines, and of ways to ask them, on later messages of threads.

    Args:
        found: the verdicts on each, on the same messages; `BOT` is one of them, with the thread.
        alone: those on this bot without the thread.
    """
    rows = [
        (name, *map(report.percent, (right_at_1(verdicts), right_at_3(verdicts))))
        for name, verdicts in {BOT: found[BOT], f"{BOT}, without the thread": alone, **found}.items()
    ]
    pairs = [(one.is_first_right, other.is_first_right) for one, other in zip(found[BOT], alone, strict=True)]
    return (
        f"{len(alone)} messages. The thread turned {pairs.count((True, False))} right that were wrong alone, and "
        f"{pairs.count((False, True))} wrong.\n\n{report.table(('engine', 'right at 1', 'right at 3'), rows)}"
    )


def ours(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return the `verdicts` on messages that some passage answers."""
    return [verdict for verdict in verdicts if verdict.has_answer]


def right_at_1(verdicts: Sequence[Verdict]) -> Share:
    """Return the share of the `verdicts`, of those with an answer, whose first hit is right."""
    return Share(sum(verdict.is_first_right for verdict in ours(verdicts)), len(ours(verdicts)))


def right_at_3(verdicts: Sequence[Verdict]) -> Share:
    """Return the share of the `verdicts`, of those with an answer, that have a right one among the first three hits."""
    return Share(sum(verdict.is_among_three for verdict in ours(verdicts)), len(ours(verdicts)))


def said(replies: Sequence[Reply]) -> str:
    """Return the table of what this bot makes of each kind of message.

    Args:
        replies: to all messages.
    """
    marks = Marks.of(replies)
    talk, calls = wanting(replies, Wanted.SMALL_TALK), wanting(replies, Wanted.STATUS)
    short, several = wanting(replies, Wanted.ASK_BACK), wanting(replies, Wanted.SEVERAL)
    foreign = wanting(replies, Wanted.NOTHING)
    near = [reply for reply in foreign if reply.asked.group == "near"]
    rows = [
        ("with an answer: answered rightly", marks.right),
        ("a right passage among the three shown", marks.helpful),
        ("answered wrongly", marks.misleading),
        ("several questions: each has its answer", Share.of(several, lambda reply: reply.are_all_met)),
        ("without an answer: held back", marks.held_back),
        ("near ones among them: held back", Share.of(near, lambda reply: not reply.is_answered)),
        ("state of a call: told, of the one meant", Share.of(calls, lambda reply: reply.is_right)),
        ("state of a call: another one's told", Share.of(calls, lambda reply: reply.is_misleading)),
        ("says too little: asked back", Share.of(short, lambda reply: reply.kind in {"suggestions", "small_talk"})),
        ("courtesies and reactions: recognised", Share.of(talk, lambda reply: reply.kind == "small_talk")),
        ("courtesies and reactions: answered with a fact", Share.of(talk, lambda reply: reply.is_answered)),
    ]
    return report.table(("messages", "of", "share"), [(name, str(one.whole), report.percent(one)) for name, one in rows])


def believed(replies: Sequence[Reply]) -> str:
    """Return the expected calibration error, and the table of the tenths of confidence.

    Args:
        replies: to all messages.
    """
    found = tenths(replies)
    rows = [
        (
            f"{tenth.low:.1f} to {tenth.low + 0.1:.1f}",
            str(tenth.right.whole),
            f"{tenth.stated:.1%}",
            report.percent(tenth.right),
            f"{tenth.right.interval[0]:.1%} to {tenth.right.interval[1]:.1%}",
            "yes" if tenth.is_believable else "no",
        )
        for tenth in found
    ]
    head = ("stated", "replies", "mean stated", "right", "95 % interval", "inside")
    return f"Expected calibration error: {calibration_error(found):.3f}.\n\n{report.table(head, rows)}"
