"""Jekyll: `_config.yml`, where it is not that of Hexo, or a folder `_posts`."""

from eig_bot.knowledge.address_rule import AddressRule, Spelling
from eig_bot.knowledge.addresses import pattern_of
from eig_bot.knowledge.generators.generator import Generator
from eig_bot.knowledge.generators.hexo import hexo, is_hexo
from eig_bot.knowledge.generators.values import address, from_yaml, lower, text, texts, within


def jekyll(folder: str, source: str) -> Generator:
    """Return what `_config.yml` says; an empty one says all that Jekyll does by itself.

    Args:
        folder: in which the configuration stands, within the knowledge folder; "" is that folder itself.
        source: the text of the configuration.
    """
    said = lower(from_yaml(source))
    if is_hexo(said):
        return hexo(folder, said)
    root = within(folder, text(said.get("source")))
    style = text(said.get("permalink")) or "date"
    collections = said.get("collections")
    named = collections if isinstance(collections, dict) else {name: {} for name in texts(collections)}
    place = text(said.get("collections_dir"))
    rules = [
        AddressRule(root, _JEKYLL_PAGES.get(style) or _suffixed("/{path}", style)),
        AddressRule(within(root, "_pages"), None),
        AddressRule("*/_posts", pattern_of(_JEKYLL_POSTS.get(style, style)), spelling=Spelling.HYPHENS),
        *(_collection(within(root, place, f"_{name}"), name, values) for name, values in named.items() if name != "posts"),
    ]
    rules = [*_jekyll_defaults(said.get("defaults"), root), *rules]
    below = {"_posts", "_pages", *(f"_{name}" for name in named), *texts(said.get("include"))}
    return Generator(
        "Jekyll",
        (root,),
        address(text(said.get("url"))),
        text(said.get("baseurl")),
        tuple(rules),
        pages_below=frozenset(below),
        left_out=("vendor",),
        dated_folders=() if said.get("future") is True else ("*/_posts", *(within(root, place, f"_{name}") for name in named)),
        excluded=tuple(name.strip("/") for name in texts(said.get("exclude"))),
    )


_JEKYLL_PAGES = {"pretty": "/{path}/", "date": "/{path}.html", "ordinal": "/{path}.html", "none": "/{path}.html"}
_JEKYLL_POSTS = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}


def _suffixed(pattern: str, style: str) -> str:
    """A page takes over how a style of one's own ends."""
    return pattern + ("/" if style.endswith("/") else ".html" if style.endswith((":output_ext", ".html")) else "")


def _collection(folder: str, name: str, values: object) -> AddressRule:
    said = lower(values)
    if said.get("output") is not True:
        return AddressRule(folder, None)
    written = text(said.get("permalink"))
    pattern = (
        pattern_of(written.replace(":name", ":title").replace(":collection", name)) if written else f"/{name}/{{path}}.html"
    )
    return AddressRule(folder, pattern, f"/{name}/{{folder}}/", Spelling.HYPHENS)


def _jekyll_defaults(defaults: object, root: str) -> list[AddressRule]:
    """Return the rules that a configuration gives to folders; one for pages of a type would need to know that type."""
    rules = []
    for item in defaults if isinstance(defaults, list) else []:
        scope, values = lower(lower(item).get("scope")), lower(lower(item).get("values"))
        if "permalink" not in values:
            continue
        folder, kind = text(scope.get("path")), text(scope.get("type"))
        pattern = None if kind not in {"", "pages", "posts"} else pattern_of(text(values["permalink"]))
        rules.append(
            AddressRule("*/_posts" if kind == "posts" and not folder else within(root, folder), pattern, pattern or "")
        )
    return rules
