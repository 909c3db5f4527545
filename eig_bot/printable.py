"""What may stand in a terminal of what somebody wrote."""

_KEPT = frozenset("\n\t\u00a0\u202f\u200d")
"""Line ends, tabs, the spaces of French typography, and what joins the parts of one emoji."""


def printable(text: str) -> str:
    """Return a text without what would command a terminal, or turn its reading direction.

    Args:
        text: as somebody wrote it; styles of ours are put around it afterwards.
    """
    return "".join(char for char in text if char.isprintable() or char in _KEPT)
