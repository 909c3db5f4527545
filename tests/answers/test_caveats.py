"""The reader is told when an answer is dated, expired, a post, or for other readers."""

from dataclasses import replace
from datetime import date

import pytest

from eig_bot.answers.answer import CallState, CallStatus
from eig_bot.answers.caveats import caveats, outdated
from eig_bot.answers.responder import Responder
from eig_bot.knowledge.passage import Passage, Site
from tests.garden import SPRING, at, plainly

YESTERDAY, TODAY = date(2031, 4, 9), date(2031, 4, 10)
SITE = Site(audience="habitants")
PLAIN = Passage("a.md", 1, ("Jardins",), "")
CLOSED = CallStatus(CallState.CLOSED, closes=at("2031-02-15T23:59"))
OPEN = CallStatus(CallState.OPEN)


def notes(text: str, *calls: CallStatus, passage: Passage = PLAIN) -> tuple[str, ...]:
    return tuple(map(plainly, caveats(passage, SITE, outdated(passage, text, calls, TODAY))))


DATED = "Attention, information datée : l’échéance du 9 avril 2031 est passée."


@pytest.mark.parametrize(
    "text",
    [
        "Inscrivez-vous jusqu'au 9 avril 2031.",
        "Inscrivez-vous jusqu’au 09/04/2031.",
        "Déposez vos graines avant le mercredi 9 avril 2031 !",
        "Le jardin ferme le 9 avril 2031.",
        "Du 1er mars 2031 au 9 avril 2031, les inscriptions sont ouvertes.",
        "La date limite de dépôt est fixée au 9 avril 2031.",
        "Date limite : 09/04/2031.",
        "Fin des inscriptions : 9 avril 2031.",
        "Inscrivez-vous avant la date du 9 avril 2031.",
        "Ce tarif est valable jusqu’au 9 avril 2031 inclus.",
        "Vous êtes attendus du 24 mars au 9 avril 2031, sur dossier.",
        "Rendez le dossier pour le 9 avril 2031 au plus tard.",
        "Il est à rendre d’ici le 9 avril 2031.",
        "L’an passé était sec. Le robinet est ouvert jusqu’au 9 avril 2031.",
    ],
)
def test_a_deadline_that_has_passed_makes_an_answer_dated(text: str) -> None:
    assert notes(text) == (DATED,)


@pytest.mark.parametrize(
    "text",
    [
        "Inscrivez-vous jusqu'au 10 avril 2031.",
        "La fête aura lieu le 11 avril 2031.",
        "Le jardin a été créé le 9 avril 2021.",
        "Les inscriptions étaient ouvertes jusqu'au 9 avril 2031.",
        "La fête a eu lieu le 9 avril 2031 et sera refaite.",
        "L'appel s'est terminé : il fallait répondre avant le 9 avril 2031.",
        "Depuis le 9 avril 2031, le robinet coule.",
        "Inscrivez-vous chaque année avant le 9 avril.",
        "Le 31/02/2031 n'existe pas, rejoignez-nous.",
        "L’arrêté du 3 mars 2020 sera appliqué.",
        "La loi du 6 août 2019 est toujours en vigueur.",
        "Le budget sera celui du vote du 12 mars 2030.",
        "Le vote aura lieu le 12 mars 2030.",
        "Le tarif est de 5 euros à partir du 1er janvier 2024.",
        "Dès le 1er septembre 2030, le robinet est ouvert à tous.",
        "L'atelier débutera le 9 avril 2031.",
        "Le guichet ouvre le 9 avril 2031.",
        "Le règlement entrera en vigueur le 1er janvier 2030.",
        "Les agents recrutés avant le 1er janvier 2020 gardent leur parcelle.",
        "L’exercice va du 1er janvier 2030 au 31 décembre 2030.",
        "",
    ],
)
def test_what_is_to_come_or_told_in_the_past_is_not_dated(text: str) -> None:
    assert notes(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "La fête aura lieu le 9 avril 2031.",
        "La fête était belle. La suivante aura lieu le 9 avril 2031.",
        "La réunion se tiendra le mercredi 9 avril 2031.",
        "Rejoignez-nous à la serre le 9 avril 2031 !",
    ],
)
def test_a_meeting_that_has_passed_makes_it_dated_too(text: str) -> None:
    assert notes(text) == ("Attention, information datée : le 9 avril 2031 est passé.",)


def test_days_without_a_year_are_those_of_a_call_that_is_over() -> None:
    text = "Les auditions se tiennent du 3 au 7 mars."
    assert notes(text, CLOSED) == (
        "Attention, information datée : ces dates sont celles d’un appel fermé depuis le 15 février 2031.",
    )
    assert notes(text, CLOSED, OPEN) == notes(text) == ()


def test_an_unknown_closing_day_is_not_invented() -> None:
    (note,) = notes("Les auditions se tiennent le 3 mars.", CallStatus(CallState.CLOSED))
    assert note == "Attention, information datée : ces dates sont celles d’un appel qui est fermé."


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        (replace(PLAIN, valid_until=YESTERDAY), "Attention, cette information n’est plus valable depuis le 9 avril 2031."),
        (replace(PLAIN, valid_until=TODAY), None),
        (replace(PLAIN, published=date(2030, 1, 1)), "Article publié le 1er janvier 2030."),
        (replace(PLAIN, audience="écoles"), "Cette réponse s’adresse aux écoles."),
        (replace(PLAIN, audience="habitants"), None),
    ],
)
def test_the_front_matter_of_a_page_is_told(passage: Passage, expected: str | None) -> None:
    assert notes("Semez en avril.", passage=passage) == ((expected,) if expected else ())


def test_a_folder_without_an_audience_has_no_other_readers() -> None:
    assert caveats(replace(PLAIN, audience="écoles"), Site(), None) == ()


def test_the_most_important_note_comes_first() -> None:
    passage = replace(PLAIN, valid_until=date(2031, 1, 1), published=date(2030, 1, 1), audience="écoles")
    found = notes("Déposez vos graines avant le 9 avril 2031.", passage=passage)
    assert [note.split()[0] for note in found] == ["Attention,", "Article", "Cette"]


@pytest.mark.parametrize(
    ("question", "note"),
    {
        "y a-t-il des restrictions d'eau": "Attention, cette information n’est plus valable depuis le 31 octobre 2030.",
        "une école peut-elle avoir son jardin": "Cette réponse s’adresse aux écoles.",
        "how much does a plot cost": "Je réponds en français, la langue de nos pages. (I answer in French.)",
    }.items(),
)
def test_an_answer_begins_with_its_note(responder: Responder, question: str, note: str) -> None:
    answer = responder.respond(question, now=SPRING)
    assert answer.notes == (note,)
    assert answer.text.startswith(note)
