"""A bot that answers as it is told, over four passages of the garden programme."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from eig_bot.answers.answer import Answer, Kind, Result
from eig_bot.answers.responder import Responder
from eig_bot.evaluation.measure import Target
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from tests.garden import SPRING

PRICE = Passage("cotisation.md", 37, ("La cotisation", "Combien coûte une parcelle ?"), "24 € par an.", expect=("le prix ?",))
PAYING = Passage("cotisation.md", 41, ("La cotisation", "Comment la régler ?"), "Par chèque.", expect=("chèque ?",))
WATER = Passage("eau.md", 29, ("L’eau  au Jardin", "À quelle heure arroser ?"), "Avant 9 h.")
TOOLS = Passage("outils.md", 28, ("Outils", "Emprunter un outil"), "Au cabanon.")
ALL = (PRICE, PAYING, WATER, TOOLS)
AT_PRICE = (Target("cotisation.md", "Combien coûte une parcelle ?"),)


class Told(Responder):
    """A bot that answers as it is told."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self._answers = answers

    @property
    def knowledge(self) -> KnowledgeBase:
        return KnowledgeBase(ALL)

    def respond(self, question: str, history: Sequence[str] = (), *, now: datetime, shown: str | None = None) -> Answer:
        assert (history, now, shown) == ((), SPRING, None)
        return self._answers[question]


def says(kind: Kind, *passages: Passage, confidence: float = 0.9, text: str = "") -> Answer:
    results = tuple(Result(passage, 0.5) for passage in passages)
    return Answer(question="", kind=kind, confidence=confidence, text=text, results=results)
