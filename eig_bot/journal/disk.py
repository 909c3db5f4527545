"""Whether a folder can take more: a full disk passes, a folder that may not be written does not by itself."""

import errno
import tempfile
from pathlib import Path

PROBE = b"." * 4_096
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""What systems say where there is no room: on the disk, for this user, for a file of this size."""


def is_full(folder: Path) -> bool:
    """Return True when nothing more can be written into a folder for want of room; False when it can, or never could.

    Args:
        folder: made when it is not there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(PROBE)
    except OSError as error:
        return wants_room(error)
    return False


def wants_room(error: OSError) -> bool:
    """Return whether something could not be written for want of room, and can be once there is some.

    Args:
        error: by which the system has refused it.
    """
    return error.errno in _FULL
