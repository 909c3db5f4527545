"""Where a message is written from: "au centre hospitalier de Montclair, on peut …" asks what "on peut …" asks.

The kind of place may decide (a page says what holds for town halls), its name never does, and no page knows it. So a message
that names its place is read with it and without it. A place is a word for an establishment with its name: "direction des ponts
de Port-Alban", "l'Office des brumes".
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from eig_bot.knowledge.extras import read_lists
from eig_bot.search.analyzer import fold
from eig_bot.search.lexicon import data_text
from eig_bot.search.message import Language, Message
from eig_bot.search.spelling import french_words

FOREIGN = 4
"""Letters from which a word that no French dictionary has is a name."""
TOLD = 20
"""Words, at most, of what is said before the question to tell where one writes from."""


def without_place(message: Message, knows: Callable[[str], bool]) -> Message | None:
    """Return a message without the place that it is written from; None where it names none, or says nothing else.

    Args:
        message: in French.
        knows: tells whether the folder has a word, folded: it is no name then, unless it is written as one.
    """
    if message.language is not Language.FRENCH:
        return None
    text = _after_opening(message.text, knows)
    for start, end in reversed(tuple(_phrases(_words(text, knows)))):
        text = f"{text[:start]} {text[end:]}"
    if text == message.text:
        return None
    rest = Message.read(text.strip(" ,;:"))
    return rest if rest.content else None


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text, with where it stands."""

    folded: str
    start: int
    end: int
    is_name: bool
    """It has a capital within a sentence, and no more than one ("DDT" is a kind of place), or is no French."""
    goes_on: bool
    """It stands in one clause with the word before it."""


def _after_opening(text: str, knows: Callable[[str], bool]) -> str:
    """Return a text without its first clauses up to the one that says where it is written from, if they ask nothing."""
    for clause in _CLAUSE_END.finditer(text):
        told = text[: clause.start()]
        if len(told.split()) > TOLD or _ASKS.search(fold(told)):
            break
        if any(True for _ in _places(_words(told, knows))):
            return text[clause.end() :]
    return text


def _phrases(words: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    """Yield what a text says of a place, start and end: "at", "for" or "of" it, or its name, where the question is about it."""
    for first, last in _places(words):
        before = first - 1
        while before >= 0 and words[before].folded in _BEFORE_NOUN:
            before -= 1
        if before >= 0 and words[before].folded in _PREPOSITIONS:
            yield words[before].start, words[last].end
        elif last > first:
            yield words[first].end, words[last].end


def _places(words: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the first and the last word of each place: a noun, what kind it is, and its name."""
    for first, word in enumerate(words):
        if word.folded not in _establishments():
            continue
        last = first if word.is_name else None
        may_be_plain = True  # an adjective, or what a link leads to: "direction régionale des ponts de Port-Alban"
        for at in range(first + 1, len(words)):
            if not words[at].goes_on or (at == first + 1 and words[at].folded in _ARTICLES):
                break
            if words[at].is_name:
                last = at
            elif words[at].folded not in _LINKS and not may_be_plain:
                break
            may_be_plain = words[at].folded in _LINKS
        if last is not None:
            yield first, last


def _words(text: str, knows: Callable[[str], bool]) -> list[_Word]:
    found: list[_Word] = []
    end = 0
    for match in _WORD.finditer(text):
        folded, between = fold(match[0]), text[end : match.start()]
        begins = not found or _SENTENCE_END.search(between) is not None
        is_foreign = len(folded) >= FOREIGN and folded not in french_words() and not knows(folded)
        is_name = folded not in _NO_NAMES and ((match[0].istitle() and not begins) or is_foreign)
        found.append(_Word(folded, *match.span(), is_name, goes_on=not begins and _PARTS.search(between) is None))
        end = match.end()
    return found


@cache
def _establishments() -> frozenset[str]:
    return frozenset(read_lists(data_text("establishments.yml"), ("establishments",))["establishments"])


_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE_END = re.compile(r"\s*[,:;.!]\s+|\s+[-–—]\s+|\s*\n+\s*")
_ASKS = re.compile(r"\?|\b(?:combien|quand|comment|pourquoi|quel(?:le)?s?|est-ce|peut-on|faut-il|qui)\b")
_LINKS = frozenset({"de", "du", "des", "d", "l", "la", "le", "les", "et", "en", "sur", "sous", "aux", "au", "a"})
_ARTICLES = frozenset({"la", "le", "les", "et"})
_BEFORE_NOUN = frozenset({"la", "le", "l", "les", "notre", "mon", "ma", "mes", "nos", "un", "une", "petite", "petit", "sous"})
_PREPOSITIONS = frozenset({"a", "au", "aux", "pour", "chez", "dans", "depuis", "de", "du", "d", "des"})
_NO_NAMES = frozenset({"etat", "france", "republique"})
_SENTENCE_END = re.compile(r"[.!?…\n]")
_PARTS = re.compile(r"[,;:()«»\"]")
