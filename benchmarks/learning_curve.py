"""What the bot finds with a part of the phrasings, and of the questions that are not ours: would more of them still help?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from benchmarks import report
from benchmarks.marks import Marks, Share, wanting
from benchmarks.replies import DAY, Reply, as_reply
from benchmarks.sets import Asked, Wanted
from eig_bot.answers.json_output import as_json
from eig_bot.answers.responder import Responder
from eig_bot.clock import clock
from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.search.ranker import Ranker

TITLE = "What more phrasings, and more that is not ours, still bring"


@dataclass(frozen=True, slots=True)
class Written:
    """One in so many of what a team has written."""

    phrasings: int
    off_topic: int

    def of(self, knowledge: KnowledgeBase) -> KnowledgeBase:
        """Return a folder with that part; each passage keeps the same part of its phrasings.

        Args:
            knowledge: the folder.
        """
        passages = tuple(replace(one, questions=one.questions[:: self.phrasings]) for one in knowledge.passages)
        return replace(knowledge, passages=passages, off_topic=knowledge.off_topic[:: self.off_topic])


STEPS = (Written(4, 1), Written(2, 1), Written(1, 4), Written(1, 2), Written(1, 1))


def table(knowledge: KnowledgeBase, messages: Sequence[Asked]) -> str:
    """Return the curve in Markdown.

    Args:
        knowledge: the folder that the messages are about.
        messages: each is asked by itself, so that a fault before it in its thread counts once.
    """
    return report.table(
        ("phrasings", "not ours", "right at 1", "answered rightly", "wrongly", "near questions held back"),
        [_row(step.of(knowledge), messages) for step in STEPS],
    )


def _row(knowledge: KnowledgeBase, messages: Sequence[Asked]) -> tuple[str, ...]:
    found = list(_replies(knowledge, messages))
    ours, marks = wanting(found, Wanted.ANSWER, Wanted.SEVERAL), Marks.of(found)
    near = [reply for reply in wanting(found, Wanted.NOTHING) if reply.asked.group == "near"]
    shares = (
        Share.of(ours, lambda reply: reply.is_first_right),
        marks.right,
        marks.misleading,
        Share.of(near, lambda reply: not reply.is_answered),
    )
    written = (sum(len(passage.questions) for passage in knowledge.passages), len(knowledge.off_topic))
    return (*(f"{number:,}" for number in written), *map(report.percent, shares))


def _replies(knowledge: KnowledgeBase, messages: Sequence[Asked]) -> Iterator[Reply]:
    responder, now = Responder(Ranker(knowledge)), clock(date.fromisoformat(DAY))()
    return (as_reply(asked, as_json(responder.respond(asked.text, now=now))) for asked in messages)
