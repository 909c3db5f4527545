"""What will be answered on a day to come, such as that on which a call opens, to the opening questions of `site.yml`.

The team reads it beforehand: what is still told of last year's call is seen while there is time to write it anew.
"""

from collections.abc import Sequence
from datetime import date, datetime
from textwrap import indent

from eig_bot.answers.answer import Answer
from eig_bot.answers.responder import Responder
from eig_bot.messages import check as messages
from eig_bot.printable import printable


def answers_on(responder: Responder, questions: Sequence[str], now: datetime) -> tuple[Answer, ...]:
    """Return the answer to each question, in their order, each asked as a first message.

    Args:
        responder: the bot, with the folder as it is on that day.
        questions: the opening questions.
        now: the moment at which it is asked, with its time zone.
    """
    return tuple(responder.respond(question, now=now) for question in questions)


def as_text(answers: Sequence[Answer], moment: date) -> str:
    """Return what a person reads of them: each question, and under it the answer whole, with the page that it is taken from.

    Args:
        answers: to the opening questions; where there are none, it says how to have some.
        moment: the day.
    """
    if not answers:
        return messages.NO_OPENING_QUESTIONS
    return "\n\n".join([messages.answered_on(moment), *map(_with_question, answers)])


def _with_question(answer: Answer) -> str:
    place = f" ({answer.source.page}:{answer.source.line})" if answer.source else ""
    return printable(f"• {answer.question}{place}\n{indent(answer.text, '  ')}")
