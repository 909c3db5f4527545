"""Tools for documentation and notes, with a configuration in YAML or JSON: MkDocs, GitBook, Obsidian."""

import re

from eig_bot.knowledge.address_rule import AddressRule
from eig_bot.knowledge.generators.generator import Generator
from eig_bot.knowledge.generators.values import address, from_yaml, text, texts, within


def mkdocs(folder: str, source: str) -> Generator | None:
    """Return what `mkdocs.yml` says.

    Args:
        folder: in which the configuration stands, within the knowledge folder; "" is that folder itself.
        source: the text of the configuration.
    """
    said = from_yaml(source)
    root = within(folder, text(said.get("docs_dir")) or "docs")
    pattern = "/{path}.html" if said.get("use_directory_urls") is False else "/{path}/"
    return Generator(
        "MkDocs", (root,), address(text(said.get("site_url"))), rules=(AddressRule(root, pattern),), readme_is_index=True
    )


def gitbook(folder: str, source: str) -> Generator | None:
    """Return what `.gitbook.yaml` says; the site puts groups of its table of contents into addresses, which are not known so.

    Args:
        folder: in which the configuration stands, within the knowledge folder; "" is that folder itself.
        source: the text of the configuration.
    """
    root = within(folder, text(from_yaml(source).get("root")))
    return _book(root, AddressRule(root, None))


def old_gitbook(folder: str, source: str) -> Generator | None:
    """Return what `book.json` says, of a GitBook that was a program.

    Args:
        folder: in which the configuration stands, within the knowledge folder; "" is that folder itself.
        source: the text of the configuration.
    """
    root = within(folder, text(from_yaml(source).get("root")))
    return _book(root, AddressRule(root, "/{path}.html"))


def gitbook_contents(folder: str, source: str) -> Generator | None:
    """Return a book for a table of contents without a configuration; None for another page of that name.

    Args:
        folder: in which the configuration stands, within the knowledge folder; "" is that folder itself.
        source: the text of the configuration.
    """
    return _book(folder, AddressRule(folder, None)) if re.search(r"\]\([^)]+\.md\)", source) else None


def obsidian(folder: str, source: str) -> Generator | None:
    """Return what a vault says: notes without addresses, of which templates, drawings and what it hides are none.

    Args:
        folder: in which the configuration stands, within the knowledge folder; "" is that folder itself.
        source: the text of the configuration.
    """
    said = from_yaml(source)
    templates, ignored = text(said.get("folder")), texts(said.get("userIgnoreFilters"))
    left_out = ("*.excalidraw.md", *([within(folder, templates)] if templates else ()))
    excluded = tuple(name if re.fullmatch(r"/.+/", name) else within(folder, name) for name in ignored if name.strip("/ "))
    return Generator("Obsidian", (folder,), rules=(AddressRule(folder, None),), left_out=left_out, excluded=excluded)


def _book(root: str, rule: AddressRule) -> Generator:
    return Generator("GitBook", (root,), rules=(rule,), readme_is_index=True, left_out=("SUMMARY.md",))
