"""Who did something and where they are at home, read in each form of what Slack sends."""

from typing import Any

import pytest

from eig_bot.access.people import Organisation, Person, person_of
from tests.fake_slack import Payload, app_home_opened, block_action, mention, names, view_submission

OURS, THEIRS, VISITOR = names.TEAM, "T0VISITE1", "U0VISITE1"
HOME = Organisation(OURS, "E0NOTRE1")


def clicked(**changes: Any) -> Payload:  # noqa: ANN401 - any part of a payload
    return {**block_action({"action_id": "reply"}), **changes}


def sent(**changes: Any) -> Payload:  # noqa: ANN401 - likewise
    return {**view_submission("reply_form", {}), **changes}


def somebody(team: object, user: object = VISITOR) -> Payload:
    return {"id": user, "username": "visite", "team_id": team}


# --- homes


@pytest.mark.parametrize("home", [Organisation(OURS), Organisation("T0AUTRE1", "E0NOTRE1"), Organisation("E0NOTRE1")])
def test_a_workspace_or_the_organisation_that_it_belongs_to_is_one_home(home: Organisation) -> None:
    assert home.is_also(HOME)
    assert HOME.is_also(home)


@pytest.mark.parametrize("home", [Organisation(THEIRS), Organisation(THEIRS, "E0AUTRE1"), Organisation()])
def test_another_workspace_and_an_unknown_one_are_not(home: Organisation) -> None:
    assert not home.is_also(HOME)
    assert not home.is_also(Organisation())


# --- clicks and forms


@pytest.mark.parametrize("body", [clicked(), sent()])
def test_who_clicks_or_sends_a_form_is_named_with_their_workspace(body: Payload) -> None:
    assert person_of(body) == Person(names.USER, Organisation(OURS))


@pytest.mark.parametrize("team", [OURS, THEIRS])
def test_the_workspace_of_a_click_is_the_persons_own_whichever_is_named_beside(team: str) -> None:
    body = clicked(user=somebody(THEIRS), team={"id": team, "domain": "d"}, enterprise={"id": "E0NOTRE1", "name": "n"})
    assert person_of(body) == Person(VISITOR, Organisation(THEIRS))


def test_an_organisation_is_the_persons_where_the_workspace_beside_it_is_theirs() -> None:
    team = {"id": THEIRS, "domain": "d", "enterprise_id": "E0NOTRE1", "enterprise_name": "n"}
    assert person_of(sent(user=somebody(THEIRS), team=team)).home == Organisation(THEIRS, "E0NOTRE1")
    assert person_of(sent(user=somebody("T0AUTRE1"), team=team)).home == Organisation("T0AUTRE1")


def test_a_person_of_an_organisation_may_be_named_with_it_alone() -> None:
    assert person_of(clicked(user=somebody("E0NOTRE1"))).home.is_also(HOME)


@pytest.mark.parametrize(
    "user", [None, "U0VISITE1", [], {}, somebody(None, None), somebody(["T"], {"id": 1}), somebody("", "")]
)
def test_who_is_not_told_as_slack_tells_it_is_nobody_from_nowhere(user: object) -> None:
    for body in (clicked(user=user), sent(user=user), clicked(user=user, team="T0MINIST1"), clicked(user=user, team=None)):
        assert person_of(body) == Person("", Organisation())
    assert person_of({}) == Person("", Organisation())


# --- events


def test_who_opens_the_home_is_of_the_workspace_where_that_happened() -> None:
    assert person_of(app_home_opened()) == Person(names.USER, Organisation(OURS))


@pytest.mark.parametrize("named", [{"user_team": THEIRS}, {"team": THEIRS}, {"user_team": THEIRS, "team": OURS}])
def test_an_event_that_names_another_workspace_is_from_there(named: Payload) -> None:
    assert person_of(mention("bonjour", user=VISITOR, **{"team": None, **named})) == Person(VISITOR, Organisation(THEIRS))


def test_in_a_shared_channel_an_event_without_a_workspace_is_from_nowhere() -> None:
    shared = {**mention("bonjour", user=VISITOR, team=None), "is_ext_shared_channel": True}
    assert person_of(shared).home == Organisation()


@pytest.mark.parametrize("user", [None, {"id": "U0VISITE1"}, 7, ""])
def test_an_event_of_nobody_is_of_nobody(user: object) -> None:
    assert person_of({"event": {"user": user, "team": OURS}}).user == ""
