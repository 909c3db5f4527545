"""A question as it is searched: corrected, spelt out, with what means the same."""

from pathlib import Path

import pytest

from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import Lexicon
from eig_bot.search import query as query_module
from eig_bot.search.lexicon import Thesaurus
from eig_bot.search.message import MAX_WORDS, Message
from eig_bot.search.query import MAX_SLIPS, SYNONYM, Query, Understanding
from eig_bot.search.spelling import Speller
from tests.garden import page, write

LEXICON = Lexicon(synonyms=(("parcelle", "lopin", "bout de terrain"),), abbreviations={"jp": "jardin partagé"})


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    thesaurus = Thesaurus(LEXICON)
    return Understanding(thesaurus, Speller(dict.fromkeys(("parcelle", "lopin", "jardin", "partage", "arroser"), 3)))


def query(understanding: Understanding, typed: str) -> Query:
    return understanding.query(Message.read(typed))


def test_a_slip_is_corrected(understanding: Understanding) -> None:
    assert query(understanding, "arrosser sa parsele").text.words == ("arroser", "sa", "parcelle")


def test_an_abbreviation_is_spelt_out(understanding: Understanding) -> None:
    assert query(understanding, "le jp").text.words == ("le", "jardin", "partage")


def test_each_word_with_a_meaning_is_a_concept(understanding: Understanding) -> None:
    assert [concept[0][0] for concept in query(understanding, "arroser le jardin").concepts] == ["arros", "jardin"]


def test_what_means_the_same_weighs_less_than_what_was_typed(understanding: Understanding) -> None:
    (concept,) = query(understanding, "parcelle").concepts
    weights = dict(concept)
    assert (weights["parcel"], weights["lopin"]) == (1.0, SYNONYM)
    assert weights["terrain"] < SYNONYM


def test_words_of_one_group_share_it(understanding: Understanding) -> None:
    assert query(understanding, "lopin").text.groups == query(understanding, "parcelle").text.groups != ()


def test_a_phrasing_is_corrected_as_a_question_is(understanding: Understanding) -> None:
    assert understanding.phrasing("arrosser le jp").words == query(understanding, "arrosser le jp").text.words


def test_a_slip_in_a_phrasing_is_no_word_of_the_folder(tmp_path: Path) -> None:
    asked = ("ou demandé une parselle", "parking à vélos")
    folder = write(tmp_path, {"parcelle.md": page("Parcelle", "Une parcelle se demande au bureau.", asked)})
    of_folder = query_module.understanding(Library(folder).load())
    assert query(of_folder, "une parselle").text.words == ("une", "parcelle")
    assert query(of_folder, "le parking").text.words == ("le", "parking")


def test_a_word_of_what_is_not_ours_is_known_too(tmp_path: Path) -> None:
    pages = {
        "parcelle.md": page("Parcelle", "Une parcelle se loue."),
        "hors-sujet.yml": "questions:\n  - où manger des kebabs\n",
    }
    of_folder = query_module.understanding(Library(write(tmp_path, pages)).load())
    assert query(of_folder, "des kebabs").text.words == ("des", "kebabs")


def test_only_the_first_unknown_words_are_corrected(understanding: Understanding) -> None:
    nonsense = [f"zzyxqw{chr(97 + at)}" for at in range(MAX_SLIPS)]
    assert "parsele" in query(understanding, " ".join([*nonsense, "parsele"])).text.words


def test_a_long_text_is_searched_by_its_first_words(understanding: Understanding) -> None:
    assert len(query(understanding, "parcelle " * (2 * MAX_WORDS)).text.words) == MAX_WORDS
