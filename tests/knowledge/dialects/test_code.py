"""Nothing in code is a mark."""

import pytest

from .plainly import plain


@pytest.mark.parametrize(
    "text",
    [
        "`{{ a }}` et ``<del>`</del>``",
        "```\n{{ a }}\n```",
        "~~~~ html\n<!-- a -->\n~~~\n{{ b }}\n~~~~",
        "- ```\n  {{ a }}\n  ```",
        "> ```\n> {{ a }}\n> ```",
        "```\n{{ a }}",
        "<pre>{{ a }}</pre> <code>{% b %}</code>",
    ],
)
def test_code_is_passed_over(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\n```dataview\nTABLE prix\n```\nb", "a\n\n\n\nb"),
        ("~~~ mermaid\na --> b\n~~~\nb", "\n\n\nb"),
        ("```{tasks}\nnot done\n```", "\n\n"),
        ("Prix : `= this.prix` et `$= dv.current()`", "Prix :  et "),
        ("Écrivez `= A1 + B2`.", "Écrivez `= A1 + B2`."),
        ("```\ndataview\n```", "```\ndataview\n```"),
        ("```query\na", "```query\na"),
        ("a <%* tp.file.title %> b <% c\n%>d <% e", "a  b \nd <% e"),
    ],
)
def test_what_a_tool_runs_is_not_shown(text: str, left: str) -> None:
    assert plain(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("```\na\n```\n{{ b }}c", "```\na\n```\n[…]c"),
        ("un ` seul {{ a }}", "un ` seul […]"),
        ("un `\n\n{{ a }}`", "un `\n\n`"),
        ("``a` {{ b }}", "``a` […]"),
        ("a ``` b {{ c }}", "a ``` b […]"),
        ("<pre>{{ a }}", "<pre>[…]"),
        ("a <script>b({{ c }})</SCRIPT> <style>\nd {}\n</style>e", "a  \n\ne"),
    ],
)
def test_what_is_no_code_is_not(text: str, left: str) -> None:
    assert plain(text) == left
