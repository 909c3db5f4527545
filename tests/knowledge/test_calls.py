"""A page of the site says `open:`; the date until which it is stands in a sentence beside it, or in its folder."""

from datetime import date, datetime

import pytest

from eig_bot.answers.answer import CallState
from eig_bot.answers.call_status import status
from eig_bot.clock import PARIS
from eig_bot.knowledge.calls import audiences, dates_in, with_dates
from eig_bot.knowledge.passage import CallForProjects, Page

from .pages import read


def site_page(text: str, path: str = "jardins/appel.md", flag: str = "true") -> Page:
    return read(f"---\ntitle: Planter ensemble\nopen: {flag}\n---\n{text}\n", path)


def neighbour(text: str, path: str = "jardins/calendrier.md") -> Page:
    return read(f"---\ntitle: Calendrier\nlayout: jardins\n---\n{text}\n", path)


def call_of(*pages: Page) -> CallForProjects:
    (call,) = with_dates(pages)
    return call


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("sentence", "closes"),
    [
        ("L’appel est ouvert jusqu’au 15/05/2031.", "2031-05-15"),
        ("L'appel est ouvert jusqu'au jeudi 15 mai 2031 inclus.", "2031-05-15"),
        ("Les candidatures sont reçues jusqu’au **1er mai 2031**.", "2031-05-01"),
        ("Déposez votre dossier avant le 15.05.2031.", "2031-05-15"),
        ("Les dossiers se déposent au plus tard le 3 août 2031", "2031-08-03"),
        ("Date limite de dépôt du dossier : le 15 mai 2031", "2031-05-15"),
        ("Clôture des inscriptions : 15 mai 2031", "2031-05-15"),
        ("La date limite d’inscription est le 15 mai 2031", "2031-05-15"),
        ("L’appel ferme le 15 décembre 2031.", "2031-12-15"),
        ("Candidatez du 1er mars au 15 mai 2031.", "2031-05-15"),
        ("Ouvert\u00a0jusqu’au\u00a015\u00a0mai\u00a02031", "2031-05-15"),
        ("Le jardin existe depuis le 15 mai 2031.", None),
        ("La fête dure jusqu’au 15 mai 2031.", None),
        ("L’appel est ouvert jusqu’au 31/02/2031.", None),
        ("L’appel est ouvert jusqu’au 15 mai.", None),
        ("L’appel est ouvert jusqu’au 15 marſ 2031.", None),
    ],
)
def test_the_closing_date_is_read_in_a_sentence_about_applying(sentence: str, closes: str | None) -> None:
    assert call_of(site_page(sentence)).closes == (at(f"{closes}T23:59") if closes else None)


@pytest.mark.parametrize(
    ("period", "opens"),
    [
        ("du 1er mars au 15 mai 2031", "2031-03-01"),
        ("du lundi 3 au jeudi 15 mai 2031", "2031-05-03"),
        ("du 20 décembre 2030 au 15 mai 2031", "2030-12-20"),
    ],
)
def test_a_period_gives_the_opening_too(period: str, opens: str) -> None:
    call = call_of(site_page(f"L’appel est ouvert {period}."))
    assert (call.opens, call.closes) == (at(opens), at("2031-05-15T23:59"))


def test_the_date_that_is_said_most_often_wins() -> None:
    text = "Déposez votre dossier avant le 1er mai 2031.\n\nL’appel ferme le 3 mai 2031.\n\nInscriptions jusqu’au 3 mai 2031.\n"
    assert call_of(site_page(text)).closes == at("2031-05-03T23:59")


def test_a_page_without_a_date_takes_that_of_its_folder() -> None:
    found = call_of(site_page("Plantez avec nous."), neighbour("L’appel est ouvert jusqu’au 15 mai 2031."))
    assert found.closes == at("2031-05-15T23:59")


def test_the_date_of_the_same_page_goes_before_that_of_its_folder() -> None:
    other = neighbour("L’appel est ouvert jusqu’au 15 mai 2031.")
    assert call_of(site_page("Inscrivez-vous avant le 2 mai 2031."), other).closes == at("2031-05-02T23:59")


def test_the_date_of_another_folder_is_not_taken() -> None:
    other = neighbour("L’appel est ouvert jusqu’au 15 mai 2031.", "ruches/calendrier.md")
    assert call_of(site_page("Plantez avec nous."), other).closes is None


def test_a_call_of_our_own_files_is_left_as_it_is() -> None:
    page = read("---\ntitle: Aide\ncalls: [{name: Printemps}]\n---\nL’appel est ouvert jusqu’au 15 mai 2031.\n")
    assert with_dates([page]) == page.calls


def test_a_call_speaks_to_the_audience_of_its_folder() -> None:
    page = site_page("Plantez avec nous.")
    assert call_of(page).audience == "jardins"
    assert audiences([page, neighbour("Mai.", "ruches/calendrier.md")]) == {"jardins": "jardins"}


def test_a_call_at_the_root_of_the_folder_speaks_to_everyone() -> None:
    page = site_page("Plantez avec nous.", "appel.md")
    assert call_of(page).audience is None
    assert audiences([page]) == {}


@pytest.mark.parametrize(
    ("flag", "text", "today", "state"),
    [
        ("false", "L’appel est ouvert jusqu’au 15 mai 2031.", "2031-04-01", CallState.CLOSED),
        ("false", "Plantez avec nous.", "2031-04-01", CallState.CLOSED),
        ("true", "L’appel est ouvert jusqu’au 15 mai 2031.", "2031-04-01", CallState.OPEN),
        ("true", "L’appel est ouvert jusqu’au 15 mai 2031.", "2031-05-15T23:59", CallState.OPEN),
        ("true", "L’appel est ouvert jusqu’au 15 mai 2031.", "2031-05-16", CallState.CLOSED),
        ("true", "Plantez avec nous.", "2031-04-01", CallState.OPEN),
    ],
)
def test_false_is_always_closed_and_true_is_open_until_the_date(flag: str, text: str, today: str, state: CallState) -> None:
    assert status(call_of(site_page(text, flag=flag)), at(today)).state is state


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("le 3 mars 2031 puis le 04/05/2031", [date(2031, 3, 3), date(2031, 5, 4)]),
        ("le 1er Août 2031, le 2 aout 2031", [date(2031, 8, 1), date(2031, 8, 2)]),
        ("le 31 février 2031, en mars 2031, le 3 mars", []),
    ],
)
def test_a_text_gives_its_dates_in_their_order(text: str, dates: list[date]) -> None:
    assert dates_in(text) == dates


CALLING = (
    "L’appel à candidatures est ouvert.",
    "Notre appel s’adresse à tous.",
    "Candidatez en ligne.",
    "Déposez votre dossier à la mairie.",
    "Les inscriptions sont ouvertes.",
    "Voici les lauréats.",
    "L’AMI court toujours.",
)


@pytest.mark.parametrize("text", CALLING)
def test_an_open_page_that_calls_for_something_is_a_call(text: str) -> None:
    assert [call.declared_open for call in site_page(text, "jardins/serre.md").calls] == [True]


@pytest.mark.parametrize(
    ("path", "title"), {"jardins/appel-2031.md": "Semer", "aap.md": "Semer", "serre.md": "Postuler"}.items()
)
def test_so_is_one_whose_file_or_title_names_one(path: str, title: str) -> None:
    assert read(f"---\ntitle: {title}\nopen: true\n---\nDu soleil.\n", path).calls


@pytest.mark.parametrize(
    "text",
    ["La cantine ouvre à midi.", "Un appel suffit.", "Déposez vos outils.", "Rappel : fermé le lundi.", "Les amis du jardin."],
)
@pytest.mark.parametrize("flag", ["true", "false"])
def test_an_open_page_that_calls_for_nothing_is_none(text: str, flag: str) -> None:
    page = site_page(text, "jardins/cantine.md", flag)
    assert (page.calls, audiences([page]), page.passages[0].calls) == ((), {}, ())
