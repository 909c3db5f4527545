"""`eig-bot ask`, one question or a batch."""

from pathlib import Path

import pytest

from eig_bot.messages import cli as messages
from tests.cli.conftest import Outcome, Run, lines
from tests.garden import plainly


def test_a_question_is_answered_with_its_heading_text_and_source(run: Run) -> None:
    found = run("ask", "combien", "coûte", "une", "parcelle ?")
    assert (found.code, found.err) == (0, "")
    assert plainly(found.out).startswith("Combien coûte une parcelle ?\n\nLa cotisation est de 24 € par an")
    assert "Source : https://jardins.example/cotisation/" in plainly(found.out)


def test_a_question_that_is_not_ours_is_no_failure_of_the_command(run: Run) -> None:
    found = run("ask", "quelle est la capitale de l'Australie")
    assert (found.code, found.err) == (0, "")


def test_a_question_in_json_gives_one_line(run: Run) -> None:
    (found,) = run("ask", "--json", "combien coûte une parcelle").objects
    assert list(found) == ["id", "question", "kind", "confidence", "text", "results"]
    assert (found["question"], found["kind"]) == ("combien coûte une parcelle", "answer")


def test_a_batch_is_answered_in_its_order(run: Run, tmp_path: Path) -> None:
    asked = [{"id": f"q{at}", "question": text} for at, text in enumerate(["que mettre au compost", "bonjour", "", "🌱"])]
    (tmp_path / "q.jsonl").write_bytes(lines(*asked))
    found = run("ask", "--batch", "q.jsonl", "--json")
    assert found.code == 0
    assert [{"id": row["id"], "question": row["question"]} for row in found.objects] == asked


def test_a_batch_is_read_from_standard_input_too(run: Run) -> None:
    found = run("ask", "--batch", "-", "--json", typed=lines({"id": 1, "question": "bonjour"}))
    assert [row["kind"] for row in found.objects] == ["small_talk"]


def test_a_bad_line_gets_an_error_in_its_place_and_exit_code_one(run: Run) -> None:
    typed = lines({"id": 1, "question": "bonjour"}, "pas du JSON", {"id": 3}, {"id": 4, "question": "merci"})
    found = run("ask", "--batch", "-", "--json", typed=typed)
    assert found.code == 1
    assert [row["id"] for row in found.objects] == [1, None, 3, 4]
    assert found.objects[1] == {"id": None, "error": messages.bad_line(2)}
    assert found.objects[2] == {"id": 3, "error": messages.bad_line(3)}


def test_an_empty_batch_gives_nothing(run: Run) -> None:
    assert run("ask", "--batch", "-", "--json") == Outcome(0, "", "")


def test_the_history_of_a_line_is_its_thread(run: Run) -> None:
    row = {"id": 1, "question": "et pour les étudiants ?", "history": ["combien coûte une parcelle"]}
    (found,) = run("ask", "--batch", "-", "--json", typed=lines(row)).objects
    assert found["results"][0]["section"] == "Combien coûte une parcelle ?"


@pytest.mark.parametrize("text", ["a\u2028b", "a\x85b", "a\u2029b", "\ud83d", "\x00\x1b[31m", '"\\'])
def test_an_answer_stays_on_one_line_of_valid_utf8(run: Run, text: str) -> None:
    found = run("ask", "--batch", "-", "--json", typed=lines({"id": text, "question": f"{text} arroser"}))
    assert (found.code, len(found.out.splitlines())) == (0, 1)
    assert found.out.encode()
    assert found.objects[0]["id"] == text
