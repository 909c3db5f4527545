"""`eig-bot export`."""

import pytest

from eig_bot.journal.journal import Journal
from eig_bot.journal.team_acts import Act, TeamAct
from eig_bot.messages import journal as messages
from tests.cli.commands.conftest import USER, Ask, texts
from tests.cli.conftest import Run


def test_an_export_holds_one_person_or_all_of_them(run: Run, journal: Journal, ask: Ask) -> None:
    ask("la mienne")
    ask("celle d'une autre", user="U0VOISINE")
    journal.subscriptions.add(USER, [])
    mine = run("export", "--person", USER)
    assert texts(mine) == ["la mienne"]
    assert [row["table"] for row in mine.objects] == ["questions", "subscriptions"]
    assert sorted(texts(run("export"))) == ["celle d'une autre", "la mienne"]
    assert USER not in run("export").out


@pytest.mark.usefixtures("journal")
def test_a_person_of_whom_nothing_is_kept_is_said_to_be_so(run: Run) -> None:
    found = run("export", "--person", "U0VOISINE")
    assert (found.code, found.out, found.err) == (0, "", f"{messages.NOTHING_OF_PERSON}\n")


def test_what_is_no_persons_id_is_refused(run: Run) -> None:
    found = run("export", "--person", "@moi")
    assert (found.code, found.out, found.err) == (2, "", f"{messages.BAD_PERSON}\n")


def test_what_somebody_did_for_the_team_is_exported_with_their_hash_and_without_their_id(run: Run, journal: Journal) -> None:
    journal.team_acts.add(TeamAct(USER, Act.REQUEST_OPENED, "r1"))
    for found in (run("export"), run("export", "--person", USER)):
        (row,) = found.objects
        assert (row["table"], row["actor"], row["act"], row["about"]) == (
            "team_acts",
            journal.keys.hashed(USER),
            "request_opened",
            "r1",
        )
        assert USER not in found.out
        assert "sealed" not in found.out
