"""YAML text -> nodes that know their lines, and nodes -> the texts, lists and mappings that they must be.

All that the folder holds in YAML is read through these functions: the front matter of pages, the optional files, and the
package's own data. What a value may not be is a `FieldError`, with its place.
"""

from collections.abc import Collection

import yaml

from eig_bot.knowledge.passage import Problem
from eig_bot.messages import knowledge as messages

MAX_NODES, MAX_DEPTH = 50_000, 50
"""Far beyond any page: the largest of the programme's site has 600 nodes, five deep."""


class FieldError(Exception):
    """A value that cannot be served, with a sentence that says why and what to do."""

    def __init__(self, line: int, message: str, column: int = 0) -> None:
        """Say what is wrong where.

        Args:
            line: of the front matter or the file, from 0.
            message: the sentence.
            column: the character of that line, from 0.
        """
        super().__init__(message)
        self.line = line
        self.column = column

    @classmethod
    def at(cls, node: yaml.Node, message: str) -> "FieldError":
        """Return the error of something that was written.

        Args:
            node: the key or the value, which knows its line and column.
            message: the sentence that says what is wrong with it.
        """
        return cls(node.start_mark.line, message, node.start_mark.column)

    def problem(self, path: str) -> Problem:
        """Return the error as the team reads it, its line and column counted from 1.

        Args:
            path: the file, as people name it: its path within the folder, or the one that was typed.
        """
        return Problem(path, self.line + 1, str(self), column=self.column + 1)


def compose(source: str) -> yaml.Node | None:
    """Read YAML without making values of it, so that `2022`, `oui` and `18/03` stay what was written.

    Args:
        source: the front matter without its boundaries, or a whole `.yml` file.

    Returns:
        The root of the nodes; None where there are only comments.

    Raises:
        FieldError: the YAML is broken, or so intricate that reading it would take for ever.
    """
    try:
        node = yaml.compose(source, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        line, column = _place_of(error, source)
        raise FieldError(line, messages.BROKEN_YAML, column) from error
    if node is not None:
        _refuse_intricate(node)
    return node


def text_of(node: yaml.Node, key: str) -> str:
    """Return a scalar as it is written, whatever YAML takes it for (2022, oui, 18/03).

    Args:
        node: the value.
        key: what the sentence names when it is none.

    Raises:
        FieldError: a list, a mapping, or nothing.
    """
    if not isinstance(node, yaml.ScalarNode) or node.tag.endswith(":null") or not node.value.strip():
        raise FieldError.at(node, messages.wrong_type(key, messages.TYPE_TEXT))
    return str(node.value).strip()


def texts_of(node: yaml.Node, key: str) -> tuple[str, ...]:
    """Return a list of scalars, each on one line, as it is written; items that a form left empty say nothing.

    Args:
        node: the value.
        key: what the sentence names when it is none.

    Raises:
        FieldError: not a list, or an item that is not a text.
    """
    if not isinstance(node, yaml.SequenceNode):
        raise FieldError.at(node, messages.wrong_type(key, messages.TYPE_TEXTS))
    return tuple(" ".join(text_of(item, key).split()) for item in node.value if not is_left_empty(item))


def mapping_of(node: yaml.Node, key: str, known: Collection[str]) -> dict[str, yaml.Node]:
    """Return the values of a mapping that may have some keys only; those that were left empty are not there.

    Args:
        node: the value.
        key: what the sentence names when it is no mapping.
        known: the keys that it may have.

    Raises:
        FieldError: not a mapping, a key that is not known, or one that stands twice.
    """
    if not isinstance(node, yaml.MappingNode):
        raise FieldError.at(node, messages.wrong_type(key, messages.TYPE_MAPPING))
    nodes = values_of(node)
    for name in nodes:
        if name not in known:
            raise FieldError.at(key_of(node, name), messages.unknown_key(name, sorted(known)))
    return nodes


def values_of(mapping: yaml.MappingNode) -> dict[str, yaml.Node]:
    """Return the values of a mapping by their keys; those that were left empty are not there.

    Args:
        mapping: with any keys.

    Raises:
        FieldError: a key stands twice.
    """
    nodes: dict[str, yaml.Node] = {}
    for key, value in mapping.value:
        name = str(key.value)
        if name in nodes:
            raise FieldError.at(key, messages.key_twice(name))
        nodes[name] = value
    return {name: value for name, value in nodes.items() if not is_left_empty(value)}


def key_of(mapping: yaml.MappingNode, name: str) -> yaml.Node:
    """Return where a key is written.

    Args:
        mapping: that has it.
        name: the key.
    """
    keys: list[yaml.Node] = [key for key, _ in mapping.value]
    return next(key for key in keys if str(key.value) == name)


def _place_of(error: yaml.YAMLError, source: str) -> tuple[int, int]:
    if isinstance(error, yaml.reader.ReaderError):  # a control character
        above, _, line = f"\n{source}".encode()[: error.position + 1].rpartition(b"\n")
        return above.count(b"\n"), len(line.decode(errors="ignore"))
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return (mark.line, mark.column) if mark else (0, 0)


def _refuse_intricate(node: yaml.Node) -> None:
    """An alias may stand within what it repeats, or repeat repetitions: a short text that never ends."""
    waiting = [(node, 1)]
    seen = 0
    while waiting:
        node, depth = waiting.pop()
        seen += 1
        if seen > MAX_NODES or depth > MAX_DEPTH:
            raise FieldError.at(node, messages.TOO_INTRICATE)
        if isinstance(node, yaml.SequenceNode):
            waiting.extend((item, depth + 1) for item in node.value)
        elif isinstance(node, yaml.MappingNode):
            waiting.extend((part, depth + 1) for pair in node.value for part in pair)


def is_left_empty(value: yaml.Node) -> bool:
    """A field that was emptied in a form stays behind as "" or nothing, and says as much as one that is not there."""
    return isinstance(value, yaml.ScalarNode) and (value.tag == "tag:yaml.org,2002:null" or not value.value.strip())
