"""Scenarios: real payloads through `App.dispatch`, calls at the strict fake Slack."""

import pytest

from eig_bot.messages import answers as messages
from tests.fake_slack import Payload, bot_message, deleted_dm, dm, edited_dm, mention, own_message
from tests.slack.conftest import Bot


def test_a_direct_message_is_answered_in_the_thread_of_its_question(bot: Bot) -> None:
    bot.receive(dm("combien donne-t-on pour acheter des outils ?", ts="1700000000.000100"))
    (reply,) = bot.posted()
    assert reply.params["thread_ts"] == "1700000000.000100"
    assert "1 200 €" in reply.params["text"]
    assert "https://potagers.example/aide" in reply.params["text"]


def test_the_blocks_hold_the_same_answer_with_its_links_and_bold_words(bot: Bot) -> None:
    bot.receive(dm("montant de l'aide pour des outils"))
    elements = [
        part
        for block in bot.posted()[0].params["blocks"]
        if block["type"] == "rich_text"
        for part in block["elements"][0]["elements"]
    ]
    assert any(part.get("style") == {"bold": True} and part["text"] == "outils" for part in elements)
    assert any(part.get("url") == "https://potagers.example/reglement.pdf" for part in elements)


def test_a_mention_is_answered_in_its_thread(bot: Bot) -> None:
    bot.receive(mention("qui prête une parcelle ?", ts="1700000000.000200"))
    (reply,) = bot.posted()
    assert reply.params["channel"] == "C0PROJET"
    assert reply.params["thread_ts"] == "1700000000.000200"
    assert "50 à 200 m²" in reply.params["text"]


def test_a_reply_in_a_thread_stays_in_that_thread(bot: Bot) -> None:
    bot.receive(dm("où jardiner dans ma ville ?", thread_ts="1700000000.000100"))
    assert bot.posted()[0].params["thread_ts"] == "1700000000.000100"


def test_a_follow_up_in_a_thread_is_understood_from_the_question_before(bot: Bot) -> None:
    bot.receive(dm("montant de l'aide aux outils", ts="1700000000.000100"))
    bot.receive(dm("et le délai ?", thread_ts="1700000000.000100"))
    assert "30 jours" in bot.posted()[1].params["text"]


def test_two_threads_do_not_mix(bot: Bot) -> None:
    bot.receive(dm("qui prête une parcelle ?", ts="1700000000.000100"))
    bot.receive(dm("montant de l'aide aux outils", ts="1700000000.000300"))
    bot.receive(dm("et pour trois ans ?", thread_ts="1700000000.000100"))
    assert "terrain" in bot.posted()[2].params["text"]


def test_the_state_of_the_call_is_computed_whatever_the_words(bot: Bot) -> None:
    bot.receive(dm("on peut encore postuler ?"))
    assert "il vous reste 42 jours" in bot.posted()[0].params["text"]


def test_a_mention_without_a_question_gets_a_short_help(bot: Bot) -> None:
    bot.receive(mention("<@UBOT00001>"))
    assert bot.posted()[0].params["text"] == messages.help_text("Potagers partagés")


def test_a_question_that_is_not_ours_is_held_back_with_the_contact(bot: Bot) -> None:
    bot.receive(dm("quel temps fera-t-il demain à la plage ?"))
    text = bot.posted()[0].params["text"]
    assert messages.NO_ANSWER in text
    assert "equipe@potagers.example" in text


@pytest.mark.parametrize(
    "payload",
    [
        edited_dm("montant de l'aide aux outils"),
        deleted_dm("montant de l'aide aux outils"),
        bot_message("montant de l'aide aux outils"),
        own_message("montant de l'aide aux outils"),
        dm("montant de l'aide aux outils", channel="C0PROJET", channel_type="channel"),
    ],
    ids=["edited", "deleted", "another bot", "its own", "in a channel, to nobody"],
)
def test_what_nobody_asked_is_ignored(bot: Bot, payload: Payload) -> None:
    assert bot.receive(payload).status == 200
    assert bot.fake.calls_of("chat.postMessage") == []


def test_an_event_sent_again_is_answered_once(bot: Bot) -> None:
    question = dm("montant de l'aide aux outils", event_id="Ev0RETRY")
    bot.receive(question)
    bot.receive(question, retry_num=1)
    bot.receive(question, retry_num=2)
    assert len(bot.posted()) == 1


def test_marks_in_a_question_notify_nobody(bot: Bot) -> None:
    bot.receive(dm("<!channel> <@U0AUTRE> montant de l'aide aux <https://outils.example|outils> &amp; bêches"))
    (reply,) = bot.posted()
    assert "1 200 €" in reply.params["text"]


def test_a_file_with_a_question_is_answered_as_a_question(bot: Bot) -> None:
    bot.receive(dm("montant de l'aide aux outils", subtype="file_share", files=[{"id": "F0", "name": "note.pdf"}]))
    assert "1 200 €" in bot.posted()[0].params["text"]
