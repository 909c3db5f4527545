"""A commit's pages as one packed file, for the database: with the last good versions of those that are refused in it."""

import io
import tarfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from eig_bot.git.errors import GitError, GitFault
from eig_bot.git.trees import Trees
from eig_bot.knowledge.folder import content_of
from eig_bot.knowledge.last_good import LastGood, Version
from eig_bot.knowledge.opening import MAX_BYTES

PAGES, LAST_GOOD = "pages/", "last-good/"
MOST = 25_000_000
"""Bytes of a packed commit, above which it is not kept in the database: thousands of long pages take a fifth of it."""


def pack(folder: Path, kept: LastGood, refused: Iterable[str]) -> bytes:
    """Return a commit's folder as a compressed tar file.

    Args:
        folder: with the files of the commit.
        kept: holds the last good versions.
        refused: paths of the files that are wrong in this commit.

    Raises:
        OSError: a file cannot be read.
    """
    content, packed = content_of(folder), io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=6) as target:
        for path in sorted((*content.files, *content.documents)):
            file = folder / path
            member = tarfile.TarInfo(PAGES + path)
            member.mtime = int(file.lstat().st_mtime)
            if file.is_symlink():
                member.type, member.linkname = tarfile.SYMTYPE, str(file.readlink())
                target.addfile(member)
            else:
                _add(target, member, file.read_bytes())
        for path in sorted(set(refused)):
            version = kept.read(path)
            if version:
                member = tarfile.TarInfo(LAST_GOOD + path)
                member.mtime = int(version.written.timestamp())
                _add(target, member, version.text.encode())
    return packed.getvalue()


def unpack(packed: bytes, sha: str, trees: Trees, kept: LastGood) -> None:
    """Write a packed commit where commits are, and the last good versions that came with it where there is none yet.

    Args:
        packed: as `pack` made it.
        sha: the commit.
        trees: gets its files.
        kept: gets the versions.

    Raises:
        GitError: it cannot be read, or the disk not be written.
    """
    try:
        with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as source:
            trees.unpack(sha, source, None, below=PAGES)
        with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as source:
            for member in source:
                path = member.name.removeprefix(LAST_GOOD)
                stream = source.extractfile(member) if path != member.name and ".." not in path.split("/") else None
                if stream and kept.read(path) is None:
                    text = stream.read(MAX_BYTES + 1).decode(errors="replace")
                    kept.keep(path, Version(text, datetime.fromtimestamp(member.mtime, UTC)))
    except (tarfile.TarError, EOFError, OSError) as error:
        raise GitError(GitFault.OTHER, type(error).__name__) from error


def _add(target: tarfile.TarFile, member: tarfile.TarInfo, content: bytes) -> None:
    member.size = len(content)
    target.addfile(member, io.BytesIO(content))
