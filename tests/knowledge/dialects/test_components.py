"""Of a component stay its label, its link, and what it stands around."""

import pytest

from eig_bot.knowledge.dialects.plain import plain_markdown

from .plainly import plain


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<Tabs>a</Tabs>", "a"),
        ("<></>a", "a"),
        ("<Carte titre={a} {...b} c={{d: 'e'}}>f</Carte>", "f"),
        ('<Carte title="A" href="/b/">c</Carte>', "[A](/b/) c"),
        ('<Carte title={"A"} to={"/b/"}/>', "[A](/b/) "),
        ('<TabItem value="a" label="B">', "B"),
        ('<Link to="/a/">b</Link>', '<a href="/a/">b</a>'),
        ('<router-link to="/a/">b</router-link>', '<a href="/a/">b</a>'),
        ("<Docs.Note\n  a='b'\n>c", "\n\nc"),
        ("<a href='/a/' style={{b: 'c'}}>d</a>", "<a href='/a/'>d</a>"),
        ("<a href={'/a/'}>d</a>", '<a href="/a/">d</a>'),
        ("<br style={{a: 1}}/>", "<br/>"),
    ],
)
def test_a_component_goes_and_what_is_read_of_it_stays(text: str, left: str) -> None:
    assert plain(text) == left


def test_what_mdx_would_run_goes_and_in_another_text_it_is_none() -> None:
    assert plain('a{" "}b {props.a.b} {f.g(1)} {c} <Tabs/>') == "a b     {c} "
    assert plain("{a.b} <TABLE> `<Tabs>`") == "{a.b} <TABLE> `<Tabs>`"


def test_a_text_of_mdx_is_known_as_one() -> None:
    assert plain_markdown("<A.B/>").has_components
    assert not plain_markdown("<your-name> <NAME> <a-b c='d'>").has_components


@pytest.mark.parametrize(
    "text",
    [
        "<b>a</b>",
        "<TABLE border=1><TR><TD>a</TABLE>",
        "<Details>a</Details>",
        '<a href="/a/" title="b">c</a>',
        "a < B > c",
        "<NAME>",
        "<your-name>",
        "<B",
        "<B a={",
        "<https://a.example>",
        "2 <3",
    ],
)
def test_html_and_what_is_no_element_stay(text: str) -> None:
    assert plain(text) == text
