"""Where a question is put into YAML text, and as what: in the file's own style, and nothing else moves.

The YAML parser says where a list stands; the new line goes there, set off as those around it, in brackets where they are.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import yaml

from eig_bot.knowledge.headings import normalized_heading
from eig_bot.knowledge.passage import Passage
from eig_bot.knowledge.yaml_nodes import FieldError, compose, texts_of
from eig_bot.messages import editing as messages
from eig_bot.messages import knowledge as knowledge_messages

STEP = 2
"""Columns by which a list is set off from its key, in a file that has no list yet."""


@dataclass(frozen=True, slots=True)
class Insertion:
    """Text to put into a text."""

    at: int
    """Offset before which it goes."""
    text: str
    """With "\n" at the ends of lines."""


def of_phrasing(front: str, passage: Passage, question: str, *, is_first: bool) -> Insertion:
    """Return what makes a question a phrasing of a passage.

    Args:
        front: the front matter of its page, without boundaries, with plain ends of lines.
        passage: that takes it.
        question: on one line.
        is_first: True for the first passage of the page, whose phrasings are those of the page.

    Raises:
        FieldError: there is no mapping, or its `questions:` are content of a page of the site.
    """
    root = compose(front)
    if not isinstance(root, yaml.MappingNode):
        raise FieldError(0, knowledge_messages.FRONT_MATTER_NOT_A_MAPPING)
    keys = _keys(root)
    questions, entries = keys.get("questions"), keys.get("passages")
    if questions is not None:
        _refuse_content(questions)
    entry = _entry(entries, passage.name)
    own = _keys(entry).get("questions") if entry else None
    if is_first and (questions is not None or own is None):
        return _into_questions(front, root, questions, question)
    if entry:
        return _into_questions(front, entry, own, question)
    if isinstance(entries, yaml.SequenceNode):
        return _into_list(
            front,
            entries,
            f"{{heading: {_scalar(passage.name, in_flow=True)}, questions: [{_scalar(question, in_flow=True)}]}}",
            lambda column: _entry_lines(column, passage.name, question, _step(root)),
        )
    step = _step(root)
    return _at_the_end(front, ["passages:", *_entry_lines(step, passage.name, question, step)])


def of_off_topic(source: str, question: str) -> Insertion:
    """Return what adds a question to the list of `hors-sujet.yml`.

    Args:
        source: the file, with plain ends of lines; empty for one that is not there yet.
        question: on one line.

    Raises:
        FieldError: the file cannot be read.
    """
    root = compose(source)
    if isinstance(root, yaml.MappingNode):
        return _into_questions(source, root, _keys(root).get("questions"), question)
    return _at_the_end(source, ["questions:", f"{' ' * STEP}- {_scalar(question)}"])


def _refuse_content(questions: yaml.Node) -> None:
    try:
        texts_of(questions, "questions")
    except FieldError as error:
        raise FieldError(error.line, messages.QUESTIONS_ARE_CONTENT) from error


def _into_questions(text: str, mapping: yaml.MappingNode, questions: yaml.Node | None, question: str) -> Insertion:
    """Add to the `questions:` of a file or of an entry of `passages:`; a list that is not there yet is opened."""
    if isinstance(questions, yaml.SequenceNode):
        return _into_list(
            text, questions, _scalar(question, in_flow=True), lambda column: [f"{' ' * column}- {_scalar(question)}"]
        )
    if mapping.flow_style:
        return Insertion(_end(text, mapping.value[-1][1]), f", questions: [{_scalar(question, in_flow=True)}]")
    column = mapping.value[0][0].start_mark.column
    lines = [f"{' ' * column}questions:", f"{' ' * (column + _step(mapping))}- {_scalar(question)}"]
    keys = _keys(mapping)
    if "heading" in keys:
        return _below(text, max(_end(text, keys[name]) for name in ("heading", "url") if name in keys), lines)
    following = [key.start_mark.index for key, _ in mapping.value if key.value in {"expect", "passages", "calls"}]
    return _above(text, min(following), lines) if following else _at_the_end(text, lines)


def _into_list(text: str, node: yaml.SequenceNode, in_flow: str, lines_at: Callable[[int], Sequence[str]]) -> Insertion:
    """Add after the last item: `in_flow` within brackets, else lines made for the column of the dashes."""
    if not node.value:
        return Insertion(_end(text, node) - 1, in_flow)
    end = _end(text, node.value[-1])
    start = node.value[-1].start_mark
    if not node.flow_style:
        dash = text.rfind("-", 0, start.index)
        return _below(text, end, lines_at(dash - (text.rfind("\n", 0, dash) + 1)))
    before = _end(text, node.value[-2]) if len(node.value) > 1 else node.start_mark.index
    gap = f"\n{' ' * start.column}" if "\n" in text[before : start.index] else " "
    comma = re.compile(r"\s*,").match(text, end)
    return Insertion(comma.end(), f"{gap}{in_flow}") if comma else Insertion(end, f",{gap}{in_flow}")


def _below(text: str, end: int, lines: Sequence[str]) -> Insertion:
    """Add lines below the one on which something ends."""
    line_end = text.find("\n", end)
    if line_end < 0:
        return Insertion(len(text), "\n" + "\n".join(lines))
    return Insertion(line_end + 1, "\n".join(lines) + "\n")


def _above(text: str, start: int, lines: Sequence[str]) -> Insertion:
    """Add lines above the one on which a key stands, and above the comments that introduce it."""
    at = text.rfind("\n", 0, start) + 1
    while (line := text.rfind("\n", 0, max(0, at - 1)) + 1) < at and text.startswith("#", line):
        at = line
    return Insertion(at, "\n".join(lines) + "\n")


def _at_the_end(text: str, lines: Sequence[str]) -> Insertion:
    """Add lines below the last one that says something."""
    written = len(text.rstrip())
    return _below(text, written, lines) if written else Insertion(len(text), "\n".join(lines) + "\n")


def _end(text: str, node: yaml.Node) -> int:
    """Return where the text of a node ends: a block's own end lies beyond the comments after it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    start, end = node.start_mark.index, node.end_mark.index
    return start + len(text[start:end].rstrip())


def _step(mapping: yaml.MappingNode) -> int:
    """Return by how many columns this mapping sets off its lists."""
    column = mapping.value[0][0].start_mark.column
    lists = (node for _, node in mapping.value if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value)
    first = next(lists, None)
    return first.start_mark.column - column if first and first.start_mark.column >= column else STEP


def _entry_lines(column: int, heading: str, question: str, step: int) -> list[str]:
    margin = " " * (column + 2)
    return [
        f"{' ' * column}- heading: {_scalar(heading)}",
        f"{margin}questions:",
        f"{margin}{' ' * step}- {_scalar(question)}",
    ]


def _entry(entries: yaml.Node | None, heading: str) -> yaml.MappingNode | None:
    """Return the entry of `passages:` for a heading; the last of several is the one that counts."""
    if not isinstance(entries, yaml.SequenceNode):
        return None
    named = [item for item in entries.value if isinstance(item, yaml.MappingNode) and "heading" in _keys(item)]
    return next((item for item in reversed(named) if _heading(item) == normalized_heading(heading)), None)


def _heading(entry: yaml.MappingNode) -> str:
    return normalized_heading(unicodedata.normalize("NFC", str(_keys(entry)["heading"].value)))


def _keys(node: yaml.MappingNode) -> dict[str, yaml.Node]:
    return {str(key.value): value for key, value in node.value}


def _scalar(text: str, *, in_flow: bool = False) -> str:
    """Return a text as YAML: as it is where that reads back as this text, else in double quotes (JSON's are YAML's)."""
    try:
        node = yaml.compose(f"[{text}]" if in_flow else f"- {text}", Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        node = None
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    is_itself = len(items) == 1 and isinstance(items[0], yaml.ScalarNode) and items[0].value == text
    return text if is_itself and items[0].tag.endswith(":str") else json.dumps(text, ensure_ascii=False)
