"""Tools whose configuration is a program, which is not run: what stands in it as plain text is looked for."""

import re

from eig_bot.knowledge.address_rule import AddressRule, Spelling
from eig_bot.knowledge.generators.generator import Generator
from eig_bot.knowledge.generators.values import address, quoted, within


def docusaurus(folder: str, source: str) -> Generator | None:
    """Return what `docusaurus.config.js` says; where it moves its pages in a way that is not plain, they have no address.

    Args:
        folder: in which the configuration stands, within the knowledge folder; "" is that folder itself.
        source: the text of the configuration.
    """
    docs = re.search(r"\bdocs\s*:\s*\{[^{}]*?\brouteBasePath\s*:\s*['\"]([^'\"]*)", source)
    blog = re.search(r"\bblog\s*:\s*\{[^{}]*?\brouteBasePath\s*:\s*['\"]([^'\"]*)", source)
    docs_at, blog_at = (match[1].strip("/") if match else usual for match, usual in ((docs, "docs"), (blog, "blog")))
    end = "/" if re.search(r"\btrailingSlash\s*:\s*true", source) else ""
    is_plain = len(re.findall(r"\brouteBasePath\b", source)) == bool(docs) + bool(blog)
    rules = (
        AddressRule(
            within(folder, "docs"),
            f"/{docs_at}/{{path}}{end}" if is_plain else None,
            f"/{docs_at}/{{folder}}{end}",
            Spelling.UNNUMBERED,
        ),
        AddressRule(
            within(folder, "blog"),
            f"/{blog_at}/{{year}}/{{month}}/{{day}}/{{name}}{end}" if is_plain else None,
            slugged=f"/{blog_at}/{{name}}{end}",
        ),
        AddressRule(within(folder, "src/pages"), f"/{{path}}{end}"),
    )
    return Generator(
        "Docusaurus",
        tuple(rule.folder for rule in rules),
        address(quoted(source, "url")),
        quoted(source, "baseUrl"),
        rules,
        readme_is_index=True,
        left_out=("_*.md", "_*.mdx"),
    )


def eleventy(folder: str, source: str) -> Generator | None:
    """Return what `.eleventy.js` says.

    Args:
        folder: in which the configuration stands, within the knowledge folder; "" is that folder itself.
        source: the text of the configuration.
    """
    root = within(folder, quoted(source, "input"))
    rule = AddressRule(root, spelling=Spelling.UNDATED)
    return Generator("Eleventy", (root,), base=quoted(source, "pathPrefix"), rules=(rule,))


def vuepress(folder: str, source: str) -> Generator | None:
    """Return what the configuration of VuePress or VitePress says.

    Args:
        folder: in which the configuration stands, within the knowledge folder; "" is that folder itself.
        source: the text of the configuration.
    """
    end = "" if re.search(r"\bcleanUrls\s*:\s*true", source) else ".html"
    rule = AddressRule(folder, f"/{{path}}{end}")
    return Generator("VuePress", (folder,), base=quoted(source, "base"), rules=(rule,), readme_is_index=True)
