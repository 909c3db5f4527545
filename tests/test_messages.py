"""The wording: French typography throughout, all of it in one place, and none of it in vain."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "eig_bot"
MESSAGES = sorted((PACKAGE / "messages").glob("*.py"))
OTHERS = sorted(file for file in PACKAGE.rglob("*.py") if file not in MESSAGES)


def texts_of(file: Path) -> list[str]:
    """Return every text of a module but docstrings and patterns, which are written raw (`r"…"`); of an f-string, its words."""
    source = file.read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(source)))
    described = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    parts = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in ast.walk(node) if part is not node}
    whole = [node for node in nodes if isinstance(node, ast.JoinedStr | ast.Constant) and id(node) not in described | parts]
    plain = [node for node in whole if not re.match(r"[a-z]*r", ast.get_source_segment(source, node) or "", re.IGNORECASE)]
    return [" ".join(words_of(node)) for node in plain]


def words_of(node: ast.AST) -> list[str]:
    values = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
    return [value for value in values if isinstance(value, str)]


def test_a_no_break_space_stands_before_double_marks_and_inside_guillemets() -> None:
    # A colon may stand for what a person types (`title: …`), so it is left out.
    sentences = [text for file in MESSAGES for text in texts_of(file)]
    assert len(sentences) > 100
    assert [text for text in sentences if re.search(r" [;?!»]|«(?!\u00a0|$)|[a-zéà][;?!]", text)] == []


FRENCH = re.compile(
    r"\b(?:le|la|les|du|des|une|ce|cette|est|sont|il|elle|je|vous|nous|votre|que|qui|ne|pas|pour|avec|dans)\b|[à-ÿœ’]",
    re.IGNORECASE,
)
"""Words and letters of French: a single one may be data (`où`), and two make a sentence."""


@pytest.mark.parametrize("file", OTHERS, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_what_people_read_is_in_the_messages_alone(file: Path) -> None:
    assert [text for text in texts_of(file) if (" " in text and len(FRENCH.findall(text)) > 1) or "«" in text] == []


def declared(file: Path) -> set[str]:
    """Return the constants and functions of a module ("slack.SEND")."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    targets = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    constants = {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
    return {f"{file.stem}.{name}" for name in functions | constants}


def imported(nodes: list[ast.AST]) -> dict[str, str]:
    """Return under which names a module knows the messages: "messages" for "slack", "plural" for "french.plural"."""
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith("eig_bot.messages.")]
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}".removeprefix("eig_bot.messages.")
        for node in froms
        for alias in node.names
    }


def used(file: Path) -> set[str]:
    """Return what a module takes of the messages ("slack.SEND")."""
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    known = imported(nodes)
    if file in MESSAGES:
        known |= {name.partition(".")[2]: name for name in declared(file)}
    names = {
        known[node.id] for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in known
    }
    owned = [(node.value, node.attr) for node in nodes if isinstance(node, ast.Attribute)]
    return names | {f"{known[owner.id]}.{name}" for owner, name in owned if isinstance(owner, ast.Name) and owner.id in known}


def test_every_text_is_read_somewhere() -> None:
    everywhere = set().union(*map(used, (*MESSAGES, *OTHERS)))
    assert sorted(set().union(*map(declared, MESSAGES)) - everywhere) == []
