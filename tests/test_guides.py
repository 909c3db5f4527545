"""The guides say what the bot really shows: labels, commands, pictures, links."""

import ast
import inspect
import re
from pathlib import Path

import pytest
import yaml

from docs.previews import render
from eig_bot.config import Settings
from eig_bot.slack.listeners import commands
from eig_bot.slack.views import elements
from tests.wording import labels

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GUIDES = sorted(DOCS.glob("guide-*.md"))
MANIFEST = yaml.safe_load((ROOT / "app_manifest.yml").read_text(encoding="utf-8"))

each_guide = pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)


def text_of(guide: Path) -> str:
    """Return what a guide says, without what it quotes from files and terminals."""
    return re.sub(r"^ *```.*?^ *```$", "", guide.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def command_words() -> set[str]:
    """Return the words that the command for questions takes as an order."""
    tree = ast.parse(inspect.getsource(commands))
    values = [node.value for node in ast.walk(tree) if isinstance(node, ast.MatchValue)]
    return {str(value.value) for value in values if isinstance(value, ast.Constant)}


@each_guide
def test_each_label_that_a_guide_quotes_is_one_of_the_bots(guide: Path) -> None:
    quoted = re.findall(r"«\u00a0(.*?)\u00a0»", text_of(guide))
    assert quoted
    assert [label for label in quoted if label not in labels()] == []


@each_guide
def test_each_command_of_slack_that_a_guide_names_exists(guide: Path) -> None:
    named = re.findall(r"`([/@][^`]+)`", text_of(guide))
    known = {commands.ASK, commands.STATUS, f"@{MANIFEST['features']['bot_user']['display_name']}"}
    known |= {f"{commands.ASK} {word}" for word in command_words() if word}
    assert [command for command in named if command not in known] == []


@each_guide
def test_each_picture_of_a_guide_is_there_and_is_described(guide: Path) -> None:
    for described, path in re.findall(r"!\[(.*?)\]\((.*?)\)", text_of(guide)):
        assert len(described) > 40
        assert (DOCS / path).read_bytes().startswith(b"\x89PNG")
        assert (DOCS / path).stat().st_size < 150_000
    assert "<img" not in text_of(guide)


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_each_link_of_a_page_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)#]+)", text_of(page)):
        assert (DOCS / target).exists(), target


@each_guide
def test_a_guide_keeps_to_french_typography(guide: Path) -> None:
    prose = re.sub(r"`[^`]+`|\]\([^)]+\)", "", text_of(guide))
    assert re.findall(r".{0,10}(?: [:;?!»]|«(?!\u00a0)|(?<![\u00a0\n])[;?!](?!\[)|\w'\w)", prose) == []


def test_people_are_told_how_long_their_questions_are_kept_by_default() -> None:
    told = re.findall(r"gardés (\d+)\u00a0jours", text_of(DOCS / "guide-agents.md"))
    assert told == [str(Settings(Path(), Path()).retention.days)]


def test_the_pictures_are_those_of_the_tool_and_all_are_used() -> None:
    used = {path for guide in GUIDES for path in re.findall(r"\]\(images/(.*?)\)", text_of(guide))}
    assert used == set(render.PICTURES) == {file.name for file in (DOCS / "images").iterdir()}


def test_a_picture_shows_what_people_wrote_as_text() -> None:
    wrote = '<script>alert("&")</script>'
    blocks = [
        elements.paragraph([elements.text(wrote, bold=True), elements.link(wrote, wrote)]),
        elements.quote(wrote),
        elements.context(wrote),
        elements.section(wrote, elements.button(wrote, "x")),
        elements.input_block("x", wrote, elements.text_input(wrote), hint=wrote),
    ]
    shown = render.drawn(blocks)
    assert "<script" not in shown
    assert shown.count("&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;") == 10


def test_a_block_that_has_no_drawing_is_an_error() -> None:
    with pytest.raises(KeyError):
        render.drawn([{"type": "video"}])
