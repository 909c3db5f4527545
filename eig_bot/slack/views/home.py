"""The App Home: what a person finds before asking anything."""

from collections.abc import Sequence
from dataclasses import dataclass

from eig_bot.answers.answer import Answer
from eig_bot.answers.subjects import Theme
from eig_bot.journal.people import Kept
from eig_bot.journal.requests import Request
from eig_bot.messages import git as git_messages
from eig_bot.messages import publishing as publishing_messages
from eig_bot.messages import slack as messages
from eig_bot.slack import ids, limits
from eig_bot.slack.views import elements
from eig_bot.slack.views.answers import AnswerContext, answer_blocks
from eig_bot.slack.views.elements import Block, Element, Post, View
from eig_bot.slack.views.modals import PER_PAGE, theme_buttons


@dataclass(frozen=True, slots=True)
class ForTheTeam:
    """What waits for the team."""

    waiting: Sequence[Request]
    unanswered: Sequence[str]
    source: Sequence[str] = ()
    """What is wrong with the repository of the pages, and with pages; empty where all is well."""
    outbox: Sequence[str] = ()
    """What the team has accepted and is not in service yet, a line each."""


@dataclass(frozen=True, slots=True)
class Home:
    """What a person's App Home shows."""

    status: Answer
    themes: Sequence[Theme]
    last: Sequence[str]
    """Their last questions, newest first."""
    kept: Kept | None
    context: AnswerContext
    team: ForTheTeam | None = None
    """None for those who are not of the team."""


def home_view(home: Home) -> View:
    """Return the view: the call first, then a field to ask, subjects, the last questions, what is kept.

    Args:
        home: what it shows.
    """
    blocks = [*answer_blocks(home.status, home.context), elements.divider(), _search()]
    if home.team:
        blocks += _team(home.team)
    blocks += [elements.header(messages.HOME_SUBJECTS), *elements.actions(theme_buttons(home.themes[:PER_PAGE]))]
    if len(home.themes) > PER_PAGE:
        blocks += elements.actions([elements.button(messages.NEXT, f"{ids.SUBJECTS}:0", "1 ")])
    if home.last:
        blocks.append(elements.header(messages.HOME_LAST))
        blocks += [
            elements.section(limits.clip(question, limits.LABEL), elements.button(messages.ASK_AGAIN, ids.ASK_AGAIN, question))
            for question in home.last
        ]
    blocks += [elements.header(messages.HOME_KEPT), *kept_blocks(home.kept)]
    return {"type": "home", "blocks": blocks}


def kept_message(kept: Kept | None) -> Post:
    """Return what is kept about a person, as a message.

    Args:
        kept: how much; None when it cannot be read now.
    """
    return elements.message(_said(kept), kept_blocks(kept))


def kept_blocks(kept: Kept | None) -> list[Block]:
    """Return what is kept about a person, with what deletes it where there may be anything.

    Args:
        kept: how much; None when it cannot be read now.
    """
    sentence = elements.paragraph([elements.text(_said(kept))])
    if kept and not kept.can_be_deleted:
        return [sentence]
    confirm = elements.confirmation(messages.FORGET_TITLE, messages.FORGET_SURE, messages.FORGET)
    return [sentence, *elements.actions([elements.button(messages.FORGET, ids.FORGET, style="danger", confirm=confirm)])]


def _said(kept: Kept | None) -> str:
    if kept is None:
        return messages.KEPT_UNKNOWN
    return messages.kept(kept.questions, kept.judgements, kept.requests, is_subscribed=kept.is_subscribed, acts=kept.acts)


def _search() -> Block:
    field = elements.text_input(
        is_long=False,
        placeholder=elements.plain_text(messages.HOME_ASK_PLACEHOLDER, 150),
        dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]},
    )
    return elements.input_block(ids.SEARCH, messages.HOME_ASK, field, dispatch_action=True)


def _team(team: ForTheTeam) -> list[Block]:
    blocks = [elements.header(messages.HOME_WAITING)]
    blocks += [
        elements.section(limits.clip(request.text, limits.LABEL * 2), elements.button(messages.REPLY, ids.REPLY, request.id))
        for request in team.waiting
    ] or [elements.context(messages.NOTHING_WAITING)]
    blocks.append(elements.header(messages.HOME_UNANSWERED))
    listed = elements.bullets([elements.text(limits.clip(question, limits.LABEL))] for question in team.unanswered)
    blocks.append(listed if team.unanswered else elements.context(messages.ALL_ANSWERED))
    if team.source:
        blocks += [elements.header(git_messages.PAGES), elements.bullets(_lines(team.source))]
    if team.outbox:
        blocks += [elements.header(publishing_messages.HOME_OUTBOX), elements.bullets(map(elements.linked, team.outbox))]
    return blocks


def _lines(sentences: Sequence[str]) -> list[list[Element]]:
    return [[elements.text(limits.clip(sentence, limits.LABEL * 4))] for sentence in sentences]
