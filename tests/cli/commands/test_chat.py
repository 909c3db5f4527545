"""`eig-bot chat`."""

from eig_bot.messages import answers as messages
from tests.cli.conftest import Run


def test_a_conversation_with_piped_lines_ends_with_them(run: Run) -> None:
    found = run("chat", typed="combien coûte une parcelle\n\net pour les étudiants ?\n".encode())
    assert (found.code, found.err) == (0, "")
    assert found.out.count("La cotisation est de 24 €") == 2
    assert found.out.endswith(f"{messages.GOODBYE}\n")
