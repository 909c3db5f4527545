"""What answers of several kinds are put together of."""

from collections.abc import Sequence

from eig_bot.answers.answer import Result
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.messages import answers as messages
from eig_bot.search.message import Language
from eig_bot.search.query import Query
from eig_bot.search.ranker import Hit


def results(hits: Sequence[Hit], query: Query | None) -> tuple[Result, ...]:
    """Return what was found, with scores from 0 to 1.

    Args:
        hits: best first.
        query: what they were found for, whose words are shown in bold; None: nothing was asked.
    """
    top = max((hit.score for hit in hits), default=1.0)
    return tuple(Result(hit.passage, min(1.0, max(0.0, hit.score / max(top, 1.0))), query) for hit in hits)


def language_note(query: Query) -> tuple[str, ...]:
    """Return the note that answers are in French, where a `query` is in English."""
    return (messages.ENGLISH,) if query.language is Language.ENGLISH else ()


def source(passage: Passage | None) -> str:
    """Return the line that names the address of a `passage`; empty where there is none."""
    return f"{messages.SOURCE}\u00a0: {passage.url}" if passage and passage.url else ""


def contact(knowledge: KnowledgeBase) -> str:
    """Return the sentence that says whom to ask, as the `knowledge` has it; empty where it does not tell."""
    return messages.ask_contact(knowledge.site.name, knowledge.site.contact)


def joined(found: Sequence[str], separator: str = "\n\n") -> str:
    """Return the texts that are `found`, without the empty ones, with a `separator` between them."""
    return separator.join(filter(None, found))
