"""A turn of a thread that does not stand alone ("et pour une collectivité ?") -> a whole question.

A turn is elliptical when it opens like a continuation, or says too little to be searched alone. It then takes along what
the last turn that stood alone was about.
"""

import re
from collections.abc import Sequence

from eig_bot.search.analyzer import STOP_WORDS, fold, words

MAX_CONTENT_WORDS = 3
"""A continuation says one new thing; a longer one is a question of its own."""
_CONTINUES = re.compile(r"\s*(?:et|ou|mais|donc|sinon|alors|ok|d'accord)\b|\s*(?:pour|avec|sans|chez|dans|a|au|aux|en)\s")
_REFERS = re.compile(r"\b(?:ca|cela|celui|celle|ceux|celles|ils|elles|il|elle|y|en|dedans|la-bas|le meme|la meme)\b")


def whole_question(question: str, history: Sequence[str]) -> str:
    """Return the question with what it leaves unsaid, or as it is when it stands alone.

    Args:
        question: the new turn.
        history: the earlier questions of the thread, oldest first.
    """
    if not history or not is_elliptical(question):
        return question
    before = next((turn for turn in reversed(history) if not is_elliptical(turn)), history[0])
    return f"{before.rstrip(' ?!.')} {question}"


def is_elliptical(question: str) -> bool:
    """Return whether a turn needs the ones before it."""
    folded = fold(question)
    content = {word for word in words(question) if word not in STOP_WORDS}
    if _CONTINUES.match(folded) and len(content) <= MAX_CONTENT_WORDS:
        return True
    return len(content) <= 1 or (len(content) <= 2 and _REFERS.search(folded) is not None)
