"""Click in French: the pages of help, and the one sentence on a command that is badly used."""

import os
import sys
from typing import Any

import click
from rapidfuzz import process

from eig_bot.messages import cli as messages


class FrenchUsageError(click.UsageError):
    """A command is badly used, and its own sentence, in French, says what to do."""


class FrenchCommand(click.Command):
    """A command whose help is in French."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help` with what it does in French; None for a command without it.

        Args:
            ctx: of the command.
        """
        option = super().get_help_option(ctx)
        if option:
            option.help = messages.OPTION_HELP
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage.

        Args:
            ctx: of the command.
            formatter: takes the line.
        """
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=messages.USAGE)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Return what is left of the arguments once the command's own are read into its context.

        Args:
            ctx: of the command.
            args: as typed.

        Raises:
            UsageError: badly used; it knows the command, which click's own parser does not tell it.
        """
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


class FrenchGroup(FrenchCommand, click.Group):
    """A group whose help is in French."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as in click
        """Run the command; a reader of its pipe who has had enough is no error, and leaves nothing to say.

        Args:
            ctx: of the group, with the command's name and arguments.

        Returns:
            What the command returns: its exit code, or None.
        """
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, each with its first sentence.

        Args:
            ctx: of the group.
            formatter: takes the list.
        """
        commands = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        rows = [(name, command.get_short_help_str(limit=200)) for name, command in commands.items() if command]
        with formatter.section(messages.COMMANDS):
            formatter.write_dl(rows)


def in_french(error: click.UsageError) -> str:
    """Return the sentence to show: click's own are English, ours pass through.

    Args:
        error: as click raises it, with the context of its command.
    """
    if isinstance(error, FrenchUsageError):
        return error.message
    if isinstance(error, click.NoSuchOption):
        return messages.no_such_option(error.option_name)
    if isinstance(error, click.BadOptionUsage) and not _is_flag(error):
        return messages.missing_value(error.option_name)
    if isinstance(error, click.exceptions.NoSuchCommand):
        near = process.extractOne(error.command_name, _commands(error), score_cutoff=60)
        return messages.no_such_command(error.command_name, near[0] if near else None)
    return messages.BAD_USAGE


def _is_flag(error: click.BadOptionUsage) -> bool:
    """A flag that was given a value ("--json=oui") is badly used too, and lacks none."""
    options = error.ctx.command.get_params(error.ctx) if error.ctx else []
    return any(isinstance(option, click.Option) and option.is_flag and error.option_name in option.opts for option in options)


def _commands(error: click.UsageError) -> list[str]:
    group = error.ctx.command if error.ctx else None
    return group.list_commands(error.ctx) if error.ctx and isinstance(group, click.Group) else []
