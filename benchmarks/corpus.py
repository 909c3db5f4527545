"""What is searched and what is asked: a folder with its questions, and larger folders made from it.

A question set is the folder's own `expect:` questions, or a file such as `eig-bot eval` takes, judged as it judges: a passage
is right when it is on a `page` named and one of its headings is the `section` named. `eig_bot.evaluation.measure` itself is not
used here, since it would load this bot into the processes that measure others; questions that no passage answers are left out.
"""

import json
import random
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase, Passage

EXPECT = "expect"
"""In the place of a file: the questions that the folder's own passages are expected to answer."""
VARIED = 0.25
"""Share of the longer words that a generated passage has otherwise than the passage it is made from."""
NEW = 0.1
"""Share of these that are new words."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder to search and what to ask of it."""

    name: str
    """As it stands in the results, which tell no path."""
    folder: Path
    questions: str
    """`EXPECT`, or the path of a file."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the numbers of the passages that answer it."""

    text: str
    right: frozenset[int]
    is_foreign: bool = False
    """True where it is known that no passage answers it."""


def read(corpus: Corpus) -> tuple[KnowledgeBase, list[Question]]:
    """Read the folder and those of its questions that a passage answers."""
    knowledge, asked = read_all(corpus)
    return knowledge, [question for question in asked if question.right]


def read_all(corpus: Corpus) -> tuple[KnowledgeBase, list[Question]]:
    """Read the folder and its questions, those that are not its own included.

    Args:
        corpus: what to read.

    Returns:
        The folder, and questions; neither answered nor foreign are those whose page is not in the folder.
    """
    knowledge = Library(corpus.folder).load()
    if corpus.questions == EXPECT:
        return knowledge, list(_expected(knowledge.passages))
    lines = Path(corpus.questions).read_text(encoding="utf-8").split("\n")
    return knowledge, [_labelled(json.loads(line), knowledge.passages) for line in lines if line.strip()]


def grown(passages: Sequence[Passage], size: int) -> KnowledgeBase:
    """Return `size` passages without phrasings, made from given ones in their order; the same at each call.

    The first round takes them as they are. In each further one, a word of five letters or more is replaced once in four by
    another word of the same passages, now and then by two halves of such words put together, so that the vocabulary grows
    with the size about as it does in real texts (160,000 words at 100,000 passages).
    """
    chance = random.Random(size)  # noqa: S311 - not a secret
    known: list[str] = sorted({word for passage in passages for word in _WORD.findall(passage.text)})

    def another(word: re.Match[str]) -> str:
        if chance.random() >= VARIED:
            return str(word[0])
        taken, other = chance.choice(known), chance.choice(known)
        return taken[: len(taken) // 2] + other[len(other) // 2 :] if chance.random() < NEW else taken

    made = []
    for number in range(size):
        passage = passages[number % len(passages)]
        turn = number // len(passages)
        if turn:
            text = _WORD.sub(another, passage.text)
            path = tuple(_WORD.sub(another, heading) for heading in passage.heading_path)
            passage = replace(passage, page=f"{turn}/{passage.page}", text=text, heading_path=path)
        made.append(replace(passage, questions=(), expect=()))
    return KnowledgeBase(tuple(made))


def _expected(passages: Iterable[Passage]) -> Iterator[Question]:
    right: dict[str, set[int]] = {}
    for number, passage in enumerate(passages):
        for text in passage.expect:
            right.setdefault(text, set()).add(number)
    for text, numbers in right.items():
        yield Question(text, frozenset(numbers))


def _labelled(row: dict[str, Any], passages: Iterable[Passage]) -> Question:
    places = [place for place in (row, *row.get("also_ok", ())) if "page" in place]
    wanted = {(_page(place["page"]), _heading(place["section"]) if place.get("section") else None) for place in places}
    numbers = (
        number
        for number, passage in enumerate(passages)
        if any((_page(passage.page), heading) in wanted for heading in (None, *map(_heading, passage.heading_path)))
    )
    return Question(row["q"], frozenset(numbers), is_foreign=row.get("kind") in _FOREIGN)


def _page(path: str) -> str:
    return path.removeprefix("./").removesuffix(".md")


def _heading(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().replace("’", "'").split())


_FOREIGN = frozenset({"far", "near"})
_WORD = re.compile(r"[^\W\d_]{5,}")
