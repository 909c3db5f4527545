"""The engines compared, each behind the same two calls: `index` a folder, `find` the passages for a question.

All are given the same fields: heading, headings above it, phrasings, text and tags. A constructor imports the library, so
that the time of an import is not counted as indexing. Where an engine has settings, it has those that did best among the
ones tried on both corpora of RESULTS.md, so that none is made to look worse than it is.
"""

import re
import sqlite3
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from eig_bot.clock import PARIS
from eig_bot.knowledge.passage import KnowledgeBase, Passage

SHOWN = 3
"""Hits asked for: what the bot shows when it is not sure."""
FIELDS = ("heading", "above", "phrasings", "content", "tags")


def fields(passage: Passage) -> tuple[str, ...]:
    """Return the texts of a passage, in the order of `FIELDS`."""
    above = " ".join(passage.heading_path[:-1])
    return passage.section, above, "\n".join(passage.questions), passage.text, " ".join(passage.tags)


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that an engine found."""

    number: int
    """Of the passage, in the order of the folder."""
    score: float
    """What the engine says for it: more is better; what it is worth differs from engine to engine."""


class Engine(Protocol):
    """A search engine over one folder."""

    def index(self, knowledge: KnowledgeBase) -> None:
        """Read what a folder says."""

    def find(self, question: str) -> Sequence[Found]:
        """Return at most `SHOWN` passages, best first."""


class Nothing:
    """Indexes nothing and finds nothing: what Python and the folder itself take."""

    def index(self, knowledge: KnowledgeBase) -> None:
        """Leave the folder as it is."""

    def find(self, question: str) -> Sequence[Found]:  # noqa: ARG002 - as every engine
        """Find nothing."""
        return ()


class EigBot:
    """This bot, from the question to the whole answer, snippets included; its results count even where it says nothing."""

    def __init__(self, cache: Path | None = None) -> None:
        """Take the folder of its cache; without one, it indexes anew."""
        from eig_bot.answers.responder import Responder
        from eig_bot.search.cache import Cache
        from eig_bot.search.ranker import Ranker

        self._responder_of = Responder
        self._rank = Ranker
        self._cache = Cache(cache) if cache else None

    def index(self, knowledge: KnowledgeBase) -> None:
        """Fit all that the bot fits at its start."""
        self._responder = self._responder_of(self._rank(knowledge, self._cache))
        self._numbers = {id(passage): number for number, passage in enumerate(knowledge.passages)}

    def find(self, question: str) -> Sequence[Found]:
        """Ask the bot."""
        answer = self._responder.respond(question, now=datetime.now(PARIS))
        scores = [answer.confidence, *(result.score for result in answer.results[1:])]
        return [
            Found(self._numbers[id(one.passage)], score) for one, score in zip(answer.results[:SHOWN], scores, strict=False)
        ]


class SentenceEncoder:
    """The encoder that this bot uses, alone: the cosine of the question and of path, heading and text."""

    CHARACTERS = 450

    def __init__(self) -> None:
        """Load the encoder, as this bot does."""
        from eig_bot.search import encoder

        self._encoder = encoder.loaded()

    def index(self, knowledge: KnowledgeBase) -> None:
        """Make the vectors."""
        texts = [f"{' > '.join(one.heading_path)} {one.text[: self.CHARACTERS]}" for one in knowledge.passages]
        self._vectors = self._encoder.embed(texts)

    def find(self, question: str) -> Sequence[Found]:
        """Compare with all of them."""
        scores = self._vectors @ self._encoder.embed([question])[0]
        return [Found(int(number), float(scores[number])) for number in (-scores).argsort(kind="stable")[:SHOWN]]


class RapidFuzz:
    """`token_set_ratio` of the question with each title, heading and phrasing, accents removed; the best one counts."""

    def __init__(self) -> None:
        """Import the library."""
        from rapidfuzz import fuzz, process, utils

        from eig_bot.search import analyzer

        self._process, self._scorer = process, fuzz.token_set_ratio
        self._without_marks, self._fold = utils.default_process, analyzer.fold

    def index(self, knowledge: KnowledgeBase) -> None:
        """Keep the texts."""
        numbered = [
            (self._plain(text), number)
            for number, passage in enumerate(knowledge.passages)
            for text in (passage.section, passage.title, *passage.questions)
        ]
        self._texts = [text for text, _ in numbered]
        self._numbers = [number for _, number in numbered]

    def find(self, question: str) -> Sequence[Found]:
        """Take the passages of the nearest texts."""
        found: dict[int, float] = {}
        for _, score, at in self._process.extract(self._plain(question), self._texts, scorer=self._scorer, limit=None):
            found.setdefault(self._numbers[at], score)
            if len(found) == SHOWN:
                break
        return [Found(number, score) for number, score in found.items()]

    def _plain(self, text: str) -> str:
        return str(self._without_marks(self._fold(text)))


class Bm25s:
    """bm25s with its defaults on one text a passage, accents removed, its French stop words, PyStemmer's stems."""

    def __init__(self) -> None:
        """Import the libraries."""
        import bm25s
        import Stemmer

        from eig_bot.search import analyzer

        self._library, self._fold = bm25s, analyzer.fold
        self._stemmer = Stemmer.Stemmer("french")
        self._stop_words = [analyzer.fold(word) for word in bm25s.stopwords.STOPWORDS_FRENCH]
        self._engine = bm25s.BM25()

    def index(self, knowledge: KnowledgeBase) -> None:
        """Index the fields joined."""
        terms = self._terms([" ".join(fields(passage)) for passage in knowledge.passages])
        self._engine.index(terms, show_progress=False)
        self._shown = min(SHOWN, len(terms))

    def find(self, question: str) -> Sequence[Found]:
        """Ask for the best; those with a score of 0 share no word with the question."""
        terms = self._terms([question])
        if not terms[0]:
            return ()
        with warnings.catch_warnings(action="ignore"):
            numbers, scores = self._engine.retrieve(terms, k=self._shown, show_progress=False)
        return [Found(int(number), float(score)) for number, score in zip(numbers[0], scores[0], strict=True) if score > 0]

    def _terms(self, texts: Sequence[str]) -> list[list[str]]:
        plain = [self._fold(text) for text in texts]
        cut: list[list[str]] = self._library.tokenize(
            plain, stopwords=self._stop_words, stemmer=self._stemmer, return_ids=False, show_progress=False
        )
        return cut


class Fts5:
    """SQLite's FTS5 in memory, accents removed, any of the question's words, BM25 with a weight for each column."""

    WEIGHTS = (3.0, 1.0, 1.0, 1.0, 0.5)

    def __init__(self) -> None:
        """Make the table."""
        self._base = sqlite3.connect(":memory:")
        self._base.execute(
            f"CREATE VIRTUAL TABLE passages USING fts5({', '.join(FIELDS)}, tokenize = 'unicode61 remove_diacritics 2')"
        )
        weights = ", ".join(map(str, self.WEIGHTS))
        self._select = (
            f"SELECT rowid, -bm25(passages, {weights}) AS score FROM passages "  # noqa: S608 - numbers of this module
            f"WHERE passages MATCH ? ORDER BY score DESC LIMIT {SHOWN}"
        )

    def index(self, knowledge: KnowledgeBase) -> None:
        """Fill the table."""
        rows = ((number, *fields(passage)) for number, passage in enumerate(knowledge.passages))
        self._base.executemany(
            "INSERT INTO passages (rowid, heading, above, phrasings, content, tags) VALUES (?, ?, ?, ?, ?, ?)", rows
        )
        self._base.commit()

    def find(self, question: str) -> Sequence[Found]:
        """Ask for any of the words."""
        asked = " OR ".join(f'"{word}"' for word in _WORD.findall(question))
        return [Found(number, score) for number, score in self._base.execute(self._select, (asked,))] if asked else ()


class Tantivy:
    """tantivy in memory: French stop words and stems, a weight for each field, and one edit allowed in each term."""

    WEIGHTS = (1.0, 0.5, 3.0, 1.0, 0.5)

    def __init__(self) -> None:
        """Make the index."""
        import tantivy

        self._library = tantivy
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        for step in (
            tantivy.Filter.lowercase(),
            tantivy.Filter.stopword("french"),
            tantivy.Filter.stemmer("french"),
            tantivy.Filter.ascii_fold(),
        ):
            analyzer = analyzer.filter(step)
        schema = tantivy.SchemaBuilder().add_integer_field("number", fast=True)
        for name in FIELDS:
            schema = schema.add_text_field(name, tokenizer_name="fr")
        self._index = tantivy.Index(schema.build())
        self._index.register_tokenizer("fr", analyzer.build())

    def index(self, knowledge: KnowledgeBase) -> None:
        """Add the passages, with one thread as every engine has."""
        writer = self._index.writer(num_threads=1)
        for number, passage in enumerate(knowledge.passages):
            writer.add_document(self._library.Document(number=number, **dict(zip(FIELDS, fields(passage), strict=True))))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def find(self, question: str) -> Sequence[Found]:
        """Add up the scores of the terms as typed and of those one edit away (these alone have no BM25, all weigh the same)."""
        asked = " ".join(_WORD.findall(question)).lower()  # in lower case "and", "or" and "not" are words
        if not asked:
            return ()
        weights = dict(zip(FIELDS, self.WEIGHTS, strict=True))
        exact, _ = self._index.parse_query_lenient(asked, list(FIELDS), weights)
        near, _ = self._index.parse_query_lenient(asked, list(FIELDS), weights, dict.fromkeys(FIELDS, (False, 1, True)))
        should = self._library.Occur.Should
        query = self._library.Query.boolean_query([(should, exact), (should, near)])
        hits = self._searcher.search(query, SHOWN).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        return [Found(int(number or 0), float(score or 0)) for number, (score, _) in zip(numbers, hits, strict=True)]


OTHERS: dict[str, type[Engine]] = {
    "sentence encoder": SentenceEncoder,
    "RapidFuzz": RapidFuzz,
    "bm25s": Bm25s,
    "SQLite FTS5": Fts5,
    "tantivy": Tantivy,
}

_WORD = re.compile(r"\w+")
