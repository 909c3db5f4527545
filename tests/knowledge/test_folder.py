"""What stands in a folder, hidden files and those of programs apart."""

from pathlib import Path

from eig_bot.knowledge.folder import content_of
from tests.garden import write


def test_pages_configurations_and_documents_are_seen_and_nothing_else(tmp_path: Path) -> None:
    seen = ("a.md", "b/c.MD", "d.markdown", "e.mdx", "mkdocs.yml", ".eleventy.js", ".vuepress/config.js", "site.yml")
    hidden = (".x.md", ".git/a.md", "node_modules/p/a.md", "plan.png", "style.css", "b/site.yml", ".vuepress/a.md", "a.md~")
    content = content_of(write(tmp_path, dict.fromkeys((*seen, *hidden, "plan.PDF", "b/notes.txt"), "x")))
    assert sorted(content.files) == sorted(seen)
    assert content.documents == ("plan.PDF", "b/notes.txt")
    assert sorted(content.pages) == ["a.md", "b/c.MD", "d.markdown", "e.mdx"]
