"""The nearest phrasing of each class: cosine similarity of a text to all phrasings, by postings of their features."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
    runs: NDArray[np.int64] = field(init=False)
    """Where examples of one class that stand together begin: sentences stand by their passages."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "runs", np.flatnonzero(np.diff(self.labels, prepend=-2)))

    @classmethod
    def index(cls, rows: Sequence[SparseVector], columns: int, labels: Sequence[int]) -> "Nearest":
        """Index sparse vectors by their features.

        Args:
            rows: one an example.
            columns: number of features.
            labels: class of each example; the number of classes for one that belongs to none.
        """
        numbers, values = (np.concatenate(parts) for parts in zip(*rows, strict=True))
        lengths = np.array([len(found) for found, _ in rows])
        return cls.joined(numbers, values, lengths, columns, np.array(labels, dtype=np.int32))

    @classmethod
    def joined(
        cls, numbers: NDArray[np.int32], values: Floats, lengths: NDArray[np.int64], columns: int, labels: NDArray[np.int32]
    ) -> "Nearest":
        """Index sparse vectors that stand one after another.

        Args:
            numbers: of their features.
            values: of these.
            lengths: how many of them each vector has.
            columns: number of features.
            labels: as for `index`.
        """
        order = np.argsort(numbers, kind="stable")
        examples = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        starts = np.concatenate([[0], np.cumsum(np.bincount(numbers, minlength=columns))])
        return cls(starts, examples[order], values[order].astype(np.float16), labels)

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
        if len(self.labels):
            np.maximum.at(best, self.labels[self.runs], np.maximum.reduceat(products, self.runs))
        return best[:classes]
