"""The day a call opens: what is told of a call that is over comes after the state of the one that is not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from eig_bot.answers.answer import CallState
from eig_bot.answers.call_status import statuses
from eig_bot.answers.responder import Responder
from eig_bot.answers.said_first import said_first
from eig_bot.knowledge.library import Library
from tests.folders.pages import FILE, NEXT, OVER
from tests.garden import at, plainly, write

Answering = Callable[[Path], Responder]

PAGES = {"appel-2030.md": OVER, "dossier.md": FILE}
BOTH = PAGES | {"appel-2031.md": NEXT}
TOLD = ("Appel à jardins 2030", "Le jury", "Où le déposer")
"""Headings of what tells of the call that is over."""
OTHERS = ("Appel à jardins 2031", "Le dossier", "Les plantes")
"""Headings of what does not."""


def before(folder: Path, pages: dict[str, str], section: str, day: str) -> list[tuple[str | None, CallState]]:
    """Return the calls whose state is said before the passage under a heading."""
    knowledge = Library(write(folder, pages)).load()
    passage = next(passage for passage in knowledge.passages if passage.section == section)
    return [(call.name, call.state) for call in said_first(passage, passage.text, statuses(knowledge, at(f"{day}T12:00")))]


OPEN = [("Jardins 2031", CallState.OPEN)]


@pytest.mark.parametrize(
    ("day", "state"), [("2031-01-31", CallState.ANNOUNCED), ("2031-02-01", CallState.OPEN), ("2031-04-30", CallState.OPEN)]
)
@pytest.mark.parametrize("section", TOLD)
def test_what_tells_of_a_call_that_is_over_comes_after_the_one_that_is_not(
    folder: Path, section: str, day: str, state: CallState
) -> None:
    assert before(folder, BOTH, section, day) == [("Jardins 2031", state)]


@pytest.mark.parametrize("section", OTHERS)
def test_what_tells_of_no_call_that_is_over_stands_alone(folder: Path, section: str) -> None:
    assert before(folder, BOTH, section, "2031-02-01") == []


@pytest.mark.parametrize("section", TOLD)
def test_once_both_are_over_none_comes_before_the_other(folder: Path, section: str) -> None:
    assert before(folder, BOTH, section, "2031-05-01") == []


def test_a_call_for_other_readers_comes_before_nothing(folder: Path) -> None:
    pages = BOTH | {
        "appel-2030.md": OVER.replace("name:", "audience: habitants, name:"),
        "appel-2031.md": NEXT.replace("name:", "audience: écoles, name:"),
    }
    assert before(folder, pages, "Le jury", "2031-02-01") == []


def test_a_passage_may_tell_of_several_calls(folder: Path) -> None:
    pages = BOTH | {"dossier.md": FILE.replace("call: Jardins 2030", "call: [Nichoirs, Jardins 2030]")}
    assert before(folder, pages, "Où le déposer", "2031-02-01") == OPEN


TWICE = OVER.replace("calls:\n", "calls:\n  - {name: Jardins 2031, opens: 2031-02-01, closes: 2031-04-30}\n")


def test_on_a_page_with_both_calls_only_what_tells_of_the_new_one_stands_alone(folder: Path) -> None:
    pages = {"appel.md": f"{TWICE}\n## Cette année\n\nDéposez avant le 30 avril 2031.\n"}
    assert before(folder, pages, "Le jury", "2031-02-01") == OPEN
    assert before(folder, pages, "Cette année", "2031-02-01") == []


PUT_OFF = OVER.replace("2030-", "2031-")
"""The page of the call whose dates were changed, and whose name and text were not."""


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("Le jury se réunissait en juin 2030.", [("Jardins 2030", CallState.OPEN)]),
        ("Le jury de 2030 se réunira aussi en 2031.", []),
        ("Le jury se réunit à la mairie.", []),
    ],
)
def test_a_text_that_gives_earlier_years_alone_tells_of_an_earlier_call(
    folder: Path, text: str, calls: list[tuple[str, CallState]]
) -> None:
    pages = {"appel.md": PUT_OFF.replace("Le jury se réunissait à la mairie.", text)}
    assert before(folder, pages, "Le jury", "2031-02-01") == calls


def test_a_call_that_the_folder_no_longer_has_is_over(folder: Path) -> None:
    assert before(folder, {"appel.md": NEXT, "dossier.md": FILE}, "Où le déposer", "2031-02-01") == OPEN


@pytest.mark.parametrize(
    "text",
    [
        "Le dépôt est clos depuis le 15 mars 2030.",
        "Les candidatures sont closes.",
        "L’appel est fermé.",
        "La campagne s’est terminée en mars.",
        "On ne peut plus candidater.",
    ],
)
def test_what_says_without_a_key_that_all_is_over_comes_after_too(folder: Path, text: str) -> None:
    assert before(folder, {"appel.md": NEXT, "aide.md": f"---\ntitle: Aide\n---\n{text}\n"}, "Aide", "2031-02-01") == OPEN


@pytest.mark.parametrize("text", ["Le guichet ferme à midi.", "La fête est terminée.", "Un appel téléphonique suffit."])
def test_what_is_over_and_no_call_stands_alone(folder: Path, text: str) -> None:
    assert before(folder, {"appel.md": NEXT, "aide.md": f"---\ntitle: Aide\n---\n{text}\n"}, "Aide", "2031-02-01") == []


def test_an_answer_begins_with_the_state_of_the_call_that_opens(answering: Answering, folder: Path) -> None:
    pages = BOTH | {
        "dossier.md": FILE.replace("À la mairie", "À la mairie, du 3 au 7 mars").replace(" depuis le 15 mars 2030", "")
    }
    responder = answering(write(folder, pages))
    (passage,) = [passage for passage in responder.knowledge.passages if passage.section == "Où le déposer"]
    answer = responder.show(passage, None, at("2031-02-01"))
    assert plainly(answer.text).startswith("L’appel « Jardins 2031 » est ouvert. Il ferme le mercredi 30 avril 2031 à 23 h 59")
    assert plainly(answer.notes[1]).endswith("ces dates sont celles d’un appel fermé depuis le 15 mars 2030.")


def test_what_tells_of_a_call_whose_page_cannot_be_read_comes_after_that(folder: Path) -> None:
    library = Library(write(folder, PAGES))
    library.load()
    write(folder, {"appel-2030.md": "---\ntitle: [\n"})
    knowledge = library.refresh()
    assert knowledge
    calls = statuses(knowledge, at("2031-02-01"))
    passage = next(passage for passage in knowledge.passages if passage.section == "Où le déposer")
    assert [call.state for call in said_first(passage, passage.text, calls)] == [CallState.UNREADABLE]
