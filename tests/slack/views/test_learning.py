"""A proposal in its modal, with what can be decided on it."""

from dataclasses import replace

from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.learning.proposals import Proposal
from eig_bot.messages import learning as messages
from eig_bot.slack.views.learning import BEGIN, begin_button, proposal_view
from tests.fake_slack import view_violations
from tests.slack.clicks import labels, read

WATER, TOOLS = (Passage(f"{name}.md", 1, ("Jardins", name), f"Texte de {name}.") for name in ("eau", "outils"))
PROPOSAL = Proposal(name="n", question="arroser la nuit", passage=WATER, asked=3, chosen=2, replied=0, refused=0, unanswered=1)


def test_the_button_says_how_many_there_are() -> None:
    button = begin_button(3)
    assert (button["text"]["text"], button["action_id"]) == (messages.button(3), BEGIN)


def test_a_proposal_shows_its_question_its_passage_and_what_it_would_change() -> None:
    view = proposal_view(PROPOSAL, ["Une question devient juste."], [])
    shown = read(view)
    assert shown.split("\n")[-4:] == [
        messages.asked(3, 2, 0, refused=0, unanswered=1),
        messages.passage("eau", "eau.md"),
        "Texte de eau.",
        "Une question devient juste.",
    ]
    assert "arroser la nuit" in shown
    assert labels(view) == [messages.ACCEPT, messages.OFF_TOPIC, messages.SKIP]
    assert view["private_metadata"] == f"n {WATER.key}"


def test_a_proposal_shows_no_marks_of_links_and_tells_passages_with_one_heading_apart() -> None:
    linked = replace(WATER, text="Voir [le plan](https://jardins.example/plan).", own_name="eau (2)", is_repeated=True)
    view = proposal_view(replace(PROPOSAL, passage=linked), (), [WATER, linked])
    assert "Voir le plan." in read(view)
    assert messages.passage("eau (2)", "eau.md") in read(view)
    (chooser,) = [part for block in view["blocks"] for part in block.get("elements", []) if part.get("type") == "static_select"]
    assert [option["text"]["text"] for option in chooser["options"]] == ["eau", "eau (2)"]


def test_without_a_passage_there_is_nothing_to_accept() -> None:
    view = proposal_view(replace(PROPOSAL, passage=None), (), [WATER])
    assert messages.NO_PASSAGE in read(view)
    assert labels(view) == [messages.OFF_TOPIC, messages.SKIP]


def test_other_passages_can_be_chosen() -> None:
    view = proposal_view(PROPOSAL, (), [TOOLS])
    (menu,) = [part for block in view["blocks"] for part in block.get("elements", []) if part["type"] == "static_select"]
    assert [option["value"] for option in menu["options"]] == [TOOLS.key]


def test_why_a_decision_could_not_be_done_stands_above_all() -> None:
    shown = read(proposal_view(PROPOSAL, (), [], "eau.md : cette page a changé."))
    assert shown.split("\n")[0] == "eau.md : cette page a changé."


def test_slack_takes_a_proposal_of_any_length(garden: KnowledgeBase) -> None:
    long = replace(PROPOSAL, question="mot " * 50, passage=replace(WATER, text="mot " * 3_000))
    assert view_violations(proposal_view(long, ["effet"] * 9, garden.passages[:10], "problème")) == []
