"""The buttons of an answer, from the click to what a person reads."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from eig_bot.answers.live import LiveResponder
from eig_bot.journal.tables import feedback
from eig_bot.messages import slack as messages
from tests.fake_slack import Call, app_home_opened, mention, names, new_ts
from tests.garden import plainly
from tests.slack.clicks import (
    asked,
    at_once,
    borrowing,
    click,
    click_on,
    commanded,
    edit,
    enter,
    field,
    labels,
    lose_journal,
    read,
    receive,
    send,
)
from tests.slack.conftest import TEAM_USER, Bot
from tests.slack.pages import write_pages

CLEAR, WITH_RELATED, UNCLEAR = "qui prête une parcelle ?", "terrain outils", "parcelle somme tomates"
TERRAIN, AID = "Trouver un terrain", "Aide à l'achat"
A_PLOT, A_SUM = "50 à 200 m²", "1 200 €"


@pytest.fixture
def editable(start: Callable[..., Bot], tmp_path: Path, shared_responder: LiveResponder) -> Bot:
    """A bot whose pages a test may edit."""
    return start(LiveResponder(write_pages(tmp_path), rank=borrowing(shared_responder)))


def mentioned(bot: Bot, question: str, **more: str) -> Call:
    return [call for call in receive(bot, mention(question, **more)) if call.method == "chat.postMessage"][-1]


def forget(bot: Bot) -> None:
    offered = commanded(bot, "/eig", "oublier")
    (told,) = click(bot, offered, messages.FORGET)
    assert messages.FORGOTTEN in read(told)


def judgements(bot: Bot) -> list[tuple[bool, str | None, str | None]]:
    """What was kept of each judgement: no surface shows it."""
    with bot.service.journal.database.begin() as connection:
        rows = connection.execute(select(feedback.c.is_good, feedback.c.reason, feedback.c.comment)).all()
    return [(bool(is_good), reason, comment) for is_good, reason, comment in rows]


def home_of(bot: Bot, user: str = names.USER) -> str:
    (published,) = receive(bot, app_home_opened(user=user))
    return read(published)


# --- the official page


def test_the_link_to_the_official_page_is_acknowledged_and_left_to_the_browser(bot: Bot) -> None:
    assert click(bot, asked(bot, CLEAR), messages.OPEN_PAGE) == []


# --- related passages


def test_a_related_passage_is_answered_in_the_thread_of_the_question(bot: Bot) -> None:
    question = new_ts()
    (answer,) = click(bot, asked(bot, WITH_RELATED, ts=question), AID)
    assert (answer.method, answer.params["channel"], answer.params["thread_ts"]) == ("chat.postMessage", names.DM, question)
    assert A_SUM in read(answer)
    assert A_SUM in answer.params["text"]


def test_a_related_passage_in_a_channel_says_to_mention_the_bot_again(bot: Bot) -> None:
    (answer,) = click(bot, mentioned(bot, WITH_RELATED), AID)
    assert answer.params["channel"] == names.CHANNEL
    assert messages.FOLLOW_UP_BY_MENTION in read(answer)


def test_a_related_passage_of_a_private_answer_stays_private(bot: Bot) -> None:
    (answer,) = click(bot, commanded(bot, "/eig", WITH_RELATED), AID)
    assert (answer.method, answer.params["response_type"]) == ("response_url", "ephemeral")
    assert answer.params["replace_original"] is False
    assert A_SUM in read(answer)
    assert messages.SHARE in labels(answer)
    assert messages.FOLLOW_UP_BY_MENTION not in read(answer)


def test_a_related_passage_can_be_judged_like_an_answer(bot: Bot) -> None:
    answer = asked(bot, WITH_RELATED)
    (related,) = click(bot, answer, AID)
    click(bot, answer, messages.GOOD)
    click(bot, related, messages.BAD)
    assert sorted(judgements(bot)) == [(False, None, None), (True, None, None)]


# --- choices


def test_the_passage_that_was_chosen_is_the_answer(bot: Bot) -> None:
    question = new_ts()
    (answer,) = click(bot, asked(bot, UNCLEAR, ts=question), TERRAIN)
    assert (answer.method, answer.params["thread_ts"]) == ("chat.postMessage", question)
    assert A_PLOT in read(answer)
    assert {messages.OPEN_PAGE, messages.COPY, messages.GOOD, messages.BAD} <= set(labels(answer))


@pytest.mark.parametrize(("chosen", "found"), [(TERRAIN, A_PLOT), (AID, A_SUM)])
def test_a_follow_up_leans_on_what_was_chosen(bot: Bot, chosen: str, found: str) -> None:
    question = new_ts()
    click(bot, asked(bot, UNCLEAR, ts=question), chosen)
    assert found in read(asked(bot, "et combien ?", thread_ts=question))


def test_the_last_choice_is_the_one_that_counts(bot: Bot) -> None:
    question = new_ts()
    unclear = asked(bot, UNCLEAR, ts=question)
    click(bot, unclear, TERRAIN)
    click(bot, unclear, AID)
    assert A_SUM in read(asked(bot, "et combien ?", thread_ts=question))


def test_none_of_these_leads_to_the_subjects_and_the_team(bot: Bot) -> None:
    question = new_ts()
    (answer,) = click(bot, asked(bot, UNCLEAR, ts=question), messages.NONE_OF_THESE)
    assert (answer.method, answer.params["thread_ts"]) == ("chat.postMessage", question)
    assert read(answer).startswith(messages.NONE_WAS_RIGHT)
    assert "equipe@potagers.example" in read(answer)
    assert labels(answer) == [messages.SEE_SUBJECTS, messages.TALK_TO_TEAM]


def test_a_question_whose_choices_were_all_turned_down_is_told_to_the_team(bot: Bot) -> None:
    unclear = asked(bot, UNCLEAR)
    assert UNCLEAR not in home_of(bot, TEAM_USER)
    click(bot, unclear, messages.NONE_OF_THESE)
    assert UNCLEAR in home_of(bot, TEAM_USER)


# --- follow-ups


def test_a_direct_message_is_followed_up_without_a_mention(bot: Bot) -> None:
    question = new_ts()
    answer = asked(bot, "montant de l'aide aux outils", ts=question)
    assert messages.FOLLOW_UP_BY_MENTION not in read(answer)
    follow_up = asked(bot, "et le délai ?", thread_ts=question)
    assert follow_up.params["thread_ts"] == question
    assert "Délai de versement" in str(follow_up.params)


def test_a_mention_is_followed_up_by_another_mention_as_the_answer_says(bot: Bot) -> None:
    question = new_ts()
    assert messages.FOLLOW_UP_BY_MENTION in read(mentioned(bot, "montant de l'aide aux outils", ts=question))
    follow_up = mentioned(bot, "et le délai ?", thread_ts=question)
    assert (follow_up.params["channel"], follow_up.params["thread_ts"]) == (names.CHANNEL, question)
    assert "Délai de versement" in str(follow_up.params)
    assert messages.FOLLOW_UP_BY_MENTION in read(follow_up)


# --- judgements


def test_a_good_judgement_is_kept_without_a_word(bot: Bot) -> None:
    assert click(bot, asked(bot, CLEAR), messages.GOOD) == []
    assert judgements(bot) == [(True, None, None)]
    assert "1 avis" in home_of(bot)


def test_a_bad_judgement_asks_why_and_says_thank_you(bot: Bot) -> None:
    (modal,) = click(bot, asked(bot, CLEAR), messages.BAD)
    assert modal.method == "views.open"
    assert field(modal, messages.FEEDBACK_COMMENT)["optional"] is True
    filled = {messages.FEEDBACK_WHY: "Elle est périmée", messages.FEEDBACK_COMMENT: "Voir avec moi@exemple.fr"}
    told = send(bot, modal, filled)
    assert told["response_action"] == "update"
    assert read(told) == messages.FEEDBACK_THANKS
    ((is_good, reason, comment),) = judgements(bot)
    assert (is_good, reason) == (False, "outdated")
    assert str(comment).startswith("Voir avec")
    assert "exemple.fr" not in str(comment)


@pytest.mark.parametrize("label", messages.REASONS.values())
def test_every_reason_is_taken_without_a_comment(bot: Bot, label: str) -> None:
    (modal,) = click(bot, asked(bot, CLEAR), messages.BAD)
    assert read(send(bot, modal, {messages.FEEDBACK_WHY: label})) == messages.FEEDBACK_THANKS
    assert [messages.REASONS[str(reason)] for _, reason, _ in judgements(bot)] == [label]


def test_a_bad_judgement_counts_without_its_reason(bot: Bot) -> None:
    click(bot, asked(bot, CLEAR), messages.BAD)
    assert judgements(bot) == [(False, None, None)]


def test_a_second_judgement_replaces_the_first_and_its_reason(bot: Bot) -> None:
    answer = asked(bot, CLEAR)
    (modal,) = click(bot, answer, messages.BAD)
    send(bot, modal, {messages.FEEDBACK_WHY: "Elle est fausse"})
    click(bot, answer, messages.GOOD)
    assert judgements(bot) == [(True, None, None)]
    assert "1 avis" in home_of(bot)


def test_each_reader_of_a_channel_judges_alone(bot: Bot) -> None:
    answer = mentioned(bot, CLEAR)
    click(bot, answer, messages.GOOD)
    click(bot, answer, messages.BAD, user="U0AGENT2")
    assert sorted(judgements(bot)) == [(False, None, None), (True, None, None)]


def test_two_judgements_at_once_are_one(bot: Bot) -> None:
    answer = asked(bot, CLEAR)
    assert at_once(bot, *(click_on(bot, answer, messages.GOOD) for _ in range(2))) == []
    assert judgements(bot) == [(True, None, None)]


def test_a_window_that_comes_too_late_is_told_and_the_judgement_kept(bot: Bot) -> None:
    answer = asked(bot, CLEAR)
    bot.fake.fail("views.open", error="expired_trigger_id")
    opened, told = click(bot, answer, messages.BAD)
    assert (opened.method, told.method, told.params["response_type"]) == ("views.open", "response_url", "ephemeral")
    assert read(told) == messages.NOT_OPENED
    assert judgements(bot) == [(False, None, None)]


@pytest.mark.parametrize("label", [messages.GOOD, messages.BAD])
def test_a_judgement_of_a_question_that_was_deleted_is_said_to_be_lost(bot: Bot, label: str) -> None:
    answer = asked(bot, CLEAR)
    forget(bot)
    (told,) = click(bot, answer, label)
    assert (told.method, told.params["response_type"], read(told)) == ("response_url", "ephemeral", messages.FEEDBACK_LOST)


def test_a_reason_for_a_question_that_was_deleted_meanwhile_is_said_to_be_lost(bot: Bot) -> None:
    (modal,) = click(bot, asked(bot, CLEAR), messages.BAD)
    forget(bot)
    assert read(send(bot, modal, {messages.FEEDBACK_WHY: "Elle est fausse"})) == messages.FEEDBACK_LOST
    assert judgements(bot) == []


def test_a_reason_for_a_passage_that_has_gone_is_kept(editable: Bot) -> None:
    (modal,) = click(editable, asked(editable, CLEAR), messages.BAD)
    edit(editable, "terrain.md", None)
    told = send(editable, modal, {messages.FEEDBACK_WHY: "Le lien ne mène nulle part"})
    assert read(told) == messages.FEEDBACK_THANKS
    assert judgements(editable) == [(False, "dead_link", None)]


# --- copying


def test_a_passage_is_copied_with_its_exact_words_its_link_and_its_date(editable: Bot) -> None:
    page = (editable.folder / "aide.md").read_text(encoding="utf-8")
    edit(editable, "aide.md", page.replace("url: /aide", "url: /aide\nreviewed: 2029-11-05"))
    (modal,) = click(editable, asked(editable, "montant de l'aide aux outils"), messages.COPY)
    assert modal.method == "views.open"
    hint, *copied = plainly(read(modal)).split("\n")
    assert hint == messages.COPY_HINT
    assert copied == [
        "« Chaque commune reçoit 1 200 € par an pour ses outils. "
        "Voyez le règlement (https://potagers.example/reglement.pdf). »",
        "",
        "Source : Aide à l'achat, relue le 5 novembre 2029",
        "https://potagers.example/aide",
    ]


def test_a_passage_is_copied_from_a_private_answer_and_from_a_channel(bot: Bot) -> None:
    for answer in (commanded(bot, "/eig", CLEAR), mentioned(bot, CLEAR)):
        (modal,) = click(bot, answer, messages.COPY)
        assert (modal.method, A_PLOT in read(modal)) == ("views.open", True)


def test_a_very_long_passage_is_cut_in_the_window_and_keeps_its_link(editable: Bot) -> None:
    page = (editable.folder / "terrain.md").read_text(encoding="utf-8")
    edit(editable, "terrain.md", page + "\n" + "Les parcelles sont au bord du ruisseau. " * 200)
    (modal,) = click(editable, asked(editable, CLEAR), messages.COPY)
    assert not modal.error
    assert "…" in read(modal)
    assert read(modal).endswith("https://potagers.example/terrain")


def test_a_passage_that_has_gone_cannot_be_copied_and_the_window_says_so(editable: Bot) -> None:
    answer = asked(editable, CLEAR)
    edit(editable, "terrain.md", None)
    (modal,) = click(editable, answer, messages.COPY)
    assert (modal.method, read(modal)) == ("views.open", messages.GONE)


@pytest.mark.parametrize("error", ["expired_trigger_id", "exchanged_trigger_id"])
def test_a_copy_that_comes_too_late_is_told_to_the_reader_alone(bot: Bot, error: str) -> None:
    answer = mentioned(bot, CLEAR)
    bot.fake.fail("views.open", error=error)
    opened, told = click(bot, answer, messages.COPY)
    assert (opened.method, told.method, told.params["response_type"]) == ("views.open", "response_url", "ephemeral")
    assert read(told) == messages.NOT_OPENED


# --- sharing


def test_a_private_answer_is_shared_where_the_bot_is_no_member_and_taken_away(bot: Bot) -> None:
    shared, removed = click(bot, commanded(bot, "/eig", WITH_RELATED), messages.SHARE)
    assert (shared.method, shared.params["response_type"]) == ("response_url", "in_channel")
    assert shared.params["replace_original"] is False
    assert read(shared).startswith(messages.shared_question(WITH_RELATED))
    assert A_PLOT in read(shared)
    assert labels(shared) == [messages.OPEN_PAGE, messages.COPY]
    assert (removed.method, removed.params) == ("response_url", {"delete_original": True})
    assert bot.fake.calls_of("chat.postMessage") == []


def test_what_was_shared_can_be_copied_by_anybody(bot: Bot) -> None:
    shared, _ = click(bot, commanded(bot, "/eig", CLEAR), messages.SHARE)
    (modal,) = click(bot, shared, messages.COPY, user="U0AGENT2")
    assert (modal.method, A_PLOT in read(modal)) == ("views.open", True)


def test_the_state_of_the_call_is_shared_without_a_question(bot: Bot) -> None:
    shared, _ = click(bot, commanded(bot, "/eig-statut"), messages.SHARE)
    assert read(shared).startswith("L’appel à potagers 2030 est ouvert.")
    assert labels(shared) == [messages.OPEN_PAGE]


def test_several_answers_are_shared_together(bot: Bot) -> None:
    question = "combien pour une bêche ? et qui prête une parcelle ?"
    shared, _ = click(bot, commanded(bot, "/eig", question), messages.SHARE)
    assert A_SUM in read(shared)
    assert A_PLOT in read(shared)


def test_an_answer_is_shared_once(bot: Bot) -> None:
    answer = commanded(bot, "/eig", CLEAR)
    assert len(click(bot, answer, messages.SHARE)) == 2
    assert click(bot, answer, messages.SHARE) == []


def test_two_clicks_at_once_share_once(bot: Bot) -> None:
    answer = commanded(bot, "/eig", CLEAR)
    calls = at_once(bot, *(click_on(bot, answer, messages.SHARE) for _ in range(2)))
    assert [call.params.get("response_type", "removed") for call in calls] == ["in_channel", "removed"]


def test_only_a_private_answer_in_a_conversation_of_several_can_be_shared(bot: Bot) -> None:
    answers = [asked(bot, CLEAR), mentioned(bot, CLEAR), commanded(bot, "/eig", CLEAR, channel=names.DM)]
    assert not any(messages.SHARE in labels(answer) for answer in answers)
    assert messages.SHARE not in labels(commanded(bot, "/eig", UNCLEAR))


@pytest.mark.parametrize(("question", "found"), [(CLEAR, A_PLOT), ("on peut encore postuler ?", "est ouvert")])
def test_an_answer_is_shared_without_its_question_once_that_was_deleted(bot: Bot, question: str, found: str) -> None:
    answer = commanded(bot, "/eig", question)
    forget(bot)
    shared, _ = click(bot, answer, messages.SHARE)
    assert found in read(shared)
    assert question not in read(shared)


def test_an_answer_whose_passage_has_gone_is_not_shared_and_the_reader_is_told(editable: Bot) -> None:
    answer = commanded(editable, "/eig", CLEAR)
    edit(editable, "terrain.md", None)
    (told,) = click(editable, answer, messages.SHARE)
    assert (told.params["response_type"], read(told)) == ("ephemeral", messages.GONE)


def test_an_answer_that_could_not_be_shared_can_be_shared_again(bot: Bot) -> None:
    answer = commanded(bot, "/eig", CLEAR)
    bot.fake.fail("response_url", status=404, error="used_url")
    click(bot, answer, messages.SHARE)
    assert [call.params.get("response_type") for call in click(bot, answer, messages.SHARE)] == ["in_channel", None]


# --- whatever the button


BUTTONS = [(WITH_RELATED, AID, A_SUM), (UNCLEAR, TERRAIN, A_PLOT), (UNCLEAR, messages.NONE_OF_THESE, messages.NONE_WAS_RIGHT)]
answering = pytest.mark.parametrize(("question", "label", "found"), BUTTONS, ids=["related", "chosen", "none of these"])


@answering
def test_two_clicks_at_once_are_answered_once(bot: Bot, question: str, label: str, found: str) -> None:
    answer = asked(bot, question)
    (reply,) = at_once(bot, *(click_on(bot, answer, label) for _ in range(2)))
    assert found in read(reply)


@answering
@pytest.mark.parametrize("error", ["not_in_channel", "thread_not_found", "message_not_found", "is_archived"])
def test_a_thread_out_of_reach_is_answered_to_the_reader_alone(
    bot: Bot, question: str, label: str, found: str, error: str
) -> None:
    answer = mentioned(bot, question)
    bot.fake.fail("chat.postMessage", error=error)
    refused, told = click(bot, answer, label)
    assert (refused.error, told.method, told.params["response_type"]) == (error, "response_url", "ephemeral")
    assert found in read(told)


@answering
def test_a_bot_that_was_removed_from_the_channel_still_answers_its_buttons(
    bot: Bot, question: str, label: str, found: str
) -> None:
    answer = mentioned(bot, question)
    bot.fake.members.discard(names.CHANNEL)
    _, told = click(bot, answer, label)
    assert found in read(told)


@answering
def test_a_button_without_any_way_back_is_answered_in_direct_messages(bot: Bot, question: str, label: str, found: str) -> None:
    answer = mentioned(bot, question)
    bot.fake.fail("chat.postMessage", error="channel_not_found")
    _, told = click(bot, answer, label, response_url="")
    assert (told.method, told.params["channel"]) == ("chat.postMessage", names.USER)
    assert found in read(told)


@answering
def test_a_question_that_was_deleted_meanwhile_costs_no_answer(bot: Bot, question: str, label: str, found: str) -> None:
    answer = asked(bot, question)
    forget(bot)
    (reply,) = click(bot, answer, label)
    assert found in read(reply)
    assert messages.NOTHING_KEPT in home_of(bot)


@answering
def test_a_journal_out_of_reach_costs_no_answer(bot: Bot, question: str, label: str, found: str) -> None:
    answer = asked(bot, question)
    lose_journal(bot)
    (reply,) = click(bot, answer, label)
    assert found in read(reply)


def test_every_other_button_works_while_the_journal_is_out_of_reach(bot: Bot) -> None:
    lose_journal(bot)
    answer = commanded(bot, "/eig", CLEAR)
    assert A_PLOT in read(answer)
    assert click(bot, answer, messages.OPEN_PAGE) == []
    assert A_PLOT in read(click(bot, answer, messages.COPY)[0])
    for label in (messages.GOOD, messages.BAD):
        assert [read(told) for told in click(bot, answer, label)] == [messages.FEEDBACK_LOST]
    shared, _ = click(bot, answer, messages.SHARE)
    assert A_PLOT in read(shared)


@pytest.mark.parametrize(("question", "label", "page"), [(WITH_RELATED, AID, "aide.md"), (UNCLEAR, TERRAIN, "terrain.md")])
def test_a_passage_that_has_gone_is_said_so_with_what_is_found_today(
    editable: Bot, question: str, label: str, page: str
) -> None:
    answer = asked(editable, question)
    edit(editable, page, None)
    (reply,) = click(editable, answer, label)
    assert read(reply).startswith(messages.VANISHED)
    assert len(read(reply)) > len(messages.VANISHED)


def test_an_edit_between_question_and_click_is_in_the_answer(editable: Bot) -> None:
    answer = asked(editable, WITH_RELATED)
    page = (editable.folder / "aide.md").read_text(encoding="utf-8")
    edit(editable, "aide.md", page.replace("1 200", "1 500"))
    (reply,) = click(editable, answer, AID)
    assert "1 500 €" in read(reply)


def test_a_refusal_that_nobody_foresaw_is_told_with_a_code(bot: Bot) -> None:
    answer = asked(bot, WITH_RELATED)
    bot.fake.fail("chat.postMessage", error="fatal_error")
    _, told = click(bot, answer, AID)
    assert (told.method, told.params["response_type"]) == ("response_url", "ephemeral")
    assert read(told).startswith("Je n’ai pas pu répondre")


def test_a_used_up_way_back_is_logged_and_the_bot_lives_on(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    answer = commanded(bot, "/eig", WITH_RELATED)
    bot.fake.fail("response_url", status=404, error="used_url", times=2)
    click(bot, answer, AID)
    assert "apology not delivered" in caplog.messages
    assert A_PLOT in read(asked(bot, CLEAR))


# --- in a modal


def test_buttons_of_an_answer_in_a_window_change_that_window(bot: Bot) -> None:
    (home,) = receive(bot, app_home_opened())
    _, modal = enter(bot, home, messages.HOME_ASK, WITH_RELATED)
    (related,) = click(bot, modal, AID)
    assert (related.method, related.params["view_id"]) == ("views.update", modal.params["view_id"])
    assert A_SUM in read(related)
    (copied,) = click(bot, related, messages.COPY)
    assert (copied.method, A_SUM in read(copied)) == ("views.push", True)
