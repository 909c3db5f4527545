"""Options that several commands take."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from eig_bot.cli.options import with_json, with_json_lines, with_knowledge
from eig_bot.messages import cli as messages


def command(option: Callable[..., Any]) -> click.Command:
    """A command that returns what its only option is."""

    def returned(**given: object) -> object:
        return next(iter(given.values()))

    return click.command()(option(returned))


@pytest.mark.parametrize(("arguments", "given"), [([], None), (["--knowledge", "jardins"], Path("jardins"))])
def test_the_knowledge_folder_is_a_path_or_nothing(arguments: list[str], given: Path | None) -> None:
    assert command(with_knowledge).main(arguments, standalone_mode=False) == given


@pytest.mark.parametrize("option", [with_json, with_json_lines])
def test_json_is_a_flag(option: Callable[..., Any]) -> None:
    assert command(option).main(["--json"], standalone_mode=False) is True
    assert command(option).main([], standalone_mode=False) is False


@pytest.mark.parametrize(
    ("option", "said"), [(with_json, messages.OPTION_JSON_OBJECT), (with_json_lines, messages.OPTION_JSON)]
)
def test_json_says_how_many_objects_it_gives(option: Callable[..., Any], said: str) -> None:
    (found,) = command(option).params
    assert isinstance(found, click.Option)
    assert found.help == said
