"""The address of a merge request, as forges print it."""

import pytest

from eig_bot.git.forge_words import merge_request_of

GITHUB = """remote:
remote: Create a pull request for 'eig-bot/2031-04-10' on GitHub by visiting:
remote:      https://forge.example/team/pages/pull/new/eig-bot/2031-04-10
remote:
To https://forge.example/team/pages.git
"""
GITLAB = """remote:
remote: To create a merge request for eig-bot/2031-04-10, visit:
remote:   https://forge.example/team/pages/-/merge_requests/new?merge_request%5Bsource_branch%5D=eig-bot%2F2031-04-10
remote:
"""
GITLAB_OPEN = """remote: View merge request for eig-bot/2031-04-10:
remote:   https://forge.example/team/pages/-/merge_requests/12        \n"""
FORGEJO = """remote:
remote: Create a new pull request for 'eig-bot/2031-04-10':
remote:   https://forge.example/team/pages/compare/main...eig-bot/2031-04-10
remote:
"""
REPOSITORY = "https://forge.example/team/pages.git"


@pytest.mark.parametrize(
    ("said", "address"),
    [
        (GITHUB, "https://forge.example/team/pages/pull/new/eig-bot/2031-04-10"),
        (
            GITLAB,
            "https://forge.example/team/pages/-/merge_requests/new?merge_request%5Bsource_branch%5D=eig-bot%2F2031-04-10",
        ),
        (GITLAB_OPEN, "https://forge.example/team/pages/-/merge_requests/12"),
        (FORGEJO, "https://forge.example/team/pages/compare/main...eig-bot/2031-04-10"),
    ],
)
@pytest.mark.parametrize("repository", [REPOSITORY, "git@forge.example:team/pages.git", "ssh://git@ssh.forge.example:443/a"])
def test_it_is_found_in_what_each_forge_says(said: str, address: str, repository: str) -> None:
    assert merge_request_of(said, repository) == address


@pytest.mark.parametrize(
    "said",
    [
        "",
        "remote: Resolving deltas: 100% (2/2)",
        "remote: Read https://forge.example/help",
        "remote: Visit https://elsewhere.example/pull/1",
        "remote: Visit https://me:secret@forge.example/pull/1",
        "remote: Visit https://[forge.example/pull/1",
        "remote: Visit https://forge.example/pull/" + 500 * "1",
        "To https://forge.example/pull/1",
    ],
)
def test_nothing_else_is_shown_to_people(said: str) -> None:
    assert merge_request_of(said, REPOSITORY) is None
