"""Keys that look like ours, and are none: "qestions", "reviwed"; what they hold would be lost without a word."""

from collections.abc import Mapping

import yaml
from rapidfuzz.distance import DamerauLevenshtein

from eig_bot.knowledge.our_keys import OURS
from eig_bot.knowledge.yaml_nodes import Faults, FieldError, key_of
from eig_bot.messages import knowledge as messages


def refuse_misspelt(node: yaml.MappingNode, nodes: Mapping[str, yaml.Node], unknown: Mapping[str, yaml.Node]) -> None:
    """Refuse keys that look like ours and are none.

    A site has keys of its own (`tag`, `question`, `call`): there, only what no language spells so is taken for a slip.

    Args:
        node: the front matter, where keys are written.
        nodes: its values by their keys.
        unknown: those of them whose keys are none of ours.

    Raises:
        FieldError: for each such key.
    """
    is_ours = bool(_ONLY_OURS & nodes.keys())
    faults = Faults()
    for key, value in unknown.items():
        slips = (known for known in sorted(OURS.keys() - nodes.keys()) if _is_slip(key, known, is_ours) and _fits(value, known))
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
        OURS[known](node, known)
    except FieldError:
        return False
    return True


_ONLY_OURS = OURS.keys() - {"title", "url", "tags", "questions", "owner"}
_MISSPELT = 2
"""Edits between a misspelt key and ours: `qestions`, `reviwed`, `valid_untill`; three would take in real words."""
_REAL_WORDS = {"expert", "aspect", "except", "review", "reviewer"}
"""What a site may well mean, however near it is to `expect` or `reviewed`."""
