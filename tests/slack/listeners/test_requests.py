"""Requests to the team: the asker's form, the team's message, the form of the reply, and what each says when it cannot be."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from eig_bot.answers.live import LiveResponder
from eig_bot.messages import slack as messages
from eig_bot.slack import ids
from tests.fake_slack import Call, Payload, as_bolt, names
from tests.slack.clicks import acknowledged, asked, blocks_of, click, commanded, field, form, journal_away, labels, read, send
from tests.slack.conftest import OTHER_TEAM_USER, TEAM_CHANNEL, TEAM_USER, Bot
from tests.slack.team import (
    REPLY,
    THREAD,
    UNKNOWN,
    WANTED,
    below_a_direct_message,
    below_a_mention,
    below_a_private_answer,
    below_the_state_of_the_call,
    delivered,
    form_of,
    in_team,
    in_the_app_home,
    in_the_modal_of_a_shortcut,
    reply_form,
    reply_to,
    request_of,
    waiting,
)
from tests.watch import Watch

MARKS = "<!channel> <@U0AUTRE1> *gras* &&&é<<é>> 🧑‍🌾 "
BLANK = (None, "\n\t\u00a0")


def _together(bot: Bot, *payloads: Payload) -> list[Payload]:
    """Send forms at the same moment; return their acknowledgements."""
    with ThreadPoolExecutor(len(payloads)) as threads:
        responses = list(threads.map(lambda payload: bot.app.dispatch(as_bolt(payload)), payloads))
    bot.settle()
    return [acknowledged(response) for response in responses]


def test_the_button_opens_the_form_with_the_question_in_it(bot: Bot) -> None:
    assert field(form_of(bot), messages.TEAM_LABEL)["element"]["initial_value"] == UNKNOWN


def test_a_request_is_kept_posted_without_the_askers_name_and_confirmed_to_the_asker(bot: Bot) -> None:
    told = send(bot, form_of(bot), {messages.TEAM_LABEL: WANTED})
    assert (told["response_action"], read(told).split("\n")[-1]) == ("update", messages.TEAM_SENT)
    (request,) = in_team(bot)
    assert WANTED in read(request)
    assert WANTED in request.params["text"]
    assert labels(request) == [messages.REPLY]
    assert names.USER not in str(request.params)
    assert [kept.text for kept in waiting(bot)] == [WANTED]


def test_the_team_reads_a_request_as_written_and_the_journal_keeps_no_address(bot: Bot) -> None:
    request = request_of(bot, text="Répondez à zibeline@exemple.fr, merci.")
    assert "zibeline@exemple.fr" in read(request)
    assert [kept.text for kept in waiting(bot)] == ["Répondez à [adresse], merci."]


@pytest.mark.parametrize("text", BLANK)
def test_a_blank_request_is_not_sent_and_the_form_says_so(bot: Bot, text: str | None) -> None:
    told = send(bot, form_of(bot), {messages.TEAM_LABEL: text} if text is not None else {})
    assert in_team(bot) == []
    assert waiting(bot) == []
    assert told["response_action"] == "errors"
    assert told["errors"].keys() == {ids.TEXT}


def test_requests_and_replies_as_long_as_the_fields_are_shown_whole(bot: Bot) -> None:
    text, reply = (MARKS * 200)[:3_000], ("&<é>" * 800)[:3_000]
    request = request_of(bot, text=text)
    assert text in read(request)
    reply_to(bot, request, reply)
    assert reply in read(delivered(bot)[0])
    (marked,) = bot.fake.calls_of("chat.update")
    assert (reply in read(marked), marked.error) == (True, "")


def test_the_fallback_of_a_reply_holds_the_reply_however_long_the_question_was(bot: Bot) -> None:
    reply_to(bot, request_of(bot, text="mot " * 740))
    assert REPLY in delivered(bot)[0].params["text"]


def test_two_clicks_on_send_at_once_make_one_request(bot: Bot) -> None:
    sent = form(form_of(bot), {messages.TEAM_LABEL: WANTED})
    assert [told["response_action"] for told in _together(bot, sent, sent)] == ["update", "update"]
    assert len(in_team(bot)) == len(waiting(bot)) == 1


@pytest.mark.parametrize("error", ["expired_trigger_id", "exchanged_trigger_id"])
def test_where_the_form_opens_too_late_the_asker_is_told(bot: Bot, error: str) -> None:
    answer = asked(bot, UNKNOWN)
    bot.fake.fail("views.open", error=error)
    (_, told) = click(bot, answer, messages.TALK_TO_TEAM)
    assert (told.method, read(told)) == ("response_url", messages.NOT_OPENED)


def test_while_the_journal_is_away_the_form_says_so_and_takes_the_same_text_afterwards(bot: Bot) -> None:
    opened = form_of(bot)
    with journal_away(bot):
        told = send(bot, opened, {messages.TEAM_LABEL: WANTED})
    assert told == {"response_action": "errors", "errors": {ids.TEXT: messages.TEAM_NOT_KEPT}}
    assert in_team(bot) == []
    send(bot, opened, {messages.TEAM_LABEL: WANTED})
    assert len(in_team(bot)) == 1


@pytest.mark.parametrize(
    ("show", "channel", "thread"),
    [
        (below_a_direct_message, names.DM, THREAD),
        (below_a_mention, names.CHANNEL, THREAD),
        (below_a_private_answer, names.USER, None),
        (below_the_state_of_the_call, names.USER, None),
        (in_the_app_home, names.USER, None),
        (in_the_modal_of_a_shortcut, names.USER, None),
    ],
)
def test_the_reply_reaches_the_asker_where_they_asked(
    bot: Bot, show: Callable[[Bot], Call], channel: str, thread: str | None
) -> None:
    request = request_of(bot, show(bot))
    opened = reply_form(bot, request)
    assert WANTED in read(opened)
    assert send(bot, opened, {messages.REPLY_LABEL: REPLY}, user=TEAM_USER) == {}
    (reply,) = delivered(bot)
    assert (reply.params["channel"], reply.params.get("thread_ts")) == (channel, thread)
    head = messages.TEAM_REPLY if channel == names.CHANNEL else messages.team_reply(WANTED)
    assert read(reply) == f"{head}\u00a0:\n{REPLY}"
    assert REPLY in reply.params["text"]


def test_the_reply_to_a_private_request_stays_private_also_in_a_channel_of_the_bots(bot: Bot) -> None:
    (opened,) = click(bot, below_a_private_answer(bot), messages.TALK_TO_TEAM, channel=names.CHANNEL)
    send(bot, opened, {messages.TEAM_LABEL: WANTED})
    reply_to(bot, in_team(bot)[0])
    assert [call.params["channel"] for call in delivered(bot)] == [names.USER]


def test_the_teams_message_is_marked_with_who_replied_when_and_what(bot: Bot, watch: Watch) -> None:
    request = request_of(bot)
    watch.stop(datetime(2030, 2, 1, 9, 30, tzinfo=UTC))
    reply_to(bot, request)
    (marked,) = bot.fake.calls_of("chat.update")
    assert marked.params["channel"] == TEAM_CHANNEL
    assert "Réponse écrite le 1er février 2030 à 10 h 30 par" in read(marked).replace("\u00a0", " ")
    assert {"type": "user", "user_id": TEAM_USER} in blocks_of(marked)[3]["elements"][0]["elements"]
    assert WANTED in read(marked)
    assert REPLY in read(marked)
    assert labels(marked) == []
    assert names.USER not in str(marked.params)


@pytest.mark.parametrize("text", BLANK)
def test_a_blank_reply_is_not_sent_and_the_form_says_so(bot: Bot, text: str | None) -> None:
    opened = reply_form(bot, request_of(bot))
    told = send(bot, opened, {messages.REPLY_LABEL: text} if text is not None else {}, user=TEAM_USER)
    assert delivered(bot) == []
    assert not waiting(bot)[0].is_handled
    assert told["response_action"] == "errors"
    assert told["errors"].keys() == {ids.TEXT}


def test_a_second_reply_is_refused_in_its_form_and_the_text_stays_there(bot: Bot) -> None:
    request = request_of(bot)
    first, second = (reply_form(bot, request, user) for user in (TEAM_USER, OTHER_TEAM_USER))
    send(bot, first, {messages.REPLY_LABEL: REPLY}, user=TEAM_USER)
    told = send(bot, second, {messages.REPLY_LABEL: "Non."}, user=OTHER_TEAM_USER)
    assert told == {"response_action": "errors", "errors": {ids.TEXT: messages.ALREADY_HANDLED}}
    assert [REPLY in read(call) for call in delivered(bot)] == [True]
    assert len(bot.fake.calls_of("chat.update")) == 1


def test_a_request_that_has_its_reply_opens_no_form(bot: Bot) -> None:
    request = request_of(bot)
    reply_to(bot, request)
    opened = reply_form(bot, request, OTHER_TEAM_USER)
    assert messages.ALREADY_HANDLED in read(opened)
    assert "submit" not in opened.params["view"]


def test_of_two_replies_at_once_one_is_delivered_and_the_other_kept_in_its_form(bot: Bot) -> None:
    opened = reply_form(bot, request_of(bot))
    sent = [form(opened, {messages.REPLY_LABEL: user}, user=user) for user in (TEAM_USER, OTHER_TEAM_USER)]
    told = _together(bot, *sent)
    assert sorted(told, key=len) == [{}, {"response_action": "errors", "errors": {ids.TEXT: messages.ALREADY_HANDLED}}]
    assert len(delivered(bot)) == 1


def test_a_request_whose_asker_had_everything_deleted_is_gone_for_the_team(bot: Bot) -> None:
    request = request_of(bot)
    opened = reply_form(bot, request)
    click(bot, commanded(bot, "/eig", "oublier"), messages.FORGET)
    told = send(bot, opened, {messages.REPLY_LABEL: REPLY}, user=TEAM_USER)
    assert told == {"response_action": "errors", "errors": {ids.TEXT: messages.REQUEST_GONE}}
    assert messages.REQUEST_GONE in read(reply_form(bot, request))
    assert delivered(bot) == []


def test_where_the_form_of_the_reply_opens_too_late_its_author_is_told(bot: Bot) -> None:
    request = request_of(bot)
    bot.fake.fail("views.open", error="expired_trigger_id")
    (_, told) = click(bot, request, messages.REPLY, user=TEAM_USER)
    assert (told.method, read(told)) == ("response_url", messages.NOT_OPENED)


def test_while_the_journal_is_away_the_form_of_the_reply_keeps_the_text(bot: Bot) -> None:
    opened = reply_form(bot, request_of(bot))
    with journal_away(bot):
        told = send(bot, opened, {messages.REPLY_LABEL: REPLY}, user=TEAM_USER)
    assert told["errors"].keys() == {ids.TEXT}
    assert delivered(bot) == []
    assert send(bot, opened, {messages.REPLY_LABEL: REPLY}, user=TEAM_USER) == {}
    assert len(delivered(bot)) == 1


@pytest.mark.parametrize("error", ["thread_not_found", "is_archived", "not_in_channel", "channel_not_found"])
def test_a_thread_out_of_reach_sends_the_reply_to_the_askers_direct_messages(bot: Bot, error: str) -> None:
    opened = reply_form(bot, request_of(bot, below_a_mention(bot)))
    bot.fake.fail("chat.postMessage", error=error)
    send(bot, opened, {messages.REPLY_LABEL: REPLY}, user=TEAM_USER)
    assert [call.params["channel"] for call in delivered(bot)] == [names.USER]


def test_without_a_channel_of_the_team_nothing_leads_there(start: Callable[..., Bot], shared_responder: LiveResponder) -> None:
    bot = start(shared_responder, team_channel=None)
    shown = [
        below_a_direct_message(bot),
        asked(bot, "qui prête une parcelle ?"),
        asked(bot, "parcelle somme tomates"),
        below_a_mention(bot),
        below_a_private_answer(bot),
        below_the_state_of_the_call(bot),
        in_the_app_home(bot),
        in_the_modal_of_a_shortcut(bot),
    ]
    assert [labels(each) for each in shown if messages.TALK_TO_TEAM in labels(each)] == []
    assert all(labels(each) for each in shown)


def test_no_log_line_of_a_failure_holds_what_was_asked_or_replied(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    opened = form_of(bot)
    with journal_away(bot):
        send(bot, opened, {messages.TEAM_LABEL: "zibeline"})
    opened = reply_form(bot, request_of(bot, text="zibeline"))
    bot.fake.fail("chat.postMessage", error="fatal_error")
    send(bot, opened, {messages.REPLY_LABEL: "zibeline"}, user=TEAM_USER)
    assert {"request not kept", "reply left for later"} <= set(caplog.messages)
    assert not any("zibeline" in str(record.__dict__) for record in caplog.records)
