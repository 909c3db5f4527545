"""Our own keys of a front matter, and how the value of each is read: `OURS`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

import yaml

from eig_bot.clock import END_OF_DAY, PARIS
from eig_bot.knowledge.yaml_nodes import Faults, FieldError, is_left_empty, mapping_of, text_of, texts_of
from eig_bot.messages import knowledge as messages


@dataclass(frozen=True, slots=True)
class PassageEntry:
    """What `passages:` says of one heading."""

    heading: str
    named_at: yaml.Node
    url: str | None = None
    questions: tuple[str, ...] = ()
    expect: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    valid_until: date | None = None
    call: tuple[str, ...] = ()
    """Names of the calls that it tells of."""


@dataclass(frozen=True, slots=True)
class CallEntry:
    """One item of `calls:`."""

    name: str
    audience: str | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    results_url: str | None = None
    results_from: date | None = None


_Entry = TypeVar("_Entry")


def tags_of(node: yaml.Node, key: str) -> tuple[str, ...]:
    """Return a list, also one that is written as one text: `tags: budget, paie`.

    Args:
        node: the value.
        key: what the sentence names when it is neither.

    Raises:
        FieldError: it is neither.
    """
    if isinstance(node, yaml.ScalarNode):
        return tuple(filter(None, (tag.strip() for tag in text_of(node, key).split(","))))
    return texts_of(node, key)


def _names(node: yaml.Node, key: str) -> tuple[str, ...]:
    """Return one name, or several in a list."""
    return texts_of(node, key) if isinstance(node, yaml.SequenceNode) else (text_of(node, key),)


def _date(node: yaml.Node, key: str) -> date:
    return _moment(node, key).date()


def _moment(node: yaml.Node, key: str) -> datetime:
    """Return a date or a date and time; PyYAML takes `2022-03-18T23:59` for a text, so the text is what is read."""
    written = text_of(node, key)
    try:
        moment = datetime.fromisoformat(written)
        return moment.astimezone(PARIS) if moment.tzinfo else moment.replace(tzinfo=PARIS)
    except (ValueError, OverflowError) as error:
        raise FieldError.at(node, messages.wrong_type(key, messages.TYPE_DATE)) from error


def _closing(node: yaml.Node, key: str) -> datetime:
    moment = _moment(node, key)
    return moment if len(text_of(node, key)) > len("2022-03-18") else datetime.combine(moment, END_OF_DAY, PARIS)


def _items(node: yaml.Node, key: str) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise FieldError.at(node, messages.wrong_type(key, messages.TYPE_MAPPINGS))
    return list(node.value)


def _passages(node: yaml.Node, key: str) -> tuple[PassageEntry, ...]:
    return _each(node, key, _passage)


def _passage(node: yaml.Node, key: str) -> PassageEntry:
    nodes = _entry(node, key, _PASSAGE, "heading")
    return PassageEntry(**_read(nodes, _PASSAGE), named_at=nodes["heading"])


def _calls(node: yaml.Node, key: str) -> tuple[CallEntry, ...]:
    return _each(node, key, _call)


def _each(node: yaml.Node, key: str, read: Callable[[yaml.Node, str], _Entry]) -> tuple[_Entry, ...]:
    entries: list[_Entry] = []
    faults = Faults()
    for item in _items(node, key):
        if _says_nothing(item):
            continue
        with faults.gathered():
            entries.append(read(item, key))
    faults.told()
    return tuple(entries)


def _says_nothing(item: yaml.Node) -> bool:
    """An item that was added in a form and never filled in is left behind with nothing in it."""
    if isinstance(item, yaml.MappingNode):
        return all(_says_nothing(value) for _, value in item.value)
    return all(map(_says_nothing, item.value)) if isinstance(item, yaml.SequenceNode) else is_left_empty(item)


def _call(node: yaml.Node, key: str) -> CallEntry:
    nodes = _entry(node, key, _CALL, "name")
    call = CallEntry(**_read(nodes, _CALL))
    if call.opens and call.closes and call.opens > call.closes:
        raise FieldError.at(nodes["closes"], messages.call_closes_before_it_opens(call.name))
    return call


def _entry(node: yaml.Node, key: str, readers: Mapping[str, "_Reader"], required: str) -> dict[str, yaml.Node]:
    nodes = mapping_of(node, key, readers)
    if required not in nodes:
        raise FieldError.at(node, messages.entry_without(key, required))
    return nodes


def _read(nodes: Mapping[str, yaml.Node], readers: Mapping[str, "_Reader"]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    faults = Faults()
    for name, value in nodes.items():
        with faults.gathered():
            values[name] = readers[name](value, name)
    faults.told()
    return values


_Reader = Callable[[yaml.Node, str], Any]
_PASSAGE: dict[str, _Reader] = {
    "heading": text_of,
    "url": text_of,
    "questions": texts_of,
    "expect": texts_of,
    "tags": tags_of,
    "valid_until": _date,
    "call": _names,
}
_CALL: dict[str, _Reader] = {
    "name": text_of,
    "audience": text_of,
    "opens": _moment,
    "closes": _closing,
    "results_url": text_of,
    "results_from": _date,
}
OURS: Mapping[str, _Reader] = {
    "title": text_of,
    "url": text_of,
    "questions": texts_of,
    "expect": texts_of,
    "tags": tags_of,
    "audience": text_of,
    "reviewed": _date,
    "review_by": _date,
    "valid_until": _date,
    "owner": text_of,
    "passages": _passages,
    "calls": _calls,
}
"""Each raises `FieldError` for a value that is not what its key must hold."""
