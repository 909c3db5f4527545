"""JSON Lines in, JSON Lines out: one object for each line, a bad one too."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.answers.responder import Responder
from eig_bot.cli.batch import answer_lines
from eig_bot.messages import cli as messages
from tests.garden import SPRING


def answered(responder: Responder, *lines: bytes) -> list[dict[str, Any]]:
    return list(answer_lines(lines, responder, SPRING))


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(b"bonjour", id="no-json"),
        pytest.param(b'"bonjour"', id="a-text"),
        pytest.param(b'["bonjour"]', id="a-list"),
        pytest.param(b"{}", id="nothing"),
        pytest.param(b'{"question": null}', id="null"),
        pytest.param(b'{"question": 7}', id="a-number"),
        pytest.param(b'{"question": "bonjour", "history": "merci"}', id="history-that-is-a-text"),
        pytest.param(b'{"question": "bonjour", "history": [1]}', id="history-of-numbers"),
        pytest.param(b'{"question": "\xff"}', id="not-utf-8"),
        pytest.param(b'{"question": "bonjour"', id="cut-short"),
        pytest.param(b"[" * 100_000, id="endless-nesting"),
    ],
)
def test_a_line_that_is_not_what_it_should_be_gets_an_error(responder: Responder, line: bytes) -> None:
    assert answered(responder, line) == [{"id": None, "error": messages.bad_line(1)}]


def test_an_error_names_the_line_of_the_file_and_keeps_the_identifier(responder: Responder) -> None:
    assert answered(responder, b"\n", b"  \r\n", b'{"id": "q3"}\n') == [{"id": "q3", "error": messages.bad_line(3)}]


@pytest.mark.parametrize("line", [b'{"question": "bonjour"}', b'\xef\xbb\xbf{"question": "bonjour"}\r\n'])
def test_a_byte_order_mark_and_a_carriage_return_do_not_count(responder: Responder, line: bytes) -> None:
    assert [row["kind"] for row in answered(responder, line)] == ["small_talk"]


@pytest.mark.parametrize("history", [None, []])
def test_no_history_is_an_empty_one(responder: Responder, history: object) -> None:
    row = {"id": 1, "question": "et à midi ?", "history": history}
    (found,) = answered(responder, json.dumps(row).encode())
    (alone,) = answered(responder, b'{"id": 1, "question": "et \\u00e0 midi ?"}')
    assert found == alone


def test_lines_are_answered_as_they_come(responder: Responder) -> None:
    def lines() -> Iterator[bytes]:
        yield b'{"id": 1, "question": "bonjour"}'
        raise AssertionError

    assert next(answer_lines(lines(), responder, SPRING))["id"] == 1


@given(st.binary(max_size=200).filter(bytes.strip))
def test_any_line_gives_one_object(responder: Responder, line: bytes) -> None:
    (found,) = answered(responder, line)
    assert "id" in found


@given(
    st.dictionaries(st.sampled_from(["id", "question", "history"]), st.recursive(st.none() | st.text(max_size=20), st.lists))
)
def test_any_object_gives_an_answer_or_an_error(responder: Responder, row: dict[str, object]) -> None:
    (found,) = answered(responder, json.dumps(row).encode())
    assert ("error" in found) != ("kind" in found)
    assert found["id"] == row.get("id")
