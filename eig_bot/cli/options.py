"""Options that several commands take."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from eig_bot.messages import cli as messages

Function = Callable[..., Any]


def with_knowledge(function: Function) -> Function:
    """Give a command `--knowledge DOSSIER`: a `Path`, or None where it is left out.

    Args:
        function: of the command, with a parameter `knowledge`.

    Returns:
        The same function, for click's own decorators.
    """
    return click.option("--knowledge", type=click.Path(path_type=Path), metavar="DOSSIER", help=messages.OPTION_KNOWLEDGE)(
        function
    )


def with_json(function: Function) -> Function:
    """Give a command `--json`, for one object that holds all it has to say.

    Args:
        function: of the command, with a parameter `is_json`.

    Returns:
        The same function, for click's own decorators.
    """
    return click.option("--json", "is_json", is_flag=True, help=messages.OPTION_JSON_OBJECT)(function)


def with_json_lines(function: Function) -> Function:
    """Give a command `--json`, for one object a line.

    Args:
        function: of the command, with a parameter `is_json`.

    Returns:
        The same function, for click's own decorators.
    """
    return click.option("--json", "is_json", is_flag=True, help=messages.OPTION_JSON)(function)
