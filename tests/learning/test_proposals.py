"""From what people made known to a phrasing in a file: what is proposed, and what a person decides."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from eig_bot.answers.responder import Responder
from eig_bot.editing.edits import EditError
from eig_bot.journal import lessons
from eig_bot.journal.journal import Journal
from eig_bot.journal.lessons import Decision
from eig_bot.learning import proposals as learning
from eig_bot.learning.decisions import Desk
from eig_bot.learning.proposals import Proposal
from eig_bot.search.ranker import Ranker
from tests.garden import FOLDER, SPRING, page, plainly, write
from tests.learning.asked import HOUR, NOON, ask, choose, proposed, read, reply, under


def test_what_most_people_showed_comes_first_and_what_nobody_showed_last(journal: Journal, jardins: Path) -> None:
    hour, tools = under(jardins, HOUR), under(jardins, "Emprunter un outil")
    ask(journal, "planter un baobab nain", "no_answer", times=9)
    choose(journal, "un arrosoir à midi pile", hour)
    choose(journal, NOON, hour, clicks=2)
    reply(journal, "la bêche du voisin", tools, ask(journal, "la bêche du voisin", "no_answer"))
    reply(journal, "la bêche du voisin", tools)
    reply(journal, "la bêche du voisin", tools)
    assert [(one.question, one.passage) for one in proposed(journal, jardins)] == [
        ("la bêche du voisin", tools),
        (NOON, hour),
        ("un arrosoir à midi pile", hour),
        ("planter un baobab nain", None),
    ]


def test_a_proposal_says_how_often_it_was_asked_and_from_what_it_comes(journal: Journal, jardins: Path) -> None:
    hour = under(jardins, HOUR)
    choose(journal, NOON, hour, clicks=2)
    choose(journal, NOON, under(jardins, "Emprunter un outil"))
    choose(journal, NOON, None)
    reply(journal, NOON, hour, ask(journal, NOON, "no_answer"))
    (found,) = proposed(journal, jardins)
    assert found == Proposal(lessons.name_of(NOON), NOON, hour, asked=5, chosen=2, replied=1, refused=1, unanswered=1)


def test_a_passage_that_has_gone_leaves_the_next_one_or_none(journal: Journal, jardins: Path) -> None:
    hour = under(jardins, HOUR)
    choose(journal, NOON, replace(hour, heading_path=("Ailleurs",)), clicks=2)
    assert [one.passage for one in proposed(journal, jardins)] == [None]
    choose(journal, NOON, hour)
    assert [one.passage for one in proposed(journal, jardins)] == [hour]


@pytest.mark.parametrize(
    "text",
    [
        "Peut-on arroser à MIDI ?",
        "L’heure pour ouvrir l’arrosage quand il fait chaud",
        "louez-vous des vélos électriques ?",
        "arroser",
        "arroser ?!",
        "j'arrose à midi, écrivez-moi à moi@jardins.example",
        "j'arrose à midi, appelez le 06 12 34 56 78",
        "et à midi ?",
        f"arroser {'très ' * 40}tard",
    ],
)
def test_what_could_not_be_learnt_is_left_out(journal: Journal, measured: Path, text: str) -> None:
    choose(journal, text, under(measured, HOUR))
    assert proposed(journal, measured) == ()


@pytest.mark.parametrize("text", ["où arroser", "et si je pars en vacances, quelqu'un peut-il arroser mes salades ?"])
def test_what_stands_alone_is_proposed_however_it_opens(journal: Journal, jardins: Path, text: str) -> None:
    choose(journal, text, under(jardins, HOUR))
    assert [one.question for one in proposed(journal, jardins)] == [text]


def test_a_pasted_text_is_proposed_on_one_line(journal: Journal, jardins: Path) -> None:
    ask(journal, "arroser\n  en\u00a0août\x1b[2J", "no_answer")
    assert [one.question for one in proposed(journal, jardins)] == ["arroser en août[2J"]


def test_a_page_that_takes_no_phrasings_is_named_and_nothing_is_proposed_for_it(journal: Journal, jardins: Path) -> None:
    asked = "questions:\n  - title: Quand semer ?\n    desc: En avril.\n  - title: Que semer ?\n    desc: Des fèves.\n"
    write(jardins, {"semis.md": f"---\ntitle: Semis\ndesc: Semer au jardin\n{asked}---\n"})
    for section in ("Quand semer ?", "Que semer ?"):
        choose(journal, f"pour mes fèves : {section}", under(jardins, section))
    assert proposed(journal, jardins) == ()
    (why,) = learning.refusals(journal, read(jardins), jardins)
    assert plainly(why).startswith("semis.md:5:1: « questions » est ici le contenu de la page")


def test_a_proposal_is_found_by_its_name_until_someone_decides(journal: Journal, jardins: Path) -> None:
    choose(journal, NOON, under(jardins, HOUR))
    (proposal,) = proposed(journal, jardins)
    assert learning.find(journal, read(jardins), jardins, proposal.name) == proposal
    Desk(journal, jardins).decide(proposal, Decision.SKIPPED)
    assert learning.find(journal, read(jardins), jardins, proposal.name) is None


def test_another_passage_is_searched_by_a_few_words(jardins: Path) -> None:
    found = learning.candidates(Responder(Ranker(read(jardins))), "arroser midi", SPRING)
    assert found[0] == under(jardins, HOUR)
    assert len(found) <= learning.CANDIDATES


@pytest.mark.parametrize(
    ("decision", "path"), [(Decision.ACCEPTED, "eau.md"), (Decision.OFF_TOPIC, "hors-sujet.yml"), (Decision.SKIPPED, None)]
)
def test_what_was_decided_is_written_and_not_proposed_again(
    journal: Journal, jardins: Path, decision: Decision, path: str | None
) -> None:
    choose(journal, NOON, under(jardins, HOUR))
    (proposal,) = proposed(journal, jardins)
    written = Desk(journal, jardins).decide(proposal, decision).edit
    assert (written.path if written else None) == path
    assert path is None or f"- {NOON}\n" in (jardins / path).read_text(encoding="utf-8")
    assert proposed(journal, jardins) == ()
    assert journal.lessons.decided() == {proposal.name}
    shutil.copytree(FOLDER, jardins, dirs_exist_ok=True)
    assert proposed(journal, jardins) == ()


def test_what_could_not_be_written_is_proposed_again(journal: Journal, jardins: Path) -> None:
    choose(journal, NOON, under(jardins, HOUR))
    (proposal,) = proposed(journal, jardins)
    (jardins / "eau.md").write_text(page("L'eau au jardin", "Coupée."), encoding="utf-8")
    with pytest.raises(EditError):
        Desk(journal, jardins).decide(proposal, Decision.ACCEPTED)
    assert [one.passage for one in proposed(journal, jardins)] == [None]


def test_a_proposal_without_a_passage_cannot_be_accepted(journal: Journal, jardins: Path) -> None:
    with pytest.raises(ValueError, match="passage"):
        Desk(journal, jardins).decide(Proposal("nom", NOON, None, asked=1), Decision.ACCEPTED)
