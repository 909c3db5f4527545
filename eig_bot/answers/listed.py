"""What "et le deuxième ?" points to after an answer that lists several things."""

import re
from collections.abc import Iterator, Sequence

ITEMS = range(2, 8)
"""How many things a list that one points into may have."""
MOST_WORDS = 8
"""Words of an item at most: what is longer is a sentence with commas in it, and no list."""


def points(message: str) -> bool:
    """Return whether a `message` names a place in a list and no thing ("le deuxième, c'est quoi ?", not "le deuxième jury")."""
    return _place(message) is not None


def spelt_out(message: str, listed: str) -> str | None:
    """Return a message with the item that it points to in the place of the ordinal; None where that is not to be told.

    Args:
        message: as typed.
        listed: what was answered before.
    """
    at, items = _place(message), next(_lists(listed), ())
    return None if at is None or at >= len(items) else _ORDINALS[at].sub(lambda _: items[at], message, count=1)


def _place(message: str) -> int | None:
    named = [at for at, name in enumerate(_NAMES) if re.search(rf"\b(?:{name})\b", message, re.IGNORECASE)]
    return named[0] if len(named) == 1 and _ORDINALS[named[0]].search(message) else None


def _lists(text: str) -> Iterator[Sequence[str]]:
    """Yield the lists of a text: what each line with a bullet or a number begins with, then what commas part after a colon."""
    lines = [line for line in text.split("\n") if _BULLET.match(line)]
    if len(lines) in ITEMS:
        yield [_HEAD_END.split(_BULLET.sub("", line), maxsplit=1)[0].strip() for line in lines]
    for told in _AFTER_COLON.findall(_ASIDE.sub("", text)):
        items = [item.strip() for item in _BETWEEN.split(told)]
        if len(items) in ITEMS and all(0 < len(item.split()) <= MOST_WORDS for item in items):
            yield items


def _ordinal(names: str) -> re.Pattern[str]:
    """An ordinal with its article and without a noun."""
    stands_alone = r"(?=\s*(?:[?!.,;:]|$|ça|ca\b|cela|c['’]|c\b|consiste|est\b|il\b|elle\b|comprend))"
    return re.compile(rf"\b(?:l[ea]|du|au|(?:à|de) la)\s+(?:{names})\b{stands_alone}", re.IGNORECASE)


_NAMES = (
    "premi(?:er|[eè]re)|1(?:er|[eè]re)",
    "deuxi[eè]me|seconde?|2(?:e|nde?|[eè]me)",
    "troisi[eè]me|3(?:e|[eè]me)",
    "quatri[eè]me|4(?:e|[eè]me)",
    "cinqui[eè]me|5(?:e|[eè]me)",
)
_ORDINALS = tuple(map(_ordinal, _NAMES))
_BULLET = re.compile(r"\s*(?:[-•*–]|\d+[.)])\s+")
_HEAD_END = re.compile(r"\s*[:.;(]")
_ASIDE = re.compile(r"\s*\([^)]*\)")
_AFTER_COLON = re.compile(r":\s*([^:;.\n]+)")
_BETWEEN = re.compile(r",\s*(?:et\s+|ou\s+)?|\s+et\s+")
