"""The pages of this repository on the day on which a call opens: which passages come after its state, and which stand alone."""

import shutil
from pathlib import Path

import pytest

from eig_bot.answers.answer import CallState
from eig_bot.answers.call_status import statuses
from eig_bot.answers.said_first import said_first
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase
from tests.garden import at, write

SHIPPED = Path(__file__).parents[1] / "knowledge"
PROJECTS = "{name: Appel à projets 2027, audience: administrations, opens: 2027-02-01, closes: 2027-03-31}"
PEOPLE = "{name: Appel à candidatures 2027, audience: candidats, opens: 2027-02-01, closes: 2027-03-31}"
AFTER_PROJECTS = {
    ("candidater.md", "Postuler à l'appel à projets"),
    ("candidater.md", "Dépôt sur Démarches Simplifiées"),
    ("candidater.md", "Pièces du dossier de réponse"),
    ("candidater.md", "Entretien de pré-incubation"),
    ("documents.md", "Documents à consulter"),
    ("documents.md", "Cahier des charges"),
    ("documents.md", "Plaquette de l'appel"),
    ("documents.md", "Faire connaître l'appel autour de vous"),
}
"""Besides all that stands on the page of the calls of 2022."""
AFTER_PEOPLE = {
    ("appel-a-projets.md", "Appel à projets et appel à candidatures"),
    ("candidats-selection.md", "Appel à candidatures de la 6e promotion (clos)"),
    ("candidats-selection.md", "Les 3 choses à faire pour candidater"),
    ("candidats-selection.md", "Règlement de l'appel à candidatures"),
    ("candidats-selection.md", "Calendrier des candidats à la 6e promotion"),
    ("candidats-selection.md", "L'entretien avec le jury, sur place ou à distance"),
    ("candidats-selection.md", "Webinaires pour les candidats"),
}


def announced(folder: Path, call: str) -> KnowledgeBase:
    """Return what is shipped, and a page that announces a call."""
    shutil.copytree(SHIPPED, folder, dirs_exist_ok=True)
    return Library(write(folder, {"appel-2027.md": f"---\ntitle: Appel 2027\ncalls:\n  - {call}\n---\nÀ vous.\n"})).load()


def preceded(knowledge: KnowledgeBase, day: str) -> set[tuple[str, str]]:
    calls = statuses(knowledge, at(f"{day}T12:00"))
    return {(one.page, one.section) for one in knowledge.passages if said_first(one, one.text, calls)}


@pytest.mark.parametrize("day", ["2027-01-31", "2027-02-01", "2027-03-31"])
def test_what_tells_of_the_last_call_for_projects_comes_after_the_next_and_nothing_else_does(folder: Path, day: str) -> None:
    knowledge = announced(folder, PROJECTS)
    of_its_page = {(passage.page, passage.section) for passage in knowledge.passages if passage.page == "appel-a-projets.md"}
    assert preceded(knowledge, day) == AFTER_PROJECTS | of_its_page


def test_what_tells_of_the_last_call_for_people_comes_after_the_next_and_nothing_else_does(folder: Path) -> None:
    assert preceded(announced(folder, PEOPLE), "2027-02-01") == AFTER_PEOPLE


@pytest.mark.parametrize("call", [PROJECTS, PEOPLE])
def test_once_all_are_over_nothing_comes_after_anything(folder: Path, call: str) -> None:
    assert preceded(announced(folder, call), "2027-04-01") == set()


def test_without_a_call_to_come_nothing_does() -> None:
    knowledge = Library(SHIPPED).load()
    assert {call.state for call in statuses(knowledge, at("2026-11-29"))} == {CallState.CLOSED}
    assert preceded(knowledge, "2026-11-29") == set()


def test_ten_questions_are_asked_before_a_call_opens() -> None:
    assert len(Library(SHIPPED).load().site.opening_questions) == 10
