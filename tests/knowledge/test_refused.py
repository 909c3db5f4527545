"""A page that cannot be read may tell of a call; one that shows no sign of it does not."""

import pytest

from eig_bot.knowledge.refused import may_tell_of_call

SIGNS = (
    "calls:\n  - name: Semis\n",
    "title: x\n  calls:\n",
    "cals:\n  - name: Semis\n",
    "  - {name: x}\n    opens: 2031-02-30\n",
    "closes: demain",
    "open: true",
    '"calls": [',
    "[[calls]]\nname = 'x'",
)


@pytest.mark.parametrize("source", SIGNS)
def test_a_key_of_a_call_is_a_sign_of_one(source: str) -> None:
    assert may_tell_of_call("aide.md", source.encode())
    assert may_tell_of_call("aide.md", source.encode("utf-16-le"))


@pytest.mark.parametrize("source", ["title: [\n", "opening: midi", "Le guichet ouvre : à midi.", "callout: x", "\xff", ""])
def test_what_has_none_tells_of_none(source: str) -> None:
    assert not may_tell_of_call("rappels.md", source.encode("latin-1"))
    assert not may_tell_of_call("rappels.md", None)


@pytest.mark.parametrize("path", ["appel.md", "x/appel-a-jardins.md", "aap_2031.md", "candidater.md"])
def test_a_path_that_names_one_tells_of_one_whatever_is_left_of_the_file(path: str) -> None:
    assert may_tell_of_call(path, b"")
    assert may_tell_of_call(path, None)
