"""An addition is made on whatever the file is by then, or says why it cannot be."""

import pytest

from eig_bot.editing.additions import Addition, AlreadyThereError, added, holds
from eig_bot.knowledge.yaml_nodes import FieldError

PAGE = b"---\ntitle: La ruche\nquestions:\n  - qui garde la ruche\n---\nLe miel.\n\n## Visites\n\nLe samedi.\n"
VISITS = "ruche.md\tLa ruche\tVisites"


def phrasing(question: str) -> Addition:
    return Addition("ruche.md", question, VISITS)


def test_two_additions_made_apart_are_both_there_when_the_second_is_made_on_the_first() -> None:
    mine, theirs = phrasing("quand voir les abeilles"), phrasing("jour de visite")
    page = added(mine, added(theirs, PAGE))
    assert holds(mine, page)
    assert holds(theirs, page)
    assert page.decode().count("\n") == PAGE.decode().count("\n") + 5


def test_an_addition_that_was_made_is_told_as_such() -> None:
    page = added(phrasing("jour de visite"), PAGE)
    with pytest.raises(AlreadyThereError):
        added(phrasing("Jour de visite !"), page)


def test_a_passage_that_has_gone_takes_nothing() -> None:
    with pytest.raises(FieldError):
        added(phrasing("jour de visite"), PAGE.replace(b"## Visites", b"## Horaires"))
    with pytest.raises(FieldError):
        added(phrasing("jour de visite"), None)


def test_a_question_that_is_nobodys_here_begins_the_file_or_joins_it() -> None:
    first, second = Addition.of_off_topic("quel temps fait-il"), Addition.of_off_topic("qui a gagné")
    lists = added(second, added(first, None))
    assert lists == "questions:\n  - quel temps fait-il\n  - qui a gagné\n".encode()
    assert holds(first, lists)
    with pytest.raises(AlreadyThereError):
        added(first, lists)


@pytest.mark.parametrize("source", [None, b"", b"\xff\xfe", b"---\ntitle: [\n---\n"])
def test_what_cannot_be_read_holds_nothing(source: bytes | None) -> None:
    assert not holds(phrasing("jour de visite"), source)
