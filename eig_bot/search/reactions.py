"""What people say to a bot without asking anything of its pages: thanks, doubt, "non", "la 2", "qui lit mes questions ?".

`Reaction` names the kinds; `examples` gives messages of each, and messages that look like one and ask something
(`data/courtesies.yml`, general words of the package). What is replied to each is decided in `answers/small_talk.py`.
"""

from enum import StrEnum
from functools import cache

from eig_bot.knowledge.extras import read_lists
from eig_bot.search.lexicon import data_text

_NONE = "none"


class Reaction(StrEnum):
    """A kind of message that asks nothing of the pages; the values are the lists of `data/courtesies.yml`."""

    GREETING = "greeting"
    THANKS = "thanks"
    RECEIVED = "received"
    """The answer was taken in: "bien noté"."""
    GOODBYE = "goodbye"
    REMARK = "remark"
    """Laughter, exclamations, comments that call for no answer."""
    SLIP = "slip"
    """Tries, slips, what was meant for others, "stop"."""
    DOUBT = "doubt"
    NOT_UNDERSTOOD = "not_understood"
    """Also: plainer, shorter."""
    WRONG = "wrong"
    """The answer is not what was asked."""
    REFUSAL = "refusal"
    """A "non" and nothing else."""
    CONSENT = "consent"
    CHOICE = "choice"
    """One of those offered: "la 2"."""
    INSULT = "insult"
    """Also anger and grumbling."""
    IDENTITY = "identity"
    """Who or what the bot is, and whether a person is behind it."""
    READER = "reader"
    """Who reads or keeps what people write to the bot."""
    MAY_I_ASK = "may_i_ask"
    HELP = "help"


@cache
def examples() -> tuple[tuple[str, Reaction | None], ...]:
    """Return general messages, each with its reaction; None for one that looks like a reaction and asks something."""
    lists = read_lists(data_text("courtesies.yml"), (*Reaction, _NONE))
    return tuple((text, None if name == _NONE else Reaction(name)) for name, texts in lists.items() for text in texts)
