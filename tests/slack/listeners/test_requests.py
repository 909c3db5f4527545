"""Requests to the team, from the button below an answer to the reply in the asker's thread, whatever fails in between."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from eig_bot.journal.requests import Asking, Recipient, Request
from eig_bot.messages import slack as messages
from eig_bot.slack import ids
from eig_bot.slack.jobs import requests as job
from tests.fake_slack import Call, Payload, app_home_opened, as_bolt, mention, message_shortcut, names
from tests.slack.clicks import (
    acknowledged,
    asked,
    blocks_of,
    click,
    commanded,
    field,
    form,
    journal_away,
    labels,
    read,
    receive,
    send,
)
from tests.slack.conftest import TEAM_CHANNEL, TEAM_USER, Bot
from tests.watch import Watch

UNKNOWN = "quel temps fera-t-il demain à la plage ?"
WANTED = "Et pour une école ?"
REPLY = "Oui, voyez https://potagers.example/ecoles."
OTHER_TEAM_USER = "U0EQUIPE2"
THREAD = "1700000000.000100"
MARKS = "<!channel> <@U0AUTRE1> *gras* &&&é<<é>> 🧑‍🌾 "
BLANK = (None, "\n\t\u00a0")

Start = Callable[..., Bot]
Wait = Callable[[], None]


@pytest.fixture
def wait(watch: Watch) -> Wait:
    """Let so much time pass that another process may try to post or to deliver."""
    return lambda: watch.move(2 * job.ATTEMPT)


def _form(bot: Bot, shown: Call | None = None) -> Call:
    """Open the form below what is shown, or below the answer to a question."""
    (opened,) = click(bot, shown or asked(bot, UNKNOWN, ts=THREAD), messages.TALK_TO_TEAM)
    return opened


def _request(bot: Bot, shown: Call | None = None, text: str = WANTED) -> Call:
    """Put a question to the team; return its message there."""
    send(bot, _form(bot, shown), {messages.TEAM_LABEL: text})
    return _in_team(bot)[-1]


def _reply_form(bot: Bot, request: Call, user: str = TEAM_USER) -> Call:
    (opened,) = click(bot, request, messages.REPLY, user=user)
    return opened


def _reply(bot: Bot, request: Call, text: str = REPLY, user: str = TEAM_USER) -> Payload:
    return send(bot, _reply_form(bot, request, user), {messages.REPLY_LABEL: text}, user=user)


def _in_team(bot: Bot) -> list[Call]:
    return [call for call in bot.posted() if call.params["channel"] == TEAM_CHANNEL]


def _delivered(bot: Bot) -> list[Call]:
    return [call for call in bot.posted() if call.params["text"].startswith("L’équipe répond")]


def _round(bot: Bot) -> None:
    job.run(bot.running)


def _waiting(bot: Bot) -> Sequence[Request]:
    return bot.service.journal.requests.waiting(10)


def _together(bot: Bot, *payloads: Payload) -> list[Payload]:
    """Send forms at the same moment; return their acknowledgements."""
    with ThreadPoolExecutor(len(payloads)) as threads:
        responses = list(threads.map(lambda payload: bot.app.dispatch(as_bolt(payload)), payloads))
    bot.settle()
    return [acknowledged(response) for response in responses]


# --- the request


def test_the_button_opens_the_form_with_the_question_in_it(bot: Bot) -> None:
    assert field(_form(bot), messages.TEAM_LABEL)["element"]["initial_value"] == UNKNOWN


def test_a_request_is_kept_posted_without_the_askers_name_and_confirmed_to_the_asker(bot: Bot) -> None:
    told = send(bot, _form(bot), {messages.TEAM_LABEL: WANTED})
    assert (told["response_action"], read(told).split("\n")[-1]) == ("update", messages.TEAM_SENT)
    (request,) = _in_team(bot)
    assert WANTED in read(request)
    assert WANTED in request.params["text"]
    assert labels(request) == [messages.REPLY]
    assert names.USER not in str(request.params)
    assert [kept.text for kept in _waiting(bot)] == [WANTED]


def test_the_team_reads_a_request_as_written_and_the_journal_keeps_no_address(bot: Bot) -> None:
    request = _request(bot, text="Répondez à zibeline@exemple.fr, merci.")
    assert "zibeline@exemple.fr" in read(request)
    assert [kept.text for kept in _waiting(bot)] == ["Répondez à [adresse], merci."]


@pytest.mark.parametrize("text", BLANK)
def test_a_blank_request_is_not_sent_and_the_form_says_so(bot: Bot, text: str | None) -> None:
    told = send(bot, _form(bot), {messages.TEAM_LABEL: text} if text is not None else {})
    assert _in_team(bot) == []
    assert _waiting(bot) == []
    assert told["response_action"] == "errors"
    assert told["errors"].keys() == {ids.TEXT}


def test_requests_and_replies_as_long_as_the_fields_are_shown_whole(bot: Bot) -> None:
    text, reply = (MARKS * 200)[:3_000], ("&<é>" * 800)[:3_000]
    request = _request(bot, text=text)
    assert text in read(request)
    _reply(bot, request, reply)
    assert reply in read(_delivered(bot)[0])
    (marked,) = bot.fake.calls_of("chat.update")
    assert (reply in read(marked), marked.error) == (True, "")


def test_the_fallback_of_a_reply_holds_the_reply_however_long_the_question_was(bot: Bot) -> None:
    _reply(bot, _request(bot, text="mot " * 740))
    assert REPLY in _delivered(bot)[0].params["text"]


def test_two_clicks_on_send_at_once_make_one_request(bot: Bot) -> None:
    sent = form(_form(bot), {messages.TEAM_LABEL: WANTED})
    assert [told["response_action"] for told in _together(bot, sent, sent)] == ["update", "update"]
    assert len(_in_team(bot)) == len(_waiting(bot)) == 1


@pytest.mark.parametrize("error", ["expired_trigger_id", "exchanged_trigger_id"])
def test_where_the_form_opens_too_late_the_asker_is_told(bot: Bot, error: str) -> None:
    answer = asked(bot, UNKNOWN)
    bot.fake.fail("views.open", error=error)
    (_, told) = click(bot, answer, messages.TALK_TO_TEAM)
    assert (told.method, read(told)) == ("response_url", messages.NOT_OPENED)


def test_while_the_journal_is_away_the_form_says_so_and_takes_the_same_text_afterwards(bot: Bot) -> None:
    opened = _form(bot)
    with journal_away(bot):
        told = send(bot, opened, {messages.TEAM_LABEL: WANTED})
    assert told == {"response_action": "errors", "errors": {ids.TEXT: messages.TEAM_NOT_KEPT}}
    assert _in_team(bot) == []
    send(bot, opened, {messages.TEAM_LABEL: WANTED})
    assert len(_in_team(bot)) == 1


def test_a_request_that_the_teams_channel_does_not_take_is_kept_and_posted_once_it_does(bot: Bot, wait: Wait) -> None:
    bot.fake.members.discard(TEAM_CHANNEL)
    told = send(bot, _form(bot), {messages.TEAM_LABEL: WANTED})
    assert messages.TEAM_SENT in read(told)
    wait()
    _round(bot)
    assert _in_team(bot) == []
    bot.fake.members.add(TEAM_CHANNEL)
    for _ in range(3):
        wait()
        _round(bot)
    (request,) = _in_team(bot)
    _reply(bot, request)
    assert len(_delivered(bot)) == 1


def test_a_request_that_slack_refused_once_is_posted_by_a_later_round_and_not_by_one_at_once(bot: Bot, wait: Wait) -> None:
    opened = _form(bot)
    bot.fake.fail("chat.postMessage", error="fatal_error")
    send(bot, opened, {messages.TEAM_LABEL: WANTED})
    _round(bot)
    assert _in_team(bot) == []
    wait()
    _round(bot)
    assert len(_in_team(bot)) == 1


def test_a_bot_that_stopped_between_keeping_and_posting_posts_when_it_starts_again(bot: Bot, start: Start) -> None:
    bot.service.journal.requests.add(Asking("0" * 32, WANTED, Recipient(names.USER)))
    again = start(bot.responder)
    _round(again)
    _round(again)
    (request,) = _in_team(again)
    _reply(again, request)
    assert len(_delivered(again)) == 1


# --- the reply


def _below_a_direct_message(bot: Bot) -> Call:
    return asked(bot, UNKNOWN, ts=THREAD)


def _below_a_mention(bot: Bot) -> Call:
    return receive(bot, mention(UNKNOWN, ts=THREAD))[-1]


def _below_a_private_answer(bot: Bot) -> Call:
    return commanded(bot, "/eig", UNKNOWN)


def _below_the_state_of_the_call(bot: Bot) -> Call:
    return commanded(bot, "/eig-statut")


def _in_the_app_home(bot: Bot) -> Call:
    return receive(bot, app_home_opened())[-1]


def _in_the_window_of_a_shortcut(bot: Bot) -> Call:
    return receive(bot, message_shortcut(ids.ANSWER_SHORTCUT, response_url=bot.fake.response_url()))[-1]


@pytest.mark.parametrize(
    ("show", "channel", "thread"),
    [
        (_below_a_direct_message, names.DM, THREAD),
        (_below_a_mention, names.CHANNEL, THREAD),
        (_below_a_private_answer, names.USER, None),
        (_below_the_state_of_the_call, names.USER, None),
        (_in_the_app_home, names.USER, None),
        (_in_the_window_of_a_shortcut, names.USER, None),
    ],
)
def test_the_reply_reaches_the_asker_where_they_asked(
    bot: Bot, show: Callable[[Bot], Call], channel: str, thread: str | None
) -> None:
    request = _request(bot, show(bot))
    opened = _reply_form(bot, request)
    assert WANTED in read(opened)
    assert send(bot, opened, {messages.REPLY_LABEL: REPLY}, user=TEAM_USER) == {}
    (delivered,) = _delivered(bot)
    assert (delivered.params["channel"], delivered.params.get("thread_ts")) == (channel, thread)
    head = messages.TEAM_REPLY if channel == names.CHANNEL else messages.team_reply(WANTED)
    assert read(delivered) == f"{head}\u00a0:\n{REPLY}"
    assert REPLY in delivered.params["text"]


def test_the_reply_to_a_private_request_stays_private_also_in_a_channel_of_the_bots(bot: Bot) -> None:
    (opened,) = click(bot, _below_a_private_answer(bot), messages.TALK_TO_TEAM, channel=names.CHANNEL)
    send(bot, opened, {messages.TEAM_LABEL: WANTED})
    _reply(bot, _in_team(bot)[0])
    assert [call.params["channel"] for call in _delivered(bot)] == [names.USER]


def test_the_teams_message_is_marked_with_who_replied_when_and_what(bot: Bot, watch: Watch) -> None:
    request = _request(bot)
    watch.stop(datetime(2030, 2, 1, 9, 30, tzinfo=UTC))
    _reply(bot, request)
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
    opened = _reply_form(bot, _request(bot))
    told = send(bot, opened, {messages.REPLY_LABEL: text} if text is not None else {}, user=TEAM_USER)
    assert _delivered(bot) == []
    assert not _waiting(bot)[0].is_handled
    assert told["response_action"] == "errors"
    assert told["errors"].keys() == {ids.TEXT}


def test_a_second_reply_is_refused_in_its_form_and_the_text_stays_there(bot: Bot) -> None:
    request = _request(bot)
    first, second = (_reply_form(bot, request, user) for user in (TEAM_USER, OTHER_TEAM_USER))
    send(bot, first, {messages.REPLY_LABEL: REPLY}, user=TEAM_USER)
    told = send(bot, second, {messages.REPLY_LABEL: "Non."}, user=OTHER_TEAM_USER)
    assert told == {"response_action": "errors", "errors": {ids.TEXT: messages.ALREADY_HANDLED}}
    assert [REPLY in read(call) for call in _delivered(bot)] == [True]
    assert len(bot.fake.calls_of("chat.update")) == 1


def test_a_request_that_has_its_reply_opens_no_form(bot: Bot) -> None:
    request = _request(bot)
    _reply(bot, request)
    opened = _reply_form(bot, request, OTHER_TEAM_USER)
    assert messages.ALREADY_HANDLED in read(opened)
    assert "submit" not in opened.params["view"]


def test_of_two_replies_at_once_one_is_delivered_and_the_other_kept_in_its_form(bot: Bot) -> None:
    opened = _reply_form(bot, _request(bot))
    sent = [form(opened, {messages.REPLY_LABEL: user}, user=user) for user in (TEAM_USER, OTHER_TEAM_USER)]
    told = _together(bot, *sent)
    assert sorted(told, key=len) == [{}, {"response_action": "errors", "errors": {ids.TEXT: messages.ALREADY_HANDLED}}]
    assert len(_delivered(bot)) == 1


def test_a_request_whose_asker_had_everything_deleted_is_gone_for_the_team(bot: Bot) -> None:
    request = _request(bot)
    opened = _reply_form(bot, request)
    click(bot, commanded(bot, "/eig", "oublier"), messages.FORGET)
    told = send(bot, opened, {messages.REPLY_LABEL: REPLY}, user=TEAM_USER)
    assert told == {"response_action": "errors", "errors": {ids.TEXT: messages.REQUEST_GONE}}
    assert messages.REQUEST_GONE in read(_reply_form(bot, request))
    assert _delivered(bot) == []


def test_where_the_form_of_the_reply_opens_too_late_its_author_is_told(bot: Bot) -> None:
    request = _request(bot)
    bot.fake.fail("views.open", error="expired_trigger_id")
    (_, told) = click(bot, request, messages.REPLY, user=TEAM_USER)
    assert (told.method, read(told)) == ("response_url", messages.NOT_OPENED)


def test_while_the_journal_is_away_the_form_of_the_reply_keeps_the_text(bot: Bot) -> None:
    opened = _reply_form(bot, _request(bot))
    with journal_away(bot):
        told = send(bot, opened, {messages.REPLY_LABEL: REPLY}, user=TEAM_USER)
    assert told["errors"].keys() == {ids.TEXT}
    assert _delivered(bot) == []
    assert send(bot, opened, {messages.REPLY_LABEL: REPLY}, user=TEAM_USER) == {}
    assert len(_delivered(bot)) == 1


@pytest.mark.parametrize("error", ["thread_not_found", "is_archived", "not_in_channel", "channel_not_found"])
def test_a_thread_out_of_reach_sends_the_reply_to_the_askers_direct_messages(bot: Bot, error: str) -> None:
    opened = _reply_form(bot, _request(bot, _below_a_mention(bot)))
    bot.fake.fail("chat.postMessage", error=error)
    send(bot, opened, {messages.REPLY_LABEL: REPLY}, user=TEAM_USER)
    assert [call.params["channel"] for call in _delivered(bot)] == [names.USER]


@pytest.mark.parametrize(("error", "times"), [("account_inactive", 1), ("user_not_found", 1), ("channel_not_found", 2)])
def test_the_team_is_told_once_when_the_asker_has_left_and_nothing_of_them_is_kept(
    bot: Bot, wait: Wait, error: str, times: int
) -> None:
    opened = _reply_form(bot, _request(bot))
    (kept,) = _waiting(bot)
    bot.fake.fail("chat.postMessage", error=error, times=times)
    send(bot, opened, {messages.REPLY_LABEL: REPLY}, user=TEAM_USER)
    wait()
    _round(bot)
    (_, told) = _in_team(bot)
    assert (read(told), told.params["thread_ts"]) == (messages.NOT_DELIVERED, kept.team_ts)
    assert _delivered(bot) == []
    assert list(bot.service.journal.requests.undelivered()) == []
    found = bot.service.journal.requests.find(kept.id)
    assert found
    assert (found.recipient, found.reply) == (None, None)


def test_a_reply_that_slack_refused_once_is_delivered_by_a_later_round_once(bot: Bot, wait: Wait) -> None:
    opened = _reply_form(bot, _request(bot))
    bot.fake.fail("chat.postMessage", error="fatal_error")
    send(bot, opened, {messages.REPLY_LABEL: REPLY}, user=TEAM_USER)
    assert _delivered(bot) == []
    for _ in range(3):
        wait()
        _round(bot)
    assert len(_delivered(bot)) == 1


def test_a_bot_that_started_again_between_the_request_and_the_reply_delivers_it(bot: Bot, start: Start) -> None:
    request = _request(bot)
    again = start(bot.responder)
    _reply(again, request)
    (delivered,) = _delivered(again)
    assert (delivered.params["channel"], delivered.params["thread_ts"]) == (names.DM, THREAD)


def test_a_bot_that_stopped_between_the_reply_and_its_delivery_delivers_when_it_starts_again(bot: Bot, start: Start) -> None:
    _request(bot)
    (kept,) = _waiting(bot)
    bot.service.journal.requests.answer(kept.id, TEAM_USER, REPLY)
    again = start(bot.responder)
    _round(again)
    _round(again)
    (delivered,) = _delivered(again)
    assert (delivered.params["thread_ts"], REPLY in read(delivered)) == (THREAD, True)


def test_a_request_that_has_its_reply_is_no_longer_posted(bot: Bot, wait: Wait) -> None:
    bot.fake.members.discard(TEAM_CHANNEL)
    send(bot, _form(bot), {messages.TEAM_LABEL: WANTED})
    (home,) = receive(bot, app_home_opened(user=TEAM_USER))
    _reply(bot, home)
    assert len(_delivered(bot)) == 1
    bot.fake.members.add(TEAM_CHANNEL)
    wait()
    _round(bot)
    assert _in_team(bot) == []


def test_a_request_that_slack_refuses_holds_up_no_other(bot: Bot) -> None:
    for text in ("un", "deux"):
        bot.service.journal.requests.add(Asking(text * 8, text, Recipient(names.USER)))
    bot.fake.fail("chat.postMessage", error="invalid_blocks")
    _round(bot)
    assert [read(call).count("deux") for call in _in_team(bot)] == [1]


def test_two_bots_on_one_journal_post_a_request_and_deliver_a_reply_once(bot: Bot, start: Start) -> None:
    for text in ("un", "deux"):
        bot.service.journal.requests.add(Asking(text * 8, text, Recipient(names.USER)))
    bot.service.journal.requests.answer("deux" * 8, TEAM_USER, REPLY)
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(_round, (bot, start(bot.responder))))
    assert ["un" in read(call).split("\n") for call in _in_team(bot)].count(True) == 1
    assert len(_delivered(bot)) == 1


# --- without a team


def test_without_a_channel_of_the_team_nothing_leads_there(bot: Bot) -> None:
    bot.service.team_channel = None
    shown = [
        _below_a_direct_message(bot),
        asked(bot, "qui prête une parcelle ?"),
        asked(bot, "parcelle outils"),
        _below_a_mention(bot),
        _below_a_private_answer(bot),
        _below_the_state_of_the_call(bot),
        _in_the_app_home(bot),
        _in_the_window_of_a_shortcut(bot),
    ]
    assert [labels(each) for each in shown if messages.TALK_TO_TEAM in labels(each)] == []
    assert all(labels(each) for each in shown)


def test_no_log_line_of_a_failure_holds_what_was_asked_or_replied(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    opened = _form(bot)
    with journal_away(bot):
        send(bot, opened, {messages.TEAM_LABEL: "zibeline"})
    opened = _reply_form(bot, _request(bot, text="zibeline"))
    bot.fake.fail("chat.postMessage", error="fatal_error")
    send(bot, opened, {messages.REPLY_LABEL: "zibeline"}, user=TEAM_USER)
    assert {"request not kept", "reply left for later"} <= set(caplog.messages)
    assert not any("zibeline" in str(record.__dict__) for record in caplog.records)
