"""How a text was typed -> which class it is of: a linear model over its raw words and letters.

Beside `phrasings.py`, which learns from words spelt out, corrected and joined by synonyms, it errs differently: it sees what
was typed and nothing else. Features are words, pairs of words, and runs of letters across words, weighed by TF-IDF, each of the
two kinds as a vector of length 1 (as scikit-learn's `TfidfVectorizer` and `FeatureUnion` do); `softmax.py` fits the weights.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from eig_bot.search import softmax
from eig_bot.search.cache import array_to_text, text_to_array
from eig_bot.search.vectors import Floats, SparseVector, Weights

if TYPE_CHECKING:
    from scipy.sparse import csr_array

LETTERS = range(2, 6)
"""Lengths of the runs of letters."""
SEEN_AT_LEAST = 3
"""Examples that must share a feature; with 2 there are half as many features again, and no more right answers."""
PENALTY = 1 / 30
"""Of the squares of the weights; a third and three times as much give as many right first hits, within half a point."""


@dataclass(frozen=True, slots=True)
class TypedText:
    """A text with the class that it is of."""

    words: tuple[str, ...]
    """Folded, in their order, as typed."""
    label: int


class TypedModel:
    """Log-probability of each class for a text; read-only once it is there."""

    def __init__(self, names: Sequence[str], idf: Floats, weights: Weights, intercepts: Floats) -> None:
        """Take what `fit` found.

        Args:
            names: the features, in the order of their numbers.
            idf: weight of each feature.
            weights: of each feature for each class.
            intercepts: of each class, whatever the features: shape (classes,).
        """
        self._numbers = {name: at for at, name in enumerate(names)}
        self._idf = idf
        self._weights = weights
        self._intercepts = intercepts

    @classmethod
    def fit(cls, examples: Sequence[TypedText], classes: int) -> "TypedModel":
        """Fit the model.

        Args:
            examples: texts of all classes.
            classes: number of classes; labels run from 0.
        """
        names, idf = _known(examples)
        matrix = _matrix(examples, {name: at for at, name in enumerate(names)}, idf)
        labels = np.array([example.label for example in examples], dtype=np.int64)
        weights = softmax.fit(matrix, labels, classes, PENALTY)
        return cls(names, idf, Weights.of(weights[:-1]), weights[-1])

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], prefix: str) -> "TypedModel":
        """Return the model whose `arrays` were kept among others, under names that begin with a `prefix`."""
        names, idf, steps, scales, intercepts = (
            arrays[f"{prefix}_{name}"] for name in ("names", "idf", "steps", "scales", "intercepts")
        )
        return cls(array_to_text(names), idf, Weights(steps, scales), intercepts)

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """Return the model as arrays whose names begin with a `prefix`, to be kept on disk."""
        return {
            f"{prefix}_names": text_to_array(list(self._numbers)),
            f"{prefix}_idf": self._idf,
            f"{prefix}_steps": self._weights.steps,
            f"{prefix}_scales": self._weights.scales,
            f"{prefix}_intercepts": self._intercepts,
        }

    def log_probabilities(self, words: Sequence[str]) -> Floats:
        """Return the logarithm of the probability of each class for a text of folded `words`: shape (classes,)."""
        return softmax.log_softmax(self._weights.times(_vector(features(words), self._numbers, self._idf)) + self._intercepts)


def features(words: Sequence[str]) -> Counter[str]:
    """Return how often each feature occurs in a text of folded `words`; a feature's first letter tells its kind."""
    line = f" {' '.join(words)} "
    found = [_WORD + word for word in words]
    found += [f"{_WORD}{left} {right}" for left, right in pairwise(words)]
    found += [_LETTERS + line[at : at + length] for length in LETTERS for at in range(len(line) - length + 1)]
    return Counter(found)


def _known(examples: Sequence[TypedText]) -> tuple[list[str], Floats]:
    """Return the features that are learnt, and the weight of each; the count of the others, which are most, is given back."""
    frequency: Counter[str] = Counter()
    for example in examples:  # counted again for `_matrix`: kept, the counts would take more room than all else
        frequency.update(features(example.words).keys())
    names = [name for name, count in frequency.items() if count >= SEEN_AT_LEAST]
    idf = [1 + np.log((1 + len(examples)) / (1 + frequency[name])) for name in names]
    return names, np.array(idf, dtype=np.float32)


def _matrix(examples: Sequence[TypedText], numbers: Mapping[str, int], idf: Floats) -> "csr_array":
    """Return the vectors of examples, with a 1 after the last feature: shape (examples, features + 1)."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - SciPy takes 0.2 s, which a process with a warm cache saves

    rows = [_vector(features(example.words), numbers, idf) for example in examples]
    always = len(numbers), np.float32(1)
    return csr_array(
        (
            np.concatenate([np.append(values, always[1]) for _, values in rows]),
            np.concatenate([np.append(found, np.int32(always[0])) for found, _ in rows]),
            np.cumsum([0, *(len(found) + 1 for found, _ in rows)]),
        ),
        shape=(len(rows), len(numbers) + 1),
    )


def _vector(found: Mapping[str, int], numbers: Mapping[str, int], idf: Floats) -> SparseVector:
    """Return the TF-IDF vector of the features that are known, either kind of length 1."""
    known = [(numbers[name], count, name[0] == _WORD) for name, count in found.items() if name in numbers]
    places = np.array([number for number, _, _ in known], dtype=np.int32)
    values = np.array([count for _, count, _ in known], dtype=np.float32) * idf[places]
    is_word = np.array([is_word for _, _, is_word in known], dtype=bool)
    for kind in (is_word, ~is_word):
        values[kind] /= float(np.sqrt(np.square(values[kind]).sum())) or 1.0
    return places, values


_WORD, _LETTERS = "w", "c"
