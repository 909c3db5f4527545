"""Slash commands, from the payload to what reaches the asker."""

from typing import Any

import pytest
from sqlalchemy import select

from eig_bot.journal.tables import metadata
from eig_bot.messages import answers as answers_messages
from eig_bot.messages import slack as messages
from tests.fake_slack import Call, app_home_opened, names, slash
from tests.fake_slack.schema import objects
from tests.garden import at, plainly
from tests.slack.clicks import asked, blocks_of, button, click, commanded, labels, read, receive, send
from tests.slack.conftest import Bot

QUESTION, ANSWER = "qui prête une parcelle ?", "50 à 200 m²"
THEMES = ["Aide à l'achat", "Trouver un terrain", "Appel à potagers"]


def _all_rows(bot: Bot) -> str:
    """Return all that the journal holds."""
    with bot.service.journal.database.begin() as connection:
        return str([row for table in metadata.sorted_tables for row in connection.execute(select(table))])


def _parts(shown: Call) -> list[dict[str, Any]]:
    return [part for _, part in objects("", blocks_of(shown))]


def _links(shown: Call) -> list[str]:
    return [part["url"] for part in _parts(shown) if part.get("type") == "link"]


# --- a question


def test_a_question_is_answered_to_the_asker_alone_also_where_the_bot_is_no_member(bot: Bot) -> None:
    (answer,) = receive(bot, slash("/eig", QUESTION, response_url=bot.fake.response_url(), channel=names.OTHER_CHANNEL))
    assert (answer.method, answer.params["response_type"]) == ("response_url", "ephemeral")
    assert ANSWER in answer.params["text"]
    assert messages.SHARE in labels(answer)


def test_a_question_in_direct_messages_has_nobody_to_be_shared_with(bot: Bot) -> None:
    assert messages.SHARE not in labels(commanded(bot, "/eig", QUESTION, channel=names.DM))


@pytest.mark.parametrize("text", ["sujets des potagers", "aider", "oublier ma demande de terrain", "sujet"])
def test_any_other_words_are_a_question(bot: Bot, text: str) -> None:
    (call,) = receive(bot, slash("/eig", text, response_url=bot.fake.response_url()))
    assert call.method == "response_url"
    assert messages.FORGET not in labels(call)
    assert text in read(receive(bot, app_home_opened())[-1])


def test_a_response_url_that_fails_once_is_tried_again(bot: Bot) -> None:
    bot.fake.fail("response_url", status=500)
    assert ANSWER in commanded(bot, "/eig", QUESTION).params["text"]


# --- words of its own


@pytest.mark.parametrize("text", ["", "   ", "sujets", " Sujets ", "SUJETS", "<@UBOT00001>", ":wave:"])
def test_alone_or_with_its_word_it_opens_the_subjects(bot: Bot, text: str) -> None:
    (opened,) = receive(bot, slash("/eig", text, response_url=bot.fake.response_url()))
    assert (opened.method, labels(opened)) == ("views.open", THEMES)


def test_where_the_subjects_open_too_late_the_asker_is_told(bot: Bot) -> None:
    bot.fake.fail("views.open", error="expired_trigger_id")
    told = commanded(bot, "/eig")
    assert (told.params["response_type"], read(told)) == ("ephemeral", messages.NOT_OPENED)


@pytest.mark.parametrize("text", ["aide", " Aide  ", "AIDE"])
def test_it_gives_help_when_asked(bot: Bot, text: str) -> None:
    assert commanded(bot, "/eig", text).params["text"] == messages.command_help("Potagers partagés", "/eig", "/eig-statut")


@pytest.mark.parametrize("text", ["oublier", " Oublier ", "OUBLIER"])
def test_who_asked_nothing_is_told_that_nothing_is_kept(bot: Bot, text: str) -> None:
    told = commanded(bot, "/eig", text)
    assert (read(told), labels(told)) == (messages.NOTHING_KEPT, [])


def test_all_that_is_kept_is_counted_and_deleted_once_the_person_is_sure(bot: Bot) -> None:
    answer = asked(bot, QUESTION)
    click(bot, answer, messages.GOOD)
    (opened,) = click(bot, answer, messages.TALK_TO_TEAM)
    send(bot, opened, {messages.TEAM_LABEL: "zibeline"})
    click(bot, commanded(bot, "/eig-statut"), messages.FOLLOW)
    asked(bot, QUESTION, user="U0AGENT2")

    offered = commanded(bot, "/eig", "oublier")
    kept = "Je garde 1 question, 1 avis, 1 demande à l’équipe et votre abonnement aux annonces, sans votre nom."
    assert plainly(offered.params["text"]) == kept
    assert kept in plainly(read(offered))
    assert [part["confirm"]["text"]["text"] for part in _parts(offered) if part.get("type") == "button"] == [
        messages.FORGET_SURE
    ]

    (told,) = click(bot, offered, messages.FORGET)
    assert (read(told), told.params["replace_original"]) == (messages.FORGOTTEN, True)
    assert read(commanded(bot, "/eig", "oublier")) == messages.NOTHING_KEPT
    left = _all_rows(bot)
    assert bot.service.journal.keys.hashed(names.USER) not in left
    assert "zibeline" not in left
    assert "parcelle" in left  # the other person's question


def test_the_journal_names_nobody(bot: Bot) -> None:
    answer = asked(bot, "parcelle somme tomates")
    click(bot, answer, messages.NONE_OF_THESE)
    click(bot, commanded(bot, "/eig-statut"), messages.FOLLOW)
    shared = commanded(bot, "/eig", QUESTION)
    click(bot, shared, messages.SHARE)
    rows = _all_rows(bot)
    assert bot.service.journal.keys.hashed(names.USER) in rows
    assert names.USER not in rows
    assert names.DM not in rows


# --- the state of the call


def test_the_state_comes_with_the_days_left_the_documents_and_a_way_to_be_told(bot: Bot) -> None:
    status = commanded(bot, "/eig-statut")
    said = "L’appel à potagers 2030 est ouvert. Il ferme le vendredi 15 mars 2030 à 23 h 59 : il vous reste 42 jours."
    assert said in plainly(read(status))
    assert said in plainly(status.params["text"])
    assert f"{messages.DOCUMENTS} :\nle règlement" in plainly(read(status))
    assert _links(status) == ["https://potagers.example/reglement.pdf"]
    assert button(status, messages.OPEN_PAGE)["url"] == "https://potagers.example/appel"
    assert labels(status) == [messages.OPEN_PAGE, messages.FOLLOW, messages.TALK_TO_TEAM, messages.SHARE]


def test_a_closed_call_leads_to_its_results_and_to_whom_to_ask(bot: Bot) -> None:
    bot.today.stop(at("2030-04-01T12:00"))
    status = commanded(bot, "/eig-statut")
    assert "est fermé depuis le 15 mars 2030." in plainly(read(status))
    assert answers_messages.NO_NEXT_CALL in read(status)
    assert "https://potagers.example/laureats" in _links(status)
    assert "mailto:equipe@potagers.example" in _links(status)


def test_a_call_to_come_has_its_two_dates(bot: Bot) -> None:
    bot.today.stop(at("2030-01-02T12:00"))
    said = "Il ouvrira le lundi 7 janvier 2030 et fermera le vendredi 15 mars 2030 à 23 h 59."
    assert said in plainly(read(commanded(bot, "/eig-statut")))
