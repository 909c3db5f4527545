"""Proposals -> the button that leads to them, and the modal in which a person of the team decides on each."""

from collections.abc import Sequence

from eig_bot.answers.labels import labels
from eig_bot.knowledge.markdown import LINK
from eig_bot.knowledge.passage import Passage
from eig_bot.learning.proposals import Proposal
from eig_bot.messages import learning as messages
from eig_bot.slack import limits
from eig_bot.slack.views import elements
from eig_bot.slack.views.elements import Block, Element, View

BEGIN = "learn"
PASSAGE = "learn_passage"
ACCEPT = "learn_accept"
OFF_TOPIC = "learn_off_topic"
SKIP = "learn_skip"


def begin_button(count: int) -> Element:
    """Return the button that leads to the first proposal.

    Args:
        count: how many there are, 1 or more.
    """
    return elements.button(messages.button(count), BEGIN, style="primary")


def proposal_view(
    proposal: Proposal, effect: Sequence[str], others: Sequence[Passage], told: str = "", warning: str = ""
) -> View:
    """Return the modal of one proposal.

    Args:
        proposal: what is proposed.
        effect: sentences that say what accepting it would change.
        others: passages to choose instead.
        told: what became of the last decision, or why it could not be done; addresses in it are links.
        warning: what to know before the question is accepted.
    """
    sources = messages.asked(
        proposal.asked, proposal.chosen, proposal.replied, refused=proposal.refused, unanswered=proposal.unanswered
    )
    blocks = [elements.paragraph(elements.linked(told, bold=True))] if told else []
    blocks += [elements.quote(proposal.question), elements.context(sources), *_passage(proposal.passage)]
    if effect:
        blocks.append(elements.paragraph([elements.text("\n".join(effect))]))
    if others:
        named = zip(labels(others, limits.BUTTON), others, strict=True)
        options = [{"text": elements.plain_text(label, limits.BUTTON), "value": passage.key} for label, passage in named]
        chooser = {
            "type": "static_select",
            "action_id": PASSAGE,
            "placeholder": elements.plain_text(messages.ANOTHER, limits.LABEL),
            "options": options,
        }
        blocks += elements.actions([chooser])
    if warning:
        blocks.append(elements.context(warning))
    decisions = [elements.button(messages.ACCEPT, ACCEPT, style="primary")] if proposal.passage else []
    decisions.append(elements.button(messages.OFF_TOPIC, OFF_TOPIC))
    decisions.append(elements.button(messages.SKIP, SKIP))
    key = proposal.passage.key if proposal.passage else ""
    return elements.modal(messages.TITLE, [*blocks, *elements.actions(decisions)], metadata=f"{proposal.name} {key}")


def _passage(passage: Passage | None) -> list[Block]:
    if passage is None:
        return [elements.paragraph([elements.text(messages.NO_PASSAGE)])]
    head = elements.text(f"{messages.passage(passage.name, passage.page)}\n", bold=True)
    return [elements.paragraph([head, elements.text(limits.clip(LINK.sub(r"\1", passage.text), limits.LABEL))])]
