"""A message is taken apart into what it asks and what it tells."""

import pytest

from eig_bot.answers.segmentation import read
from eig_bot.search.message import Message


def questions(message: str) -> list[str]:
    return [question.text for question in read(Message.read(message)).questions]


@pytest.mark.parametrize(
    ("message", "expected"),
    {
        "Combien coûte une parcelle ? À quelle heure arroser ?": ["Combien coûte une parcelle ?", "À quelle heure arroser ?"],
        "combien coûte une parcelle et quand arroser ?": ["combien coûte une parcelle", "quand arroser ?"],
        "c'est combien la parcelle, et il y a de l'eau ?": ["c'est combien la parcelle", "il y a de l'eau ?"],
        "qui ouvre le cabanon et la pompe est-elle réparée ?": ["qui ouvre le cabanon", "la pompe est-elle réparée ?"],
        "quel prix, quelle taille de parcelle, et peut-on la partager ?": [
            "quel prix",
            "quelle taille de parcelle",
            "peut-on la partager ?",
        ],
        "Deux choses. 1) combien ça coûte 2) où est le jardin": ["combien ça coûte", "où est le jardin"],
        "- quand arroser ;\n- que mettre au compost ?": ["quand arroser ;", "que mettre au compost ?"],
        "Bonjour, pourriez-vous me dire 1) le prix 2) la taille ?": ["le prix", "la taille ?"],
        "Mes questions : 1) le prix ; 2) la taille d'une parcelle": ["le prix ;", "la taille d'une parcelle"],
        "je veux savoir si ma parcelle convient :\n- dix mètres\n- au nord": ["je veux savoir si ma parcelle convient :"],
        "faut-il un râteau ou existe-t-il un prêt d'outils ?": ["faut-il un râteau", "existe-t-il un prêt d'outils ?"],
    }.items(),
)
def test_each_question_is_one(message: str, expected: list[str]) -> None:
    assert questions(message) == expected


@pytest.mark.parametrize(
    "message",
    [
        "combien coûte une parcelle ?",
        "les allées et les haies, à qui sont-elles ?",
        "dans les faits, combien de parcelles ?",
        "faut-il arroser le matin, ou bien est-ce mieux le soir ?",
        "quand on débute et qu'on n'a pas d'outils, que faire ?",
        "le jour où je pars, qui arrose ?",
        "vous prêtez quoi ? des bêches, des râteaux ?",
        "j'ai noté « que faire en hiver ? » dans mon carnet",
        "",
    ],
)
def test_one_question_stays_whole(message: str) -> None:
    assert questions(message) == [message]


LETTER = """Madame, Monsieur,

Mon voisin et moi jardinons depuis dix ans, lui des courges, moi des fèves. L'été dernier la pompe a cassé.
Peut-on emprunter un arrosoir le dimanche ?

Merci d'avance pour votre réponse,
Cordialement,
Le jardinier du quai
Allée des Tilleuls"""


def test_of_a_letter_only_the_question_is_asked() -> None:
    asked = read(Message.read(LETTER))
    assert [question.text for question in asked.questions] == ["Peut-on emprunter un arrosoir le dimanche ?"]
    assert asked.told
    assert asked.told.text.startswith("Mon voisin et moi")
    assert "Tilleuls" not in asked.told.text


@pytest.mark.parametrize(
    "message",
    [
        "Bonjour, nous sommes deux voisins. Je voudrais savoir combien coûte une parcelle. Merci !",
        "Bonjour, nous sommes deux voisins. Pourriez-vous nous indiquer combien coûte une parcelle. Bonne journée",
    ],
)
def test_a_question_may_have_no_mark(message: str) -> None:
    assert len(questions(message)) == 1
    assert questions(message)[0].endswith("combien coûte une parcelle.")


def test_a_message_that_asks_nothing_is_asked_as_it_stands() -> None:
    assert questions("Bonjour, prêt d'outils. Merci") == ["Bonjour, prêt d'outils. Merci"]
