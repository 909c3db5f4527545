"""Keys that a website gives its pages, and what is known by them: a title, an address, a date, how they are sorted."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, time

import yaml

from eig_bot.clock import PARIS
from eig_bot.knowledge.our_keys import tags_of
from eig_bot.knowledge.publication_keys import moment_of
from eig_bot.knowledge.yaml_nodes import FieldError, is_left_empty

Nodes = Mapping[str, yaml.Node]
"""Values of a front matter by their keys; those that were left empty are not there."""


def with_title(nodes: dict[str, yaml.Node]) -> dict[str, yaml.Node]:
    """Return the same values, with a `title` for a page that has a name in its place, as one about a person.

    Args:
        nodes: values by their keys.
    """
    named = next((key for key in _TITLES if key in nodes), None)
    if "title" in nodes or named is None or not isinstance(nodes[named], yaml.ScalarNode):
        return nodes
    return {"title" if key == named else key: value for key, value in nodes.items()}


def text_at(nodes: Nodes, key: str) -> str | None:
    """Return the text of a key as it is written; None where it has another value, or none.

    Args:
        nodes: values by their keys.
        key: one of them, or not.
    """
    node = nodes.get(key)
    return node.value.strip() if isinstance(node, yaml.ScalarNode) else None


def published_on(nodes: Nodes) -> date | None:
    """Return the `date:` of a page, which a site writes as `2021-09-30T14:05:02.160Z`, or as a year; None where it has none.

    Args:
        nodes: values by their keys.
    """
    match = re.match(r"(\d{4})(?:-(\d\d)-(\d\d))?", text_at(nodes, "date") or "")
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None


def dated_at(nodes: Nodes) -> datetime | None:
    """Return the first moment that the `date:` of a page names; None where it has none.

    Args:
        nodes: values by their keys.
    """
    if "date" not in nodes:
        return None
    try:
        return moment_of(nodes["date"], "date")
    except FieldError:  # with words around its day, or a year alone
        day = published_on(nodes)
        return datetime.combine(day, time(), PARIS) if day else None


def is_open(nodes: Nodes) -> bool | None:
    """Return the `open:` flag of a page; None where it has none.

    Args:
        nodes: values by their keys.
    """
    return _FLAGS.get((text_at(nodes, "open") or "").lower())


def kinds(nodes: Nodes, *, is_dated: bool) -> Iterator[str]:
    """Yield what a page is sorted under, as its `tags:` say it on ours; a list of other things than texts is none.

    The categories of a post are the sections of a blog, each with dozens of others, and tell little of it.

    Args:
        nodes: values by their keys.
        is_dated: True for a post.
    """
    for key in ("keywords", "keyword") if is_dated else ("keywords", "keyword", "categories", "category"):
        with suppress(FieldError, KeyError):
            yield from tags_of(nodes[key], key)
    for key in ("aliases", "alias"):  # other names of a note; with some tools, its earlier addresses
        with suppress(FieldError, KeyError):
            yield from (name for name in tags_of(nodes[key], key) if not re.search(r"/|\.\w+$", name))


def categories(nodes: Nodes) -> tuple[str, ...]:
    """Return the categories that some sites put into an address; as one text, they are parted by commas, else by spaces.

    Args:
        nodes: values by their keys.
    """
    node = nodes.get("categories", nodes.get("category"))
    if isinstance(node, yaml.SequenceNode):
        return tuple(item.value.strip() for item in node.value if isinstance(item, yaml.ScalarNode) and not is_left_empty(item))
    several, one = text_at(nodes, "categories"), text_at(nodes, "category")
    if several is None:
        return (one,) if one else ()
    return tuple(filter(None, map(str.strip, re.split("," if "," in several else r"\s", several))))


_TITLES = ("nom", "name", "titre", "fullname", "full_name", "nom_complet", "heroText")
"""Keys that hold the title of a page without `title:`: a person's, or that of a home page of VuePress."""
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
