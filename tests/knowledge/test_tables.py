"""A row is a line in which every cell has its column."""

from eig_bot.knowledge.tables import MAX_REPEATED, TableCell, row_line, spread


def test_an_empty_cell_keeps_its_column_and_an_empty_row_says_nothing() -> None:
    assert row_line(["Nord", "", "30 €"]) == "Nord | – | 30 €"
    assert row_line(["", " \n", ""]) == row_line([]) == ""


def test_the_lines_of_a_cell_are_parted_where_no_sentence_ends() -> None:
    assert row_line(["un\ndeux\n\nLe soir.\nLe matin."]) == "un\u00a0; deux\u00a0; Le soir. Le matin."


def test_a_cell_is_repeated_in_each_column_and_row_that_it_spans() -> None:
    rows = [[TableCell("a", rows=2), TableCell("b", columns=2)], [TableCell("c"), TableCell("d")], [TableCell("e", columns=3)]]
    assert spread(rows) == [["a", "b", "b"], ["a", "c", "d"], ["e", "e", "e"]]


def test_a_cell_that_reaches_beyond_a_short_row_keeps_its_column() -> None:
    assert spread([[TableCell("a"), TableCell("b"), TableCell("c", rows=3)], [TableCell("d")], []]) == [
        ["a", "b", "c"],
        ["d", "", "c"],
        ["", "", "c"],
    ]


def test_a_long_text_is_not_repeated_beyond_reason() -> None:
    (row,) = spread([[TableCell("a" * 500, columns=60_000)]])
    assert len(row) == MAX_REPEATED // 500
