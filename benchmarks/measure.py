"""What is measured, each in a process of its own: `alone(function, …)` starts one, calls the function there and ends it.

* Time of a question: each question of the set once, in its order, after one that is not in the set. So nothing is known of a
  question beforehand, and what an engine does once, at its very first question, is not counted (for this bot, see `AnyText`).
* Time to index: from passages in memory until questions can be asked; reading the folder and importing the library are not
  counted.
* Memory: the largest resident size that the process ever had (`ru_maxrss`), less that of a process that does the same with
  `Nothing` in the place of the engine. So Python, the passages and the questions are not counted; the engine's library is.
"""

import math
import multiprocessing
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ParamSpec, TypeVar

from benchmarks.corpus import Corpus, Question, grown, read
from benchmarks.engines import OTHERS, EigBot, Engine, Nothing
from eig_bot.knowledge.passage import KnowledgeBase

SETTLING = "une toute première question, avec un mot inconnu : xwzqtrop"
"""Asked before the clock runs."""
STARTS = 7
"""New processes timed for one `ask`."""
TEXTS = 40
"""Random texts of a kind."""
COVERED = (0.2, 0.4, 0.6, 0.8, 1.0)
"""Shares of the questions, the surest ones first, of which the risk is told."""
LONGEST = 40_000
"""Characters of a random text, at most: what one may paste into a message."""

Given = ParamSpec("Given")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one engine on one folder, in seconds and bytes."""

    passages: int
    phrasings: int
    questions: int
    at_1: float
    """Share of the questions of which the first hit is right."""
    at_3: float
    """Share of the questions that have a right one among the first three."""
    p50: float
    p95: float
    slowest: float
    index: float
    whole: int
    """Memory of the whole process."""
    risks: tuple[float, ...]
    """Share of wrong first hits among the questions that the engine is surest of, by its best score, for each of `COVERED`."""
    memory: int = 0
    """Memory of the engine alone."""


@dataclass(frozen=True, slots=True)
class AnyText:
    """How long this bot takes for texts that are no questions, in seconds."""

    first: float
    """The very first answer of a process, to a word that is not in the folder."""
    slowest: float
    """The slowest answer of all others."""
    kind: str
    """What the slowest text was made of."""
    texts: int


def alone(function: Callable[Given, Result], *arguments: Given.args, **named: Given.kwargs) -> Result:
    """Call a function in a new process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(function, *arguments, **named).result()


def compare(corpus: Corpus, cache: Path) -> dict[str, Figures]:
    """Measure every engine on a folder; this bot a second time with what the first one left in its cache, empty so far."""
    found = {name: alone(on_folder, EigBot, corpus, cache) for name in ("this bot", "this bot, from its cache")}
    found |= {name: alone(on_folder, engine, corpus) for name, engine in OTHERS.items()}
    empty = alone(on_folder, Nothing, corpus)
    return {name: _less(figures, empty) for name, figures in found.items()}


def grow(corpora: Sequence[Corpus], sizes: Sequence[int]) -> Iterator[Figures]:
    """Measure this bot, without a cache, on ever more passages made from those of the corpora, with all their questions."""
    for size in sizes:
        yield _less(alone(on_passages, EigBot, corpora, size), alone(on_passages, Nothing, corpora, size))


def on_folder(engine: Callable[..., Engine], corpus: Corpus, *arguments: Path) -> Figures:
    """Measure an engine on a folder, in this process.

    Args:
        engine: makes it.
        corpus: what it searches, and what is asked.
        arguments: what it is made with.
    """
    return _figures(engine(*arguments), *read(corpus))


def on_passages(engine: Callable[[], Engine], corpora: Sequence[Corpus], size: int) -> Figures:
    """Measure an engine on passages made from those of corpora, in this process; which hit is right is not known here."""
    contents = [read(corpus) for corpus in corpora]
    questions = [question for _, asked in contents for question in asked]
    passages = [passage for knowledge, _ in contents for passage in knowledge.passages]
    return _figures(engine(), grown(passages, size), questions)


def starts(folder: Path, data: Path) -> list[float]:
    """Time `eig-bot ask` in new processes, as a shell sees them, once a first one has left its cache in `data`."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("EIG_BOT_", "SLACK_"))}
    command = [sys.executable, "-m", "eig_bot", "ask", "--knowledge", str(folder), "--", "comment vous contacter ?"]
    taken = []
    for _ in range(STARTS + 1):
        begin = time.perf_counter()
        subprocess.run(command, env=environment | {"EIG_BOT_DATA": str(data)}, check=True, capture_output=True)
        taken.append(time.perf_counter() - begin)
    return taken[1:]


def any_text(corpus: Corpus, cache: Path) -> AnyText:
    """Ask this bot random texts, in this process, with what it has in its cache."""
    knowledge, _ = read(corpus)
    bot = EigBot(cache)
    bot.index(knowledge)
    first = _time(bot, SETTLING)
    taken = [(_time(bot, text), kind) for kind, text in _random_texts()]
    return AnyText(first, *max(taken), len(taken))


def _figures(engine: Engine, knowledge: KnowledgeBase, questions: Sequence[Question]) -> Figures:
    begin = time.perf_counter()
    engine.index(knowledge)
    index = time.perf_counter() - begin
    engine.find(SETTLING)
    taken, at_3 = [], 0
    told: list[tuple[float, bool]] = []
    for question in questions:
        begin = time.perf_counter()
        found = engine.find(question.text)
        taken.append(time.perf_counter() - begin)
        hits = [one.number for one in found]
        told.append((found[0].score if found else -math.inf, not question.right.isdisjoint(hits[:1])))
        at_3 += not question.right.isdisjoint(hits[:3])
    percentiles = statistics.quantiles(taken, n=20, method="inclusive")
    return Figures(
        passages=len(knowledge.passages),
        phrasings=sum(len(passage.questions) for passage in knowledge.passages),
        questions=len(questions),
        at_1=sum(right for _, right in told) / len(questions),
        at_3=at_3 / len(questions),
        p50=percentiles[9],
        p95=percentiles[18],
        slowest=max(taken),
        index=index,
        whole=_peak(),
        risks=tuple(risks(told)),
    )


def risks(told: Sequence[tuple[float, bool]]) -> list[float]:
    """Return the share of wrong first hits among the surest questions, for each of `COVERED`.

    Args:
        told: for each question how sure it is, on any scale, and whether its first hit is right.
    """
    right = [is_right for _, is_right in sorted(told, reverse=True)]
    return [1 - statistics.fmean(right[: max(1, round(share * len(right)))]) for share in COVERED]


def _less(figures: Figures, empty: Figures) -> Figures:
    return replace(figures, memory=figures.whole - empty.whole)


def _peak() -> int:
    """Return the largest resident size of this process so far, in bytes; the system counts in KiB, but macOS in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _time(bot: EigBot, text: str) -> float:
    begin = time.perf_counter()
    bot.find(text)
    return time.perf_counter() - begin


def _random_texts() -> Iterator[tuple[str, str]]:
    """Yield (what it is made of, text); the same at each call."""
    chance = random.Random(1)  # noqa: S311 - not a secret
    for kind, ranges in _KINDS.items():
        characters = [chr(code) for start, end in ranges for code in range(start, end)]
        for number in range(TEXTS):
            length = LONGEST if number == 0 else int(LONGEST ** chance.random())
            yield kind, "".join(chance.choices(characters, k=length))


_SPACES = tuple((ord(" "), ord(" ") + 1) for _ in range(5))
_KINDS: Mapping[str, tuple[tuple[int, int], ...]] = {
    "any character": ((0x0, 0xD800), (0xE000, 0x11_0000)),
    "letters and spaces": ((ord("a"), ord("z") + 1), *_SPACES),
    "accented letters and spaces": ((0xC0, 0x250), *_SPACES * 10),
    "right-to-left scripts": ((0x590, 0x780), *_SPACES * 10),
    "Chinese and Japanese": ((0x3040, 0xA000),),
    "combining marks": ((0x300, 0x370), (ord("a"), ord("f"))),
    "emoji": ((0x1F300, 0x1FB00), (0x200D, 0x200E), (0xFE0F, 0xFE10)),
    "control characters": ((0x0, 0x20), (0x7F, 0xA0), (0x200B, 0x2010), (0x202A, 0x202F)),
    "punctuation": ((0x21, 0x30), (0x3A, 0x41), (0x5B, 0x61), (0x7B, 0x7F), (0x2010, 0x2060)),
}
"""Ranges of code points that a text is drawn from."""
