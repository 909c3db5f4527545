"""What nobody reads is left out; what only looks like it stays."""

import pytest

from .plainly import plain


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a <!-- b -->c", "a c"),
        ("a {/* b */}c", "a c"),
        ("a {# b #}c", "a c"),
        ("a {{/* b */}}c", "a c"),
        ("{::comment}\na\n{:/comment}b", "\n\nb"),
        ("a %%b%% c", "a  c"),
        ("%%\na\n\nb\n%%", "\n\n\n\n"),
        ("<del>a</del>b <S class='x'>c</S>d <strike>e</strike>", "b d "),
        ("<del>\n\na\n\n</del>\nb", "\n\n\n\n\nb"),
        ("<s>a <s>b</s>", "a "),
    ],
)
def test_comments_and_struck_words_are_left_out(text: str, left: str) -> None:
    assert plain(text) == left


@pytest.mark.parametrize(
    "text",
    [
        *(
            "<!-- a",
            "{/* a",
            "a %% b",
            "5 %% et 6 %%",
            "50%% ou 60%%",
            "a %%b\n\nc%%",
            "<del>a",
            "<s>a",
            "<span>a</span>",
            "<section>",
        ),
        *(
            "{a}",
            "{ a = b }",
            "x {a=b}",
            "{a.b}",
            "## A {#a}",
            "{#a}",
            "{a: b}",
            "[a](b){c",
            "[toc](a)",
            "a [[toc]]",
            "[TOC] a",
        ),
        *(
            "important from 'a'",
            "import de 'fleurs' a",
            "exporter const",
            "a import b from 'c'",
            "10:30:00",
            "a:b:c",
            "http://a:b:/",
        ),
        *("m ^2", "a^bloc", "*[a] b", "| [[a]] |", "[[a|b]]", "- a\n{:b", "--8<", "a --8<-- 'b'"),
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('[a](b){:target="_blank"}', "[a](b)"),
        ("[a](b){target=_blank} et **c**{.x #y}", "[a](b) et **c**"),
        ("[a](b){ .md-button .md-button--primary }", "[a](b)"),
        ("A\n{: .chapo #debut}", "A\n"),
        ("## A {: #a .b}", "## A {#a}"),
        ("## A {.b #a k=v}", "## A {#a}"),
        ("## A {.b}", "## A "),
        ("[les mots]{.smallcaps} font", "les mots font"),
    ],
)
def test_attributes_go_and_the_id_of_a_heading_stays(text: str, left: str) -> None:
    assert plain(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("[[toc]]\n[TOC]\n[[_TOC_]]\n@[toc](Sommaire)\na", "\n\n\n\na"),
        ("* Sommaire\n{:toc}\na", "\n\na"),
        ("1. TOC\n{: toc .large}\na", "\n\na"),
        ('--8<-- "a.md"\n<<< @/b.js\nc', "\n\nc"),
        ("import A from 'a'\nimport {B,\n  C} from \"b\";\nimport 'c'\nd", "\n\n\n\nd"),
        ("export const a = {\n  b\n}\n\nc", "\n\n\n\nc"),
        ("*[CAF]: Caisse d'allocations", "CAF\u00a0: Caisse d'allocations"),
        (":tada: a :+1:b :eau_claire:", " a :+1:b "),
        ("a ^bloc-1\nb", "a \nb"),
        ("| [[a|b]] |", "| [[a\\|b]] |"),
    ],
)
def test_what_only_makes_a_site_goes(text: str, left: str) -> None:
    assert plain(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("- [-] a\n1. [>] b", "- a\n1. b"),
        ("lieu:: Mairie", "lieu\u00a0: Mairie"),
        ("- **lieu**:: Mairie", "- **lieu**\u00a0: Mairie"),
        ("À [lieu:: Mairie] (heure:: 9 h)", "À lieu\u00a0: Mairie (heure\u00a0: 9 h)"),
        ("Il faut $x + 1$, et $$y^2$$.", "Il faut x + 1, et y^2."),
        ("a\n#outils #jardin/bois\nb", "a\n\nb"),
    ],
)
def test_what_notes_are_sorted_and_counted_by_shows_no_marks(text: str, left: str) -> None:
    assert plain(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "a [-] b",
        "- [?](a)",
        "std::vector",
        "Le type a::b vaut 1",
        "[a:: b](c)",
        "`lieu:: Mairie`",
        "5 $ ou 6 $",
        "US$5 et US$6",
        "de $5 à $6",
        "${a} et ${b}",
        "#rh",
        "Écrivez dans #rh ou #paie",
        "# Un # deux",
        "#12 #13",
    ],
)
def test_what_only_looks_like_them_stays(text: str) -> None:
    assert plain(text) == text
