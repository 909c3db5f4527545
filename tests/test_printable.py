"""What somebody wrote, in a terminal."""

import pytest

from eig_bot.printable import printable


@pytest.mark.parametrize("text", ["Où jardiner\u00a0?\n\tÀ Clairval, 20\u202f€ 🧑‍🌾", "« été » — 9 h", ""])
def test_what_is_read_stays(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize("command", ["\x1b[2J", "\x9b2J", "\x07", "\x00", "\x7f", "\r", "\u202e", "\u2066", "\u2028", "\ud800"])
def test_what_would_command_a_terminal_goes(command: str) -> None:
    assert not set(printable(f"a{command}b")) & set("\x1b\x9b\x07\x00\x7f\r\u202e\u2066\u2028\ud800")
