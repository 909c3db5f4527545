"""A linear model over the phrasings: how people ask -> which passage they mean, with "not ours" as a class of its own.

Steps: `features` turns a text into a sparse vector (word stems, pairs of stems, synonym groups, letter n-grams; TF-IDF);
`PhrasingModel.fit` solves a ridge regression over all phrasings (`ridge.py`), which also gives, where it is asked for,
what the model would have said of a phrasing had it not learnt from it; confidence is calibrated on that.
"""

import itertools
import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eig_bot.search.analyzer import STOP_WORDS, stem
from eig_bot.search.cache import array_to_text, text_to_array
from eig_bot.search.nearest import Nearest
from eig_bot.search.vectors import Floats, SparseVector, Weights

RIDGE = 3.0
"""Regularisation; from 1.5 to 6 the development questions differ by two points."""
WEIGHTS = {"w": 1.0, "b": 1.0, "g": 0.5, "c": 0.3, "s": 0.45}
"""Weight of a kind of feature: stems, pairs of stems, synonym groups, letter n-grams, stop words; set likewise."""

NEAREST = 0.2
"""Weight of the similarity to the nearest phrasing beside the linear model, which alone blurs a phrasing that is unlike the
others of its passage; set likewise."""
LETTERS_UP_TO = 50_000
"""Sentences above which they are compared by their words alone: over 100,000 passages that takes 2.8 GB instead of 7.1."""
RELATED = 0.6
"""Weight of a stem that means the same as one of the text's, beside 1 for its own; set likewise."""
WORDS_REMEMBERED = 4_096
"""Words whose letters are remembered, in five megabytes: a folder says the same few thousand again and again."""


@dataclass(frozen=True, slots=True)
class Text:
    """A question or phrasing, as the models see it."""

    words: tuple[str, ...]
    """Folded words, stop words included."""
    groups: tuple[int, ...] = ()
    """Synonym groups that it touches."""
    related: tuple[str, ...] = ()
    """Stems that mean the same as its own."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the class it belongs to."""

    text: Text
    label: int | None
    """None for a text that belongs to no class."""


@lru_cache(maxsize=16)
def features(text: Text, *, with_letters: bool = True) -> Mapping[str, float]:
    """Return the features of a text, whose first letter tells their kind, with the weight of each before TF-IDF.

    Args:
        text: a question or phrasing.
        with_letters: False to leave out letter n-grams, which take most of the room.
    """
    words = text.words
    stems = [stem(word) for word in words]
    found = ["s" + word if word in STOP_WORDS else "w" + its_stem for word, its_stem in zip(words, stems, strict=True)]
    found += [f"b{left} {right}" for left, right in itertools.pairwise(stems)]
    found += [f"g{group}" for group in text.groups]
    for word in words if with_letters else ():
        if word not in STOP_WORDS:
            found += _letters(word)
    weighted = {name: 1 + math.log(count) if count > 1 else 1.0 for name, count in Counter(found).items()}
    for term in text.related:
        weighted.setdefault("w" + term, RELATED)
    return weighted


@lru_cache(maxsize=WORDS_REMEMBERED)
def _letters(word: str) -> tuple[str, ...]:
    """Return the letter n-grams of a word, its edges included."""
    padded = f" {word} "
    return tuple("c" + padded[at : at + size] for size in (3, 4, 5) for at in range(len(padded) - size + 1))


class SentenceIndex:
    """Likeness of a question to the nearest sentence of each passage, for passages that have no phrasings."""

    def __init__(self, names: Sequence[str], idf: Floats, nearest: Nearest) -> None:
        """Take what `build` found."""
        self._numbers = {name: at for at, name in enumerate(names)}
        self._idf = idf
        self._nearest = nearest

    @classmethod
    def build(cls, sentences: Iterable[Example], *, with_letters: bool = True) -> "SentenceIndex":
        """Index sentences, which are read one by one: those of 100,000 passages are more than one holds at once.

        Args:
            sentences: each labelled with the number of its passage; at least one.
            with_letters: False to compare them by their words alone.
        """
        numbers: dict[str, int] = {}
        found, weights, lengths, labels = array("i"), array("f"), array("i"), array("i")
        for sentence in sentences:
            its_numbers, its_weights = _row(features(sentence.text, with_letters=with_letters), numbers, grow=True)
            found.frombytes(its_numbers.tobytes())
            weights.frombytes(its_weights.tobytes())
            lengths.append(len(its_numbers))
            labels.append(sentence.label or 0)
        flat, counts = np.frombuffer(found, dtype=np.int32), np.frombuffer(lengths, dtype=np.int32).astype(np.int64)
        idf = _idf(np.bincount(flat, minlength=len(numbers)), numbers, len(counts))
        values = np.frombuffer(weights, dtype=np.float32) * idf[flat]
        for end, count in zip(np.cumsum(counts).tolist(), counts.tolist(), strict=True):
            values[end - count : end] = _of_length_1(values[end - count : end])
        nearest = Nearest.joined(flat, values, counts, len(numbers), np.frombuffer(labels, dtype=np.int32))
        return cls(list(numbers), idf, nearest)

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], prefix: str) -> "SentenceIndex":
        """Return the index whose `arrays` were kept among others, under names that begin with a `prefix`."""
        return cls(array_to_text(arrays[f"{prefix}_names"]), arrays[f"{prefix}_idf"], Nearest.from_arrays(arrays, prefix))

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """Return the index as arrays whose names begin with a `prefix`, to be kept on disk."""
        names = text_to_array(list(self._numbers))
        return {f"{prefix}_names": names, f"{prefix}_idf": self._idf, **self._nearest.arrays(prefix)}

    def moved(self, numbers: NDArray[np.int64], before: int) -> "SentenceIndex":
        """Return the index for other passages, of which those that changed have no sentences.

        Args:
            numbers: for each of them the number of the passage that it is among those indexed; -1 for none.
            before: how many passages were indexed.
        """
        labels = np.full(before, -1, dtype=np.int32)
        labels[numbers[numbers >= 0]] = np.flatnonzero(numbers >= 0)
        return SentenceIndex(list(self._numbers), self._idf, self._nearest.relabelled(labels))

    def scores(self, text: Text, passages: int) -> Floats:
        """Return the cosine similarity of a `text` to the nearest sentence of each of the `passages`, 0 to 1."""
        return self._nearest.similarities(_vector(_row(features(text), self._numbers), self._idf), passages)


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a model says of texts, a row each; of one text, without rows."""

    scores: Floats
    """Of each class: above 1 for that of a phrasing seen, about 0 for one far away."""
    likeness: Floats
    """Cosine similarity to the nearest phrasing of each class, 0 to 1."""


class PhrasingModel:
    """Scores of the classes for a question; read-only once it is there."""

    def __init__(self, names: Sequence[str], idf: Floats, weights: Weights, nearest: Nearest, left_out: Prediction) -> None:
        """Take what `fit` found.

        Args:
            names: the features, in the order of their numbers.
            idf: weight of each feature.
            weights: of each feature for each class, shape (features, classes).
            nearest: the phrasings themselves.
            left_out: what the model would say of the examples asked for, had it not learnt from them.
        """
        self._numbers = {name: at for at, name in enumerate(names)}
        self._idf = idf
        self._weights = weights
        self._nearest = nearest
        self.left_out = left_out

    @classmethod
    def fit(cls, examples: Sequence[Example], classes: int, left_out: Sequence[int] = ()) -> "PhrasingModel":
        """Fit the model.

        Args:
            examples: texts of all classes.
            classes: number of classes; labels run from 0.
            left_out: numbers of the examples for which to keep what a model fitted without them would say.
        """
        from eig_bot.search.ridge import solve  # noqa: PLC0415 - SciPy takes 0.2 s, which a process with a warm cache saves

        numbers, idf, rows = _fitted_vectors(examples)
        labels = [classes if example.label is None else example.label for example in examples]
        targets = np.zeros((len(examples), classes + 1), dtype=np.float32)
        targets[np.arange(len(examples)), labels] = 1.0
        solution = solve(rows, len(numbers), targets[:, :classes], RIDGE, left_out)
        nearest = Nearest.index(rows, len(numbers), labels)
        solution.products[np.arange(len(left_out)), list(left_out)] = 0.0
        likeness = np.array([nearest.by_class(row, classes) for row in solution.products], dtype=np.float32)
        likeness = likeness.reshape(len(left_out), classes)  # also where nothing is left out
        return cls(
            list(numbers),
            idf,
            Weights.of(solution.weights),
            nearest,
            Prediction(solution.predictions + NEAREST * likeness, likeness),
        )

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], prefix: str) -> "PhrasingModel":
        """Return the model whose `arrays` were kept among others, under names that begin with a `prefix`."""
        names, idf, steps, scales = (arrays[f"{prefix}_{name}"] for name in ("names", "idf", "steps", "scales"))
        nothing = np.zeros((0, steps.shape[1]), dtype=np.float32)
        nearest = Nearest.from_arrays(arrays, prefix)
        return cls(array_to_text(names), idf, Weights(steps, scales), nearest, Prediction(nothing, nothing))

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """Return the model as arrays whose names begin with a `prefix`, to be kept on disk."""
        return {
            f"{prefix}_names": text_to_array(list(self._numbers)),
            f"{prefix}_idf": self._idf,
            f"{prefix}_steps": self._weights.steps,
            f"{prefix}_scales": self._weights.scales,
            **self._nearest.arrays(prefix),
        }

    def predict(self, text: Text) -> Prediction:
        """Return what is said of a `text`: shape (classes,) each."""
        row = _vector(_row(features(text), self._numbers), self._idf)
        likeness = self._nearest.similarities(row, self._weights.steps.shape[1])
        scores = self._weights.times(row) + NEAREST * likeness
        return Prediction(np.asarray(scores, dtype=np.float32), likeness)


def _fitted_vectors(examples: Sequence[Example]) -> tuple[dict[str, int], Floats, list[SparseVector]]:
    """Return the features of all examples with their numbers, their weights, and the vector of each example."""
    numbers: dict[str, int] = {}
    counted = [_row(features(example.text), numbers, grow=True) for example in examples]
    frequency = np.bincount(np.concatenate([found for found, _ in counted]), minlength=len(numbers))
    idf = _idf(frequency, numbers, len(examples))
    return numbers, idf, [_vector(row, idf) for row in counted]


def _idf(frequency: NDArray[np.int64], names: Iterable[str], examples: int) -> Floats:
    kinds = np.array([WEIGHTS[name[0]] for name in names], dtype=np.float32)
    return (kinds * np.log1p(examples / frequency)).astype(np.float32)


def _vector(row: SparseVector, idf: Floats) -> SparseVector:
    """Return the TF-IDF vector of a text, of length 1."""
    numbers, weights = row
    return numbers, _of_length_1(weights * idf[numbers])


def _of_length_1(values: Floats) -> Floats:
    return values / (float(np.sqrt(values @ values)) or 1.0)


def _row(weighted: Mapping[str, float], numbers: dict[str, int], *, grow: bool = False) -> SparseVector:
    """Return the numbers of the features that are known, with their weights; `grow` makes all of them known."""
    if grow:
        known = [(numbers.setdefault(name, len(numbers)), weight) for name, weight in weighted.items()]
    else:
        known = [(numbers[name], weight) for name, weight in weighted.items() if name in numbers]
    found = np.array([number for number, _ in known], dtype=np.int32)
    return found, np.array([weight for _, weight in known], dtype=np.float32)
