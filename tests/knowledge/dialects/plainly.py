"""What is left of a text."""

from eig_bot.knowledge.dialects.plain import plain_markdown


def plain(text: str) -> str:
    return plain_markdown(text).text
