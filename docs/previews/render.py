"""Pictures of what the bot shows, for the guides: `python -m docs.previews.render` writes them to `docs/images/`.

The answers are the real ones to a few questions about `knowledge/`, laid out by the bot's own views on a fixed day; this tool
only draws their blocks as Slack would, and Chromium takes the pictures.
"""

# Run it again when a sentence, a view or a page changes, and look at the pictures before committing them.
#
# - **No sentence of the bot stands here**: only what people ask, and the few words that Slack itself puts around messages.
# - **A block that is not drawn yet is an error** (`_BLOCKS`), so that no picture leaves out a part of a message.
# - **Everything is escaped** where it becomes HTML (`escape`), once.
# - Chromium must be on the PATH, and the Lato font installed: `apt-get install chromium fonts-lato` on Debian.

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from eig_bot.answers import subjects
from eig_bot.answers.answer import Kind
from eig_bot.answers.live import LiveResponder
from eig_bot.answers.models import Models
from eig_bot.config import Settings
from eig_bot.journal.people import Kept
from eig_bot.journal.requests import Recipient
from eig_bot.search.cache import Cache
from eig_bot.slack.views import modals
from eig_bot.slack.views.answers import AnswerContext, answer_message
from eig_bot.slack.views.elements import Block, Element, Post, View
from eig_bot.slack.views.home import Home, home_view

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
SETTINGS = Settings(ROOT / "knowledge", ROOT / "data", today=date(2026, 11, 25))
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = "Chromium is missing: install it (on Debian: apt-get install chromium fonts-lato) so that it is on the PATH."
SCALE, LONG = 1.4, 800
"""Pixels of a picture for one of the page; one for one where the page is longer than this, so that every picture is small."""

SURE = "combien l'administration doit-elle payer ?"
UNSURE = "achat d'ordinateurs portables pour eux"
UNKNOWN = "quel temps fait-il ?"
YOU, REPLIES, ONLY_YOU, TABS = "Vous", "1 réponse", "Visible uniquement par vous", ("Accueil", "Messages")
"""Slack's own words."""


def main() -> None:
    """Draw all pictures."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit(NO_BROWSER)
    IMAGES.mkdir(exist_ok=True)
    bot = Bot()
    for name, page in PICTURES.items():
        take(browser, page(bot), IMAGES / name)
        print(f"{name}: {(IMAGES / name).stat().st_size / 1_000:.0f} kB")


class Bot:
    """What the bot shows on the fixed day."""

    def __init__(self) -> None:
        """Read the pages."""
        self._responder = LiveResponder(SETTINGS.knowledge, Models(Cache(SETTINGS.cache)))
        self._now = SETTINGS.clock()()
        self._around = AnswerContext(question="q", has_team=True)

    def exchange(self, question: str, kind: Kind) -> str:
        """Return the page of a question with its answer."""
        answer = self._responder.respond(question, now=self._now)
        if answer.kind is not kind:
            sys.exit(f"{question!r} is no longer met with {kind}, but with {answer.kind}: choose another question.")
        return exchange(question, answer_message(answer, self._around))

    def status(self) -> str:
        """Return the page of the state of the call, as the command shows it."""
        return whisper(answer_message(self._responder.status(self._now), replace(self._around, question=None, may_share=True)))

    def home(self) -> str:
        """Return the page of somebody's App Home."""
        themes = subjects.themes(self._responder.knowledge)
        kept = Kept(questions=2, judgements=1, requests=0, is_subscribed=False)
        return home_tab(home_view(Home(self._responder.status(self._now), themes, (UNSURE, SURE), kept, self._around)))

    def email(self, question: str) -> str:
        """Return the page of the window with the passage that answers a question."""
        return window(modals.for_an_email(self._responder.respond(question, now=self._now).results[0].passage))


PICTURES: Mapping[str, Callable[[Bot], str]] = {
    "reponse.png": lambda bot: bot.exchange(SURE, Kind.ANSWER),
    "choix.png": lambda bot: bot.exchange(UNSURE, Kind.SUGGESTIONS),
    "je-ne-sais-pas.png": lambda bot: bot.exchange(UNKNOWN, Kind.NO_ANSWER),
    "etat-de-l-appel.png": Bot.status,
    "accueil.png": Bot.home,
    "equipe.png": lambda _: window(modals.request(SURE, "q", Recipient("U0"))),
    "courriel.png": lambda bot: bot.email(SURE),
}


def take(browser: str, page: str, picture: Path) -> None:
    """Save a page as a picture of its own size."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "page.html")
        file.write_text(page, encoding="utf-8")

        def run(*options: str) -> str:
            always = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/profile")
            done = subprocess.run([browser, *always, *options, file.as_uri()], capture_output=True, text=True, check=True)
            return done.stdout

        size = re.search(r"<title>(\d+),(\d+)</title>", run("--dump-dom"))
        if size is None:
            sys.exit("The browser did not tell the size of a page.")
        width, height = map(int, size.groups())
        scale = 1 if height > LONG else SCALE
        run(f"--window-size={width},{height}", f"--force-device-scale-factor={scale}", f"--screenshot={picture}")


# --- what stands around the blocks


def exchange(question: str, answer: Post) -> str:
    """Return the page of a question with its answer."""
    you = _message(_tag("div", _PERSON, "avatar person"), _tag("span", escape(YOU), "name"), _tag("p", escape(question)))
    return _talk(you + _tag("div", escape(REPLIES), "replies") + _reply(drawn(answer.blocks)))


def whisper(answer: Post) -> str:
    """Return the page of an answer that one person alone sees."""
    return _talk(_reply(_tag("div", f"{_EYE} {escape(ONLY_YOU)}", "only") + drawn(answer.blocks)))


def window(view: View) -> str:
    """Return the page of a window."""
    title = _tag("div", f'{_avatar()}{_label(view["title"])}<span class="cross">✕</span>', "title")
    buttons = _tag("button", _label(view["close"]))
    if "submit" in view:
        buttons += _tag("button", _label(view["submit"]), "primary")
    inside = title + drawn(view["blocks"]) + _tag("div", buttons, "foot")
    return _page(_tag("div", _tag("div", inside), "window"))


def home_tab(view: View) -> str:
    """Return the page of the Home tab."""
    title = _tag("div", f"{_avatar()}{escape(_bot()['name'])}", "title")
    first, *others = map(escape, TABS)
    tabs = _tag("div", _tag("b", first) + "".join(_tag("span", other) for other in others), "tabs")
    return _page(_tag("div", title + tabs + drawn(view["blocks"]), "home"))


def _talk(inside: str) -> str:
    return _page(_tag("div", inside, "talk"))


def _reply(inside: str) -> str:
    return _message(_avatar(), f'<span class="name">{escape(_bot()["name"])}</span><span class="badge">APP</span>', inside)


def _message(avatar: str, name: str, inside: str) -> str:
    moment = f"{SETTINGS.clock()():%H:%M}"
    head = f'{name}<span class="time">{moment}</span>'
    return _tag("div", avatar + _tag("div", head + inside), "message")


def _avatar() -> str:
    initials = "".join(word[0] for word in _bot()["name"].split())
    return f'<div class="avatar" style="background: {escape(_bot()["background_color"])}">{escape(initials)}</div>'


def _bot() -> Mapping[str, str]:
    shown: Mapping[str, str] = yaml.safe_load((ROOT / "app_manifest.yml").read_text(encoding="utf-8"))["display_information"]
    return shown


def _page(body: str) -> str:
    style = Path(__file__).with_name("slack.css").read_text(encoding="utf-8")
    return f'<!doctype html><meta charset="utf-8"><title></title><style>{style}</style><body>{body}<script>{_SIZE}</script>'


# --- blocks


def drawn(blocks: Iterable[Block]) -> str:
    """Return blocks as HTML.

    Raises:
        KeyError: there is no drawing for a block or for a part of it.
    """
    return _tag("div", "".join(_BLOCKS[block["type"]](block) for block in blocks), "blocks")


def _rich_text(block: Block) -> str:
    return "".join(_RICH[part["type"]](part) for part in block["elements"])


def _inline(part: Element) -> str:
    return "".join(_INLINE[element["type"]](element) for element in part["elements"])


def _text(element: Element) -> str:
    shown = escape(element["text"])
    for name in element.get("style", {}):
        shown = _tag({"bold": "b", "italic": "i"}[name], shown)
    return shown


def _link(element: Element) -> str:
    return f'<a href="{escape(element["url"])}">{escape(element["text"])}</a>'


def _list(part: Element) -> str:
    return _tag("ul", "".join(_tag("li", _inline(item)) for item in part["elements"]))


def _actions(block: Block) -> str:
    return _tag("div", "".join(map(_button, block["elements"])), "buttons")


def _button(element: Element) -> str:
    away = f" {_AWAY}" if "url" in element else ""
    return _tag("button", _label(element["text"]) + away, element.get("style", ""))


def _context(block: Block) -> str:
    return "".join(_tag("p", _label(element), "context") for element in block["elements"])


def _judgement(block: Block) -> str:
    (element,) = block["elements"]
    labels = (_label(element[name]["text"]) for name in ("positive_button", "negative_button"))
    return _tag("div", "".join(_tag("span", _THUMB + label) for label in labels), "judgement")


def _section(block: Block) -> str:
    return _tag("div", _tag("p", _label(block["text"])) + _button(block["accessory"]), "row")


def _input(block: Block) -> str:
    element = block["element"]
    filled = element.get("initial_value")
    shown = escape(filled) if filled else _label(element["placeholder"])
    kinds = ("field", "long" if element["multiline"] else "", "" if filled else "empty")
    hint = _tag("p", _label(block["hint"]), "hint") if "hint" in block else ""
    return _tag("div", _tag("label", _label(block["label"])) + _tag("div", shown, " ".join(filter(None, kinds))) + hint)


def _label(plain: Element) -> str:
    return escape(plain["text"])


def _tag(name: str, inside: str, kind: str = "") -> str:
    """Return an element around what is HTML already."""
    return f'<{name} class="{kind}">{inside}</{name}>' if kind else f"<{name}>{inside}</{name}>"


_INLINE: Mapping[str, Callable[[Element], str]] = {"text": _text, "link": _link}
_RICH: Mapping[str, Callable[[Element], str]] = {
    "rich_text_section": lambda part: _tag("p", _inline(part)),
    "rich_text_list": _list,
    "rich_text_quote": lambda part: _tag("div", _inline(part), "quote"),
    "rich_text_preformatted": lambda part: _tag("pre", _inline(part)),
}
_BLOCKS: Mapping[str, Callable[[Block], str]] = {
    "rich_text": _rich_text,
    "actions": _actions,
    "context": _context,
    "context_actions": _judgement,
    "header": lambda block: _tag("header", _label(block["text"])),
    "divider": lambda _: "<hr>",
    "section": _section,
    "input": _input,
}
_SIZE = "const size = document.body.getBoundingClientRect(); document.title = [size.width, size.height].map(Math.ceil)"
_EYE = '<svg viewBox="0 0 24 24"><path d="M2 12c5-8 15-8 20 0-5 8-15 8-20 0z"/><circle cx="12" cy="12" r="3"/></svg>'
_AWAY = '<svg viewBox="0 0 24 24"><path d="M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9"/></svg>'
_PERSON = '<svg viewBox="0 0 24 24"><circle cx="12" cy="8" r="4"/><path d="M4 21c1-9 15-9 16 0z"/></svg>'
_THUMB = (
    '<svg viewBox="0 0 24 24"><path d="M3 11h4v9H3zM7 12l4-8c1.7 0 2.6 1 2.3 2.8L12.8 10h6c1.3 0 2 1 1.7 2.2l-1.6 6.3'
    'c-.2.9-1 1.5-1.9 1.5H7"/></svg>'
)

if __name__ == "__main__":
    main()
