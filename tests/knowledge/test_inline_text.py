"""Within a paragraph, links are the only mark that stays."""

import pytest
from markdown_it.token import Token

from eig_bot.knowledge.inline_text import cut_at_leads, inline_text, shown, write_inline
from eig_bot.knowledge.links import resolver
from eig_bot.knowledge.markdown import parse
from eig_bot.knowledge.markdown_rules import parser
from eig_bot.knowledge.text_writer import TextWriter

SITE = resolver("https://jardins.example")


def tokens(written: str) -> list[Token]:
    (found,) = parser(has_components=False).parseInline(written)
    return found.children or []


def test_the_bold_words_that_open_it_are_its_lead() -> None:
    found = inline_text(tokens("**Durée :** six ~~sept~~ mois"), SITE)
    assert (found.text, found.lead, found.rest) == ("Durée : six mois", "Durée :", "six mois")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<a href='/a b/'>c</a>", "[c](https://jardins.example/a%20b/)"),
        ("<g-link to=/a>c</g-link>", "[c](https://jardins.example/a)"),
        ("a<br/>b<abbr>c</abbr>", "a\nbc"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<a name='x'>c</a>", "c"),
    ],
)
def test_tags_are_breaks_and_links(written: str, text: str) -> None:
    assert inline_text(tokens(written), SITE).text == text


def test_what_is_struck_is_not_shown_and_may_hold_anything() -> None:
    assert [token.content for token in shown(tokens("a ~~b ~~c~~ d~~ e")) if token.content] == ["a ", " e"]


def test_a_paragraph_is_cut_where_a_line_opens_with_a_lead() -> None:
    assert [offset for offset, _ in cut_at_leads(tokens("un.\n**Deux** trois\n**quatre** :"))] == [0, 1, 2]


def test_tokens_are_written_into_a_text_that_goes_on() -> None:
    writer = TextWriter(SITE)
    writer.write("a ")
    write_inline(writer, tokens("**b** [c](/d)"))
    assert writer.text() == "a b [c](https://jardins.example/d)"


def test_no_space_stands_where_a_note_was_called() -> None:
    (block, _) = parse("Une part [^1] ; pas deux.\n\n[^1]: En volume.", lambda _: None)
    assert block.text == "Une part ; pas deux."
