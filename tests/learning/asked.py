"""What people asked, chose and were replied, as the journal keeps it."""

from pathlib import Path

from eig_bot.journal.journal import Journal
from eig_bot.journal.questions import Question
from eig_bot.journal.repository import new_id
from eig_bot.journal.requests import Asking, Recipient
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.learning import proposals as learning
from eig_bot.learning.proposals import Proposal
from tests.garden import SPRING

HOUR = "À quelle heure arroser ?"
NOON = "doucher ses tomates en plein soleil"


def read(folder: Path) -> KnowledgeBase:
    """Read a folder as it is now."""
    return Library(folder).load()


def under(folder: Path, section: str) -> Passage:
    """Return the passage under a heading, as it is now."""
    return next(passage for passage in read(folder).passages if passage.section == section)


def ask(journal: Journal, text: str, kind: str = "suggestions", times: int = 1) -> str:
    """Record a question and return the id of its last asking."""
    for _ in range(times):
        asked = Question(new_id(), SPRING, "quelqu'un", "dm", text, kind, None, 0.3, 5)
        journal.questions.record(asked)
    return asked.id


def choose(journal: Journal, text: str, passage: Passage | None, clicks: int = 1) -> None:
    """Ask, and choose a passage among suggestions; None turns them all down."""
    for _ in range(clicks):
        journal.feedback.choose(ask(journal, text), "quelqu'un", passage.identity if passage else None)


def reply(journal: Journal, text: str, passage: Passage, question_id: str | None = None) -> None:
    """Have the team reply to a request with a text that a passage is the nearest to."""
    asking = Asking(new_id(), text, Recipient("U0HABITANT"), question_id)
    journal.requests.add(asking)
    journal.requests.nearest(asking.id, passage.identity)


def proposed(journal: Journal, folder: Path) -> tuple[Proposal, ...]:
    """Return what is proposed for a folder as it is now."""
    return learning.proposals(journal, read(folder), folder)
