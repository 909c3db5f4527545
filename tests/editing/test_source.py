"""Ends of lines, byte order marks, decomposed accents: what a file has, it keeps."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.editing.edits import add_phrasing
from eig_bot.editing.source import front_matter_of, inserted, plain
from eig_bot.knowledge.yaml_nodes import FieldError
from tests.editing.pages import QUESTION, page, passage_of


def test_ends_of_lines_the_byte_order_mark_and_decomposed_accents_stay(tmp_path: Path) -> None:
    before = page("tags: [e\u0301te\u0301]\nquestions:\n  - a\u0300 qui\n").decode().replace("\n", "\r\n")
    source = f"\ufeff{before}".encode()
    (tmp_path / "aide.md").write_bytes(source)
    add_phrasing(tmp_path, passage_of(source, "Aide"), QUESTION)
    item = "  - a\u0300 qui\r\n"
    assert (tmp_path / "aide.md").read_bytes().decode() == f"\ufeff{before}".replace(item, f"{item}  - {QUESTION}\r\n")


def test_a_page_of_old_macs_keeps_its_ends_of_lines(tmp_path: Path) -> None:
    source = page("questions:\n  - à qui\n").replace(b"\n", b"\r")
    (tmp_path / "aide.md").write_bytes(source)
    add_phrasing(tmp_path, passage_of(source, "Aide"), QUESTION)
    assert (tmp_path / "aide.md").read_bytes() == source.replace(b"qui\r", f"qui\r  - {QUESTION}\r".encode(), 1)


WRITTEN = st.lists(st.sampled_from(["a", "é", "e\u0301", "", "\n"]), max_size=12).map("".join)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@given(text=WRITTEN, at=st.integers(0, 2))
def test_what_is_put_into_a_file_takes_its_ends_of_lines_and_moves_nothing_else(
    text: str, at: int, end: str, mark: str
) -> None:
    text = f"a\n{text}"
    source = f"{mark}{text}".replace("\n", end).encode()
    assert plain(source) == text
    assert inserted(source, at, "x\n").decode() == f"{mark}{text[:at]}x\n{text[at:]}".replace("\n", end)


@pytest.mark.parametrize(("text", "front"), {"---\na: b\n---\nc": "a: b\n", "---\n---\n": "", "---\n\n---": "\n"}.items())
def test_the_front_matter_lies_between_its_boundaries(text: str, front: str) -> None:
    begin, end = front_matter_of(text)
    assert text[begin:end].removeprefix("\n") == front.removeprefix("\n")


@pytest.mark.parametrize("text", ["", "a: b\n", "---\na: b\n"])
def test_without_a_boundary_there_is_no_front_matter(text: str) -> None:
    with pytest.raises(FieldError):
        front_matter_of(text)
