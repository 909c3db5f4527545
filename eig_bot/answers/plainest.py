"""The plainest sentences of a passage: for a reader who has not understood the answer, or found it too long."""

import re
from collections.abc import Sequence

from eig_bot.answers.answer import Result
from eig_bot.answers.snippet import sentences
from eig_bot.search.analyzer import STOP_WORDS, stem, words

SHORT = 240
"""Characters that are shown: two sentences."""
FIRST = 1.0
"""Worth of a passage's first sentence, which says the main thing, beside 1 for a word of the question."""
HARDSHIP = 0.6
"""Worth that each of these takes: initials, brackets, marks by which a sentence goes on."""
EASY = 18
"""Words of a sentence that is read at one go."""
_HARD = re.compile(r"\b[A-Z]{2,}\b|\([^)]*\)|[;:/]")


def plainest(result: Result, question: str) -> str:
    """Return one or two short sentences of a passage that say most about a question, in their order.

    Args:
        result: the passage.
        question: what had been asked.

    Returns:
        The passage's first sentences, as far as there is room, where none says anything about the question.
    """
    asked = {stem(word) for word in words(question) if word not in STOP_WORDS}
    found = [sentence.plain.strip() for sentence in sentences(result.passage.text)]
    order = sorted(range(len(found)), key=lambda at: (-_worth(found[at], asked) - FIRST * (at == 0), at))
    chosen: list[int] = []
    for at in order:
        if not chosen or (len(chosen) == 1 and sum(map(len, _at(found, [*chosen, at]))) <= SHORT):
            chosen.append(at)
    return " ".join(_at(found, sorted(chosen)))


def _at(found: Sequence[str], numbers: Sequence[int]) -> list[str]:
    return [found[number] for number in numbers]


def _worth(sentence: str, asked: set[str]) -> float:
    said = words(sentence)
    shared = len(asked & {stem(word) for word in said})
    return shared - HARDSHIP * len(_HARD.findall(sentence)) - max(0, len(said) - EASY) / EASY
