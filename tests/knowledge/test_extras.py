"""`site.yml`, `lexique.yml` and `hors-sujet.yml` hold all that belongs to one service."""

import pytest

from eig_bot.knowledge.address_rule import AddressRule
from eig_bot.knowledge.extras import EVERYTHING, SITE_KEYS, STATES, Extras, read_extras
from eig_bot.knowledge.passage import Site
from eig_bot.knowledge.yaml_nodes import FieldError
from eig_bot.messages import knowledge as messages

SITE = "name: Jardins partagés\naddress: https://jardins.example/\ncontact: bonjour@jardins.example\naudience: habitants\n"
LEXICON = "synonyms: [[parcelle, lopin  de terre]]\nabbreviations: {jp: jardin partagé}\nenglish: {plot: parcelle}\n"


def test_the_site_is_read() -> None:
    site = Site("Jardins partagés", "https://jardins.example", "bonjour@jardins.example", "habitants")
    assert read_extras({"site.yml": SITE}, Extras()) == Extras(site=site)


@pytest.mark.parametrize(
    ("written", "limit"), [("10", 0.1), ("10 %", 0.1), ("12,5%", 0.125), ("0.5", 0.005), ("0", 0.0), ("100", 1.0)]
)
def test_the_share_of_misleading_answers_that_a_folder_bears_is_read(written: str, limit: float) -> None:
    assert read_extras({"site.yml": f"misleading_limit: {written}"}, Extras()).site.misleading_limit == limit


@pytest.mark.parametrize(
    ("written", "rules"),
    [
        ("/{path}.html", (AddressRule(pattern="/{path}.html", is_of_pages_alone=True),)),
        (
            "{'': '/{path}/', actus/: '/{year}/{name}/'}",
            (AddressRule(is_of_pages_alone=True), AddressRule("actus", "/{year}/{name}/", is_of_pages_alone=True)),
        ),
    ],
)
def test_the_rules_of_addresses_are_read(written: str, rules: tuple[AddressRule, ...]) -> None:
    assert read_extras({"site.yml": f"addresses: {written}\n"}, Extras()).site.rules == rules


@pytest.mark.parametrize("written", ["archives", "[archives]", "[archives, '']"])
def test_what_is_not_to_be_read_is_one_name_or_several(written: str) -> None:
    assert read_extras({"site.yml": f"ignore: {written}\n"}, Extras()).site.ignore == ("archives",)


def test_the_folders_of_entries_that_are_alike_are_read() -> None:
    assert read_extras({"site.yml": "catalogues: [anciens, actus/2030]\n"}, Extras()).site.catalogues == (
        "anciens",
        "actus/2030",
    )


@pytest.mark.parametrize("slip", ["adress: https://jardins.example", "address: jardins.example", "audience: [a, b]"])
def test_what_is_not_to_be_read_stays_so_whatever_else_is_wrong(slip: str) -> None:
    before = Extras(site=Site(ignore=("brouillons",)))
    found = read_extras({"site.yml": f"{slip}\nignore: [archives]\n"}, before)
    assert found.problems
    assert found.site.ignore == ("brouillons", "archives")


@pytest.mark.parametrize(
    "slip", ["ignore: [archives", "name: a: b\nignore: archives", "ignored: archives", "name: 'a\nignore: archives"]
)
def test_a_text_that_is_no_yaml_is_read_as_it_was_meant(slip: str) -> None:
    found = read_extras({"site.yml": slip}, Extras())
    assert (bool(found.problems), found.site.ignore) in {(True, ("archives",)), (True, EVERYTHING)}


@pytest.mark.parametrize("broken", ["ignore: {a: b}", "- ignore", "}{ ignore: archives", "ignore\n  archives: -"])
def test_at_a_first_start_nothing_is_served_where_what_is_left_out_cannot_be_read(broken: str) -> None:
    found = read_extras({"site.yml": broken}, Extras())
    assert found.site.ignore == EVERYTHING
    assert messages.SITE_UNKNOWN in {problem.message for problem in found.problems}


@pytest.mark.parametrize("broken", ["}{", "- a", "name: {a: b}"])
def test_a_broken_file_that_leaves_nothing_out_keeps_no_page_back(broken: str) -> None:
    assert read_extras({"site.yml": broken}, Extras()).site.ignore == ()


def test_letters_of_another_encoding_tell_whether_something_is_left_out() -> None:
    bad = {"site.yml": FieldError(0, messages.NOT_UTF8)}
    assert read_extras(bad, Extras(), "name: \xe9\nignore: archives").site.ignore == EVERYTHING
    assert read_extras(bad, Extras(), "name: \xe9").site.ignore == ()


@pytest.mark.parametrize("broken", ["ignore: {a: b}", "- ignore"])
def test_where_not_even_that_can_be_read_what_was_left_out_before_stays_so(broken: str) -> None:
    found = read_extras({"site.yml": broken}, Extras(site=Site(ignore=("brouillons",))))
    assert (bool(found.problems), found.site.ignore) == (True, ("brouillons",))


def test_the_lexicon_is_read() -> None:
    lexicon = read_extras({"lexique.yml": LEXICON}, Extras()).lexicon
    assert lexicon.synonyms == (("parcelle", "lopin de terre"),)
    assert (lexicon.abbreviations, lexicon.english) == ({"jp": "jardin partagé"}, {"plot": "parcelle"})


def test_the_questions_that_are_not_ours_are_read() -> None:
    assert read_extras({"hors-sujet.yml": "questions: [où est la piscine]"}, Extras()).off_topic == ("où est la piscine",)


@pytest.mark.parametrize("name", ["site.yml", "lexique.yml", "hors-sujet.yml"])
def test_a_file_of_comments_says_nothing(name: str) -> None:
    assert read_extras({name: "# à remplir\n"}, Extras()) == Extras()


THE_FILE_IS_NO_MAPPING = messages.wrong_type(messages.THE_FILE, messages.TYPE_MAPPING)
BAD = [
    ("site.yml", "name: a: b", "1:8", messages.with_sign(":", 'name: "a: b"')),
    ("site.yml", "- a", "1:1", THE_FILE_IS_NO_MAPPING),
    (
        "site.yml",
        "name: Aide\n\nnom: x",
        "3:1",
        messages.unknown_key("nom", sorted(SITE_KEYS)),
    ),
    ("site.yml", "misleading_limit: peu", "1:19", messages.wrong_type("misleading_limit", messages.TYPE_PERCENT)),
    ("site.yml", "misleading_limit: 101", "1:19", messages.wrong_type("misleading_limit", messages.TYPE_PERCENT)),
    ("site.yml", "misleading_limit: -1", "1:19", messages.wrong_type("misleading_limit", messages.TYPE_PERCENT)),
    ("site.yml", "misleading_limit: [10]", "1:19", messages.wrong_type("misleading_limit", messages.TYPE_TEXT)),
    ("site.yml", "name: Aide\nname: Aide", "2:1", messages.key_twice("name")),
    ("site.yml", "prompts:\n  ouvert: [a]", "2:3", messages.unknown_key("ouvert", sorted(STATES))),
    ("site.yml", "addresses: semis/{path}", "1:12", messages.wrong_type("addresses", messages.ADDRESS_PATTERN)),
    ("site.yml", "addresses: /{chemin}/", "1:12", messages.wrong_type("addresses", messages.ADDRESS_PATTERN)),
    ("site.yml", "addresses: [/a/]", "1:12", messages.wrong_type("addresses", messages.ADDRESS_PATTERN)),
    ("site.yml", "catalogues: {a: b}", "1:13", messages.wrong_type("catalogues", messages.TYPE_TEXTS)),
    ("site.yml", "ignore: {a: b}", "1:9", messages.wrong_type("ignore", messages.TYPE_TEXTS)),
    ("site.yml", "prompts: a", "1:10", messages.wrong_type("prompts", messages.TYPE_MAPPING)),
    ("site.yml", "prompts:\n  open: a", "2:9", messages.wrong_type("open", messages.TYPE_TEXTS)),
    ("site.yml", "name: [a]", "1:7", messages.wrong_type("name", messages.TYPE_TEXT)),
    ("site.yml", "name: Aide\naddress: jardins.example", "2:10", messages.ADDRESS_WITHOUT_SCHEME),
    ("lexique.yml", "synonyms: {a: b}", "1:11", messages.wrong_type("synonyms", messages.TYPE_GROUPS)),
    ("lexique.yml", "synonyms:\n  - [a, b]\n  - c", "3:5", messages.wrong_type("synonyms", messages.TYPE_TEXTS)),
    ("lexique.yml", "abbreviations: [jp]", "1:16", messages.wrong_type("abbreviations", messages.TYPE_MAPPING)),
    ("lexique.yml", "english:\n  plot:\n", "2:8", messages.wrong_type("plot", messages.TYPE_TEXT)),
    (
        "lexique.yml",
        "synonym: []",
        "1:1",
        messages.unknown_key("synonym", ["abbreviations", "english", "everyday", "synonyms"]),
    ),
    ("hors-sujet.yml", "questions: piscine", "1:12", messages.wrong_type("questions", messages.TYPE_TEXTS)),
    ("hors-sujet.yml", "- piscine", "1:1", THE_FILE_IS_NO_MAPPING),
]


@pytest.mark.parametrize(("name", "source", "place", "message"), BAD)
def test_a_bad_optional_file_says_where_and_what(name: str, source: str, place: str, message: str) -> None:
    (problem,) = (problem for problem in read_extras({name: source}, Extras()).problems if problem.is_error)
    assert str(problem) == f"{name}:{place}: {message}"


@pytest.mark.parametrize(("name", "source"), [case[:2] for case in BAD])
def test_a_bad_optional_file_keeps_what_it_said_before(name: str, source: str) -> None:
    good = read_extras({"site.yml": SITE, "lexique.yml": LEXICON, "hors-sujet.yml": "questions: [la piscine]"}, Extras())
    sources = {"site.yml": SITE, "lexique.yml": LEXICON, "hors-sujet.yml": "questions: [la piscine]", name: source}
    found = read_extras(sources, good)
    assert (found.site, found.lexicon, found.off_topic) == (good.site, good.lexicon, good.off_topic)


def test_an_optional_file_that_went_away_says_nothing_more() -> None:
    good = read_extras({"site.yml": SITE}, Extras())
    assert read_extras({}, good) == Extras()
