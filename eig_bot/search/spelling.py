"""An unknown word -> the word of the folder that was meant, with RapidFuzz.

Steps of `Speller.correct`: a glued elision or two glued words are cut ("lappel", "daction", "datascientist"); else the
nearest known word wins, by optimal string alignment (edits, and neighbours swapped) of the letters and of a sketch of the
sound ("kan", "deplacman").
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from eig_bot.search.analyzer import ELISIONS, STOP_WORDS, fold, stem

MIN_LENGTH = 4
"""A shorter unknown word has too many neighbours to tell which was meant."""
MAX_LENGTH = 30
"""The longest French words have 25 letters; a longer one is no slip."""
LOOKS_ALIKE = 0.5
"""Share of letters kept below which a word is not even compared by its sound."""
MIN_SIMILARITY = 0.72
"""Share of letters kept: one edit in 4 letters, two in 8."""
LETTERS = 0.6
"""Part of the letters in the likeness of two words, beside their sound."""
SAME_FIRST_LETTER = 0.02
"""What a word gains that begins as the unknown one does: of two that are as near, it is meant."""
FREQUENT = 0.004
"""What a word gains each time that the folder has it, at most `OFTEN` times."""
OFTEN = 5
SLIP = 0.84
"""Likeness to a known word from which what was typed in a phrasing is a slip, and no word of its own: "conbien", not "july"."""
NEAREST = 8
"""Words that are as near, or nearly: among these, the last two tell."""


class Speller:
    """Corrects words towards a vocabulary."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        """Take the known folded words with how often each occurs."""
        self._frequencies = dict(frequencies)
        self._candidates = [word for word in self._frequencies if len(word) >= MIN_LENGTH and word.isalpha()]
        self._sounds = [sound(word) for word in self._candidates]
        self._stems = set(map(stem, self._frequencies))
        self._french = french_words()
        self._memo: dict[str, tuple[str, ...]] = {}

    def knows(self, word: str) -> bool:
        """Return whether a word needs no correction."""
        return word in self._frequencies or word in STOP_WORDS or word.isdigit() or stem(word) in self._stems

    def slips(self, typed: Sequence[str]) -> frozenset[str]:
        """Return which of the words that people typed are slips of a known one, rather than words of their own.

        Args:
            typed: folded words, all at once, since that is many times quicker.
        """
        unknown = [word for word in typed if not self.knows(word) and word not in self._french]
        glued = {word for word in unknown if self._without_elision(word)}
        rest = [word for word in unknown if MIN_LENGTH <= len(word) <= MAX_LENGTH and word.isalpha() and word not in glued]
        least = (SLIP - (1 - LETTERS)) / LETTERS  # of the letters, where the sound is the same
        alike = process.cdist(rest, self._candidates, scorer=OSA.normalized_similarity, score_cutoff=least, workers=-1)
        return frozenset(glued).union(
            rest[at]
            for at, near in zip(*np.nonzero(alike), strict=True)
            if LETTERS * alike[at, near] + (1 - LETTERS) * OSA.normalized_similarity(sound(rest[at]), self._sounds[near])
            >= SLIP
        )

    def correct(self, word: str) -> tuple[str, ...]:
        """Return the word or words that were meant; the word itself when it is known, is French, or nothing is near."""
        if self.knows(word) or word in self._french:
            return (word,)
        found = self._memo.get(word)
        if found is None:
            if len(self._memo) > 10_000:
                self._memo.clear()
            found = self._memo[word] = self._correct(word)
        return found

    def _correct(self, word: str) -> tuple[str, ...]:
        if rest := self._without_elision(word):
            return (rest,)
        if not MIN_LENGTH <= len(word) <= MAX_LENGTH or not word.isalpha():
            return (word,)
        nearest, similarity = self._nearest(word)
        if similarity < _SURE and (halves := self._halves(word)):
            return halves
        if similarity >= MIN_SIMILARITY:
            return (nearest,)
        for elision in ELISIONS:
            rest = word.removeprefix(elision)
            if rest != word and len(rest) >= MIN_LENGTH + 2:
                nearest, similarity = self._nearest(rest)
                if similarity >= MIN_SIMILARITY:
                    return (nearest,)
        return (word,)

    def _without_elision(self, word: str) -> str | None:
        """Return the known word to which an elided article is glued ("lappel"); None where there is none."""
        rests = (word.removeprefix(elision) for elision in ELISIONS if word.startswith(elision))
        return next((rest for rest in rests if len(rest) >= MIN_LENGTH and rest in self._frequencies), None)

    def _nearest(self, word: str) -> tuple[str, float]:
        letters = process.cdist([word], self._candidates, scorer=OSA.normalized_similarity, score_cutoff=LOOKS_ALIKE)[0]
        alike = np.flatnonzero(letters)
        heard = [self._sounds[at] for at in alike]
        sounds = process.cdist([sound(word)], heard, scorer=OSA.normalized_similarity, score_cutoff=LOOKS_ALIKE)[0]
        fused = LETTERS * letters[alike] + (1 - LETTERS) * sounds
        best = -1.0
        found = word
        for at in fused.argsort()[::-1][:NEAREST]:
            candidate = self._candidates[alike[at]]
            score = float(fused[at]) + SAME_FIRST_LETTER * (candidate[0] == word[0])
            score += FREQUENT * min(OFTEN, self._frequencies[candidate])
            if score > best:
                best, found = score, candidate
        return found, best

    def _halves(self, word: str) -> tuple[str, ...] | None:
        """Two known words that were glued; each of some length, since short ones fit anywhere."""
        best: tuple[int, tuple[str, str]] | None = None
        for cut in range(2, len(word) - 1):
            left, right = word[:cut], word[cut:]
            is_known = self.knows(left) and self.knows(right)
            if is_known and max(len(left), len(right)) >= MIN_LENGTH and (left in STOP_WORDS or len(left) > 2):
                worth = self._frequencies.get(left, 1) + self._frequencies.get(right, 1)
                if best is None or worth > best[0]:
                    best = worth, (left, right)
        return best[1] if best else None


@cache
def french_words() -> frozenset[str]:
    """Return the folded words of the French language: what the folder does not have may be a rare word, not a slip."""
    text = "\n".join(SpellChecker(language="fr").word_frequency.keys())
    return frozenset(text.translate({ord(char): fold(char) for char in set(text)}).split("\n"))


def word_frequencies(texts: Iterable[Iterable[str]]) -> dict[str, int]:
    """Count the words of many texts."""
    counts: dict[str, int] = {}
    for text in texts:
        for word in text:
            counts[word] = counts.get(word, 0) + 1
    return counts


@lru_cache(maxsize=16_384)
def sound(word: str) -> str:
    """Return a sketch of how a folded French word sounds, so that spellings by ear come together."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


_SURE = 0.86
_SOUNDS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"qu|q|ck|c(?![eiyh])", "k"),
        (r"c(?=[eiy])|ss|sc(?=[ei])|t(?=ion)", "s"),
        (r"ph", "f"),
        (r"eau|au", "o"),
        (r"ai|ei|et$|er$|ez$|ee?s?$", "e"),
        (r"[ea]n|[ea]m(?=[bp])", "an"),
        (r"h", ""),
        (r"y", "i"),
        (r"g(?=[eiy])", "j"),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)[stdxp]$", ""),
    )
)
