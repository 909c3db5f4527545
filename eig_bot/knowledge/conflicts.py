"""Marks that Git leaves where two people changed the same lines: both versions stand there, and one is to be chosen."""

import re

from eig_bot.knowledge.yaml_nodes import FieldError
from eig_bot.messages import knowledge as messages


def without_conflicts(text: str) -> tuple[str, list[FieldError]]:
    """Return a text with the first version of each conflict alone, line for line, and an error for each.

    Args:
        text: of a file; what stands in a fenced block of code is no conflict.
    """
    if not _BEGINS.search(text):
        return text, []
    errors: list[FieldError] = []
    lines = text.split("\n")
    for found in _CONFLICT.finditer(text):
        first = text.count("\n", 0, found.start())
        if sum(bool(_FENCE.match(line)) for line in lines[:first]) % 2:
            continue
        errors.append(FieldError(first, messages.CONFLICT))
        chosen = first + found["ours"].count("\n")
        for number in (first, *range(chosen, first + found[0].count("\n") + 1)):
            lines[number] = ""
    return "\n".join(lines), errors


_BEGINS = re.compile(r"^<{7} ", re.MULTILINE)
_CONFLICT = re.compile(
    r"^<{7} [^\n]*(?P<ours>\n(?:[^\n]*\n)*?)(?:\|{7}[^\n]*\n(?:[^\n]*\n)*?)?={7}\n(?:[^\n]*\n)*?>{7} [^\n]*$", re.MULTILINE
)
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})")
