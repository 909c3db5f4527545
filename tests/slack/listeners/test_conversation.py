"""Scenarios: real payloads through `App.dispatch`, calls at the strict fake Slack."""

import threading
from datetime import datetime, timedelta

import pytest

from eig_bot.messages import answers as messages
from eig_bot.messages import slack as slack_messages
from eig_bot.slack.deduplicator import AGAIN_IN
from eig_bot.slack.jobs import unanswered
from tests.fake_slack import Payload, as_bolt, bot_message, deleted_dm, dm, edited_dm, mention, names, own_message
from tests.slack.clicks import labels
from tests.slack.conftest import Bot, StartOn
from tests.slack.test_deduplicator import in_spool
from tests.slack.test_faults import recorded
from tests.waiting import PATIENCE, wait_until
from tests.watch import Watch


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


def test_a_doubt_is_about_the_answer_before_it_whatever_courtesy_stands_between(bot: Bot) -> None:
    bot.receive(dm("montant de l'aide aux outils", ts="1700000000.000100"))
    bot.receive(dm("merci !", thread_ts="1700000000.000100"))
    bot.receive(dm("vous êtes sûrs ?", thread_ts="1700000000.000100"))
    assert "https://potagers.example/aide" in bot.posted()[2].params["text"]


def test_a_no_is_given_other_choices_to_press_or_to_name_by_number(bot: Bot) -> None:
    bot.receive(dm("montant de l'aide aux outils", ts="1700000000.000100"))
    bot.receive(dm("non, c'est pas ça", thread_ts="1700000000.000100"))
    offered = [label for label in labels(bot.posted()[1].params) if label != slack_messages.NONE_OF_THESE]
    bot.receive(dm("la 1", thread_ts="1700000000.000100"))
    assert offered[0] in str(bot.posted()[2].params["blocks"])


def test_a_no_beside_its_thread_is_about_what_its_author_had_asked(bot: Bot) -> None:
    bot.receive(dm("montant de l'aide aux outils"))
    bot.receive(dm("non, c'est pas ça"))
    bot.receive(dm("la 1"))
    offered, chosen = (bot.posted()[at].params for at in (1, 2))
    assert labels(offered)[0] in str(chosen["blocks"])


def test_an_emoji_alone_gets_a_short_word(bot: Bot) -> None:
    emoji = {"type": "rich_text_section", "elements": [{"type": "emoji", "name": "pray", "unicode": "1f64f"}]}
    bot.receive(dm(":pray:", blocks=[{"type": "rich_text", "elements": [emoji]}]))
    assert bot.posted()[0].params["text"] == messages.THANKS
    assert labels(bot.posted()[0].params) == []


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


# --- what Slack does not take now

HOUR = "3600"
ANOTHER = {"channel": "D0AUTRE1", "user": "U0AUTRE1"}


def questions(count: int) -> list[Payload]:
    return [mention(f"qui prête une parcelle ? ({number})") for number in range(count)]


def asked_at(payloads: list[Payload]) -> list[str]:
    return [payload["event"]["ts"] for payload in payloads]


def answered(bot: Bot) -> list[str]:
    """Return the threads that were answered, in order."""
    return [call.params["thread_ts"] for call in bot.posted()]


def take_turns(bot: Bot, times: int) -> None:
    for _ in range(times):
        bot.deduplicator.take_turns(bot.app)
        bot.settle()


def test_what_is_asked_in_a_limited_channel_is_put_off_and_slack_not_asked_again(bot: Bot) -> None:
    bot.fake.limit(names.CHANNEL, HOUR)
    for question in questions(5):
        assert bot.receive(question).status == 200
    assert len(bot.fake.calls_of("chat.postMessage")) == 1
    assert len(in_spool(bot)) == 5


def test_it_is_answered_in_order_and_once_when_the_time_has_come(bot: Bot, watch: Watch) -> None:
    asked = questions(4)
    bot.fake.limit(names.CHANNEL, HOUR)
    for question in reversed(asked):
        bot.receive(question)
    bot.fake.unlimit(names.CHANNEL)
    watch.move(timedelta(minutes=59))
    take_turns(bot, 2)
    assert answered(bot) == []
    watch.move(timedelta(minutes=1))
    take_turns(bot, 9)
    assert answered(bot) == asked_at(asked)
    assert (in_spool(bot), len(recorded(bot))) == ([], 4)


def test_one_that_is_still_limited_then_waits_once_more(bot: Bot, watch: Watch) -> None:
    (question,) = questions(1)
    bot.fake.limit(names.CHANNEL, HOUR)
    bot.receive(question)
    for _ in range(3):
        watch.move(timedelta(hours=1))
        take_turns(bot, 2)
    assert len(bot.fake.calls_of("chat.postMessage")) == 4
    bot.fake.unlimit(names.CHANNEL)
    watch.move(timedelta(hours=1))
    take_turns(bot, 1)
    assert answered(bot) == asked_at([question])


def test_who_asks_in_another_channel_is_answered_meanwhile(bot: Bot) -> None:
    bot.fake.limit(names.CHANNEL, HOUR)
    bot.receive(questions(1)[0])
    bot.receive(dm("où jardiner ?", **ANOTHER))
    assert [call.params["channel"] for call in bot.posted()] == ["D0AUTRE1"]


def test_who_asks_where_others_wait_comes_after_them_also_when_the_time_is_over(bot: Bot, watch: Watch) -> None:
    asked = questions(3)
    bot.fake.limit(names.CHANNEL, HOUR)
    bot.receive(asked[0])
    bot.receive(asked[1])
    bot.fake.unlimit(names.CHANNEL)
    watch.move(timedelta(hours=1))
    bot.receive(asked[2])
    assert answered(bot) == []
    take_turns(bot, 3)
    assert answered(bot) == asked_at(asked)


def test_whose_answer_was_long_in_coming_comes_after_those_who_were_put_off_meanwhile(bot: Bot, watch: Watch) -> None:
    (early, late), today, is_at_it, may_go_on = questions(2), bot.service.clock(), threading.Event(), threading.Event()
    first = iter([True])

    def the_first_at_length() -> datetime:
        if next(first, False):
            is_at_it.set()
            may_go_on.wait(PATIENCE)
        return today

    bot.service.clock = the_first_at_length
    bot.app.dispatch(as_bolt(late))
    assert is_at_it.wait(PATIENCE)
    bot.fake.limit(names.CHANNEL, HOUR)
    bot.app.dispatch(as_bolt(early))
    bot.fake.wait_for("chat.postMessage")
    wait_until(lambda: bot.deduplicator.is_queued(names.CHANNEL))
    bot.fake.unlimit(names.CHANNEL)
    watch.move(timedelta(hours=1))
    may_go_on.set()
    bot.settle()
    take_turns(bot, 2)
    assert answered(bot) == asked_at([early, late])


def test_one_that_is_sent_again_while_it_waits_is_answered_once(bot: Bot, watch: Watch) -> None:
    (question,) = questions(1)
    bot.fake.limit(names.CHANNEL, HOUR)
    for number in (None, 1, 2):
        assert bot.receive(question, retry_num=number).status == 200
    bot.fake.unlimit(names.CHANNEL)
    watch.move(timedelta(hours=1))
    take_turns(bot, 3)
    assert len(bot.posted()) == 1


def test_no_other_process_takes_over_what_waits_however_long(start_on: StartOn, watch: Watch) -> None:
    bot, other = start_on(None, "a"), start_on(None, "a")
    bot.fake.limit(names.CHANNEL, HOUR)
    bot.receive(questions(1)[0])
    for _ in range(30):
        watch.move(timedelta(seconds=50))
        unanswered.run(bot.running)
        unanswered.run(other.running)
        other.settle()
    assert len(bot.fake.calls_of("chat.postMessage")) == 1
    bot.fake.unlimit(names.CHANNEL)
    watch.move(timedelta(hours=1))
    unanswered.run(bot.running)
    bot.settle()
    assert len(bot.posted()) == 1


def test_what_its_author_had_deleted_meanwhile_is_not_answered(bot: Bot, watch: Watch) -> None:
    bot.fake.limit(names.CHANNEL, HOUR)
    bot.receive(questions(1)[0])
    for entry in bot.service.spool.entries():
        bot.service.spool.remove(entry.path)
    bot.fake.unlimit(names.CHANNEL)
    watch.move(timedelta(hours=1))
    take_turns(bot, 2)
    assert bot.posted() == []
    bot.receive(questions(1)[0])
    assert len(bot.posted()) == 1


def test_nobody_is_told_that_an_answer_failed_which_will_come(bot: Bot, watch: Watch) -> None:
    bot.fake.fail("chat.postMessage", error="token_revoked")
    bot.receive(questions(1)[0])
    watch.move(timedelta(seconds=AGAIN_IN))
    take_turns(bot, 1)
    (answer,) = bot.posted()
    assert "50 à 200 m²" in answer.params["text"]


def test_an_answer_in_direct_messages_that_may_have_arrived_is_looked_for_before_it_is_posted_again(
    bot: Bot, watch: Watch
) -> None:
    bot.fake.lose_answers("chat.postMessage")
    bot.receive(dm("qui prête une parcelle ?"))
    watch.move(timedelta(seconds=AGAIN_IN))
    take_turns(bot, 2)
    assert (len(bot.posted()), in_spool(bot)) == (1, [])


def test_in_a_channel_where_the_bot_may_not_look_it_is_not_posted_again(bot: Bot, watch: Watch) -> None:
    bot.fake.lose_answers("chat.postMessage")
    bot.receive(questions(1)[0])
    watch.move(timedelta(seconds=AGAIN_IN))
    take_turns(bot, 2)
    answers = [call for call in bot.posted() if "50 à 200 m²" in call.params["text"]]
    assert len(answers) == 1
