"""Greetings, thanks, "qui es-tu ?", "aide": short messages that ask nothing of the pages."""

from collections.abc import Callable
from functools import cache

from rapidfuzz import fuzz, process

from eig_bot.knowledge.extras import read_lists
from eig_bot.messages import answers as messages
from eig_bot.search.analyzer import words
from eig_bot.search.lexicon import data_text
from eig_bot.search.message import Message

MAX_WORDS = 8
"""A longer message asks something."""
ALIKE = 85
"""RapidFuzz ratio from which a message is one of the examples: one slip in a word of seven letters."""

_REPLIES: dict[str, Callable[[str | None], str]] = {
    "greeting": messages.greeting,
    "thanks": lambda _: messages.THANKS,
    "identity": messages.identity,
    "help": messages.help_text,
    "goodbye": lambda _: messages.GOODBYE,
}


def reply(message: Message, name: str | None) -> str | None:
    """Return what to say to a message that is small talk and nothing else; None for any other.

    Args:
        message: what was typed.
        name: what the bot answers about; None when the folder does not say.
    """
    if not 0 < len(message.words) <= MAX_WORDS:
        return None
    texts, kinds = _examples()
    found = process.extractOne(" ".join(message.words), texts, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return _REPLIES[kinds[found[2]]](name) if found else None


@cache
def _examples() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the examples in folded words, and the kind of each."""
    lists = read_lists(data_text("small_talk.yml"), tuple(_REPLIES))
    pairs = [(" ".join(words(text)), kind) for kind, texts in lists.items() for text in texts]
    return tuple(text for text, _ in pairs), tuple(kind for _, kind in pairs)
