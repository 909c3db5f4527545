"""`report`, as the programme team runs it beside a bot at work."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eig_bot.cli import app as cli
from eig_bot.journal.feedback import JudgedAnswer
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys, kept_secret
from eig_bot.journal.questions import Question
from eig_bot.journal.repository import new_id
from eig_bot.messages import journal as messages
from eig_bot.messages import report as report_messages
from tests.garden import FOLDER, plainly

USER = "U0HABITANT"
PASSAGE = "parcelle.md\tObtenir une parcelle\tComment demander une parcelle ?"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """The journal of a bot that runs meanwhile."""
    journal = Journal.open(tmp_path, Keys(kept_secret(tmp_path)))
    yield journal
    journal.close()


def ask(journal: Journal, text: str, kind: str = "answer", *, days_ago: int = 0) -> None:
    moment, person = datetime.now(UTC) - timedelta(days=days_ago), journal.keys.hashed(USER)
    question = Question(new_id(), moment, person, "dm", text, kind, PASSAGE, 0.5, 3)
    journal.questions.record(question)
    if kind == "answer":
        judged = JudgedAnswer(question.id, USER, PASSAGE)
        then = Journal(journal.database, journal.keys, now=lambda: moment)
        then.feedback.judge(judged, is_good=False)
        then.feedback.explain(judged, "outdated", "Voyez moi@exemple.fr.")


def run(tmp_path: Path, *arguments: str, **variables: str) -> Result:
    environment = {"EIG_BOT_DATA": str(tmp_path), "EIG_BOT_KNOWLEDGE": str(FOLDER), "EIG_BOT_TODAY": "2031-04-10"}
    return CliRunner(env=environment | variables).invoke(cli.cli, ("report", *arguments))


def test_the_last_week_is_reported_in_tables(journal: Journal, tmp_path: Path) -> None:
    for text, days_ago in {"comment demander une parcelle": 0, "demander une parcelle": 5, "une parcelle": 10}.items():
        ask(journal, text, days_ago=days_ago)
    for text in ("des ruches ?", "les ruches", "appelez le 06 12 34 56 78"):
        ask(journal, text, "no_answer")
    shown = plainly(run(tmp_path).output)
    assert "5 questions d’une personne, contre 1 la période d’avant." in shown
    assert "   2  des ruches ?\n      les ruches\n   1  appelez le [téléphone]\n" in shown
    assert "Comment demander une parcelle ?  parcelle.md          2      0  Elle est périmée (2)" in shown
    assert "Voyez [adresse]." in shown
    assert "Restrictions de la sécheresse  eau.md  31 octobre 2030   –" in shown


def test_the_report_in_json_is_one_object_of_as_many_days_as_asked(journal: Journal, tmp_path: Path) -> None:
    ask(journal, "une parcelle", days_ago=20)
    assert json.loads(run(tmp_path, "--json").output)["asked"] == 0
    month = run(tmp_path, "--json", "--days", "30")
    assert len(month.output.splitlines()) == 1
    assert (json.loads(month.output)["asked"], json.loads(month.output)["days"]) == (1, 30)


def test_the_page_is_written_where_it_is_asked_for(journal: Journal, tmp_path: Path) -> None:
    ask(journal, "des <ruches> ?", "no_answer")
    page = tmp_path / "bilan.html"
    told = run(tmp_path, "--html", str(page))
    assert told.output == f"{report_messages.written(str(page))}\n"
    assert "des &lt;ruches&gt; ?" in page.read_text(encoding="utf-8")
    assert json.loads(run(tmp_path, "--html", str(page), "--json").output)["asked"] == 1


def test_no_form_of_it_tells_who_asked(journal: Journal, tmp_path: Path) -> None:
    ask(journal, "une parcelle")
    page = tmp_path / "bilan.html"
    shown = run(tmp_path).output + run(tmp_path, "--json", "--html", str(page)).output + page.read_text(encoding="utf-8")
    assert "outdated" in shown
    assert not any(told in shown for told in (USER, journal.keys.hashed(USER), "exemple.fr"))


def test_without_a_journal_one_sentence_says_so_and_none_is_made(tmp_path: Path) -> None:
    refused = run(tmp_path / "absent")
    assert str(refused.exception) == messages.no_journal_yet(str(tmp_path / "absent"))
    assert not (tmp_path / "absent").exists()
