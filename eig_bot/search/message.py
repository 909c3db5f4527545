"""What a person typed, read once: its text, its words, its language. All that follows works on this value."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from eig_bot.search.analyzer import STOP_WORDS, stem, words

MAX_CHARACTERS = 2_000
"""Characters of a message that are read: what it asks stands in its first lines."""
MAX_WORDS = 80
"""Words of a message that are searched; a text pasted whole is cut here, which bounds the time of a search."""


class Language(StrEnum):
    """What a message is written in."""

    FRENCH = "fr"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Message:
    """A message, read."""

    text: str
    """As typed, at most `MAX_CHARACTERS`."""
    words: tuple[str, ...]
    """Folded, in their order, stop words included."""
    language: Language
    """English when the little words that only English has outnumber those that only French has."""

    @classmethod
    def read(cls, typed: str) -> "Message":
        """Return the message of a text; `typed` may be of any length, and say nothing."""
        text = typed[:MAX_CHARACTERS]
        found = tuple(words(text))
        return cls(text, found, _language(found))

    def after(self, other: "Message") -> "Message":
        """Return this message behind `other`, as if both had been typed in one line."""
        found = (*other.words, *self.words)
        return Message(f"{other.text} {self.text}", found, _language(found))

    @property
    def searched(self) -> tuple[str, ...]:
        """The words that a search looks for, the first `MAX_WORDS`."""
        return self.words[:MAX_WORDS]

    @property
    def terms(self) -> tuple[str, ...]:
        """The stems of these words but stop words, in their order."""
        return tuple(stem(word) for word in self.searched if word not in STOP_WORDS)

    @property
    def content(self) -> frozenset[str]:
        """The words that carry meaning: all but stop words."""
        return frozenset(self.words) - STOP_WORDS

    @property
    def says_something(self) -> bool:
        """False for a number, a letter or a mark alone, which ask nothing."""
        return any(len(word) > 1 and not word.isdigit() for word in self.words)


def _language(found: Sequence[str]) -> Language:
    searched = found[:MAX_WORDS]
    is_english = sum(word in _ENGLISH for word in searched) > sum(word in _FRENCH for word in searched)
    return Language.ENGLISH if is_english else Language.FRENCH


_ENGLISH = frozenset({
    "the", "of", "to", "is", "are", "was", "do", "does", "did", "can", "could", "would", "should", "i", "we", "you", "they",
    "it", "this", "that", "what", "which", "who", "how", "when", "where", "for", "and", "with", "if", "my", "our", "your",
})  # fmt: skip
_FRENCH = STOP_WORDS - _ENGLISH - {"a", "on", "me", "or", "in", "at", "be"}
