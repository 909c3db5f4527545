"""Hugo: `hugo.toml`, and the names that it had before."""

from eig_bot.knowledge.address_rule import AddressRule, Spelling
from eig_bot.knowledge.addresses import pattern_of
from eig_bot.knowledge.generators.generator import Generator
from eig_bot.knowledge.generators.values import address, from_any, lower, text, within


def hugo(folder: str, source: str) -> Generator | None:
    """Return what `hugo.toml` says; None for a file of that name without `baseURL`, which is another program's.

    Args:
        folder: in which the configuration stands, within the knowledge folder; "" is that folder itself.
        source: the text of the configuration.
    """
    said = lower(from_any(source))
    if "baseurl" not in said:
        return None
    root = within(folder, text(said.get("contentdir")) or "content")
    keeps = said.get("disablepathtolower") is True
    spelling = Spelling.AS_IS if keeps else Spelling.LOWER
    pattern = "/{path}.html" if said.get("uglyurls") is True else "/{path}/"
    rules = [AddressRule(root, pattern, spelling=spelling)]
    permalinks = lower(said.get("permalinks"))
    permalinks = {**permalinks, **lower(permalinks.get("page"))}
    rules += [
        AddressRule(f"{root}/{section}", pattern_of(written), f"/{section}/{{folder}}/", spelling)
        for section, written in permalinks.items()
        if isinstance(written, str)
    ]
    if len(lower(said.get("languages"))) > 1 or said.get("defaultcontentlanguageinsubdir") is True:
        rules = [AddressRule(root, None)]
    dated = () if said.get("buildfuture") is True else (root,)
    return Generator("Hugo", (root,), address(text(said["baseurl"])), rules=tuple(rules), dated_folders=dated)
