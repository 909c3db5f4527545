"""`eig-bot ask`."""

import json
from collections.abc import Iterable
from pathlib import Path

import click

from eig_bot.cli.batch import answer_lines
from eig_bot.cli.indexing import responder_of
from eig_bot.cli.options import with_json_lines, with_knowledge
from eig_bot.cli.streams import json_line, opened
from eig_bot.cli.terminal import render
from eig_bot.cli.usage import FrenchCommand, FrenchUsageError
from eig_bot.config import Settings
from eig_bot.messages import cli as messages


@click.command("ask", cls=FrenchCommand, help=messages.ASK)
@click.argument("words", nargs=-1, metavar="QUESTION")
@click.option("--batch", metavar="FICHIER", help=messages.OPTION_BATCH)
@with_json_lines
@with_knowledge
def command(words: tuple[str, ...], batch: str | None, is_json: bool, knowledge: Path | None) -> int:
    """Answer one question, or all those of a file.

    Args:
        words: the question, cut by the shell; empty with `batch`.
        batch: path of a file of questions, "-" for standard input; None for one question.
        is_json: True for one object a line; a batch has no other form.
        knowledge: the knowledge folder, where it is not that of the settings.

    Returns:
        The exit code: 1 when a line of the batch could not be read.

    Raises:
        FrenchUsageError: the arguments do not go together.
    """
    if batch is None and not words:
        raise FrenchUsageError(messages.ASK_WHAT)
    if batch is not None and words:
        raise FrenchUsageError(messages.BATCH_OR_QUESTION)
    if batch is not None and not is_json:
        raise FrenchUsageError(messages.BATCH_NEEDS_JSON)
    settings = Settings.load(knowledge)
    if batch is not None:
        with opened(batch) as stream:
            return _write_answers(stream, settings)
    if is_json:
        return _write_answers([json.dumps({"question": " ".join(words)}).encode()], settings)
    click.echo(render(responder_of(settings).respond(" ".join(words), now=settings.clock()())))
    return 0


def _write_answers(lines: Iterable[bytes], settings: Settings) -> int:
    is_whole = True
    for found in answer_lines(lines, responder_of(settings), settings.clock()()):
        is_whole = is_whole and "error" not in found
        click.echo(json_line(found))
    return 0 if is_whole else 1
