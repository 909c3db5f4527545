"""Components of MDX and Vue: `<Card title="Congés" href="/conges/">Vos droits</Card>` is a link and a text.

What a component stands around stays, and so do its label and its link. Attributes in braces, which HTML does not know, are
taken off the elements of HTML.
"""

import re

from eig_bot.knowledge.dialects.scan import Scan, Taken
from eig_bot.knowledge.dialects.templates import ADDRESSES, LABELS, arguments, link_of

_BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*+\})*+\}"
_ATTRIBUTE = rf"""(?:[\w:@.#-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|{_BRACES}|[^\s"'=<>`{{}}]+))?|\{{\.\.\.[^{{}}]*\}})"""
_ELEMENT = re.compile(rf"<(?P<end>/?)(?P<name>[A-Za-z][\w.-]*)(?:\s+{_ATTRIBUTE})*+\s*(?P<alone>/?)>")
_COMPONENT = re.compile(r"[A-Z]\w*[a-z]|[A-Za-z]\w*\.")
"""A word in capitals stands for what a reader fills in, and so does one in small letters with hyphens, `<your-name>`."""
_HTML = re.compile(
    r"(?:a|abbr|article|aside|b|blockquote|body|br|caption|center|cite|code|dd|del|details|div|dl|dt|em|figure|font|footer|form|h[1-6]"
    r"|head|header|hr|html|i|iframe|img|ins|kbd|label|li|main|mark|nav|ol|option|p|pre|s|script|section|select|small|span|strike"
    r"|strong|style|sub|summary|sup|table|tbody|td|tfoot|th|thead|title|tr|u|ul|video)",
    re.IGNORECASE,
)
"""Elements of HTML, which people also write in capitals."""
_EVALUATED = re.compile(r"""\{(?:"\s*"|'\s*'|[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+(?:\([^(){}]*\))?)\}""")
_IN_BRACES = re.compile(rf"\s+(?:[\w:@.-]+\s*=\s*{_BRACES}|\{{\.\.\.[^{{}}]*\}})")
_LINKS = re.compile(r"link$|^a$|button", re.IGNORECASE)
"""Components that are links around what they hold."""


def evaluated(scan: Scan, start: int) -> Taken | None:
    """Take what MDX would run, where a text has components: `{frontMatter.title}`, `{" "}`; a space stays.

    Args:
        scan: the text.
        start: where "{" stands.
    """
    found = _EVALUATED.match(scan.source, start) if scan.has_components else None
    return (" ", found.end()) if found else None


def component(scan: Scan, start: int) -> Taken | None:
    """Take a tag of a component, or the attributes in braces of one of HTML.

    Args:
        scan: the text.
        start: where "<" stands.
    """
    if scan.source.startswith(("<>", "</>"), start):
        return "", scan.source.index(">", start) + 1
    found = _ELEMENT.match(scan.source, start)
    if found is None:
        return None
    is_custom = "-" in found["name"] and ("=" in found[0] or _LINKS.search(found["name"]) is not None)
    if not (is_custom or _COMPONENT.match(found["name"])) or _HTML.fullmatch(found["name"]):
        return (_of_html(found[0]), found.end()) if re.search(r"=\s*\{|\{\.\.\.", found[0]) else None
    scan.has_components |= not is_custom
    return _of_component(found), found.end()


def _of_component(found: re.Match[str]) -> str:
    is_link = _LINKS.search(found["name"]) is not None
    if found["end"]:
        return "</a>" if is_link else ""
    given = arguments(found[0])
    if link := link_of(given):
        return f"{link} "
    address = next((given[key] for key in ADDRESSES if given.get(key)), "")
    if is_link and address and not found["alone"]:
        return f'<a href="{address}">'
    return next((given[key] for key in LABELS if given.get(key)), "")


def _of_html(written: str) -> str:
    """Return an element of HTML without attributes in braces; an address that is a text within them stays."""
    address = arguments(written).get("href")
    bare = _IN_BRACES.sub("", written)
    return f'<a href="{address}"{bare[2:]}' if address and bare.startswith("<a") and "href" not in bare else bare
