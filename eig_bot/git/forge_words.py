"""What a forge says on the standard error of a push: where a person opens the merge request of a branch."""

import re
from urllib.parse import urlsplit

LONGEST = 500
"""Characters of an address: those of forges have a hundred or two."""
_ADDRESS = re.compile(r"^remote:.*?(https?://[!-~]+)", re.MULTILINE)
_REQUEST = re.compile(r"merge_request|pull|compare")
"""What stands in the path of such an address on GitLab, GitHub, Gitea, Forgejo and Bitbucket."""


def merge_request_of(said: str, repository: str) -> str | None:
    """Return the address of a merge request, or of the page that opens one; None where the forge names none.

    It is shown to people: one of another host than the repository's, or with a password, is not believed.

    Args:
        said: standard error of a push.
        repository: address that was pushed to.
    """
    addresses = (found[1].rstrip(".,;)") for found in _ADDRESS.finditer(said))
    return next((address for address in addresses if _is_believed(address, _host_of(repository))), None)


def _is_believed(address: str, host: str) -> bool:
    try:
        parts = urlsplit(address)
        found = parts.hostname or ""
    except ValueError:
        return False
    is_of_forge = found == host or ("." in found and host.endswith(f".{found}"))  # ssh.forge.example serves forge.example
    return is_of_forge and "@" not in parts.netloc and len(address) <= LONGEST and bool(_REQUEST.search(parts.path))


def _host_of(repository: str) -> str:
    if "://" in repository:
        return urlsplit(repository).hostname or ""
    return repository.partition(":")[0].rpartition("@")[2]
