"""Modals: what is read in one, the forms, the pages of subjects."""

import json
from dataclasses import replace
from datetime import date

import pytest

from eig_bot.answers.responder import Responder
from eig_bot.answers.subjects import Theme
from eig_bot.journal.feedback import JudgedAnswer
from eig_bot.journal.requests import Recipient
from eig_bot.knowledge.passage import Passage
from eig_bot.messages import slack as messages
from eig_bot.slack import ids
from eig_bot.slack.views import elements, modals
from eig_bot.slack.views.answers import AnswerContext
from eig_bot.slack.views.elements import View
from eig_bot.slack.views.modals import PER_PAGE
from tests.fake_slack import view_violations
from tests.garden import SPRING, plainly
from tests.slack.clicks import field, labels, read

WATER = Passage(
    "eau.md", 1, ("Jardins", "Arroser"), "Voyez [le plan](https://jardins.example/plan).", "https://jardins.example/eau"
)
SOMEONE = AnswerContext("q")


# --- what is read


def test_a_notice_is_a_title_and_a_sentence() -> None:
    view = modals.notice("Jardins", "Voilà.")
    assert (view["title"]["text"], read(view)) == ("Jardins", "Voilà.")


def test_an_answer_has_a_sentence_above_it_and_a_way_back_below_it(responder: Responder) -> None:
    answer = responder.respond("combien coûte une parcelle", now=SPRING)
    view = modals.answered(answer, SOMEONE, note="Ce passage a changé.", back=[elements.button("Retour", "x")])
    assert read(view).split("\n")[0] == "Ce passage a changé."
    assert labels(view)[-1] == "Retour"


def test_what_is_found_can_be_published_and_what_is_not_cannot(responder: Responder) -> None:
    answer = responder.respond("combien coûte une parcelle", now=SPRING)
    view = modals.to_publish(answer, SOMEONE, "where")
    assert (view["callback_id"], view["private_metadata"]) == (ids.PUBLISH_FORM, "where")
    assert "submit" not in modals.to_publish(responder.no_answer("zzz"), SOMEONE, "where")


def test_a_passage_to_copy_has_its_links_spelt_out_and_its_source_and_date() -> None:
    shown = plainly(read(modals.for_an_email(replace(WATER, reviewed=date(2031, 4, 1)))))
    assert "Voyez le plan (https://jardins.example/plan)." in shown
    assert "https://jardins.example/eau" in shown
    assert "1er avril 2031" in shown


def test_a_passage_that_is_too_long_to_copy_is_cut() -> None:
    assert view_violations(modals.for_an_email(replace(WATER, text="mot " * 5_000))) == []


# --- forms


def test_the_form_of_a_judgement_gives_back_what_is_judged() -> None:
    view = modals.feedback(JudgedAnswer("q", "U0HABITANT", "eau.md\tArroser"))
    assert json.loads(view["private_metadata"]) == {"question": "q", "passage": "eau.md\tArroser"}
    options = field(view, messages.FEEDBACK_WHY)["element"]["options"]
    assert [option["value"] for option in options] == list(messages.REASONS)
    assert field(view, messages.FEEDBACK_COMMENT)["optional"] is True


@pytest.mark.parametrize(
    ("recipient", "hint"),
    [
        (Recipient("U0HABITANT", "C0JARDIN", "1.0"), messages.TEAM_HINT_IN_PUBLIC),
        (Recipient("U0HABITANT"), messages.TEAM_HINT),
    ],
)
def test_the_form_of_a_request_says_who_will_read_the_reply(recipient: Recipient, hint: str) -> None:
    view = modals.request("Une parcelle ?", "q", recipient)
    asked = field(view, messages.TEAM_LABEL)
    assert (asked["hint"]["text"], asked["element"]["initial_value"]) == (hint, "Une parcelle ?")
    assert Recipient(**json.loads(view["private_metadata"])["place"]) == recipient


@pytest.mark.parametrize(("is_public", "hint"), [(True, messages.REPLY_HINT_IN_PUBLIC), (False, messages.REPLY_HINT)])
def test_so_does_the_form_of_the_reply_below_what_was_asked(is_public: bool, hint: str) -> None:
    view = modals.reply("Une parcelle ?", "r", is_public=is_public)
    assert "Une parcelle ?" in read(view)
    assert field(view, messages.REPLY_LABEL)["hint"]["text"] == hint
    assert view["private_metadata"] == "r"


@pytest.mark.parametrize("view", [modals.loading(), modals.ask(), modals.feedback(JudgedAnswer("q", "U", "p" * 9_000))])
def test_slack_takes_each(view: View) -> None:
    assert view_violations(view) == []


# --- subjects


def _theme(count: int) -> Theme:
    passages = tuple(Passage("eau.md", line, ("Jardins", f"Passage {line}"), "") for line in range(count))
    return Theme("L’eau", "eau.md", passages)


def _shown(view: View, prefix: str) -> list[str]:
    return [label for label in labels(view) if label.startswith(prefix)]


@pytest.mark.parametrize(
    ("page", "first", "turns"),
    [
        (0, "Passage 0", [messages.NEXT]),
        (1, "Passage 20", [messages.PREVIOUS, messages.NEXT]),
        (2, "Passage 40", [messages.PREVIOUS]),
        (9, "Passage 40", [messages.PREVIOUS]),
    ],
)
def test_a_long_list_is_turned_page_by_page(page: int, first: str, turns: list[str]) -> None:
    view = modals.theme(_theme(2 * PER_PAGE + 1), page)
    assert _shown(view, "Passage")[0] == first
    assert [label for label in labels(view) if label in {messages.PREVIOUS, messages.NEXT}] == turns


def test_a_short_one_is_not() -> None:
    assert labels(modals.theme(_theme(PER_PAGE)))[-1] == messages.BACK
    assert messages.NEXT not in labels(modals.subjects([_theme(1)] * PER_PAGE))


def test_all_themes_lead_to_their_first_page() -> None:
    assert [button["value"] for button in modals.theme_buttons([_theme(1)])] == ["0 eau.md"]
