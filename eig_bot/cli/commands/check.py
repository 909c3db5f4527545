"""`eig-bot check`."""

from pathlib import Path

import click

from eig_bot.check.expectations import too_misleading, unmet_expectations
from eig_bot.check.output import CheckResult, as_github, as_json, as_line
from eig_bot.check.passages import lint
from eig_bot.check.phrasings import ambiguous_phrasings
from eig_bot.cli.indexing import indexed
from eig_bot.cli.options import with_json, with_knowledge
from eig_bot.cli.streams import json_line
from eig_bot.cli.usage import FrenchCommand, FrenchUsageError
from eig_bot.config import Settings
from eig_bot.evaluation.measure import evaluate, own_questions
from eig_bot.knowledge.library import Library
from eig_bot.messages import check as messages


@click.command("check", cls=FrenchCommand, help=messages.COMMAND)
@with_json
@click.option("--format", "form", type=click.Choice(["github"]), metavar="github", help=messages.OPTION_FORMAT)
@with_knowledge
def command(is_json: bool, form: str | None, knowledge: Path | None) -> int:
    """Say what is wrong in the knowledge folder, and where.

    Args:
        is_json: True for one object instead of lines.
        form: "github" for lines that annotate a pull request; None for a person's.
        knowledge: the knowledge folder, where it is not that of the settings.

    Returns:
        The exit code: 1 when anything is an error.

    Raises:
        FrenchUsageError: two forms were asked for.
    """
    if is_json and form:
        raise FrenchUsageError(messages.JSON_OR_FORMAT)
    settings = Settings.load(knowledge)
    found = _checked(settings)
    if is_json:
        click.echo(json_line(as_json(found)))
        return 1 if found.errors else 0
    for problem in found.problems:
        line = click.style(as_line(problem), fg="red" if problem.is_error else "yellow")
        click.echo(as_github(problem, settings.knowledge) if form else line)
    for sentence in (*found.notes, found.summary):
        click.echo(sentence)
    return 1 if found.errors else 0


def _checked(settings: Settings) -> CheckResult:
    library = Library(settings.knowledge)
    found = library.load(allow_empty=True)
    outlines, now = library.outlines(), settings.clock()()
    problems = [*found.problems, *lint(found, now.date(), outlines), *ambiguous_phrasings(found, outlines)]
    expected = None
    # Pages that cannot be read would be missed: their questions say something once they can.
    if (questions := own_questions(found)) and not any(problem.is_error for problem in found.problems):
        measured = evaluate(questions, indexed(found, settings), now)
        expected = measured.overall
        problems += unmet_expectations(measured.misses, outlines)
        problems += too_misleading(expected, found.site.misleading_limit, outlines)
    return CheckResult.of(found, problems, expected)
