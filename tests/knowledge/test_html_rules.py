"""A table of HTML is one block; what stands below a line of tags alone is Markdown."""

import pytest

from eig_bot.knowledge.links import resolver
from eig_bot.knowledge.markdown import parse


def shown(written: str) -> list[str]:
    return [str(block) for block in parse(written, resolver(None))]


@pytest.mark.parametrize(
    ("written", "blocks"),
    [
        ("<div>\n- a\n- b\n</div>\nc", ["• a", "• b", "c"]),
        ("<details class='x'><summary>a</summary>\n**b**\n</details>", ["a", "b"]),
        ("<section><div>\na\n</div></section>", ["a"]),
        ("<div>\n<p>a\nb</p>\n</div>", ["a b"]),
        ("<div>\n\na *b*\n\n</div>", ["a b"]),
        ("<div>a\n- b</div>", ["a\nb"]),
        ("- <div>\n  **a**\n  </div>\n- b", ["• a", "• b"]),
    ],
)
def test_tags_alone_stand_around_markdown(written: str, blocks: list[str]) -> None:
    assert shown(written) == blocks


def test_a_table_within_a_box_is_one_block() -> None:
    written = "<div>\n<table>\n<tr><td rowspan=2>a</td><td>b</td></tr>\n\n<tr><td>c</td></tr>\n\n</table>\n</div>\n\nd"
    assert shown(written) == ["a | b", "a | c", "d"]


@pytest.mark.parametrize(
    ("written", "blocks"),
    [
        ("<table>\n<tr><td>a</td>\n\n    <td>b</td></tr>\n\n</table>\n\nc", ["a | b", "c"]),
        ("<div>\n<table>\n\n<tr><td>a</td></tr>\n\n</table>\n<p>b</p>\n</div>\n\nc", ["a", "b", "c"]),
        ("<table>\n\n<tr><td><table>\n\n<tr><td>a</td></tr>\n</table></td><td>b</td></tr>\n</table>", ["a | b"]),
        ("<table><tr><td>a</td></tr></table>\n\nb", ["a", "b"]),
        ("<table>\n<tr><td>a\n\n**b**", ["a", "b"]),
    ],
)
def test_a_table_ends_where_it_ends(written: str, blocks: list[str]) -> None:
    assert shown(written) == blocks
