"""What passages mean, for those whose phrasings do not tell how people ask: a vector each, made once for a content.

A question is compared with the heading of a passage, and with its heading path and the beginning of its text. Since likeness
is a product, the mean of both is one product with one vector. Some passages are like any question ("Mentions légales", a short
heading): from each likeness is taken what it is, on average, to questions that no folder answers.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eig_bot.knowledge.markdown import LINK
from eig_bot.knowledge.passage import Passage
from eig_bot.search.cache import Cache, key_for_all
from eig_bot.search.encoder import loaded, question_vector
from eig_bot.search.lexicon import general_off_topic
from eig_bot.search.message import Message
from eig_bot.search.query import Query
from eig_bot.search.vectors import Floats

MOST = 20_000
"""Passages above which there are no vectors: they would take minutes to make, and 40 MB."""
HEADING = 0.25
"""Part of the heading alone, beside path and text. Five folders, questions with a right one among the first three, in percent:
82 with it, 83 without, 80 with a half, which short headings win; on the largest, a site, 69, 64, 63."""
CHARACTERS = 450
"""Characters of the text that are read; with 200 or 1,200 the same, in a half of the time and in twice."""

ContentKeys = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Meaning:
    """Vectors of passages; read-only."""

    vectors: Floats
    """Shape (passages, dimensions)."""
    usual: Floats
    """Likeness of each to any question."""

    @classmethod
    def of(cls, passages: Sequence[Passage], known: Mapping[int, Floats]) -> "Meaning":
        """Return what passages mean.

        Args:
            passages: all of a folder.
            known: vectors that are known already, by the key of their passage (`keys_of`).
        """
        keys = [int(key) for key in keys_of(passages)]
        new = {key: passage for key, passage in zip(keys, passages, strict=True) if key not in known}
        made = dict(zip(new, _encoded(list(new.values())), strict=True))
        return cls.with_vectors(np.array([known[key] if key in known else made[key] for key in keys], dtype=np.float32))

    @classmethod
    def with_vectors(cls, vectors: Floats) -> "Meaning":
        """Return what is kept as `vectors`."""
        return cls(vectors, vectors @ _any_question())

    def likeness(self, message: Message, query: Query) -> Floats:
        """Return how much more like a question each passage is than like any other, from 0; one without words is like none.

        Args:
            message: the question as typed.
            query: as understood; slips corrected.
        """
        if not query.text.words:
            return np.zeros(len(self.usual), dtype=np.float32)
        asked = question_vector(message.text, " ".join(query.text.words))
        return np.asarray(np.maximum(self.vectors @ asked - self.usual, 0), dtype=np.float32)

    def moved(self, numbers: NDArray[np.int64]) -> "Meaning":
        """Return what other passages mean.

        Args:
            numbers: for each of them its number among these; -1 for one that is not there, whose meaning is not known yet.
        """
        there = numbers >= 0
        vectors = np.zeros((len(numbers), self.vectors.shape[1]), dtype=np.float32)
        usual = np.zeros(len(numbers), dtype=np.float32)
        vectors[there], usual[there] = self.vectors[numbers[there]], self.usual[numbers[there]]
        return Meaning(vectors, usual)


def of_folder(passages: Sequence[Passage], cache: Cache | None) -> Meaning:
    """Return what the passages of a folder mean; after an edit, the cache has the vectors of what it left as it was.

    Args:
        passages: all of it; at least one.
        cache: where vectors are kept; None: all are made.
    """
    key = key_for_all("meaning")
    kept = (cache.load(key) if cache else None) or {}
    vectors = kept["vectors"].astype(np.float32) if kept else ()
    known = dict(zip(map(int, kept["keys"]), vectors, strict=True)) if kept else {}
    found = Meaning.of(passages, known)
    here = dict(zip(map(int, keys_of(passages)), found.vectors, strict=True))
    if cache and not here.keys() <= known.keys():
        both = list((here | {key: row for key, row in known.items() if key not in here}).items())[:MOST]
        keys = np.array([key for key, _ in both], dtype=np.uint64)
        cache.save(key, {"keys": keys, "vectors": stored(np.array([row for _, row in both]))})
    return found


def keys_of(passages: Sequence[Passage]) -> ContentKeys:
    """Return for each of the `passages` a number that stands for all that is read of it here, and said in its text."""
    texts = ("\n".join((*passage.heading_path, passage.text)) for passage in passages)
    digests = (hashlib.sha256(text.encode(errors="surrogatepass")).digest() for text in texts)
    return np.array([int.from_bytes(digest[:8]) for digest in digests], dtype=np.uint64)


def stored(vectors: Floats) -> NDArray[np.float16]:
    """Return `vectors` as they are kept on disk: half the room, and nothing that ranks otherwise."""
    return vectors.astype(np.float16)


def _encoded(passages: Sequence[Passage]) -> Sequence[Floats]:
    """Return the vectors of passages, rounded as the stored ones are, so that what is kept ranks as what is new."""
    if not passages:
        return ()
    headings = _embedded([passage.section for passage in passages])
    texts = _embedded([" > ".join(one.heading_path) + " " + LINK.sub(r"\1", one.text)[:CHARACTERS] for one in passages])
    return list(stored(HEADING * headings + (1 - HEADING) * texts).astype(np.float32))


@lru_cache(maxsize=1)
def _any_question() -> Floats:
    """Return the mean of the vectors of what no folder answers, which is the same for all of them."""
    return np.asarray(_embedded(general_off_topic()).mean(axis=0), dtype=np.float32)


def _embedded(texts: Sequence[str]) -> Floats:
    """One by one: beside others, the last digits of a vector are others, and an edit would move what it does not touch."""
    encoder = loaded()
    return np.concatenate([encoder.embed([text]) for text in texts])


def arrays(meaning: Meaning, prefix: str) -> dict[str, NDArray[Any]]:
    """Return a `meaning` as arrays whose names begin with a `prefix`, to be kept on disk."""
    return {f"{prefix}_vectors": stored(meaning.vectors), f"{prefix}_usual": meaning.usual}


def from_arrays(kept: Mapping[str, NDArray[Any]], prefix: str) -> Meaning:
    """Return the meaning whose arrays were `kept` among others, under names that begin with a `prefix`."""
    return Meaning(kept[f"{prefix}_vectors"].astype(np.float32), kept[f"{prefix}_usual"])
