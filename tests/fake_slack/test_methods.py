"""The table of methods agrees with slack_sdk, so that a call the library can make is a call the fake can judge."""

import inspect

import pytest
from slack_sdk import WebClient

from .methods import METHODS, argument_problems

# `token` and `app_token` travel as a header.
NOT_ARGUMENTS = {"self", "kwargs", "token", "app_token"}


@pytest.mark.parametrize("name", METHODS)
def test_the_arguments_are_those_of_the_library(name: str) -> None:
    signature = inspect.signature(getattr(WebClient, name.replace(".", "_")))
    assert METHODS[name].accepted == signature.parameters.keys() - NOT_ARGUMENTS


@pytest.mark.parametrize("name", METHODS)
def test_what_the_library_requires_is_required(name: str) -> None:
    parameters = inspect.signature(getattr(WebClient, name.replace(".", "_"))).parameters.values()
    required = {one.name for one in parameters if one.kind is one.KEYWORD_ONLY and one.default is one.empty}
    assert required - NOT_ARGUMENTS == METHODS[name].required


def test_each_argument_is_held_to_its_form() -> None:
    wrong: dict[str, object] = {
        "channel": 1,
        "text": None,
        "blocks": {},
        "metadata": [],
        "unfurl_links": "non",
        "ts": "1",
    }
    assert argument_problems(METHODS["chat.postMessage"], wrong) == [
        "ts: unknown argument",
        "blocks: a list is expected",
        "channel: a string is expected",
        "metadata: an object is expected",
        "text: a string is expected",
        "unfurl_links: true or false is expected",
    ]


def test_one_of_several_arguments_may_be_required() -> None:
    assert argument_problems(METHODS["views.update"], {"view": {}}) == ["external_id or view_id: missing"]
