"""The command line: one thin command a function. Each parses, calls, shows.

`main` is the console script; it shows every error as one French sentence, and ends with the error's exit code.
"""

import io
import json
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click
from rapidfuzz import process

from eig_bot.answers.json_output import call_as_json
from eig_bot.answers.responder import Responder
from eig_bot.check.expectations import unmet_expectations
from eig_bot.check.passages import lint
from eig_bot.check.phrasings import ambiguous_phrasings
from eig_bot.cli.batch import answer_lines
from eig_bot.cli.chat import converse
from eig_bot.cli.terminal import render
from eig_bot.config import Settings
from eig_bot.errors import EigBotError, InputError, JournalError, KnowledgeError, SettingsError
from eig_bot.evaluation import output as evaluation_output
from eig_bot.evaluation.measure import LabelledQuestion, evaluate, own_questions
from eig_bot.evaluation.question_sets import read_questions
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.messages import check as check_messages
from eig_bot.messages import cli as messages
from eig_bot.messages import evaluation as evaluation_messages
from eig_bot.messages import importing as importing_messages
from eig_bot.messages import journal as journal_messages
from eig_bot.messages import knowledge as knowledge_messages
from eig_bot.messages import learning as learning_messages
from eig_bot.messages import report as report_messages
from eig_bot.messages import settings as settings_messages
from eig_bot.search.cache import Cache
from eig_bot.search.ranker import Ranker

if TYPE_CHECKING:
    from eig_bot.journal.journal import Journal

USAGE_ERROR = 2
INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code."""
    try:
        code = cli.main(arguments, prog_name="eig-bot", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message, err=True)
        sys.exit(USAGE_ERROR)
    except click.UsageError as error:
        _fail(_in_french(error), USAGE_ERROR)
    except EigBotError as error:
        _fail(str(error), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _fail(messages.INTERRUPTED, INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


class FrenchCommand(click.Command):
    """A command whose help is in French."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Say in French what --help does."""
        option = super().get_help_option(ctx)
        if option:
            option.help = messages.OPTION_HELP
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=messages.USAGE)


class FrenchGroup(FrenchCommand, click.Group):
    """A group whose help is in French."""

    command_class = FrenchCommand

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as in click
        """Run the command; a reader of its pipe who has had enough is no error, and leaves nothing to say."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        rows = [(name, self.commands[name].get_short_help_str(limit=200)) for name in self.list_commands(ctx)]
        with formatter.section(messages.COMMANDS):
            formatter.write_dl(rows)


@click.group(cls=FrenchGroup, help=messages.CLI, subcommand_metavar=messages.COMMAND_METAVAR, options_metavar="[--help]")
def cli() -> None:
    """See `messages.CLI`."""


def _with_knowledge(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--knowledge", type=click.Path(path_type=Path), metavar="DOSSIER", help=messages.OPTION_KNOWLEDGE)(
        command
    )


@cli.command(help=messages.ASK, options_metavar="[OPTIONS]")
@click.argument("words", nargs=-1, metavar="QUESTION")
@click.option("--batch", metavar="FICHIER", help=messages.OPTION_BATCH)
@click.option("--json", "as_json_lines", is_flag=True, help=messages.OPTION_JSON)
@_with_knowledge
def ask(words: tuple[str, ...], batch: str | None, as_json_lines: bool, knowledge: Path | None) -> int:
    """See `messages.ASK`."""
    if batch is None and not words:
        raise click.UsageError(messages.ASK_WHAT)
    if batch is not None and words:
        raise click.UsageError(messages.BATCH_OR_QUESTION)
    if batch is not None and not as_json_lines:
        raise click.UsageError(messages.BATCH_NEEDS_JSON)
    settings = Settings.load(knowledge)
    if batch is None:
        if as_json_lines:
            return _write_batch(iter([json.dumps({"question": " ".join(words)}).encode()]), settings)
        click.echo(render(_responder(settings).respond(" ".join(words), now=settings.clock()())))
        return 0
    with _opened(batch) as stream:
        return _write_batch(stream, settings)


@cli.command(help=messages.CHAT, options_metavar="[OPTIONS]")
@_with_knowledge
def chat(knowledge: Path | None) -> None:
    """See `messages.CHAT`."""
    settings = Settings.load(knowledge)
    converse(_responder(settings), settings.clock())


@cli.command(help=messages.STATUS, options_metavar="[OPTIONS]")
@click.option("--json", "as_json_lines", is_flag=True, help=messages.OPTION_JSON)
@_with_knowledge
def status(as_json_lines: bool, knowledge: Path | None) -> None:
    """See `messages.STATUS`."""
    settings = Settings.load(knowledge)
    responder = _responder(settings)
    answer = responder.status(settings.clock()())
    if as_json_lines:
        for call in answer.calls:
            click.echo(_json(call_as_json(call)))
        return
    click.echo(render(answer))


@cli.command(help=check_messages.COMMAND, options_metavar="[OPTIONS]")
@click.option("--json", "is_json", is_flag=True, help=messages.OPTION_JSON_OBJECT)
@click.option("--format", "form", type=click.Choice(["github"]), metavar="github", help=check_messages.OPTION_FORMAT)
@_with_knowledge
def check(is_json: bool, form: str | None, knowledge: Path | None) -> int:
    """See `check_messages.COMMAND`."""
    from eig_bot.check import output as check_output  # noqa: PLC0415 - as below

    if is_json and form:
        raise click.UsageError(check_messages.JSON_OR_FORMAT)
    settings = Settings.load(knowledge)
    library = Library(settings.knowledge)
    found = library.load(allow_empty=True)
    outlines = library.outlines()
    now = settings.clock()()
    problems = [*found.problems, *lint(found, now.date(), outlines), *ambiguous_phrasings(found, outlines)]
    if own_questions(found) and not any(problem.is_error for problem in found.problems):
        problems += unmet_expectations(_indexed(found, settings), now, outlines)
    result = check_output.CheckResult.of(found, problems)
    if is_json:
        click.echo(_json(check_output.as_json(result)))
        return 1 if result.errors else 0
    for problem in result.problems:
        line = click.style(check_output.as_line(problem), fg="red" if problem.is_error else "yellow")
        click.echo(check_output.as_github(problem, settings.knowledge) if form else line)
    click.echo(result.summary)
    return 1 if result.errors else 0


@cli.command("eval", help=evaluation_messages.COMMAND, options_metavar="[OPTIONS]")
@click.argument("files", nargs=-1, metavar="[FICHIER]...")
@click.option("--json", "is_json", is_flag=True, help=messages.OPTION_JSON_OBJECT)
@click.option("--misses", type=click.IntRange(min=0), default=10, metavar="N", help=evaluation_messages.OPTION_MISSES)
@_with_knowledge
def evaluation(files: tuple[str, ...], is_json: bool, misses: int, knowledge: Path | None) -> None:
    """See `evaluation_messages.COMMAND`."""
    settings = Settings.load(knowledge)
    questions: list[LabelledQuestion] = []
    for path in files:
        with _opened(path) as stream:
            questions += read_questions(path, stream)
    responder = _responder(settings)
    metrics = evaluate(questions if files else own_questions(responder.knowledge), responder, settings.clock()())
    if is_json:
        click.echo(_json(evaluation_output.as_json(metrics, misses)))
    else:
        click.echo(evaluation_output.as_table(metrics, misses))


@cli.command(help=journal_messages.PURGE, options_metavar="")
def purge() -> None:
    """See `journal_messages.PURGE`."""
    settings = Settings.load()
    with _journal(settings) as journal:
        count = journal.purge(datetime.now(UTC), settings.retention)
    click.echo(journal_messages.purged(count, settings.retention.days))


@cli.command("export", help=journal_messages.EXPORT, options_metavar="[OPTIONS]")
@click.option("--person", metavar="ID", help=journal_messages.OPTION_PERSON)
def export_rows(person: str | None) -> None:
    """See `journal_messages.EXPORT`."""
    from eig_bot.journal.export import export  # noqa: PLC0415 - SQLAlchemy takes a fifth of a second that other commands save

    if person and not re.fullmatch(r"[UW][A-Z0-9]{5,}", person):
        raise InputError(journal_messages.BAD_PERSON)
    is_empty = True
    with _journal(Settings.load()) as journal:
        for row in export(journal, person):
            click.echo(_json(row))
            is_empty = False
    if person and is_empty:
        click.echo(journal_messages.NOTHING_OF_PERSON, err=True)


@cli.command(help=journal_messages.BACKUP, options_metavar="[OPTIONS]")
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path))
@click.option("--restore", "is_restored", is_flag=True, help=journal_messages.OPTION_RESTORE)
def backup(file: Path, is_restored: bool) -> None:
    """See `journal_messages.BACKUP`."""
    with _journal(Settings.load()) as journal:
        (journal.restore if is_restored else journal.backup)(file)
    click.echo((journal_messages.restored if is_restored else journal_messages.backed_up)(str(file)))


@cli.command("import", help=importing_messages.COMMAND, options_metavar="[OPTIONS]")
@click.argument("pages", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PAGE...")
@click.option("--to", "folder", type=click.Path(path_type=Path), metavar="DOSSIER", help=importing_messages.OPTION_TO)
@click.option("--stdout", "is_shown", is_flag=True, help=importing_messages.OPTION_STDOUT)
@_with_knowledge
def import_pages(pages: tuple[Path, ...], folder: Path | None, is_shown: bool, knowledge: Path | None) -> int:
    """See `importing_messages.COMMAND`."""
    from eig_bot.importing import draft as importing  # noqa: PLC0415 - no other command needs it

    if folder and is_shown:
        raise click.UsageError(importing_messages.TO_OR_STDOUT)
    settings = Settings.load(knowledge)
    if not folder and not is_shown and not settings.knowledge.is_dir():
        raise KnowledgeError(knowledge_messages.no_such_folder(str(settings.knowledge)))
    target = None if is_shown else folder or settings.knowledge
    told, refused = importing.import_pages(pages, settings.knowledge, target, settings.clock()())
    for line in told:
        click.echo(line)
    for sentence in refused:
        click.echo(click.style(sentence, fg="red"), err=True)
    return 1 if refused else 0


@cli.command(help=learning_messages.COMMAND, options_metavar="[OPTIONS]")
@click.option("--patch", "as_patch", is_flag=True, help=learning_messages.OPTION_PATCH)
@_with_knowledge
def learn(as_patch: bool, knowledge: Path | None) -> None:
    """See `learning_messages.COMMAND`."""
    from eig_bot.learning.dialogue import teach  # noqa: PLC0415 - see `export_rows`

    settings = Settings.load(knowledge)
    with _journal(settings) as journal:
        teach(settings, journal, as_patch=as_patch)


@cli.command("report", help=report_messages.COMMAND, options_metavar="[OPTIONS]")
@click.option("--days", type=click.IntRange(1, 3_650), default=7, metavar="N", help=report_messages.OPTION_DAYS)
@click.option("--json", "is_json", is_flag=True, help=messages.OPTION_JSON_OBJECT)
@click.option("--html", "page", type=click.Path(path_type=Path), metavar="FICHIER", help=report_messages.OPTION_HTML)
@_with_knowledge
def report_figures(days: int, is_json: bool, page: Path | None, knowledge: Path | None) -> None:
    """See `report_messages.COMMAND`."""
    from eig_bot.report import build as report  # noqa: PLC0415 - see `export_rows`
    from eig_bot.report.json_output import as_json  # noqa: PLC0415 - likewise
    from eig_bot.report.terminal import as_text  # noqa: PLC0415 - likewise

    settings = Settings.load(knowledge)
    with _journal(settings) as journal:
        found = report.read(journal, Library(settings.knowledge).load(), datetime.now(UTC), days, settings.clock()().date())
    if page:
        from eig_bot.report.page import write_page  # noqa: PLC0415 - pygal takes a tenth of a second

        write_page(found, page)
    if is_json:
        click.echo(_json(as_json(found)))
    else:
        click.echo(report_messages.written(str(page)) if page else as_text(found))


@cli.command(help=messages.RUN, options_metavar="[OPTIONS]")
@click.option("--terminal", is_flag=True, help=messages.OPTION_TERMINAL)
@_with_knowledge
def run(terminal: bool, knowledge: Path | None) -> None:
    """See `messages.RUN`."""
    settings = Settings.load(knowledge)
    if settings.has_slack:
        from eig_bot.slack.serve import serve  # noqa: PLC0415 - slack_bolt takes a tenth of a second that other commands save

        serve(settings)
    elif terminal:
        click.echo(messages.CONNECT_SLACK)
        converse(_responder(settings), settings.clock())
    else:
        raise SettingsError(settings_messages.NO_SLACK_TOKENS)


@contextmanager
def _journal(settings: Settings) -> Iterator["Journal"]:
    """Open what a bot has written."""
    from eig_bot.journal.journal import Journal  # noqa: PLC0415 - see `export_rows`

    with closing(Journal.existing(settings)) as journal:
        try:
            yield journal
        except JournalError as error:
            raise InputError(journal_messages.JOURNAL_AWAY) from error


def _responder(settings: Settings) -> Responder:
    return _indexed(Library(settings.knowledge).load(), settings)


def _indexed(knowledge: KnowledgeBase, settings: Settings) -> Responder:
    with _progress():
        return Responder(Ranker(knowledge, Cache(settings.cache)))


@contextmanager
def _progress() -> Iterator[None]:
    """Say in a terminal that the folder is being read, when that takes over a second."""
    if not sys.stderr.isatty():
        yield
        return
    timer = threading.Timer(1.0, lambda: click.echo(messages.INDEXING, err=True))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _write_batch(lines: Iterator[bytes] | BinaryIO, settings: Settings) -> int:
    is_whole = True
    for found in answer_lines(lines, _responder(settings), settings.clock()()):
        is_whole = is_whole and "error" not in found
        click.echo(_json(found))
    return 0 if is_whole else 1


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise InputError(messages.cannot_read(path)) from error
    yield io.BytesIO(content)


def _json(value: dict[str, Any]) -> str:
    """One object on one line, also for readers to whom U+0085, U+2028 and U+2029 end a line; half a character stays escaped."""
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPED)


_ESCAPED = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029, *range(0xD800, 0xE000))}


def _fail(sentence: str, code: int) -> None:
    click.echo(click.style(sentence, fg="red"), err=True)
    sys.exit(code)


def _in_french(error: click.UsageError) -> str:
    """Click's own sentences are English; ours are passed through."""
    if isinstance(error, click.NoSuchOption):
        return messages.no_such_option(error.option_name)
    if isinstance(error, click.BadOptionUsage) and not _is_flag(error.option_name):
        return messages.missing_value(error.option_name)
    if isinstance(error, click.exceptions.NoSuchCommand):
        near = process.extractOne(error.command_name, list(cli.commands), score_cutoff=60)
        return messages.no_such_command(error.command_name, near[0] if near else None)
    return error.message if error.message in _OWN_USAGE else messages.BAD_USAGE


def _is_flag(name: str) -> bool:
    """A flag that was given a value ("--json=oui") is badly used too, and lacks none."""
    options = (option for command in cli.commands.values() for option in command.params if isinstance(option, click.Option))
    return any(option.is_flag and name in option.opts for option in options)


_OWN_USAGE = frozenset(
    {
        messages.ASK_WHAT,
        messages.BATCH_OR_QUESTION,
        messages.BATCH_NEEDS_JSON,
        importing_messages.TO_OR_STDOUT,
        check_messages.JSON_OR_FORMAT,
    }
)
