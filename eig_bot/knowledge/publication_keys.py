"""What a front matter says of its page's publication, in the words of the usual generators.

=======================================  ==============================================
`draft: true`, `status: draft`           a draft, whatever else it says
`published: false`, `publish: false`     likewise
`publishDate:`, `published:` with a day  published from then on
`expiryDate:`                            published until then
=======================================  ==============================================
"""

import re
from collections.abc import Mapping
from datetime import datetime

import yaml

from eig_bot.clock import PARIS
from eig_bot.knowledge.publication import Publication
from eig_bot.knowledge.yaml_nodes import FieldError
from eig_bot.messages import knowledge as messages


def is_publication_key(key: str, node: yaml.Node) -> bool:
    """Return whether a key of a front matter says whether its page is published.

    Args:
        key: in any of the usual spellings: `publishDate`, `publish_date`.
        node: its value, since a `status:` may be one of something else.
    """
    name = _folded(key)
    return name in _NAMES or (name == "status" and _text(node).lower() in _UNFINISHED)


def publication_of(nodes: Mapping[str, yaml.Node]) -> Publication | None:
    """Return what a front matter says of its publication; None when it says nothing.

    Args:
        nodes: its values by their keys, without those that were left empty.

    Raises:
        FieldError: a day that no calendar has; such a page might be served before its time.
    """
    found = {_folded(key): (key, node) for key, node in nodes.items() if is_publication_key(key, node)}
    if not found:
        return None
    is_draft = any(_is_unfinished(name, node) for name, (_, node) in found.items())
    starts = [moment_of(node, key) for name, (key, node) in found.items() if _is_start(name, node)]
    ends = [moment_of(node, key) for name, (key, node) in found.items() if name in _ENDS]
    return Publication(is_draft, max(starts, default=None), min(ends, default=None))


def moment_of(node: yaml.Node, key: str) -> datetime:
    """Return the first moment of a day, or a day and time; Jekyll writes a space before the zone.

    Args:
        node: the value.
        key: that it stands under.

    Raises:
        FieldError: it is none.
    """
    try:
        moment = datetime.fromisoformat(_SPACE_BEFORE_ZONE.sub("", _text(node)))
        return moment.astimezone(PARIS) if moment.tzinfo else moment.replace(tzinfo=PARIS)
    except (ValueError, OverflowError) as error:
        raise FieldError.at(node, messages.wrong_type(key, messages.TYPE_DATE)) from error


_SWITCHES = {"published", "publish"}
_STARTS = {"publishdate", "pubdate"}
_ENDS = {"expirydate", "unpublishdate"}
_NAMES = {"draft", *_SWITCHES, *_STARTS, *_ENDS}
_OFF = {"false", "no", "non", "off", "0"}
_UNFINISHED = {"draft", "brouillon"}
_DAY = re.compile(r"\d{4}-\d\d?-\d\d?")
_SPACE_BEFORE_ZONE = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")


def _folded(key: str) -> str:
    return re.sub(r"[-_\s]", "", key.lower())


def _text(node: yaml.Node) -> str:
    return str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""


def _is_unfinished(name: str, node: yaml.Node) -> bool:
    """Whatever does not say "no" after `draft:` says that it is one: what is not published must not be served."""
    is_off = _text(node).lower() in _OFF
    return name == "status" or (name == "draft" and not is_off) or (name in _SWITCHES and is_off)


def _is_start(name: str, node: yaml.Node) -> bool:
    return name in _STARTS or (name in _SWITCHES and _DAY.match(_text(node)) is not None)
