"""Where a heading stands twice, what is copied, judged, taught and chosen is the passage that was shown."""

import hashlib
from pathlib import Path

import pytest

from eig_bot.answers.answer import Answer, Kind, Result
from eig_bot.editing.edits import add_phrasing
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import Passage
from eig_bot.slack.views.answers import AnswerContext, answer_message
from tests.garden import page, write
from tests.slack.clicks import labels

PAGE = page(
    "Prêt",
    "Voici.\n\n## Outils\n\n### Prix\n\nDix euros.\n\n## Outils\n\n### Prix\n\nVingt euros.\n\n## Livres\n\n### Prix\n\nRien.",
    ["comment emprunter"],
)


def passages(folder: Path) -> list[Passage]:
    return [passage for passage in Library(folder).load().passages if passage.section == "Prix"]


def test_each_has_a_key_of_its_own_and_the_first_the_one_that_it_always_had(folder: Path) -> None:
    found = passages(write(folder, {"pret.md": PAGE}))
    assert len({passage.key for passage in found}) == len({passage.identity for passage in found}) == 3
    assert found[0].key == hashlib.sha256(b"pret.md\tPr\xc3\xaat\tOutils\tPrix").hexdigest()[:16]
    assert found[2].identity == "pret.md\tPrêt\tLivres\tPrix"


def test_a_key_leads_to_the_passage_that_was_shown(folder: Path) -> None:
    knowledge = Library(write(folder, {"pret.md": PAGE})).load()
    for passage in knowledge.passages:
        assert knowledge.passage(passage.key) is passage


@pytest.mark.parametrize("number", [1, 2])
def test_what_is_taught_is_learnt_by_the_passage_that_was_shown(folder: Path, number: int) -> None:
    write(folder, {"pret.md": PAGE})
    add_phrasing(folder, passages(folder)[number], "combien cela coûte")
    assert [passage.questions for passage in passages(folder)] == [
        ("combien cela coûte",) if at == number else () for at in range(3)
    ]


def test_what_is_taught_twice_goes_to_one_entry(folder: Path) -> None:
    write(folder, {"pret.md": PAGE})
    for question in ("combien cela coûte", "à quel tarif"):
        add_phrasing(folder, passages(folder)[1], question)
    assert passages(folder)[1].questions == ("combien cela coûte", "à quel tarif")


def test_choices_with_one_label_are_told_apart(folder: Path) -> None:
    write(folder, {"pret.md": PAGE, "don.md": page("Don", "Bonjour.\n\n## Prix\n\nZéro.")})
    shown = tuple(Result(passage, 0.5) for passage in passages(folder)[:3])
    post = answer_message(
        Answer(question="?", kind=Kind.SUGGESTIONS, confidence=0.5, text="", results=shown), AnswerContext("q")
    )
    assert len(set(labels({"blocks": post.blocks})[:3])) == 3
