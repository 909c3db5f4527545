"""A turn of a thread that does not stand alone ("et pour une collectivité ?") -> a whole question.

A turn that opens like a continuation (`continues`) takes along what the thread is about; one that merely says little
(`says_little`) does so when it finds nothing alone.
"""

import re
from collections.abc import Sequence

from eig_bot.search.analyzer import fold
from eig_bot.search.message import Message

MAX_CONTENT_WORDS = 3
"""A continuation says one new thing; a longer one is a question of its own.
`make tune`: 2 37.2/38.1/42.5, **3** 37.2/38.1/42.5, 4 36.7/38.1/42.5 (no phrasings)"""
_CONTINUES = re.compile(r"\s*(?:et|ou|mais|sinon)\b|\s*(?:pour|avec|sans|chez|dans|au-dela|apres|avant)\s")
_REFERS = re.compile(r"\b(?:ca|cela|celui|celle|ceux|celles|ils|elles|il|elle|y|en|dedans|la-bas|pareil|idem)\b")


def continues(message: Message) -> bool:
    """Return whether a turn, the `message`, opens like a continuation of the one before and says little of its own."""
    if message.text.strip().lower().startswith("où"):  # folded, it is "ou"
        return False
    return _CONTINUES.match(fold(message.text)) is not None and len(message.content) <= MAX_CONTENT_WORDS


def says_little(message: Message) -> bool:
    """Return whether a turn, the `message`, may lean on the ones before: one word of content, or few and a pronoun."""
    count = len(message.content)
    return count <= 1 or (count <= MAX_CONTENT_WORDS and _REFERS.search(fold(message.text)) is not None)


def about(history: Sequence[Message]) -> Message:
    """Return what a thread is about: its last turn that stands alone.

    Args:
        history: the earlier questions of the thread, oldest first; at least one.
    """
    return next((turn for turn in reversed(history) if not continues(turn) and not says_little(turn)), history[0])
