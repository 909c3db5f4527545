"""Subjects in a modal: all themes, the passages of one, the answer of one passage, and back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from eig_bot.answers.live import LiveResponder
from eig_bot.messages import slack as messages
from tests.fake_slack import Call, app_home_opened, names
from tests.slack.clicks import asked, borrowing, click, commanded, edit, labels, lose_journal, read, receive
from tests.slack.conftest import Bot
from tests.slack.pages import PAGES, write_pages

THEMES = ["Aide à l'achat", "Trouver un terrain", "Appel à potagers"]
MANY = 45
TREES = [f"Arbre numéro {number}" for number in range(MANY)]


@pytest.fixture
def editable(start: Callable[..., Bot], tmp_path: Path, shared_responder: LiveResponder) -> Bot:
    return start(LiveResponder(write_pages(tmp_path), rank=borrowing(shared_responder)))


@pytest.fixture
def large(editable: Bot) -> Bot:
    """A bot with many themes, the last of which has many passages; those that phrasings were written for come first."""
    for tree in TREES[1:]:
        (editable.folder / f"{tree}.md").write_text(f"---\ntitle: {tree}\n---\n{tree} donne des fruits.\n", encoding="utf-8")
    edit(editable, "verger.md", verger(MANY))
    return editable


def verger(count: int) -> str:
    headings = "\n".join(f"## Variété {number}\n\nLa variété {number} se plante en automne.\n" for number in range(count))
    return f"---\ntitle: Le verger\nquestions:\n  - que planter au verger\n---\nLe verger est ouvert.\n\n{headings}"


def subjects(bot: Bot) -> Call:
    """The modal of all themes, opened below an answer that does not know."""
    (modal,) = click(bot, asked(bot, "quel temps fera-t-il demain à la plage ?"), messages.SEE_SUBJECTS)
    assert (modal.method, modal.error) == ("views.open", "")
    return modal


def turned(bot: Bot, modal: Call, label: str) -> Call:
    """The modal after a click in it: it changes in place, always under the same name."""
    (updated,) = click(bot, modal, label)
    assert (updated.method, updated.error) == ("views.update", "")
    if "view_id" in modal.params:
        assert updated.params["view_id"] == modal.params["view_id"]
    return updated


def themes_of(modal: Call) -> list[str]:
    return [label for label in labels(modal) if label not in {messages.NEXT, messages.PREVIOUS, messages.BACK}]


# --- from themes to an answer and back


def test_from_all_subjects_to_an_answer_and_back(bot: Bot) -> None:
    modal = subjects(bot)
    assert (read(modal), labels(modal)) == (messages.SUBJECTS_INTRO, THEMES)
    theme = turned(bot, modal, "Aide à l'achat")
    assert labels(theme) == ["Aide à l'achat", "Délai de versement", messages.BACK]
    answer = turned(bot, theme, "Délai de versement")
    assert "30 jours" in read(answer)
    assert labels(answer)[:2] == [messages.OPEN_PAGE, messages.COPY]
    theme = turned(bot, answer, messages.BACK)
    assert labels(theme) == ["Aide à l'achat", "Délai de versement", messages.BACK]
    assert labels(turned(bot, theme, messages.BACK)) == THEMES


@pytest.mark.parametrize("text", ["", "sujets", "Sujets"])
def test_the_command_opens_the_subjects_where_the_bot_is_no_member(bot: Bot, text: str) -> None:
    modal = commanded(bot, "/eig", text)
    assert (modal.method, labels(modal)) == ("views.open", THEMES)


def test_small_talk_leads_to_the_subjects(bot: Bot) -> None:
    (modal,) = click(bot, asked(bot, "bonjour"), messages.SEE_SUBJECTS)
    assert (modal.method, labels(modal)) == ("views.open", THEMES)


def test_a_theme_of_the_home_opens_a_window(bot: Bot) -> None:
    (home,) = receive(bot, app_home_opened())
    (modal,) = click(bot, home, "Trouver un terrain")
    assert (modal.method, labels(modal)) == ("views.open", ["Trouver un terrain", messages.BACK])
    assert "50 à 200 m²" in read(turned(bot, modal, "Trouver un terrain"))


def test_a_passage_is_copied_and_the_team_asked_on_top_of_the_window(bot: Bot) -> None:
    answer = turned(bot, turned(bot, subjects(bot), "Trouver un terrain"), "Trouver un terrain")
    for label in (messages.COPY, messages.TALK_TO_TEAM):
        (pushed,) = click(bot, answer, label)
        assert (pushed.method, pushed.error) == ("views.push", "")


def test_browsing_is_no_question_and_keeps_nothing(bot: Bot) -> None:
    (home,) = receive(bot, app_home_opened())
    (modal,) = click(bot, home, "Trouver un terrain")
    turned(bot, modal, "Trouver un terrain")
    (home,) = receive(bot, app_home_opened())
    assert messages.NOTHING_KEPT in read(home)


# --- long lists


def test_many_themes_stand_on_pages(large: Bot) -> None:
    first = subjects(large)
    assert messages.page_of(1, 3) in read(first)
    assert set(themes_of(first)) >= {"Aide à l'achat", "Trouver un terrain", "Le verger"}
    second = turned(large, first, messages.NEXT)
    third = turned(large, second, messages.NEXT)
    assert [messages.NEXT in labels(page) for page in (first, second, third)] == [True, True, False]
    assert [messages.PREVIOUS in labels(page) for page in (first, second, third)] == [False, True, True]
    listed = [*themes_of(first), *themes_of(second), *themes_of(third)]
    assert sorted(listed) == sorted([*THEMES, "Le verger", *TREES[1:]])
    assert themes_of(turned(large, third, messages.PREVIOUS)) == themes_of(second)


def test_a_theme_with_many_passages_stands_on_pages_of_its_own(large: Bot) -> None:
    first = turned(large, subjects(large), "Le verger")
    assert messages.page_of(1, 3) in read(first)
    second = turned(large, first, messages.NEXT)
    third = turned(large, second, messages.NEXT)
    listed = [*themes_of(first), *themes_of(second), *themes_of(third)]
    assert listed == ["Le verger", *(f"Variété {number}" for number in range(MANY))]
    assert "La variété 44 se plante" in read(turned(large, third, "Variété 44"))
    assert themes_of(turned(large, third, messages.PREVIOUS)) == themes_of(second)
    assert messages.page_of(1, 3) in read(turned(large, third, messages.BACK))


def test_the_home_shows_the_first_themes_and_leads_to_the_next_ones(large: Bot) -> None:
    (home,) = receive(large, app_home_opened())
    assert not home.error
    (modal,) = click(large, home, messages.NEXT)
    assert (modal.method, messages.page_of(2, 3) in read(modal)) == ("views.open", True)
    assert not set(themes_of(modal)) & set(labels(home))


# --- what went meanwhile


def test_a_theme_that_has_gone_leads_back_to_all_subjects(editable: Bot) -> None:
    modal = subjects(editable)
    edit(editable, "terrain.md", None)
    assert labels(turned(editable, modal, "Trouver un terrain")) == ["Aide à l'achat", "Appel à potagers"]


def test_a_passage_that_has_gone_is_said_so(editable: Bot) -> None:
    theme = turned(editable, subjects(editable), "Aide à l'achat")
    edit(editable, "aide.md", PAGES["aide.md"].split("## ")[0])
    assert read(turned(editable, theme, "Délai de versement")) == messages.GONE


def test_back_from_a_passage_whose_theme_has_gone_shows_all_subjects(editable: Bot) -> None:
    answer = turned(editable, turned(editable, subjects(editable), "Trouver un terrain"), "Trouver un terrain")
    edit(editable, "terrain.md", None)
    assert labels(turned(editable, answer, messages.BACK)) == ["Aide à l'achat", "Appel à potagers"]


def test_a_page_of_themes_that_has_gone_shows_one_that_is_there(large: Bot) -> None:
    second = turned(large, subjects(large), messages.NEXT)
    for tree in TREES[2:]:
        (large.folder / f"{tree}.md").unlink()
    edit(large, f"{TREES[1]}.md", None)
    assert themes_of(turned(large, second, messages.NEXT))


def test_a_page_of_passages_that_has_gone_shows_one_that_is_there(large: Bot) -> None:
    second = turned(large, turned(large, subjects(large), "Le verger"), messages.NEXT)
    edit(large, "verger.md", verger(25))
    assert themes_of(turned(large, second, messages.NEXT))


def test_a_new_page_is_in_the_subjects_of_a_window_that_was_open(editable: Bot) -> None:
    theme = turned(editable, subjects(editable), "Trouver un terrain")
    edit(editable, "fete.md", "---\ntitle: La fête\n---\nLa fête des potagers a lieu en juin.\n")
    assert labels(turned(editable, theme, messages.BACK)) == [*THEMES, "La fête"]


# --- what fails


def test_subjects_that_open_too_late_are_told_to_the_reader_alone(bot: Bot) -> None:
    answer = asked(bot, "bonjour")
    bot.fake.fail("views.open", error="expired_trigger_id")
    _, told = click(bot, answer, messages.SEE_SUBJECTS)
    assert (told.method, told.params["response_type"], read(told)) == ("response_url", "ephemeral", messages.NOT_OPENED)


def test_a_theme_of_the_home_that_opens_too_late_is_told_in_direct_messages(bot: Bot) -> None:
    (home,) = receive(bot, app_home_opened())
    bot.fake.fail("views.open", error="expired_trigger_id")
    _, told = click(bot, home, "Trouver un terrain")
    assert (told.method, told.params["channel"], read(told)) == ("chat.postMessage", names.USER, messages.NOT_OPENED)


def test_subjects_can_be_browsed_while_the_journal_is_out_of_reach(bot: Bot) -> None:
    lose_journal(bot)
    answer = turned(bot, turned(bot, subjects(bot), "Trouver un terrain"), "Trouver un terrain")
    assert "50 à 200 m²" in read(answer)
    assert labels(turned(bot, answer, messages.BACK)) == ["Trouver un terrain", messages.BACK]
