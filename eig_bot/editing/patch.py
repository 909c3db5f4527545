"""Edits as one unified diff, for who would rather look at them, or apply them elsewhere."""

import difflib
import re
from collections.abc import Sequence

from eig_bot.editing.edits import Edit


def patch(folder: str, edits: Sequence[Edit]) -> str:
    """Return what `git apply`, or `patch -p1`, does in the repository, or in the parent of the knowledge folder.

    Args:
        folder: path of the knowledge folder from there, "" where it is the same.
        edits: in the order in which they were made, each of a file on the one before.
    """
    files: dict[str, tuple[bytes | None, bytes]] = {}
    for edit in edits:
        files[edit.path] = (files[edit.path][0] if edit.path in files else edit.before, edit.after)
    return "".join(_diff(f"{folder}/{path}".lstrip("/"), *files[path]) for path in sorted(files))


def _diff(name: str, before: bytes | None, after: bytes) -> str:
    """Return what `git diff` would say; a name with a space ends in a tab there."""
    end = "\t" if " " in name else ""
    old, new = (_LINE.findall(source.decode()) for source in (before or b"", after))
    where = ("/dev/null" if before is None else f"a/{name}{end}", f"b/{name}{end}")
    head = f"diff --git a/{name} b/{name}\n" + ("new file mode 100644\n" if before is None else "")
    lines = difflib.unified_diff(old, new, *where)
    return head + "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


_LINE = re.compile(r"[^\n]*\n|[^\n]+")
