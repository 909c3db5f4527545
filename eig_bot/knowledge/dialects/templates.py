"""Tags of templates: `{% include … %}`, `{{< button … >}}`, `{{ '/aide/' | relative_url }}`. Each is run when the site is made.

Its name and arguments are no text; what it stands around is, and so is a link that its arguments make. But what stands under
a condition, or in a list that is made of data, is not: nobody knows here whether a site shows it. They are of Liquid (Jekyll,
GitBook), Hugo, Nunjucks and Jinja (Eleventy, MkDocs), Vue (VuePress).
"""

import re
from collections.abc import Callable

from eig_bot.knowledge.dialects.scan import Scan, Taken
from eig_bot.knowledge.links import UNKNOWN, from_top

LABELS = ("title", "label", "text", "name", "heading", "summary", "caption", "content")
"""Arguments that hold what is read, the one to take first."""
ADDRESSES = ("url", "href", "to", "link", "lien")
"""Arguments that hold where it leads."""


def liquid(scan: Scan, start: int) -> Taken | None:
    """Take a tag of Liquid; what stands between `{% comment %}`, `{% if … %}` and their like, and their end, goes with it.

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
    name, rest, block_end = opening[1], scan.source[opening.end() : end.start()], scan.block_end(_TAGS, start)
    if block_end and name in _NOT_SHOWN:
        if name in _CONDITIONS and _ANY_TAG.sub("", scan.source[end.end() : block_end]).strip():
            scan.note(start, end.end(), is_block=True)
            return _gap(scan, start, block_end), block_end
        return "", block_end
    if _is_address(scan, start):
        return _address_of(name, rest), end.end()
    shown = _of_tag(name, arguments(rest))
    if not (shown or block_end or name.startswith("end") or name in _QUIET | _NOT_SHOWN | _ENCLOSING.keys()):
        scan.note(start, end.end())
        shown = _gap(scan, start, end.end())
    return shown, end.end()


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
    name = re.split(r"[\s/]", inner.strip(), maxsplit=1)[0].lower()
    if _is_address(scan, start):
        shown = _first_quoted(inner) if name in _LINKING else UNKNOWN
    else:
        shown = link_of(arguments(inner), from_top)
        is_quiet = inner.strip().startswith("/") or name in _QUIET or scan.block_end(_SHORTCODE_TAGS, start)
        if not shown and not is_quiet:
            scan.note(start, end.end())
            shown = _gap(scan, start, end.end())
    if shown == UNKNOWN:
        scan.note(start, end.end())
    return shown, end.end()


def expression(scan: Scan, start: int) -> Taken | None:
    """Take `{{ … }}`; in the place of an address, the path in it stays, and what is not known makes the address unknown.

    Args:
        scan: the text.
        start: where "{" stands.
    """
    found = _EXPRESSION.match(scan.source, start)
    if found is None:
        return None
    inner = found[0].strip("{}- \t\n")
    if _is_address(scan, start):
        shown = _address_in(found[0])
        if shown == UNKNOWN:
            scan.note(start, found.end())
        return shown, found.end()
    if not inner or _SHOWS_NOTHING.match(inner) or _is_top(inner):
        return "", found.end()
    scan.note(start, found.end())
    return _gap(scan, start, found.end()), found.end()


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
_TAGS = re.compile(r"\{%-?\s*(?P<end>end)?(?P<name>[a-z][\w-]*)(?(end)\s*\w*\s*-?%\})")
GAP = "[…]"
"""As in a sentence of which an answer shows a part."""
_NEAR = 200
"""Characters around a tag in which its sentence is looked for: a line may be as long as a page."""
_ANY_MARK = re.compile(r"\{[{%][^{}]*\}+")
_ANY_TAG = re.compile(r"\{%[^{}]*%\}")
_CONDITIONS = frozenset({"if", "unless", "case", "ifchanged", "for", "tablerow"})
_NOT_SHOWN = _CONDITIONS | {"capture", "set", "macro"}
"""Blocks whose contents a site shows on a condition, once for each item of its data, or in another place."""
_QUIET = frozenset({
    "assign", "set", "else", "elsif", "elseif", "elif", "when", "break", "continue", "increment", "decrement", "cycle",
    "layout", "liquid", "import", "from", "extends", "block", "load", "do", "toc", "seo", "feed_meta", "br", "figure", "img",
    "image", "picture", "gallery", "video", "youtube", "vimeo", "icon",
})  # fmt: skip
"""Tags without an end that show no words."""
_SHORTCODE_TAGS = re.compile(r"\{\{[<%]\s*(?P<end>/)?\s*(?P<name>[\w.-]+)")
_LINKING = frozenset({"ref", "relref", "relurl", "absurl", "url", "link", "static", "baseurl"})
"""Shortcodes that write the path of their argument."""
_SHOWS_NOTHING = re.compile(r"[#/>!&^]|(?:else|toc|content|page\.content)\b", re.IGNORECASE)
_TOP = re.compile(
    r"(?:site|config|metadata|site\.github)\.(?:base_?url|site_?url|url|root)|base_?url|root_?url|site_?url", re.IGNORECASE
)
"""What stands for the address of the site, or for its folder."""
_NAME = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+")
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


def _gap(scan: Scan, start: int, end: int) -> str:
    """Return what tells that words are missing from a line that has others; a sentence must not seem whole without them."""
    before = scan.source[max(0, start - _NEAR) : start].rpartition("\n")[2]
    around = f"{before} {scan.source[end : end + _NEAR].partition(chr(10))[0]}"
    return GAP if re.search(r"\w", _ANY_MARK.sub("", around)) else ""


def _is_top(inner: str) -> bool:
    return _TOP.fullmatch(inner.partition("|")[0].strip()) is not None


def _address_in(written: str) -> str:
    """Return the path that an expression writes: one that takes another value from the site is not known."""
    bare = _QUOTED.sub("", written)
    if any(not _TOP.fullmatch(name[0]) for name in _NAME.finditer(bare)):
        return UNKNOWN
    return _first_quoted(written) or ("" if _is_top(written.strip("{}- \t\n")) else UNKNOWN)


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
