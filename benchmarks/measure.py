"""What is measured, each in a process of its own: `alone(function, …)` starts one, calls the function there, ends it.

* Time of a question: each question of the set once, in its order, after one question that is not in the set; wall time.
  So nothing is known of a question beforehand, and what an engine does once, at its first question, is not counted (for
  this bot see `any_text`).
* Time to index: from passages in memory to ready; reading the folder and importing the library are not counted.
* Memory: the largest resident size (`ru_maxrss`) that the process ever had, less that of a process which does the same with
  `Nothing` in the place of the engine. So Python, the passages and the questions are not counted, the engine's library is.
"""

import multiprocessing
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import Corpus, Question, grown, read
from benchmarks.engines import OTHERS, EigBot, Engine, Nothing
from eig_bot.knowledge.passage import KnowledgeBase

SETTLING = "Une toute première question, avec un mot inconnu : xwzqtrop ?"
"""Asked before the clock runs."""
TIMES = 5
"""New processes timed for one `ask`."""
TEXTS = 40
"""Random texts a kind."""
LONGEST = 40_000
"""Characters of a random text: as many as Slack lets anyone send."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one engine on one folder; seconds and bytes."""

    passages: int
    phrasings: int
    questions: int
    at_1: float
    """Share of the questions of which the first hit is right."""
    at_3: float
    """Share of the questions with a right one among the first three."""
    p50: float
    p95: float
    slowest: float
    index: float
    memory: int


@dataclass(frozen=True, slots=True)
class AnyText:
    """How long this bot takes on texts that are no questions; seconds."""

    first: float
    """Its first answer to a word that it does not know, in a new process."""
    slowest: float
    kind: str
    """Kind of the slowest text."""
    texts: int


def alone[Result](function: Callable[..., Result], *arguments: object) -> Result:
    """Call a function in a new process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(function, *arguments).result()


def compare(corpus: Corpus) -> dict[str, Figures]:
    """Measure every engine on a folder; this bot twice, the second time with what the first one left in its cache."""
    with tempfile.TemporaryDirectory() as cache:
        own = {
            "this bot": alone(engine_on, EigBot, corpus, Path(cache)),
            "this bot, from its cache": alone(engine_on, EigBot, corpus, Path(cache)),
        }
    others = {name: alone(engine_on, engine, corpus) for name, engine in OTHERS.items()}
    return _less(alone(engine_on, Nothing, corpus), own | others)
