"""YAML that cannot be read -> what is wrong with it, line by line, each with the line as it should be.

A parser says where it stopped, in its own words. Here the usual slips are mended one after the other, until the text can be
read: the mend that lets the parser go on tells what was wrong. What no mend helps is told of with its place alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from eig_bot.messages import knowledge as messages

MAX_FAULTS = 20
"""Faults of one text that are told of at a time."""
MAX_LENGTH = 20_000
"""Characters of a text beyond which it is not mended: each try reads it once more."""
NEAR, FAR = 3, 60
"""Lines above where a parser stops on which any slip, and on which a quotation mark alone, may be what stopped it."""


@dataclass(frozen=True, slots=True)
class YamlFault:
    """One thing that keeps a text from being read; line and column are counted from 0."""

    line: int
    column: int
    message: str


def faults_of(source: str) -> tuple[list[YamlFault], str | None]:
    """Return what is wrong with a text, in the order in which a parser meets it, and the text as it should be.

    Args:
        source: YAML; nothing is wrong with one that can be read.

    Returns:
        The faults; and the mended text, None where not all of it could be mended.
    """
    found: list[YamlFault] = []
    while (stop := _stop_of(source)) is not None:
        mended = _mended(source, stop) if len(found) < MAX_FAULTS and len(source) <= MAX_LENGTH else None
        if mended is None:
            return [*found, YamlFault(*stop[0], messages.BROKEN_YAML)], None
        fault, source = mended
        found.append(fault)
    return found, source


_Place = tuple[int, int]
_Stop = tuple[_Place, _Place]
"""Where a parser stops, and where that began which it was reading."""


def _stop_of(source: str) -> _Stop | None:
    try:
        yaml.compose(source, Loader=yaml.CSafeLoader)
    except yaml.reader.ReaderError as error:  # a control character
        above, _, line = f"\n{source}".encode()[: error.position + 1].rpartition(b"\n")
        place = above.count(b"\n"), len(line.decode(errors="ignore"))
        return place, place
    except yaml.YAMLError as error:
        problem = getattr(error, "problem_mark", None)
        context = getattr(error, "context_mark", None) or problem
        problem = problem or context
        return ((problem.line, problem.column), (context.line, context.column)) if problem and context else ((0, 0), (0, 0))
    return None


def _mended(source: str, stop: _Stop) -> tuple[YamlFault, str] | None:
    """Return the first mend that lets the parser go on beyond where it stopped."""
    (line, column), (begun, _) = stop
    lines = source.split("\n")
    best: tuple[_Place, YamlFault, str] | None = None
    above = [number for number in range(min(line, len(lines)) - 1, -1, -1) if lines[number].strip()]
    near = list(dict.fromkeys(number for number in (line, begun, *above[:NEAR]) if number < len(lines)))
    for number in (*near, *above[NEAR:FAR]):
        for better, message in _mends(lines, number) if number in near else _with_quote(lines[number]):
            text = "\n".join([*lines[:number], better, *lines[number + 1 :]])
            after = _stop_of(text)
            fault = YamlFault(number, column if number == line else 0, message)
            if after is None:
                return fault, text
            if _goes_on(after, lines, max(line, number)) and (best is None or after[0] > best[0]):
                best = after[0], fault, text
    return (best[1], best[2]) if best else None


def _goes_on(stop: _Stop, lines: list[str], mended: int) -> bool:
    """Return whether what stops a parser now is another fault: it stands, or began, below what was mended."""
    (line, _), (begun, _) = stop
    return line > mended and (begun > mended or any(text.strip() for text in lines[line : line + 1]))


# --- mends ------------------------------------------------------------------------------------------------------------

_PARTS = re.compile(r"(?P<lead>\s*(?:- +)*(?:[\w][\w '’-]*:[ \t]+)?)(?P<value>\S.*?)\s*$")
_ITEM = re.compile(r"(?P<lead>\s*(?:- +)+)(?P<value>\S.*?)\s*$")


def _mends(lines: list[str], number: int) -> Iterator[tuple[str, str]]:
    """Yield the line as it may have been meant, with the sentence that says so, the likeliest first."""
    line = lines[number]
    for mend in (_without_control, _without_tab, _with_space, _with_quote, _with_bracket, _in_other_quotes, _in_quotes):
        yield from mend(line)
    for indent in dict.fromkeys(_indent(above) for above in reversed(lines[:number]) if above.strip()):
        if indent != _indent(line) and line.strip():
            yield indent + line.strip(), messages.misaligned(len(indent), line.strip())


def _without_control(line: str) -> Iterator[tuple[str, str]]:
    plain = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]", "", line)
    if plain != line:
        yield plain, messages.INVISIBLE_CHARACTER


def _without_tab(line: str) -> Iterator[tuple[str, str]]:
    if "\t" in line:
        bare = re.sub(r"(:|-)\t+", r"\1 ", line)
        for spaces in ("", "  ", "    "):
            mended = re.sub(r"^\s*\t\s*", spaces, bare).replace("\t", " ")
            yield mended, messages.with_tab(mended)


def _with_space(line: str) -> Iterator[tuple[str, str]]:
    found = re.match(r"(\s*(?:- +)*[\w-]+):([^\s/].*)", line)
    if found:
        mended = f"{found[1]}: {found[2]}"
        yield mended, messages.without_space(mended.strip())


def _with_quote(line: str) -> Iterator[tuple[str, str]]:
    found = _PARTS.match(line)
    if found and found["value"][0] in "\"'":
        mark = found["value"][0]
        if found["value"].count(mark) == 1:
            mended = f"{found['lead']}{found['value']}{mark}"
            yield mended, messages.without_quote(mended.strip())


def _with_bracket(line: str) -> Iterator[tuple[str, str]]:
    for opening, closing in ("[]", "{}"):
        if line.count(opening) > line.count(closing):
            mended = line.rstrip() + closing
            yield mended, messages.without_bracket(closing, mended.strip())


def _in_other_quotes(line: str) -> Iterator[tuple[str, str]]:
    """Quotes that stand within what the same quotes enclose: 'l'aide'."""
    for parts in (_PARTS, _ITEM):
        found = parts.match(line)
        value = found["value"] if found else ""
        if found and len(value) > 2 and value[0] in "\"'" and value[0] in value[1:-1] and value[-1] == value[0]:
            mended = found["lead"] + _quoted(value[1:-1])
            yield mended, messages.quote_within(value[0], mended.strip())


def _in_quotes(line: str) -> Iterator[tuple[str, str]]:
    for parts in (_PARTS, _ITEM):
        found = parts.match(line)
        if found and not re.fullmatch(r"([\"']).*\1", found["value"]):
            mended = found["lead"] + _quoted(found["value"])
            sign = ":" if re.search(r":(?:\s|$)", found["value"]) else found["value"][0]
            yield mended, messages.with_sign(sign, mended.strip())


def _quoted(value: str) -> str:
    """Return a text between the quotes that it does not hold, if there are any."""
    if '"' in value and "'" not in value:
        return f"'{value}'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())].replace("\t", "  ")
