"""A page's front matter goes to its passages, and each passage has the address where it can be read."""

import unicodedata
from datetime import date, datetime

import pytest

from eig_bot.clock import PARIS
from eig_bot.knowledge.page import read_page
from eig_bot.knowledge.passage import Site

from .pages import NO_SITE, TITLE, named, only, problems, read, with_body, with_front

TWO = "Clairval aide.\n\n## Durée\n\nSix mois.\n\n## Coût {#prix}\n\nDix euros.\n"


def test_a_title_and_a_text_are_enough() -> None:
    passage = only(with_body("Clairval aide.\n"))
    assert (passage.title, passage.section, passage.text) == (TITLE, TITLE, "Clairval aide.")
    assert passage.url is None


def test_every_passage_takes_over_what_the_front_matter_says() -> None:
    front = (
        "tags: [été]\naudience: habitants\nreviewed: 2031-01-02\nreview_by: 2031-06-01\nvalid_until: 2031-12-31\nowner: serre"
    )
    for passage in read(f"---\ntitle: Aide\n{front}\n---\n{TWO}").passages:
        assert (passage.tags, passage.audience, passage.owner) == (("été",), "habitants", "serre")
        assert (passage.reviewed, passage.review_by) == (date(2031, 1, 2), date(2031, 6, 1))
        assert passage.valid_until == date(2031, 12, 31)


def test_the_questions_of_a_page_go_to_its_first_passage_alone() -> None:
    first, *others = read(f"---\ntitle: Aide\nquestions: [à quoi sert  l'aide]\nexpect: [c'est quoi]\n---\n{TWO}").passages
    assert (first.questions, first.expect) == (("à quoi sert l'aide",), ("c'est quoi",))
    assert not any(passage.questions or passage.expect for passage in others)


@pytest.mark.parametrize("written", ["2031", "oui", "18/03", "3.50", "~x"])
def test_a_text_is_taken_as_it_is_written_whatever_yaml_makes_of_it(written: str) -> None:
    assert only(read(f"---\ntitle: {written}\n---\nTexte.\n")).title == written


@pytest.mark.parametrize("written", ["2031-05-31", "2031-05-31T23:59", "2031-05-31 23:59:00", "'2031-05-31'"])
def test_a_date_may_have_a_time(written: str) -> None:
    assert only(with_front(f"reviewed: {written}")).reviewed == date(2031, 5, 31)


def test_an_entry_of_passages_goes_to_its_heading() -> None:
    entry = "{heading: Durée, url: /duree/, questions: [combien de mois], expect: [quelle durée], tags: [temps]}"
    page = read(f"---\ntitle: Aide\ntags: [aide]\npassages: [{entry}]\n---\n{TWO}")
    found = named(page, "Durée")
    assert found.url == "https://jardins.example/duree/"
    assert (found.questions, found.expect, found.tags) == (("combien de mois",), ("quelle durée",), ("aide", "temps"))
    assert named(page, "Coût").questions == ()


@pytest.mark.parametrize(
    "heading",
    [
        "Où planter l'ail ?",
        "où planter l’ail",
        "OÙ PLANTER L’AIL\u202f?",
        unicodedata.normalize("NFD", "Où planter l'ail"),
        "Où **planter** l'ail",
        "Où  planter l'ail\u00a0!",
    ],
)
def test_a_heading_is_found_however_it_is_typed(heading: str) -> None:
    page = read(
        f'---\ntitle: Aide\npassages: [{{heading: "{heading}", tags: [ail]}}]\n---\n## Où *planter* l’ail\u00a0?\n\nIci.\n'
    )
    assert named(page, "Où planter l’ail\u00a0?").tags == ("ail",)


def test_an_entry_may_name_the_title_of_the_page() -> None:
    page = read(f"---\ntitle: Aide\npassages: [{{heading: Aide, tags: [accueil]}}]\n---\n{TWO}")
    assert page.passages[0].tags == ("accueil",)


def test_a_heading_may_have_its_own_date_of_validity() -> None:
    front = "valid_until: 2031-12-31\npassages: [{heading: Durée, valid_until: 2031-06-30}]"
    page = read(f"---\ntitle: Aide\n{front}\n---\n{TWO}")
    assert named(page, "Durée").valid_until == date(2031, 6, 30)
    assert named(page, "Coût").valid_until == date(2031, 12, 31)


@pytest.mark.parametrize(
    ("front", "path", "address"),
    [
        ("url: https://moulin.example/aide", "aide.md", "https://moulin.example/aide"),
        ("url: /aides/serre/", "aide.md", "https://jardins.example/aides/serre/"),
        ("url: aides/serre", "aide.md", "https://jardins.example/aides/serre"),
        ("url: /ici/\nlayout: jardins", "aide.md", "https://jardins.example/ici/"),
        ("layout: jardins", "aide.md", "https://jardins.example/aide/"),
        ("open: true", "aides/serre.md", "https://jardins.example/aides/serre/"),
        ("date: 2031-04-01", "aides/où semer.md", "https://jardins.example/aides/o%C3%B9%20semer/"),
        ("layout: jardins", "aides/_index.md", "https://jardins.example/aides/"),
        ("layout: jardins", "index.md", "https://jardins.example/"),
        ("owner: serre", "aide.md", None),
    ],
)
def test_the_address_is_the_url_else_the_path_of_a_page_of_the_site(front: str, path: str, address: str | None) -> None:
    assert only(with_front(front, path)).url == address


@pytest.mark.parametrize("front", ["url: /aide/", "layout: jardins", "owner: serre"])
def test_without_an_address_of_the_site_none_is_invented(front: str) -> None:
    assert only(with_front(front, site=NO_SITE)).url is None


def test_an_anchor_is_added_only_where_the_page_gives_one() -> None:
    page = read(f"---\ntitle: Aide\nurl: /aide/\n---\n{TWO}")
    assert named(page, "Coût").url == "https://jardins.example/aide/#prix"
    assert named(page, "Durée").url == "https://jardins.example/aide/"


def test_a_file_name_that_is_not_utf_8_still_has_an_address() -> None:
    assert only(with_front("layout: jardins", "caf\udce9.md")).url == "https://jardins.example/caf%E9/"


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2031-04-01", date(2031, 4, 1)),
        ("2031-04-01T14:05:02.160Z", date(2031, 4, 1)),
        ("2031", date(2031, 1, 1)),
        ("2031-13-01", None),
        ("au printemps", None),
    ],
)
def test_a_post_has_a_date(written: str, published: date | None) -> None:
    assert only(with_front(f"date: {written}")).published == published


def paris(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=PARIS)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("written", "closes"),
    [
        ("2031-05-15", paris(2031, 5, 15, 23, 59)),
        ("2031-05-15T12:00", paris(2031, 5, 15, 12)),
        ("2031-05-15 12:00:30", paris(2031, 5, 15, 12, 0, 30)),
        ("2031-05-15T12:00Z", paris(2031, 5, 15, 14)),
    ],
)
def test_a_call_closes_at_the_time_given_else_at_the_end_of_the_day(written: str, closes: datetime) -> None:
    (call,) = with_front(f"calls: [{{name: Printemps, opens: 2031-03-01, closes: '{written}'}}]").calls
    assert (call.opens, call.closes) == (paris(2031, 3, 1), closes)


def test_the_calls_of_a_page_take_its_audience_unless_they_have_their_own() -> None:
    page = with_front("audience: habitants\ncalls:\n  - name: Printemps\n  - name: Automne\n    audience: écoles")
    assert [(call.name, call.audience) for call in page.calls] == [("Printemps", "habitants"), ("Automne", "écoles")]
    assert all(call.declared_open is None for call in page.calls)


@pytest.mark.parametrize(
    ("written", "is_open"), {"true": True, "false": False, "yes": True, "no": False, '"false"': False, "True": True}.items()
)
def test_the_flag_of_a_page_of_the_site_is_a_call(written: str, is_open: bool) -> None:
    (call,) = with_front(f"open: {written}", "appel.md").calls
    assert (call.name, call.declared_open) == (TITLE, is_open)


@pytest.mark.parametrize("written", ["peut-être", "[true]", "{title: Ouverture}", ""])
def test_a_flag_that_is_none_makes_no_call(written: str) -> None:
    page = with_front(f"open: {written}", "appel.md")
    assert (page.calls, problems(page)) == ((), [])


def test_decomposed_letters_are_composed_everywhere() -> None:
    front = "title: Été\ntags: [récolte]\naudience: élèves\nquestions: [où semer]\nliens: [{title: Forêt, url: /foret}]"
    text = f"---\n{front}\n---\nÀ midi.\n"
    assert read(unicodedata.normalize("NFD", text)) == read(text)


def test_no_break_and_thin_spaces_stay() -> None:
    text = "Faut-il payer\u00a0? Non\u202f; 3\u2009500\u00a0€ sont là."
    assert only(with_body(text)).text == text


def test_invisible_characters_go() -> None:
    assert only(with_body("\ufeffUn jar\u00addin\u200b par\u2060tagé.")).text == "Un jardin partagé."


# --- the title ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "title"),
    {
        "---\ntitle: Aide\n---\n# Autre\n\nTexte.\n": "Aide",
        "# Prêter un *outil*\n\nTexte.\n": "Prêter un outil",
        "Avant.\n\nPrêter un outil\n===============\n\nTexte.\n": "Prêter un outil",
        "## Durée\n\nTexte.\n": "Aide aux jardins",
        "---\nowner: serre\ntitle:\n---\nTexte.\n": "Aide aux jardins",
        '---\ntitle: "\u200b"\n---\nTexte.\n': "Aide aux jardins",
    }.items(),
)
def test_a_page_without_title_takes_its_first_heading_or_the_name_of_its_file(source: str, title: str) -> None:
    page = read_page("pages/01-aide_aux-jardins.md", source.encode(), Site())
    assert page.passages[0].title == title


def test_a_heading_that_is_the_title_opens_no_passage_of_its_own() -> None:
    page = read_page("a.md", "# Prêt\n\nTexte.\n\n## Durée\n\nUn mois.\n".encode(), Site())
    assert [passage.heading_path for passage in page.passages] == [("Prêt",), ("Prêt", "Durée")]


@pytest.mark.parametrize(("path", "is_entry"), [("anciens/ruche.md", True), ("anciens.md", False), ("guide/anciens.md", False)])
def test_a_page_of_a_catalogue_has_entries(path: str, is_entry: bool) -> None:
    page = read_page(path, f"---\ntitle: Aide\n---\n{TWO}".encode(), Site(catalogues=("anciens",)))
    assert {passage.is_entry for passage in page.passages} == {is_entry}
