"""When two spellings of a heading, or of a question, are the same one."""

import re

from eig_bot.knowledge.markdown import one_line


def normalized_heading(text: str) -> str:
    """Return the form in which spellings are compared: "Durée :", "**DURÉE**" and "durée" are "durée".

    Args:
        text: a heading or a question, with marks or without.
    """
    return re.sub(r"\W+", " ", one_line(text).casefold().replace("’", "'")).strip()
