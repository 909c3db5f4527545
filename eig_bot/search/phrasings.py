"""A linear model over the phrasings: how people ask -> which passage they mean, with "not ours" as a class of its own.

Steps: `Features` turns a text into a sparse vector (word stems, pairs of stems, synonym groups, letter n-grams; TF-IDF);
`PhrasingModel.fit` solves kernel ridge regression in closed form over all phrasings (Saunders, Gammerman and Vovk, "Ridge
Regression Learning Algorithm in Dual Variables", ICML 1998); the same solution gives what the model would have said of each
phrasing had it not learnt from it (`left_out`, by the leave-one-out identity), from which confidence is calibrated.
"""

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_array

from eig_bot.search.analyzer import STOP_WORDS, stem

Floats = NDArray[np.float32]

RIDGE = 3.0
"""Regularisation; from 1.5 to 6 the development questions differ by two points."""
WEIGHTS = {"w": 1.0, "b": 1.0, "g": 0.5, "c": 0.3, "s": 0.45}
"""Weight of a kind of feature: stems, pairs of stems, synonym groups, letter n-grams, stop words; set likewise."""

RELATED = 0.6
"""Weight of a stem that means the same as one of the text's, beside 1 for its own; set likewise."""
BLOCK = 512


@dataclass(frozen=True, slots=True)
class Text:
    """A question or phrasing, as the model sees it."""

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


def features(text: Text) -> dict[str, float]:
    """Return the features of a text with the weight of each before TF-IDF; the first letter tells the kind."""
    found: Counter[str] = Counter()
    words = text.words
    stems = [stem(word) for word in words]
    for word, its_stem in zip(words, stems, strict=True):
        found["s" + word if word in STOP_WORDS else "w" + its_stem] += 1
    for left, right in itertools.pairwise(stems):
        found[f"b{left} {right}"] += 1
    for group in text.groups:
        found[f"g{group}"] += 1
    for word in words:
        if word in STOP_WORDS:
            continue
        padded = f" {word} "
        for size in (3, 4, 5):
            for at in range(len(padded) - size + 1):
                found["c" + padded[at : at + size]] += 1
    weighted = {name: 1 + math.log(count) for name, count in found.items()}
    for term in text.related:
        weighted.setdefault("w" + term, RELATED)
    return weighted


class PhrasingModel:
    """Scores of the classes for a question; fitted once, then read-only."""

    def __init__(self, examples: Sequence[Example], classes: int, left_out: Sequence[int] = ()) -> None:
        """Fit the model.

        Args:
            examples: texts of all classes.
            classes: number of classes; labels run from 0.
            left_out: numbers of the examples for which to keep what a model fitted without them would say.
        """
        counted = [features(example.text) for example in examples]
        document_frequency = Counter(name for counter in counted for name in counter)
        self._numbers = {name: at for at, name in enumerate(document_frequency)}
        total = len(examples)
        self._idf = np.array(
            [WEIGHTS[name[0]] * np.log1p(total / document_frequency[name]) for name in self._numbers], dtype=np.float32
        )
        matrix = self._matrix(counted)
        targets = np.zeros((total, classes), dtype=np.float32)
        for row, example in enumerate(examples):
            if example.label is not None:
                targets[row, example.label] = 1.0
        factor = cho_factor(_regularised_gram(matrix), lower=True, overwrite_a=True, check_finite=False)
        dual = cho_solve(factor, targets, check_finite=False)
        self._weights: Floats = (matrix.T @ dual).astype(np.float32)
        self.left_out: Floats = _left_out(factor, targets, dual, list(left_out))
        """What the model would say of each example asked for, had it not learnt from it: shape (left_out, classes)."""

    def scores(self, text: Text) -> Floats:
        """Return the score of each class, about 1 for the class of a phrasing seen and 0 for the others."""
        row = self._matrix([features(text)])
        return np.asarray(row.data @ self._weights[row.indices])

    def _matrix(self, counted: Sequence[Mapping[str, float]]) -> csr_array:
        starts, columns, values = [0], [], []
        for counter in counted:
            known = [(self._numbers[name], weight) for name, weight in counter.items() if name in self._numbers]
            at = np.array([number for number, _ in known], dtype=np.int32)
            row = np.array([weight for _, weight in known], dtype=np.float32) * self._idf[at]
            norm = float(np.sqrt(np.sum(row * row))) or 1.0
            columns.append(at)
            values.append(row / norm)
            starts.append(starts[-1] + len(known))
        return csr_array(
            (np.concatenate(values), np.concatenate(columns), np.array(starts)),
            shape=(len(counted), len(self._numbers)),
        )


def _regularised_gram(matrix: csr_array) -> Floats:
    """Return the kernel of all pairs plus the ridge, in the memory order that LAPACK can overwrite."""
    total = matrix.shape[0]
    gram = np.empty((total, total), dtype=np.float32, order="F")
    for start in range(0, total, BLOCK):  # the product of two sparse matrices takes twice the room of its dense form
        gram[:, start : start + BLOCK] = (matrix @ matrix[start : start + BLOCK].T).toarray()
    gram[np.diag_indices(total)] += RIDGE
    return gram


def _left_out(factor: tuple[Floats, bool], targets: Floats, dual: Floats, rows: list[int]) -> Floats:
    """Leave-one-out predictions in closed form: target minus dual, over the diagonal of the inverse."""
    units = np.zeros((len(targets), len(rows)), dtype=np.float32)
    units[rows, np.arange(len(rows))] = 1.0
    inverse = cho_solve(factor, units, overwrite_b=True, check_finite=False)
    diagonal = inverse[rows, np.arange(len(rows))]
    return np.asarray(targets[rows] - dual[rows] / diagonal[:, None], dtype=np.float32)
