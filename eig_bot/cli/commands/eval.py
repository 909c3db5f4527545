"""`eig-bot eval`."""

from pathlib import Path

import click

from eig_bot.cli.indexing import responder_of
from eig_bot.cli.options import with_json, with_knowledge
from eig_bot.cli.streams import json_line, opened
from eig_bot.cli.usage import FrenchCommand
from eig_bot.config import Settings
from eig_bot.evaluation.measure import LabelledQuestion, evaluate, own_questions
from eig_bot.evaluation.output import as_json, as_table
from eig_bot.evaluation.question_sets import read_questions
from eig_bot.messages import evaluation as messages


@click.command("eval", cls=FrenchCommand, help=messages.COMMAND)
@click.argument("files", nargs=-1, metavar="[FICHIER]...")
@with_json
@click.option("--misses", type=click.IntRange(min=0), default=10, metavar="N", help=messages.OPTION_MISSES)
@with_knowledge
def command(files: tuple[str, ...], is_json: bool, misses: int, knowledge: Path | None) -> None:
    """Measure the answers on question sets, together as one; without any, on the folder's own questions.

    Args:
        files: paths of question sets, "-" for standard input.
        is_json: True for one object instead of a table.
        misses: how many missed questions are shown at most.
        knowledge: the knowledge folder, where it is not that of the settings.
    """
    settings = Settings.load(knowledge)
    questions = [question for path in files for question in _questions(path)]
    responder = responder_of(settings)
    found = evaluate(questions if files else own_questions(responder.knowledge), responder, settings.clock()())
    click.echo(json_line(as_json(found, misses)) if is_json else as_table(found, misses))


def _questions(path: str) -> list[LabelledQuestion]:
    with opened(path) as stream:
        return list(read_questions(path, stream))
