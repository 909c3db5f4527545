"""A file is opened before its text is read: what is wrong with it is told of at once, and the rest can still be looked at."""

import pytest

from eig_bot.knowledge.opening import as_meant, open_page
from eig_bot.knowledge.yaml_nodes import FieldError

BROKEN = "---\ntitle: Prêt : outils\nurl: /a/\n---\n<<<<<<< HEAD\nOui.\n=======\nNon.\n>>>>>>> b\n"


def test_what_is_wrong_with_a_file_is_told_of_by_its_lines() -> None:
    with pytest.raises(FieldError) as raised:
        open_page("aide.md", BROKEN.encode())
    assert sorted(problem.line for problem in raised.value.problems("aide.md")) == [2, 5]


def test_a_page_that_is_refused_is_looked_at_as_it_was_meant_line_for_line() -> None:
    assert as_meant(BROKEN) == '---\ntitle: "Prêt : outils"\nurl: /a/\n---\n\nOui.\n\n\n\n'


@pytest.mark.parametrize("text", ["", "Bonjour.\n", "---\ntitle: Prêt\n---\nBonjour.\n", "---\ntitle: Prêt\n"])
def test_what_can_be_read_or_cannot_be_mended_stays_as_it_is(text: str) -> None:
    assert as_meant(text) == text


def test_a_front_matter_that_cannot_be_mended_is_left_out_and_the_lines_stay() -> None:
    assert as_meant("---\ntitle: a\n*\n---\nBonjour.\n") == "---\n\n\n---\nBonjour.\n"
