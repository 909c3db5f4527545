"""The front matter of a knowledge file: our own keys (title, url, questions, …), read with their types.

`split_file.py` separates it from the body; `read_ours` takes our keys. All others are content, and are left to `sections.py` as
YAML nodes, which keep their lines.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

import yaml
from rapidfuzz.distance import DamerauLevenshtein

from eig_bot.clock import END_OF_DAY, PARIS
from eig_bot.knowledge.publication import Publication
from eig_bot.knowledge.publication_keys import is_publication_key, publication_of
from eig_bot.knowledge.yaml_nodes import (
    BrokenYamlError,
    Faults,
    FieldError,
    compose,
    is_left_empty,
    key_of,
    mapping_of,
    text_of,
    texts_of,
    values_of,
)
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


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Our own keys, read."""

    title: str = ""
    """Empty where the front matter has none: a heading of the text, or the file's name, then is."""
    url: str | None = None
    questions: tuple[str, ...] = ()
    expect: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    audience: str | None = None
    reviewed: date | None = None
    review_by: date | None = None
    valid_until: date | None = None
    owner: str | None = None
    passages: tuple[PassageEntry, ...] = ()
    calls: tuple[CallEntry, ...] = ()
    published: date | None = None
    """The `date:` of a post of the site."""
    open: bool | None = None
    """The `open:` flag of a page of the site."""
    permalink: str | None = None
    """Where a page of the site says that it stands, below the site's address or as a pattern."""
    slug: str | None = None
    """What a page of the site is called in its address."""
    page_id: str | None = None
    """What a page of the site is called within it; with some tools, in its address too."""
    categories: tuple[str, ...] = ()
    """Of a page of the site: some have them in their address."""
    publication: Publication | None = None
    """None when it says nothing of it."""
    content: dict[str, yaml.Node] = field(default_factory=dict)
    """The other keys, which hold text on pages of the site."""

    @property
    def has_phrasings(self) -> bool:
        """True for a file that says itself how people ask for each of its headings."""
        return bool(self.questions or self.expect or self.passages)

    @property
    def is_site_page(self) -> bool:
        """True for a page of the programme's own site, which has keys of its own."""
        return bool(self.content or self.publication) or self.published is not None or self.open is not None


def read_ours(source: str) -> FrontMatter:
    """Return our keys, and the others as content.

    Args:
        source: the YAML of a front matter, without its boundaries; it may say nothing.

    Raises:
        FieldError: broken YAML, not a mapping, a value of a wrong type, a key that looks misspelt.
    """
    try:
        return _read_ours(compose(source))
    except BrokenYamlError as error:
        raise _with_the_rest(error) from error


def _with_the_rest(broken: BrokenYamlError) -> FieldError:
    """Read a broken text on as it was meant: what is wrong on other lines is told of in the same run."""
    found = [broken.alone(), *broken.more]
    lines = {error.line for error in found}
    try:
        _read_ours(compose(broken.mended or ""))
    except FieldError as error:
        found += [other for other in (error.alone(), *error.more) if other.line not in lines]
    return FieldError(broken.line, str(broken), broken.column, found[1:])


def _read_ours(node: yaml.Node | None) -> FrontMatter:
    if node is None:
        return FrontMatter()
    if not isinstance(node, yaml.MappingNode):
        raise FieldError(0, messages.FRONT_MATTER_NOT_A_MAPPING)
    nodes = _with_title(values_of(node))
    unknown = {key: value for key, value in nodes.items() if key not in _OURS and key not in _SITE_FLAGS}
    unknown = {key: value for key, value in unknown.items() if not is_publication_key(key, value)}
    faults = Faults()
    publication = None
    with faults.gathered():
        publication = publication_of(nodes)
    with faults.gathered():
        _refuse_misspelt(node, nodes, unknown)
    is_site_page = bool(unknown or publication) or bool(_SITE_FLAGS & nodes.keys())
    values: dict[str, Any] = {}
    content = dict(unknown)
    for key, value in nodes.items():
        reader = _OURS.get(key)
        if reader is None:
            continue
        try:
            values[key] = reader(value, key)
        except FieldError:
            if key not in _ONE_MEANING and is_site_page:
                content[key] = value  # `questions:` of a page of the site is a list of mappings, or a text: its content
                continue
            with faults.gathered():
                raise
    faults.told()
    published = _published(nodes)
    kinds = ("keywords", "keyword") if published else ("keywords", "keyword", "categories", "category")
    tags = (*values.pop("tags", ()), *_sorted_under(nodes, *kinds))
    return FrontMatter(
        **values,
        tags=tuple(dict.fromkeys(tags)),
        published=published,
        open=_flag(nodes),
        permalink=_written(nodes, "permalink"),
        slug=_written(nodes, "slug"),
        page_id=_written(nodes, "id"),
        categories=_categories(nodes),
        publication=publication,
        content=content,
    )


def _written(nodes: Mapping[str, yaml.Node], key: str) -> str | None:
    node = nodes.get(key)
    return node.value.strip() if isinstance(node, yaml.ScalarNode) else None


def _sorted_under(nodes: Mapping[str, yaml.Node], *keys: str) -> Iterator[str]:
    """Yield what a page of a site is sorted under; a list of other things than texts is none.

    The categories of a post are the sections of a blog, each with dozens of others, and tell little of it.
    """
    for key in keys:
        with suppress(FieldError, KeyError):
            yield from _tags(nodes[key], key)


def _categories(nodes: Mapping[str, yaml.Node]) -> tuple[str, ...]:
    """Return what a site sorts a page under; written as one text, they are parted by commas, else by spaces."""
    node = nodes.get("categories", nodes.get("category"))
    if isinstance(node, yaml.SequenceNode):
        return tuple(item.value.strip() for item in node.value if isinstance(item, yaml.ScalarNode) and not is_left_empty(item))
    written = _written(nodes, "categories")
    if written is None:
        return tuple(filter(None, (_written(nodes, "category"),)))
    return tuple(filter(None, map(str.strip, re.split("," if "," in written else r"\s", written))))


def _with_title(nodes: dict[str, yaml.Node]) -> dict[str, yaml.Node]:
    """A page about a person has a name in the place of a title."""
    named = next((key for key in _TITLES if key in nodes), None)
    if "title" in nodes or named is None or not isinstance(nodes[named], yaml.ScalarNode):
        return nodes
    return {"title" if key == named else key: value for key, value in nodes.items()}


def _tags(node: yaml.Node, key: str) -> tuple[str, ...]:
    """Return a list, also one that is written as one text: `tags: budget, paie`."""
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
        with faults.gathered():
            entries.append(read(item, key))
    faults.told()
    return tuple(entries)


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
    "tags": _tags,
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
_OURS: dict[str, _Reader] = {
    "title": text_of,
    "url": text_of,
    "questions": texts_of,
    "expect": texts_of,
    "tags": _tags,
    "audience": text_of,
    "reviewed": _date,
    "review_by": _date,
    "valid_until": _date,
    "owner": text_of,
    "passages": _passages,
    "calls": _calls,
}
_TITLES = ("nom", "name", "titre", "heroText")
"""Keys that hold the title of a page without `title:`: a person's, or that of a home page of VuePress."""
OUR_KEYS = frozenset(_OURS)
"""Keys of our files; a page of the site has others besides."""
_ONLY_OURS = OUR_KEYS - {"title", "url", "tags", "questions", "owner"}
_ONE_MEANING = {"title", "passages", "reviewed", "review_by", "valid_until"}
"""Keys that a site does not use for content of its own."""
_SITE_FLAGS = {"date", "open"}
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_MISSPELT = 2
"""Edits between a misspelt key and ours: `qestions`, `reviwed`, `valid_untill`; three would take in real words."""
_REAL_WORDS = {"expert", "aspect"}
"""What a site may well mean, however near it is to `expect`."""


def _refuse_misspelt(node: yaml.MappingNode, nodes: Mapping[str, yaml.Node], unknown: Mapping[str, yaml.Node]) -> None:
    """A site has keys of its own (`tag`, `question`, `call`): there, only what no language spells so is taken for a slip."""
    is_ours = bool(_ONLY_OURS & nodes.keys())
    faults = Faults()
    for key, value in unknown.items():
        slips = (
            known for known in sorted(_OURS.keys() - nodes.keys()) if _is_slip(key, known, is_ours) and _fits(value, known)
        )
        if known := next(slips, None):
            with faults.gathered():
                raise FieldError.at(key_of(node, key), messages.misspelt_key(key, known))
        if is_ours and key == "call" and isinstance(value, yaml.ScalarNode):
            with faults.gathered():
                raise FieldError.at(key_of(node, key), messages.CALL_OUTSIDE_PASSAGES)
    faults.told()


def _is_slip(key: str, known: str, is_ours: bool) -> bool:
    folded = key.lower().replace("-", "_").strip()
    if not is_ours and (len(known) < 5 or folded.rstrip("s") in _REAL_WORDS):
        return False
    if folded.rstrip("s") == known.rstrip("s"):
        return is_ours or folded == known
    allowed = _MISSPELT if len(known) > 5 else 1
    return DamerauLevenshtein.distance(folded, known) <= allowed


def _fits(node: yaml.Node, known: str) -> bool:
    try:
        _OURS[known](node, known)
    except FieldError:
        return False
    return True


def _published(nodes: Mapping[str, yaml.Node]) -> date | None:
    """The site writes `2021-09-30T14:05:02.160Z`, and a bare year for some pages."""
    node = nodes.get("date")
    match = re.match(r"(\d{4})(?:-(\d\d)-(\d\d))?", str(node.value)) if isinstance(node, yaml.ScalarNode) else None
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None


def _flag(nodes: Mapping[str, yaml.Node]) -> bool | None:
    node = nodes.get("open")
    written = node.value.strip().lower() if isinstance(node, yaml.ScalarNode) else ""
    return _FLAGS.get(written)
