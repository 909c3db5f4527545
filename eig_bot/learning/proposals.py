"""What people made known -> phrasings to add, each accepted by a person. Begin reading at `proposals`.

A proposal is a question with the passage that was chosen for it, or that the team's reply is nearest to, or none yet.
`effect.py` says what accepting it would change for the `expect:` questions; `decisions.py` does what a person decides, after
which it is not proposed again. The terminal (`dialogue.py`) and Slack are made over these functions.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from eig_bot.answers.follow_up import continues
from eig_bot.answers.responder import Responder
from eig_bot.editing import edits
from eig_bot.editing.additions import tidied
from eig_bot.journal.journal import Journal
from eig_bot.journal.lessons import Heard, name_of
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search.lexicon import general_off_topic, more_off_topic
from eig_bot.search.message import Message

MAX_PHRASING = 200
"""Characters of a question; a longer one tells a story, and its words would teach the search anything."""
MIN_WORDS = 2
CANDIDATES = 5
"""Passages to choose another one from."""
_CONTINUES = re.compile(r"(?:et|mais|sinon)\b", re.IGNORECASE)
_REDACTED = re.compile(r"\[\w+\]")
"""What `journal/redact.py` leaves in the place of an address or a number."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question that might become a phrasing."""

    name: str
    """Short, and the same as long as the question is: for a button."""
    question: str
    """As it would be written."""
    passage: Passage | None
    """What it would find; None where nobody has shown it."""
    asked: int
    chosen: int = 0
    """How many chose the passage among suggestions."""
    replied: int = 0
    """To how many of the team's replies the passage is the nearest."""
    refused: int = 0
    """How many turned down all suggestions."""
    unanswered: int = 0
    """How often the bot found nothing."""


def proposals(journal: Journal, knowledge: KnowledgeBase, folder: Path) -> tuple[Proposal, ...]:
    """Return what nobody has decided on: what has a passage first, what most people showed first.

    Args:
        journal: what was asked, chosen and decided.
        knowledge: the folder, read.
        folder: where its files are, to see which pages can take phrasings.

    Raises:
        JournalError: the database refuses.
    """
    refused = _Refusals(folder)
    return tuple(one for one in _all(journal, knowledge) if one.passage is None or refused.of(one.passage) is None)


def refusals(journal: Journal, knowledge: KnowledgeBase, folder: Path) -> tuple[str, ...]:
    """Return, once for each page that would be proposed phrasings and cannot take any, the sentence that says why.

    Args:
        journal: what was asked, chosen and decided.
        knowledge: the folder, read.
        folder: where its files are.

    Raises:
        JournalError: the database refuses.
    """
    refused = _Refusals(folder)
    of_pages: dict[str, str] = {}
    for one in _all(journal, knowledge):
        if one.passage and (why := refused.of(one.passage)):
            of_pages.setdefault(one.passage.page, why)
    return tuple(of_pages.values())


def find(journal: Journal, knowledge: KnowledgeBase, folder: Path, name: str) -> Proposal | None:
    """Return the proposal of a name; None when it was decided on, or nothing is left to propose.

    Args:
        journal: what was asked, chosen and decided.
        knowledge: the folder, read.
        folder: where its files are.
        name: see `Proposal.name`.

    Raises:
        JournalError: the database refuses.
    """
    return next((one for one in proposals(journal, knowledge, folder) if one.name == name), None)


def candidates(responder: Responder, words: str, now: datetime) -> tuple[Passage, ...]:
    """Return the passages that fit a few words best, to choose another one from; `CANDIDATES` at most.

    Args:
        responder: the bot.
        words: what was typed to search for it.
        now: the moment, with its time zone.
    """
    return tuple(result.passage for result in responder.respond(words, now=now).results[:CANDIDATES])


def _all(journal: Journal, knowledge: KnowledgeBase) -> Sequence[Proposal]:
    passages = {passage.identity: passage for passage in reversed(knowledge.passages)}
    known = {name_of(text) for passage in knowledge.passages for text in (*passage.questions, *passage.expect)}
    known |= {name_of(text) for text in (*general_off_topic(), *more_off_topic(), *knowledge.off_topic)}
    known |= journal.lessons.decided()
    found = [one for one in journal.lessons.heard() if one.name not in known and _is_phrasing(tidied(one.text))]
    found.sort(key=lambda one: (one.asked, one.last), reverse=True)
    made = [_proposal(one, passages) for one in found]
    return sorted(made, key=lambda one: (one.passage is None, -(one.chosen + one.replied)))


def _proposal(one: Heard, passages: Mapping[str, Passage]) -> Proposal:
    votes = Counter(one.chosen) + Counter(one.replied)
    there = [name for name in votes if name in passages]
    best = max(there, key=lambda name: (votes[name], one.chosen.get(name, 0)), default="")
    return Proposal(
        name=one.name,
        question=tidied(one.text),
        passage=passages.get(best),
        asked=one.asked,
        chosen=one.chosen.get(best, 0),
        replied=one.replied.get(best, 0),
        refused=one.refused,
        unanswered=one.unanswered,
    )


def _is_phrasing(text: str) -> bool:
    """A turn that leans on its thread ("et pour une école ?") says too little of its own to be learnt."""
    spoken = [word for word in text.split() if any(map(str.isalnum, word))]
    leans = _CONTINUES.match(text) and continues(Message.read(text))
    return len(spoken) >= MIN_WORDS and len(text) <= MAX_PHRASING and not _REDACTED.search(text) and not leans


class _Refusals:
    """Why passages cannot take phrasings; each is tried once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, str | None] = {}

    def of(self, passage: Passage) -> str | None:
        if passage.identity not in self._known:
            self._known[passage.identity] = edits.refusal(self._folder, passage)
        return self._known[passage.identity]
