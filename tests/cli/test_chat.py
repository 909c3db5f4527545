"""A conversation in the terminal is a thread: it goes on until its lines end."""

import builtins
import io
import sys
from collections.abc import Callable

import pytest

from eig_bot.answers.responder import Responder
from eig_bot.cli.chat import converse
from eig_bot.messages import answers as messages
from eig_bot.messages import cli as cli_messages
from tests.garden import SPRING, plainly

Talk = Callable[[bytes], str]


@pytest.fixture
def talk(responder: Responder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Talk:
    def talk(typed: bytes) -> str:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), "utf-8"))
        converse(responder, lambda: SPRING)
        return plainly(capsys.readouterr().out)

    return talk


def test_each_piped_line_is_repeated_with_its_answer(talk: Talk) -> None:
    said = talk("à quelle heure arroser\nque mettre au compost\n".encode())
    order = [
        "Vous > à quelle heure arroser",
        "Arrosez avant 9 h",
        "Vous > que mettre au compost",
        "Des épluchures",
        "Au revoir",
    ]
    assert [said.index(part) for part in order] == sorted(said.index(part) for part in order)


def test_a_follow_up_is_answered_within_the_thread(talk: Talk) -> None:
    assert talk("à quelle heure arroser\net à midi ?\n".encode()).count("à midi, l'eau s'évapore") == 2


def test_choices_are_numbered_and_named_by_their_number(talk: Talk) -> None:
    said = talk(b"combien co\xc3\xbbte une parcelle ?\nnon\nla 2\n")
    _, offered, chosen = said.split("Vous > ")[1:]
    second = next(line for line in offered.splitlines() if line.startswith("2. "))
    assert second.removeprefix("2. ").split(" — ")[0] in chosen.splitlines()


@pytest.mark.parametrize("typed", [b"", b"\n\n", b"   \n"])
def test_blank_lines_are_passed_over(talk: Talk, typed: bytes) -> None:
    assert talk(typed).strip() == plainly(messages.GOODBYE)


@pytest.mark.parametrize("typed", [b"bonjour", b"bonjour\r\n", b"bonjour\n"])
def test_the_last_line_may_lack_its_end(talk: Talk, typed: bytes) -> None:
    assert plainly(messages.greeting("Jardins partagés")) in talk(typed)


def test_bytes_that_are_no_text_do_not_end_the_conversation(talk: Talk) -> None:
    assert plainly(messages.THANKS) in talk(b"\xff\xfe caf\xe9\nmerci\n")


class Terminal(io.StringIO):
    """Standard input with a person before it."""

    def isatty(self) -> bool:
        return True


def test_a_person_is_welcomed_and_prompted_until_the_end_of_input(
    responder: Responder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = iter(["merci"])
    prompts: list[str] = []

    def typed(prompt: str) -> str:
        prompts.append(prompt)
        if (line := next(asked, None)) is None:
            raise EOFError
        return line

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(builtins, "input", typed)
    converse(responder, lambda: SPRING)
    assert prompts == [cli_messages.PROMPT] * 2
    assert capsys.readouterr().out == f"{cli_messages.CHAT_WELCOME}\n\n{messages.THANKS}\n\n\n{messages.GOODBYE}\n"
