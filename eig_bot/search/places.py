"""Where a message is written from: "au centre hospitalier de Montclair, on peut …" asks what "on peut …" asks.

The kind of place may decide (a page says what holds for town halls), its name never does, and no page knows it. So a message
that names its place is read with it and without it. A place is a word for an establishment with its name ("direction des ponts
de Port-Alban", "l'Office des brumes"), or a name after "à", "depuis", "chez". Any other name that no page knows, as that of
a scheme, is what the question is about.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
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
"""Words, at most, of a clause that says where one writes from."""

Knows = Callable[[str], bool]
"""Tells whether the folder has a word, folded."""
Span = tuple[int, int]


def without_place(message: Message, knows: Knows) -> Message | None:
    """Return a message without the place that it is written from; None where it names none, or says nothing else.

    Args:
        message: in French.
        knows: tells whether the folder has a word, folded: it is no name then, unless it is written as one.
    """
    if message.language is not Language.FRENCH:
        return None
    clauses = [clause for clause in _CLAUSE.findall(message.text) if clause.strip()]
    read = [_words(clause, knows) for clause in clauses]
    if not any(map(_has_place, read)):
        return None
    cut = [_cut(clause, _spans(words)) for clause, words in zip(clauses, read, strict=True)]
    tells_where = [_has_place(words) and _tells(clause, words) for clause, words in zip(clauses, read, strict=True)]
    asked = Message.read(" ".join(text for text, leaves in zip(cut, tells_where, strict=True) if not leaves))
    if not asked.content:
        asked = Message.read(" ".join(cut))
    return asked if asked.content and asked.content != message.content else None


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a clause, with where it stands."""

    folded: str
    start: int
    end: int
    is_name: bool
    """It has a capital within the clause, and no more than one ("DDT" is a kind of place), or is no French."""


def _has_place(words: Sequence[_Word]) -> bool:
    return any(_last_of_place(words, at) is not None for at in range(len(words)))


def _tells(clause: str, words: Sequence[_Word]) -> bool:
    return len(words) <= TOLD and not _ASKS.search(fold(clause))


def _cut(clause: str, spans: Iterable[Span]) -> str:
    for start, end in reversed(tuple(spans)):
        clause = f"{clause[:start]} {clause[end:]}"
    return " ".join(clause.split()).strip(" ,;:")


def _spans(words: Sequence[_Word]) -> Iterator[Span]:
    """Yield what is said of places, start and end: "at", "for" or "of" one, or its name alone, where the clause is about it."""
    at = 0
    while at < len(words):
        last = _last_of_place(words, at)
        if last is None:
            at += 1
            continue
        before = at - 1
        while before >= 0 and words[before].folded in _BEFORE_NOUN:
            before -= 1
        if before >= 0 and words[before].folded in _PREPOSITIONS:
            yield words[before].start, words[last].end
        elif last > at:
            yield words[at].end if words[at].folded in _establishments() else words[at].start, words[last].end
        at = last + 1


def _last_of_place(words: Sequence[_Word], first: int) -> int | None:
    """Return the number of the last word of the name of a place that begins at `first`; None where none does."""
    is_establishment = words[first].folded in _establishments()
    is_town = words[first].folded in _AT and first + 1 < len(words) and words[first + 1].is_name
    if not is_establishment and not is_town:
        return None
    last = first if is_establishment and words[first].is_name else None
    may_be_plain = is_establishment  # an adjective, or what a link leads to: "direction régionale des ponts de Port-Alban"
    for at in range(first + 1, len(words)):
        word = words[at]
        if word.is_name:
            last = at
        elif (at == first + 1 and word.folded in _ARTICLES) or (word.folded not in _LINKS and not may_be_plain):
            break
        may_be_plain = word.folded in _LINKS
    return last


def _words(clause: str, knows: Knows) -> list[_Word]:
    found: list[_Word] = []
    for match in _WORD.finditer(clause):
        folded = fold(match[0])
        is_foreign = len(folded) >= FOREIGN and folded not in french_words() and not knows(folded)
        is_name = folded not in _NO_NAMES and ((match[0].istitle() and bool(found)) or is_foreign)
        found.append(_Word(folded, *match.span(), is_name))
    return found


@cache
def _establishments() -> frozenset[str]:
    return frozenset(read_lists(data_text("establishments.yml"), ("establishments",))["establishments"])


_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(r"(?:[^,:;.!?()\n–—]|(?<=\w)[.:](?=\w))+[,:;.!?()\n–—]*")
_ASKS = re.compile(
    r"\b(?:combien|quand|comment|pourquoi|quel(?:le)?s?|quoi|est-ce|peut-on|faut-il|qui|cherche|savoir)\b|\w-(?:t-)?(?:il|on|nous)\b"
)
_LINKS = frozenset({"de", "du", "des", "d", "l", "la", "le", "les", "et", "en", "sur", "sous", "aux", "au", "a"})
_ARTICLES = frozenset({"la", "le", "les", "et"})
_BEFORE_NOUN = frozenset({"la", "le", "l", "les", "notre", "mon", "ma", "mes", "nos", "un", "une", "petite", "petit", "sous"})
_AT = frozenset({"a", "depuis", "chez"})
_PREPOSITIONS = frozenset({"a", "au", "aux", "pour", "chez", "dans", "depuis", "de", "du", "d", "des", "par", "en"})
_NO_NAMES = frozenset({"etat", "france", "republique"})
