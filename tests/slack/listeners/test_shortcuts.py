"""The two shortcuts: a question from anywhere, and an answer to somebody's message."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eig_bot.answers.live import LiveResponder
from eig_bot.messages import answers as answers_messages
from eig_bot.messages import slack as messages
from eig_bot.slack import ids
from eig_bot.slack.timing import Timing
from tests.fake_slack import Call, app_home_opened, global_shortcut, message_shortcut, names, new_ts
from tests.slack.clicks import (
    acknowledged_at_once,
    borrowing,
    click,
    commanded,
    edit,
    field,
    form,
    labels,
    lose_journal,
    methods,
    read,
    receive,
    send,
)
from tests.slack.conftest import NOWHERE, Bot
from tests.slack.pages import write_pages

QUESTION, ANSWER = "qui prête une parcelle ?", "50 à 200 m²"
IS_OPEN = "L’appel à potagers 2030 est ouvert."

either_kind = pytest.mark.parametrize(
    ("text", "found"), [(QUESTION, ANSWER), ("on peut encore postuler ?", IS_OPEN)], ids=["a passage", "the state of the call"]
)


@pytest.fixture
def editable(start: Callable[..., Bot], tmp_path: Path, shared_responder: LiveResponder) -> Bot:
    return start(LiveResponder(write_pages(tmp_path), rank=borrowing(shared_responder)))


def opened(bot: Bot) -> Call:
    """The form of "Poser une question"."""
    (modal,) = receive(bot, global_shortcut("ask"))
    assert (modal.method, modal.error) == ("views.open", "")
    return modal


def sent(bot: Bot, question: str | None) -> Call:
    """The modal after a question was sent from the form."""
    before = len(bot.fake.calls)
    told = send(bot, opened(bot), {messages.ASK_LABEL: question} if question else {})
    assert (told["response_action"], read(told)) == ("update", messages.LOADING)
    _, updated = [call for call in bot.fake.calls[before:] if call.method.startswith("views.")]
    return updated


def message(text: str, **more: str) -> dict[str, Any]:
    """What somebody wrote in a channel."""
    return {"type": "message", "user": "U0AUTRE01", "ts": new_ts(), "text": text, **more}


def answered(bot: Bot, text: str = QUESTION, **more: str) -> Call:
    """The modal of "Répondre avec la base", filled, on a message where the bot is no member."""
    picked = message_shortcut("answer", message(text, **more), bot.fake.response_url(), channel=names.OTHER_CHANNEL)
    calls = receive(bot, picked)
    assert methods(calls) == ["views.open", "views.update"]
    assert read(calls[0]) == messages.LOADING
    assert calls[1].params["view_id"] in bot.fake._views
    return calls[1]


def published(bot: Bot, modal: Call) -> list[Call]:
    """What the bot does when the answer of a modal is published, its last word being in the modal."""
    before = len(bot.fake.calls)
    told = send(bot, modal)
    assert (told["response_action"], read(told)) == ("update", messages.LOADING)
    calls = bot.fake.calls[before:]
    assert calls[-1].params.get("view_id") == modal.params["view_id"]
    return calls


# --- "Poser une question"


def test_the_form_waits_for_a_question(bot: Bot) -> None:
    modal = opened(bot)
    assert modal.params["view"]["submit"]["text"] == messages.SEND
    assert field(modal, messages.ASK_LABEL)["element"]["focus_on_load"] is True


def test_a_question_from_anywhere_is_answered_in_its_window(bot: Bot) -> None:
    modal = sent(bot, QUESTION)
    assert (modal.method, ANSWER in read(modal)) == ("views.update", True)
    assert "submit" not in modal.params["view"]
    assert {messages.OPEN_PAGE, messages.COPY, messages.TALK_TO_TEAM} <= set(labels(modal))
    assert bot.posted() == []


def test_the_state_of_the_call_is_told_in_the_window(bot: Bot) -> None:
    assert read(sent(bot, "on peut encore postuler ?")).startswith(IS_OPEN)


@pytest.mark.parametrize("question", [None, "   "])
def test_a_blank_question_is_asked_for_again_and_not_kept(bot: Bot, question: str | None) -> None:
    told = send(bot, opened(bot), {messages.ASK_LABEL: question} if question else {})
    assert told["errors"] == {ids.TEXT: answers_messages.EMPTY_QUESTION}
    (home,) = receive(bot, app_home_opened())
    assert (home.error, messages.HOME_LAST in read(home)) == ("", False)


def test_a_form_that_opens_too_late_is_told_in_direct_messages(bot: Bot) -> None:
    bot.fake.fail("views.open", error="expired_trigger_id")
    _, told = receive(bot, global_shortcut("ask"))
    assert (told.method, told.params["channel"], read(told)) == ("chat.postMessage", names.USER, messages.NOT_OPENED)


def test_the_form_answers_while_the_journal_is_out_of_reach(bot: Bot) -> None:
    lose_journal(bot)
    assert ANSWER in read(sent(bot, QUESTION))


# --- "Répondre avec la base"


def test_the_window_is_there_first_and_filled_after(bot: Bot) -> None:
    modal = answered(bot)
    assert ANSWER in read(modal)
    assert modal.params["view"]["submit"]["text"] == messages.PUBLISH
    assert bot.posted() == bot.fake.calls_of("response_url") == []


@pytest.mark.parametrize("thread_ts", [None, "1700000000.000900"], ids=["a message", "a reply in a thread"])
def test_an_answer_is_published_in_the_thread_of_the_message(bot: Bot, thread_ts: str | None) -> None:
    ts = new_ts()
    modal = answered(bot, ts=ts, **({"thread_ts": thread_ts} if thread_ts else {}))
    shared, told = published(bot, modal)
    assert (shared.method, shared.params["response_type"]) == ("response_url", "in_channel")
    assert shared.params["thread_ts"] == (thread_ts or ts)
    assert shared.params["replace_original"] is False
    assert ANSWER in read(shared)
    assert labels(shared) == [messages.OPEN_PAGE, messages.COPY]
    assert (told.method, read(told)) == ("views.update", messages.PUBLISHED_IN_THREAD)
    assert bot.posted() == []


def test_what_was_published_can_be_copied_by_anybody(bot: Bot) -> None:
    shared, _ = published(bot, answered(bot))
    (modal,) = click(bot, shared, messages.COPY, user="U0AGENT2")
    assert (modal.method, ANSWER in read(modal)) == ("views.open", True)


def test_the_state_of_the_call_can_be_published(bot: Bot) -> None:
    shared, told = published(bot, answered(bot, "on peut encore postuler ?"))
    assert read(shared).startswith(IS_OPEN)
    assert messages.FOLLOW not in labels(shared)
    assert read(told) == messages.PUBLISHED_IN_THREAD


def test_marks_in_a_message_are_read_as_words(bot: Bot) -> None:
    assert ANSWER in read(answered(bot, "<@U0AUTRE02> :wave: qui prête une <https://potagers.example|parcelle> ? &amp;"))


@pytest.mark.parametrize("text", ["quel temps fera-t-il demain à la plage ?", "parcelle somme tomates", "bonjour"])
def test_without_an_answer_there_is_nothing_to_publish(bot: Bot, text: str) -> None:
    modal = answered(bot, text)
    assert "submit" not in modal.params["view"]
    assert read(modal)


@pytest.mark.parametrize("text", ["", ":tada:", "<@U0AUTRE02>"])
def test_a_message_without_words_is_said_to_hold_no_question(bot: Bot, text: str) -> None:
    modal = answered(bot, text)
    assert read(modal) == answers_messages.EMPTY_QUESTION
    assert "submit" not in modal.params["view"]


def test_a_message_as_long_as_slack_takes_is_answered(bot: Bot) -> None:
    assert ANSWER in read(answered(bot, f"{QUESTION} " + "et " * 13_000))


def test_a_window_that_opens_too_late_is_told_to_the_reader_alone(bot: Bot) -> None:
    bot.fake.fail("views.open", error="expired_trigger_id")
    _, told = receive(bot, message_shortcut("answer", message(QUESTION), bot.fake.response_url()))
    assert (told.method, told.params["response_type"], read(told)) == ("response_url", "ephemeral", messages.NOT_OPENED)


def test_a_window_that_slack_refuses_is_told_with_a_code(bot: Bot) -> None:
    bot.fake.fail("views.open", error="internal_error")
    _, told = receive(bot, message_shortcut("answer", message(QUESTION), bot.fake.response_url()))
    assert (told.method, told.params["response_type"]) == ("response_url", "ephemeral")
    assert read(told).startswith("Je n’ai pas pu répondre")


def test_a_thread_that_can_be_published_to_no_more_is_told_in_the_window(bot: Bot) -> None:
    modal = answered(bot)
    bot.fake.fail("response_url", status=404, error="used_url")
    refused, told = published(bot, modal)
    assert (refused.error, told.method, read(told)) == ("used_url", "views.update", messages.NOT_PUBLISHED)


def test_an_answer_that_could_not_be_published_is_published_by_the_shortcut_again(bot: Bot) -> None:
    bot.fake.fail("response_url", status=404, error="used_url")
    published(bot, answered(bot))
    _, told = published(bot, answered(bot))
    assert read(told) == messages.PUBLISHED_IN_THREAD


def test_a_network_that_fails_while_publishing_is_told_in_the_window(
    start: Callable[..., Bot], shared_responder: LiveResponder
) -> None:
    bot = start(shared_responder, timing=Timing(tries=0))
    _, modal = receive(bot, message_shortcut("answer", message(QUESTION), f"{NOWHERE}response/T0/R0"))
    told = published(bot, modal)[-1]
    assert (told.method, read(told)) == ("views.update", messages.NOT_PUBLISHED)


def test_two_clicks_at_once_publish_once(bot: Bot) -> None:
    modal = answered(bot)
    replies = acknowledged_at_once(bot, form(modal, {}), form(modal, {}))
    assert [read(reply) for reply in replies] == [messages.LOADING] * 2
    assert len(bot.fake.calls_of("response_url")) == 1
    assert read(bot.fake.calls_of("views.update")[-1]) == messages.PUBLISHED_IN_THREAD


def test_a_passage_that_has_gone_meanwhile_is_not_published_and_the_window_says_so(editable: Bot) -> None:
    modal = answered(editable)
    edit(editable, "terrain.md", None)
    (told,) = published(editable, modal)
    assert (told.method, read(told)) == ("views.update", messages.GONE)


def test_an_edit_since_the_window_was_filled_is_in_what_is_published(editable: Bot) -> None:
    modal = answered(editable)
    page = (editable.folder / "terrain.md").read_text(encoding="utf-8")
    edit(editable, "terrain.md", page.replace("200 m²", "300 m²"))
    shared, _ = published(editable, modal)
    assert "50 à 300 m²" in read(shared)


@either_kind
def test_a_question_that_was_deleted_meanwhile_costs_no_publication(bot: Bot, text: str, found: str) -> None:
    modal = answered(bot, text)
    click(bot, commanded(bot, "/eig", "oublier"), messages.FORGET)
    shared, told = published(bot, modal)
    assert found in read(shared)
    assert read(told) == messages.PUBLISHED_IN_THREAD


@either_kind
def test_an_answer_is_published_while_the_journal_is_out_of_reach(bot: Bot, text: str, found: str) -> None:
    lose_journal(bot)
    shared, told = published(bot, answered(bot, text))
    assert found in read(shared)
    assert read(told) == messages.PUBLISHED_IN_THREAD


def test_a_choice_among_suggestions_is_answered_in_the_same_window(bot: Bot) -> None:
    modal = answered(bot, "parcelle somme tomates")
    (chosen,) = click(bot, modal, "Trouver un terrain")
    assert (chosen.method, chosen.params["view_id"]) == ("views.update", modal.params["view_id"])
    assert ANSWER in read(chosen)


def test_the_message_of_somebody_else_is_kept_as_a_question_of_who_asked_for_an_answer(bot: Bot) -> None:
    answered(bot)
    assert messages.kept(1, 0, 0, is_subscribed=False) in read(commanded(bot, "/eig", "oublier"))
