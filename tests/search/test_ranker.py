"""Whatever way a question is typed, the passage that answers comes first."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search.message import Language, Message
from eig_bot.search.ranker import MAX_HITS, Ranker, Ranking

PRICE = "Combien coûte une parcelle ?"
WATER = "À quelle heure arroser ?"
COMPOST = "Que mettre au compost ?"
WAITING = "Combien de temps attend-on ?"
TOOLS = "Emprunter un outil"
PLACES = "Où sont les jardins ?"
HOW = "Comment demander une parcelle ?"
USE = "À quoi sert la cotisation ?"


@pytest.fixture(scope="module")
def wordless_ranker() -> Ranker:
    ruche = Passage("ruche.md", 1, ("La ruche",), "Le miel se récolte en juillet.")
    haie = Passage("haie.md", 1, ("La haie",), "La haie se taille en mars.")
    return Ranker(KnowledgeBase((haie, ruche)))


def ranked(ranker: Ranker, question: str) -> Ranking:
    return ranker.rank(Message.read(question))


def first(ranker: Ranker, question: str) -> str:
    return ranked(ranker, question).hits[0].passage.section


@pytest.mark.parametrize(
    ("kind", "question", "found"),
    [
        ("as written", "combien coûte une parcelle ?", PRICE),
        ("capitals", "COMBIEN COÛTE UNE PARCELLE", PRICE),
        ("no accents", "a quelle heure arroser", WATER),
        ("decomposed accents", unicodedata.normalize("NFD", "les coquilles d’œufs vont-elles au compost ?"), COMPOST),
        ("elision", "l'arrosage d’une parcelle, à quelle heure", WATER),
        ("number with a space", "à quoi ont servi les 3 500 euros dépensés", USE),
        ("number without", "à quoi ont servi les 3500 euros dépensés", USE),
        ("two slips", "conbien coutte une parsele", PRICE),
        ("by ear", "kombien sa koute une parcel", PRICE),
        ("swapped letters", "que mettre au compsot", COMPOST),
        ("glued article", "que mettre dans lecompost", COMPOST),
        ("glued elision", "les horaires darrosage", WATER),
        ("SMS", "cmt on fait pr demander 1 parcelle svp", HOW),
        ("SMS and slips", "c koi lé dlai datente pr une parcele", WAITING),
        ("synonym of the folder", "combien coûte un lopin", PRICE),
        ("abbreviation of the folder", "où se trouve le jp des Tilleuls", PLACES),
        ("English word of the folder", "how much does a plot cost", PRICE),
        ("English", "can I borrow tools", TOOLS),
        ("courtesy around it", "Bonjour, pourriez-vous me dire s'il vous plaît combien coûte une parcelle ? Merci", PRICE),
        ("keywords", "emprunter brouette", TOOLS),
        ("emoji", "🌱 que mettre au compost 🌱", COMPOST),
    ],
)
def test_a_question_finds_its_passage(ranker: Ranker, kind: str, question: str, found: str) -> None:
    assert first(ranker, question) == found, kind


def test_every_phrasing_of_the_folder_finds_its_passage(ranker: Ranker, garden: KnowledgeBase) -> None:
    missed = [
        question
        for passage in garden.passages
        for question in passage.questions
        if passage not in [hit.passage for hit in ranked(ranker, question).hits[:2]]
    ]
    assert missed == []


@pytest.mark.parametrize("question", ["", "?!", "🌱"])
def test_a_question_without_a_word_finds_nothing(ranker: Ranker, question: str) -> None:
    assert ranked(ranker, question).hits == ()


def test_the_first_words_of_a_long_text_are_what_counts(ranker: Ranker) -> None:
    assert first(ranker, "combien coûte une parcelle ? " + "blabla " * 5_000) == PRICE


def test_english_is_told_from_french_with_an_english_word(ranker: Ranker) -> None:
    assert ranked(ranker, "how much does a plot cost").query.language is Language.ENGLISH
    assert ranked(ranker, "la deadline de ma demande de parcelle").query.language is Language.FRENCH


@pytest.mark.parametrize(("ours", "not_ours"), [("combien coûte une parcelle", "à quelle heure ouvre la piscine")])
def test_a_question_that_is_not_ours_is_less_sure(ranker: Ranker, ours: str, not_ours: str) -> None:
    assert ranked(ranker, not_ours).confidence < ranked(ranker, ours).confidence
    assert ranked(ranker, not_ours).signals.off_topic > ranked(ranker, ours).signals.off_topic


def test_the_state_of_a_call_is_asked_for_more_clearly_than_a_price(ranker: Ranker) -> None:
    assert ranked(ranker, "peut-on encore candidater").call_status > ranked(ranker, "combien coûte une parcelle").call_status


@given(st.text(max_size=200))
def test_any_text_gives_sorted_hits_and_a_probability(ranker: Ranker, text: str) -> None:
    ranking = ranked(ranker, text)
    scores = [hit.score for hit in ranking.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)
    assert len(scores) <= MAX_HITS
    assert 0 <= ranking.confidence <= 1


def test_the_same_question_is_ranked_alike_twice(ranker: Ranker) -> None:
    assert ranked(ranker, "que faire des feuilles") == ranked(ranker, "que faire des feuilles")


def test_a_folder_without_phrasings_is_searched_by_its_words(wordless_ranker: Ranker) -> None:
    assert first(wordless_ranker, "quand récolter le miel ?") == "La ruche"
