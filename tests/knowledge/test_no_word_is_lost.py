"""Whatever marks stand around them, closed or not, the words of a page are served."""

import re
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from eig_bot.knowledge.links import resolver
from eig_bot.knowledge.markdown import parse

BLOCKS = (
    "\n",
    "\n\n",
    "  \n",
    "\n    ",
    "\n- ",
    "\n  - ",
    "\n1. ",
    "\n> ",
    "\n# ",
    "\n### ",
    "\n---\n",
    "\n> [!note] ",
    "\n- [ ] ",
)
BOXES = ("\n| ", " | ", "\n|-|-|\n", "\n::: tip ", "\n:::\n", '\n!!! note "', '\n=== "', '"\n    ', "<Tabs>\n", "</Tabs>")
INLINE = (
    "**",
    "_",
    "` ",
    "==",
    " ^",
    "[",
    "[[",
    "]",
    "(",
    ")",
    "!",
    "\\",
    "&amp;",
    "&",
    "<",
    ">",
    "{",
    "}",
    "{{",
    "{%",
    "%",
    "~",
    ":",
)
HTML = ("p", "b", "div", "ul", "li", "table", "tr", "td", "th", "pre", "summary", "span", "button")
TAGS = (
    *(f"<{tag}>" for tag in HTML),
    *(f"</{tag}>" for tag in HTML),
    "<br>",
    "<td colspan=2>",
    "<a href='/x'>",
    "</a>",
    "<div>\n",
)


@given(st.lists(st.sampled_from((*BLOCKS, *BOXES, *INLINE, *TAGS)) | st.just("MOT"), max_size=40))
def test_every_word_of_a_text_is_read(pieces: list[str]) -> None:
    numbers = count()
    text = "".join(f" mét{next(numbers)} " if piece == "MOT" else piece for piece in pieces)
    shown = " ".join(block.text for block in parse(text, resolver("https://jardins.example")))
    assert [word for word in re.findall(r"mét\d+", text) if word not in shown] == []
