"""Answers -> Block Kit: pure functions from values to blocks.

Text stands in `rich_text` blocks, whose elements are plain: nothing that a person or a page wrote can become a mention, and
bold works in the middle of a word.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from eig_bot import messages
from eig_bot.answers.answer import Answer, Kind, Result, Run
from eig_bot.knowledge.passage import Passage
from eig_bot.slack import limits, mrkdwn

Block = dict[str, Any]
Element = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted: blocks, and the same in `text` for notifications and screen readers."""

    text: str
    blocks: list[Block] = field(default_factory=list)


def answer_message(answer: Answer) -> Message:
    """Return the message of an answer: its warnings, what it says, its source, and other passages worth a look."""
    if answer.parts:
        messages_of_parts = [answer_message(part) for part in answer.parts]
        return Message(_fallback(answer.text), [block for message in messages_of_parts for block in message.blocks])
    blocks = [_paragraph([_text(note, italic=True)]) for note in answer.notes]
    if answer.message:
        blocks.append(_paragraph([_text(answer.message)]))
    if answer.kind is Kind.ANSWER:
        best = answer.results[0]
        blocks.append(_paragraph([_text(f"{best.passage.section}\n", bold=True), *map(_run, best.snippet.runs)]))
    if answer.source:
        blocks += _source(answer.source)
    if answer.kind is Kind.SUGGESTIONS:
        blocks.append(_list(answer.suggestions))
    elif answer.others:
        blocks += [_paragraph([_text(messages.OTHERS)]), _list(answer.others)]
    return Message(_fallback(answer.text), blocks)


def plain_message(text: str) -> Message:
    """Return a message of plain text."""
    return Message(_fallback(text), [_paragraph([_text(text)])])


def _fallback(text: str) -> str:
    """Escaping makes a text longer, so that it is cut before."""
    return mrkdwn.escape(limits.clip(text, limits.TEXT // 2))


def _paragraph(elements: Sequence[Element]) -> Block:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def _list(results: Sequence[Result]) -> Block:
    items = [{"type": "rich_text_section", "elements": [_title(result)]} for result in results]
    return {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": items}]}


def _title(result: Result) -> Element:
    title = limits.clip(result.passage.section, limits.LABEL)
    url = result.passage.url
    return _link(title, url) if url and len(url) <= limits.URL else _text(title)


def _source(passage: Passage) -> list[Block]:
    url = passage.url
    if not url or len(url) > limits.URL:
        return []
    return [_paragraph([_text(f"{messages.SOURCE}\u00a0: "), _link(limits.clip(passage.title, limits.LABEL), url)])]


def _run(run: Run) -> Element:
    if run.url and len(run.url) <= limits.URL:
        return _link(run.text, run.url)
    return _text(run.text, bold=run.bold)


def _text(text: str, **style: bool) -> Element:
    marks = {name: True for name, is_set in style.items() if is_set}
    element: Element = {"type": "text", "text": limits.clip(text, limits.RICH_TEXT)}
    return element | ({"style": marks} if marks else {})


def _link(text: str, url: str) -> Element:
    return {"type": "link", "url": url, "text": text}
