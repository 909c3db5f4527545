"""A file that cannot be served gives one line, `path:line: what and how to mend it`, and no passage."""

import pytest

from eig_bot.knowledge.opening import MAX_BYTES
from eig_bot.messages import knowledge as messages

from .pages import problems, read, with_body


def test_a_problem_reads_as_one_line() -> None:
    page = read("---\ntitle: Aide\nreviewed: demain\n---\nTexte.\n", "aides/aide.md")
    wanted = "aides/aide.md:3:11: « reviewed » doit contenir une date, sous la forme 2027-05-31 (ou 2027-05-31T23:59)."
    assert problems(page) == [wanted.replace("« ", "«\u00a0").replace(" »", "\u00a0»")]


FILES = {
    "empty": (b"", "1:1", messages.EMPTY_FILE),
    "blank": (b" \n\n\t\n", "1:1", messages.EMPTY_FILE),
    "no text but a byte order mark": (b"\xef\xbb\xbf", "1:1", messages.EMPTY_FILE),
    "Latin-1": ("---\ntitle: Aide\n---\nUn été\n".encode("latin-1"), "4:4", messages.NOT_UTF8),
    "UTF-16": ("---\ntitle: Aide\n---\n".encode("utf-16"), "1:1", messages.NOT_UTF8),
    "five megabytes": (b"---\ntitle: Aide\n---\n" + b"mot " * 1_250_000, "1:1", messages.file_too_large(MAX_BYTES)),
    "front matter without end": (b"---\ntitle: Aide\n\nTexte.\n", "1:1", messages.FRONT_MATTER_WITHOUT_END),
    "front matter without end, below a line": (b"\n---\ntitle: Aide\n", "2:1", messages.FRONT_MATTER_WITHOUT_END),
    "TOML without end": (b'+++\ntitle = "Aide"\n', "1:1", messages.FRONT_MATTER_WITHOUT_END),
    "JSON without end": (b'{\n  "title": "Aide"\n', "1:1", messages.FRONT_MATTER_WITHOUT_END),
    "TOML that is broken": (b"+++\ntitle = Aide\n+++\nTexte.\n", "2:9", messages.BROKEN_TOML),
    "a list": (b"---\n- title\n- Aide\n---\n", "2:1", messages.FRONT_MATTER_NOT_A_MAPPING),
    "a title that is a list": (b"---\ntitle: [a, b]\n---\n", "2:8", messages.wrong_type("title", messages.TYPE_TEXT)),
}


@pytest.mark.parametrize(("source", "place", "message"), FILES.values(), ids=FILES)
def test_a_bad_file_says_where_and_what_and_has_no_passage(source: bytes, place: str, message: str) -> None:
    page = read(source)
    assert problems(page) == [f"aide.md:{place}: {message}"]
    assert not page.is_served
    assert not page.passages


@pytest.mark.parametrize(
    ("heading", "suggestion"),
    [("Duré", "Durée"), ("La duree du pret", None), ("Combien de tps attendre", "Combien de temps attendre ?")],
)
def test_an_entry_for_a_heading_that_is_not_there_suggests_the_nearest(heading: str, suggestion: str | None) -> None:
    body = "## Durée\n\nSix mois.\n\n## Combien de temps attendre ?\n\nDeux mois.\n"
    page = read(f"---\ntitle: Aide\npassages:\n  - url: /a/\n    heading: {heading}\n---\n{body}")
    assert problems(page) == [f"aide.md:5:14: {messages.no_such_heading(heading, suggestion)}"]


@pytest.mark.parametrize(
    "body", ["", "\n\n", "# Un titre seul\n", "<p>&nbsp;</p>\n", "![](serre.jpg)\n", "{.vert}\n", "<!-- -->"]
)
def test_a_page_without_text_is_warned_of_and_stays_in_service(body: str) -> None:
    page = with_body(body)
    assert problems(page) == [f"aide.md:1:1: {messages.NO_TEXT}"]
    assert page.is_served


def test_blank_lines_after_the_first_marks_count() -> None:
    page = read("---\n\n\ntitle: Aide\nreviewed: demain\n---\nTexte.\n")
    assert [problem.line for problem in page.problems] == [5]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_the_line_is_right_whatever_ends_the_lines(end: str) -> None:
    page = read(f"---{end}title: Aide{end}reviewed: demain{end}---{end}Texte.{end}")
    assert [problem.line for problem in page.problems] == [3]
