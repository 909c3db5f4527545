"""The sentences of a passage that answer a question.

Steps of `snippet`: cut the text into sentences; when all of it fits, show it whole; else keep the sentences that say most
about the question (its words, and the kind of thing it asks for: an amount, a date, an address), in their order, with "…"
for what is left out. Matched words are in bold.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from eig_bot.knowledge.links import bare_addresses
from eig_bot.knowledge.markdown import LINK
from eig_bot.search.analyzer import STOP_WORDS, stem, words
from eig_bot.search.answer_type import expected_types
from eig_bot.search.query import Query

MAX_CHARACTERS = 600
GAP = " … "


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look."""

    text: str
    bold: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Snippet:
    """The sentences of a passage that answer, with the words of the question in bold."""

    runs: tuple[Run, ...]

    @property
    def plain(self) -> str:
        """The text without marks; a mail link whose label hides its address shows it."""
        return "".join(map(_plain, self.runs))


def snippet(text: str, query: Query | None) -> Snippet:
    """Return at most `MAX_CHARACTERS` of a passage's text, in whole sentences.

    Args:
        text: a passage's text: lines, with `[label](url)` links.
        query: the question, whose words are put in bold; None where nothing was asked.
    """
    shown = sentences(text)
    matched = _weights(query) if query else {}
    if sum(len(sentence.plain) for sentence in shown) > MAX_CHARACTERS:
        shown = _best(shown, matched, expected_types(query.text.words) if query else ())
    bold = frozenset(matched)
    return Snippet(_merged([run for sentence in shown for run in _runs(sentence.text, bold)]))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage."""

    text: str
    """With its links, and with the space or line break that follows it."""
    number: int
    """Its place in the passage, from 0."""

    @property
    def plain(self) -> str:
        """As the reader of plain text sees it, mail addresses included."""
        return LINK.sub(lambda link: Snippet((Run(link[1], url=link[2]),)).plain, self.text)


_END = re.compile(r"(?<=[.!?…])[\u00a0\u202f ]*(?:»[\u00a0\u202f ]*)?\s+(?=[«\"(\[A-ZÀ-ÖØ-Þ0-9•])")
_ABBREVIATION = re.compile(r"(?:\b(?:M|Mme|MM|Dr|art|cf|ex|p|n|etc|env|tél|[A-Z])|\d)\.\s*$")
ASKED_KIND = 2.0
"""Worth of a sentence that holds the kind of thing asked for, beside 1 for a word of the question."""


def sentences(text: str) -> list[Sentence]:
    """Return the sentences and list items of a passage's `text`; none where it is blank."""
    found: list[str] = []
    for line in text.split("\n"):
        start = 0
        for match in _END.finditer(line):
            if _inside_link(line, match.start()) or _ABBREVIATION.search(line[start : match.start()]):
                continue
            found.append(line[start : match.end()])
            start = match.end()
        if line[start:].strip():
            found.append(line[start:] + "\n")
    if found:
        found[-1] = found[-1].rstrip()
    return [Sentence(sentence, number) for number, sentence in enumerate(found)]


def _inside_link(line: str, at: int) -> bool:
    return any(match.start() < at < match.end() for match in LINK.finditer(line))


def _weights(query: Query) -> dict[str, float]:
    weights: dict[str, float] = {}
    for concept in query.concepts:
        for term, weight in concept:
            weights[term] = max(weight, weights.get(term, 0.0))
    return weights


def _best(sentences: Sequence[Sentence], weights: dict[str, float], wanted: Sequence[re.Pattern[str]]) -> list[Sentence]:
    """Take sentences by their worth until the snippet is full; a list item brings the line that announces the list."""
    worth = [_worth(sentence, weights, wanted) for sentence in sentences]
    order = sorted(range(len(sentences)), key=lambda at: (-worth[at], at))
    chosen: set[int] = set()
    room = MAX_CHARACTERS
    for at in order:
        group = {at, *_lead_in(sentences, at)} - chosen
        size = sum(len(sentences[number].plain) + len(GAP) for number in group)
        if size <= room:
            chosen |= group
            room -= size
    if not chosen:
        return [Sentence(_cut(sentences[order[0]].plain), 0)]
    return _joined([sentences[number] for number in sorted(chosen)], last=len(sentences) - 1)


def _worth(sentence: Sentence, weights: dict[str, float], wanted: Sequence[re.Pattern[str]]) -> float:
    stems = {stem(word) for word in words(sentence.plain)}
    shared = sum(weight for term, weight in weights.items() if term in stems)
    asked = sum(ASKED_KIND for pattern in wanted if pattern.search(sentence.text))
    return shared + asked - 0.01 * sentence.number


def _lead_in(sentences: Sequence[Sentence], at: int) -> set[int]:
    if not _is_item(sentences[at]):
        return set()
    before = at
    while before > 0 and _is_item(sentences[before]):
        before -= 1
    return {before} if sentences[before].plain.rstrip().endswith(":") else set()


def _is_item(sentence: Sentence) -> bool:
    return sentence.text.lstrip().startswith("•") or re.match(r"\s*\d+\.\s", sentence.text) is not None


def _joined(chosen: Sequence[Sentence], last: int) -> list[Sentence]:
    joined = []
    for sentence, following in zip(chosen, [*chosen[1:], None], strict=True):
        gap = following.number > sentence.number + 1 if following else sentence.number < last
        text = sentence.text.rstrip() + (GAP if gap else "") if gap or following is None else sentence.text
        joined.append(Sentence(text.rstrip() if following is None else text, sentence.number))
    return joined


_FIGURES = re.compile(r"(?:\d[\d\s.,/:]*(?:er\b)?\s*(?:[%€]|[^\W\d_]+)?\s?)+")
"""Numbers, each with the word after it: "3 500 €", "14 mars 2031", "du 1er au 15 mai"."""


def _cut(text: str) -> str:
    """Cut one endless sentence between two words, never within a figure or a date."""
    limit = MAX_CHARACTERS - len(" …")
    kept_whole = [match.span() for match in _FIGURES.finditer(text[: 2 * MAX_CHARACTERS])]
    places = [match.start() for match in re.finditer(r"\s", text[: limit + 1])]
    at = max((at for at in places if not any(start < at < end for start, end in kept_whole)), default=limit)
    return text[:at].rstrip() + " …"


def _runs(text: str, matched: frozenset[str]) -> list[Run]:
    runs: list[Run] = []
    at = 0
    for link in LINK.finditer(text):
        runs += _without_links(text[at : link.start()], matched)
        runs.append(Run(link[1], url=link[2]))
        at = link.end()
    return runs + _without_links(text[at:], matched)


def _without_links(text: str, matched: frozenset[str]) -> list[Run]:
    runs: list[Run] = []
    at = 0
    for start, end, url in bare_addresses(text):
        runs += [*_marked(text[at:start], matched), Run(text[start:end], url=url)]
        at = end
    return runs + _marked(text[at:], matched)


_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


def _marked(text: str, matched: frozenset[str]) -> list[Run]:
    runs: list[Run] = []
    at = 0
    for match in _WORD.finditer(text):
        if not matched.isdisjoint(_stems(match[0])):
            runs += [Run(text[at : match.start()]), Run(match[0], bold=True)]
            at = match.end()
    return [*runs, Run(text[at:])]


@lru_cache(maxsize=20_000)
def _stems(word: str) -> frozenset[str]:
    """Return the stems of a word as it is written; pages use few different ones."""
    return frozenset(stem(part) for part in words(word) if part not in STOP_WORDS)


def _merged(runs: Sequence[Run]) -> tuple[Run, ...]:
    merged: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        previous = merged[-1] if merged else None
        if previous and not run.url and not previous.url and run.bold == previous.bold:
            merged[-1] = Run(previous.text + run.text, run.bold)
        else:
            merged.append(run)
    return tuple(merged)


def _plain(run: Run) -> str:
    if run.url and run.url.startswith("mailto:") and run.url.removeprefix("mailto:") not in run.text:
        return f"{run.text} ({run.url.removeprefix('mailto:')})"
    return run.text
