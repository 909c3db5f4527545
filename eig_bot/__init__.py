"""A Slack bot that answers, in French, from the Markdown pages of a public programme."""

__version__ = "0.1.0"
