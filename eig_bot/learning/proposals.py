"""What people made known -> phrasings to add, each accepted by a person. Begin reading at `proposals`.

A proposal is a question with the passage that was chosen for it, or that the team's reply is nearest to, or none yet. `effect`
says what accepting it would change for the `expect:` questions; `accept` and `decide` do what a person decides, after which it
is not proposed again. The terminal (`learning_dialogue.py`) and Slack are made over these functions.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum
from pathlib import Path

from eig_bot.answers.follow_up import continues
from eig_bot.answers.responder import Responder
from eig_bot.editing import edit
from eig_bot.editing.edit import Edit
from eig_bot.evaluation.measure import evaluate, own_questions
from eig_bot.journal import lessons
from eig_bot.journal.journal import Journal
from eig_bot.journal.lessons import Decision, Heard, name_of
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search.cache import Cache
from eig_bot.search.lexicon import general_off_topic
from eig_bot.search.message import Message
from eig_bot.search.ranker import Ranker

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


class State(IntEnum):
    """What becomes of an `expect:` question; see `evaluation.py`."""

    MISSED = 0
    HELPFUL = 1
    RIGHT = 2


@dataclass(frozen=True, slots=True)
class Measured:
    """The folder's `expect:` questions, asked."""

    responder: Responder
    states: Mapping[tuple[str, str], State]
    """Question and identity of its passage -> what became of it."""

    @property
    def right(self) -> int:
        """How many get the right answer."""
        return sum(state is State.RIGHT for state in self.states.values())

    @property
    def helpful(self) -> int:
        """How many bring their passage among the three shown first."""
        return sum(state is not State.MISSED for state in self.states.values())


@dataclass(frozen=True, slots=True)
class Changed:
    """An `expect:` question whose state changes."""

    question: str
    before: State
    after: State


@dataclass(frozen=True, slots=True)
class Effect:
    """What a proposal changes for the `expect:` questions."""

    before: Measured
    after: Measured

    @property
    def changed(self) -> tuple[Changed, ...]:
        """The questions whose state changes, losses first."""
        found = [
            Changed(key[0], state, self.after.states[key])
            for key, state in self.before.states.items()
            if self.after.states.get(key, state) is not state
        ]
        return tuple(sorted(found, key=lambda one: (one.after - one.before, one.question)))


# --- what is proposed -------------------------------------------------------------------------------------------------


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
    """Return, once for each page that would be proposed phrasings and cannot take any, why not; see `proposals`."""
    refused = _Refusals(folder)
    of_pages: dict[str, str] = {}
    for one in _all(journal, knowledge):
        if one.passage and (why := refused.of(one.passage)):
            of_pages.setdefault(one.passage.page, why)
    return tuple(of_pages.values())


def find(journal: Journal, knowledge: KnowledgeBase, folder: Path, name: str) -> Proposal | None:
    """Return the proposal of a name; None when it was decided on, or nothing is left to propose."""
    return next((one for one in proposals(journal, knowledge, folder) if one.name == name), None)


def candidates(responder: Responder, words: str, now: datetime) -> tuple[Passage, ...]:
    """Return the passages that fit a few words best, to choose another one from."""
    return tuple(result.passage for result in responder.respond(words, now=now).results[:CANDIDATES])


def _all(journal: Journal, knowledge: KnowledgeBase) -> Sequence[Proposal]:
    passages = {passage.identity: passage for passage in reversed(knowledge.passages)}
    known = {name_of(text) for passage in knowledge.passages for text in (*passage.questions, *passage.expect)}
    known |= {name_of(text) for text in (*general_off_topic(), *knowledge.off_topic)}
    known |= lessons.decided(journal)
    found = [one for one in lessons.heard(journal) if one.name not in known and _is_phrasing(edit.tidied(one.text))]
    found.sort(key=lambda one: (one.asked, one.last), reverse=True)
    made = [_proposal(one, passages) for one in found]
    return sorted(made, key=lambda one: (one.passage is None, -(one.chosen + one.replied)))


def _proposal(one: Heard, passages: Mapping[str, Passage]) -> Proposal:
    votes = Counter(one.chosen) + Counter(one.replied)
    there = [name for name in votes if name in passages]
    best = max(there, key=lambda name: (votes[name], one.chosen.get(name, 0)), default="")
    return Proposal(
        name=one.name,
        question=edit.tidied(one.text),
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
            self._known[passage.identity] = edit.refusal(self._folder, passage)
        return self._known[passage.identity]


# --- what it would change ---------------------------------------------------------------------------------------------


def measure(knowledge: KnowledgeBase, now: datetime, cache: Cache | None = None) -> Measured:
    """Ask the `expect:` questions of a folder; models are fitted for it, unless the cache has them."""
    responder = Responder(Ranker(knowledge, cache))
    rows = own_questions(knowledge)
    missed = {
        _key(outcome.row.question, outcome.row.passage): State.HELPFUL if outcome.is_helpful else State.MISSED
        for outcome in evaluate(rows, responder, now).misses
    }
    keys = [_key(row.question, row.passage) for row in rows]
    return Measured(responder, {key: missed.get(key, State.RIGHT) for key in keys})


def effect(proposal: Proposal, before: Measured, now: datetime, *, is_off_topic: bool = False) -> Effect:
    """Return what accepting a proposal, or saying that it is off topic, would change.

    Models are fitted on the changed folder in memory: some seconds, and no file is touched. `Effect.after` is what the next
    proposal is compared with once this one is accepted.
    """
    return Effect(before, measure(taught(before.responder.knowledge, proposal, is_off_topic=is_off_topic), now))


def taught(knowledge: KnowledgeBase, proposal: Proposal, *, is_off_topic: bool = False) -> KnowledgeBase:
    """Return a folder's content as it will be once the proposal is written."""
    if is_off_topic:
        return replace(knowledge, off_topic=(*knowledge.off_topic, proposal.question))
    at = next((at for at, passage in enumerate(knowledge.passages) if _is_same(passage, proposal.passage)), None)
    if at is None:
        return knowledge
    passage = knowledge.passages[at]
    gained = replace(passage, questions=(*passage.questions, proposal.question))
    return replace(knowledge, passages=(*knowledge.passages[:at], gained, *knowledge.passages[at + 1 :]))


def says_the_same(one: KnowledgeBase, other: KnowledgeBase) -> bool:
    """Return whether two readings of a folder differ in line numbers at most."""
    return _content(one) == _content(other)


def _content(knowledge: KnowledgeBase) -> KnowledgeBase:
    passages = tuple(replace(passage, line=0, questions=tuple(sorted(passage.questions))) for passage in knowledge.passages)
    return replace(knowledge, passages=passages, problems=(), written={})


def _key(question: str, passage: Passage | None) -> tuple[str, str]:
    return question, passage.identity if passage else ""


def _is_same(passage: Passage, other: Passage | None) -> bool:
    return other is not None and passage.identity == other.identity


# --- what a person decides --------------------------------------------------------------------------------------------


def accept(journal: Journal, folder: Path, proposal: Proposal, now: datetime) -> Edit:
    """Write a proposal's question into the page of its passage, as the file is now, and remember it.

    Raises:
        EditError: the page cannot take it; nothing was written.
        JournalError: the database refuses, after the page was written.
        ValueError: the proposal has no passage; give it one with `dataclasses.replace`.
    """
    if proposal.passage is None:
        raise ValueError("a proposal without a passage cannot be accepted")
    written = edit.add_phrasing(folder, proposal.passage, proposal.question)
    lessons.decide(journal, proposal.name, Decision.ACCEPTED, now)
    return written


def decide(journal: Journal, folder: Path, proposal: Proposal, decision: Decision, now: datetime) -> Edit | None:
    """Do what a person decides, and remember it: write the phrasing, write it into `hors-sujet.yml`, or nothing.

    Raises:
        EditError: the file cannot take it; nothing was written.
        JournalError: the database refuses, after the file was written.
        ValueError: a proposal without a passage is accepted.
    """
    if decision is Decision.ACCEPTED:
        return accept(journal, folder, proposal, now)
    written = edit.add_off_topic(folder, proposal.question) if decision is Decision.OFF_TOPIC else None
    lessons.decide(journal, proposal.name, decision, now)
    return written
