"""Where the front matter of a file ends, in whichever of the usual forms it is written.

::

    ---            ---            +++              {
    title: Aide    title: Aide    title = "Aide"     "title": "Aide"
    ---            ...            +++              }

The first two are YAML; TOML is written again as YAML, value by value; JSON is YAML already. A line of hyphens may name which of
them follows (`---json`). Blank lines and HTML comments may stand above. A file without any front matter is all body.
"""

import re
import tomllib
from dataclasses import dataclass

import yaml

from eig_bot.knowledge.yaml_nodes import FieldError
from eig_bot.messages import knowledge as messages


@dataclass(frozen=True, slots=True)
class SplitFile:
    """A file, cut below its front matter."""

    front: str
    """YAML, without its boundaries; empty where there is none."""
    front_line: int
    """The line of the file, from 0, on which it begins."""
    body: str
    body_line: int


def split(text: str) -> SplitFile:
    """Cut a file below its front matter.

    Args:
        text: all of it, with plain ends of lines.

    Raises:
        FieldError: a front matter is begun and not ended, or its TOML is broken; the line is one of the file.
    """
    start = _ABOVE.match(text).end()  # type: ignore[union-attr]  # it matches anything, also nothing
    for opening, whole in _FORMS:
        if not opening.match(text, start):
            continue
        found = whole.match(text, start)
        if found is None:
            raise FieldError(text.count("\n", 0, start), messages.FRONT_MATTER_WITHOUT_END)
        line = text.count("\n", 0, found.start("front"))
        front = found["front"]
        if opening in {_TOML, _NAMED_TOML}:
            front = _from_toml(front, line)
        elif opening in {_JSON, _NAMED_JSON}:
            front = front.replace("\t", " ")
        return SplitFile(front, line, text[found.end() :], text.count("\n", 0, found.end()))
    return SplitFile("", 0, text, 0)


_ABOVE = re.compile(r"(?:\s|<!--.*?-->)*", re.DOTALL)
_YAML = re.compile(r"-{3,}[ \t]*\n(?:[ \t]*(?:#[^\n]*)?\n)*(?:[^\n]*:(?:[ \t\n]|\Z)|-|\.{3}|[\[{\"'])")
"""A line of hyphens opens a front matter only where what follows looks like one; else it is a rule across the page."""
_TOML = re.compile(r"\+{3}[ \t]*\n")
_JSON = re.compile(r"\{[ \t]*\n[ \t]*\"")
_NAMED_TOML, _NAMED_JSON = (re.compile(rf"-{{3,}}[ \t]*{name}[ \t]*\n") for name in ("toml", "json"))
_FORMS = (
    (_NAMED_TOML, re.compile(r"-{3,}[ \t]*toml[ \t]*\n(?P<front>.*?)^-{3,}[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)),
    (_NAMED_JSON, re.compile(r"-{3,}[ \t]*json[ \t]*\n(?P<front>.*?)^-{3,}[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)),
    (_YAML, re.compile(r"-{3,}[ \t]*\n(?P<front>.*?)^(?:-{3,}|\.{3})[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)),
    (_TOML, re.compile(r"\+{3}[ \t]*\n(?P<front>.*?)^\+{3}[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)),
    (_JSON, re.compile(r"(?P<front>\{.*?^\}[ \t]*(?:\n|\Z))", re.DOTALL | re.MULTILINE)),
)
_WHERE = re.compile(r"\(at line (\d+), column (\d+)\)")


def _from_toml(source: str, line: int) -> str:
    """Return the same values as YAML; the lines of TOML are not kept, since both write lists and tables differently."""
    try:
        values = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        where = _WHERE.search(str(error))
        row, column = (int(where[1]), int(where[2])) if where else (1, 1)
        raise FieldError(line + row - 1, messages.BROKEN_TOML, column - 1) from error
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=len(source) + 80)
