"""Views are pure functions: whatever they are given fits Slack's limits, and notifies nobody."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.answers.answer import Answer, Kind, Result
from eig_bot.answers.responder import Responder
from eig_bot.answers.subjects import Theme
from eig_bot.knowledge.passage import Passage
from eig_bot.slack.views import modals
from eig_bot.slack.views.answers import AnswerContext, answer_message
from eig_bot.slack.views.elements import Post, bullets, link, paragraph, plain_message, text, user
from tests.garden import page, write
from tests.slack.clicks import labels
from tests.slack.every_view import check, check_folder, of_answer, of_lists, of_written, problems_of

MARKUP = "<!channel> <!here|ici> <@U0AGENT1> &lt;b&gt; *gras* `code` :tada:"
LONG_ADDRESS = "https://exemple.fr/" + "a" * 4_000
EXTREMES = {
    "endless-titles.md": page("titre " * 99, f"Texte.\n\n## {'sous-titre ' * 99}\n\n## {'m' * 5_000}\n\nSuite."),
    "endless-word.md": page("m" * 500, "m" * 9_000),
    "endless-list.md": page("Liste", "\n".join(f"- élément {number} {'mot ' * 50}" for number in range(20))),
    "long-addresses.md": page("Adresses", f"Voyez [le règlement]({LONG_ADDRESS}) et {LONG_ADDRESS}.", url=LONG_ADDRESS),
    "odd-addresses.md": page(
        "Liens", "[a](javascript:x), [b](/c), [d](), [e](#), [f](ftp://g.h), [i](mailto:j@k.fr)", url="/page"
    ),
    "empty-headings.md": page("Vide", "##\n\nSous rien.\n\n## \n\n### \n\n## Vide\n\n## \u200b\n\nAutre."),
    "markup.md": page(f"'{MARKUP}'", f"{MARKUP}\n\n## {MARKUP}\n\n- {MARKUP}\n\n{'& < > ' * 200}"),
    "emoji.md": page("🧑‍🌾" * 100, f"{'🧑‍🌾' * 500}\n\n## {'👩🏽‍🚒' * 40}\n\n{':tada: ' * 200}"),
    "control.md": page("Contrôle", "a\x07b\x0b\x0c\u202e\u200b\u2028c\x1b[31m\n\n## x\x00y\n\n\x00"),
}
CALLS = "".join(
    f"  - name: {'Appel ' * 99}{number}\n    closes: 2026-12-0{number}\n    results_url: {LONG_ADDRESS}\n" for number in (1, 2)
)
TEXT = st.text(min_size=1, max_size=300).filter(str.strip)


def _answer(shown: str, *, title: str = "Titre", url: str | None = None, others: int = 0) -> Answer:
    passages = [Passage("page.md", line, (title,), shown, url) for line in range(1 + others)]
    results = tuple(Result(passage, 1.0) for passage in passages)
    return Answer(question="?", kind=Kind.ANSWER, confidence=1.0, text=shown, results=results, source=passages[0])


def test_slack_takes_all_that_can_be_shown_of_the_shipped_knowledge(shipped: Responder) -> None:
    assert check(shipped) == []


def test_slack_takes_all_that_can_be_shown_of_extreme_pages(folder: Path) -> None:
    assert check_folder(write(folder, EXTREMES)) == []


def test_slack_takes_all_that_can_be_shown_of_many_calls_of_a_service_with_an_endless_name(folder: Path) -> None:
    site = f"name: {'nom ' * 200}\ncontact: {'c' * 500}@exemple.fr\n"
    pages = {
        "appels.md": f"---\ntitle: Appels\ncalls:\n{CALLS}---\n\nUn [dossier]({LONG_ADDRESS}.pdf) et [un autre](/b.pdf).\n"
    }
    assert check_folder(write(folder, {**pages, "site.yml": site})) == []


def test_long_lists_of_subjects_are_shown_by_pages_that_lead_to_all_of_them() -> None:
    alike = tuple(Passage("page.md", line, ("Page", f"Partie {line}", "Combien ?"), "Texte.") for line in range(100))
    themes = [Theme("m" * 300, f"{number}.md", alike[:1]) for number in range(299)]
    themes.append(Theme("Page", "page.md", alike))
    shown = list(of_lists(themes))
    assert [(name, problem) for name, view in shown for problem in problems_of(view)] == []
    seen = [label for _, view in shown for label in labels(view)]
    assert {f"Combien ? (Partie {number})" for number in range(100)} <= set(seen)
    assert seen.count("Page") == 1
    assert problems_of(modals.subjects(themes, 99)) + problems_of(modals.theme(themes[-1], 99)) == []


@given(
    TEXT,
    TEXT,
    st.one_of(st.none(), st.integers(0, 4_000).map(lambda length: LONG_ADDRESS[:19] + "a" * length)),
    st.integers(0, 9),
)
def test_slack_takes_any_answer(shown: str, title: str, url: str | None, others: int) -> None:
    for name, view in of_answer(_answer(shown, title=title, url=url, others=others)):
        assert problems_of(view) == [], name


@given(TEXT)
def test_slack_takes_whatever_a_person_writes(written: str) -> None:
    for name, view in of_written(written):
        assert problems_of(view) == [], name


def test_endless_titles_and_texts_are_cut_to_what_slack_takes() -> None:
    message = answer_message(_answer("mot " * 5_000, title="titre " * 100, url=LONG_ADDRESS), AnswerContext())
    assert problems_of(message) == []


def test_text_is_escaped_in_the_fallback_and_plain_in_the_blocks() -> None:
    message = answer_message(_answer("<!channel> & <b>"), AnswerContext())
    assert "&lt;!channel&gt; &amp; &lt;b&gt;" in message.text
    assert message.blocks[0]["elements"][0]["elements"][1]["text"] == "<!channel> & <b>"


def test_plain_text_makes_one_block() -> None:
    message = plain_message("Bonjour !")
    assert (message.text, len(message.blocks)) == ("Bonjour !", 1)
    assert problems_of(message) == []


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        (Post(" ", []), "text: 0 characters"),
        (Post("a" * 4_001, []), "text: 4001 characters"),
        (Post("<!channel>", []), "text: <!channel> notifies people, escape it"),
        (Post("a", [paragraph([user("U0AGENT1")])]), "blocks[0].elements[0].elements[0]: a user element notifies people"),
        (Post("a", [paragraph([text("m" * 2_500)])] * 4), "blocks: 10000 characters in all"),
        (Post("a", [paragraph([text("")])]), "blocks[0].elements[0].elements[0]: empty text"),
        (Post("a", [bullets([])]), "blocks[0].elements[0]: empty rich_text_list"),
        (
            Post("a", [paragraph([link("ici", "/page")])]),
            "blocks[0].elements[0].elements[0]: '/page' is no address that Slack takes",
        ),
        (Post("a", [paragraph([text("a")])] * 51), "blocks: 51 blocks, 50 at most"),
    ],
)
def test_what_slack_would_refuse_is_found(message: Post, problem: str) -> None:
    assert problem in problems_of(message)
