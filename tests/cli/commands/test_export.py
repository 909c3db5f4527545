"""`eig-bot export`."""

import pytest

from eig_bot.journal.journal import Journal
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
