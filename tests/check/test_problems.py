"""An error fails the check, a warning does not; both say where."""

from eig_bot.check.problems import error, warning
from eig_bot.knowledge.passage import Problem


def test_an_error_and_a_warning_stand_at_their_line_and_column() -> None:
    assert error("aide.md", (3, 7), "non") == Problem("aide.md", 3, "non", is_error=True, column=7)
    assert warning("aide.md", (3, 7), "non") == Problem("aide.md", 3, "non", is_error=False, column=7)
