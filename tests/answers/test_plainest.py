"""Of a long passage, one or two short sentences that say most about the question."""

from eig_bot.answers.answer import Result
from eig_bot.answers.plainest import SHORT, plainest
from eig_bot.knowledge.passage import Passage

TEXT = (
    "Conformément au RI (article 4, voir l'annexe), l'arrosage est soumis à restriction ; le comité en décide.\n"
    "On arrose le soir.\nLe cabanon ferme à 19 h.\nLes arrosoirs se rendent avant la nuit."
)


def shown(text: str, question: str) -> str:
    return plainest(Result(Passage("a.md", 1, ("Jardins", "L'eau"), text), 0.9), question)


def test_short_sentences_about_the_question_come_in_their_order() -> None:
    assert shown(TEXT, "quand arrose-t-on, avec les arrosoirs") == "On arrose le soir. Les arrosoirs se rendent avant la nuit."


def test_a_question_of_other_words_is_shown_the_easiest_sentences() -> None:
    assert shown(TEXT, "ruches") == "On arrose le soir. Le cabanon ferme à 19 h."


def test_one_endless_sentence_is_shown_alone() -> None:
    endless = "Le jardin, " * 50 + "voilà."
    assert shown(f"{endless}\n{endless}", "jardin") == endless
    assert len(shown("Le jardin est beau. " * 50, "jardin")) <= SHORT


def test_of_a_list_what_announces_it_is_shown_alone() -> None:
    assert shown("Il faut deux outils :\n1. une bêche ;\n2. un râteau.", "outils") == "Il faut deux outils."
    assert shown("• une bêche\n• un râteau", "outils") == "• une bêche • un râteau"


def test_a_passage_without_text_says_nothing() -> None:
    assert shown("", "jardin") == ""
