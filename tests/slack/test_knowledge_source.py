"""What is told of the repository: a number to whoever reaches the port, which page and why to the team."""

from datetime import UTC, datetime

import pytest

from eig_bot.git.errors import GitFault
from eig_bot.git.state import ForgeTrouble, SyncState, Unusable
from eig_bot.knowledge.passage import KnowledgeBase, Problem
from eig_bot.messages import git as messages
from eig_bot.slack.knowledge_source import LISTED, lines_of, note_of, problem_of
from tests.garden import plainly

SHA = "0123456789abcdef0123456789abcdef01234567"
NOON = datetime(2031, 4, 10, 10, tzinfo=UTC)
FINE = SyncState(SHA)
BAD = Problem("eau.md", 2, "il manque un titre.", is_error=True)
KNOWLEDGE = KnowledgeBase(passages=(), written={"eau.md": NOON})


def said(state: SyncState, *problems: Problem) -> list[str]:
    return [plainly(line) for line in lines_of(state, KNOWLEDGE, problems)]


def test_whoever_reaches_the_port_is_told_the_commit_and_a_number() -> None:
    assert note_of(FINE, []) == f"knowledge: commit {SHA}, 0 pages refused"
    several = [BAD, Problem("eau.md", 9, "autre chose.", is_error=True), Problem("terre.md", 1, "un avis.", is_error=False)]
    assert note_of(FINE, several) == f"knowledge: commit {SHA}, 1 page refused"


def test_only_what_another_process_serves_for_long_keeps_the_bot_from_being_ready() -> None:
    trouble, unusable = ForgeTrouble(GitFault.REFUSED, NOON), Unusable(SHA, "x")
    assert problem_of(SyncState(SHA, trouble, unusable)) is None
    assert problem_of(SyncState(SHA, is_behind=True))


def test_where_all_is_well_the_team_is_told_nothing() -> None:
    assert said(FINE) == []


def test_the_team_is_told_which_page_why_and_what_stays() -> None:
    (line,) = said(FINE, BAD)
    assert "eau.md:2" in line
    assert "il manque un titre." in line
    assert "La version du 10 avril 2031 à 12 h reste en service." in line


def test_many_pages_are_counted_rather_than_listed() -> None:
    many = [Problem(f"{number:02}.md", 1, "x.", is_error=True) for number in range(LISTED + 3)]
    assert len(said(FINE, *many)) == LISTED + 1
    assert said(FINE, *many)[-1] == "Pages refusées en plus de celles-ci : 3."


def test_the_team_is_told_that_the_repository_cannot_be_read_since_when_and_what_to_do() -> None:
    (line,) = said(SyncState(SHA, ForgeTrouble(GitFault.REFUSED, NOON)))
    assert line.startswith("Le dépôt ne peut pas être lu depuis le 10 avril 2031 à 12 h. La forge refuse l’accès.")
    assert line.endswith("Les pages restent en service.")


@pytest.mark.parametrize("why", ["eau.md:2: il manque un titre.", None])
def test_the_team_is_told_that_a_commit_cannot_be_served(why: str | None) -> None:
    (line,) = said(SyncState(SHA, unusable=Unusable(SHA, why)))
    assert "0123456789" in line
    assert line.endswith("La version d’avant reste en service.")
    assert (why or "") in line


def test_there_is_a_sentence_for_every_fault() -> None:
    assert messages.FAULTS.keys() == {fault.name for fault in GitFault}
