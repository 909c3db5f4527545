"""Who may act for the team."""

import pytest

from eig_bot.access.people import Organisation
from eig_bot.access.team import Refusal, TeamAccess
from tests.fake_slack import Payload, app_home_opened, block_action, names, view_submission

MEMBER, STRANGER = "U0EQUIPE1", "U0AUTRE1"
OWN = Organisation(names.TEAM)
TEAM = TeamAccess(frozenset({MEMBER, "U0EQUIPE2"}))


def payloads(user: str) -> list[Payload]:
    return [block_action({"action_id": "reply"}, user=user), view_submission("f", {}, user=user), app_home_opened(user=user)]


@pytest.mark.parametrize("body", payloads(MEMBER))
def test_a_member_of_the_team_may_act_for_it(body: Payload) -> None:
    assert TEAM.refusal(body, OWN) is None


@pytest.mark.parametrize("body", payloads(STRANGER))
def test_who_is_not_listed_may_not(body: Payload) -> None:
    assert TEAM.refusal(body, OWN) is Refusal.NOT_LISTED


@pytest.mark.parametrize("own", [Organisation("T0AUTRE1"), Organisation("T0AUTRE1", "E0AUTRE1"), Organisation()])
@pytest.mark.parametrize("body", payloads(MEMBER))
def test_who_is_listed_may_not_from_another_organisation_nor_while_the_bots_own_is_unknown(
    body: Payload, own: Organisation
) -> None:
    assert TEAM.refusal(body, own) is Refusal.ELSEWHERE


@pytest.mark.parametrize("body", [*payloads(MEMBER), {}])
def test_without_a_list_nobody_may(body: Payload) -> None:
    assert TeamAccess(frozenset()).refusal(body, OWN) is Refusal.NO_LIST
    assert (TeamAccess(frozenset()).is_on, TEAM.is_on) == (False, True)


@pytest.mark.parametrize("body", [{}, {"user": MEMBER}, {"user": {"id": ""}}, {"event": {"user": [MEMBER]}}])
def test_nobody_is_no_member(body: Payload) -> None:
    assert TEAM.refusal(body, OWN) is Refusal.NOT_LISTED
