"""Shapes of parts of a payload: what a text, a list, an object must be like."""

import re
from collections.abc import Callable, Mapping

Shape = Callable[[object, str], None]
"""Takes a part of a payload and where it stands; raises `MalformedError` where that has another shape."""


class MalformedError(Exception):
    """A payload has not the shape of Slack's; the text says where, by names that Slack gives, never by what it holds."""


def text(value: object, at: str) -> None:
    """Take any text.

    Args:
        value: the part.
        at: where it stands.

    Raises:
        MalformedError: it is none.
    """
    if not isinstance(value, str):
        raise MalformedError(at)


def matching(pattern: str) -> Shape:
    """Return the shape of a text of which all matches.

    Args:
        pattern: a regular expression.
    """
    compiled = re.compile(pattern)

    def check(value: object, at: str) -> None:
        if not (isinstance(value, str) and compiled.fullmatch(value)):
            raise MalformedError(at)

    return check


def each(shape: Shape, *, least: int = 0) -> Shape:
    """Return the shape of a list.

    Args:
        shape: of all that is in it.
        least: how much is in it at least.
    """

    def check(value: object, at: str) -> None:
        if not isinstance(value, list) or len(value) < least:
            raise MalformedError(at)
        for part in value:
            shape(part, at)

    return check


def of_all(shape: Shape) -> Shape:
    """Return the shape of an object with any names.

    Args:
        shape: of all that is in it.
    """

    def check(value: object, at: str) -> None:
        if not isinstance(value, dict):
            raise MalformedError(at)
        for part in value.values():
            shape(part, at)

    return check


def record(needed: Mapping[str, Shape] | None = None, possible: Mapping[str, Shape] | None = None) -> Shape:
    """Return the shape of an object; what is named nowhere may be anything.

    Args:
        needed: what must be there, by its name.
        possible: what may be null or not be there.
    """

    def check(value: object, at: str) -> None:
        if not isinstance(value, dict):
            raise MalformedError(at)
        for name, shape in (needed or {}).items():
            shape(value.get(name), f"{at}.{name}")
        for name, shape in (possible or {}).items():
            if value.get(name) is not None:
                shape(value[name], f"{at}.{name}")

    return check
