"""Which addresses are Slack's: what a payload names is called by the bot, from within the network that it runs in."""

import re

_ADDRESS = re.compile(r"(https?)://([A-Za-z0-9.-]+)(?::([0-9]{1,5}))?/[!-~]*")
"""Nothing but a host and a port before the path: so all who read an address read the same server in it."""
_HOSTS = ("slack.com", "slack-gov.com")
"""Slack's own, and all below them."""


def is_of_slack(url: str, api_url: str) -> bool:
    """Return whether an address is on a server of Slack's.

    Args:
        url: as a payload gives it.
        api_url: where the Web API is; its server counts as Slack's.
    """
    server = _server_of(url)
    if server is None or server == _server_of(api_url):
        return server is not None
    scheme, host, port = server
    return (scheme, port) == ("https", 443) and any(host == known or host.endswith(f".{known}") for known in _HOSTS)


def _server_of(url: str) -> tuple[str, str, int] | None:
    found = _ADDRESS.fullmatch(url)
    if found is None:
        return None
    return found[1], found[2].lower(), int(found[3] or (443 if found[1] == "https" else 80))
