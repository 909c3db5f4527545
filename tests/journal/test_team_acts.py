"""What the team did: kept with who, what, about what and when, also of who is forgotten, for a time of its own."""

import re
from datetime import timedelta
from pathlib import Path

from eig_bot.journal import team_acts
from eig_bot.journal.journal import Journal
from eig_bot.journal.lessons import Decision
from eig_bot.journal.people import Kept
from eig_bot.journal.requests import Asking, Recipient
from eig_bot.journal.tables import team_acts as table
from eig_bot.journal.team_acts import RETENTION, Act, TeamAct
from eig_bot.journal.usage import Period

from .conftest import TEAM, USER, Opened, at_minute, later, live, rows

A_DAY = timedelta(days=1)
QUESTIONS_LAST = timedelta(days=10)


def minutes(span: timedelta) -> float:
    return span / timedelta(minutes=1)


# --- kept


def test_an_act_is_kept_with_who_what_about_what_and_when(journal: Journal) -> None:
    at_minute(journal, 3).team_acts.add(TeamAct(TEAM, Act.PASSAGE_CHOSEN, "0a1b", "parcelle.md"))
    (row,) = rows(journal, table)
    assert (row["actor"], journal.keys.unseal(row["sealed_actor"])) == (journal.keys.hashed(TEAM), TEAM)
    assert (row["act"], row["about"], row["page"], row["at"]) == ("passage_chosen", "0a1b", "parcelle.md", later(3))


def test_every_act_has_a_row_of_its_own_in_the_order_in_which_they_were_done(journal: Journal) -> None:
    for moment, act in ((5, Act.PROPOSALS_OPENED), (-5, Act.PROPOSALS_OPENED)):
        at_minute(journal, moment).team_acts.add(TeamAct(TEAM, act))
    assert [row["at"] for row in sorted(rows(journal, table), key=lambda row: row["number"])] == [later(5), later(-5)]


def test_a_reply_and_who_gave_it_are_kept_together_and_a_second_one_is_not(journal: Journal) -> None:
    live(journal, USER, "r1")
    assert journal.requests.answer("r1", TEAM, "Oui")
    assert not journal.requests.answer("r1", USER, "Non")
    (row,) = rows(journal, table)
    assert (row["actor"], row["act"], row["about"]) == (journal.keys.hashed(TEAM), "request_answered", "r1")


def test_a_decision_is_kept_with_who_made_it_where_somebody_in_slack_did(journal: Journal) -> None:
    journal.lessons.decide("0a1b", Decision.ACCEPTED, by=TEAM, page="parcelle.md")
    journal.lessons.decide("2c3d", Decision.SKIPPED)
    (row,) = rows(journal, table)
    assert (row["actor"], row["act"], row["about"], row["page"]) == (
        journal.keys.hashed(TEAM),
        "accepted",
        "0a1b",
        "parcelle.md",
    )


def test_every_decision_is_an_act() -> None:
    assert {decision.value for decision in Decision} <= {act.value for act in Act}


def test_what_is_kept_is_sealed_for_those_without_the_secret(journal: Journal, opened: Opened) -> None:
    journal.team_acts.add(TeamAct(TEAM, Act.SKIPPED, "0a1b"))
    (row,) = rows(journal, table)
    assert TEAM not in str(row)
    assert opened("un autre secret de seize lettres").keys.unseal(row["sealed_actor"]) is None


# --- for how long


def test_acts_outlive_questions_and_go_after_a_year(journal: Journal) -> None:
    journal.team_acts.add(TeamAct(TEAM, Act.SKIPPED, "0a1b"))
    at_minute(journal, 1).team_acts.add(TeamAct(TEAM, Act.SKIPPED, "2c3d"))
    at_minute(journal, minutes(RETENTION - A_DAY)).purge(QUESTIONS_LAST)
    assert len(rows(journal, table)) == 2
    at_minute(journal, minutes(RETENTION) + 0.5).purge(QUESTIONS_LAST)
    assert [row["about"] for row in rows(journal, table)] == ["2c3d"]


def test_a_purge_does_not_count_acts_among_questions_and_requests(journal: Journal) -> None:
    journal.team_acts.add(TeamAct(TEAM, Act.SKIPPED, "0a1b"))
    assert at_minute(journal, minutes(RETENTION + A_DAY)).purge(QUESTIONS_LAST) == 0


def test_what_a_person_did_for_the_team_stays_when_they_are_forgotten_and_they_are_told(journal: Journal) -> None:
    live(journal, USER, "r1")
    journal.requests.answer("r1", TEAM, "Oui")
    live(journal, TEAM, "r2")
    journal.people.forget(TEAM)
    assert [row["actor"] for row in rows(journal, table)] == [journal.keys.hashed(TEAM)]
    assert journal.people.kept_about(TEAM) == Kept(0, 0, 0, is_subscribed=False, acts=1)


def test_what_was_done_about_somebody_stays_when_that_person_is_forgotten_and_tells_nothing_of_them(journal: Journal) -> None:
    journal.requests.add(Asking("r1", "et l'eau ?", Recipient(USER)))
    journal.requests.answer("r1", TEAM, "Oui")
    journal.people.forget(USER)
    (row,) = rows(journal, table)
    assert journal.keys.hashed(USER) not in row.values()
    assert "eau" not in str(row)


# --- shown


def test_acts_are_written_out_with_the_hash_of_who_did_them_and_not_what_is_sealed(journal: Journal) -> None:
    journal.team_acts.add(TeamAct(TEAM, Act.ACCEPTED, "0a1b", "parcelle.md"))
    journal.team_acts.add(TeamAct(USER, Act.SKIPPED, "2c3d"))
    assert list(journal.people.export(TEAM)) == [
        {
            "table": "team_acts",
            "at": later(0).astimezone(rows(journal, table)[0]["at"].tzinfo).isoformat(),
            "actor": journal.keys.hashed(TEAM),
            "act": "accepted",
            "about": "0a1b",
            "page": "parcelle.md",
        }
    ]
    assert len(list(journal.people.export())) == 2


def test_acts_of_a_period_are_counted_by_what_was_done(journal: Journal) -> None:
    for moment, act in ((-1, Act.SKIPPED), (-1, Act.REQUEST_ANSWERED), (-2, Act.SKIPPED), (-minutes(9 * A_DAY), Act.SKIPPED)):
        at_minute(journal, moment).team_acts.add(TeamAct(TEAM, act))
    assert list(journal.usage(Period.last(later(0), 7)).acts.items()) == [("request_answered", 1), ("skipped", 2)]


def test_nothing_changes_an_act_and_one_place_deletes_what_is_too_old() -> None:
    package = Path(team_acts.__file__).parents[1]
    changes = {
        file.name: found
        for file in package.rglob("*.py")
        if (
            found := re.findall(
                r"\b(?:update|delete|upsert)\((?:\w+, )?(?:tables\.)?team_acts\b", file.read_text(encoding="utf-8")
            )
        )
    }
    assert changes == {"journal.py": ["delete(tables.team_acts"]}
