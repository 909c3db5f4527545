"""What commands read and write: any file, and one object on one line for whoever reads it."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eig_bot.cli.streams import json_line, opened
from eig_bot.errors import InputError
from eig_bot.messages import cli as messages

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def test_a_file_is_read_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "q").write_bytes(b"\xff\r\n")
    with opened(str(tmp_path / "q")) as stream:
        assert stream.read() == b"\xff\r\n"


@pytest.mark.parametrize("name", ["absent", "."])
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    path = str(tmp_path / name)
    with pytest.raises(InputError, match="ne peut pas être lu") as refused, opened(path):
        pass
    assert str(refused.value) == messages.cannot_read(path)


@given(st.text())
@example("a\x85b\u2028c\u2029d")
@example("\ud83d")
def test_any_text_makes_one_line_that_gives_it_back(text: str) -> None:
    line = json_line({"text": text})
    assert len(line.splitlines()) == 1
    assert json.loads(line.encode()) == {"text": text}
    assert not CONTROL.search(line)


def test_no_control_character_is_written_as_it_is() -> None:
    assert json_line({"\x9b": "\x1b[2J\x9b2J\x7f"}) == r'{"\u009b": "\u001b[2J\u009b2J\u007f"}'


def test_letters_with_accents_are_written_as_they_are() -> None:
    assert json_line({"mois": "août"}) == '{"mois": "août"}'
