"""Who wants to be told of calls, and who no longer."""

from eig_bot.messages import slack as messages
from tests.fake_slack import app_home_opened, names
from tests.slack.announcements import BEFORE, DAY_BEFORE, OPENING, WEEK_BEFORE, days_told, follow, set_clock, told_at
from tests.slack.clicks import button, click, commanded, labels, read, receive
from tests.slack.conftest import Bot


def test_the_state_of_the_call_comes_with_a_way_to_be_told_and_out_again(bot: Bot) -> None:
    (told,) = click(bot, commanded(bot, "/eig-statut"), messages.FOLLOW)
    assert (told.params["response_type"], read(told)) == ("ephemeral", messages.followed(None))
    status = commanded(bot, "/eig-statut")
    assert messages.FOLLOW not in labels(status)
    (told,) = click(bot, status, messages.UNFOLLOW)
    assert read(told) == messages.UNFOLLOWED
    assert messages.FOLLOW in labels(commanded(bot, "/eig-statut"))


def test_so_does_the_app_home_which_shows_at_once_what_was_chosen(bot: Bot) -> None:
    (home,) = receive(bot, app_home_opened())
    opened, home = click(bot, home, messages.FOLLOW)
    assert messages.followed(None) in read(opened)
    opened, home = click(bot, home, messages.UNFOLLOW)
    assert messages.UNFOLLOWED in read(opened)
    assert messages.FOLLOW in labels(home)


def test_who_follows_twice_is_told_once(bot: Bot) -> None:
    status = commanded(bot, "/eig-statut")
    set_clock(bot, BEFORE)
    click(bot, status, messages.FOLLOW)
    click(bot, status, messages.FOLLOW)
    assert len(told_at(bot, OPENING)) == 1


def test_a_notice_leads_to_the_page_and_holds_the_way_out(bot: Bot) -> None:
    follow(bot)
    (notice,) = told_at(bot, OPENING)
    assert notice.params["channel"] == names.USER
    assert messages.NOTICE_WHY in read(notice)
    assert button(notice, messages.OPEN_PAGE)["url"] == "https://potagers.example/appel"
    (told,) = click(bot, notice, messages.UNFOLLOW)
    assert read(told) == messages.UNFOLLOWED
    assert told_at(bot, WEEK_BEFORE) == []


def test_who_subscribes_after_the_opening_is_told_of_the_end_alone(bot: Bot) -> None:
    follow(bot, OPENING)
    assert days_told(bot, "2030-01-07", "2030-03-20") == [WEEK_BEFORE, DAY_BEFORE]
