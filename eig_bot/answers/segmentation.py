"""Two questions in one message -> its questions, one by one."""

import re

from eig_bot.search.message import Message

MAX_QUESTIONS = 3
_END = re.compile(r"(?<=[?])\s*(?=\S)|\n+")
_AND_ASKS = re.compile(
    r"\s*[,;]?\s+(?:et|puis|et aussi)\s+(?=(?:combien|quand|o[uù]|comment|pourquoi|qui|quel\w*|est-ce|qu['’]est|peut-on|faut-il"
    r"|jusqu['’])\b)",
    re.IGNORECASE,
)


def questions_in(message: Message) -> tuple[Message, ...]:
    """Return the questions of a `message` that holds two or three; empty for one that holds one, or too many.

    A question ends with its mark, or is joined by "et" to another that opens with an interrogative. What is told before a
    question ("je travaille en préfecture.") belongs to it.
    """
    parts = [part.strip() for sentence in _END.split(message.text) for part in _AND_ASKS.split(sentence)]
    if len(parts) < 2:
        return ()
    kept = [part for part in map(Message.read, parts) if part.content]
    return tuple(kept) if 2 <= len(kept) <= MAX_QUESTIONS else ()
