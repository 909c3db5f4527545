"""What `check` has to say at a position of a file."""

from eig_bot.knowledge.outline import Position
from eig_bot.knowledge.passage import Problem


def error(path: str, position: Position, message: str) -> Problem:
    """Return what must be mended: `check` fails.

    Args:
        path: the file, within the folder.
        position: line and column, from 1.
        message: what is wrong and what to do.
    """
    return Problem(path, position[0], message, column=position[1])


def warning(path: str, position: Position, message: str) -> Problem:
    """Return what should be mended, and fails nothing.

    Args:
        path: the file, within the folder.
        position: line and column, from 1.
        message: what is wrong and what to do.
    """
    return Problem(path, position[0], message, is_error=False, column=position[1])


def note(path: str, position: Position, message: str) -> Problem:
    """Return what would be better otherwise, and leaves all in order.

    Args:
        path: the file, within the folder.
        position: line and column, from 1.
        message: what could be better and what to do.
    """
    return Problem(path, position[0], message, is_error=False, is_note=True, column=position[1])
