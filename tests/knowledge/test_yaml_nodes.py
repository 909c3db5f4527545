"""YAML that cannot be read says where, and YAML that never ends is not read."""

import pytest

from eig_bot.messages import knowledge as messages

from .pages import problems, sections, with_front

BROKEN = {
    "owner: serre: verte": ("3:13", messages.with_sign(":", 'owner: "serre: verte"')),
    "owner: 'serre\ntags: [a]": ("3:1", messages.without_quote("owner: 'serre'")),
    "owner: serre\n*": ("4:2", messages.BROKEN_YAML),
}


@pytest.mark.parametrize(("front", "found"), BROKEN.items())
def test_broken_yaml_says_its_place_and_how_the_line_should_be(front: str, found: tuple[str, str]) -> None:
    place, message = found
    assert problems(with_front(front)) == [f"aide.md:{place}: {message}"]


def test_all_that_is_wrong_with_a_page_is_told_at_once() -> None:
    entries = "passages:\n  - url: /a/\n  - heading: Durée\n    questions: non\n    x: y"
    front = f"owner: serre: verte\nreviewed: demain\ntags: {{a: b}}\n{entries}"
    assert [problem.split(": ")[0] for problem in problems(with_front(front))] == [
        "aide.md:3:13",
        "aide.md:4:11",
        "aide.md:5:7",
        "aide.md:7:5",
        "aide.md:10:5",
    ]


def test_a_line_that_is_mended_is_not_told_of_twice() -> None:
    assert problems(with_front("url: [a\nreviewed: demain")) == [
        f"aide.md:3:1: {messages.without_bracket(']', 'url: [a]')}",
        f"aide.md:4:11: {messages.wrong_type('reviewed', messages.TYPE_DATE)}",
    ]


def test_a_question_with_a_colon_in_it_says_how_to_write_it() -> None:
    wanted = messages.with_sign(":", '- "les semis : quand"')
    assert problems(with_front("questions:\n  - où planter\n  - les semis : quand")) == [f"aide.md:5:5: {wanted}"]


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
    "tags: {a: b}": ("3:7", "tags", messages.TYPE_TEXTS),
    "reviewed: 31/05/2031": ("3:11", "reviewed", messages.TYPE_DATE),
    "reviewed: 2031-02-30": ("3:11", "reviewed", messages.TYPE_DATE),
    "reviewed: 0001-01-01T00:00:00+01:00": ("3:11", "reviewed", messages.TYPE_DATE),
    "owner: serre\nreview_by: [2031-05-31]": ("4:12", "review_by", messages.TYPE_TEXT),
    "valid_until: bientôt": ("3:14", "valid_until", messages.TYPE_DATE),
    "passages: Durée": ("3:11", "passages", messages.TYPE_MAPPINGS),
    "passages:\n  - Durée": ("4:5", "passages", messages.TYPE_MAPPING),
    "passages:\n  - heading: Durée\n    tags: {a: b}": ("5:11", "tags", messages.TYPE_TEXTS),
    "calls: printemps": ("3:8", "calls", messages.TYPE_MAPPINGS),
    "calls:\n  - name: Printemps\n    opens: mars": ("5:12", "opens", messages.TYPE_DATE),
}


@pytest.mark.parametrize(("front", "found"), WRONG_TYPES.items())
def test_a_wrong_type_says_what_the_key_must_hold(front: str, found: tuple[str, str, str]) -> None:
    place, key, expected = found
    assert problems(with_front(front)) == [f"aide.md:{place}: {messages.wrong_type(key, expected)}"]


ENTRIES = {
    "passages:\n  - url: /duree/": ("4:5", messages.entry_without("passages", "heading")),
    "calls:\n  - opens: 2031-03-01": ("4:5", messages.entry_without("calls", "name")),
    "passages:\n  - heading: Durée\n    question: [quand]": (
        "5:5",
        messages.unknown_key("question", ["call", "expect", "heading", "questions", "tags", "url", "valid_until"]),
    ),
    "calls:\n  - name: Printemps\n    close: 2031-05-01": (
        "5:5",
        messages.unknown_key("close", ["audience", "closes", "name", "opens", "results_from", "results_url"]),
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
