"""HTML within a page shows its text, a paragraph for each of its blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.knowledge.html_text import html_paragraphs
from eig_bot.knowledge.links import resolver

SITE = resolver("https://jardins.example")


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("<p>Une bêche</p><p>Un seau</p>", ["Une bêche", "Un seau"]),
        ("<div>Une <b>bêche</b>\nverte<br>Un seau</div>", ["Une bêche verte", "Un seau"]),
        ("Voir <a href='/plan/'>le plan</a>.", ["Voir [le plan](https://jardins.example/plan/)."]),
        ("<a href='/plan/'>le plan<p>Un seau", ["[le plan](https://jardins.example/plan/)", "Un seau"]),
        ("<style>p {}</style><script>x</script><p>Un seau<template>non</template></p>", ["Un seau"]),
        ("&eacute;t&eacute; &amp; hiver&shy;", ["été & hiver"]),
        ("</script>Un seau", ["Un seau"]),
        ("<!-- rien --><![x]>Un seau<![CDATA[non]]>", ["Un seau"]),
        ("", []),
    ],
)
def test_html_shows_its_text(html: str, paragraphs: list[str]) -> None:
    assert html_paragraphs(html, SITE) == paragraphs


TAGS = ("<p>", "</p>", "<a href=/x>", "</a>", "<![x", "<!--", "<", ">", "&", "mot", "<script>")


@given(st.lists(st.sampled_from(TAGS)).map("".join))
def test_any_html_can_be_read(html: str) -> None:
    assert all(html_paragraphs(html, SITE))
