"""The optional files of a knowledge folder: `site.yml`, `lexique.yml`, `hors-sujet.yml`.

They hold all that belongs to one service, so that nothing of it stands in the code. The package's own general lexicon and
lists of questions have the same form and are read by the same functions.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

import yaml

from eig_bot.knowledge.address_rule import PLACEHOLDERS, AddressRule
from eig_bot.knowledge.passage import Lexicon, Problem, Site
from eig_bot.knowledge.yaml_nodes import BrokenYamlError, FieldError, compose, mapping_of, text_of, texts_of, values_of
from eig_bot.messages import knowledge as messages

SITE_FILE = "site.yml"
LEXICON_FILE = "lexique.yml"
OFF_TOPIC_FILE = "hors-sujet.yml"
NAMES = frozenset({SITE_FILE, LEXICON_FILE, OFF_TOPIC_FILE})

SITE_KEYS = (
    "name",
    "address",
    "contact",
    "audience",
    "prompts",
    "opening_questions",
    "catalogues",
    "ignore",
    "addresses",
    "misleading_limit",
)
"""What `site.yml` may say."""
STATES = ("announced", "open", "closed", "none")
"""States of a call, as the keys of `prompts:`."""
EVERYTHING = ("*",)
"""As in `Site.ignore`."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Extras:
    """What the optional files say; empty where there is none."""

    site: Site = field(default_factory=Site)
    lexicon: Lexicon = field(default_factory=Lexicon)
    off_topic: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_extras(sources: Mapping[str, str | FieldError], last_good: Extras, unread: str = "") -> Extras:
    """Return what the optional files say; a bad one keeps what it said before.

    Args:
        sources: name -> text of the files that are there, or why one cannot be read.
        last_good: the result of the call before.
        unread: what can be guessed of a `site.yml` that is no text.
    """
    problems: list[Problem] = []

    def read(name: str, reader: Callable[[str], T], empty: T, kept: T) -> T:
        source = sources.get(name)
        if source is None:
            return empty
        try:
            if isinstance(source, FieldError):
                raise source
            return reader(source)
        except FieldError as error:
            problems.extend(error.problems(name))
            return kept

    ignored = _ignored_anyway(sources.get(SITE_FILE), unread)
    if ignored is None:  # what was left out is not known: nothing is served that may be of it
        ignored = EVERYTHING if last_good.site == Site() else ()
    still_ignored = tuple(dict.fromkeys((*last_good.site.ignore, *ignored)))
    site = read(SITE_FILE, read_site, Site(), replace(last_good.site, ignore=still_ignored))
    if still_ignored == EVERYTHING and problems:
        problems.append(Problem(SITE_FILE, problems[0].line, messages.SITE_UNKNOWN, is_error=False))
    lexicon = read(LEXICON_FILE, read_lexicon, Lexicon(), last_good.lexicon)
    off_topic = read(OFF_TOPIC_FILE, lambda text: read_lists(text, ("questions",))["questions"], (), last_good.off_topic)
    return Extras(site, lexicon, off_topic, tuple(problems))


def read_site(source: str) -> Site:
    """Return what `site.yml` says; its address is without a slash at the end.

    Args:
        source: the file's text.

    Raises:
        FieldError: broken YAML, an unknown key or a value of a wrong type.
    """
    nodes = _mapping(source, SITE_KEYS)
    prompts = _lists(nodes.pop("prompts", None), "prompts", STATES)
    asked = nodes.pop("opening_questions", None)
    opening_questions = texts_of(asked, "opening_questions") if asked else ()
    shelved = nodes.pop("catalogues", None)
    catalogues = texts_of(shelved, "catalogues") if shelved else ()
    ignore, rules = _ignore(nodes.pop("ignore", None)), _rules(nodes.pop("addresses", None))
    limit = nodes.pop("misleading_limit", None)
    values = {key: text_of(value, key) for key, value in nodes.items()}
    address = values.get("address", "https://")
    if not address.startswith(("https://", "http://")):
        raise FieldError.at(nodes["address"], messages.ADDRESS_WITHOUT_SCHEME)
    if "address" in values:
        values["address"] = address.rstrip("/")
    return Site(
        name=values.get("name"),
        address=values.get("address"),
        contact=values.get("contact"),
        audience=values.get("audience"),
        prompts=prompts,
        opening_questions=opening_questions,
        catalogues=catalogues,
        ignore=ignore,
        rules=rules,
        misleading_limit=None if limit is None else _share(limit, "misleading_limit"),
    )


def _ignore(node: yaml.Node | None) -> tuple[str, ...]:
    if isinstance(node, yaml.ScalarNode):
        return (text_of(node, "ignore"),)
    return texts_of(node, "ignore") if node else ()


def _ignored_anyway(source: str | FieldError | None, unread: str) -> tuple[str, ...] | None:
    """Return what `ignore:` names, whatever else is wrong in the file: a slip elsewhere must not publish what was left out.

    None where the file may name something that cannot be read.
    """
    if source is None:
        return ()
    if isinstance(source, FieldError):
        return None if _IGNORE.search(unread) else ()
    try:
        node = _composed_as_meant(source)
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        return next(_ignore(value) for key, value in pairs if _IGNORE.match(str(key.value)))
    except (FieldError, StopIteration):
        return None if _IGNORE.search(source) else ()


def _composed_as_meant(source: str) -> yaml.Node | None:
    try:
        return compose(source)
    except BrokenYamlError as error:
        return compose(error.mended or "")


_IGNORE = re.compile(r"\bignor\w*", re.IGNORECASE)
"""The key, also misspelt."""


def _rules(node: yaml.Node | None) -> tuple[AddressRule, ...]:
    """Return the rules of `addresses:`: one pattern for all pages, or one for each folder."""
    if node is None:
        return ()
    if isinstance(node, yaml.ScalarNode):
        return (AddressRule(pattern=_pattern(node), is_of_pages_alone=True),)
    if not isinstance(node, yaml.MappingNode):
        raise FieldError.at(node, messages.wrong_type("addresses", messages.ADDRESS_PATTERN))
    return tuple(
        AddressRule(folder.strip("/"), _pattern(value), is_of_pages_alone=True) for folder, value in values_of(node).items()
    )


def _pattern(node: yaml.Node) -> str:
    pattern = text_of(node, "addresses")
    if not pattern.startswith("/") or not set(re.findall(r"\{(.*?)\}", pattern)) <= PLACEHOLDERS:
        raise FieldError.at(node, messages.wrong_type("addresses", messages.ADDRESS_PATTERN))
    return pattern


def read_lexicon(source: str) -> Lexicon:
    """Return the lexicon that a folder, or the package itself, writes in `lexique.yml`.

    Args:
        source: the file's text.

    Raises:
        FieldError: broken YAML, an unknown key or a value of a wrong type.
    """
    nodes = _mapping(source, ("synonyms", "abbreviations", "everyday", "english"))
    groups = nodes.get("synonyms")
    if groups is not None and not isinstance(groups, yaml.SequenceNode):
        raise FieldError.at(groups, messages.wrong_type("synonyms", messages.TYPE_GROUPS))
    return Lexicon(
        synonyms=tuple(texts_of(group, "synonyms") for group in groups.value) if groups else (),
        abbreviations=_pairs(nodes.get("abbreviations"), "abbreviations"),
        everyday=_lists(nodes.get("everyday"), "everyday"),
        english=_pairs(nodes.get("english"), "english"),
    )


def read_lists(source: str, names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return lists of questions by their name; one that is not there is empty.

    Args:
        source: the file's text.
        names: the lists that it may hold.

    Raises:
        FieldError: broken YAML, an unknown key or a value of a wrong type.
    """
    nodes = _mapping(source, names)
    return {name: texts_of(nodes[name], name) if name in nodes else () for name in names}


def _mapping(source: str, known: tuple[str, ...]) -> dict[str, yaml.Node]:
    node = compose(source)
    return {} if node is None else mapping_of(node, messages.THE_FILE, known)


def _lists(node: yaml.Node | None, key: str, known: tuple[str, ...] | None = None) -> dict[str, tuple[str, ...]]:
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise FieldError.at(node, messages.wrong_type(key, messages.TYPE_MAPPING))
    lists = mapping_of(node, key, known) if known else {str(name.value): value for name, value in node.value}
    return {name: texts_of(value, name) for name, value in lists.items()}


def _share(node: yaml.Node, key: str) -> float:
    """Return a percentage as a share, from 0 to 1."""
    written = _PERCENT.fullmatch(text_of(node, key))
    percent = float(written[1].replace(",", ".")) if written else None
    if percent is None or percent > 100:
        raise FieldError.at(node, messages.wrong_type(key, messages.TYPE_PERCENT))
    return percent / 100


_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)\s*%?")


def _pairs(node: yaml.Node | None, key: str) -> dict[str, str]:
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise FieldError.at(node, messages.wrong_type(key, messages.TYPE_MAPPING))
    return {str(name.value): text_of(value, str(name.value)) for name, value in node.value}
