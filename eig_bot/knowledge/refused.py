"""Whether a page that cannot be read may tell of a call: then nobody may be told that there is none."""

import re

_CALL = re.compile(
    rb"^[ \t{\"'-]*(?:calls?|cal+s|opens?|closes?|results_url)[\"']?[ \t]*[:=]|^[ \t]*\[\[[ \t]*calls",
    re.MULTILINE | re.IGNORECASE,
)
"""A key of a call, also of a site's page, and misspelt, wherever it stands in the file."""
_IN_PATH = re.compile(r"(?:^|[^a-z])(?:appels?|aap|aac|candidat\w*|candidature\w*)(?:[^a-z]|$)", re.IGNORECASE)


def may_tell_of_call(path: str, source: bytes | None) -> bool:
    """Return whether a refused file has the look of one that declares a call.

    Args:
        path: within the folder; one that names a call is a sign too, since a file may have been emptied.
        source: its bytes, which may be those of another encoding; None where not even these can be had.
    """
    return bool(_IN_PATH.search(path) or (source and _CALL.search(source.replace(b"\0", b""))))
