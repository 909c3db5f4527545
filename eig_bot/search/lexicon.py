"""Words that mean the same: the package's general lexicon, extended by the folder's own `lexique.yml`.

A question's words are first spelt out (`Thesaurus.spelt_out`: abbreviations and SMS, English), then each run of stems that
is a member of a synonym group brings the other members along (`Thesaurus.groups_in`).
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

from eig_bot.knowledge.extras import read_lexicon, read_lists
from eig_bot.knowledge.passage import Lexicon
from eig_bot.search.analyzer import STOP_WORDS, stem, words

Stems = tuple[str, ...]
Concept = Sequence[tuple[str, float]]
"""Terms that stand for one idea of a question, each with its weight; a passage is credited with its best one."""


class Thesaurus:
    """Synonyms, abbreviations and English words, ready to look up."""

    def __init__(self, *lexicons: Lexicon) -> None:
        """Join lexicons; what a later one says of an abbreviation wins, its groups are added."""
        self._members: dict[Stems, tuple[int, ...]] = {}
        self._groups: list[tuple[Stems, ...]] = []
        self._said: set[str] = set()
        self._french: dict[Stems, list[str]] = {}
        self._english: dict[Stems, list[str]] = {}
        self._longest = 1
        for lexicon in lexicons:
            self._add(lexicon)

    def extended(self, lexicon: Lexicon) -> "Thesaurus":
        """Return a thesaurus that also has what another `lexicon` says, and leave this one as it is."""
        found = Thesaurus()
        found._members = {**self._members}
        found._groups = [*self._groups]
        found._said = {*self._said}
        found._french, found._english = {**self._french}, {**self._english}
        found._add(lexicon)
        return found

    def _add(self, lexicon: Lexicon) -> None:
        for group in lexicon.synonyms:
            self._add_group(group)
        for said, official in lexicon.everyday.items():
            self._add_everyday(said, official)
        self._french.update(_pairs(lexicon.abbreviations))
        self._english.update(_pairs(lexicon.english))
        self._longest = max(map(len, [*self._members, *self._french, *self._english]), default=1)

    def spelt_out(self, question: Sequence[str]) -> list[str]:
        """Return the folded words of a `question` with abbreviations and English replaced by what they mean."""
        found: list[str] = []
        at = 0
        while at < len(question):
            length, meaning = self._longest_entry(question, at)
            found.extend(meaning)
            at += length
        return found

    def groups_in(self, stems: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        """Yield (start, length, group) for each run of stems that is a member of a synonym group."""
        for start in range(len(stems)):
            for length in range(min(self._longest, len(stems) - start), 0, -1):
                for group in self._members.get(tuple(stems[start : start + length]), ()):
                    yield start, length, group

    def members(self, group: int) -> tuple[Stems, ...]:
        """Return the members of a group, each as its stems."""
        return self._groups[group]

    def known_words(self) -> Iterator[str]:
        """Yield the words that need no correction because the lexicon explains them; always in the same order.

        Of two words that are as near to a slip, the first one wins (`spelling.py`): it must not depend on the process.
        """
        yield from sorted(self._said)
        for key in [*self._french, *self._english]:
            yield from key

    def _add_group(self, group: Iterable[str]) -> None:
        members = tuple(dict.fromkeys(filter(None, (_stems(member) for member in group))))
        if len(members) < 2:
            return
        for member in members:
            self._members[member] = (*self._members.get(member, ()), len(self._groups))
        self._groups.append(members)

    def _add_everyday(self, said: str, official: Iterable[str]) -> None:
        """One way: the official words do not bring the everyday one along."""
        key = _stems(said)
        values = tuple(dict.fromkeys(filter(None, map(_stems, official))))
        if key and values:
            self._said.update(words(said))
            self._members[key] = (*self._members.get(key, ()), len(self._groups))
            self._groups.append(values)

    def _longest_entry(self, question: Sequence[str], at: int) -> tuple[int, Sequence[str]]:
        for length in range(min(self._longest, len(question) - at), 0, -1):
            key = tuple(question[at : at + length])
            if meaning := self._french.get(key) or self._english.get(key):
                return length, meaning
        return 1, [question[at]]


@cache
def general_lexicon() -> Lexicon:
    """Return the lexicon of French administrative and SMS language that comes with the package."""
    return read_lexicon(data_text("lexicon.yml"))


def thesaurus_of(lexicon: Lexicon) -> Thesaurus:
    """Return the thesaurus of a folder: the general one, extended by the folder's own `lexicon`."""
    return _general_thesaurus().extended(lexicon)


@cache
def _general_thesaurus() -> Thesaurus:
    return Thesaurus(general_lexicon())


def general_off_topic() -> tuple[str, ...]:
    """Return questions that no public programme answers."""
    return _general_off_topic()["questions"]


def more_off_topic() -> tuple[str, ...]:
    """Return more of them, on far subjects, for the model that knows what they mean (`as_meant.py`)."""
    return _general_off_topic()["more"]


@cache
def _general_off_topic() -> dict[str, tuple[str, ...]]:
    return read_lists(data_text("off_topic.yml"), ("questions", "more"))


def data_text(name: str) -> str:
    """Return the text of a file of the package's data; `name` is that within `search/data`."""
    return (files("eig_bot.search") / "data" / name).read_text(encoding="utf-8")


def _pairs(entries: dict[str, str]) -> dict[Stems, list[str]]:
    return {tuple(words(short)): words(meaning) for short, meaning in entries.items()}


def _stems(text: str) -> Stems:
    return tuple(stem(word) for word in words(text) if word not in STOP_WORDS)
