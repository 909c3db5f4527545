"""The App Home: each part where there is something to show in it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from eig_bot.answers.responder import Responder
from eig_bot.answers.subjects import Theme
from eig_bot.journal.people import Kept
from eig_bot.journal.requests import Recipient, Request
from eig_bot.messages import git as git_messages
from eig_bot.messages import publishing
from eig_bot.messages import slack as messages
from eig_bot.slack.views.answers import AnswerContext
from eig_bot.slack.views.home import ForTheTeam, Home, home_view, kept_message
from eig_bot.slack.views.modals import PER_PAGE
from tests.fake_slack import view_violations
from tests.garden import SPRING
from tests.slack.clicks import labels, read

NOTHING = Kept(questions=0, judgements=0, requests=0, is_subscribed=False)
SOME = Kept(questions=3, judgements=0, requests=1, is_subscribed=True)
ACTS = replace(NOTHING, acts=2)
"""Of a member of the team who has had everything deleted."""
ASKED = datetime(2031, 4, 10, tzinfo=UTC)
REQUEST = Request("r", ASKED, "Une parcelle ?", Recipient("U0ASKER"), team_ts=None, handled_at=None, reply=None)


@pytest.fixture
def home(responder: Responder) -> Home:
    """A person's first visit."""
    return Home(status=responder.status(SPRING), themes=(), last=(), kept=NOTHING, context=AnswerContext())


def _themes(count: int) -> list[Theme]:
    return [Theme(f"Sujet {number}", f"page{number}.md", ()) for number in range(count)]


def test_the_call_comes_first_then_a_field_to_ask(home: Home) -> None:
    view = home_view(home)
    assert "est ouvert" in read(view["blocks"][:1])
    assert messages.HOME_ASK in read(view)
    assert view_violations(view) == []


def test_a_first_visit_shows_no_questions_and_nothing_to_delete(home: Home) -> None:
    view = home_view(home)
    assert messages.HOME_LAST not in read(view)
    assert messages.NOTHING_KEPT in read(view)
    assert messages.FORGET not in labels(view)


def test_last_questions_can_be_asked_again(home: Home) -> None:
    view = home_view(replace(home, last=("arroser", "composter")))
    assert labels(view).count(messages.ASK_AGAIN) == 2
    assert "arroser" in read(view)


@pytest.mark.parametrize(("count", "has_more"), [(PER_PAGE, False), (PER_PAGE + 1, True)])
def test_as_many_subjects_as_fit_are_shown_and_the_others_are_a_click_away(home: Home, count: int, has_more: bool) -> None:
    shown = labels(home_view(replace(home, themes=_themes(count))))
    assert len([label for label in shown if label.startswith("Sujet")]) == PER_PAGE
    assert (messages.NEXT in shown) is has_more


def test_who_is_not_of_the_team_sees_nothing_of_its_work(home: Home) -> None:
    assert messages.HOME_WAITING not in read(home_view(home))


def test_the_team_sees_what_waits_for_it(home: Home) -> None:
    view = home_view(replace(home, team=ForTheTeam([REQUEST], ["bêcher la nuit"])))
    assert {"Une parcelle ?", "bêcher la nuit"} <= set(read(view).split("\n"))
    assert messages.REPLY in labels(view)


def test_a_team_for_which_nothing_waits_reads_so(home: Home) -> None:
    shown = read(home_view(replace(home, team=ForTheTeam((), ()))))
    assert {messages.NOTHING_WAITING, messages.ALL_ANSWERED} <= set(shown.split("\n"))


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (None, messages.KEPT_UNKNOWN),
        (NOTHING, messages.NOTHING_KEPT),
        (SOME, messages.kept(3, 0, 1, is_subscribed=True)),
        (ACTS, messages.kept(0, 0, 0, is_subscribed=False, acts=2)),
    ],
)
def test_what_is_kept_can_be_deleted_unless_there_is_nothing(kept: Kept | None, said: str) -> None:
    post = kept_message(kept)
    assert read(post.blocks).split("\n")[0] == said
    assert labels(post.blocks) == ([] if kept in (NOTHING, ACTS) else [messages.FORGET])


def test_the_team_sees_what_is_wrong_with_the_repository_and_others_do_not(home: Home) -> None:
    team = ForTheTeam(
        waiting=(), unanswered=(), source=["Le dépôt ne peut pas être lu. " * 50, "eau.md\u00a0: un titre manque."]
    )
    view = home_view(replace(home, team=team))
    assert git_messages.PAGES in read(view)
    assert "un titre manque" in read(view)
    assert view_violations(view) == []
    assert git_messages.PAGES not in read(home_view(replace(home, team=ForTheTeam((), ()))))


def test_the_team_sees_what_it_has_accepted_and_is_not_in_service_yet_with_where_to_merge_it(home: Home) -> None:
    address = f"https://forge.example/{'p' * 470}"
    lines = [publishing.to_merge_in_list("mot " * 50, "ruche.md", address)] * 5
    view = home_view(replace(home, team=ForTheTeam((), (), outbox=lines)))
    assert publishing.HOME_OUTBOX in read(view)
    assert address in read(view)
    assert view_violations(view) == []
