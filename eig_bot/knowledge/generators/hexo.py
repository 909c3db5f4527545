"""Hexo: a `_config.yml`, as Jekyll has, that speaks of `source_dir` or of another key that Hexo alone has."""

from collections.abc import Mapping

from eig_bot.knowledge.address_rule import AddressRule
from eig_bot.knowledge.addresses import pattern_of
from eig_bot.knowledge.generators.generator import Generator
from eig_bot.knowledge.generators.values import address, text, within

_ITS_OWN = frozenset({"source_dir", "public_dir", "new_post_name", "skip_render"})


def is_hexo(said: Mapping[str, object]) -> bool:
    """Return whether a configuration is one of Hexo.

    Args:
        said: its values, by their keys in small letters.
    """
    return not _ITS_OWN.isdisjoint(said)


def hexo(folder: str, said: Mapping[str, object]) -> Generator:
    """Return what such a configuration says; its themes and models of pages stand beside the pages.

    Args:
        folder: in which it stands, within the knowledge folder; "" is that folder itself.
        said: its values, by their keys in small letters.
    """
    root = within(folder, text(said.get("source_dir")) or "source")
    rules = (
        AddressRule(within(root, "_posts"), pattern_of(text(said.get("permalink")) or ":year/:month/:day/:title/")),
        AddressRule(root, "/{path}.html"),
    )
    return Generator(
        "Hexo",
        (root,),
        address(text(said.get("url"))),
        text(said.get("root")),
        rules,
        pages_below=frozenset({"_posts"}),
        dated_folders=(within(root, "_posts"),) if said.get("future") is False else (),
    )
