"""What git could not do, as one kind of error that holds no secret."""

import re
from enum import Enum, auto

SAID = 300
"""Characters kept of what git says: its last lines name the cause."""


class GitFault(Enum):
    """Why git failed."""

    ABSENT = auto()
    """There is no git on this machine."""
    SLOW = auto()
    """It was stopped at its time limit."""
    BUSY = auto()
    """Another process works on the same copy."""
    STOPPED = auto()
    """The bot ends."""
    DISK = auto()
    """The disk is full, or may not be written."""
    HOST = auto()
    """The server of an ssh address is not the one that is known."""
    REFUSED = auto()
    """The token or key is wrong, too old, or may not do that."""
    MOVED = auto()
    """The repository has another address now."""
    ABSENT_REPOSITORY = auto()
    ABSENT_BRANCH = auto()
    ABSENT_FOLDER = auto()
    """The commit has no folder of the name that is set."""
    UNSERVED = auto()
    """The server gives no object that no branch leads to at once: it does not serve partial copies."""
    CERTIFICATE = auto()
    """The server's certificate is not one that this machine believes."""
    UNREACHABLE = auto()
    """The server is down, or not to be reached from here."""
    CUT = auto()
    """The server stopped in the middle."""
    OTHER = auto()

    @classmethod
    def of(cls, said: str) -> "GitFault":
        """Return the fault of which git `said` something, in English (`LC_ALL=C`)."""
        return next((fault for fault, pattern in _SAID.items() if re.search(pattern, said)), cls.OTHER)


_SAID = {
    GitFault.DISK: "No space left on device|Disk quota exceeded|File too large|Read-only file system",
    GitFault.HOST: "Host key verification failed|no matching host key|REMOTE HOST IDENTIFICATION",
    GitFault.REFUSED: r"Authentication failed|could not read (Username|Password)|error: 40[13]\b|Permission denied"
    r"|Access denied|not granted|UNPROTECTED PRIVATE KEY",
    GitFault.MOVED: r"error: 30\d\b|update url base from redirection",
    GitFault.ABSENT_REPOSITORY: r"error: 404\b|[Rr]epository .*not found|does not appear to be a git repository",
    GitFault.ABSENT_BRANCH: "couldn't find remote ref|Remote branch .* not found",
    GitFault.UNSERVED: "does not allow request for unadvertised object",
    GitFault.CERTIFICATE: "SSL certificate|certificate verify|server certificate|SSL routines",
    GitFault.UNREACHABLE: r"Could not resolve|Failed to connect|Couldn't connect|Connection (refused|reset|timed out|closed)"
    r"|No route to host|timed out|error: 5\d\d\b|error: 429\b|Empty reply|unreachable|Operation too slow",
    GitFault.CUT: "early EOF|unexpected disconnect|hung up unexpectedly|RPC failed|curl 18|invalid index-pack",
}
"""What git says of each, the most telling first: a cut connection is also said of a server that refuses."""


class GitError(Exception):
    """A git command failed; nothing of it is a secret, and it can be logged as it is."""

    def __init__(self, fault: GitFault, said: str = "", *, code: int | None = None, out: bytes = b"") -> None:
        """Take what is known.

        Args:
            fault: why.
            said: what git wrote on its standard error, secrets taken out.
            code: what it ended with; None where it was stopped or did not begin.
            out: what it wrote on its standard output.
        """
        self.fault = fault
        self.said = " ".join(said.split())[-SAID:]
        self.code = code
        self.out = out
        super().__init__(f"{fault.name.lower()}: {self.said}" if self.said else fault.name.lower())
