"""Adds a phrasing to a page, or a question to `hors-sujet.yml`; every other byte of the file stays as it is.

The YAML parser says where a list stands; the new line is put into the text there, in the file's own style. What comes out is
read again before it is written: exactly one more phrasing, and otherwise the same passages, or the file is left alone.
"""

import contextlib
import difflib
import json
import os
import re
import shutil
import tempfile
import threading
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml
from frontmatter.default_handlers import YAMLHandler

from eig_bot.errors import EigBotError
from eig_bot.knowledge.extras import OFF_TOPIC_FILE, read_lists
from eig_bot.knowledge.front_matter import FieldError, compose, texts_of
from eig_bot.knowledge.page import decode, fold, read_page
from eig_bot.knowledge.passage import Page, Passage, Site
from eig_bot.messages import editing as messages
from eig_bot.messages import knowledge as knowledge_messages

STEP = 2
"""Columns by which a list is set off from its key, in a file that has no list yet."""
NEW_FILE_MODE = 0o644


class EditError(EigBotError):
    """A file cannot take what should be added, and stays as it was; the sentence says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One file, before and after."""

    path: str
    """Within the knowledge folder, with slashes."""
    before: bytes | None
    """None for a file that was not there."""
    after: bytes

    @property
    def line(self) -> int:
        """Line of the question, from 1: the last of those that were added."""
        old, new = (source.splitlines() for source in (self.before or b"", self.after))
        same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(old))
        return same + max(1, len(new) - len(old))


def tidied(question: str) -> str:
    """Return a question as it can stand in a file: on one line, in NFC, without control characters."""
    text = "".join(char for char in unicodedata.normalize("NFC", question) if char.isspace() or not _is_control(char))
    return " ".join(text.split())


def phrasing_edit(folder: Path, passage: Passage, question: str, pending: Sequence[Edit] = ()) -> Edit:
    """Return the edit that makes a question a phrasing of a passage; nothing is written.

    Args:
        folder: the knowledge folder; the page is read as it is now.
        passage: of that folder, found again by its page and headings.
        question: how people ask for it.
        pending: earlier edits that are not written, on which this one stands.

    Raises:
        EditError: the page cannot take it.
    """
    source = _current(folder, passage.page, pending)
    if source is None:
        raise EditError(messages.edit_refused(passage.page, messages.PASSAGE_GONE))
    try:
        return Edit(passage.page, source, _with_phrasing(source, passage, tidied(question)))
    except FieldError as error:
        raise EditError(messages.edit_refused(f"{passage.page}:{error.line + 1}:{error.column + 1}", str(error))) from error


def off_topic_edit(folder: Path, question: str, pending: Sequence[Edit] = ()) -> Edit:
    """Return the edit that adds a question to those that are nobody's here; nothing is written.

    Raises:
        EditError: the file cannot take it.
    """
    source = _current(folder, OFF_TOPIC_FILE, pending)
    try:
        return Edit(OFF_TOPIC_FILE, source, _with_off_topic(source or b"", tidied(question)))
    except FieldError as error:
        raise EditError(messages.edit_refused(f"{OFF_TOPIC_FILE}:{error.line + 1}:{error.column + 1}", str(error))) from error


def refusal(folder: Path, passage: Passage) -> str | None:
    """Return why a passage's page cannot take phrasings; None when it can."""
    try:
        phrasing_edit(folder, passage, _ANY_QUESTION)
    except EditError as error:
        return str(error)
    return None


def add_phrasing(folder: Path, passage: Passage, question: str) -> Edit:
    """Write a phrasing into the page as it is now; see `phrasing_edit`."""
    with _WRITING:
        return _written(folder, phrasing_edit(folder, passage, question))


def add_off_topic(folder: Path, question: str) -> Edit:
    """Write a question into `hors-sujet.yml` as it is now; see `off_topic_edit`."""
    with _WRITING:
        return _written(folder, off_topic_edit(folder, question))


def patch(folder: Path, edits: Sequence[Edit]) -> str:
    """Return edits as one unified diff, for `git apply` or `patch -p1` in the folder's parent."""
    files: dict[str, tuple[bytes | None, bytes]] = {}
    for edit in edits:
        files[edit.path] = (files[edit.path][0] if edit.path in files else edit.before, edit.after)
    return "".join(_diff(f"{folder.resolve().name}/{path}", *files[path]) for path in sorted(files))


_WRITING = threading.Lock()
_ANY_QUESTION = "a phrasing that no page has"


# --- what is added ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Insertion:
    at: int
    """Offset in the YAML text."""
    text: str
    """With "\n" at the ends of lines."""


def _with_phrasing(source: bytes, passage: Passage, question: str) -> bytes:
    before = _read(passage.page, source)
    at = _place_of(before, passage)
    target = before.passages[at]
    if fold(question) in {fold(known) for known in (*target.questions, *target.expect)}:
        raise FieldError(target.line - 1, messages.already_a_phrasing(question, target.section))
    if fold(target.section) in {fold(other.section) for other in before.passages[:at]}:
        raise FieldError(target.line - 1, messages.heading_twice(target.section))
    plain = _with_plain_ends(source)
    opening, closing = _boundaries(plain)
    front = plain[opening:closing]
    try:
        found = _for_passage(front, target, question, is_first=at == 0)
    except FieldError as error:
        raise FieldError(error.line + plain.count("\n", 0, opening), str(error)) from error
    after = _inserted(source, replace(found, at=found.at + opening))
    if not _has_gained(before, read_page(passage.page, after, Site()), at, question):
        has_phrasings = any(other.questions or other.expect for other in before.passages)
        why = messages.NOT_ADDED if has_phrasings else messages.BOLD_HEADINGS_WOULD_GO
        raise FieldError(target.line - 1, why)
    return after


def _for_passage(front: str, passage: Passage, question: str, *, is_first: bool) -> _Insertion:
    root = compose(front)
    if not isinstance(root, yaml.MappingNode):
        raise FieldError(0, knowledge_messages.FRONT_MATTER_NOT_A_MAPPING)
    keys = _keys(root)
    questions, entries = keys.get("questions"), keys.get("passages")
    if questions is not None:
        _refuse_content(questions)
    entry = _entry(entries, passage.section)
    own = _keys(entry).get("questions") if entry else None
    if is_first and (questions is not None or own is None):
        return _into_questions(front, root, questions, question)
    if entry:
        return _into_questions(front, entry, own, question)
    if isinstance(entries, yaml.SequenceNode):
        return _into_list(
            front,
            entries,
            f"{{heading: {_scalar(passage.section, in_flow=True)}, questions: [{_scalar(question, in_flow=True)}]}}",
            lambda column: _entry_lines(column, passage.section, question, _step(root)),
        )
    step = _step(root)
    return _at_the_end(front, ["passages:", *_entry_lines(step, passage.section, question, step)])


def _refuse_content(questions: yaml.Node) -> None:
    try:
        texts_of(questions, "questions")
    except FieldError as error:
        raise FieldError(error.line, messages.QUESTIONS_ARE_CONTENT) from error


def _into_questions(text: str, mapping: yaml.MappingNode, questions: yaml.Node | None, question: str) -> _Insertion:
    """Add to the `questions:` of a file or of an entry of `passages:`; a list that is not there yet is opened."""
    if isinstance(questions, yaml.SequenceNode):
        return _into_list(
            text, questions, _scalar(question, in_flow=True), lambda column: [f"{' ' * column}- {_scalar(question)}"]
        )
    if mapping.flow_style:
        return _Insertion(_end(text, mapping.value[-1][1]), f", questions: [{_scalar(question, in_flow=True)}]")
    column = mapping.value[0][0].start_mark.column
    lines = [f"{' ' * column}questions:", f"{' ' * (column + _step(mapping))}- {_scalar(question)}"]
    keys = _keys(mapping)
    if "heading" in keys:
        return _below(text, max(_end(text, keys[name]) for name in ("heading", "url") if name in keys), lines)
    following = [key.start_mark.index for key, _ in mapping.value if key.value in {"expect", "passages", "calls"}]
    return _above(text, min(following), lines) if following else _at_the_end(text, lines)


def _with_off_topic(source: bytes, question: str) -> bytes:
    plain = _with_plain_ends(source)
    known = read_lists(plain, ("questions",))["questions"]
    if fold(question) in set(map(fold, known)):
        raise FieldError(0, messages.ALREADY_OFF_TOPIC)
    root = compose(plain)
    if isinstance(root, yaml.MappingNode):
        found = _into_questions(plain, root, _keys(root).get("questions"), question)
    else:
        found = _at_the_end(plain, ["questions:", f"{' ' * STEP}- {_scalar(question)}"])
    after = _inserted(source, found)
    if Counter(read_lists(decode(after), ("questions",))["questions"]) != Counter((*known, question)):
        raise FieldError(0, messages.NOT_ADDED)
    return after


# --- where it stands in the text --------------------------------------------------------------------------------------


def _into_list(text: str, node: yaml.SequenceNode, in_flow: str, lines_at: Callable[[int], Sequence[str]]) -> _Insertion:
    """Add after the last item: `in_flow` within brackets, else lines made for the column of the dashes."""
    if not node.value:
        return _Insertion(_end(text, node) - 1, in_flow)
    end = _end(text, node.value[-1])
    start = node.value[-1].start_mark
    if not node.flow_style:
        dash = text.rfind("-", 0, start.index)
        return _below(text, end, lines_at(dash - (text.rfind("\n", 0, dash) + 1)))
    before = _end(text, node.value[-2]) if len(node.value) > 1 else node.start_mark.index
    gap = f"\n{' ' * start.column}" if "\n" in text[before : start.index] else " "
    comma = re.compile(r"\s*,").match(text, end)
    return _Insertion(comma.end(), f"{gap}{in_flow}") if comma else _Insertion(end, f",{gap}{in_flow}")


def _below(text: str, end: int, lines: Sequence[str]) -> _Insertion:
    """Add lines below the one on which something ends."""
    line_end = text.find("\n", end)
    if line_end < 0:
        return _Insertion(len(text), "\n" + "\n".join(lines))
    return _Insertion(line_end + 1, "\n".join(lines) + "\n")


def _above(text: str, start: int, lines: Sequence[str]) -> _Insertion:
    """Add lines above the one on which a key stands, and above the comments that introduce it."""
    at = text.rfind("\n", 0, start) + 1
    while (line := text.rfind("\n", 0, max(0, at - 1)) + 1) < at and text.startswith("#", line):
        at = line
    return _Insertion(at, "\n".join(lines) + "\n")


def _at_the_end(text: str, lines: Sequence[str]) -> _Insertion:
    """Add lines below the last one that says something."""
    written = len(text.rstrip())
    return _below(text, written, lines) if written else _Insertion(len(text), "\n".join(lines) + "\n")


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
    return next((item for item in reversed(named) if fold(_nfc(_keys(item)["heading"].value)) == fold(heading)), None)


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


# --- text and bytes ---------------------------------------------------------------------------------------------------


def _inserted(source: bytes, insertion: _Insertion) -> bytes:
    """Put an insertion, whose place is one in the text with plain ends of lines, into a file with ends of its own."""
    mark, text = _parted(source)
    plain = _with_plain_ends(source)
    ends = [match.span() for match in _LINE_END.finditer(text)]
    number = plain.count("\n", 0, insertion.at)
    column = insertion.at - (plain.rfind("\n", 0, insertion.at) + 1)
    at = (ends[number - 1][1] if number else 0) + column
    own_end = text[slice(*ends[max(0, number - 1)])] if ends else "\n"
    return (mark + text[:at] + insertion.text.replace("\n", own_end) + text[at:]).encode()


def _with_plain_ends(source: bytes) -> str:
    return _LINE_END.sub("\n", _parted(source)[1])


def _parted(source: bytes) -> tuple[str, str]:
    """Return the byte order mark, if any, and the text with all that is in it, for `decode` takes some away."""
    if source.strip():
        decode(source)
    text = source.decode()
    return (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)


def _boundaries(text: str) -> tuple[int, int]:
    """Return where the front matter begins and ends."""
    boundary: re.Pattern[str] = YAMLHandler.FM_BOUNDARY
    opening = boundary.match(text)
    closing = boundary.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        raise FieldError(0, knowledge_messages.NO_FRONT_MATTER)
    return opening.end(), closing.start()


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", str(text))


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"} or char == _BOM


_BOM = "\ufeff"
_LINE_END = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


# --- files ------------------------------------------------------------------------------------------------------------


def _current(folder: Path, path: str, pending: Sequence[Edit]) -> bytes | None:
    """Return a file's bytes as they are now, with the edits that are still to be written; None when there is none."""
    for edit in reversed(pending):
        if edit.path == path:
            return edit.after
    file = folder / path
    try:
        if not file.resolve().is_relative_to(folder.resolve()):
            raise EditError(messages.edit_refused(path, knowledge_messages.LINK_LEAVES_FOLDER))
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except (OSError, RuntimeError) as error:
        raise EditError(messages.edit_refused(path, knowledge_messages.UNREADABLE)) from error


def _written(folder: Path, edit: Edit) -> Edit:
    """Write a file, whole or not at all; one that was changed since it was read is left alone."""
    file = (folder / edit.path).resolve()
    name = ""
    try:
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", suffix=".tmp", delete=False) as stream:
            name = stream.name
            stream.write(edit.after)
            stream.flush()
            os.fsync(stream.fileno())
        if edit.before is None:
            Path(name).chmod(NEW_FILE_MODE)
        else:
            shutil.copymode(file, name)
        if _current(folder, edit.path, ()) != edit.before:
            raise EditError(messages.edit_refused(edit.path, messages.CHANGED_MEANWHILE))
        Path(name).replace(file)
    except OSError as error:
        raise EditError(messages.edit_refused(edit.path, messages.UNWRITABLE)) from error
    finally:
        if name:
            with contextlib.suppress(OSError):
                Path(name).unlink(missing_ok=True)
    return edit


def _diff(name: str, before: bytes | None, after: bytes) -> str:
    """Return what `git diff` would say; a name with a space ends in a tab there."""
    end = "\t" if " " in name else ""
    old, new = (_LINE.findall(source.decode()) for source in (before or b"", after))
    where = ("/dev/null" if before is None else f"a/{name}{end}", f"b/{name}{end}")
    head = f"diff --git a/{name} b/{name}\n" + ("new file mode 100644\n" if before is None else "")
    lines = difflib.unified_diff(old, new, *where)
    return head + "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


# --- is it what was meant? --------------------------------------------------------------------------------------------


def _read(path: str, source: bytes) -> Page:
    page = read_page(path, source, Site())
    problem = next((problem for problem in page.problems if problem.is_error), None)
    if problem:
        raise FieldError(problem.line - 1, problem.message, problem.column - 1)
    return page


def _place_of(page: Page, passage: Passage) -> int:
    """Return the number of a passage in its page as it is now; of namesakes, the one on the same line, else the first."""
    found = [at for at, other in enumerate(page.passages) if other.identity == passage.identity]
    if not found:
        raise FieldError(0, messages.PASSAGE_GONE)
    return next((at for at in found if page.passages[at].line == passage.line), found[0])


def _has_gained(before: Page, after: Page, at: int, question: str) -> bool:
    """Return whether one passage has one more phrasing, and nothing else has changed but lines."""
    if len(before.passages) != len(after.passages) or before.calls != after.calls:
        return False
    gained = [passage.questions for passage in before.passages]
    gained[at] = (*gained[at], question)
    return all(
        Counter(questions) == Counter(new.questions) and _without_questions(old) == _without_questions(new)
        for questions, old, new in zip(gained, before.passages, after.passages, strict=True)
    )


def _without_questions(passage: Passage) -> Passage:
    return replace(passage, line=0, questions=())
