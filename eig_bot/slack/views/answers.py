"""An answer -> a message or the blocks of a modal: what it says, its source, and one tap to the next thing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from eig_bot.answers.answer import Answer, CallState, Kind, Result
from eig_bot.answers.labels import labels
from eig_bot.answers.snippet import Run
from eig_bot.messages import answers as answers_messages
from eig_bot.messages import slack as messages
from eig_bot.slack import ids, limits
from eig_bot.slack.ids import Reference
from eig_bot.slack.views import elements
from eig_bot.slack.views.elements import Block, Element, Post


@dataclass(frozen=True, slots=True)
class AnswerContext:
    """Where an answer is shown, and to whom: what its buttons depend on beside the answer."""

    question: str | None = None
    """Id of the question in the journal, which every button carries; None where there is none."""
    has_team: bool = False
    """True where requests to the team have somewhere to go, and somebody may answer them."""
    is_subscribed: bool = False
    needs_mention: bool = False
    """True in a channel, where a follow-up must name the bot."""
    may_share: bool = False
    """True for a private answer in a conversation of several."""
    is_shared: bool = False
    """True for what everyone sees without having asked: no button of it acts for one reader."""


def answer_message(answer: Answer, context: AnswerContext, note: str = "") -> Post:
    """Return the message of an answer; what can be judged has its two buttons below it.

    Args:
        answer: what was found.
        context: where it is shown, and to whom.
        note: a sentence to say first; empty for none.
    """
    blocks = answer_blocks(answer, context)
    if context.question and not context.is_shared and _is_judged(answer):
        blocks.append(_feedback(reference(answer, context.question)))
    if not note:
        return elements.message(answer.text, blocks)
    return elements.message(f"{note}\n\n{answer.text}", [elements.paragraph(elements.linked(note, italic=True)), *blocks])


def notice_message(said: str, url: str | None) -> Post:
    """Return an announcement, with a way out.

    Args:
        said: the announcement.
        url: the page of the call; None when none is known.
    """
    page = [elements.button(messages.OPEN_PAGE, ids.OPEN_PAGE, url=url)] if url and len(url) <= limits.URL else []
    blocks = [
        elements.paragraph(elements.linked(said)),
        *elements.actions([*page, elements.button(messages.UNFOLLOW, ids.UNFOLLOW)]),
        elements.context(messages.NOTICE_WHY),
    ]
    return elements.message(said, blocks)


def shared_message(answer: Answer, question: str | None) -> Post:
    """Return an answer for all of a conversation, without what acts for one reader.

    Args:
        answer: what one reader shares.
        question: as it was asked, shown above; None when it is no longer kept.
    """
    return answer_message(answer, AnswerContext(is_shared=True), messages.shared_question(question) if question else "")


def answer_blocks(answer: Answer, context: AnswerContext) -> list[Block]:
    """Return the blocks of an answer, without the judgement that only messages ask for.

    Args:
        answer: what was found; one of several parts has the buttons for the reader once, below all of them.
        context: where it is shown, and to whom.
    """
    if answer.parts:
        shared = replace(context, is_shared=True)
        blocks = [block for part in answer.parts for block in (_asked(part), *answer_blocks(part, shared))]
        left_out = [elements.paragraph([elements.text(answer.message)])] if answer.message else []
        return [*blocks, *left_out, *elements.actions(_for_the_reader(answer, context))]
    blocks = [elements.paragraph(elements.linked(note, italic=True)) for note in answer.notes]
    if answer.message:
        blocks.append(elements.paragraph(elements.linked(answer.message)))
    if answer.kind is Kind.ANSWER:
        best = answer.results[0]
        title = elements.text(f"{best.passage.section}\n", bold=True)
        blocks.append(elements.paragraph([title, *map(_run, best.snippet.runs)]))
    if answer.suggestions and context.is_shared:
        blocks.append(elements.bullets([elements.text(result.passage.section)] for result in answer.suggestions))
    if answer.documents:
        blocks.append(elements.paragraph([elements.text(f"{messages.DOCUMENTS}\u00a0:")]))
        blocks.append(elements.bullets([_run(document)] for document in answer.documents))
    blocks += elements.actions([*_about_the_source(answer, context), *_for_the_reader(answer, context)])
    blocks += _small_print(answer, context)
    if answer.others and not context.is_shared:
        related = elements.buttons(ids.RELATED, _choices(answer.others, context))
        blocks += [elements.paragraph([elements.text(answers_messages.OTHERS)]), *elements.actions(related)]
    return blocks


def _choices(results: Sequence[Result], context: AnswerContext) -> list[tuple[str, Reference]]:
    passages = [result.passage for result in results]
    named = zip(labels(passages, limits.BUTTON), passages, strict=True)
    return [(label, Reference(context.question, passage.key)) for label, passage in named]


def _about_the_source(answer: Answer, context: AnswerContext) -> Iterator[Element]:
    passage = answer.source
    if passage and passage.url and len(passage.url) <= limits.URL:
        yield elements.button(messages.OPEN_PAGE, ids.OPEN_PAGE, url=passage.url)
    if answer.kind is Kind.ANSWER and passage:
        yield elements.button(messages.COPY, ids.COPY, Reference(context.question, passage.key))


def _for_the_reader(answer: Answer, context: AnswerContext) -> Iterator[Element]:
    """What acts for the one who asked: choices, the call's announcements, the team, sharing."""
    if context.is_shared:
        return
    about = reference(answer, context.question)
    if answer.suggestions:
        yield from elements.buttons(ids.CHOOSE, _choices(answer.suggestions, context))
        yield elements.button(messages.NONE_OF_THESE, ids.NONE_OF_THESE, about)
    if answer.kind is Kind.CALL_STATUS:
        if context.is_subscribed:
            yield elements.button(messages.UNFOLLOW, ids.UNFOLLOW)
        else:
            yield elements.button(messages.FOLLOW, ids.FOLLOW)
    is_invitation = answer.kind is Kind.SMALL_TALK and not (answer.results or answer.is_last_word)
    if answer.kind is Kind.NO_ANSWER or is_invitation:
        yield elements.button(messages.SEE_SUBJECTS, ids.SUBJECTS)
    if context.has_team and (answer.kind is not Kind.SMALL_TALK or answer.results):
        yield elements.button(messages.TALK_TO_TEAM, ids.TALK_TO_TEAM, about)
    if context.may_share and answer.kind in {Kind.ANSWER, Kind.CALL_STATUS}:
        yield elements.button(messages.SHARE, ids.SHARE, about)


def _small_print(answer: Answer, context: AnswerContext) -> list[Block]:
    lines = []
    if answer.source:
        lines.append(messages.context_line(answer.source.title, answer.source.reviewed, is_dated=answer.is_dated))
    if context.needs_mention and answer.kind is not Kind.SMALL_TALK:
        lines.append(messages.FOLLOW_UP_BY_MENTION)
    return [elements.context(*lines)] if lines else []


def _is_judged(answer: Answer) -> bool:
    is_known = answer.kind is Kind.CALL_STATUS and any(call.state is not CallState.NONE for call in answer.calls)
    return answer.kind is Kind.ANSWER or is_known


def _feedback(reference: Reference) -> Block:
    def judgement(label: str, spoken: str, value: str) -> Element:
        return {
            "text": elements.plain_text(label, limits.BUTTON),
            "value": f"{value} {reference}",
            "accessibility_label": spoken,
        }

    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": ids.FEEDBACK,
                "positive_button": judgement(messages.GOOD, messages.GOOD_LABEL, "good"),
                "negative_button": judgement(messages.BAD, messages.BAD_LABEL, "bad"),
            }
        ],
    }


def reference(answer: Answer, question: str | None) -> Reference:
    """Return what the buttons of an answer are about.

    Args:
        answer: where one passage answers, it is about that passage.
        question: its id in the journal; None where there is none.
    """
    passage = answer.source.key if answer.source and answer.kind is Kind.ANSWER and not answer.parts else None
    if answer.kind is Kind.CALL_STATUS and not answer.parts:
        passage = ids.CALL_STATUS
    return Reference(question, passage)


def _asked(part: Answer) -> Block:
    return elements.paragraph([elements.text(answers_messages.asked(part.question), bold=True)])


def _run(run: Run) -> Element:
    return elements.link(run.text, run.url) if run.url else elements.text(run.text, bold=run.bold)
