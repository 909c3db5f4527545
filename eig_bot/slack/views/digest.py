"""A report -> the weekly message to the team: on one screen, what was asked, what found no answer, what is to be mended."""

from collections.abc import Iterator, Sequence

from eig_bot.messages import git as git_messages
from eig_bot.messages import publishing as publishing_messages
from eig_bot.messages import report as messages
from eig_bot.report import tables
from eig_bot.report.build import Report
from eig_bot.slack import limits
from eig_bot.slack.views import elements
from eig_bot.slack.views.elements import Block, Element, Post

LISTED = 5
WORDING = 120
"""Characters of a question that are shown."""


def digest_message(
    report: Report, buttons: Sequence[Element] = (), source: Sequence[str] = (), outbox: Sequence[str] = ()
) -> Post:
    """Return the message.

    Args:
        report: what happened.
        buttons: what can be done about it.
        source: what is wrong with the repository of the pages, and with pages.
        outbox: what the team has accepted and is not in service yet, a line each.
    """
    title, said = tables.title(report), _said(report)
    wrong = [limits.clip(sentence, limits.LABEL * 4) for sentence in source]
    lists = [(head, lines) for head, lines in (*_lists(report), (git_messages.PAGES, wrong)) if lines]
    blocks: list[Block] = [elements.header(title), elements.paragraph([elements.text(said)])]
    for head, lines in lists:
        blocks.append(elements.paragraph([elements.text(head, bold=True)]))
        blocks.append(elements.bullets([elements.text(line)] for line in lines))
    if outbox:
        blocks.append(elements.paragraph([elements.text(publishing_messages.DIGEST_OUTBOX, bold=True)]))
        blocks.append(elements.bullets(map(elements.linked, outbox)))
        lists.append((publishing_messages.DIGEST_OUTBOX, outbox))
    blocks += elements.actions(buttons)
    blocks.append(elements.context(messages.DIGEST_DETAIL))
    listed = ["\n".join([head, *(f"• {line}" for line in lines)]) for head, lines in lists]
    return elements.message("\n\n".join([title, said, *listed]), blocks)


def _said(report: Report) -> str:
    counts, found = report.figures.counts, report.opinions
    answers = messages.digest_answers(counts.answered, counts.held_back) if counts.asked else ""
    first, *others = tables.lead(report)
    judged = messages.digest_opinions(found.good, found.bad, list(tables.reasons(found).items()))
    return "\n".join(filter(None, [f"{first} {answers}".strip(), judged, *others]))


def _lists(report: Report) -> Iterator[tuple[str, Sequence[str]]]:
    groups = [
        messages.digest_group(_clipped(group.wordings[0].text), group.size, len(group.wordings) - 1)
        for group in report.unanswered[:LISTED]
    ]
    rises = [messages.digest_rise(tables.place(one.subject)[0], one.now, one.before) for one in (report.rising or ())[:LISTED]]
    late = (len(report.overdue), len(report.expired), len(report.often_bad), len(report.never_asked))
    yield messages.DIGEST_UNANSWERED, groups
    yield messages.DIGEST_RISING, rises
    yield messages.DIGEST_TO_MEND, messages.digest_mend(*late)


def _clipped(text: str) -> str:
    return limits.clip(tables.on_one_line(text), WORDING)
