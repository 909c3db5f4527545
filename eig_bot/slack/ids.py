"""Names that what is shown and what listens to it share, and what a button carries.

Buttons of one kind in one row end in `:0`, `:1`…, since Slack wants each of a row to have a name of its own.
"""

import re
from dataclasses import dataclass

OPEN_PAGE = "open_page"
COPY = "copy"
RELATED = "related"
CHOOSE = "choose"
NONE_OF_THESE = "none_of_these"
FEEDBACK = "feedback"
SHARE = "share"
FOLLOW = "follow"
UNFOLLOW = "unfollow"
TALK_TO_TEAM = "talk_to_team"
REPLY = "reply"
FORGET = "forget"
SUBJECTS = "subjects"
THEME = "theme"
SUBJECT = "subject"
SEARCH = "search"
ASK_AGAIN = "ask_again"

FEEDBACK_FORM = "feedback_form"
TEAM_FORM = "team_form"
REPLY_FORM = "reply_form"
ASK_FORM = "ask_form"
PUBLISH_FORM = "publish_form"

ASK_SHORTCUT = "ask"
ANSWER_SHORTCUT = "answer"

CALL_STATUS = "call_status"
"""What a button is about, in the place of a passage, when that is the state of the calls."""
TEXT, REASON, COMMENT = "text", "reason", "comment"
"""Fields of forms: the block and what is in it have the same name."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a button is about: the question that was asked, and the passage that was shown."""

    question: str | None = None
    """Its id in the journal."""
    passage: str | None = None
    """Its key in the knowledge base, or `CALL_STATUS`."""

    def __str__(self) -> str:
        return f"{self.question or '-'} {self.passage or '-'}"

    @classmethod
    def read(cls, value: str) -> "Reference":
        """Return what a button carries.

        Args:
            value: as `str` of a reference makes it; parts that are missing are None.
        """
        question, _, passage = value.partition(" ")
        return cls(*(None if part in {"", "-"} else part for part in (question, passage)))


def each(action: str) -> re.Pattern[str]:
    """Return what matches all buttons of one kind in a row.

    Args:
        action: the kind, one of the names above.
    """
    return re.compile(rf"{action}:\d+")
