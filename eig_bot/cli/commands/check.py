"""`eig-bot check`."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from eig_bot.answers.answer import Answer
from eig_bot.answers.json_output import as_json as answer_as_json
from eig_bot.check.expectations import too_misleading, unmet_expectations
from eig_bot.check.opening import answers_on, as_text
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
@click.option("--on", "written", metavar="DATE", help=messages.OPTION_ON)
@with_knowledge
def command(is_json: bool, form: str | None, written: str | None, knowledge: Path | None) -> int:
    """Say what is wrong in the knowledge folder, and where; and what will be answered on a day to come.

    Args:
        is_json: True for one object instead of lines.
        form: "github" for lines that annotate a pull request; None for a person's.
        written: the day on which the folder is looked at, and the opening questions of `site.yml` are asked, as typed; None for
            today, without them.
        knowledge: the knowledge folder, where it is not that of the settings.

    Returns:
        The exit code: 1 when anything is an error.

    Raises:
        FrenchUsageError: two forms were asked for, or the day is none.
    """
    if is_json and form:
        raise FrenchUsageError(messages.JSON_OR_FORMAT)
    settings, day = Settings.load(knowledge), _day(written) if written else None
    if day:
        settings = replace(settings, today=day)
    found, answers = _checked(settings, is_asked=day is not None)
    if is_json:
        told = {"answers": [answer_as_json(answer) for answer in answers]} if day else {}
        click.echo(json_line(as_json(found) | told))
        return 1 if found.errors else 0
    for problem in found.problems:
        line = click.style(as_line(problem), fg="red" if problem.is_error else "cyan" if problem.is_note else "yellow")
        click.echo(as_github(problem, settings.knowledge) if form else line)
    for out in found.left_out:
        click.echo(str(out))
    for sentence in (found.summary, *found.notes):
        click.echo(sentence)
    if day:
        click.echo(f"\n{as_text(answers, day)}")
    return 1 if found.errors else 0


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise FrenchUsageError(messages.bad_day(written)) from error


def _checked(settings: Settings, *, is_asked: bool) -> tuple[CheckResult, tuple[Answer, ...]]:
    library = Library(settings.knowledge, settings.clock())
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
    opening = found.site.opening_questions if is_asked and found.passages else ()
    answers = answers_on(indexed(found, settings), opening, now) if opening else ()
    return CheckResult.of(found, problems, expected), answers
