"""The small language in which the catalogue says what Slack accepts.

A check looks at one value and writes what is wrong with it into a report, with the path of that value. Checks are built
from one another, so that the catalogue reads as a table rather than as code.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

Check = Callable[["Report", str, object], None]


class Report:
    """What is wrong with one payload, a line for each fault: its path, then what is wrong there."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, path: str, what: str) -> None:
        self.lines.append(f"{path}: {what}")


def length(report: Report, path: str, size: int, at_most: int, unit: str = "characters") -> None:
    if size > at_most:
        report.add(path, f"{size} {unit}, {at_most} at most")


def filled(report: Report, path: str, value: object, at_most: int, *, may_be_blank: bool = False) -> None:
    """Check text that a person reads: a text of spaces only is as empty as no text."""
    if not isinstance(value, str):
        report.add(path, "text is expected")
    elif not (value if may_be_blank else value.strip()):
        report.add(path, "empty text")
    else:
        length(report, path, len(value), at_most)


def anything(report: Report, path: str, value: object) -> None:
    """Accept any value: it is looked at elsewhere, or lies deeper than the check means to go."""


def string(at_most: int, *, at_least: int = 1, pattern: str | None = None) -> Check:
    """A string for machines: an id, a value, an address."""

    def check(report: Report, path: str, value: object) -> None:
        if not isinstance(value, str):
            report.add(path, "a string is expected")
        elif len(value) < at_least:
            report.add(path, "empty")
        elif pattern is not None and not re.fullmatch(pattern, value):
            report.add(path, f"{value[:80]!r} is not of the form expected")
        else:
            length(report, path, len(value), at_most)

    return check


def sentence(at_most: int, *, may_be_blank: bool = False) -> Check:
    """A bare string that a person reads."""

    def check(report: Report, path: str, value: object) -> None:
        filled(report, path, value, at_most, may_be_blank=may_be_blank)

    return check


def flag(report: Report, path: str, value: object) -> None:
    if not isinstance(value, bool):
        report.add(path, "true or false is expected")


def number(low: int, high: int) -> Check:
    def check(report: Report, path: str, value: object) -> None:
        # JSON's true is an int for Python, not for Slack.
        if not isinstance(value, int) or isinstance(value, bool):
            report.add(path, "a whole number is expected")
        elif not low <= value <= high:
            report.add(path, f"{value} is not between {low} and {high}")

    return check


def choice(*values: str) -> Check:
    def check(report: Report, path: str, value: object) -> None:
        if value not in values:
            report.add(path, f"{value!r} is not one of {', '.join(values)}")

    return check


def listing(item: Check, at_most: int, *, at_least: int = 1, unit: str = "items") -> Check:
    def check(report: Report, path: str, value: object) -> None:
        if not isinstance(value, list):
            report.add(path, "a list is expected")
            return
        if len(value) < at_least:
            report.add(path, f"{len(value)} {unit}, at least {at_least} expected")
        length(report, path, len(value), at_most, unit)
        for position, part in enumerate(value):
            item(report, f"{path}[{position}]", part)

    return check


def struct(
    required: Mapping[str, Check],
    optional: Mapping[str, Check] | None = None,
    *rules: Check,
    others: Check | None = None,
) -> Check:
    """An object: no property is missing, none is unknown (unless others are let in), the rules between them hold."""
    known = {**required, **(optional or {})}

    def check(report: Report, path: str, value: object) -> None:
        if not isinstance(value, dict):
            report.add(path, "an object is expected")
            return
        for key in sorted(value.keys() - known.keys() if others is None else ()):
            report.add(f"{path}.{key}", "unknown property")
        for key in sorted(required.keys() - value.keys()):
            report.add(f"{path}.{key}", "missing")
        for key in value.keys() & known.keys():
            known[key](report, f"{path}.{key}", value[key])
        for rule in rules:
            rule(report, path, value)

    return check


def typed(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None, *rules: Check) -> Check:
    """An object that also bears a `type`, already looked at by whoever picked this check."""
    return struct({"type": string(255), **required}, optional, *rules)


def tagged(kinds: Mapping[str, Check], what: str, only: Iterable[str] | None = None) -> Check:
    """An object whose `type` says which check it must pass.

    The mapping is read at each use, so that kinds may refer to each other (a container holds blocks).
    """
    allowed = None if only is None else frozenset(only)

    def check(report: Report, path: str, value: object) -> None:
        if not isinstance(value, dict):
            report.add(path, "an object is expected")
            return
        kind = value.get("type")
        if not isinstance(kind, str) or kind not in kinds:
            report.add(path, f"type {kind!r} is unknown")
        elif allowed is not None and kind not in allowed:
            report.add(path, f"{kind} is no {what} that fits here")
        else:
            kinds[kind](report, path, value)

    return check


def exactly_one(*keys: str) -> Check:
    def rule(report: Report, path: str, value: object) -> None:
        present = [key for key in keys if isinstance(value, dict) and key in value]
        if len(present) != 1:
            report.add(path, f"exactly one of {', '.join(keys)} is expected, not {len(present)}")

    return rule


def at_least_one(*keys: str) -> Check:
    def rule(report: Report, path: str, value: object) -> None:
        if isinstance(value, dict) and not any(key in value for key in keys):
            report.add(path, f"one of {', '.join(keys)} is expected")

    return rule


def objects(path: str, value: object) -> Iterator[tuple[str, dict[str, object]]]:
    """Every object in a payload, at any depth, with its path."""
    if isinstance(value, dict):
        yield path, value
        for key, part in value.items():
            yield from objects(f"{path}.{key}", part)
    elif isinstance(value, list):
        for position, part in enumerate(value):
            yield from objects(f"{path}[{position}]", part)
