"""YAML text -> nodes that know their lines, and nodes -> the texts, lists and mappings that they must be.

All that the folder holds in YAML is read through these functions: the front matter of pages, the optional files, and the
package's own data. What a value may not be is a `FieldError`, with its place.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

import yaml

from eig_bot.knowledge.passage import Problem
from eig_bot.knowledge.yaml_faults import YamlFault, faults_of
from eig_bot.messages import knowledge as messages

MAX_NODES, MAX_DEPTH = 50_000, 50
"""Far beyond any page: the largest of the programme's site has 600 nodes, five deep."""


class FieldError(Exception):
    """A value that cannot be served, with a sentence that says why and what to do; and what else is wrong with its file."""

    def __init__(self, line: int, message: str, column: int = 0, more: Sequence["FieldError"] = ()) -> None:
        """Say what is wrong where.

        Args:
            line: of the front matter or the file, from 0.
            message: the sentence.
            column: the character of that line, from 0.
            more: what is wrong besides, found while the file was read on.
        """
        super().__init__(message)
        self.line = line
        self.column = column
        self.more: tuple[FieldError, ...] = tuple(one for error in more for one in (error.alone(), *error.more))

    @classmethod
    def at(cls, node: yaml.Node, message: str) -> "FieldError":
        """Return the error of something that was written.

        Args:
            node: the key or the value, which knows its line and column.
            message: the sentence that says what is wrong with it.
        """
        return cls(node.start_mark.line, message, node.start_mark.column)

    def alone(self) -> "FieldError":
        """Return this error without what is wrong besides."""
        return FieldError(self.line, str(self), self.column)

    def below(self, lines: int) -> "FieldError":
        """Return the same errors further down, as those of a part of a file.

        Args:
            lines: that stand above the part.
        """
        return FieldError(self.line + lines, str(self), self.column, [other.below(lines) for other in self.more])

    def problem(self, path: str) -> Problem:
        """Return the error as the team reads it, its line and column counted from 1.

        Args:
            path: the file, as people name it: its path within the folder, or the one that was typed.
        """
        return Problem(path, self.line + 1, str(self), column=self.column + 1)

    def problems(self, path: str) -> tuple[Problem, ...]:
        """Return this error and all that is wrong besides.

        Args:
            path: as in `problem`.
        """
        return self.problem(path), *(other.problem(path) for other in self.more)


class BrokenYamlError(FieldError):
    """A text that is no YAML."""

    def __init__(self, faults: Sequence[YamlFault], mended: str | None) -> None:
        """Say what is wrong with it.

        Args:
            faults: at least one.
            mended: the text as it should be; None where it cannot be told.
        """
        first, *others = (FieldError(fault.line, fault.message, fault.column) for fault in faults)
        super().__init__(first.line, str(first), first.column, others)
        self.mended = mended


class Faults:
    """What is wrong with the parts of one file, gathered so that one run tells of all of it."""

    def __init__(self, found: Iterable[FieldError] = ()) -> None:
        """Begin with what was found before.

        Args:
            found: errors, in their order.
        """
        self._found = list(found)

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Read a part: what is wrong with it is kept for the end."""
        try:
            yield
        except FieldError as error:
            self._found.append(error)

    def told(self) -> None:
        """End the reading.

        Raises:
            FieldError: something was wrong.
        """
        if self._found:
            first, *others = self._found
            raise FieldError(first.line, str(first), first.column, [*first.more, *others])


def compose(source: str) -> yaml.Node | None:
    """Read YAML without making values of it, so that `2022`, `oui` and `18/03` stay what was written.

    Args:
        source: the front matter without its boundaries, or a whole `.yml` file.

    Returns:
        The root of the nodes; None where there are only comments.

    Raises:
        BrokenYamlError: it is no YAML.
        FieldError: it is so intricate that reading it would take for ever.
    """
    try:
        node = yaml.compose(source, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise BrokenYamlError(*faults_of(source)) from error
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
    texts: list[str] = []
    faults = Faults()
    for item in node.value:
        if not is_left_empty(item):
            with faults.gathered():
                texts.append(" ".join(_item(item, key).split()))
    faults.told()
    return tuple(texts)


def _item(node: yaml.Node, key: str) -> str:
    """Return a text of a list; one with a colon in it is a mapping to YAML, and was meant as a text."""
    if isinstance(node, yaml.MappingNode) and len(node.value) == 1 and not node.flow_style:
        name, value = node.value[0]
        if isinstance(name, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode) and not value.style and value.value:
            colon = " : " if value.start_mark.column - name.end_mark.column > len(": ") else ": "
            meant = f"{name.value}{colon}{value.value}".replace('"', '\\"')
            raise FieldError.at(node, messages.with_sign(":", f'- "{meant}"'))
    return text_of(node, key)


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
    faults = Faults()
    for name in nodes:
        with faults.gathered():
            if name not in known:
                raise FieldError.at(key_of(node, name), messages.unknown_key(name, sorted(known)))
    faults.told()
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
