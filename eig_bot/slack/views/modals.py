"""Modals: what is read in one, and the forms."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from eig_bot.answers.answer import Answer, Kind
from eig_bot.answers.labels import labels
from eig_bot.answers.subjects import Theme
from eig_bot.journal.feedback import MAX_PASSAGE, JudgedAnswer
from eig_bot.journal.requests import Recipient
from eig_bot.knowledge.markdown import LINK
from eig_bot.knowledge.passage import Passage
from eig_bot.messages import slack as messages
from eig_bot.slack import ids, limits
from eig_bot.slack.ids import Reference
from eig_bot.slack.views import elements
from eig_bot.slack.views.answers import AnswerContext, answer_blocks
from eig_bot.slack.views.elements import Block, Element, View

PER_PAGE = 20
"""Subjects on one page of a modal."""


def loading() -> View:
    """Return the modal that is there while the answer is looked for."""
    return notice(messages.ANSWER_TITLE, messages.LOADING)


def notice(title: str, sentence: str) -> View:
    """Return a modal with one sentence.

    Args:
        title: at most 24 characters.
        sentence: addresses in it are links.
    """
    return elements.modal(title, [elements.paragraph(elements.linked(sentence))])


def answered(answer: Answer, context: AnswerContext, *, note: str = "", back: Sequence[Element] = ()) -> View:
    """Return the modal of an answer.

    Args:
        answer: what to show.
        context: where it is shown, and to whom.
        note: a sentence above it.
        back: buttons below it.
    """
    above = [elements.paragraph([elements.text(note, italic=True)])] if note else []
    return elements.modal(messages.ANSWER_TITLE, [*above, *answer_blocks(answer, context), *elements.actions(back)])


def to_publish(answer: Answer, context: AnswerContext, metadata: str) -> View:
    """Return the modal of an answer that can be published in the thread it was asked in; "je ne sais pas" cannot.

    Args:
        answer: what to show.
        context: where it is shown, and to whom.
        metadata: what comes back when it is published.
    """
    blocks = answer_blocks(answer, context)
    if answer.kind not in {Kind.ANSWER, Kind.CALL_STATUS}:
        return elements.modal(messages.ANSWER_TITLE, blocks)
    return elements.modal(messages.ANSWER_TITLE, blocks, ids.PUBLISH_FORM, messages.PUBLISH, metadata)


def for_an_email(passage: Passage) -> View:
    """Return the modal with a passage to copy, its links spelt out, its source and date below it.

    Args:
        passage: what to copy; its text is cut where the block would be too long.
    """
    words = LINK.sub(
        lambda found: f"{found[1]} ({found[2].removeprefix('mailto:')})" if found[1] not in found[2] else found[1], passage.text
    )
    room = limits.RICH_TEXT - len(passage.title) - len(passage.url or "") - 100
    text = messages.for_an_email(limits.clip(words, max(room, 500)), passage.title, passage.url, passage.reviewed)
    return elements.modal(messages.COPY_TITLE, [elements.context(messages.COPY_HINT), elements.verbatim(text)])


# --- forms


def ask() -> View:
    """Return the form for a question."""
    field = elements.text_input(is_long=True, focus_on_load=True)
    asked = elements.input_block(ids.TEXT, messages.ASK_LABEL, field)
    return elements.modal(messages.ASK_TITLE, [asked], ids.ASK_FORM, messages.SEND)


def feedback(judged: JudgedAnswer) -> View:
    """Return the form that asks why an answer is not useful.

    Args:
        judged: the answer, and who judges it.
    """
    options = [
        {"text": elements.plain_text(label, limits.BUTTON), "value": reason} for reason, label in messages.REASONS.items()
    ]
    why = elements.input_block(ids.REASON, messages.FEEDBACK_WHY, {"type": "radio_buttons", "options": options})
    comment = elements.input_block(
        ids.COMMENT,
        messages.FEEDBACK_COMMENT,
        elements.text_input(),
        hint=messages.FEEDBACK_COMMENT_HINT,
        optional=True,
    )
    metadata = json.dumps({"question": judged.question_id, "passage": judged.passage[:MAX_PASSAGE]}, ensure_ascii=False)
    return elements.modal(messages.FEEDBACK_TITLE, [why, comment], ids.FEEDBACK_FORM, messages.SEND, metadata)


def request(question: str, question_id: str | None, recipient: Recipient) -> View:
    """Return the form of a request to the team.

    Args:
        question: what stands in it at first.
        question_id: of the question that could not be answered; None when there was none.
        recipient: whom the reply goes to, carried along as `place`.
    """
    hint = messages.TEAM_HINT_IN_PUBLIC if recipient.is_public else messages.TEAM_HINT
    field = elements.input_block(ids.TEXT, messages.TEAM_LABEL, elements.text_input(question), hint=hint)
    metadata = json.dumps({"question_id": question_id, "place": asdict(recipient)})
    return elements.modal(messages.TEAM_TITLE, [field], ids.TEAM_FORM, messages.SEND, metadata)


def reply(question: str, request_id: str, *, is_public: bool = False) -> View:
    """Return the form of the team's reply.

    Args:
        question: what was asked of the team.
        request_id: of the request, which comes back with the reply.
        is_public: True when a whole channel will read it.
    """
    hint = messages.REPLY_HINT_IN_PUBLIC if is_public else messages.REPLY_HINT
    field = elements.input_block(ids.TEXT, messages.REPLY_LABEL, elements.text_input(), hint=hint)
    return elements.modal(messages.REPLY_TITLE, [elements.quote(question), field], ids.REPLY_FORM, messages.SEND, request_id)


# --- subjects


def subjects(themes: Sequence[Theme], page: int = 0) -> View:
    """Return the modal of all themes.

    Args:
        themes: in the order of the knowledge folder.
        page: of a long list, from 0; the last one when the list has become shorter.
    """
    page = _there(page, len(themes))
    themes_shown = themes[page * PER_PAGE : (page + 1) * PER_PAGE]
    blocks = [elements.paragraph([elements.text(messages.SUBJECTS_INTRO)]), *elements.actions(theme_buttons(themes_shown))]
    return elements.modal(messages.SUBJECTS_TITLE, [*blocks, *_turning(ids.SUBJECTS, "", page, len(themes))])


def theme_buttons(themes: Sequence[Theme]) -> list[Element]:
    """Return a button a theme.

    Args:
        themes: at most as many as a row takes.
    """
    return elements.buttons(ids.THEME, [(theme.title, f"0 {theme.page}") for theme in themes])


def theme(found: Theme, page: int = 0) -> View:
    """Return the modal of a theme, with a button a passage.

    Args:
        found: what it shows.
        page: of a long list, from 0; the last one when the list has become shorter.
    """
    page = _there(page, len(found.passages))
    named = list(zip(labels(found.passages, limits.BUTTON), found.passages, strict=True))
    labelled = [(label, Reference(None, passage.key)) for label, passage in named[page * PER_PAGE : (page + 1) * PER_PAGE]]
    blocks = [
        elements.header(found.title),
        *elements.actions(elements.buttons(ids.SUBJECT, labelled)),
        *_turning(ids.THEME, found.page, page, len(found.passages)),
        *elements.actions([elements.button(messages.BACK, f"{ids.SUBJECTS}:0", "0 ")]),
    ]
    return elements.modal(messages.SUBJECTS_TITLE, blocks)


def _there(page: int, total: int) -> int:
    """Return the page, or the last one when the list has become shorter."""
    return max(0, min(page, -(-total // PER_PAGE) - 1))


def _turning(action: str, of: str, page: int, total: int) -> list[Block]:
    """Return what turns the pages of a long list; a button carries the page to go to."""
    pages = -(-total // PER_PAGE)
    if pages < 2:
        return []
    to = {messages.PREVIOUS: page - 1, messages.NEXT: page + 1}
    # Numbers that no button of the list itself has.
    turns = [
        elements.button(label, f"{action}:{90 + place}", f"{number} {of}")
        for place, (label, number) in enumerate(to.items())
        if 0 <= number < pages
    ]
    return [elements.context(messages.page_of(page + 1, pages)), *elements.actions(turns)]
