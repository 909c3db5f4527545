"""An error fails the check, a warning and a note do not; each says where."""

from eig_bot.check.problems import error, note, warning
from eig_bot.knowledge.passage import Problem


def test_each_stands_at_its_line_and_column() -> None:
    assert error("aide.md", (3, 7), "non") == Problem("aide.md", 3, "non", is_error=True, column=7)
    assert warning("aide.md", (3, 7), "non") == Problem("aide.md", 3, "non", is_error=False, column=7)
    assert note("aide.md", (3, 7), "non") == Problem("aide.md", 3, "non", is_error=False, column=7, is_note=True)
