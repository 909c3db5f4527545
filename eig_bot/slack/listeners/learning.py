"""`eig-bot learn` in Slack: proposals one by one in a modal, each written into the pages when the team accepts it."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime
from multiprocessing import get_context
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from eig_bot.editing.edits import EditError
from eig_bot.journal.lessons import Decision
from eig_bot.journal.team_acts import Act, TeamAct
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.learning import proposals as learning
from eig_bot.learning.decisions import Desk
from eig_bot.learning.dialogue import effect_lines
from eig_bot.learning.effect import effect_of, measure
from eig_bot.learning.proposals import Proposal
from eig_bot.messages import editing as editing_messages
from eig_bot.messages import learning as messages
from eig_bot.messages import publishing as publishing_messages
from eig_bot.publishing.words import said
from eig_bot.search.cache import Cache
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.carried import OutdatedError, chosen_by
from eig_bot.slack.click import Body, Click, fill, open_modal
from eig_bot.slack.service import AnswerService
from eig_bot.slack.views import learning as views
from eig_bot.slack.views import modals
from eig_bot.slack.views.elements import Element, View


def register(bot: SlackBot) -> None:
    """Listen to the button of the digest and to the decisions.

    Args:
        bot: whose app listens, and whose service answers.
    """
    lessons = _Lessons(bot.service)
    bot.team.action(views.BEGIN, lessons.begin)
    bot.team.action(views.PASSAGE, lessons.another)
    bot.team.action(views.ACCEPT, lessons.accept)
    bot.team.action(views.OFF_TOPIC, lessons.off_topic)
    bot.team.action(views.SKIP, lessons.skip)
    bot.digest_buttons.append(lessons.digest_button)


class _Lessons:
    def __init__(self, service: AnswerService) -> None:
        self._service = service
        self._desk = Desk(service.journal, service.folder, service.publisher)

    def digest_button(self) -> Element | None:
        """Return the button below the digest; None when there is nothing to learn, or nobody who may teach."""
        if not self._service.access.is_on:
            return None
        count = len(learning.proposals(self._service.journal, self._service.responder.knowledge, self._service.folder))
        return views.begin_button(count) if count else None

    def begin(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Open the modal of the first proposal."""
        ack()
        click = Click.read(body)
        modal = open_modal(client, click, modals.notice(messages.TITLE, messages.MEASURING))
        if modal:
            self._service.journal.team_acts.add(TeamAct(click.user, Act.PROPOSALS_OPENED))
            self._show_next(client, modal)

    def another(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Show the proposal with another passage."""
        ack()
        proposal = self._proposal(body)
        passage = self._service.responder.knowledge.passage(chosen_by(body))
        modal = _view_of(body)["id"]
        if proposal is None or passage is None:
            self._show_next(client, modal)
        else:
            act = TeamAct(str(body["user"]["id"]), Act.PASSAGE_CHOSEN, proposal.name, passage.page)
            self._service.journal.team_acts.add(act)
            self._show(client, modal, replace(proposal, passage=passage, chosen=0, replied=0))

    def accept(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Write the question into the page of its passage."""
        self._decide(ack, body, client, Decision.ACCEPTED)

    def off_topic(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Write the question among those that are not ours."""
        self._decide(ack, body, client, Decision.OFF_TOPIC)

    def skip(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Propose it no more."""
        self._decide(ack, body, client, Decision.SKIPPED)

    def _decide(self, ack: Ack, body: Body, client: WebClient, decision: Decision) -> None:
        ack()
        modal, proposal = _view_of(body)["id"], self._proposal(body)
        if proposal and decision is Decision.ACCEPTED and proposal.passage is None:
            fill(client, modal, self._view(proposal, editing_messages.PASSAGE_GONE))
            return
        told = ""
        if proposal and self._service.best_effort.first(f"learn {proposal.name}"):
            if self._desk.is_public and decision is not Decision.SKIPPED:
                fill(client, modal, modals.notice(messages.TITLE, publishing_messages.SENDING))
            try:
                done = self._desk.decide(proposal, decision, str(body["user"]["id"]))
            except EditError as error:
                self._service.best_effort.allow_again(f"learn {proposal.name}")
                fill(client, modal, self._view(proposal, str(error)))
                return
            told = said(proposal.question, done.progress) if done.progress else ""
        self._show_next(client, modal, told)

    def _show_next(self, client: WebClient, modal: str, told: str = "") -> None:
        """Show the next proposal, below what became of the one before."""
        found = learning.proposals(self._service.journal, self._service.responder.knowledge, self._service.folder)
        if found:
            self._show(client, modal, found[0], told)
        else:
            sentences = "\n".join(filter(None, (told, messages.NOTHING_TO_LEARN)))
            fill(client, modal, modals.notice(messages.TITLE, sentences))

    def _show(self, client: WebClient, modal: str, proposal: Proposal, told: str = "") -> None:
        """Show a proposal at once, and what it would change as soon as that is known."""
        if proposal.passage is None:
            fill(client, modal, self._view(proposal, told))
            return
        state = fill(client, modal, self._view(proposal, told, (messages.MEASURING,)))
        knowledge, cache = self._service.responder.knowledge, Cache(self._service.cache)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as aside:  # models are fitted: not in this process
            effect = aside.submit(_weigh, knowledge, proposal, self._service.clock(), cache).result()
        if state:
            fill(client, modal, self._view(proposal, told, effect), since=state)

    def _view(self, proposal: Proposal, told: str, effect: Sequence[str] = ()) -> View:
        warning = publishing_messages.BEFORE if self._desk.is_public else ""
        return views.proposal_view(proposal, effect, self._others(proposal), told, warning)

    def _others(self, proposal: Proposal) -> tuple[Passage, ...]:
        found = self._service.responder.respond(proposal.question, now=self._service.clock()).results
        return tuple(result.passage for result in found if result.passage != proposal.passage)

    def _proposal(self, body: Body) -> Proposal | None:
        """Return what a modal is about, with the passage that it shows; None when somebody has decided on it."""
        name, _, key = str(_view_of(body).get("private_metadata")).partition(" ")
        knowledge = self._service.responder.knowledge
        found = learning.find(self._service.journal, knowledge, self._service.folder, name)
        return replace(found, passage=knowledge.passage(key)) if found else None


def _view_of(body: Body) -> Mapping[str, Any]:
    """Return the modal that was clicked; the buttons of lessons stand nowhere else."""
    view: Mapping[str, Any] | None = body.get("view")
    if view is None:
        raise OutdatedError
    return view


def _weigh(knowledge: KnowledgeBase, proposal: Proposal, moment: datetime, cache: Cache) -> tuple[str, ...]:
    before = measure(knowledge, moment, cache)
    if not before.states:
        return (messages.NOT_MEASURED,)
    return tuple(effect_lines(effect_of(proposal, before, moment)))
