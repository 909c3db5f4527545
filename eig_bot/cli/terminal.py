"""An answer -> text for a terminal; `click` drops the colours where the output is no terminal."""

from collections.abc import Sequence

import click

from eig_bot.answers.answer import Answer, Kind, Result
from eig_bot.answers.labels import labels
from eig_bot.answers.snippet import Run
from eig_bot.messages import answers as messages
from eig_bot.printable import printable


def render(answer: Answer) -> str:
    """Return what a person reads in a terminal, with colours.

    Args:
        answer: one of several parts is rendered part by part.
    """
    if answer.parts:
        return "\n\n".join(filter(None, (*map(_under_its_question, answer.parts), printable(answer.message))))
    others = [f"{messages.OTHERS}\n{_listed(answer.others)}"] if answer.others else []
    return "\n\n".join([_answer(answer), *others])


def _under_its_question(part: Answer) -> str:
    return f"{click.style(printable(messages.asked(part.question)), bold=True)}\n\n{_answer(part)}"


def _answer(answer: Answer) -> str:
    """Return all that is shown of one answer, but what else there is to see."""
    parts = [*(click.style(printable(note), fg="yellow") for note in answer.notes)]
    if answer.message:
        parts.append(printable(answer.message))
    if answer.kind is Kind.ANSWER:
        best = answer.results[0]
        parts += [click.style(printable(best.passage.section), bold=True), "".join(map(_run, best.snippet.runs))]
    if answer.source and answer.source.url:
        parts.append(f"{messages.SOURCE}\u00a0: {click.style(printable(answer.source.url), underline=True)}")
    if answer.suggestions:
        parts.append(_listed(answer.suggestions))
    return "\n\n".join(parts)


def _listed(results: Sequence[Result]) -> str:
    """Return results with the numbers by which a reader can choose them."""
    return messages.numbered(
        [
            printable(label + (f" — {result.passage.url}" if result.passage.url else ""))
            for label, result in zip(labels([result.passage for result in results]), results, strict=True)
        ]
    )


def _run(run: Run) -> str:
    text = printable(run.text)
    if run.url is None:
        return click.style(text, bold=True) if run.bold else text
    address = printable(run.url.removeprefix("mailto:"))
    return text if address == text else f"{text} ({click.style(address, underline=True)})"
