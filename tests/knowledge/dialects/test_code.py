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
        ("```\na\n```\n{{ b }}c", "```\na\n```\nc"),
        ("un ` seul {{ a }}", "un ` seul "),
        ("un `\n\n{{ a }}`", "un `\n\n`"),
        ("``a` {{ b }}", "``a` "),
        ("a ``` b {{ c }}", "a ``` b "),
        ("<pre>{{ a }}", "<pre>"),
        ("a <script>b({{ c }})</SCRIPT> <style>\nd {}\n</style>e", "a  \n\ne"),
    ],
)
def test_what_is_no_code_is_not(text: str, left: str) -> None:
    assert plain(text) == left
