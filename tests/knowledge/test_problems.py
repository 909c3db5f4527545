"""A file that cannot be served gives one line, `path:line: what and how to mend it`, and no passage."""

import pytest

from eig_bot.knowledge.page import MAX_BYTES
from eig_bot.messages import knowledge as messages

from .pages import problems, read, sections, with_body, with_front


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
    "no front matter": (b"# Aide\n\nTexte.\n", "1:1", messages.NO_FRONT_MATTER),
    "front matter without end": (b"---\ntitle: Aide\n\nTexte.\n", "1:1", messages.NO_FRONT_MATTER),
    "front matter after a line": (b"\n---\ntitle: Aide\n---\n", "1:1", messages.NO_FRONT_MATTER),
    "empty front matter": (b"---\n---\nTexte.\n", "1:1", messages.FRONT_MATTER_NOT_A_MAPPING),
    "a list": (b"---\n- title\n- Aide\n---\n", "1:1", messages.FRONT_MATTER_NOT_A_MAPPING),
    "a text": (b"---\nAide aux jardins\n---\n", "1:1", messages.FRONT_MATTER_NOT_A_MAPPING),
    "no title": (b"---\nowner: serre\n---\nTexte.\n", "1:1", messages.NO_TITLE),
    "a title that nobody can see": ('---\ntitle: "\u200b"\n---\nTexte.\n'.encode(), "1:1", messages.NO_TITLE),
    "an empty title": (b"---\nowner: serre\ntitle:\n---\n", "1:1", messages.NO_TITLE),
    "a title that is a list": (b"---\ntitle: [a, b]\n---\n", "2:8", messages.wrong_type("title", messages.TYPE_TEXT)),
}


@pytest.mark.parametrize(("source", "place", "message"), FILES.values(), ids=FILES)
def test_a_bad_file_says_where_and_what_and_has_no_passage(source: bytes, place: str, message: str) -> None:
    page = read(source)
    assert problems(page) == [f"aide.md:{place}: {message}"]
    assert not page.is_served
    assert not page.passages


BROKEN_YAML = {
    "owner: serre: verte": "3:13",
    "owner: serre\n\ttags: [a]": "4:1",
    "owner: 'serre\ntags: [a]": "5:1",
    "tags: [a, b": "4:1",
    "owner: *serre": "3:8",
    "owner: serre\n*": "4:2",
    'owner: serre\ntags: ["\x07"]': "4:9",
}


@pytest.mark.parametrize(("front", "place"), BROKEN_YAML.items())
def test_broken_yaml_says_its_place(front: str, place: str) -> None:
    assert problems(with_front(front)) == [f"aide.md:{place}: {messages.BROKEN_YAML}"]


ENDLESS = {
    "an alias within what it names": "menu: &a {jardin: *a}",
    "a key within itself": "? &a [*a]\n: fleurs",
    "repeated repetitions": "a0: &a0 [fleur]\n"
    + "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)),
    "many levels": "menu: " + "{jardin: " * 60 + "fleurs" + "}" * 60,
}


@pytest.mark.parametrize("front", ENDLESS.values(), ids=ENDLESS)
def test_yaml_that_never_ends_is_refused(front: str) -> None:
    (problem,) = problems(with_front(front))
    assert problem.endswith(messages.TOO_INTRICATE)


def test_an_alias_that_repeats_a_little_is_served() -> None:
    assert sections(with_front("serre: &s {title: La serre, desc: Elle est verte.}\nautre: *s")) != []


WRONG_TYPES = {
    "url: [a]": ("3:6", "url", messages.TYPE_TEXT),
    "audience: {a: b}": ("3:11", "audience", messages.TYPE_TEXT),
    "questions: où planter ?": ("3:12", "questions", messages.TYPE_TEXTS),
    "questions:\n  - où planter ?\n  - [quand, comment]": ("5:5", "questions", messages.TYPE_TEXT),
    "expect: 3": ("3:9", "expect", messages.TYPE_TEXTS),
    "tags: jardin": ("3:7", "tags", messages.TYPE_TEXTS),
    "reviewed: 31/05/2031": ("3:11", "reviewed", messages.TYPE_DATE),
    "reviewed: 2031-02-30": ("3:11", "reviewed", messages.TYPE_DATE),
    "reviewed: 0001-01-01T00:00:00+01:00": ("3:11", "reviewed", messages.TYPE_DATE),
    "owner: serre\nreview_by: [2031-05-31]": ("4:12", "review_by", messages.TYPE_TEXT),
    "valid_until: bientôt": ("3:14", "valid_until", messages.TYPE_DATE),
    "passages: Durée": ("3:11", "passages", messages.TYPE_MAPPINGS),
    "passages:\n  - Durée": ("4:5", "passages", messages.TYPE_MAPPING),
    "passages:\n  - heading: Durée\n    tags: été": ("5:11", "tags", messages.TYPE_TEXTS),
    "calls: printemps": ("3:8", "calls", messages.TYPE_MAPPINGS),
    "calls:\n  - name: Printemps\n    opens: mars": ("5:12", "opens", messages.TYPE_DATE),
}


@pytest.mark.parametrize(("front", "found"), WRONG_TYPES.items())
def test_a_wrong_type_says_what_the_key_must_hold(front: str, found: tuple[str, str, str]) -> None:
    place, key, expected = found
    assert problems(with_front(front)) == [f"aide.md:{place}: {messages.wrong_type(key, expected)}"]


@pytest.mark.parametrize("front", ["reviewed: demain", "valid_until: été", "review_by: [mai]", "passages: Durée"])
def test_a_page_of_the_site_too_must_give_our_own_keys_their_type(front: str) -> None:
    assert not with_front(f"layout: jardins\n{front}").is_served


ENTRIES = {
    "passages:\n  - url: /duree/": ("4:5", messages.entry_without("passages", "heading")),
    "calls:\n  - opens: 2031-03-01": ("4:5", messages.entry_without("calls", "name")),
    "passages:\n  - heading: Durée\n    question: [quand]": (
        "5:5",
        messages.unknown_key("question", ["expect", "heading", "questions", "tags", "url", "valid_until"]),
    ),
    "calls:\n  - name: Printemps\n    close: 2031-05-01": (
        "5:5",
        messages.unknown_key("close", ["audience", "closes", "name", "opens", "results_url"]),
    ),
    "calls:\n  - name: Printemps\n    opens: 2031-05-01\n    closes: 2031-03-01": (
        "6:13",
        messages.call_closes_before_it_opens("Printemps"),
    ),
    "owner: serre\nowner: moulin": ("4:1", messages.key_twice("owner")),
    "passages:\n  - heading: Durée\n    url: /a/\n    url: /b/": ("6:5", messages.key_twice("url")),
}


@pytest.mark.parametrize(("front", "found"), ENTRIES.items())
def test_an_entry_that_lacks_or_repeats_something_says_so(front: str, found: tuple[str, str]) -> None:
    place, message = found
    assert problems(with_front(front)) == [f"aide.md:{place}: {message}"]


MISSPELT = {
    "qestions: [où planter]": "questions",
    "question:\n  - où planter\nreviewed: 2031-01-01": "questions",
    "Questions: [où planter]": "questions",
    "reviewd: 2031-01-01": "reviewed",
    "review-by: 2031-01-01": "review_by",
    "valid_untill: 2031-01-01": "valid_until",
    "audiance: habitants": "audience",
    "ownr: serre": "owner",
    "expects: [où planter]\naudience: habitants": "expect",
    "passage:\n  - heading: Durée\nreviewed: 2031-01-01": "passages",
    "tag: [fleurs]\nreviewed: 2031-01-01": "tags",
    "ulr: /aide/\nreviewed: 2031-01-01": "url",
}


@pytest.mark.parametrize(("front", "known"), MISSPELT.items())
def test_a_key_that_looks_like_one_of_ours_is_a_slip(front: str, known: str) -> None:
    key = front.split(":", maxsplit=1)[0]
    assert problems(with_front(front)) == [f"aide.md:3:1: {messages.misspelt_key(key, known)}"]


def test_a_title_that_is_misspelt_is_named_rather_than_missed() -> None:
    assert problems(read("---\nTitle: Aide\n---\nTexte.\n")) == [f"aide.md:2:1: {messages.misspelt_key('Title', 'title')}"]


SITE_KEYS = (
    "layout: jardins",
    "menu: main\nweight: 3",
    "tag: [fleurs]",
    "question: [où planter]",
    "call: {title: Planter, url: /planter/}",
    "experts: [une botaniste, un jardinier]",
    "aspects: [une serre]",
    "reviewer: serre",
    "message: bonjour à tous",
    "subtitle: Semer ensemble",
    "owners: [serre, moulin]",
    "questions: [{question: Où planter ?, answer: Au soleil.}]",
    "questions: {title: Foire aux questions, desc: Rien encore.}",
    "tags: jardin\nlayout: jardins",
    "owner: [serre, moulin]\nlayout: jardins",
    "calls: [{title: Planter, url: /planter/}]\nlayout: jardins",
    "open: oui",
    "date: un beau jour",
    "2031: une année",
    "? [fleurs, fruits]\n: à cueillir",
    "liste: [{[fleurs, fruits]: à cueillir}]",
    "liste:\n  - {{ gabarit }}: un texte",
)


@pytest.mark.parametrize("front", SITE_KEYS)
def test_a_page_of_the_site_may_have_keys_of_its_own(front: str) -> None:
    page = with_front(f"image: serre.jpg\n{front}")
    assert problems(page) == []
    assert page.passages


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


@pytest.mark.parametrize("emptied", ["url: ''", "reviewed:", "owner: ~", "questions:", 'tags: ""', "calls: null"])
def test_a_field_that_was_emptied_says_as_much_as_one_that_is_not_there(emptied: str) -> None:
    assert problems(with_front(emptied)) == []
