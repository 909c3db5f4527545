"""What `check` found, as lines for a person, as a JSON object, or as annotations of a continuous integration."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eig_bot.check.problems import error
from eig_bot.evaluation.measure import Tally
from eig_bot.evaluation.output import tally_as_json
from eig_bot.knowledge.left_out import LeftOut
from eig_bot.knowledge.passage import KnowledgeBase, Problem
from eig_bot.messages import check as messages
from eig_bot.printable import printable


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was checked, and what should be mended in it."""

    files: int
    passages: int
    problems: tuple[Problem, ...]
    """By their place, each once."""
    left_out: tuple[LeftOut, ...] = ()
    """Files that were not read, and are therefore not checked."""
    unpublished: tuple[str, ...] = ()
    """Paths of the pages that are not served, since they are not published on that day."""
    wanting: int = 0
    """How many passages should have phrasings: all but posts and lists of headings."""
    without_phrasings: int = 0
    """How many of these have none."""
    expected: Tally | None = None
    """What the `expect:` questions got; None where there are none, or where pages cannot be read."""

    @classmethod
    def of(cls, knowledge: KnowledgeBase, problems: Iterable[Problem], expected: Tally | None = None) -> "CheckResult":
        """Gather what was found; that there is nothing to serve is an error too.

        Args:
            knowledge: what was checked, to count its files and passages.
            problems: in any order, some of them twice.
            expected: what the `expect:` questions got; None where they were not asked.
        """
        ordered = sorted(dict.fromkeys(problems), key=lambda item: (item.path, item.line, item.column))
        if not knowledge.passages and not any(problem.is_error for problem in ordered):
            ordered.insert(0, error(".", (1, 1), messages.nothing_to_serve(len(knowledge.unpublished))))
        wanting = [passage for passage in knowledge.passages if not passage.is_outline and not passage.published]
        return cls(
            knowledge.files,
            len(knowledge.passages),
            tuple(ordered),
            knowledge.left_out,
            knowledge.unpublished,
            len(wanting),
            sum(not passage.questions for passage in wanting),
            expected,
        )

    @property
    def errors(self) -> int:
        """How many problems must be mended: with one, `check` fails."""
        return sum(problem.is_error for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many problems should be mended, and fail nothing."""
        return sum(not problem.is_error and not problem.is_note for problem in self.problems)

    @property
    def summary(self) -> str:
        """The sentence that ends a check."""
        is_misled = self.expected is not None and self.expected.misleading > 0
        found = messages.summary(self.files, self.passages, self.errors, self.warnings, is_misled=is_misled)
        return f"{found} {messages.unpublished(self.unpublished)}" if self.unpublished else found

    @property
    def notes(self) -> tuple[str, ...]:
        """The sentences after that: what no line is to blame for, and tells how good the answers are."""
        found = []
        if self.without_phrasings:
            found.append(messages.without_phrasings(self.without_phrasings, self.wanting))
        if self.expected:
            found.append(messages.expected(self.expected.questions, self.expected.right, self.expected.misleading))
        return tuple(found)


def as_line(problem: Problem) -> str:
    """Return what a person reads: `path:line:column: sentence`; an error and a note say so in words, not by colour alone.

    Args:
        problem: what was found.
    """
    place = f"{problem.path}:{problem.line}:{problem.column}"
    kind = messages.ERROR if problem.is_error else messages.NOTE if problem.is_note else ""
    return printable(f"{place}: {kind}{problem.message}")


def as_json(result: CheckResult) -> dict[str, Any]:
    """Return the object of `eig-bot check --json`: counts, each problem with its place and severity, and what was not read.

    Args:
        result: of a check.
    """
    return {
        "files": result.files,
        "passages": result.passages,
        "unpublished": len(result.unpublished),
        "unpublished_pages": list(result.unpublished),
        "errors": result.errors,
        "warnings": result.warnings,
        "notes": len(result.problems) - result.errors - result.warnings,
        "without_phrasings": result.without_phrasings,
        "expected": result.expected and tally_as_json(result.expected),
        "problems": [
            {
                "path": problem.path,
                "line": problem.line,
                "column": problem.column,
                "severity": _severity(problem),
                "message": problem.message,
            }
            for problem in result.problems
        ],
        "left_out": [{"reason": out.reason.value, "paths": list(out.paths)} for out in result.left_out],
    }


def as_github(problem: Problem, folder: Path) -> str:
    """Return GitHub's workflow command that shows a problem beside its line.

    Args:
        problem: what was found.
        folder: the knowledge folder; files are named from the working folder, which is the repository's in a workflow.

    See "Workflow commands for GitHub Actions": a message escapes `%` and line breaks, a property `:` and `,` besides.
    """
    file = os.path.relpath(folder / problem.path) if (folder.resolve()).is_relative_to(Path.cwd()) else folder / problem.path
    properties = {"file": Path(file).as_posix(), "line": problem.line, "col": problem.column}
    listed = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in properties.items())
    return f"::{_COMMANDS[_severity(problem)]} {listed}::{_escaped(problem.message)}"


def _severity(problem: Problem) -> str:
    return "error" if problem.is_error else "note" if problem.is_note else "warning"


_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
"""What GitHub calls each."""


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(char):02X}" if char in "%\r\n" + more else char for char in text)
