"""The console script: finds the command, runs it, and ends the process with its exit code.

`main` shows every error as one French sentence, and ends with the error's exit code.
"""

import sys
from importlib import import_module
from types import ModuleType

import click

from eig_bot import discovery
from eig_bot.cli import commands
from eig_bot.cli.usage import FrenchGroup, in_french
from eig_bot.errors import EigBotError
from eig_bot.messages import cli as messages

USAGE_ERROR = 2
INTERRUPTED = 130


class CommandFolder(FrenchGroup):
    """A group whose commands are the modules of a folder; one is imported when it is asked for, so that it alone costs time."""

    def __init__(self, name: str, package: ModuleType, help_text: str) -> None:
        """Take the folder; no command is imported yet.

        Args:
            name: of the group.
            package: each of its modules holds a `command`; a name that ends in "_" is that of the command without it.
            help_text: above the list of commands.
        """
        super().__init__(name, help=help_text, subcommand_metavar=messages.COMMAND_METAVAR, options_metavar="[--help]")
        self._package = package

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as in click
        """Return the names of the commands, in alphabetical order.

        Args:
            ctx: of the group.
        """
        return [name.rstrip("_") for name in discovery.names(self._package)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        """Return a command; None when no module is called so.

        Args:
            ctx: of the group.
            cmd_name: as typed.
        """
        found = next((name for name in discovery.names(self._package) if name.rstrip("_") == cmd_name), None)
        command: click.Command | None = import_module(f"{self._package.__name__}.{found}").command if found else None
        return command


cli = CommandFolder("eig-bot", commands, messages.CLI)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code.

    Args:
        arguments: words of the command line, without the program's name; None for those of the process.
    """
    try:
        code = cli.main(arguments, prog_name="eig-bot", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message, err=True)
        sys.exit(USAGE_ERROR)
    except click.UsageError as error:
        _fail(in_french(error), USAGE_ERROR)
    except EigBotError as error:
        _fail(str(error), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _fail(messages.INTERRUPTED, INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


def _fail(sentence: str, code: int) -> None:
    click.echo(click.style(sentence, fg="red"), err=True)
    sys.exit(code)
