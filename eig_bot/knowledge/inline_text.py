"""What stands within a paragraph -> its text, in which links are the only mark; the bold words that open it are its lead."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from markdown_it.token import Token

from eig_bot.knowledge.html_text import INLINE
from eig_bot.knowledge.links import Resolver
from eig_bot.knowledge.text_writer import TextWriter

Asides = Mapping[int, Sequence[Token]]
"""Number of a note that is written within the line (`^[…]`) -> what it says."""
NO_ASIDES: Asides = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class InlineText:
    """The text of one run of inline tokens."""

    text: str
    lead: str = ""
    """The bold text that it opens with."""
    rest: str = ""
    """What follows the lead, without the colon between them."""


def inline_text(children: Sequence[Token], resolve: Resolver, asides: Asides = NO_ASIDES) -> InlineText:
    """Return the text of inline tokens; what is struck is left out.

    Args:
        children: the tokens.
        resolve: makes the addresses of links absolute.
        asides: of the whole text; each stands in parentheses where it is called.
    """
    writer = TextWriter(resolve)
    lead = ""
    opens_bold = False
    for child in shown(children):
        if child.type == "strong_open":
            opens_bold = not lead and not writer.text()
        elif child.type == "strong_close" and opens_bold:
            lead, opens_bold = writer.text(), False
        else:
            _write(writer, child, asides)
    text = writer.text()
    return InlineText(text, lead, text[len(lead) :].strip(" \u00a0\u202f:."))


def write_inline(writer: TextWriter, children: Sequence[Token]) -> None:
    """Write inline tokens into a text that goes on; what is struck is left out.

    Args:
        writer: the text.
        children: the tokens.
    """
    for child in shown(children):
        _write(writer, child, NO_ASIDES)


def shown(children: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens that readers see: those that stand in no struck words.

    Args:
        children: of one paragraph, in which the parser closes whatever it opens.
    """
    depth = 0
    for child in children:
        depth += {"s_open": 1, "s_close": -1}.get(child.type, 0)
        if depth <= 0 and child.type != "s_close":
            yield child


def cut_at_leads(children: Sequence[Token]) -> Iterator[tuple[int, Sequence[Token]]]:
    """Cut a paragraph before each line that a bold lead opens; yield the number of lines above each part with it.

    Args:
        children: the tokens of the paragraph.
    """
    told = [child for child in children if child.content or child.type != "text"]
    start = offset = breaks = 0
    for number, child in enumerate(told):
        if child.type not in {"softbreak", "hardbreak"}:
            continue
        breaks += 1
        if child.level == 0 and _opens_lead(told, number):
            yield offset, told[start:number]
            start, offset = number + 1, breaks
    yield offset, told[start:]


def _opens_lead(children: Sequence[Token], number: int) -> bool:
    """A line may open with bold words by chance of its width: a lead follows a whole sentence, or has a colon."""
    if number + 1 >= len(children) or children[number + 1].type != "strong_open":
        return False
    end = next(place for place in range(number + 2, len(children)) if children[place].type == "strong_close")
    bold = "".join(child.content for child in children[number + 2 : end]).rstrip()
    rest = children[end + 1].content.lstrip() if end + 1 < len(children) else ""
    follows_sentence = number > 0 and children[number - 1].content.rstrip().endswith((".", "!", "?", "…"))
    return children[number].type == "hardbreak" or follows_sentence or bold.endswith(":") or rest.startswith(":")


def _write(writer: TextWriter, child: Token, asides: Asides) -> None:
    match child.type:
        case "text" | "code_inline":
            writer.write(child.content)
        case "softbreak":
            writer.write(" ")
        case "hardbreak":
            writer.write("\n")
        case "link_open":
            writer.open_link(str(child.attrGet("href") or ""))
        case "link_close":
            writer.close_link()
        case "html_inline":
            _write_tag(writer, child.content)
        case "footnote_ref" if "label" in child.meta:
            writer.end_word()
        case "footnote_ref" if child.meta.get("id") in asides:
            writer.write(" (")
            for inner in shown(asides[child.meta["id"]]):
                _write(writer, inner, NO_ASIDES)
            writer.write(")")


_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_HREF = re.compile(r"""\b(?:href|to)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^"'\s>]+))""", re.IGNORECASE)
_LINK_TAG = re.compile(r"<(/?)(?:a|[\w-]*link)\b(?!-)", re.IGNORECASE)


def _write_tag(writer: TextWriter, tag: str) -> None:
    """A link opens or closes; whatever else is no part of a line of words begins a new line."""
    link = _LINK_TAG.match(tag)
    if link and link[1]:
        writer.close_link()
    elif link and (href := _HREF.search(tag)):
        writer.open_link(next(filter(None, href.groups()), ""))
    elif not link and (name := _NAME.match(tag)) and name[1].lower() not in INLINE:
        writer.write("\n")
