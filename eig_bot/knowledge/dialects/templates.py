"""Tags of templates: `{% include … %}`, `{{< button … >}}`, `{{ '/aide/' | relative_url }}`. Each is run when the site is made.

Its name and arguments are no text; what it stands around is, and so is a link that its arguments make. They are of Liquid
(Jekyll, GitBook), Hugo, Nunjucks and Jinja (Eleventy, MkDocs), Vue (VuePress).
"""

import re
from collections.abc import Callable

from eig_bot.knowledge.dialects.scan import Scan, Taken
from eig_bot.knowledge.links import from_top

LABELS = ("title", "label", "text", "name", "heading", "summary", "caption", "content")
"""Arguments that hold what is read, the one to take first."""
ADDRESSES = ("url", "href", "to", "link", "lien")
"""Arguments that hold where it leads."""


def liquid(scan: Scan, start: int) -> Taken | None:
    """Take a tag of Liquid; what stands between `{% comment %}` and its end goes with it.

    Args:
        scan: the text.
        start: where "{" stands.
    """
    opening = _LIQUID.match(scan.source, start)
    end = scan.after(_LIQUID_END, start) if opening else None
    if not opening or not end:
        return None
    closing = scan.after(_ENCLOSING[opening[1]], end.end()) if opening[1] in _ENCLOSING else None
    if closing:
        return "" if opening[1] == "comment" else scan.source[end.end() : closing.start()], closing.end()
    rest = scan.source[opening.end() : end.start()]
    return (_address_of(opening[1], rest) if _is_address(scan, start) else _of_tag(opening[1], arguments(rest))), end.end()


def shortcode(scan: Scan, start: int) -> Taken | None:
    """Take a shortcode of Hugo: one with a label and an address is a link.

    Args:
        scan: the text.
        start: where "{" stands.
    """
    closing = _SHORTCODES.get(scan.source[start : start + 3])
    end = scan.after(closing, start) if closing else None
    if end is None:
        return None
    inner = scan.source[start + 3 : end.start()]
    return _first_quoted(inner) if _is_address(scan, start) else link_of(arguments(inner), from_top), end.end()


def expression(scan: Scan, start: int) -> Taken | None:
    """Take `{{ … }}`; in the place of an address, the path in it stays.

    Args:
        scan: the text.
        start: where "{" stands.
    """
    found = _EXPRESSION.match(scan.source, start)
    return (_first_quoted(found[0]) if _is_address(scan, start) else "", found.end()) if found else None


def arguments(written: str) -> dict[str, str]:
    """Return the arguments of a tag or an element that have a name, in small letters.

    Args:
        written: `url="/aide/" text='Aide'`; `{"/aide/"}` is read as `"/aide/"`.
    """
    return {found[1].lower(): " ".join(found[2][1:-1].split()) for found in _ARGUMENT.finditer(written)}


def link_of(found: dict[str, str], turned: Callable[[str], str] = str) -> str:
    """Return the link that arguments make; empty unless one is a label and another an address.

    Args:
        found: as `arguments` returns them.
        turned: what becomes of the address.
    """
    label = next((found[name] for name in LABELS if found.get(name)), "")
    address = next((found[name] for name in ADDRESSES if found.get(name)), "")
    return _link(label, turned(address)) if label and address else ""


_LIQUID = re.compile(r"\{%-?\s*([\w-]*)")
_LIQUID_END = re.compile(r"%\}")
_ENCLOSING = {name: re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}") for name in ("comment", "raw", "verbatim")}
"""Tags whose contents are not read as templates -> what ends them."""
_SHORTCODES = {"{{<": re.compile(r"[%>]\}\}"), "{{%": re.compile(r"[%>]\}\}")}
_EXPRESSION = re.compile(r"\{\{\{?[^{}]*\}\}\}?")
_ARGUMENT = re.compile(r"""([A-Za-z][\w-]*)\s*=\s*\{?\s*("[^"]*"|'[^']*')""")
_QUOTED = re.compile(r""""([^"]*)"|'([^']*)'""")
_LONGEST_ADDRESS = 300
"""Characters before a tag in which an address may begin."""
_ADDRESS_BEFORE = re.compile(r"(?:\]\(\s*<?|\bhref\s*=\s*[\"']?)(?:[^\s()\"'<>{}]|\{\{[^{}]*\}\})*\Z")


def _is_address(scan: Scan, start: int) -> bool:
    return _ADDRESS_BEFORE.search(scan.source[max(0, start - _LONGEST_ADDRESS) : start]) is not None


def _address_of(name: str, rest: str) -> str:
    """Return where a tag in the place of an address leads: `{% link aide.md %}` names a file from the top of its folder."""
    bare = rest.strip(" \t\n\"'-")
    match name:
        case "link":
            return f"/{_escaped(bare.lstrip('/'))}"
        case "post_url":
            return f"/_posts/{_escaped(bare.lstrip('/'))}.md"
    return _first_quoted(rest)


def _of_tag(name: str, found: dict[str, str]) -> str:
    match name:
        case "tab":
            return f"{found.get('title', '')}  "  # what follows stands on a line of its own
        case "embed" if address := found.get("url"):
            return _link(address, address)
        case "file" if address := found.get("src"):
            return _link(found.get("caption") or address.rpartition("/")[2], address)
    return link_of(found, from_top)


def _first_quoted(written: str) -> str:
    found = _QUOTED.search(written)
    return _escaped(found[1] or found[2] or "") if found else ""


def _link(label: str, address: str) -> str:
    return f"[{label.replace('[', '(').replace(']', ')')}]({_escaped(address)})"


def _escaped(address: str) -> str:
    return address.strip().replace(" ", "%20").replace("(", "%28").replace(")", "%29")
