"""The state of a call is computed from its dates at the moment of the question."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from eig_bot.answers.answer import CallState, CallStatus, Kind
from eig_bot.answers.call_status import meant_first, status, statuses, tells_of
from eig_bot.answers.json_output import as_json, call_as_json
from eig_bot.answers.responder import Responder
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import CallForProjects, KnowledgeBase, RefusedPage, Site
from eig_bot.messages import answers as messages
from eig_bot.search.analyzer import words
from eig_bot.search.ranker import Ranker
from tests.garden import CALL, CONTACT, SPRING, SUMMER, WINTER, at, page, plainly, write

OPENS, CLOSES = at("2031-03-01"), at("2031-05-15T23:59")
GARDEN = CallForProjects("Un jardin", "creer.md", None, OPENS, CLOSES)


# --- one call ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "state", "days_left"),
    [
        ("2030-12-01T12:00", CallState.ANNOUNCED, None),
        ("2031-02-28T23:59", CallState.ANNOUNCED, None),
        ("2031-03-01T00:00", CallState.OPEN, 75),
        ("2031-05-14T23:59", CallState.OPEN, 1),
        ("2031-05-15T00:00", CallState.OPEN, 0),
        ("2031-05-15T23:59", CallState.OPEN, 0),
        ("2031-05-15T23:59:59", CallState.OPEN, 0),
        ("2031-05-16T00:00", CallState.CLOSED, None),
        ("2039-01-01T00:00", CallState.CLOSED, None),
    ],
)
def test_a_call_is_announced_then_open_to_its_last_minute_then_closed(
    moment: str, state: CallState, days_left: int | None
) -> None:
    found = status(GARDEN, at(moment))
    assert (found.state, found.days_left) == (state, days_left)


def test_a_call_that_closes_at_noon_is_closed_a_minute_later() -> None:
    noon = replace(GARDEN, closes=at("2031-05-15T12:00"))
    assert status(noon, at("2031-05-15T12:00:30")).state is CallState.OPEN
    assert status(noon, at("2031-05-15T12:01")).state is CallState.CLOSED


def test_days_are_counted_over_the_change_of_clocks() -> None:
    assert status(replace(GARDEN, closes=at("2031-04-01T23:59")), at("2031-03-29T23:00")).days_left == 3


@pytest.mark.parametrize(
    ("opens", "closes", "declared", "state"),
    [
        (None, None, None, CallState.ANNOUNCED),
        (None, CLOSES, None, CallState.ANNOUNCED),
        (None, WINTER, None, CallState.CLOSED),
        (OPENS, None, None, CallState.OPEN),
        (SUMMER, None, None, CallState.ANNOUNCED),
        (None, None, True, CallState.OPEN),
        (None, SUMMER, True, CallState.OPEN),
        (None, WINTER, True, CallState.CLOSED),
        (None, None, False, CallState.CLOSED),
        (None, SUMMER, False, CallState.CLOSED),
    ],
)
def test_missing_dates_and_the_flag_of_a_site_decide_too(
    opens: datetime | None, closes: datetime | None, declared: bool | None, state: CallState
) -> None:
    call = replace(GARDEN, opens=opens, closes=closes, declared_open=declared)
    assert status(call, SPRING).state is state


@pytest.mark.parametrize(("day", "url"), {"2031-05-31": None, "2031-06-01": "https://jardins.example/lus/"}.items())
def test_the_results_are_there_from_their_day_on(day: str, url: str | None) -> None:
    call = replace(GARDEN, results_url="https://jardins.example/lus/", results_from=date(2031, 6, 1))
    assert status(call, at(day)).results_url == url


def test_a_call_whose_opening_nobody_wrote_says_when_it_ends(answering: Callable[[Path], Responder], folder: Path) -> None:
    calls = "calls:\n  - {name: Semis, closes: 2031-05-15}\n  - {name: Taille}\n"
    found = answering(write(folder, {"appels.md": f"---\ntitle: Appels\n{calls}---\nÀ vous.\n"})).status(SPRING)
    assert plainly(found.message).split("\n") == [
        "L’appel « Taille » est annoncé. Sa date d’ouverture n’est pas indiquée.",
        "L’appel « Semis » est annoncé : il ferme le jeudi 15 mai 2031 à 23 h 59. Sa date d’ouverture n’est pas indiquée.",
    ]


def test_without_a_closing_date_no_days_are_counted() -> None:
    assert status(replace(GARDEN, closes=None), SPRING).days_left is None


def test_a_call_closed_before_its_date_is_not_said_to_be_closed_since_a_day_to_come() -> None:
    assert status(replace(GARDEN, declared_open=False), SPRING).closes is None


# --- several calls ----------------------------------------------------------------------------------------------------


def call(name: str, closes: str, audience: str | None = None, opens: str = "2030-01-01") -> CallForProjects:
    return CallForProjects(name, f"{name}.md", audience, at(opens), at(f"{closes}T23:59"))


CALLS = (
    call("ancien", "2030-05-15"),
    call("dernier", "2031-02-15"),
    call("futur", "2032-05-15", opens="2032-01-01"),
    call("long", "2031-12-31"),
    call("bref", "2031-04-30"),
)


def names(found: tuple[CallStatus, ...]) -> list[str | None]:
    return [call.name for call in found]


def test_open_calls_come_first_then_announced_then_closed_the_latest_first() -> None:
    assert names(statuses(KnowledgeBase((), CALLS), SPRING)) == ["bref", "long", "futur", "dernier", "ancien"]


def test_the_readers_own_calls_come_before_those_of_others() -> None:
    ours, theirs = call("habitants", "2030-05-15", "habitants"), call("écoles", "2031-12-31", "écoles")
    found = statuses(KnowledgeBase((), (theirs, ours), Site(audience="habitants")), SPRING)
    assert names(found) == ["habitants", "écoles"]


AUDIENCES = statuses(
    KnowledgeBase(
        (),
        (
            call("Jardin au pied de l'immeuble", "2031-12-31", "habitants"),
            call("Jardin sur le toit", "2031-11-30", "habitants"),
            call("Potager des écoles", "2031-10-31", "écoles"),
        ),
        Site(audience="habitants"),
    ),
    SPRING,
)


@pytest.mark.parametrize(
    ("question", "first"),
    {
        "l'appel est-il ouvert ?": "Jardin sur le toit",
        "l'appel est-il ouvert pour une école ?": "Potager des écoles",
        "Les ÉCOLES peuvent-elles encore postuler ?": "Potager des écoles",
        "l'appel « au pied de l'immeuble » est-il ouvert ?": "Jardin au pied de l'immeuble",
        "date limite pour les jardins de toit": "Jardin sur le toit",
    }.items(),
)
def test_the_call_that_the_question_names_comes_first(question: str, first: str) -> None:
    assert meant_first(words(question), AUDIENCES)[0].name == first


# --- a page that cannot be read ---------------------------------------------------------------------------------------

REFUSED = RefusedPage("creer.md", may_tell_of_call=True)


@pytest.mark.parametrize("moment", [WINTER, SPRING, SUMMER])
def test_a_call_whose_page_cannot_be_read_has_the_dates_that_were_last_known(moment: datetime) -> None:
    (found,) = statuses(KnowledgeBase((), (GARDEN,), refused=(REFUSED,)), moment)
    assert (found.state, found.last_known, found.closes) == (CallState.UNREADABLE, status(GARDEN, moment).state, CLOSES)


def test_a_page_that_never_could_be_read_may_hide_a_call() -> None:
    (found,) = statuses(KnowledgeBase((), refused=(REFUSED,)), SPRING)
    assert found == CallStatus(CallState.UNREADABLE, page="creer.md")
    assert statuses(KnowledgeBase((), refused=(replace(REFUSED, may_tell_of_call=False),)), SPRING) == ()


def test_what_may_be_open_comes_before_what_is_closed_and_after_what_is_open() -> None:
    knowledge = KnowledgeBase(
        (), (*CALLS, call("illisible", "2031-05-01")), refused=(RefusedPage("illisible.md", may_tell_of_call=True),)
    )
    assert names(statuses(knowledge, SPRING)) == ["bref", "long", "illisible", "futur", "dernier", "ancien"]


def test_it_is_told_with_what_was_last_known_and_whom_to_ask(folder: Path) -> None:
    pages = {"appel.md": page("Appel", "À vous.", calls="[{name: Semis, opens: 2031-03-01, closes: 2031-05-15}]")}
    library = Library(write(folder, pages | {"site.yml": f"contact: {CONTACT}\n"}))
    library.load()
    write(folder, {"appel.md": "---\ntitle: [\n"})
    knowledge = library.refresh()
    assert knowledge
    answer = Responder(Ranker(knowledge)).status(SPRING)
    first, second = plainly(answer.message).split("\n")
    assert first.startswith("La page « Appel » ne peut pas être lue pour le moment : ce qui suit vient de sa version du ")
    assert first.endswith("L’appel « Semis » est ouvert. Il ferme le jeudi 15 mai 2031 à 23 h 59 : il vous reste 35 jours.")
    assert second == f"L’équipe peut vous répondre : {CONTACT}"
    assert as_json(answer)["call"]["state"] == "unreadable"


# --- the passage that tells of a call ---------------------------------------------------------------------------------


def test_the_heading_that_names_a_call_and_its_state_tells_of_it(folder: Path) -> None:
    text = "Présentation.\n\n## Le dossier\n\nDeux pages.\n\n## L'appel est ouvert\n\nÀ vos plumes."
    found = Library(write(folder, {"creer.md": page("Créer", text)})).load()
    told = tells_of(CallStatus(CallState.OPEN, page="creer.md"), found)
    assert told is not None
    assert told.section == "L'appel est ouvert"


def test_else_the_first_passage_of_its_page_does(garden: KnowledgeBase) -> None:
    told = tells_of(CallStatus(CallState.OPEN, page="ecoles.md"), garden)
    assert told is not None
    assert told.section == "Les jardins d'école"


def test_a_call_without_a_page_is_told_by_none(garden: KnowledgeBase) -> None:
    assert tells_of(CallStatus(CallState.NONE), garden) is None


# --- in an answer -----------------------------------------------------------------------------------------------------

WORDINGS = (
    "L’appel est-il ouvert ?",
    "peut-on encore candidater",
    "c'est encore possible de postuler ?",
    "AAP ouvert ou fermé",
    "date limite de candidature",
    "jusqu'à quand peut-on déposer un dossier",
    "quand ouvre le prochain appel",
    "trop tard pour candidater ?",
    "c fini les candidatures ?",
    "on peut tjrs s'inscrire svp",
    "L'APPEL A PROJETS EST IL TOUJOURS OUVERT",
    "is the call still open",
)


@pytest.mark.parametrize("question", WORDINGS)
def test_any_wording_gets_the_state_of_the_call(responder: Responder, question: str) -> None:
    answer = responder.respond(question, now=SPRING)
    assert answer.kind is Kind.CALL_STATUS
    assert plainly(answer.message) == f"{CALL} est ouvert. Il ferme le jeudi 15 mai 2031 à 23 h 59 : il vous reste 35 jours."


SENTENCES = {
    "2030-12-01": (
        f"{CALL} n’est pas encore ouvert. Il ouvrira le samedi 1er mars 2031 et fermera le jeudi 15 mai 2031 à 23 h 59."
    ),
    "2031-03-01": f"{CALL} est ouvert. Il ferme le jeudi 15 mai 2031 à 23 h 59 : il vous reste 75 jours.",
    "2031-05-14": f"{CALL} est ouvert. Il ferme demain, jeudi 15 mai 2031, à 23 h 59.",
    "2031-05-15": f"{CALL} est ouvert, mais il ferme aujourd’hui à 23 h 59.",
    "2031-05-16": (
        f"{CALL} est fermé depuis le 15 mai 2031.\nLes résultats : https://jardins.example/laureats/\n"
        f"Je ne connais pas la date d’un prochain appel. L’équipe « Jardins partagés » peut vous répondre : {CONTACT}"
    ),
}


@pytest.mark.parametrize(("day", "sentence"), SENTENCES.items())
def test_the_sentence_follows_the_calendar(responder: Responder, day: str, sentence: str) -> None:
    assert plainly(responder.respond("l'appel est-il ouvert ?", now=at(day)).message) == sentence
    assert plainly(responder.status(at(day)).message) == sentence


def test_the_answer_gives_the_page_of_the_call(responder: Responder) -> None:
    answer = responder.respond("l'appel est-il ouvert ?", now=SPRING)
    assert answer.results[0].passage.page == "appel.md"
    assert answer.text.endswith("https://jardins.example/creer/")


def test_a_question_about_the_pages_is_not_taken_for_one_about_the_call(responder: Responder) -> None:
    for question in ("combien coûte une parcelle", "à quelle heure arroser", "que mettre au compost", "le prêt d'outils"):
        assert responder.respond(question, now=SPRING).kind is Kind.ANSWER, question


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (WINTER, {"state": "announced", "opens": "2031-03-01", "closes": "2031-05-15T23:59", "days_left": None}),
        (SPRING, {"state": "open", "opens": "2031-03-01", "closes": "2031-05-15T23:59", "days_left": 35}),
        (SUMMER, {"state": "closed", "opens": "2031-03-01", "closes": "2031-05-15T23:59", "days_left": None}),
    ],
)
def test_json_gives_the_state_and_the_dates(responder: Responder, moment: datetime, expected: dict[str, object]) -> None:
    found = as_json(responder.respond("l'appel est-il ouvert ?", now=moment))
    assert found["kind"] == "call_status"
    assert found["call"].items() >= expected.items()


def test_json_keeps_the_hour_of_an_opening_that_is_not_midnight() -> None:
    found = call_as_json(CallStatus(CallState.OPEN, opens=at("2031-03-01T09:30")))
    assert (found["opens"], found["closes"]) == ("2031-03-01T09:30", None)


def test_without_any_call_none_is_known(stranger: Responder) -> None:
    answer = stranger.respond("l'appel à projets est-il ouvert ?", now=SPRING)
    assert answer.text == messages.NO_CALL
    assert as_json(answer)["call"] == {"state": "none", "opens": None, "closes": None}


# --- a page of a site, whose dates stand in prose ---------------------------------------------------------------------


Cms = Callable[[str, str], Responder]


@pytest.fixture
def cms(answering: Callable[[Path], Responder], folder: Path) -> Cms:
    return lambda flag, text: answering(write(folder, {"appel.md": page("Appel à jardins", text, open=flag)}))


@pytest.mark.parametrize(
    ("flag", "moment", "state", "days_left"),
    [("true", "2031-05-10", "open", 5), ("true", "2031-05-16", "closed", None), ("false", "2031-05-10", "closed", None)],
)
def test_an_open_page_stays_open_until_the_date_in_its_prose(
    cms: Cms, flag: str, moment: str, state: str, days_left: int | None
) -> None:
    site = cms(flag, "L'appel à candidatures est ouvert jusqu'au 15/05/2031.")
    found = as_json(site.respond("l'appel est-il ouvert ?", now=at(moment)))["call"]
    assert (found["state"], found["days_left"]) == (state, days_left)


def test_an_open_page_without_a_date_says_that_none_is_given(cms: Cms) -> None:
    message = plainly(cms("true", "Écrivez-nous votre idée.").status(SPRING).message)
    assert message == "L’appel de la page « Appel à jardins » est ouvert. Sa date de fermeture n’est pas indiquée."


def test_a_page_closed_before_the_date_in_its_prose_gives_no_date(cms: Cms) -> None:
    answer = cms("false", "L'appel à candidatures est ouvert jusqu'au 15/05/2031.").status(SPRING)
    assert plainly(answer.message).startswith("L’appel de la page « Appel à jardins » est fermé.\n")
