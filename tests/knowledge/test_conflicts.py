"""Of two versions that Git left in a file, the first is read on, line for line, and the conflict is told of."""

import pytest

from eig_bot.knowledge.conflicts import without_conflicts

OURS = "<<<<<<< HEAD\nOui.\n=======\nNon.\n>>>>>>> b"


@pytest.mark.parametrize(
    ("text", "chosen", "lines"),
    [
        (OURS, "\nOui.\n\n\n", [0]),
        (f"a\n{OURS}\nb\n{OURS}\n", "a\n\nOui.\n\n\n\nb\n\nOui.\n\n\n\n", [1, 7]),
        ("<<<<<<< HEAD\n||||||| base\nPeut-être.\n=======\n>>>>>>> b\n", "\n\n\n\n\n", [0]),
        (f"```\n{OURS}\n```\n", f"```\n{OURS}\n```\n", []),
        (f"```\ncode\n```\n{OURS}\n", "```\ncode\n```\n\nOui.\n\n\n\n", [3]),
        ("<<<<<<< HEAD\nOui.\n", "<<<<<<< HEAD\nOui.\n", []),
        ("Un titre\n=======\n", "Un titre\n=======\n", []),
    ],
)
def test_the_first_version_stays(text: str, chosen: str, lines: list[int]) -> None:
    found, errors = without_conflicts(text)
    assert (found, [error.line for error in errors]) == (chosen, lines)
