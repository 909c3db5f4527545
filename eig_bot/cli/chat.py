"""A thread in the terminal: the same conversation as in Slack."""

import sys

import click

from eig_bot.answers.responder import Responder
from eig_bot.cli.terminal import render
from eig_bot.clock import Clock
from eig_bot.messages import answers as answers_messages
from eig_bot.messages import cli as messages
from eig_bot.printable import printable


def converse(responder: Responder, clock: Clock) -> None:
    """Answer each line of standard input until it ends; earlier questions are the thread.

    Args:
        responder: answers them.
        clock: tells the moment that calls are judged by.
    """
    is_person = sys.stdin.isatty()
    if is_person:
        import readline  # noqa: F401, PLC0415 - gives a prompt its arrow keys; where nobody types, it may write to the output

        click.echo(messages.CHAT_WELCOME)
    history: list[str] = []
    while (question := _line(is_person)) is not None:
        if not question.strip():
            continue
        if not is_person:
            click.echo(f"\n{messages.PROMPT}{printable(question)}")
        click.echo(f"\n{render(responder.respond(question, history, now=clock()))}\n")
        history.append(question)
    click.echo(answers_messages.GOODBYE)


def _line(is_person: bool) -> str | None:
    try:
        return input(messages.PROMPT) if is_person else _piped()
    except EOFError:
        click.echo()
        return None


def _piped() -> str | None:
    line = sys.stdin.buffer.readline()
    return line.decode("utf-8", "replace").rstrip("\r\n") if line else None
