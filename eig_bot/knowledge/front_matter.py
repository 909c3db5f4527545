"""The front matter of a knowledge file: our own keys (title, url, questions, …), read with their types.

`split_file.py` separates it from the body; `read_ours` takes our keys (`our_keys.py`), and what the keys of a website tell of
a page (`site_keys.py`). All others are content, and are left to `sections.py` as YAML nodes, which keep their lines.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import yaml

from eig_bot.knowledge.misspelt_keys import refuse_misspelt
from eig_bot.knowledge.our_keys import OURS, CallEntry, PassageEntry
from eig_bot.knowledge.publication import Publication
from eig_bot.knowledge.publication_keys import is_publication_key, publication_of
from eig_bot.knowledge.site_keys import categories, dated_at, is_open, kinds, published_on, text_at, with_title
from eig_bot.knowledge.yaml_nodes import BrokenYamlError, Faults, FieldError, compose, values_of
from eig_bot.messages import knowledge as messages


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
    dated: datetime | None = None
    """The first moment that this `date:` names; some tools make no page before it."""
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
    nodes = with_title(values_of(node))
    unknown = {key: value for key, value in nodes.items() if key not in OURS and key not in _SITE_FLAGS}
    unknown = {key: value for key, value in unknown.items() if not is_publication_key(key, value)}
    faults = Faults()
    publication = None
    with faults.gathered():
        publication = publication_of(nodes)
    with faults.gathered():
        refuse_misspelt(node, nodes, unknown)
    is_site_page = bool(unknown or publication) or bool(_SITE_FLAGS & nodes.keys())
    values: dict[str, Any] = {}
    content = dict(unknown)
    for key, value in nodes.items():
        reader = OURS.get(key)
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
    published = published_on(nodes)
    tags = (*values.pop("tags", ()), *kinds(nodes, is_dated=published is not None))
    return FrontMatter(
        **values,
        tags=tuple(dict.fromkeys(tags)),
        published=published,
        dated=dated_at(nodes),
        open=is_open(nodes),
        permalink=text_at(nodes, "permalink"),
        slug=text_at(nodes, "slug"),
        page_id=text_at(nodes, "id"),
        categories=categories(nodes),
        publication=publication,
        content=content,
    )


OUR_KEYS = frozenset(OURS)
"""Keys of our files; a page of the site has others besides."""
_ONE_MEANING = {"title", "passages", "reviewed", "review_by", "valid_until"}
"""Keys that a site does not use for content of its own."""
_SITE_FLAGS = {"date", "open"}
