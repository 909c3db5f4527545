"""The nearest phrasing of each class: cosine similarity of a text to all phrasings, by postings of their features."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eig_bot.search.vectors import Floats, SparseVector


@dataclass(frozen=True, slots=True)
class Nearest:
    """Phrasings by feature; read-only."""

    starts: NDArray[np.int64]
    """Where the postings of each feature begin; one more than there are features."""
    examples: NDArray[np.int32]
    values: NDArray[np.float16]
    """Halves, which are as good for cosines as whole floats."""
    labels: NDArray[np.int32]
    """Class of each example; one that belongs to none has the number of classes."""

    @classmethod
    def index(cls, rows: Sequence[SparseVector], columns: int, labels: Sequence[int]) -> "Nearest":
        """Index sparse vectors by their features.

        Args:
            rows: one an example.
            columns: number of features.
            labels: class of each example; the number of classes for one that belongs to none.
        """
        numbers = np.concatenate([found for found, _ in rows])
        order = np.argsort(numbers, kind="stable")
        examples = np.repeat(np.arange(len(rows), dtype=np.int32), [len(found) for found, _ in rows])
        starts = np.concatenate([[0], np.cumsum(np.bincount(numbers, minlength=columns))])
        values = np.concatenate([row for _, row in rows])
        return cls(starts, examples[order], values[order].astype(np.float16), np.array(labels, dtype=np.int32))

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], prefix: str) -> "Nearest":
        """Return the index whose `arrays` were kept among others, under names that begin with a `prefix`."""
        return cls(*(arrays[f"{prefix}_{name}"] for name in ("starts", "examples", "values", "labels")))

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """Return the postings as arrays whose names begin with a `prefix`, to be kept on disk."""
        return {
            f"{prefix}_starts": self.starts,
            f"{prefix}_examples": self.examples,
            f"{prefix}_values": self.values,
            f"{prefix}_labels": self.labels,
        }

    def relabelled(self, labels: NDArray[np.int32]) -> "Nearest":
        """Return the same examples with other `labels`: for each class its new one; -1 for one that is there no more."""
        return Nearest(self.starts, self.examples, self.values, labels[self.labels])

    def similarities(self, row: SparseVector, classes: int) -> Floats:
        """Return the cosine similarity of a vector to the nearest example of each class, 0 to 1: shape (classes,).

        Args:
            row: the vector, of length 1.
            classes: how many there are.
        """
        numbers, values = row
        starts, counts = self.starts[numbers], self.starts[numbers + 1] - self.starts[numbers]
        places = np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        weights = np.repeat(values, counts) * self.values[places]
        products = np.bincount(self.examples[places], weights, minlength=len(self.labels)).astype(np.float32)
        return self.by_class(products, classes)

    def by_class(self, products: Floats, classes: int) -> Floats:
        """Return the largest of the `products`, one an example, of each class: shape (classes,); 0 where none is above."""
        best = np.zeros(classes + 1, dtype=np.float32)  # those of no class, or of one that is gone, fall into the last place
        np.maximum.at(best, self.labels, products)
        return best[:classes]
