"""A line of a question set: what it may hold, and the sentence that a bad one gets."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.errors import InputError
from eig_bot.evaluation.measure import LabelledQuestion, Target
from eig_bot.evaluation.question_sets import read_questions
from eig_bot.messages import evaluation as messages
from tests.garden import plainly


def read(*rows: object) -> tuple[LabelledQuestion, ...]:
    return read_questions("q.jsonl", [json.dumps(row).encode() for row in rows])


def test_a_row_holds_its_question_its_places_its_facts_and_its_kind() -> None:
    whole = {
        "id": "q1",
        "q": "prix ?",
        "page": "cotisation.md",
        "section": "Tarifs",
        "also_ok": [{"page": "eau.md", "section": "Prix"}, {"page": "fete.md"}],
        "facts": ["24 ?€"],
        "style": "sms",
        "topic": "prix",
    }
    assert read(whole, {"q": "piscine ?", "kind": "far", "why": "sport"}) == (
        LabelledQuestion(
            "prix ?",
            (Target("cotisation.md", "Tarifs"), Target("eau.md", "Prix"), Target("fete.md")),
            (re.compile("24 ?€", re.IGNORECASE),),
            style="sms",
            topic="prix",
        ),
        LabelledQuestion("piscine ?", off_topic="far"),
    )


def test_what_is_null_is_as_if_it_were_not_there() -> None:
    keys = ("page", "section", "also_ok", "facts", "style", "topic", "kind")
    assert read({"q": "prix ?", **dict.fromkeys(keys)}) == (LabelledQuestion("prix ?"),)


def test_blank_lines_a_byte_order_mark_and_carriage_returns_do_not_count() -> None:
    assert read_questions("q.jsonl", [b'\xef\xbb\xbf{"q": "prix ?"}\r\n', b"\r\n", b"  "]) == (LabelledQuestion("prix ?"),)


def test_half_a_character_becomes_a_question_mark() -> None:
    assert read({"q": "prix \ud83d"}) == (LabelledQuestion("prix ?"),)


NOT_A_ROW = "il faut un objet JSON avec « q », le texte de la question."


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b"bonjour", NOT_A_ROW),
        (b'{"q": "prix"', NOT_A_ROW),
        (b'"prix"', NOT_A_ROW),
        (b"[]", NOT_A_ROW),
        (b"{}", NOT_A_ROW),
        (b'{"q": " "}', NOT_A_ROW),
        (b'{"q": "\xff"}', NOT_A_ROW),
        (b"[" * 100_000, NOT_A_ROW),
        (b'{"q": 7}', "« q » doit contenir un texte."),
        (b'{"q": "prix", "page": ["eau.md"]}', "« page » doit contenir un texte."),
        (b'{"q": "prix", "page": "eau.md", "section": 2}', "« section » doit contenir un texte."),
        (b'{"q": "prix", "kind": "loin"}', "« kind » doit contenir « far » ou « near »."),
        (b'{"q": "prix", "facts": "24"}', "« facts » doit contenir une liste de textes."),
        (b'{"q": "prix", "facts": [24]}', "« facts » doit contenir une liste de textes."),
        (b'{"q": "prix", "facts": ["(24"]}', "« facts » contient « (24 », qui n’est pas une expression régulière."),
        (b'{"q": "prix", "also_ok": {}}', "« also_ok » doit contenir une liste d’objets avec « page » et « section »."),
        (b'{"q": "prix", "also_ok": ["eau.md"]}', "« also_ok » doit contenir une liste d’objets avec « page » et « section »."),
        (b'{"q": "prix", "also_ok": [{}]}', "« also_ok » doit contenir une liste d’objets avec « page » et « section »."),
    ],
)
def test_a_bad_row_is_named_with_its_file_and_line(line: bytes, sentence: str) -> None:
    with pytest.raises(InputError) as raised:
        read_questions("jeux/q.jsonl", [b'{"q": "prix"}', b"", line])
    assert plainly(str(raised.value)) == f"jeux/q.jsonl:3: {sentence}"


def test_the_sentence_of_a_bad_fact_keeps_its_pattern() -> None:
    with pytest.raises(InputError, match=re.escape(messages.bad_fact("a{2,1}"))):
        read({"q": "prix", "facts": ["a{2,1}"]})


def outcome(line: bytes) -> str:
    """Return what comes of a line: "row", "nothing", or the sentence."""
    try:
        return "row" if read_questions("q.jsonl", [line]) else "nothing"
    except InputError as error:
        return str(error)


@given(st.binary(max_size=100))
def test_any_line_gives_a_row_or_one_sentence(line: bytes) -> None:
    assert outcome(line) in {"row", "nothing"} or outcome(line).startswith("q.jsonl:1: ")


@given(
    st.fixed_dictionaries(
        {"q": st.text(max_size=9) | st.integers()},
        optional={
            name: st.none() | st.text(max_size=9) | st.lists(st.text(max_size=9) | st.dictionaries(st.just("page"), st.text()))
            for name in ("page", "section", "also_ok", "facts", "kind", "style")
        },
    )
)
def test_any_object_gives_a_row_or_one_sentence(row: dict[str, object]) -> None:
    found = outcome(json.dumps(row).encode())
    assert found == "row" or found.startswith("q.jsonl:1: ")
