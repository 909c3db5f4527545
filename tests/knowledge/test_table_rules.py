"""Tables of Markdown lose no cell and no row."""

import pytest

from eig_bot.knowledge.links import resolver
from eig_bot.knowledge.markdown import parse


@pytest.mark.parametrize(
    ("written", "rows"),
    [
        ("| a | b |\n|---|---|\n| c | d | e |", ["a | b", "c | d | e"]),
        ("| a | b |\n|---|---|\n| c |", ["a | b", "c | –"]),
        ("a | b\n--|--\nc | d", ["a | b", "c | d"]),
        ("| a | b |\n| c | |", ["a | b", "c | –"]),
        ("|---+---|\n| a | b |\n|===|===|\n| c | d |", ["a | b", "c | d"]),
        ("Texte\n\n> | **a** | `b` |", ["Texte", "a | b"]),
        ("| a \\| b | c |", ["a | b | c"]),
        ("| seule", ["| seule"]),
        ("|", ["|"]),
        ("a | b", ["a | b"]),
    ],
)
def test_rows_are_read_with_all_their_cells(written: str, rows: list[str]) -> None:
    assert [block.text for block in parse(written, resolver(None))] == rows
