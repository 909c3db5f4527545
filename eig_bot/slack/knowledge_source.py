"""What is told of the repository that the pages come from: to the operator on `/readyz`, to the team which page and why."""

from collections.abc import Sequence

from eig_bot.clock import PARIS
from eig_bot.git.state import SyncState
from eig_bot.knowledge.extras import NAMES
from eig_bot.knowledge.passage import KnowledgeBase, Problem
from eig_bot.messages import git as messages
from eig_bot.messages import slack as slack_messages

BEHIND = "another process has served newer pages for five minutes"
LISTED = 10
"""Pages that are named: who has more mistakes has one cause for them."""


def problem_of(state: SyncState) -> str | None:
    """Return what keeps the bot from being ready; None when all is well.

    Args:
        state: of the repository.
    """
    return BEHIND if state.is_behind else None


def note_of(state: SyncState, problems: Sequence[Problem]) -> str:
    """Return the commit in service and how many pages are refused; which and why is not for everybody who reaches the port.

    Args:
        state: of the repository.
        problems: of the pages as they are.
    """
    count = len(_refused(problems))
    return f"knowledge: commit {state.commit}, {count} {'page' if count == 1 else 'pages'} refused"


def lines_of(state: SyncState, knowledge: KnowledgeBase, problems: Sequence[Problem]) -> list[str]:
    """Return sentences for the team: what is wrong with the repository, and with its pages; none where all is well.

    Args:
        state: of the repository.
        knowledge: in service.
        problems: of the pages as they are.
    """
    lines = []
    if state.trouble:
        lines.append(messages.trouble(state.trouble.fault.name, state.trouble.since.astimezone(PARIS)))
    if state.unusable:
        lines.append(messages.unusable(state.unusable.sha, state.unusable.why))
    refused = _refused(problems)
    lines += [refused_line(problem, knowledge) for problem in refused[:LISTED]]
    if len(refused) > LISTED:
        lines.append(messages.more_refused(len(refused) - LISTED))
    return lines


def refused_line(problem: Problem, knowledge: KnowledgeBase) -> str:
    """Return the sentence on a page that is refused, and on the version of it that stays in service.

    Args:
        problem: of the page.
        knowledge: in service.
    """
    kept = knowledge.written.get(problem.path)
    return slack_messages.refused(str(problem), kept.astimezone(PARIS) if kept else None, is_page=problem.path not in NAMES)


def _refused(problems: Sequence[Problem]) -> list[Problem]:
    """Return the first error of each file."""
    first = {problem.path: problem for problem in reversed(problems) if problem.is_error}
    return [first[path] for path in sorted(first)]
