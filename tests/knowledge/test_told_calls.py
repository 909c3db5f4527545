"""A passage tells of the call that its key names, else of those of its page."""

import pytest

from eig_bot.knowledge.told_calls import is_named, tells_of_none
from eig_bot.messages import knowledge as messages

from .pages import named, only, problems, read, with_front

CALLS = "calls:\n  - {name: Semis 2030, opens: 2030-03-01, closes: 2030-05-15}\n"
BOTH = f"{CALLS}  - {{name: Semis 2031, opens: 2031-03-01, closes: 2031-05-15}}"


def test_a_passage_of_a_page_with_a_call_tells_of_it() -> None:
    assert only(with_front(CALLS.rstrip())).calls == ("Semis 2030",)


@pytest.mark.parametrize(("key", "names"), {"Taille": ("Taille",), "[Taille, Semis]": ("Taille", "Semis")}.items())
def test_its_own_key_wins(key: str, names: tuple[str, ...]) -> None:
    front = f"{CALLS}passages:\n  - heading: Aide aux jardins partagés\n    call: {key}"
    assert only(with_front(front)).calls == names


def test_a_passage_of_another_page_tells_of_none() -> None:
    assert only(with_front("tags: [eau]")).calls == ()


@pytest.mark.parametrize(
    ("text", "names"),
    {
        "Semez avant le 15 mai 2031.": ("Semis 2031",),
        "En 2030, il a plu.": ("Semis 2030",),
        "De 2030 à 2031, tout a poussé.": ("Semis 2030", "Semis 2031"),
        "Semez.": ("Semis 2030", "Semis 2031"),
    }.items(),
)
def test_on_a_page_with_two_calls_its_days_and_years_tell(text: str, names: tuple[str, ...]) -> None:
    page = read(f"---\ntitle: Semer\n{BOTH}\n---\nBonjour.\n\n## Quand\n\n{text}\n")
    assert named(page, "Quand").calls == names


def test_a_call_for_other_readers_than_those_of_the_page_is_not_told_of() -> None:
    front = f"audience: habitants\n{CALLS}  - {{name: Potagers, audience: écoles, opens: 2030-03-01}}"
    assert only(with_front(front)).calls == ("Semis 2030",)


def test_a_name_is_the_same_however_it_is_typed() -> None:
    passage = only(with_front("passages:\n  - heading: Aide aux jardins partagés\n    call: semis, 2030"))
    assert is_named("Semis 2030", passage)
    assert not is_named("Semis 2031", passage)
    assert not is_named(None, passage)


def test_a_passage_may_be_said_to_tell_of_none() -> None:
    passage = only(with_front(f"{CALLS}passages:\n  - heading: Aide aux jardins partagés\n    call: aucun"))
    assert tells_of_none(passage)
    assert not tells_of_none(only(with_front(CALLS.rstrip())))


def test_a_key_that_is_no_name_is_refused() -> None:
    (problem,) = problems(with_front("passages:\n  - heading: Aide aux jardins partagés\n    call: {nom: Semis}"))
    assert problem.startswith("aide.md:5:11: ")


def test_a_key_that_stands_beside_the_passages_is_refused_rather_than_shown_as_text() -> None:
    assert problems(with_front(f"call: Semis 2030\n{CALLS.rstrip()}")) == [f"aide.md:3:1: {messages.CALL_OUTSIDE_PASSAGES}"]
    assert with_front("call: Appelez-nous\nlayout: jardins").is_served
