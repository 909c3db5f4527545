"""The App Home and the Messages tab: what a person finds before asking anything, and what they may have deleted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from eig_bot.answers.live import LiveResponder
from eig_bot.messages import answers as answers_messages
from eig_bot.messages import slack as messages
from tests.fake_slack import Call, app_home_opened, message_shortcut, names
from tests.garden import plainly
from tests.slack.clicks import (
    asked,
    blocks_of,
    borrowing,
    button,
    click,
    commanded,
    edit,
    enter,
    labels,
    lose_journal,
    methods,
    read,
    receive,
    send,
)
from tests.slack.conftest import TEAM_USER, Bot
from tests.slack.pages import PAGES, write_pages

Pages = Callable[..., Bot]

QUESTION, ANSWER = "qui prête une parcelle ?", "50 à 200 m²"


@pytest.fixture
def pages(start: Callable[..., Bot], tmp_path: Path, shared_responder: LiveResponder) -> Pages:
    """Start a bot on the usual pages with some of them changed."""

    def bot_on(**changed: str) -> Bot:
        write_pages(tmp_path)
        for name, text in changed.items():
            (tmp_path / name.replace("_", ".")).write_text(text, encoding="utf-8")
        return start(LiveResponder(tmp_path, rank=borrowing(shared_responder)))

    return bot_on


def home(bot: Bot, user: str = names.USER) -> Call:
    (published,) = receive(bot, app_home_opened(user=user))
    assert (published.method, published.params["user_id"], published.error) == ("views.publish", user, "")
    return published


def ask_again(shown: Call) -> list[str]:
    """The person's last questions, as the App Home lists them."""
    return [
        block["text"]["text"]
        for block in blocks_of(shown)
        if block["type"] == "section" and block["accessory"]["text"]["text"] == messages.ASK_AGAIN
    ]


def prompts(bot: Bot) -> list[str]:
    """What the Messages tab suggests to ask."""
    (call,) = receive(bot, app_home_opened("messages"))
    assert call.method == "assistant.threads.setSuggestedPrompts"
    assert call.params["channel_id"] == names.DM
    assert all(prompt["title"] == prompt["message"] for prompt in call.params["prompts"])
    return [prompt["message"] for prompt in call.params["prompts"]]


# --- what is there


def test_the_first_visit_shows_the_call_the_search_and_the_subjects(bot: Bot) -> None:
    shown = home(bot)
    assert read(shown).startswith("L’appel à potagers 2030 est ouvert.")
    assert labels(shown) == [
        messages.OPEN_PAGE,
        messages.FOLLOW,
        messages.TALK_TO_TEAM,
        "Aide à l'achat",
        "Trouver un terrain",
        "Appel à potagers",
    ]
    assert messages.HOME_ASK in read(shown)
    assert messages.HOME_LAST not in read(shown)
    assert messages.NOTHING_KEPT in read(shown)


def test_an_edited_page_is_on_the_next_visit(pages: Pages) -> None:
    bot = pages()
    edit(bot, "terrain.md", PAGES["terrain.md"].replace("Trouver un terrain", "Trouver une parcelle"))
    assert "Trouver une parcelle" in labels(home(bot))


def test_a_folder_without_a_call_still_has_a_home(pages: Pages) -> None:
    shown = home(pages(appel_md=PAGES["aide.md"].replace("Aide", "Autre aide")))
    assert read(shown).startswith(answers_messages.NO_CALL)


def test_a_home_that_slack_refuses_is_told_in_the_conversation(bot: Bot) -> None:
    bot.fake.fail("views.publish", error="internal_error")
    refused, told = receive(bot, app_home_opened())
    assert (refused.error, told.method, told.params["channel"]) == ("internal_error", "chat.postMessage", names.DM)
    assert read(told).startswith("Je n’ai pas pu répondre")


def test_a_journal_out_of_reach_costs_the_home_only_what_it_remembers(bot: Bot) -> None:
    asked(bot, QUESTION)
    lose_journal(bot)
    for user in (names.USER, TEAM_USER):
        shown = home(bot, user)
        assert read(shown).startswith("L’appel à potagers 2030 est ouvert.")
        assert "Aide à l'achat" in labels(shown)
        assert ask_again(shown) == []


def test_nobody_is_told_that_nothing_is_kept_while_the_journal_cannot_be_read(bot: Bot) -> None:
    asked(bot, QUESTION)
    lose_journal(bot)
    assert messages.NOTHING_KEPT not in read(home(bot))


# --- searching


def test_a_search_opens_a_window_at_once_and_fills_it_with_the_answer(bot: Bot) -> None:
    opened, filled = enter(bot, home(bot), messages.HOME_ASK, QUESTION)
    assert (opened.method, read(opened)) == ("views.open", messages.LOADING)
    assert (filled.method, filled.params["view_id"] in bot.fake._views) == ("views.update", True)
    assert ANSWER in read(filled)
    assert {messages.OPEN_PAGE, messages.COPY, messages.TALK_TO_TEAM} <= set(labels(filled))
    assert messages.FOLLOW_UP_BY_MENTION not in read(filled)


@pytest.mark.parametrize("text", [None, "", "   "])
def test_an_empty_search_does_nothing(bot: Bot, text: str | None) -> None:
    assert enter(bot, home(bot), messages.HOME_ASK, text) == []
    assert ask_again(home(bot)) == []


def test_a_search_of_two_thousand_letters_is_answered_and_listed(bot: Bot) -> None:
    _, filled = enter(bot, home(bot), messages.HOME_ASK, f"{QUESTION} " + "et " * 1_300)
    assert not filled.error
    assert len(ask_again(home(bot))) == 1


def test_a_search_that_is_not_understood_offers_choices_in_its_window(bot: Bot) -> None:
    _, modal = enter(bot, home(bot), messages.HOME_ASK, "parcelle somme tomates")
    (chosen,) = click(bot, modal, "Trouver un terrain")
    assert (chosen.method, chosen.params["view_id"]) == ("views.update", modal.params["view_id"])
    assert ANSWER in read(chosen)


def test_none_of_these_in_a_window_says_what_else_there_is(bot: Bot) -> None:
    _, modal = enter(bot, home(bot), messages.HOME_ASK, "parcelle somme tomates")
    (told,) = click(bot, modal, messages.NONE_OF_THESE)
    assert (told.method, told.params["view_id"]) == ("views.update", modal.params["view_id"])
    assert read(told).startswith(messages.NONE_WAS_RIGHT)
    assert labels(told) == [messages.SEE_SUBJECTS, messages.TALK_TO_TEAM]


def test_a_search_whose_window_comes_too_late_is_told_in_direct_messages(bot: Bot) -> None:
    shown = home(bot)
    bot.fake.fail("views.open", error="expired_trigger_id")
    _, told = enter(bot, shown, messages.HOME_ASK, QUESTION)
    assert (told.method, told.params["channel"], read(told)) == ("chat.postMessage", names.USER, messages.NOT_OPENED)


def test_a_search_is_answered_while_the_journal_is_out_of_reach(bot: Bot) -> None:
    shown = home(bot)
    lose_journal(bot)
    _, filled = enter(bot, shown, messages.HOME_ASK, QUESTION)
    assert ANSWER in read(filled)


# --- last questions


def test_the_last_five_questions_are_listed_newest_first_each_once(bot: Bot) -> None:
    for question in ("mairie", "bêches", "délai", "outils", "terrain", "mairie", "parcelle"):
        asked(bot, question)
    assert ask_again(home(bot)) == ["parcelle", "mairie", "terrain", "outils", "délai"]


def test_questions_of_every_surface_are_listed_and_only_the_persons_own(bot: Bot) -> None:
    asked(bot, "terrain")
    commanded(bot, "/eig", "outils")
    enter(bot, home(bot), messages.HOME_ASK, "mairie")
    receive(bot, message_shortcut("answer", response_url=bot.fake.response_url()))
    asked(bot, "parcelle", user="U0AGENT2")
    assert ask_again(home(bot)) == ["combien ça coûte ?", "mairie", "outils", "terrain"]


def test_a_last_question_is_asked_again_in_a_window(bot: Bot) -> None:
    asked(bot, QUESTION)
    opened, filled = click(bot, home(bot), messages.ASK_AGAIN)
    assert methods([opened, filled]) == ["views.open", "views.update"]
    assert ANSWER in read(filled)


def test_a_question_asked_again_is_answered_with_the_page_of_today(pages: Pages) -> None:
    bot = pages()
    asked(bot, QUESTION)
    shown = home(bot)
    edit(bot, "terrain.md", PAGES["terrain.md"].replace("200", "300"))
    _, filled = click(bot, shown, messages.ASK_AGAIN)
    assert "50 à 300 m²" in read(filled)


def test_a_question_that_was_deleted_since_the_home_was_shown_is_asked_again_all_the_same(bot: Bot) -> None:
    asked(bot, QUESTION)
    shown = home(bot)
    click(bot, commanded(bot, "/eig", "oublier"), messages.FORGET)
    _, filled = click(bot, shown, messages.ASK_AGAIN)
    assert ANSWER in read(filled)


# --- what is kept


def test_what_is_kept_is_counted_and_can_be_deleted(bot: Bot) -> None:
    answer = asked(bot, QUESTION)
    asked(bot, "outils")
    click(bot, answer, messages.GOOD)
    shown = home(bot)
    assert plainly(messages.kept(2, 1, 0, is_subscribed=False)) in plainly(read(shown))
    confirm = next(
        element["confirm"] for block in blocks_of(shown) for element in block.get("elements", []) if "confirm" in element
    )
    assert confirm["text"]["text"] == messages.FORGET_SURE
    assert button(shown, messages.FORGET)["style"] == "danger"


def test_deleting_takes_everything_away_and_says_so(bot: Bot) -> None:
    click(bot, asked(bot, QUESTION), messages.GOOD)
    asked(bot, "outils", user="U0AGENT2")
    calls = click(bot, home(bot), messages.FORGET)
    published, modal = sorted(calls, key=lambda call: call.method == "views.open")
    assert methods([published, modal]) == ["views.publish", "views.open"]
    assert messages.NOTHING_KEPT in read(published)
    assert messages.FORGET not in labels(published)
    assert read(modal) == messages.FORGOTTEN
    assert ask_again(home(bot)) == []
    assert ask_again(home(bot, "U0AGENT2")) == ["outils"]


def test_deleting_again_says_so_again(bot: Bot) -> None:
    asked(bot, QUESTION)
    shown = home(bot)
    for _ in range(2):
        assert messages.FORGOTTEN in [read(call) for call in click(bot, shown, messages.FORGET)]


def test_a_deletion_whose_window_comes_too_late_is_done_and_shown(bot: Bot) -> None:
    asked(bot, QUESTION)
    shown = home(bot)
    bot.fake.fail("views.open", error="expired_trigger_id")
    calls = click(bot, shown, messages.FORGET)
    assert messages.NOTHING_KEPT in read(next(call for call in calls if call.method == "views.publish"))
    assert next(call for call in calls if call.method == "chat.postMessage").params["channel"] == names.USER
    assert ask_again(home(bot)) == []


def test_a_deletion_that_the_journal_refuses_is_not_said_to_be_done(bot: Bot) -> None:
    asked(bot, QUESTION)
    shown = home(bot)
    lose_journal(bot)
    (told,) = click(bot, shown, messages.FORGET)
    assert (told.method, told.params["channel"]) == ("chat.postMessage", names.USER)
    assert read(told).startswith("Je n’ai pas pu répondre")


# --- for the team


def test_only_the_team_sees_what_waits_for_it(bot: Bot) -> None:
    asked(bot, "quel temps fera-t-il demain à la plage ?")
    assert messages.HOME_WAITING not in read(home(bot))
    shown = read(home(bot, TEAM_USER))
    assert messages.HOME_WAITING in shown
    assert messages.NOTHING_WAITING in shown
    assert "quel temps fera-t-il demain à la plage ?" in shown


def test_a_team_with_nothing_to_do_is_told_so(bot: Bot) -> None:
    asked(bot, QUESTION)
    shown = read(home(bot, TEAM_USER))
    assert messages.NOTHING_WAITING in shown
    assert messages.ALL_ANSWERED in shown


def test_a_request_waits_in_the_teams_home_until_it_is_answered_there(bot: Bot) -> None:
    (modal,) = click(bot, home(bot), messages.TALK_TO_TEAM)
    send(bot, modal, {messages.TEAM_LABEL: "Et pour une école ?"})
    shown = home(bot, TEAM_USER)
    assert "Et pour une école ?" in read(shown)
    bot.fake.allow_mentions = True
    (modal,) = click(bot, shown, messages.REPLY, user=TEAM_USER)
    assert send(bot, modal, {messages.REPLY_LABEL: "Oui, aussi."}, user=TEAM_USER) == {}
    assert "Et pour une école ?" not in read(home(bot, TEAM_USER))


def test_ten_unanswered_questions_are_listed_and_each_once(bot: Bot) -> None:
    for number in [*range(12), 11]:
        asked(bot, f"quel temps fera-t-il à la plage numéro {number} ?")
    shown = read(home(bot, TEAM_USER))
    listed = [line for line in shown.split("\n") if line.startswith("quel temps")]
    assert listed == [f"quel temps fera-t-il à la plage numéro {number} ?" for number in range(11, 1, -1)]


# --- prompts of the Messages tab


SEASONS = {
    "open": ("2030-01-07", "2030-03-15"),
    "announced": ("2030-03-01", "2030-05-15"),
    "closed": ("2029-01-07", "2029-03-15"),
}
CALL = PAGES["appel.md"]
NO_CALL = CALL.split("calls:")[0] + "---\nL'appel réunit chaque année vingt potagers.\n"
SITE = (
    PAGES["site.yml"] + "prompts:\n" + "".join(f"  {state}:\n    - Une question de {state} ?\n" for state in [*SEASONS, "none"])
)


def season(state: str) -> str:
    """The page of the call, as it stands on 1 February 2030."""
    if state == "none":
        return NO_CALL
    opens, closes = SEASONS[state]
    return CALL.replace("2030-01-07", opens).replace("2030-03-15", closes)


@pytest.mark.parametrize("state", SEASONS)
def test_the_first_prompt_is_about_the_call_then_come_the_subjects(pages: Pages, state: str) -> None:
    expected = [messages.IS_CALL_OPEN, "Aide à l'achat", "Trouver un terrain", "Appel à potagers"]
    assert prompts(pages(appel_md=season(state))) == expected


def test_without_a_call_the_prompts_are_the_subjects(pages: Pages) -> None:
    assert prompts(pages(appel_md=NO_CALL)) == ["Aide à l'achat", "Trouver un terrain", "Appel à potagers"]


@pytest.mark.parametrize("state", [*SEASONS, "none"])
def test_the_teams_own_prompts_follow_the_season(pages: Pages, state: str) -> None:
    assert prompts(pages(appel_md=season(state), site_yml=SITE)) == [f"Une question de {state} ?"]


def test_a_season_without_prompts_of_its_own_has_the_usual_ones(pages: Pages) -> None:
    site = PAGES["site.yml"] + "prompts:\n  closed:\n    - Quels sont les lauréats ?\n"
    assert prompts(pages(site_yml=site))[0] == messages.IS_CALL_OPEN


def test_four_prompts_are_shown_at_most(pages: Pages) -> None:
    site = PAGES["site.yml"] + "prompts:\n  open:\n" + "".join(f"    - Question {number} ?\n" for number in range(6))
    assert prompts(pages(site_yml=site)) == [f"Question {number} ?" for number in range(4)]


def test_every_usual_prompt_has_an_answer(bot: Bot) -> None:
    for prompt in prompts(bot):
        assert messages.GOOD in labels(asked(bot, prompt))


def test_a_workspace_that_does_not_allow_prompts_loses_only_them(bot: Bot) -> None:
    bot.fake.scopes.discard("assistant:write")
    (call,) = receive(bot, app_home_opened("messages"))
    assert call.error == "missing_scope"
    assert ANSWER in read(asked(bot, QUESTION))


def test_the_messages_tab_does_not_change_the_home(bot: Bot) -> None:
    receive(bot, app_home_opened("messages"))
    assert bot.fake.calls_of("views.publish") == []
