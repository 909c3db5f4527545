"""What people say to a bot without asking anything: each kind has examples, and none is of two kinds."""

from collections import Counter

import pytest

from eig_bot.search.reactions import Reaction, examples

ENOUGH = 60
"""Examples by which a kind is known."""


@pytest.mark.parametrize("reaction", [*Reaction, None])
def test_each_kind_has_many_examples(reaction: Reaction | None) -> None:
    assert sum(kind is reaction for _, kind in examples()) >= ENOUGH


def test_no_message_stands_twice() -> None:
    counted = Counter(text for text, _ in examples())
    assert [text for text, count in counted.items() if count > 1] == []
