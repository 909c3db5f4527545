"""What a report says, part by part."""

from dataclasses import replace

import pytest

from eig_bot.journal.team_acts import Act
from eig_bot.journal.usage import Counts
from eig_bot.messages import report as messages
from eig_bot.report import tables
from eig_bot.report.terminal import as_text
from tests.garden import plainly
from tests.report.reports import EMPTY, REPORT, WEEK, parts

SHOWN = parts(as_text(REPORT))


def test_a_report_begins_with_its_period_and_how_much_was_asked() -> None:
    assert plainly(as_text(REPORT)).startswith(
        "Bilan du 4 au 10 avril 2031 : Jardins partagés\n\n"
        "1 142 questions de 37 personnes, contre 120 la période d’avant.\n"
        "L’équipe a reçu 3 demandes ; 1 en attente d’une réponse.\n\n"
    )


def test_the_most_asked_without_phrasings_are_named_and_where_there_are_none_nothing_is_said() -> None:
    shown = SHOWN["LES PLUS DEMANDÉS SANS QUESTIONS ÉCRITES"].splitlines()
    assert shown[-2:] == ["À quelle heure arroser ?  eau.md        17", "La fête                   fete.md        4"]
    assert "eig-bot learn" in shown[0]
    assert "SANS QUESTIONS ÉCRITES" not in as_text(EMPTY)


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


def test_every_act_of_the_team_has_a_name_for_people() -> None:
    assert messages.ACTS.keys() == {act.value for act in Act}
