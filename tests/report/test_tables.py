"""A report as people read it in a terminal, and as programs do."""

import json
import re
from dataclasses import replace

import pytest

from eig_bot.journal.usage import Counts, Wording
from eig_bot.report import tables
from eig_bot.report.build import Subject
from eig_bot.report.groups import Group
from eig_bot.report.json_output import as_json
from eig_bot.report.terminal import CELL, as_text
from tests.garden import plainly
from tests.report.reports import EMPTY, REPORT, WEEK


def parts(text: str) -> dict[str, str]:
    """Return the parts of a text by their titles."""
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in plainly(text).split("\n\n")}


SHOWN = parts(as_text(REPORT))


def test_a_report_begins_with_its_period_and_how_much_was_asked() -> None:
    assert plainly(as_text(REPORT)).startswith(
        "Bilan du 4 au 10 avril 2031 : Jardins partagés\n\n"
        "1 142 questions de 37 personnes, contre 120 la période d’avant.\n"
        "L’équipe a reçu 3 demandes ; 1 en attente d’une réponse.\n\n"
    )


def test_figures_stand_below_each_other_with_their_shares() -> None:
    table = SHOWN["CE QUI A ÉTÉ DEMANDÉ"].split("\n", 1)[1]
    assert table == (
        "                            Cette période        Avant\n"
        "Questions posées                    1 142          120\n"
        "Répondues                  1 118 (97,9 %)  90 (75,0 %)\n"
        "Retenues                       24 (2,1 %)  30 (25,0 %)\n"
        "dont un choix de passages      10 (0,9 %)  20 (16,7 %)\n"
        "dont « je ne sais pas »        14 (1,2 %)   10 (8,3 %)"
    )


def test_bad_answers_say_why() -> None:
    assert SHOWN["CE QUI A ÉTÉ JUGÉ"].splitlines()[1:] == [
        "Réponses utiles                12",
        "Réponses pas utiles             4",
        "dont « elle est fausse »        3",
        "dont « sans raison donnée »     1",
    ]
    assert SHOWN["COMMENTAIRES SUR LES RÉPONSES"].splitlines()[1:] == [
        "Le prix a changé.  Elle est fausse     prix ?    Tarifs",
        "Rien compris.      Sans raison donnée  ouvert ?",
    ]


def test_a_group_shows_its_size_and_its_wordings_and_nothing_that_moves_the_cursor() -> None:
    assert SHOWN["QUESTIONS SANS RÉPONSE"].splitlines() == [
        "16 questions sans réponse (ou dont toutes les propositions ont été refusées), en 2 groupes de questions qui se "
        "ressemblent. 2, plus rares ou sans mot, ne sont dans aucun groupe.",
        "Fois  Formulations, la plus fréquente d’abord",
        "   9  des ruches ?",
        "      peut-on avoir des <ruches>",
        "   5  un [31mbarbecue est-il permis",
    ]


def test_what_is_to_be_mended_says_where_and_since_when() -> None:
    assert [SHOWN[title].splitlines()[-1] for title in ("SUJETS EN HAUSSE", "PAGES À RELIRE", "INFORMATIONS PÉRIMÉES")] == [
        "Les ruches (n’est plus dans les pages)  ruches.md                  5      0",
        "Outils  outils.md  1er avril 2031     l'équipe des outils",
        "À quelle heure arroser ?  eau.md  31 octobre 2030   –",
    ]
    assert SHOWN["PASSAGES SOUVENT JUGÉS PAS UTILES"].splitlines()[1:] == [
        "Tarifs   cotisation.md          3      1  Elle est fausse (2)",
        "                                          Elle est périmée (1)",
    ]
    assert SHOWN["PASSAGES JAMAIS DEMANDÉS"].startswith(
        "2 passages n’ont répondu à aucune question depuis le 1er mars 2031, début du journal."
    )


def test_a_long_list_is_cut_and_says_so() -> None:
    groups = tuple(Group(20 - size, (Wording(f"question {size}", 20 - size),)) for size in range(11))
    many = replace(REPORT, unanswered=groups, never_asked=tuple(Subject("a.md", (f"B{number}",)) for number in range(1_210)))
    shown = parts(as_text(many))
    assert shown["QUESTIONS SANS RÉPONSE"].splitlines()[-2:] == ["  11  question 9", "et 1 autre"]
    assert shown["PASSAGES JAMAIS DEMANDÉS"].endswith("B9       a.md\net 1 200 autres")


def test_a_long_question_is_cut_and_so_are_many_wordings() -> None:
    wordings = (Wording("mot " * 100, 9), *(Wording(f"mot {number}", 1) for number in range(6)))
    lines = parts(as_text(replace(REPORT, unanswered=(Group(15, wordings),))))["QUESTIONS SANS RÉPONSE"].splitlines()[2:]
    assert len(lines[0]) == len("  15  ") + CELL
    assert lines[0].endswith("…")
    assert lines[1:] == [*(f"      mot {number}" for number in range(4)), "      et 2 autres"]


def test_where_there_is_nothing_one_sentence_says_so() -> None:
    assert [text for title, text in parts(as_text(EMPTY)).items() if title.isupper()][1:] == [
        "Personne n’a donné son avis.",
        "Toutes les questions ont trouvé une réponse.",
        "Le journal est encore trop récent pour comparer avec la période d’avant.",
        "Aucun passage n’est souvent jugé pas utile.",
        "Tous les passages ont déjà servi.",
        "Aucune relecture n’est en retard.",
        "Aucune information n’est périmée.",
    ]
    assert "Aucun sujet n’est en nette hausse." in as_text(replace(EMPTY, rising=()))


def test_a_young_journal_says_that_the_comparison_is_not_whole() -> None:
    young = replace(REPORT, figures=replace(REPORT.figures, oldest=WEEK.before.since.replace(hour=9)))
    assert "Le journal ne remonte qu’au 28 mars 2031 :" in plainly(as_text(young))
    assert "ne remonte" not in as_text(REPORT)


@pytest.mark.parametrize(
    ("asked", "people", "before", "sentence"),
    [
        (1, 1, 0, "1 question d’une personne."),
        (2, 1, 1, "2 questions d’une personne, contre 1 la période d’avant."),
        (0, 0, 0, "Aucune question n’a été posée."),
        (0, 0, 3, "Aucune question n’a été posée. Il y en avait eu 3 la période d’avant."),
    ],
)
def test_little_is_told_in_the_singular(asked: int, people: int, before: int, sentence: str) -> None:
    figures = replace(EMPTY.figures, counts=Counts(asked, 0, 0), people=people, before=Counts(before, 0, 0))
    assert [plainly(line) for line in tables.lead(replace(EMPTY, figures=figures))] == [sentence]


def test_the_object_holds_all_of_it_with_shares() -> None:
    found = json.loads(json.dumps(as_json(REPORT)))
    assert {name: found[name] for name in ("name", "since", "until", "days", "oldest", "people", "asked", "turned_down")} == {
        "name": "Jardins partagés",
        "since": "2031-04-04T00:00:00+02:00",
        "until": "2031-04-10T12:00:00+02:00",
        "days": 7,
        "oldest": "2031-03-01T09:00:00+01:00",
        "people": 37,
        "asked": 1_142,
        "turned_down": 2,
    }
    assert found["held_back"] == {"count": 24, "share": 0.021}
    assert found["before"]["answered"] == {"count": 90, "share": 0.75}
    assert [part["asked"] for part in found["parts"]] == [3, 4, 5, 6, 7, 8, 9]
    assert found["opinions"] == {"good": 12, "bad": 4, "reasons": {"wrong": 3, "none": 1}}
    assert found["requests"] == {"asked": 3, "waiting": 1}
    assert found["unanswered"]["count"] == 16
    assert found["unanswered"]["groups"][0] == {
        "size": 9,
        "wordings": [{"text": "des ruches\n?", "count": 7}, {"text": "peut-on avoir des <ruches>", "count": 2}],
    }
    assert found["rising"][1] == {"page": "ruches.md", "headings": ["Les ruches"], "now": 5, "before": 0}
    assert found["often_bad"][0]["reasons"] == {"wrong": 2, "outdated": 1}
    assert found["remarks"][1] == {
        "comment": "Rien compris.",
        "reason": None,
        "question": "ouvert ?",
        "page": None,
        "headings": [],
    }
    assert [late["review_by"] for late in found["overdue"]] == ["2031-04-01"]
    assert found["expired"] == [
        {
            "page": "eau.md",
            "headings": ["L'eau au jardin", "À quelle heure arroser ?"],
            "valid_until": "2030-10-31",
            "owner": None,
        }
    ]
    assert len(found["never_asked"]) == 2


def test_the_object_of_an_empty_report_has_no_shares_and_no_comparison() -> None:
    found = as_json(EMPTY)
    assert (found["answered"], found["rising"], found["oldest"]) == ({"count": 0, "share": None}, None, None)


def test_nothing_of_the_terminal_holds_a_control_character() -> None:
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", as_text(REPORT))
