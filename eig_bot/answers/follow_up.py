"""A turn of a thread that does not stand alone ("et pour une collectivité ?") -> a whole question.

A turn that opens like a continuation (`continues`) takes along what the thread is about; one that merely says little
(`says_little`) does so when it finds nothing alone.
"""

import re
from collections.abc import Sequence

from eig_bot.search.analyzer import STOP_WORDS, fold, words

MAX_CONTENT_WORDS = 3
"""A continuation says one new thing; a longer one is a question of its own."""
_CONTINUES = re.compile(r"\s*(?:et|ou|mais|sinon)\b|\s*(?:pour|avec|sans|chez|dans|au-dela|apres|avant)\s")
_REFERS = re.compile(r"\b(?:ca|cela|celui|celle|ceux|celles|ils|elles|il|elle|y|en|dedans|la-bas|pareil|idem)\b")


def continues(question: str) -> bool:
    """Return whether a turn opens like a continuation of the one before and says little of its own."""
    if question.strip().lower().startswith("où"):  # folded, it is "ou"
        return False
    return _CONTINUES.match(fold(question)) is not None and len(_content(question)) <= MAX_CONTENT_WORDS


def says_little(question: str) -> bool:
    """Return whether a turn may lean on the ones before: one word of content, or few and a pronoun."""
    content = _content(question)
    return len(content) <= 1 or (len(content) <= MAX_CONTENT_WORDS and _REFERS.search(fold(question)) is not None)


def about(history: Sequence[str]) -> str:
    """Return what a thread is about: its last turn that stands alone.

    Args:
        history: the earlier questions of the thread, oldest first; at least one.
    """
    return next((turn for turn in reversed(history) if not continues(turn) and not says_little(turn)), history[0])


def _content(question: str) -> set[str]:
    return {word for word in words(question) if word not in STOP_WORDS}
